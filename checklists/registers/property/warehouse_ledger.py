"""库房出入库台账：一次入库或出库一行，当日登记，结存由系统算；灯管、扫把等以旧换新。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, computed_field

from checklists.basis import seen
from checklists.books import Books, stocks
from checklists.cadence import OnEvent
from checklists.columns import (
    Acts,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Number,
    Person,
    Ref,
    RefTo,
    Serial,
    Text,
    When,
)
from checklists.entry import PLAIN, RowEntry
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

TRADED_IN = (
    "灯管",
    "灯泡",
    "插座",
    "开关",
    "扫把",
    "扫帚",
    "拖把",
    "墨盒",
    "硒鼓",
    "门锁",
    "水龙头",
)
"""以旧换新品目 (建议值)."""
NOTHING = Decimal(0)
ACCEPTED = "goods_acceptance"


class WarehouseLedger(RowEntry):
    """库房出入库台账：一次入库或出库一行，结存、金额由系统计算，以旧换新收回旧件。"""

    register = Register(
        title="库房出入库台账（材料、易耗品、办公卫生用品发放，以旧换新）",
        number="10.3",
        prefix="KFTZ",
        cadence=OnEvent("按次，月结", "当日"),
        retention=Retention("10年", 10),
        basis=(
            seen(
                "《会计法》第十七条（账实相符）；《行政事业性国有资产管理条例》第三十四条（盘点、对账）"
            ),
        ),
        signers=(
            Signer("经办（领用）人", column="receiver"),
            Signer("部门负责人", condition="出库"),
            Signer("保管员", column="keeper"),
        ),
        post="保管员",
        owners=("warehouse_keeper",),
        photos="不需要",
        followup=("短缺 → 盘点差异流程",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "结存=上期结存+入−出且任何时刻≥0；单价、金额自动，不可手改",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "以旧换新品目（灯管、插座、扫把、墨盒、门锁等可配置）：旧件回收数≥出库数，否则经总务主任批准",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "保管员≠采购员；领用人不能给自己保管的库发放（双签）",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "领用量>部门月均200%；呆滞>365天",
            ),
        ),
        seeds=(
            Seed(4, "三（三）1", "易损耗品领出新的，必须收回旧的", 181),
            Seed(4, "三（三）3", "物品的入库、出库严格登记手续", 185),
            Seed(3, "三（三）2", "新学期所只做补充下发办公用品、卫生工具", 135),
            Seed(
                5,
                "三3",
                "学校教师、班级、部门、科室领用物品要认真登记，需归还的物品要按时归还",
                263,
            ),
        ),
    )

    warehouse: Annotated[Text, Label("库房"), Head()]
    keeper: Annotated[Person, Label("保管员"), Head(), Acts("warehouse_keeper", "R03")]
    date: Annotated[Day, Label("日期")]
    doc_no: Annotated[
        Text | None, Serial("{direction}{year}-{n:04d}"), Label("单据号"), Hint("连号")
    ] = None
    item: Annotated[Ref, RefTo("material"), Label("物品编码/名称/规格")]
    opening: Annotated[
        Number | None,
        Label("上期结存"),
        When("物品首次登记"),
        Hint("由系统接同一物品上一行；首次登记填盘存数"),
    ] = None
    in_qty: Annotated[Number, Field(ge=0), Label("入库数量"), Hint("与出库恰有一个>0")]
    out_qty: Annotated[Number, Field(ge=0), Label("出库数量"), Hint("与入库恰有一个>0")]
    price: Annotated[
        Money | None,
        Label("单价"),
        Must(),
        Hint("由系统算：入库按验收单，出库按移动加权；没有验收单的入库自己填"),
    ] = None
    dept: Annotated[
        Ref | None, RefTo("dept"), Label("领用部门/班级"), When("出库"), Hint("出库必填")
    ] = None
    receiver: Annotated[Person | None, Label("领用人"), When("出库")] = None
    old_returned: Annotated[
        Number | None,
        Field(ge=0),
        Label("旧件回收数"),
        When("以旧换新类出库"),
        Hint("=出库数，差额须说明"),
    ] = None
    old_note: Annotated[Note | None, Label("旧件差额说明"), When("旧件少于出库数")] = None
    old_approver: Annotated[
        Person | None, Label("差额批准人"), When("旧件少于出库数"), Hint("总务主任")
    ] = None
    purpose: Annotated[Text | None, Label("用途/工单号"), When("出库")] = None
    acceptance_no: Annotated[Text | None, Label("验收单号"), When("购入入库")] = None

    example = {
        "warehouse": "总务库房",
        "keeper": "陈库",
        "date": "2026-03-05",
        "item": "LED灯管 T8 1.2m",
        "opening": "36",
        "in_qty": "0",
        "out_qty": "4",
        "price": "12.50",
        "dept": "三（2）班",
        "receiver": "王安",
        "old_returned": "4",
        "purpose": "更换教室灯管，工单GD-2026-031",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def month(self) -> Annotated[str, Label("月份"), Head()]:
        """As 2026-03."""
        return f"{self.date:%Y-%m}"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount(self) -> Annotated[Decimal, Label("金额（元）"), Hint("=数量×单价")]:
        """Quantity times price."""
        return round((self.in_qty + self.out_qty) * (self.price or NOTHING), 2)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def balance(self) -> Annotated[Decimal, Label("结存"), Hint("≥0")]:
        """What is left."""
        return (self.opening or NOTHING) + self.in_qty - self.out_qty

    @property
    def direction(self) -> str:
        """入 or 出, for the number of the slip."""
        return "入" if self.in_qty > 0 else "出"

    @property
    def is_traded_in(self) -> bool:
        """Whether the old one comes back for the new one."""
        return any(word in self.item.name for word in TRADED_IN)

    def title(self) -> str:
        """Way and thing."""
        return f"{self.item.name}{self.direction}库"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The head of the department, for what leaves the store."""
        return frozenset({"部门负责人"} if self.out_qty > 0 else ())

    def carried_on(self, books: Books, *, fresh: bool) -> Self:
        """Begins with what the line before left; priced by its slip, or at the moving average."""
        before = [one.entry for one in books(self.slug)]
        stock = stocks(before).get((self.warehouse, self.item.id))
        update: dict[str, Decimal] = {}
        if stock is not None:
            update["opening"] = self.from_books(
                "「上期结存」", self.opening, stock.quantity, fresh=fresh
            )
        price = None if stock is None else round(stock.price, 2)
        if self.in_qty > 0:
            price = self._accepted_at(books)
        if price is not None:
            update["price"] = self.from_books("「单价」", self.price, price, fresh=fresh)
        return self.model_copy(update=update)

    def _accepted_at(self, books: Books) -> Decimal | None:
        """Price on the slip of acceptance; None where there is no such slip or thing on it."""
        for slip in books(ACCEPTED) if self.acceptance_no else ():
            if self.acceptance_no in (slip.number, slip.entry.get("acc_no")):
                for line in slip.entry["goods"]:
                    if line["item"]["id"] == self.item.id:
                        return Decimal(line["price"])
        return None

    @carries_out("R01")
    def never_below_nothing(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nothing leaves the store that is not in it."""
        if self.balance < 0:
            what = f"结存{self.balance}，出库多于结存"
            yield self.finding("R01", "「结存」", what, "核对上期结存和数量，补登漏记的入库")

    @carries_out("R01")
    def in_or_out(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The columns' own limit: one line is one movement."""
        if (self.in_qty > 0) == (self.out_qty > 0):
            what = "入库、出库数量应恰有一个大于0"
            yield self.finding("R01", "「入库数量」", what, "分两行登记，另一个写0")

    @carries_out("R02")
    def old_for_new(self, surroundings: Surroundings) -> Iterator[Finding]:
        """As many old ones back as new ones out, or the head of logistics agrees."""
        if self.out_qty == 0 or not self.is_traded_in:
            return
        short = self.out_qty - (self.old_returned or 0)
        if short > 0 and not (self.old_note and self.old_approver):
            what = f"以旧换新品目少收旧件{short}"
            yield self.finding(
                "R02", "「旧件回收数」", what, "收回旧件，或说明差额并经总务主任批准"
            )
        approver = self.old_approver
        if approver is not None and not surroundings.has_post(approver.id, "logistics_head"):
            yield self.finding("R02", "「差额批准人」", "不是总务主任", "由总务主任批准")

    @carries_out("R03")
    def keeper_neither_buys_nor_takes(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Who keeps the store hands nothing out to himself; nor buys for it, `Acts` says."""
        if self.receiver is not None and self.receiver.id == self.keeper.id:
            yield self.finding("R03", "「领用人」", "与保管员是同一人", "由他人领用或由另一人发放")

    @carries_out("G17")
    def says_where_it_went(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns of what leaves the store."""
        if self.out_qty > 0:
            for name in ("dept", "receiver", "purpose"):
                if getattr(self, name) is None:
                    where = f"「{self.column(name).label}」"
                    yield self.finding("G17", where, "出库没有写", "补填")
