"""物品采购申请审批表：先查库存、核预算，按金额逐级审批，批准后由两人以上采购大宗物品。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.books import Books, stocks
from checklists.cadence import OnEvent
from checklists.columns import (
    Acts,
    Carried,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Money,
    Must,
    Note,
    Number,
    Person,
    Photos,
    Ref,
    RefTo,
    Serial,
    Stage,
    Text,
    When,
)
from checklists.entry import PLAIN, InstrumentEntry
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

LEVELS = ("部门负责人", "分管校长", "校长", "行政会议")
UP_TO = {
    "部门负责人": Limit.of(high="500", evidence="建议值"),
    "分管校长": Limit.of(high="5000", evidence="建议值"),
    "校长": Limit.of(high="20000", evidence="建议值"),
}
"""Yuan each level may approve (可配置)."""
BULK = Limit.of(high="5000", evidence="建议值")
"""Yuan up to which a purchase is no 大宗."""
QUOTED = Limit.of(high="5000", evidence="建议值")
"""询价限额: yuan up to which no quotes are asked for."""
QUOTES = 3
STORE = "warehouse_ledger"
BUYERS = 2
NOTHING = Decimal(0)


class Wanted(BaseModel):
    """One thing asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Text, Label("品名")]
    spec: Annotated[Text, Label("规格型号")]
    unit: Annotated[Text, Label("单位")]
    need: Annotated[Number, Field(ge=0), Label("需求数")]
    stock: Annotated[Number | None, Carried(), Label("现有库存"), Hint("按库房台账")] = None
    qty: Annotated[Number, Field(gt=0), Label("数量"), Hint(">0，≤需求−库存")]
    est_price: Annotated[Money, Label("预估单价（元）")]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount(self) -> Annotated[Decimal, Label("金额（元）"), Hint("=数量×预估单价")]:
        """Quantity times price."""
        return round(self.qty * self.est_price, 2)


class PurchaseRequest(InstrumentEntry):
    """物品采购申请审批表：申请时列品名数量，审批时核预算和层级，采购时登记采购人和时间。"""

    register = Register(
        title="物品采购申请审批表",
        number="10.1",
        prefix="CGSQ",
        cadence=OnEvent("按次", "采购前"),
        retention=Retention("10年（随凭证30年）", 10),
        basis=(
            seen(
                "《政府采购法》第四十二条（采购文件至少保存十五年）；《行政事业性国有资产管理条例》第十九、五十三条（集体决策和审批）"
            ),
            known("政府采购限额、集中采购目录（地方年度文件，金额阈值可配置）"),
        ),
        signers=(
            Signer("申请人", column="requester", stage="申请"),
            Signer("部门负责人", stage="申请"),
            Signer("总务（查库存）", ("logistics_head", "logistics_clerk"), stage="审批"),
            Signer("会计（预算）", ("accountant",), stage="审批"),
            Signer("分管校长", ("vp_logistics",), condition="超过部门限额", stage="审批"),
            Signer(
                "校长（超限额行政会议）", ("principal",), condition="超过分管校长限额", stage="审批"
            ),
        ),
        post="申请部门",
        owners=("teacher", "homeroom", "logistics_clerk"),
        photos="不需要",
        followup=("超标准、无预算 → 退回",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "预算余额≥金额；库存充足时申请数量≤（需求−库存）",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "采购人数≥2（大宗）；采购人≠验收人≠保管人",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "审批层级：零星≤500元 部门；≤5000 分管校长；>5000 校长；>2万（可配置）行政会议纪要编号必填",
            ),
            Rule(
                "R04",
                Severity.BLOCK,
                "审批时间<采购时间；先斩后奏须补批并标红",
            ),
            Rule(
                "R05",
                Severity.WARN,
                "同类物品30日内拆分采购合计超限额；单一来源连续3次",
            ),
        ),
        open_to_all=True,
        stages=("申请", "审批", "采购"),
        seeds=(
            Seed(
                5,
                "三3",
                "学校各部门需要物品要填写审批表，经校长同意或行政会议研究决定后安排人员购买",
                257,
            ),
            Seed(5, "三3", "大宗物品的采购必须要两个以上的人员参与", 257),
            Seed(
                1,
                "二（一）2（4）",
                "根据采购物品的价值大小，做好采购审批制度及物品的验收归库工作",
                33,
            ),
            Seed(
                3,
                "三（三）2",
                "新学期办公、卫生物品的采购数量是在调查现有物资数量和质量的情况下制订的",
                135,
            ),
            Seed(4, "三（六）2", "完善各项教学设备设施的购进和安装维护工作", 221),
        ),
    )

    req_no: Annotated[Text | None, Serial("购〔{year}〕{n}号"), Label("申请单号"), Head()] = None
    date: Annotated[Day, Label("日期"), Head()]
    dept: Annotated[Ref, RefTo("dept"), Label("部门"), Head()]
    requester: Annotated[Person, Label("申请人"), Head()]
    purpose: Annotated[Text, Label("用途"), Head()]
    goods: Annotated[tuple[Wanted, ...], Field(min_length=1), Label("物品明细")]
    fund: Annotated[Literal["公用经费", "专项", "其他"], Label("经费来源")]
    method: Annotated[
        Literal["零星采购", "询价三家", "框架协议", "政府采购", "招标"], Label("采购方式")
    ]
    supplier: Annotated[Ref | None, RefTo("supplier"), Label("拟定供货商")] = None
    quotes: Annotated[
        Photos, Label("报价单（≥3家）"), When("金额达询价限额"), Hint("金额≥询价限额必填")
    ] = ()
    budget_left: Annotated[
        Money | None, Label("预算余额（元）"), Must(), Stage("审批"), Hint("会计核")
    ] = None
    level: Annotated[
        Literal["部门负责人", "分管校长", "校长", "行政会议"] | None,
        Label("审批层级"),
        Must(),
        Stage("审批"),
    ] = None
    approved_at: Annotated[Moment | None, Label("审批时间"), Must(), Stage("审批")] = None
    minutes_no: Annotated[
        Text | None, Label("行政会议纪要编号"), Stage("审批"), When("行政会议审批")
    ] = None
    bought_at: Annotated[
        Moment | None, Label("采购时间"), Must(), Stage("采购"), Hint("晚于审批时间")
    ] = None
    buyers: Annotated[
        tuple[Person, ...],
        Label("采购人"),
        Acts("purchaser"),
        Must(),
        Stage("采购"),
        Hint("大宗≥2人"),
    ] = ()
    reapproved: Annotated[
        Note | None, Label("补批说明"), Stage("采购"), When("先斩后奏"), Hint("补批人、时间、原因")
    ] = None

    own_limits = {"bulk": ("大宗采购起点（元）", BULK), "quotes": ("询价起点（元）", QUOTED)} | {
        f"level.{name}": (f"{name}审批（元）", limit) for name, limit in UP_TO.items()
    }

    example = {
        "date": "2026-02-26",
        "dept": "总务处",
        "requester": "王安",
        "purpose": "新学期各班卫生工具",
        "goods": [
            {
                "item": "扫帚",
                "spec": "塑料柄 加长",
                "unit": "把",
                "need": "90",
                "stock": "24",
                "qty": "66",
                "est_price": "8.50",
            },
            {
                "item": "拖把",
                "spec": "棉线 1.2m",
                "unit": "把",
                "need": "30",
                "qty": "30",
                "est_price": "15.00",
            },
        ],
        "fund": "公用经费",
        "method": "零星采购",
        "supplier": "青禾日杂商行",
        "budget_left": "32000.00",
        "level": "分管校长",
        "approved_at": "2026-02-27T10:00:00+08:00",
        "bought_at": "2026-02-28T15:00:00+08:00",
        "buyers": ["周采"],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total(self) -> Annotated[Decimal, Label("合计（元）"), Head(), Hint("各行金额之和")]:
        """Of all lines."""
        return sum((one.amount for one in self.goods), NOTHING)

    def title(self) -> str:
        """Who wants what."""
        return f"{self.dept.name}采购{self.goods[0].item}{'等' if len(self.goods) > 1 else ''}"

    def level_needed(self, surroundings: Surroundings) -> str:
        """Who has to approve this much."""
        for name, limit in UP_TO.items():
            if surroundings.limits.get(f"{self.slug}.level.{name}", limit).holds(self.total):
                return name
        return LEVELS[-1]

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The leaders whom the sum asks for."""
        rank = LEVELS.index(self.level_needed(surroundings))
        leaders = ("分管校长",) if rank == 1 else ("分管校长", "校长（超限额行政会议）")
        return frozenset(leaders if rank else ())

    def carried_on(self, books: Books, *, fresh: bool) -> Self:
        """现有库存 is what the stores' ledger holds of a thing, in all stores together."""
        stock: dict[str, Decimal] = {}
        for (_, item), there in stocks(one.entry for one in books(STORE)).items():
            stock[item] = stock.get(item, NOTHING) + there.quantity
        rows = []
        for number, one in enumerate(self.goods, 1):
            where = f"「物品明细」第 {number} 行「现有库存」"
            if one.item in stock:
                counted = self.from_books(where, one.stock, stock[one.item], fresh=fresh)
                rows.append(one.model_copy(update={"stock": counted}))
            else:
                rows.append(one)
        return self.model_copy(update={"goods": tuple(rows)})

    @carries_out("R01")
    def within_budget_and_need(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The money is there; what is in the store is used first."""
        if self.budget_left is not None and self.budget_left < self.total:
            what = f"预算余额{self.budget_left}元，不足{self.total}元"
            yield self.finding("R01", "「预算余额（元）」", what, "退回，或调整预算")
        for number, one in enumerate(self.goods, 1):
            wanted = max(one.need - (one.stock or NOTHING), NOTHING)
            if one.qty > wanted:
                what = f"{one.item}申请{one.qty}，需求减库存只差{wanted}"
                yield self.finding("R01", f"「物品明细」第 {number} 行「数量」", what, "核减数量")

    @carries_out("R02")
    def two_buy_in_bulk(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Two different people at least for a large purchase."""
        people = {one.id for one in self.buyers}
        bulk = not surroundings.limits.get(f"{self.slug}.bulk", BULK).holds(self.total)
        if bulk and self.bought_at is not None and len(people) < BUYERS:
            what = f"大宗采购只有{len(people)}人"
            yield self.finding("R02", "「采购人」", what, "由两人以上采购")

    @carries_out("R03")
    def approved_high_enough(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The level goes with the sum; the meeting leaves minutes."""
        if self.level is None:
            return
        needed = self.level_needed(surroundings)
        if LEVELS.index(self.level) < LEVELS.index(needed):
            what = f"{self.total}元由{self.level}审批，应由{needed}审批"
            yield self.finding("R03", "「审批层级」", what, "报上一级审批")
        if needed == LEVELS[-1] and not self.minutes_no:
            yield self.finding("R03", "「行政会议纪要编号」", "超限额没有纪要编号", "补填编号")

    @carries_out("R04")
    def approved_before_bought(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Bought first, approved later: it is kept, and stays marked."""
        if self.approved_at and self.bought_at and self.bought_at <= self.approved_at:
            if not self.reapproved:
                yield self.finding("R04", "「采购时间」", "先斩后奏", "补批，写明原因")
            else:
                yield self.finding(
                    "R04", "「采购时间」", "先斩后奏，已补批", "以后先批后买", Severity.WARN
                )

    @carries_out("G17")
    def quotes_are_there(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Three quotes above the limit, or where the method says so."""
        bound = surroundings.limits.get(f"{self.slug}.quotes", QUOTED)
        asked = self.method == "询价三家" or (
            self.method == "零星采购" and not bound.holds(self.total)
        )
        if asked and len(self.quotes) < QUOTES:
            what = f"只有{len(self.quotes)}家报价"
            yield self.finding("G17", "「报价单（≥3家）」", what, "补齐三家报价")
