"""A day's takings: fees by item and run of receipts, cash by face value, the bank's next day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, computed_field

from checklists.calendar import NationalDay, national_day
from checklists.columns import Count, Hint, Label, Money, Note, Ref, RefTo, Text, Unit, When
from checklists.receipts import NONE, Span, listed, span

NOTHING = Decimal(0)
BANK_DAYS = (NationalDay.NORMAL, NationalDay.MAKEUP_WORKDAY)


class FeeLine(BaseModel):
    """What was charged for one item, by one method, on one run of receipts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Ref, RefTo("fee_item"), Label("项目"), Hint("公示内")]
    count: Annotated[Count, Label("人数")]
    standard: Annotated[Money, Label("标准（元）"), Hint("=公示标准（减免除外）")]
    reduce: Annotated[Money, Label("减免（元）"), When("有减免"), Hint("附审批")] = NOTHING
    approval_no: Annotated[Text | None, Label("减免审批号"), When("有减免")] = None
    actual: Annotated[Money, Label("实收（元）")]
    receipt_from: Annotated[Text, Label("票据起号"), Hint("份数=笔数；没有开票写“无”")]
    receipt_to: Annotated[Text, Label("票据止号"), Hint("份数=笔数；没有开票写“无”")]
    void: Annotated[
        Text | None, Label("作废号码"), When("有作废"), Hint("用、隔开，如0012033、0012040")
    ] = None
    faces: Annotated[Money, Label("票面金额合计（元）"), Hint("有效票据金额之和")]
    method: Annotated[Literal["现金", "银行代扣", "扫码", "POS"], Label("方式")]
    remark: Annotated[Note, Label("备注")] = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def should(self) -> Annotated[Decimal, Label("应收（元）"), Hint("=人数×标准")]:
        """Heads times standard."""
        return self.count * self.standard

    @computed_field  # type: ignore[prop-decorator]
    @property
    def diff(self) -> Annotated[Decimal, Label("差额（元）"), Hint("=应收−减免−实收")]:
        """What is missing from this line, or too much (below nothing)."""
        return self.should - self.reduce - self.actual

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sheets(self) -> Annotated[int, Label("份数"), Hint("=止号−起号+1")]:
        """Receipts of the run, void ones included."""
        return self.run.count if self.run else 0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def valid(self) -> Annotated[int, Label("有效份数"), Hint("=份数−作废")]:
        """Receipts somebody holds."""
        return self.sheets - sum(one.count for one in self.voided or ())

    @property
    def is_unreceipted(self) -> bool:
        """No receipt was given at all, and the line says so."""
        return self.receipt_from.strip() == self.receipt_to.strip() == NONE

    @property
    def run(self) -> Span | None:
        """The receipts, where their numbers can be counted."""
        return span(self.receipt_from, self.receipt_to)

    @property
    def voided(self) -> tuple[Span, ...] | None:
        """The void ones; None where the numbers cannot be read."""
        return listed(self.void or NONE)


class Notes(BaseModel):
    """Banknotes and coins of one face value, counted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    face: Annotated[
        Literal["100元", "50元", "20元", "10元", "5元", "1元", "5角", "1角"], Label("面额")
    ]
    pieces: Annotated[Count, Label("张数"), Unit("张")]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount(self) -> Annotated[Decimal, Label("金额（元）"), Hint("=面额×张数")]:
        """Face value times pieces."""
        value = Decimal(self.face[:-1])
        return self.pieces * (value if self.face.endswith("元") else value / 10)


def next_bank_day(day: date) -> date:
    """The day itself when banks are open, or the first one after it on which they are."""
    while national_day(day) not in BANK_DAYS:
        day += timedelta(days=1)
    return day
