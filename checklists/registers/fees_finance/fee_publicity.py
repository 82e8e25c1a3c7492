"""收费项目核实与收费公示：每学期收费前逐项核实依据和标准，提前公示；禁收的项目不得列入。"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.approvals import KIND, faults
from checklists.basis import seen
from checklists.cadence import EveryTerm
from checklists.calendar import working_days
from checklists.columns import (
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Person,
    Photos,
    PlannedDay,
    Serial,
    Stage,
    Text,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.fees import forbidden_item, is_compulsory_schooling_fee, names_document
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

DAYS_BEFORE_CHARGING = 5
A_TERM = timedelta(days=183)
FREE, NURSERY = "行政事业性（免收）", "幼儿园保教费"
BY_CHOICE = ("服务性", "代收费")
SAYS_NOTHING = ("无", "暂无", "—", "-", "/")


class FeeItem(BaseModel):
    """One line of the notice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Text, Label("项目名称"), Hint("与省级目录一致")]
    kind: Annotated[
        Literal["行政事业性（免收）", "服务性", "代收费", "幼儿园保教费", "伙食费", "住宿费"],
        Label("类别"),
    ]
    standard: Annotated[Money, Label("收费标准（元）"), Hint("≤批准标准")]
    unit: Annotated[Literal["人·学期", "人·月", "人·次", "人·餐", "本"], Label("计费单位")]
    scope: Annotated[Text, Label("收费范围")]
    basis_doc: Annotated[Text, Label("依据文号（批准机关）"), Hint("须有效期内")]
    basis_until: Annotated[PlannedDay | None, Label("文号有效期止")] = None
    approved: Annotated[Money, Label("核准标准"), Hint("标准≤核准")]
    voluntary: Annotated[Literal["自愿", "必收"], Label("自愿性"), Hint("服务性、代收费必须为自愿")]
    purpose: Annotated[Note, Label("资金用途/服务内容")] = ""
    reduce: Annotated[Text, Label("减免政策")]
    refund: Annotated[Text | None, Label("退费规则"), When("幼儿园"), Hint("幼儿园必填")] = None
    hotline: Annotated[Text, Label("投诉电话"), Hint("教育局、12345、12315（原12358已并入）")]
    remark: Annotated[Note, Label("备注")] = ""


class FeePublicity(InstrumentEntry):
    """收费项目核实与收费公示：收费前核实，公示满5个工作日后收费；公示牌拍照留存。"""

    register = Register(
        title="收费项目核实与收费公示",
        number="12.1",
        prefix="SFGS",
        cadence=EveryTerm("每学期开学前公示，调整时更新", "收费前≥5个工作日", after=-7),
        retention=Retention("10年", 10),
        basis=(
            seen(
                "《教育收费公示制度》（国家计委、财政部、教育部，2002；计价格〔2002〕792号[K]）：公示收费项目、标准、依据（批准机关及文号）、范围、计费单位、投诉电话；减免政策一并公示；2003年通知：公示栏长期固定醒目"
            ),
            seen(
                "《学前教育法》第六十九条（公示收费项目和标准、服务内容、退费规则）；《义务教育法》第二十五、五十六条"
            ),
            seen(
                "发改价格〔2010〕1619号（服务性收费、代收费须公示项目、标准、资金使用情况、投诉电话；自愿、非营利；严禁饮水等）"
            ),
        ),
        signers=(
            Signer("核对人", column="checker", stage="核实"),
            Signer("会计", ("accountant",), stage="核实"),
            Signer("校长", ("principal",), stage="核实"),
            Signer("教育局备案", condition="教育局要求备案时", stage="核实"),
        ),
        post="会计/总务主任",
        owners=("accountant", "logistics_head"),
        photos="公示牌照片必需",
        followup=("不合规 → 停收、清退（清退单）、整改",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "禁收清单（讲义资料、试卷、电子阅览、上机、取暖、降温、饮水、校园安保等）→不可建项",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "标准≤批准标准；文号存在且在有效期；义务教育阶段不得列学费、杂费",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "公示开始≥收费开始前5个工作日；收费项集合⊆公示集合",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "公示照片距今>1学期未更新；公示未覆盖减免",
            ),
        ),
        stages=("核实", "公示"),
        seeds=(
            Seed(
                5,
                "三1",
                "收费前要核实收费项目是否符合国家政策要求，不能收的坚决不收；进行收费公示",
                243,
            ),
            Seed(3, "三（四）", "学校任何一项代办服务费项目都要符合政策", 141),
            Seed(1, "二（一）4（1）", "严禁乱收乱付", 43),
        ),
    )

    year: Annotated[Text, Label("学年学期"), Head()]
    publicity_no: Annotated[
        Text | None, Serial("收费公示〔{year}〕{n}号"), Label("公示号"), Head()
    ] = None
    replaces: Annotated[
        Text | None,
        Label("替代的公示号"),
        Head(),
        When("调整公示的"),
        Hint("另出一份新公示，写明替代哪一份；几份用、隔开"),
    ] = None
    board_place: Annotated[Text, Label("公示地点"), Head(), Hint("长期固定、醒目")]
    checked_on: Annotated[Day, Label("核实日期"), Head()]
    checker: Annotated[Person, Label("核对人"), Head()]
    start: Annotated[PlannedDay, Label("公示起"), Head()]
    end: Annotated[PlannedDay, Label("公示止"), Head()]
    charge_from: Annotated[PlannedDay, Label("收费开始日期"), Head(), Hint("公示满5个工作日后")]
    fees: Annotated[tuple[FeeItem, ...], Field(min_length=1), Label("收费项目")]
    photos: Annotated[Photos, Label("公示牌照片"), Must(), Stage("公示")] = ()

    example = {
        "year": "2025-2026学年第二学期",
        "board_place": "校门口公示栏",
        "checked_on": "2026-02-24",
        "checker": "江秋",
        "start": "2026-02-25",
        "end": "2026-07-10",
        "charge_from": "2026-03-09",
        "fees": [
            {
                "item": "学费、杂费",
                "kind": "行政事业性（免收）",
                "standard": "0.00",
                "unit": "人·学期",
                "scope": "全体学生",
                "basis_doc": "《义务教育法》（中华人民共和国主席令第52号）",
                "approved": "0.00",
                "voluntary": "必收",
                "reduce": "全部免收，免费提供国家规定课程教科书",
                "hotline": "县教育局 0000-1234567；12345；12315",
            },
            {
                "item": "课后服务费",
                "kind": "服务性",
                "standard": "300.00",
                "unit": "人·学期",
                "scope": "自愿参加课后服务的学生",
                "basis_doc": "示例发改价格〔2025〕12号（县发展和改革局）",
                "approved": "300.00",
                "voluntary": "自愿",
                "purpose": "课后服务教师补助、场地和材料",
                "reduce": "家庭经济困难学生免收",
                "refund": "中途退出的，按未参加月数退还",
                "hotline": "县教育局 0000-1234567；12345；12315",
            },
        ],
    }

    def title(self) -> str:
        """Term."""
        return f"{self.year}收费公示"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A notice ends after it began."""
        yield from self.in_order(("start", self.start), ("end", self.end))

    @carries_out("R01")
    def nothing_forbidden(self, surroundings: Surroundings) -> Iterator[Finding]:
        """不可建项: it is kept as it was filled in, and can never become a notice."""
        for where, fee in self._lines("item"):
            listed = forbidden_item(fee.item)
            if listed is not None:
                what = f"“{fee.item}”属于禁收项目（{listed}）"
                yield self.finding("R01", where, what, "删去该项目；已收的停收、清退")

    @carries_out("R02")
    def standards_are_approved(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Not above the approval; nothing for what is free."""
        for where, fee in self._lines("standard"):
            if fee.standard > fee.approved:
                what = f"{fee.item} {fee.standard}元，超过核准标准{fee.approved}元"
                yield self.finding("R02", where, what, "按核准标准执行；多收的清退")
            if fee.kind == FREE and fee.standard > 0:
                yield self.finding("R02", where, f"{fee.item}应免收", "标准改为0元；已收的清退")

    @carries_out("R02")
    def documents_are_in_force(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Every item rests on a document with a number that is still in force."""
        for where, fee in self._lines("basis_doc"):
            if not names_document(fee.basis_doc):
                what = f"“{fee.basis_doc}”没有文号"
                yield self.finding("R02", where, what, "写明批准机关和文号")
            if fee.basis_until is not None and fee.basis_until < self.charge_from:
                what = f"{fee.item}的依据{fee.basis_until}到期"
                yield self.finding("R02", where, what, "取得有效文件后再收费")

    @carries_out("R02")
    def items_are_in_the_catalogue(self, surroundings: Surroundings) -> Iterator[Finding]:
        """无目录项不可建收费单: every item as the 项目目录 has it on the day of the first charge."""
        catalogue = surroundings.listings(KIND)
        for number, fee in enumerate(self.fees, 1):
            if fee.kind == FREE and not fee.standard:
                continue
            for one in faults(fee, catalogue, self.charge_from):
                yield self.finding("R02", self._place(number, one.column), one.what, one.advice)

    @carries_out("R02")
    def schooling_is_free(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No tuition in compulsory schooling."""
        if not surroundings.teaches("小学"):
            return
        free = (FREE, NURSERY) if surroundings.teaches("幼儿园") else (FREE,)
        for where, fee in self._lines("item"):
            if fee.kind not in free and is_compulsory_schooling_fee(fee.item):
                what = f"义务教育阶段不得收“{fee.item}”"
                yield self.finding("R02", where, what, "删去该项目")

    @carries_out("R03")
    def announced_early_enough(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Five working days between the notice and the first charge."""
        days = working_days(self.start, self.charge_from)
        if days < DAYS_BEFORE_CHARGING:
            what = f"公示后{days}个工作日就收费，应≥{DAYS_BEFORE_CHARGING}个"
            yield self.finding("R03", "「收费开始日期」", what, "推迟收费")

    @carries_out("R04")
    def board_is_up_to_date(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The photo is of this term; reductions are told."""
        for photo in self.photos:
            now = surroundings.now
            if now is not None and photo.taken_at is not None and now - photo.taken_at > A_TERM:
                what = f"拍摄于{photo.taken_at:%Y-%m-%d}，已超过一学期"
                yield self.finding("R04", "「公示牌照片」", what, "重新拍照")
        for where, fee in self._lines("reduce"):
            if fee.reduce.strip() in SAYS_NOTHING:
                yield self.finding("R04", where, f"{fee.item}没有写减免政策", "补写减免政策")

    @carries_out("G17")
    def lines_are_complete(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Services and agency fees are by choice; a kindergarten says how it refunds."""
        for where, fee in self._lines("voluntary"):
            if fee.kind in BY_CHOICE and fee.voluntary != "自愿":
                yield self.finding("G17", where, f"{fee.item}必须为自愿", "改为自愿")
        for where, fee in self._lines("refund"):
            of_nursery = fee.kind == NURSERY or not surroundings.teaches("小学")
            if of_nursery and surroundings.teaches("幼儿园") and not fee.refund:
                yield self.finding("G17", where, f"{fee.item}没有退费规则", "补填退费规则")

    def _lines(self, name: str) -> Iterator[tuple[str, FeeItem]]:
        for number, fee in enumerate(self.fees, 1):
            yield self._place(number, name), fee

    def _place(self, number: int, name: str) -> str:
        label = next(one.label for one in self.column("fees").rows if one.name == name)
        return f"「收费项目」第 {number} 行「{label}」"
