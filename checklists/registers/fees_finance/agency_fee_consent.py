"""服务性收费和代收费自愿确认与结算：一户一项一份，家长自己选择并签字后才能收费，期末据实结算，多退少不补。"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import computed_field

from checklists.amounts import capital
from checklists.basis import seen
from checklists.cadence import EveryTerm
from checklists.clauses.agreement import chinese_date
from checklists.columns import (
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Person,
    Personal,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
    Stage,
    Text,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.fees import forbidden_item
from checklists.receipts import NONE, listed
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

JOINS, DECLINES = "自愿参加", "不参加"
SEVERAL = ("人·月", "人·餐", "本")
"""Units of which a family pays several at once."""
NOTHING = Decimal(0)


class AgencyFeeConsent(InstrumentEntry):
    """自愿确认单：告知时不预选，家长选择签字，凭票收费，期末公布支出并退还余额。"""

    register = Register(
        title="服务性收费和代收费自愿确认与结算",
        number="12.2",
        prefix="DSF",
        cadence=EveryTerm("每学期每项", "收费前；学期末结算", per="fee_by_choice", after=7),
        retention=Retention("10年（随凭证）", 10),
        basis=(
            seen(
                "发改价格〔2010〕1619号报道：必须坚持自愿和非营利原则；山西2026规定转载：以书面或其他可追溯形式征求家长意愿并存档，按学期或按月据实结算、多退少不补，支出清单公布"
            ),
            seen("《未成年人保护法》第三十八条（不得推销或要求购买指定商品服务）"),
        ),
        signers=(
            Signer("家长", condition="在确认单上签字", stage="意愿"),
            Signer("班主任", ("homeroom",), stage="意愿"),
            Signer("会计", ("accountant",), stage="结算"),
        ),  # 家长→班主任→会计
        post="班主任/收费员",
        owners=("homeroom", "cashier"),
        photos="不需要",
        followup=("投诉核实 → 全额清退",),
        rules=(
            Rule(
                "R01", Severity.BLOCK, "签字日期≤收费日期；不参加者缴费=0；不得因不参加而区别对待"
            ),
            Rule("R02", Severity.BLOCK, "Σ缴费−Σ支出=Σ退费（非营利）；退费≥0，多退少不补"),
            Rule("R03", Severity.BLOCK, "供应单位、采购价、票据公开；不得加价"),
            Rule("R04", Severity.WARN, "参加率100%（疑似强制）；不参加理由缺失"),
        ),
        stages=("告知", "意愿", "收费", "结算"),
        seeds=(
            Seed(3, "三（四）", "坚持学生自愿、家长签字的原则，坚决杜绝乱收费现象", 141),
            Seed(5, "三6（3）", "动员学生缴费喝安全的桶装水", 291),
        ),
    )

    item: Annotated[
        Ref,
        RefTo("fee_item"),
        Label("项目（校服、作业本、教辅、伙食、托管等）"),
        Head(),
        Hint("与收费公示的项目名称一致"),
    ]
    standard: Annotated[Money, Label("标准（元）"), Head(), Hint("≤公示标准")]
    charge_unit: Annotated[
        Literal["人·学期", "人·月", "人·次", "人·餐", "本"], Label("计费单位"), Head()
    ]
    basis_doc: Annotated[Text, Label("依据文号"), Head(), Hint("批准机关和文号")]
    service: Annotated[Text, Label("服务内容/提供单位"), Head()]
    period_from: Annotated[PlannedDay, Label("服务期起"), Head()]
    period_to: Annotated[PlannedDay, Label("服务期止"), Head()]
    class_: Annotated[Ref, RefTo("class"), Label("班级"), Head()]
    told_on: Annotated[Day, Label("告知日期"), Head()]
    student: Annotated[Ref, RefTo("student"), Label("学生"), Personal("name"), Hint("写学号")]
    parent: Annotated[Ref, RefTo("guardian"), Label("家长"), Personal("name")]
    declared: Annotated[
        bool,
        Label("已明示自愿"),
        Hint("单上写明“本项目自愿选择，不参加不影响孩子正常学习生活”"),
    ]
    choice: Annotated[
        Literal["自愿参加", "不参加"] | None,
        Label("意愿"),
        Must(),
        Stage("意愿"),
        Hint("默认空，不得预选"),
    ] = None
    reason: Annotated[
        Note | None, Label("不参加理由"), Personal(), Stage("意愿"), When("不参加时")
    ] = None
    signed_on: Annotated[
        Day | None, Label("家长签字日期"), Must(), Stage("意愿"), Hint("<收费日期")
    ] = None
    relation: Annotated[Text | None, Label("与学生关系"), Stage("意愿"), Personal("whole")] = None
    phone: Annotated[Text | None, Label("联系电话"), Stage("意愿"), Personal("tail")] = None
    channel: Annotated[
        Literal["纸质签字", "电子确认（可追溯）"] | None, Label("方式"), Must(), Stage("意愿")
    ] = None
    trace: Annotated[
        Text | None,
        Label("电子确认凭据"),
        Stage("意愿"),
        When("电子确认时"),
        Hint("流水号或截图编号"),
    ] = None
    scan: Annotated[Photos, Label("签字件扫描"), Stage("意愿"), Personal()] = ()
    paid: Annotated[
        Money | None,
        Label("缴费额（元）"),
        Stage("收费"),
        When("自愿参加"),
        Hint("选“参加”才可>0，≤标准"),
    ] = None
    reduce: Annotated[
        Money | None, Label("减免额（元）"), Stage("收费"), When("有减免"), Hint("附审批")
    ] = None
    approval_no: Annotated[Text | None, Label("减免审批号"), Stage("收费"), When("有减免")] = None
    method: Annotated[
        Literal["现金", "银行代扣", "扫码", "POS"] | None,
        Label("收款方式"),
        Stage("收费"),
        When("缴费额>0"),
        Hint("与日结单一致"),
    ] = None
    paid_on: Annotated[Day | None, Label("收费日期"), Stage("收费"), When("缴费额>0")] = None
    receipt_no: Annotated[
        Text | None, Label("票据号"), Stage("收费"), When("缴费额>0"), Hint("全免的开零元票据")
    ] = None
    void_no: Annotated[
        Text | None,
        Label("作废票据号"),
        Stage("收费"),
        When("填错另开的"),
        Hint("用、隔开；加盖作废戳记，全联次保存"),
    ] = None
    collector: Annotated[Person | None, Label("经办人"), Stage("收费"), When("缴费额>0")] = None
    left_on: Annotated[
        Day | None,
        Label("中途退出日期"),
        Stage("结算"),
        When("中途退出"),
        Hint("按公示的退费规则退"),
    ] = None
    supplier: Annotated[
        Ref | None,
        RefTo("supplier"),
        Label("供应单位"),
        Stage("结算"),
        When("收费的"),
        Hint("公开"),
    ] = None
    supply_price: Annotated[
        Money | None,
        Label("每人采购价（元）"),
        Stage("结算"),
        When("收费的"),
        Hint("公开；不得加价"),
    ] = None
    supply_invoice: Annotated[
        Text | None, Label("采购票据号"), Stage("结算"), When("收费的"), Hint("公开")
    ] = None
    cost: Annotated[
        Money | None, Label("实际支出分摊（元）"), Stage("结算"), When("收费的"), Hint("≤采购价")
    ] = None
    returned: Annotated[
        Money | None,
        Label("实退金额（元）"),
        Stage("结算"),
        When("收费的"),
        Hint("=退费额；没有的写0"),
    ] = None
    settle_on: Annotated[
        Day | None, Label("结算公布日期"), Stage("结算"), When("收费的"), Hint("学期末")
    ] = None
    complaint: Annotated[Note | None, Label("投诉内容"), Stage("结算")] = None
    upheld: Annotated[
        bool | None, Label("投诉属实"), Stage("结算"), When("有投诉"), Hint("属实的全额清退")
    ] = None

    example = {
        "item": "课后服务费",
        "standard": "300.00",
        "charge_unit": "人·学期",
        "basis_doc": "示例发改价格〔2025〕12号（县发展和改革局）",
        "service": "放学后两小时作业辅导和兴趣活动，本校教师",
        "period_from": "2026-03-09",
        "period_to": "2026-07-03",
        "class_": "三（2）班",
        "told_on": "2026-02-28",
        "student": "20230317",
        "parent": "林父",
        "declared": True,
        "choice": "自愿参加",
        "signed_on": "2026-03-02",
        "relation": "父亲",
        "channel": "纸质签字",
        "paid": "300.00",
        "paid_on": "2026-03-09",
        "receipt_no": "0012031",
        "collector": "许收",
        "supplier": "本校（课后服务）",
        "supply_price": "286.50",
        "supply_invoice": "课后服务支出表2026-07",
        "cost": "286.50",
        "returned": "13.50",
        "settle_on": "2026-07-06",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def period(self) -> Annotated[str, Label("起止"), Head()]:
        """From and to, in words."""
        return f"{chinese_date(self.period_from)}至{chinese_date(self.period_to)}"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def paid_cn(self) -> Annotated[str, Label("缴费额大写")]:
        """The sum paid in capitals, as the receipt has it; empty before anything is paid."""
        return "" if self.paid is None else capital(self.paid)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def refund(
        self,
    ) -> Annotated[Decimal | None, Label("退费额（元）"), Hint("=缴费−支出≥0")]:
        """What is left of the payment; below nothing where more was spent, which R02 judges."""
        return None if self.cost is None else (self.paid or NOTHING) - self.cost

    @property
    def owed(self) -> Decimal:
        """What the family gets back: 多退少不补; all of it after a justified complaint."""
        if self.upheld:
            return self.paid or NOTHING
        return max(self.refund or NOTHING, NOTHING)

    def subject(self) -> str:
        """The item that is charged."""
        return self.item.id

    def title(self) -> str:
        """Item and class; the child's name stays inside (G12)."""
        return f"{self.class_.name}{self.item.name}自愿确认"

    def business_date(self) -> date:
        """The day the family was asked."""
        return self.told_on

    def missing(self, stage: str) -> Iterator[Problem]:
        """Who does not take part owes nothing and settles nothing."""
        yield from super().missing(stage)
        asked: tuple[str, ...] = ()
        if stage == "收费" and self.choice != DECLINES:
            asked = ("paid",)
        if stage == "结算" and self.paid:
            asked = ("cost", "returned", "settle_on")
        for name in asked:
            if getattr(self, name) is None:
                where = f"「{self.column(name).label}」"
                yield Problem(where, "没有填写", "收费、结算后补上", name)

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Told, then answered; paid, then settled; a period runs forward."""
        yield from self.in_order(("told_on", self.told_on), ("signed_on", self.signed_on))
        yield from self.in_order(("paid_on", self.paid_on), ("settle_on", self.settle_on))
        yield from self.in_order(("paid_on", self.paid_on), ("left_on", self.left_on))
        if listed(self.void_no or NONE) is None:
            what = f"“{self.void_no}”读不出号码"
            yield Problem("「作废票据号」", what, "写号码，用、隔开", "void_no")
        yield from self.in_order(("period_from", self.period_from), ("period_to", self.period_to))

    @carries_out("R01")
    def never_charged_without_consent(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nobody pays who did not choose to, nor before choosing; what is forbidden nobody."""
        listed = forbidden_item(self.item.name)
        if listed is not None:
            what = f"“{self.item.name}”属于禁收项目（{listed}），家长自愿也不得收"
            yield self.finding("R01", f"「{self.column('item').label}」", what, "停收；已收的清退")
        if self.paid and self.choice != JOINS:
            what = f"{self.choice or '没有选择'}，却收了{self.paid}元"
            yield self.finding("R01", "「缴费额（元）」", what, "全额清退")
        if self.paid_on and (self.signed_on is None or self.signed_on > self.paid_on):
            what = f"{self.paid_on}收费，家长{self.signed_on or '没有'}签字"
            yield self.finding("R01", "「家长签字日期」", what, "退还，签字后再收")
        elif self.paid_on and self.signed_on == self.paid_on:  # B.2: 签字日期<收费日期
            what = f"{self.paid_on}当日签字当日收费，看不出先签后收"
            advice = "先收齐签字，次日起收费；说明情况"
            yield self.finding("R01", "「家长签字日期」", what, advice, Severity.WARN)

    @carries_out("R01")
    def free_to_decline(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The slip says so, and a justified complaint is made good."""
        if not self.declared:
            what = "单上没有明示自愿、不参加不影响孩子"
            yield self.finding("R01", "「已明示自愿」", what, "换发确认单，重新征求意愿")
        if self.upheld:
            done = self.returned == self.owed or not self.paid
            severity = Severity.WARN if done else Severity.BLOCK
            what = "投诉属实" + ("，已全额清退" if self.paid and done else "")
            yield self.finding("R01", "「投诉属实」", what, "全额清退，纠正并答复家长", severity)

    @carries_out("R02")
    def settled_to_the_cent(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What was not spent goes back; what was overspent the school bears."""
        if self.refund is not None and self.refund < 0:
            what = f"退费额{self.refund}元，支出多于缴费"
            yield self.finding(
                "R02", "「退费额（元）」", what, "少不补：超出部分由学校承担，更正分摊"
            )
        if self.returned is not None and self.returned != self.owed:
            what = f"实退{self.returned}元，应退{self.owed}元"
            yield self.finding("R02", "「实退金额（元）」", what, "补退差额，或更正")

    @carries_out("R03")
    def nothing_is_added(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Not above the standard, not above what it cost; who supplied it is told."""
        asked = (self.paid or NOTHING) + (self.reduce or NOTHING)
        if self._above_the_standard(asked):
            less = f"＋减免{self.reduce}元" if self.reduce else ""
            what = f"缴费{self.paid}元{less}，高于标准{self.standard}元"
            yield self.finding("R03", "「缴费额（元）」", what, "退还多收的")
        if self.cost is None:
            return
        if self.supply_price is not None and self.cost > self.supply_price:
            what = f"分摊{self.cost}元，高于采购价{self.supply_price}元"
            yield self.finding("R03", "「实际支出分摊（元）」", what, "不得加价，按采购价结算")
        for name in ("supplier", "supply_price", "supply_invoice"):
            if self.paid and self.cost and getattr(self, name) is None:
                where = f"「{self.column(name).label}」"
                yield self.finding("R03", where, "没有公开", "补填并公布")

    def _above_the_standard(self, paid: Decimal) -> bool:
        """More than the standard; of months and meals, no whole number of them."""
        if self.charge_unit in SEVERAL and self.standard:
            return paid % self.standard != 0
        return paid > self.standard

    @carries_out("R04")
    def says_why_not(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A reason, so that nobody is left out for want of money."""
        if self.choice == DECLINES and not self.reason:
            yield self.finding(
                "R04", "「不参加理由」", "没有写理由", "可写“不需要”；困难的按减免政策办"
            )

    @carries_out("G17")
    def answers_can_be_traced(self, surroundings: Surroundings) -> Iterator[Finding]:
        """An electronic answer has its proof; a payment its day, receipt and hand."""
        asked = [("trace", self.channel == "电子确认（可追溯）")]
        asked += [(name, bool(self.paid)) for name in ("paid_on", "receipt_no", "collector")]
        asked += [("upheld", bool(self.complaint)), ("approval_no", bool(self.reduce))]
        for name, needed in asked:
            if needed and getattr(self, name) is None:
                yield self.finding("G17", f"「{self.column(name).label}」", "没有填写", "补填")
