"""物品与教学器材领用借用归还登记：借出一次一行，归还时续填；危险品双人领用，余量当日退回。"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, computed_field

from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    Acts,
    Head,
    Hint,
    Label,
    Moment,
    Must,
    Number,
    Person,
    Photos,
    Place,
    PlannedDay,
    Ref,
    RefTo,
    Serial,
    Stage,
    Text,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

USUAL_DAYS = 7
GRACE = timedelta(days=3)
DAMAGED = "损坏"


class ItemLoanRegister(RowEntry):
    """物品与教学器材领用借用归还登记：借出时登记，归还时续填数量和状态。"""

    register = Register(
        title="物品与教学器材领用借用归还登记",
        number="10.7",
        prefix="QCJY",
        cadence=OnEvent("按次", "借出、归还时"),
        retention=Retention("1年（贵重3年）", 3),
        basis=(
            seen(
                "《行政事业性国有资产管理条例》第十五条；危险化学品：2026-05-01施行的《危险化学品安全法》第五条（学校属于危险化学品单位，主要负责人全面负责）"
            ),
        ),
        signers=(
            Signer("借用人", column="borrower", stage="借出"),
            Signer("批准人", ("logistics_head", "room_custodian"), stage="借出"),
            Signer("保管员", ("warehouse_keeper", "room_custodian"), stage="借出"),
            Signer("归还双方", ("warehouse_keeper", "room_custodian"), stage="归还"),
        ),
        post="保管员/器材室管理员",
        owners=("warehouse_keeper", "room_custodian"),
        photos="损坏时",
        followup=("逾期 → 催还3次→部门通报",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "借出≤在库；危险品（酸碱、酒精、汞等）双人领用、余量当日退回、用量=领用−退回",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "离职、调岗须清借用才能办结；停用/待检设备不可借",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "归还状态=损坏→进入损坏赔偿",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "逾期>3天；体育器材课后未归还",
            ),
        ),
        stages=("借出", "归还"),
        seeds=(
            Seed(5, "三3", "需归还的物品要按时归还", 263),
            Seed(
                5,
                "三3",
                "加强对实验（科学、数学）器材、体育器材、音乐器材、美术器材、图书等的保管、领用登记的指导和监督",
                267,
            ),
            Seed(4, "三（四）4", "个人领用的学校财产交回时要检查完好情况，及时做出相应处理", 195),
        ),
    )

    room: Annotated[Place, Label("器材室"), Head()]
    keeper: Annotated[Person, Label("保管员"), Head(), Acts("warehouse_keeper")]
    borrow_no: Annotated[Text | None, Serial("借〔{year}〕{n}号"), Label("单号")] = None
    item: Annotated[Ref, RefTo("asset"), Label("物品"), Hint("有资产编号的写编号")]
    kind: Annotated[
        Literal["体育器材", "实验器材", "音美器材", "电教设备", "危险品", "工具", "其他"],
        Label("种类"),
    ]
    in_stock: Annotated[Number, Field(ge=0), Label("在库数"), Hint("借出前清点")]
    qty: Annotated[Number, Field(gt=0), Label("数量"), Hint(">0，≤在库数")]
    borrower: Annotated[Person, Label("借用人")]
    purpose: Annotated[Text, Label("用途"), Hint("课程、班级")]
    out_at: Annotated[Moment, Label("借出时间")]
    out_state: Annotated[Literal["完好", "轻微瑕疵"], Label("借出状态")]
    due: Annotated[PlannedDay, Label("应还日期"), Hint("≥借出；一般≤7天")]
    danger: Annotated[bool, Label("危险品（双人双锁领用）"), Hint("是则双人签")]
    second: Annotated[Person | None, Label("第二领用人"), When("危险品"), Hint("≠借用人")] = None
    back_at: Annotated[Moment | None, Label("归还时间"), Must(), Stage("归还"), Hint("≥借出")] = (
        None
    )
    back_qty: Annotated[Number | None, Field(ge=0), Label("归还数量"), Must(), Stage("归还")] = None
    back_state: Annotated[
        Text | None, Label("归还状态"), Must(), Stage("归还"), Hint("完好、损坏、已消耗")
    ] = None
    damage_no: Annotated[Text | None, Label("损坏赔偿单号"), Stage("归还"), When("归还时损坏")] = (
        None
    )
    photos: Annotated[Photos, Label("照片"), Stage("归还"), When("损坏时")] = ()

    example = {
        "room": "体育器材室",
        "keeper": "陈库",
        "item": "篮球",
        "kind": "体育器材",
        "in_stock": "40",
        "qty": "20",
        "borrower": "王安",
        "purpose": "五年级体育课",
        "out_at": "2026-03-05T09:50:00+08:00",
        "out_state": "完好",
        "due": "2026-03-05",
        "danger": False,
        "back_at": "2026-03-05T10:45:00+08:00",
        "back_qty": "20",
        "back_state": "完好",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def used(self) -> Annotated[Decimal | None, Label("用量"), Hint("=领用−退回")]:
        """What did not come back, once something did."""
        return None if self.back_qty is None else self.qty - self.back_qty

    def title(self) -> str:
        """What, and to whom."""
        return f"{self.borrower.name}借{self.item.name}"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Lent, then given back."""
        yield from self.in_order(("out_at", self.out_at), ("back_at", self.back_at))
        if self.due < self.out_at.astimezone(surroundings.zone).date():
            yield Problem("「应还日期」", "早于借出时间", "核对两个日期", "due")

    @carries_out("R01")
    def no_more_than_there_is(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Lent out of what is there; more than was lent never comes back."""
        if self.qty > self.in_stock:
            what = f"借出{self.qty}，在库只有{self.in_stock}"
            yield self.finding("R01", "「数量」", what, "清点后更正")
        if self.used is not None and self.used < 0:
            what = f"归还{self.back_qty}，多于借出的{self.qty}"
            yield self.finding("R01", "「归还数量」", what, "核对数量后更正")

    @carries_out("R01")
    def danger_needs_two(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Acids, alcohol, mercury: two people, and the rest back on the same day."""
        if not self.danger:
            if self.kind == "危险品":
                yield self.finding("R01", "「危险品（双人双锁领用）」", "危险品没有选“是”", "更正")
            return
        if self.second is None or self.second.id == self.borrower.id:
            yield self.finding("R01", "「第二领用人」", "危险品没有双人领用", "由第二人同领后补填")
        out, zone = self.out_at, surroundings.zone
        if self.back_at and self.back_at.astimezone(zone).date() > out.astimezone(zone).date():
            what = "危险品余量不是当日退回"
            yield self.finding("R01", "「归还时间」", what, "写明存放情况，报分管副校长")

    @carries_out("R03")
    def damage_is_followed_up(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What comes back damaged goes to the damage slip."""
        state = self.back_state or ""
        if DAMAGED in state and f"无{DAMAGED}" not in state and not self.damage_no:
            yield self.finding(
                "R03", "「损坏赔偿单号」", "归还时损坏，没有赔偿登记单", "登记后补填"
            )

    @carries_out("R04")
    def came_back_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Given back more than three days late, or sports things after the day of the lesson."""
        if self.back_at is None:
            return
        zone = surroundings.zone
        back, out = self.back_at.astimezone(zone).date(), self.out_at.astimezone(zone).date()
        if back > self.due + GRACE:
            yield self.finding("R04", "「归还时间」", f"逾期{(back - self.due).days}天", "说明原因")
        elif self.kind == "体育器材" and back > out:
            yield self.finding("R04", "「归还时间」", "体育器材课后未当日归还", "说明原因")

    @carries_out("R04")
    def not_lent_for_long(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The column's own limit: a week as a rule."""
        days = (self.due - self.out_at.astimezone(surroundings.zone).date()).days
        if days > USUAL_DAYS:
            what = f"借期{days}天，一般不超过{USUAL_DAYS}天"
            yield self.finding("R04", "「应还日期」", what, "说明原因", Severity.HINT)
