"""经费支出报销审批（报账单）：一次业务一份，发票逐张登记不重复，采购的附申请、验收、发票三单，校长同意后支付。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.amounts import LARGEST, capital
from checklists.basis import known, seen
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
    Personal,
    Photos,
    Ref,
    RefTo,
    Serial,
    Stage,
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

NOTHING = Decimal(0)
CASH = "现金"
WITHIN_DAYS = Limit.of(high="15", evidence="S")
CASH_LIMIT = Limit.of(high="1000", evidence="建议值")
"""Yuan that may be paid in cash (可配置)."""
AHEAD = Limit.of(high="20", evidence="建议值")
"""Percent points by which spending may be ahead of the year (可配置)."""


class Spent(BaseModel):
    """One invoice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Text, Label("开支内容")]
    invoice: Annotated[Text, Label("发票号码"), Hint("验真、不重复；没有发票的写“无”")]
    invoice_code: Annotated[Text | None, Label("发票代码"), Hint("数电发票没有代码")] = None
    tax_no: Annotated[Text, Label("税号"), Hint("开票方")]
    seller: Annotated[Ref, RefTo("supplier", even="gone"), Label("开票方")]
    verified: Annotated[bool, Label("已验真"), Hint("在国家税务总局查验平台查验")]
    amount: Annotated[Money, Label("金额（元）"), Hint("=Σ附件")]
    remark: Annotated[Note, Label("备注")] = ""


class ExpenseReimbursement(InstrumentEntry):
    """报账单：经手人登记发票和附件，会计审核，校长同意后支付。"""

    register = Register(
        title="经费支出报销审批（报账单）",
        number="12.5",
        prefix="BZD",
        cadence=OnEvent("按次，每月集中报账", "业务发生后15日内"),
        retention=Retention("30年（凭证）", 30),
        basis=(
            seen("《会计法》第九、十三、十四条；会计档案期限（79号令）；《学前教育法》第七十条"),
            known("行政事业单位内部控制规范；公务卡强制结算目录"),
        ),
        signers=(
            Signer("经手人", column="handler", stage="报账"),
            Signer("证明（验收）人", column="witness", stage="报账"),
            Signer("部门负责人", stage="报账"),
            Signer("会计", ("accountant",), stage="报账"),
            Signer("校长", ("principal",), column="approver", stage="审批"),
        ),  # 经手人→证明(验收)人→部门负责人→会计→校长
        post="报账员",
        owners=("accountant",),
        photos="票据扫描",
        followup=("退回 → 补件；虚假票据 → 上报",),
        rules=(
            Rule(
                "R01", Severity.BLOCK, "发票全局唯一（防重复报销）；金额≤审批/合同；附件张数=登记数"
            ),
            Rule("R02", Severity.BLOCK, "审批人≠经手人；经手、验收、审批三分离"),
            Rule(
                "R03", Severity.BLOCK, "采购类须有申请单→验收单→发票三单匹配（数量、金额、供应商）"
            ),
            Rule("R04", Severity.WARN, "超15日未报；预算执行率异常；现金>规定限额"),
        ),
        stages=("报账", "审批"),
        seeds=(
            Seed(
                5,
                "三2",
                "学校每一笔经费的使用都要经校长同意，不能乱用，更不能私用。每月按高桥镇教育教学办公室的要求报账，手续完备",
                249,
            ),
            Seed(3, "三（四）", "执行好经费使用计划，准确提供有关数据、情况", 143),
            Seed(1, "二（一）4（1）", "勤俭节约，压缩非教育开支", 43),
        ),
    )

    no: Annotated[Text | None, Serial("报〔{year}〕{n}号"), Label("报账单号"), Head()] = None
    date: Annotated[Day, Label("日期"), Head()]
    happened_on: Annotated[Day, Label("业务发生日期"), Head(), Hint("15日内报账")]
    handler: Annotated[Person, Label("经手人"), Head()]
    witness: Annotated[Person, Label("证明（验收）人"), Head(), Hint("≠经手人")]
    fund: Annotated[Text, Label("经费渠道"), Head()]
    project: Annotated[Text, Label("项目"), Head()]
    is_purchase: Annotated[bool, Label("采购类"), Head(), Hint("采购的附申请单、验收单")]
    req_no: Annotated[Text | None, Label("采购申请单号"), When("采购类"), Head()] = None
    acc_no: Annotated[Text | None, Label("验收单号"), When("采购类"), Head()] = None
    invoices: Annotated[tuple[Spent, ...], Field(min_length=1), Label("发票明细")]
    approved_amount: Annotated[Money, Label("审批/合同金额（元）"), Hint("金额≤审批、合同")]
    budget: Annotated[Ref, RefTo("budget"), Label("预算科目")]
    budget_left: Annotated[Money, Label("余额（元）"), Hint("余额≥金额")]
    budget_year: Annotated[Money | None, Label("全年预算（元）"), Hint("算执行率用")] = None
    attach: Annotated[
        Photos, Label("附件（申请、合同、验收、明细、签到）"), Must(), Hint("齐套；含票据扫描")
    ] = ()
    attach_count: Annotated[Count, Label("登记附件张数"), Hint("=附件张数")]
    pay: Annotated[Literal["财政直付", "授权支付", "公务卡", "现金"], Label("支付方式")]
    payee: Annotated[Text, Label("收款人"), Hint("=开票方；垫付的写经手人")]
    account: Annotated[Text | None, Label("账号"), Personal("tail"), When("不付现金的")] = None
    late_reason: Annotated[Note | None, Label("迟报原因"), When("超15日")] = None
    approver: Annotated[
        Person | None, Label("审批人"), Must(), Stage("审批"), Hint("校长，≠经手人")
    ] = None
    approved_on: Annotated[Day | None, Label("审批日期"), Must(), Stage("审批")] = None

    own_limits = {
        "late_days": ("报账用时（日）", WITHIN_DAYS),
        "cash": ("现金支付（元）", CASH_LIMIT),
        "ahead": ("预算执行超前（百分点）", AHEAD),
    }

    example = {
        "date": "2026-03-10",
        "happened_on": "2026-03-04",
        "handler": "王安",
        "witness": "郑琦",
        "fund": "公用经费",
        "project": "教学设备",
        "is_purchase": True,
        "req_no": "购〔2026〕8号",
        "acc_no": "验〔2026〕5号",
        "invoices": [
            {
                "item": "交互式触控一体机1台、HDMI线3根",
                "invoice": "26440000001234567890",
                "tax_no": "91440000MA0000000X",
                "seller": "青禾电教设备公司",
                "verified": True,
                "amount": "17160.00",
            }
        ],
        "approved_amount": "17200.00",
        "budget": "办公设备购置",
        "budget_left": "56000.00",
        "budget_year": "60000.00",
        "attach": [EXAMPLE_PHOTO],
        "attach_count": 1,
        "pay": "财政直付",
        "payee": "青禾电教设备公司",
        "account": "示例银行尾号5521",
        "approver": "沈校长",
        "approved_on": "2026-03-11",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total(self) -> Annotated[Decimal, Label("合计（元）"), Hint("各发票金额之和")]:
        """Of all invoices."""
        return sum((one.amount for one in self.invoices), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount_cn(self) -> Annotated[str, Label("大写"), Hint("=小写")]:
        """The sum in capitals; nobody types it."""
        return capital(self.total)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def late_days(self) -> Annotated[int, Label("报账用时（日）"), Hint("=日期−业务发生日期")]:
        """Days from the business to the report."""
        return (self.date - self.happened_on).days

    def title(self) -> str:
        """What the money was for."""
        first = self.invoices[0].item
        return f"{self.project}：{first}{'等' if len(self.invoices) > 1 else ''}"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """It happened, was reported, was approved; a sum that can be written."""
        yield from self.in_order(
            ("happened_on", self.happened_on),
            ("date", self.date),
            ("approved_on", self.approved_on),
        )
        if self.total * 100 > LARGEST:
            yield Problem("「发票明细」", "合计太大", "核对数字", "invoices")

    def _lines(self, name: str) -> Iterator[tuple[str, Spent]]:
        label = next(one.label for one in self.column("invoices").rows if one.name == name)
        for number, one in enumerate(self.invoices, 1):
            yield f"「发票明细」第 {number} 行「{label}」", one

    @carries_out("R01")
    def invoices_are_true_and_single(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Verified, each once; no 白条."""
        numbers: set[str] = set()
        for where, one in self._lines("invoice"):
            number = one.invoice.strip()
            if number == "无":
                yield self.finding("R01", where, f"{one.item}没有发票", "补开发票，严禁白条入账")
            elif number in numbers:
                yield self.finding("R01", where, f"发票{number}重复", "删去重复的")
            numbers.add(number)
        for where, one in self._lines("verified"):
            if not one.verified:
                yield self.finding("R01", where, f"发票{one.invoice}没有验真", "查验；虚假的上报")

    @carries_out("R01")
    def within_what_was_approved(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Not above the approval, nor what is left; as many papers as were said."""
        if self.total > self.approved_amount:
            what = f"{self.total}元，超过审批（合同）金额{self.approved_amount}元"
            yield self.finding("R01", "「合计（元）」", what, "重新审批，或核减")
        if self.total > self.budget_left:
            what = f"预算余额{self.budget_left}元，不足{self.total}元"
            yield self.finding("R01", "「余额（元）」", what, "退回，或调整预算")
        if self.attach_count != len(self.attach):
            what = f"登记{self.attach_count}张，附件{len(self.attach)}张"
            yield self.finding("R01", "「登记附件张数」", what, "补齐附件，或更正张数")

    @carries_out("R02")
    def three_people(self, surroundings: Surroundings) -> Iterator[Finding]:
        """经手, 验收, 审批: nobody twice."""
        roles = (
            ("经手人", self.handler),
            ("证明（验收）人", self.witness),
            ("审批人", self.approver),
        )
        taken: dict[str, str] = {}
        for role, person in roles:
            if person is not None and person.id in taken:
                what = f"与{taken[person.id]}是同一人"
                yield self.finding("R02", f"「{role}」", what, "由另一人办理")
            elif person is not None:
                taken[person.id] = role

    @carries_out("R03")
    def purchases_name_their_papers(self, surroundings: Surroundings) -> Iterator[Finding]:
        """申请单 and 验收单 beside the invoice."""
        for name in ("req_no", "acc_no"):
            if self.is_purchase and not getattr(self, name):
                where = f"「{self.column(name).label}」"
                yield self.finding("R03", where, "采购没有写单号", "补填；没有的不得报销")

    @carries_out("R04")
    def in_time_and_in_measure(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Within fifteen days; little cash; not far ahead of the year."""
        limits, key = surroundings.limits, self.slug
        if not limits.get(f"{key}.late_days", WITHIN_DAYS).holds(self.late_days):
            said = f"（{self.late_reason}）" if self.late_reason else ""
            what = f"业务发生{self.late_days}日后才报账{said}"
            yield self.finding("R04", "「报账用时（日）」", what, "写明迟报原因")
        cash = limits.get(f"{key}.cash", CASH_LIMIT)
        if self.pay == CASH and not cash.holds(self.total):
            what = f"现金支付{self.total}元，超过{cash.high}元"
            yield self.finding("R04", "「支付方式」", what, "改用转账或公务卡")
        if self.budget_year:
            spent = 100 * (self.budget_year - self.budget_left + self.total) / self.budget_year
            elapsed = Decimal(100 * self.date.timetuple().tm_yday) / 366
            if not limits.get(f"{key}.ahead", AHEAD).holds(spent - elapsed):
                what = f"预算已执行{spent:.0f}%，全年才过{elapsed:.0f}%"
                yield self.finding("R04", "「全年预算（元）」", what, "说明原因")

    @carries_out("G17")
    def paid_to_somebody(self, surroundings: Surroundings) -> Iterator[Finding]:
        """An account, unless it is cash."""
        if self.pay != CASH and not self.account:
            yield self.finding("G17", "「账号」", "没有填写", "补填收款账号")
