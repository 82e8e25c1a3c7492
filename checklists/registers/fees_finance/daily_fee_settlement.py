"""当日收费日结单：收费当日按项目汇总，票据、资金、缴存三处金额由系统核对，不平的照实登记、查明，不得抹平。"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, computed_field

from checklists.amounts import LARGEST, capital
from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Acts,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Money,
    Must,
    Note,
    Person,
    Photos,
    Stage,
    Text,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.takings import NOTHING, FeeLine, Notes, next_bank_day

CASH = "现金"
TOGETHER = "合并开票"
BALANCED, UNBALANCED = "已平", "未平"
SURPLUS, SHORTAGE = "长款入“其他应付—待查”", "短款由收费员书面说明"


class DailyFeeSettlement(InstrumentEntry):
    """当日收费日结单：收费一天一份，当日登记收费、票据、现金，缴存后续填回单。"""

    register = Register(
        title="当日收费日结单（收费登记、票据、缴存）",
        number="12.4",
        prefix="RJD",
        cadence=OnEvent("收费日", "当日结束（银行不营业日须次日首日并说明）"),
        retention=Retention("30年（会计凭证）", 30),
        basis=(
            seen(
                "《会计法》第十四、三十五条；会计档案：原始凭证30年（79号令）；《行政事业性国有资产管理条例》第二十五条（非税收入上缴）"
            ),
        ),
        signers=(
            Signer("收费员", column="collector", stage="收费"),
            Signer("会计复核", column="reviewer", stage="缴存"),
            Signer("校长（周）", ("principal",), stage="缴存"),
        ),  # 收费员→会计复核→校长(周)
        post="收费员（出纳）",
        owners=("cashier",),
        photos="缴款回单必需",
        followup=("短长款 → 当日查明登记，不得自补自抵；挪用嫌疑 → 停岗上报",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "缴存金额=实收合计=Σ票据；缴存日期=收费日期（银行非营业日→下一营业日并写明）",
            ),
            Rule("R02", Severity.BLOCK, "应收−减免=实收；差额须逐笔"),
            Rule(
                "R03", Severity.BLOCK, "大写=小写（系统生成，人工不可改）；收费员≠复核人；不得坐支"
            ),
            Rule("R04", Severity.WARN, "现金占比突增；单笔未开票"),
        ),
        stages=("收费", "缴存"),
        seeds=(
            Seed(5, "三1", "当日收费当日上缴国库入账，及时扎账，严禁挪用、借用所收钱款", 243),
            Seed(5, "三2", "学校所有的收费要及时进库入账，严禁截留挪用", 249),
        ),
    )

    date: Annotated[Day, Label("日期"), Head()]
    collector: Annotated[Person, Label("收费员"), Head(), Acts("cashier")]
    reviewer: Annotated[
        Person, Label("复核人"), Head(), Acts("accountant", "R03"), Hint("会计，≠收费员")
    ]
    class_: Annotated[Text, Label("班级范围"), Head()]
    publicity_no: Annotated[Text, Label("公示号"), Head(), Hint("收费公示的公示号或记录编号")]
    lines: Annotated[tuple[FeeLine, ...], Field(min_length=1), Label("收费、票据汇总")]
    notes: Annotated[
        tuple[Notes, ...], Label("现金面额表"), When("收现金的"), Hint("实点，不照抄账上数")
    ] = ()
    scanned: Annotated[Money, Label("扫码到账（元）"), Hint("按平台对账单")] = NOTHING
    debited: Annotated[Money, Label("银行代扣到账（元）"), Hint("按银行清单")] = NOTHING
    pos: Annotated[Money, Label("POS到账（元）"), Hint("按结算单")] = NOTHING
    spent: Annotated[
        Money | None, Label("当日从收款中支出（元）"), Hint("不得坐支；有的如实写")
    ] = None
    handling: Annotated[
        Literal["长款入“其他应付—待查”", "短款由收费员书面说明"] | None,
        Label("长短款处理"),
        When("未平"),
        Hint("不得自补自抵"),
    ] = None
    explanation: Annotated[Note | None, Label("差额说明"), When("未平"), Hint("收费员书写")] = None
    account: Annotated[Text | None, Label("缴存账户"), Must(), Stage("缴存")] = None
    deposit_amount: Annotated[
        Money | None, Label("缴存金额（元）"), Must(), Stage("缴存"), Hint("=当日实收")
    ] = None
    deposit_on: Annotated[
        Moment | None,
        Label("缴存时间"),
        Must(),
        Stage("缴存"),
        Hint("同日或下一个银行营业日"),
    ] = None
    slip_no: Annotated[Text | None, Label("回单号"), Must(), Stage("缴存")] = None
    deposit_note: Annotated[
        Note | None, Label("次日缴存说明"), Stage("缴存"), When("银行非营业日收费")
    ] = None
    photos: Annotated[
        Photos, Label("缴款回单"), Must(), Stage("缴存"), Hint("作废票、减免审批一并拍照")
    ] = ()

    example = {
        "date": "2026-03-09",
        "collector": "许收",
        "reviewer": "江秋",
        "class_": "三年级",
        "publicity_no": "收费公示〔2026〕1号",
        "lines": [
            {
                "item": "课后服务费",
                "count": 6,
                "standard": "300.00",
                "reduce": "300.00",
                "approval_no": "减免审〔2026〕3号",
                "actual": "1500.00",
                "receipt_from": "0012031",
                "receipt_to": "0012037",
                "void": "0012033",
                "faces": "1500.00",
                "method": "现金",
                "remark": "1户减免，开零元票据",
            },
            {
                "item": "课后服务费",
                "count": 20,
                "standard": "300.00",
                "actual": "6000.00",
                "receipt_from": "0012038",
                "receipt_to": "0012057",
                "faces": "6000.00",
                "method": "扫码",
            },
        ],
        "notes": [{"face": "100元", "pieces": 14}, {"face": "50元", "pieces": 2}],
        "scanned": "6000.00",
        "account": "财政专户（示例）尾号3307",
        "deposit_amount": "7500.00",
        "deposit_on": "2026-03-09T16:20:00+08:00",
        "slip_no": "HD20260309-0118",
        "photos": [EXAMPLE_PHOTO],
    }

    # ---- sums and equations (registers.md B.4)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def due_total(self) -> Annotated[Decimal, Label("应收合计（元）")]:
        """Of all lines."""
        return sum((one.should for one in self.lines), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def reduced_total(self) -> Annotated[Decimal, Label("减免合计（元）")]:
        """Of all lines."""
        return sum((one.reduce for one in self.lines), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def actual_total(self) -> Annotated[Decimal, Label("实收合计（元）")]:
        """Of all lines."""
        return sum((one.actual for one in self.lines), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount_cn(self) -> Annotated[str, Label("实收大写"), Hint("=小写")]:
        """The sum in capitals; nobody types it."""
        return capital(self.actual_total)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def cash(self) -> Annotated[Decimal, Label("现金合计（元）"), Hint("方式为现金的实收之和")]:
        """Taken in cash, by the lines."""
        return sum((one.actual for one in self.lines if one.method == CASH), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def counted(self) -> Annotated[Decimal, Label("现金实点（元）"), Hint("面额表之和")]:
        """Cash as it was counted."""
        return sum((one.amount for one in self.notes), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def faces_total(self) -> Annotated[Decimal, Label("票面合计（元）")]:
        """On all valid receipts."""
        return sum((one.faces for one in self.lines), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def funds(self) -> Annotated[Decimal, Label("资金合计（元）"), Hint("=现金实点+扫码+代扣+POS")]:
        """Money that is there."""
        return self.counted + self.scanned + self.debited + self.pos

    @computed_field  # type: ignore[prop-decorator]
    @property
    def due_diff(self) -> Annotated[Decimal, Label("①应收−减免−实收（元）")]:
        """First equation."""
        return self.due_total - self.reduced_total - self.actual_total

    @computed_field  # type: ignore[prop-decorator]
    @property
    def faces_diff(self) -> Annotated[Decimal, Label("②票面−实收（元）")]:
        """Second equation, receipts."""
        return self.faces_total - self.actual_total

    @computed_field  # type: ignore[prop-decorator]
    @property
    def funds_diff(
        self,
    ) -> Annotated[Decimal, Label("②资金−实收（元）"), Hint("正为长款，负为短款")]:
        """Second equation, money: a surplus, or a shortage below nothing."""
        return self.funds - self.actual_total

    @computed_field  # type: ignore[prop-decorator]
    @property
    def deposit_diff(self) -> Annotated[Decimal | None, Label("②缴存−实收（元）")]:
        """Second equation, bank; open until there is a deposit."""
        return None if self.deposit_amount is None else self.deposit_amount - self.actual_total

    @computed_field  # type: ignore[prop-decorator]
    @property
    def balance(self) -> Annotated[str, Label("平衡"), Hint("差额>0元即为未平")]:
        """已平 when every equation comes out even, line by line and in sum."""
        return UNBALANCED if any(self._uneven()) else BALANCED

    def _uneven(self) -> Iterator[Decimal]:
        totals = (self.faces_diff, self.funds_diff, self.deposit_diff or NOTHING)
        yield from (one for one in (*totals, *(line.diff for line in self.lines)) if one)

    # ---- reading

    def title(self) -> str:
        """Day and classes."""
        return f"{self.date.month}月{self.date.day}日{self.class_}收费日结"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Receipts that can be counted; a deposit after the charge; a sum that can be written."""
        if self.actual_total * 100 > LARGEST:
            yield Problem("「收费、票据汇总」", "实收合计太大", "核对数字", "lines")
        if day_there(self.deposit_on, self.date, surroundings) < self.date:
            yield Problem("「缴存时间」", "早于收费日期", "核对两个时间", "deposit_on")
        for where, line in self._lines("receipt_from"):
            if line.run is None and not line.is_unreceipted:
                what = f"“{line.receipt_from}”到“{line.receipt_to}”数不出份数"
                yield Problem(where, what, "起止号位数相同，止号≥起号；没有开票写“无”", "lines")
        for where, line in self._lines("void"):
            if line.voided is None:
                yield Problem(where, f"“{line.void}”读不出号码", "写号码，用、隔开", "lines")

    def _lines(self, name: str) -> Iterator[tuple[str, FeeLine]]:
        label = next(one.label for one in self.column("lines").rows if one.name == name)
        for number, line in enumerate(self.lines, 1):
            yield f"「收费、票据汇总」第 {number} 行「{label}」", line

    # ---- rules

    @carries_out("R01")
    def money_receipts_and_deposit_agree(self, surroundings: Surroundings) -> Iterator[Finding]:
        """②: receipts, money and deposit are what was taken. A difference is 未平 and stays so."""
        for name, diff in (
            ("faces_diff", self.faces_diff),
            ("funds_diff", self.funds_diff),
            ("deposit_diff", self.deposit_diff),
        ):
            if diff:
                what = f"{UNBALANCED}：差额{diff}元"
                advice = "当日查明登记，不得自补自抵；写错的更正"
                yield self.finding("R01", f"「{self.column(name).label}」", what, advice)

    @carries_out("R01")
    def receipts_add_up(self, surroundings: Surroundings) -> Iterator[Finding]:
        """③: a run is its valid and its void receipts; there are no more of them than payers."""
        for where, line in self._lines("void"):
            for one in line.voided or ():
                if line.run is None or not line.run.covers(one):
                    yield self.finding("R01", where, f"作废的{one}不在起止号内", "核对号码")
        for where, line in self._lines("receipt_to"):
            if line.valid > line.count:
                what = f"有效票据{line.valid}份，只有{line.count}人"
                yield self.finding("R01", where, what, "核对起止号、作废号码")

    @carries_out("R01")
    def deposited_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """④: on the same day, or on the next day the bank is open."""
        latest = next_bank_day(self.date)
        day = day_there(self.deposit_on, self.date, surroundings)
        if day > latest:
            what = f"{self.date}收费，{day}缴存，应在{latest}前缴存"
            yield self.finding("R01", "「缴存时间」", what, "写明原因，报校长")
        elif day > self.date and not self.deposit_note:
            what = "银行非营业日收费，没有写明"
            yield self.finding("R01", "「次日缴存说明」", what, "补填")

    @carries_out("R02")
    def every_line_comes_out_even(self, surroundings: Surroundings) -> Iterator[Finding]:
        """①, line by line."""
        for where, line in self._lines("actual"):
            if line.diff:
                what = f"{UNBALANCED}：{line.item.name}应收{line.should}−减免{line.reduce}−实收{line.actual}，差{line.diff}元"
                yield self.finding("R02", where, what, "逐笔查明；少收的补收，多收的退还")

    @carries_out("R03")
    def collected_and_reviewed_by_two(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Two people; and nothing is spent out of what was taken."""
        if self.spent:
            what = f"坐支{self.spent}元"
            label = self.column("spent").label
            yield self.finding("R03", f"「{label}」", what, "全额缴存；支出另行报账")

    @carries_out("R04")
    def everybody_has_a_receipt(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A payment without a receipt; one receipt for several is said in the remark."""
        for where, line in self._lines("receipt_to"):
            if line.valid < line.count and not (line.valid and TOGETHER in line.remark):
                what = (
                    f"{line.count}人只有{line.valid}份有效票据，{line.count - line.valid}笔未开票"
                )
                yield self.finding("R04", where, what, f"补开票据；{TOGETHER}的在备注写明")

    @carries_out("G17")
    def reductions_and_differences_are_explained(
        self, surroundings: Surroundings
    ) -> Iterator[Finding]:
        """A reduction was approved; a difference has its words and its place in the books."""
        for where, line in self._lines("approval_no"):
            if line.reduce and not line.approval_no:
                yield self.finding("G17", where, "减免没有审批号", "补填，附审批")
        if self.balance == UNBALANCED and not self.explanation:
            yield self.finding("G17", "「差额说明」", "未平，没有说明", "由收费员补填")
        right = SURPLUS if self.funds_diff > 0 else SHORTAGE
        if self.funds_diff and self.handling != right:
            what = f"{self.handling or '没有填写'}（应{right}）"
            yield self.finding("G17", "「长短款处理」", what, "更正")


def day_there(moment: datetime | None, otherwise: date, surroundings: Surroundings) -> date:
    """Day of a moment where the school is; another one while there is no moment."""
    return otherwise if moment is None else moment.astimezone(surroundings.zone).date()
