"""固定资产报损（报废、报失、调拨）审批表：先鉴定、后批准、再处置，批准后5日内核销。"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.amounts import capital
from checklists.basis import seen
from checklists.books import Books
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Person,
    Photos,
    Ref,
    RefTo,
    Serial,
    Stage,
    Text,
    Unit,
    When,
)
from checklists.entry import PLAIN, InstrumentEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

WITHIN = timedelta(days=5)
APPRAISERS = 2
OWN_POWER = Limit.of(high="10000", evidence="建议值")
"""Original value the school may dispose of by itself (可配置)."""
CARDS = "fixed_asset_ledger"
GONE = ("丢失", "盘亏")


class Asset(BaseModel):
    """One asset that is to go."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asset_no: Annotated[Ref, RefTo("asset", even="stopped"), Label("资产编号"), Hint("状态≠已处置")]
    name: Annotated[Text | None, Label("名称"), When("没有资产卡片的"), Hint("按资产卡片")] = None
    quantity: Annotated[Count, Field(ge=1), Label("数量")] = 1
    unit_value: Annotated[
        Money | None,
        Label("账面单价（元）"),
        When("没有资产卡片的"),
        Hint("按资产卡片，由系统查；一卡多件的填单价"),
    ] = None
    depreciation: Annotated[Money, Label("累计折旧（元）"), Hint("按会计账")]
    acquired_on: Annotated[
        Day | None, Label("取得日期"), When("没有资产卡片的"), Hint("按资产卡片，由系统查")
    ] = None
    left_on: Annotated[Day, Label("停用日期")]
    life: Annotated[
        Count | None,
        Label("规定年限"),
        Unit("年"),
        When("没有资产卡片的"),
        Hint("按资产卡片，由系统查"),
    ] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def value(self) -> Annotated[Decimal, Label("原值（元）"), Hint("=数量×账面单价")]:
        """Original value."""
        return self.quantity * (self.unit_value or Decimal(0))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def net(self) -> Annotated[Decimal, Label("净值（元）"), Hint("=原值−累计折旧")]:
        """Book value."""
        return self.value - self.depreciation

    @computed_field  # type: ignore[prop-decorator]
    @property
    def years(self) -> Annotated[str, Label("已用/规定年限"), Hint("整年")]:
        """As 6/8."""
        return f"{self.used}/{'—' if self.life is None else self.life}"

    @property
    def used(self) -> int:
        """Whole years from acquisition to the day it was taken out of use."""
        begun, ended = self.acquired_on or self.left_on, self.left_on
        return ended.year - begun.year - ((ended.month, ended.day) < (begun.month, begun.day))

    @property
    def is_early(self) -> bool:
        """Not at the end of its life yet."""
        return self.life is not None and self.used < self.life

    @property
    def called(self) -> str:
        """Its name, or its number before the card is looked up."""
        return self.name or self.asset_no.name


class AssetDisposal(InstrumentEntry):
    """固定资产报损审批表：一次申请一份，可列多件；鉴定、批准、处置、核销逐步登记。"""

    register = Register(
        title="固定资产报损（报废、报失、调拨）审批表",
        number="10.6",
        prefix="ZCBS",
        cadence=OnEvent("按次", "鉴定后"),
        retention=Retention("10年（含残值收入凭证30年）", 10),
        basis=(
            seen(
                "《行政事业性国有资产管理条例》第十九、二十一条（四类情形应及时报废、报损）、第二十五条（处置收入管理）、第三十五条（及时核销台账并会计处理）"
            ),
        ),
        signers=(
            Signer("使用人", column="user", stage="申请"),
            Signer("技术鉴定（≥2人）", stage="申请"),
            Signer("资产管理员", ("asset_admin",), stage="申请"),
            Signer("校长（行政会议）", ("principal",), stage="批准"),
            Signer("主管部门/财政", condition="超授权限额", stage="批准"),
        ),
        post="资产管理员",
        owners=("asset_admin",),
        photos="必需",
        followup=("账外处置 → 追责",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "未达年限报废须技术鉴定+说明；丢失须责任认定、报警回执（盗窃）",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "批准前资产仍在账、实物不得处置；批准后5日内核销",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "残值收入及时入账（上缴），金额大小写一致",
            ),
            Rule(
                "R04",
                Severity.BLOCK,
                "涉存储介质的设备须数据清除记录",
            ),
        ),
        stages=("申请", "批准", "处置"),
        seeds=(Seed(5, "三3", "严格执行固定资产报损制度和损坏赔偿制度", 261),),
    )

    apply_no: Annotated[Text | None, Serial("损〔{year}〕{n}号"), Label("申请号"), Head()] = None
    date: Annotated[Day, Label("日期"), Head()]
    reason: Annotated[
        Literal["技术淘汰", "无法维修", "丢失", "盘亏", "超期", "自然灾害", "调拨"],
        Label("原因"),
        Head(),
    ]
    user: Annotated[Person, Label("使用人"), Head()]
    assets: Annotated[tuple[Asset, ...], Field(min_length=1), Label("资产明细")]
    appraisal: Annotated[Text, Label("鉴定意见与鉴定人"), Hint("≥2人，非使用人")]
    appraisers: Annotated[
        tuple[Person, ...], Field(min_length=1), Label("鉴定人"), Hint("≥2人，非使用人")
    ]
    early_note: Annotated[Note | None, Label("未达年限说明"), When("未达规定年限报废")] = None
    liability: Annotated[Note | None, Label("责任认定"), When("丢失、盘亏")] = None
    stolen: Annotated[bool, Label("被盗")] = False
    police_report: Annotated[Photos, Label("报警回执"), When("被盗")] = ()
    has_storage: Annotated[bool, Label("含存储介质")]
    wiped: Annotated[
        Note | None, Label("数据清除记录"), When("含存储介质"), Hint("方式、时间、清除人")
    ] = None
    method: Annotated[Literal["报废", "拍卖", "捐赠", "调拨", "报失"], Label("处置方式")]
    photos: Annotated[Photos, Label("照片"), Must()] = ()
    approved_on: Annotated[Day | None, Label("批准日期"), Must(), Stage("批准")] = None
    approval_no: Annotated[
        Text | None, Label("批准文号"), Stage("批准"), When("超授权限额"), Hint("超授权限额必填")
    ] = None
    disposed_on: Annotated[
        Day | None, Label("处置日期"), Must(), Stage("处置"), Hint("批准之后")
    ] = None
    written_off_on: Annotated[
        Day | None, Label("核销日期"), Must(), Stage("处置"), Hint("批准后5日内")
    ] = None
    residual: Annotated[Money | None, Label("残值"), Stage("处置"), When("有残值收入")] = None
    buyer: Annotated[Text | None, Label("回收单位"), Stage("处置"), When("有残值收入")] = None
    receipt: Annotated[Text | None, Label("入账凭证"), Stage("处置"), When("有残值收入")] = None
    banked_on: Annotated[
        Day | None, Label("入账（上缴）日期"), Stage("处置"), When("有残值收入")
    ] = None

    own_limits = {"power": ("学校自批的处置金额（元）", OWN_POWER)}

    example = {
        "date": "2026-03-05",
        "reason": "无法维修",
        "user": "王安",
        "assets": [
            {
                "asset_no": "ZC-2017-0042",
                "name": "投影机",
                "unit_value": "4800.00",
                "depreciation": "4800.00",
                "acquired_on": "2017-09-01",
                "left_on": "2026-03-02",
                "life": 6,
            },
        ],
        "appraisal": "灯泡、主板损坏，厂家停产，无维修价值。鉴定人：郑琦、董玥",
        "appraisers": ["郑琦", "董玥"],
        "has_storage": False,
        "method": "报废",
        "photos": [EXAMPLE_PHOTO],
        "approved_on": "2026-03-10",
        "disposed_on": "2026-03-12",
        "written_off_on": "2026-03-13",
        "residual": "60.00",
        "buyer": "青禾再生资源回收站",
        "receipt": "0031902",
        "banked_on": "2026-03-12",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def residual_cn(self) -> Annotated[str | None, Label("残值大写"), Hint("=小写")]:
        """The residual value in capitals."""
        return None if self.residual is None else capital(self.residual)

    @property
    def total(self) -> Decimal:
        """Original value of all."""
        return sum((one.value for one in self.assets), Decimal(0))

    def title(self) -> str:
        """What goes, and how."""
        return f"{self.assets[0].called}{'等' if len(self.assets) > 1 else ''}{self.method}"

    def carried_on(self, books: Books, *, fresh: bool) -> Self:
        """Name, value, day and life are those of the card, where nothing else was written."""
        cards = {str(one.entry["asset_no"]): one.entry for one in books(CARDS)}
        rows = []
        for one in self.assets:
            card = cards.get(one.asset_no.id)
            known = (
                {}
                if card is None
                else {
                    "name": card["name"],
                    "unit_value": Decimal(card["value"]),
                    "acquired_on": date.fromisoformat(card["acquired_on"]),
                    "life": card["depreciable_years"],
                }
            )
            update = {name: value for name, value in known.items() if getattr(one, name) is None}
            rows.append(one.model_copy(update=update))
        return self.model_copy(update={"assets": tuple(rows)})

    def _beyond_own_power(self, surroundings: Surroundings) -> bool:
        bound = surroundings.limits.get(f"{self.slug}.power", OWN_POWER)
        return not bound.holds(self.total)

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The authority above, beyond the school's own power."""
        return frozenset({"主管部门/财政"} if self._beyond_own_power(surroundings) else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Acquired, used, taken out of use; written off after it was applied for."""
        for number, one in enumerate(self.assets, 1):
            if one.acquired_on is not None and one.left_on < one.acquired_on:
                where = f"「资产明细」第 {number} 行「停用日期」"
                yield Problem(where, "早于取得日期", "核对两个日期", "assets")
        yield from self.in_order(("date", self.date), ("approved_on", self.approved_on))

    @carries_out("R01")
    def appraised_and_explained(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Two who do not use it judge it; what goes early or is lost is accounted for."""
        people = {one.id for one in self.appraisers}
        if len(people - {self.user.id}) < APPRAISERS:
            yield self.finding("R01", "「鉴定人」", "非使用人的鉴定人不足2人", "补请鉴定人")
        if self.user.id in people:
            yield self.finding("R01", "「鉴定人」", f"使用人{self.user.name}参加鉴定", "换人")
        early = [one.called for one in self.assets if one.is_early]
        if self.method == "报废" and early and not self.early_note:
            what = f"{'、'.join(early)}未达规定年限"
            yield self.finding("R01", "「未达年限说明」", what, "补写说明")
        if self.reason in GONE and not self.liability:
            yield self.finding("R01", "「责任认定」", f"{self.reason}没有责任认定", "认定后补填")
        if self.stolen and not self.police_report:
            yield self.finding("R01", "「报警回执」", "被盗没有报警回执", "报警后补传")

    @carries_out("R02")
    def approved_first(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nothing goes before it is approved; the books follow within five days."""
        for name in ("disposed_on", "written_off_on"):
            day = getattr(self, name)
            if day is not None and (self.approved_on is None or day < self.approved_on):
                where = f"「{self.column(name).label}」"
                yield self.finding("R02", where, "早于批准", "写明原因，报主管部门")
        if self.approved_on and self.written_off_on:
            days = (self.written_off_on - self.approved_on).days
            if days > WITHIN.days:
                what = f"批准后{days}天才核销，应在{WITHIN.days}日内"
                yield self.finding("R02", "「核销日期」", what, "写明原因", Severity.WARN)

    @carries_out("R03")
    def residual_value_is_booked(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What was got for it is receipted and paid in, without waiting."""
        if not self.residual:
            return
        lacking = [
            self.column(name).label
            for name in ("buyer", "receipt", "banked_on")
            if getattr(self, name) is None
        ]
        if lacking:
            yield self.finding(
                "R03", "「残值」", f"残值收入没有写{'、'.join(lacking)}", "入账后补填"
            )
        elif self.banked_on and self.disposed_on and self.banked_on - self.disposed_on > WITHIN:
            days = (self.banked_on - self.disposed_on).days
            what = f"处置后{days}天才入账"
            yield self.finding("R03", "「入账（上缴）日期」", what, "写明原因", Severity.WARN)

    @carries_out("R04")
    def data_is_wiped(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No disk leaves with what is on it."""
        if self.has_storage and not self.wiped:
            yield self.finding("R04", "「数据清除记录」", "含存储介质，没有清除记录", "清除后补填")

    @carries_out("G17")
    def every_asset_has_its_card(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What has no card is described by hand."""
        for number, one in enumerate(self.assets, 1):
            if None in (one.name, one.unit_value, one.acquired_on, one.life):
                what = f"{one.called}没有资产卡片，没有写名称、单价、取得日期或年限"
                yield self.finding("G17", f"「资产明细」第 {number} 行", what, "建卡，或补填")

    @carries_out("G17")
    def approved_by_the_right_hand(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Beyond the school's power there is a document."""
        approved = self.approved_on is not None
        if approved and self._beyond_own_power(surroundings) and not self.approval_no:
            what = f"原值{self.total}元超授权限额，没有批准文号"
            yield self.finding("G17", "「批准文号」", what, "取得批复后补填")
