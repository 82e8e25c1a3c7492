"""采购物品验收单：到货当日由两名非采购人逐项检验，数量、金额与发票一致后入库或建资产卡。"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.amounts import capital
from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
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
    Photos,
    Ref,
    RefTo,
    Serial,
    Text,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

SOON = timedelta(days=7)
ON_A_CARD = "固定资产建卡"
ASSET_FROM = Limit.of(low="1000", evidence="K")
"""单价 from which a thing used for more than a year is a fixed asset (可配置)."""
HALF_A_CENT = Decimal("0.01")
ACCEPTORS = 2
SENT_BACK = "退换"


class Delivered(BaseModel):
    """One thing that came."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Ref, RefTo("material"), Label("品名规格"), Hint("=申请单")]
    qty_order: Annotated[Number, Field(ge=0), Label("订购数量")]
    qty_in: Annotated[Number, Field(ge=0), Label("实收数量"), Hint("≤订购（超出拒）")]
    check: Annotated[
        tuple[Literal["外观", "型号", "数量", "功能", "合格证", "强制性认证"], ...],
        Field(min_length=1),
        Label("检验项（外观、型号、数量、功能、合格证、强制性认证）"),
        Hint("写检验合格的"),
    ]
    order_price: Annotated[Money, Label("合同/申请单价（元）")]
    price: Annotated[Money, Label("单价（元）"), Hint("≤合同/申请单价")]
    verdict: Annotated[Literal["合格入库", "让步", "退换"], Label("结论")]
    kind: Annotated[Literal["库房", "直接发放", "固定资产建卡", "低值耐用品"], Label("去向")]
    durable: Annotated[bool, Label("使用期限超过1年")]
    asset_no: Annotated[Text | None, Label("资产编号"), When("固定资产建卡")] = None
    reason: Annotated[Note | None, Label("让步、退换原因"), When("让步、退换时")] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount(self) -> Annotated[Decimal, Label("金额（元）"), Hint("=实收×单价；退换的为0")]:
        """Quantity times price of what stays."""
        return round(self.qty_in * self.price, 2) if self.verdict != SENT_BACK else Decimal(0)


class GoodsAcceptance(InstrumentEntry):
    """采购物品验收单：一次到货一份，逐项检验，验收人与采购人分开。"""

    register = Register(
        title="采购物品验收单",
        number="10.2",
        prefix="WPYS",
        cadence=OnEvent("按次", "到货当日（大型设备安装调试后）"),
        retention=Retention("10年（随凭证30年）", 10),
        basis=(
            seen(
                "《政府采购法》第四十一条（验收方成员签字担责）；《行政事业性国有资产管理条例》第三十条（不得形成账外资产）"
            ),
        ),
        signers=(
            Signer("送货人"),
            Signer("验收人（2人）", ("acceptor",)),
            Signer("保管员", column="keeper"),
            Signer("采购人见证", ("purchaser", "logistics_clerk")),
        ),
        post="验收员",
        owners=("acceptor",),
        photos="必需（实物+铭牌+发票）",
        followup=("不合格 → 退换单、供应商记录",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "验收人≥2，且集合∩采购人集合=∅；未经验收不得报销、不得领用",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "实收数量×单价=金额=发票金额（±0.01）；大写=小写",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "单价≥固定资产标准（1000元以上且使用期限>1年[K：2022年《事业单位财务规则》口径；2012年旧版专用设备为1500元]；批量同类低于标准也可列固定资产）→必须建固定资产卡，阈值可配置",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "到货>7天未验收",
            ),
        ),
        seeds=(
            Seed(1, "二（一）2（4）", "做好采购审批制度及物品的验收归库工作", 33),
            Seed(5, "三3", "采购完成后及时交保管人验收", 257),
            Seed(4, "三（三）1", "严格材料购进，材料领出制度", 181),
        ),
    )

    acc_no: Annotated[Text | None, Serial("验〔{year}〕{n}号"), Label("验收单号"), Head()] = None
    req_no: Annotated[Text, Label("申请单"), Head(), Hint("采购申请单号")]
    supplier: Annotated[Ref, RefTo("supplier"), Label("供货商"), Head()]
    accepted_on: Annotated[Day, Label("验收日期"), Head(), Hint("到货当日")]
    arrive_on: Annotated[Day, Label("到货日期"), Head()]
    invoice_no: Annotated[Text, Label("发票号"), Head()]
    invoice_amount: Annotated[Money, Label("发票金额（元）"), Head(), Hint("=各行金额之和")]
    sender: Annotated[Text, Label("送货人"), Head()]
    goods: Annotated[tuple[Delivered, ...], Field(min_length=1), Label("物品明细")]
    acceptors: Annotated[
        tuple[Person, ...],
        Field(min_length=1),
        Label("验收人"),
        Acts("acceptor", "R01"),
        Hint("≥2人，与采购人不重复"),
    ]
    buyers: Annotated[
        tuple[Person, ...], Field(min_length=1), Label("采购人"), Acts("purchaser", "R01")
    ]
    keeper: Annotated[Person, Label("保管员"), Acts("warehouse_keeper"), Hint("≠采购人、验收人")]
    photos: Annotated[Photos, Label("照片"), Must(), Hint("实物、铭牌、发票")] = ()

    own_limits = {"asset": ("须入固定资产的单价（元）", ASSET_FROM)}

    example = {
        "req_no": "购〔2026〕8号",
        "supplier": "青禾电教设备公司",
        "accepted_on": "2026-03-04",
        "arrive_on": "2026-03-04",
        "invoice_no": "26440000001234567890",
        "invoice_amount": "17160.00",
        "sender": "钱送",
        "goods": [
            {
                "item": "交互式触控一体机 86英寸",
                "qty_order": "1",
                "qty_in": "1",
                "check": ["外观", "型号", "数量", "功能", "合格证", "强制性认证"],
                "order_price": "16800.00",
                "price": "16800.00",
                "verdict": "合格入库",
                "kind": "固定资产建卡",
                "durable": True,
                "asset_no": "ZC-2026-0031",
            },
            {
                "item": "HDMI线 10m",
                "qty_order": "3",
                "qty_in": "3",
                "check": ["外观", "型号", "数量"],
                "order_price": "120.00",
                "price": "120.00",
                "verdict": "合格入库",
                "kind": "库房",
                "durable": True,
            },
        ],
        "acceptors": ["郑琦", "董玥"],
        "buyers": ["周采", "王安"],
        "keeper": "陈库",
        "photos": [EXAMPLE_PHOTO],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total(self) -> Annotated[Decimal, Label("合计（元）"), Head(), Hint("各行金额之和")]:
        """Of what stays."""
        return sum((one.amount for one in self.goods), Decimal(0))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total_cn(self) -> Annotated[str, Label("大写"), Head(), Hint("=小写")]:
        """The sum in capitals."""
        return capital(self.total)

    def title(self) -> str:
        """What came."""
        name = self.goods[0].item.name
        return f"{name}{'等' if len(self.goods) > 1 else ''}验收"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """It came, then it was accepted."""
        yield from self.in_order(("arrive_on", self.arrive_on), ("accepted_on", self.accepted_on))

    def _lines(self, name: str) -> Iterator[tuple[str, Delivered]]:
        label = next(one.label for one in self.column("goods").rows if one.name == name)
        for number, one in enumerate(self.goods, 1):
            yield f"「物品明细」第 {number} 行「{label}」", one

    @carries_out("R01")
    def accepted_by_two_others(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Two people at least; that they did not buy it, `Acts` says."""
        people = {one.id: one.name for one in self.acceptors}
        if len(people) < ACCEPTORS:
            yield self.finding("R01", "「验收人」", f"只有{len(people)}人", "由两人以上验收")

    @carries_out("R02")
    def sums_agree(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Lines and invoice agree; nobody takes more or pays more than was ordered."""
        if abs(self.total - self.invoice_amount) > HALF_A_CENT:
            what = f"各行合计{self.total}元，发票{self.invoice_amount}元"
            yield self.finding("R02", "「发票金额（元）」", what, "核对单价、数量，换开发票")
        for where, one in self._lines("qty_in"):
            if one.qty_in > one.qty_order:
                what = f"实收{one.qty_in}，超过订购{one.qty_order}"
                yield self.finding("R02", where, what, "超出的拒收")
        for where, one in self._lines("price"):
            if one.price > one.order_price:
                what = f"单价{one.price}元，高于合同（申请）单价{one.order_price}元"
                yield self.finding("R02", where, what, "按合同结算，或重新审批")

    @carries_out("R03")
    def assets_get_cards(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What costs enough and lasts long enough becomes a fixed asset."""
        bound = surroundings.limits.get(f"{self.slug}.asset", ASSET_FROM)
        for where, one in self._lines("kind"):
            if one.verdict == SENT_BACK:
                continue
            if one.durable and bound.holds(one.price) and one.kind != ON_A_CARD:
                what = f"单价{one.price}元、使用期限超过1年，应建固定资产卡"
                yield self.finding("R03", where, what, "去向改为固定资产建卡")
            if one.kind == ON_A_CARD and not one.asset_no:
                yield self.finding("R03", where, "没有写资产编号", "建卡后补填编号", Severity.WARN)

    @carries_out("R04")
    def accepted_soon(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Within a week of its coming."""
        if self.accepted_on - self.arrive_on > SOON:
            days = (self.accepted_on - self.arrive_on).days
            yield self.finding("R04", "「验收日期」", f"到货{days}天才验收", "说明原因")

    @carries_out("G17")
    def refusals_are_explained(self, surroundings: Surroundings) -> Iterator[Finding]:
        """让步 and 退换 have a reason."""
        for where, one in self._lines("verdict"):
            if one.verdict != "合格入库" and not one.reason:
                yield self.finding("G17", where, f"{one.verdict}没有写原因", "补填原因")
