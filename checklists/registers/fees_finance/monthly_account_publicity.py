"""每月账目公布：伙食、经费、代收费每月各公布一份，期初接上月期末，次月10日前公布，工会监督，质询有答复。"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.books import Books
from checklists.cadence import AfterMonth, Together, marked, whole
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Number,
    Photos,
    Stage,
    Text,
    Unit,
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
EXPENSES, MEALS = "经费收支", "伙食账"
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
LAST_DAY = 10
DAYS_UP = timedelta(days=7)
MOST_RATE = Limit.of(high="2", evidence="S")
"""Percent of the income that may be left over or lacking in the meals' account."""


class Account(BaseModel):
    """One item of the month."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Text, Label("项目")]
    opening: Annotated[
        Number | None,
        Label("期初"),
        Unit("元"),
        When("首次公布"),
        Hint("由系统接上月期末；首次公布照账簿填"),
    ] = None
    income: Annotated[Money, Label("收入（元）")]
    expense: Annotated[Money, Label("支出（元）")]
    remark: Annotated[Note, Label("备注")] = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def balance(self) -> Annotated[Decimal, Label("结余（元）"), Hint("=期初+收入−支出")]:
        """What is left; below nothing where more was spent."""
        return (self.opening or NOTHING) + self.income - self.expense


class MonthlyAccountPublicity(InstrumentEntry):
    """每月账目公布：会计编制，校长审签、工会监督后公布，期满登记质询和答复。"""

    register = Register(
        title="每月账目（伙食、经费、代收费）公布",
        number="12.6",
        prefix="ZMGB",
        cadence=Together(
            "每月",
            "次月10日前",
            parts=(
                (EXPENSES, AfterMonth("每月", "次月10日前")),
                (MEALS, AfterMonth("每月", "次月10日前", meals=True)),
            ),
        ),
        retention=Retention("10年", 10),
        basis=(
            seen(
                "《学前教育法》第七十条（财务公开）；卫生保健规范：膳食费账目每月公布，每学期膳食收支盈亏不超过2%；发改价格〔2010〕1619号（资金使用情况公示）"
            ),
            seen("会计档案：行政单位和事业单位会计月、季度报表10年（79号令）"),
        ),
        signers=(
            Signer("会计", ("accountant",), stage="编制"),
            Signer("校长", ("principal",), stage="编制"),
            Signer("工会主席（监督）", ("union_rep",), stage="公布"),
        ),  # 会计→校长→工会主席(监督)→公示
        post="会计",
        owners=("accountant",),
        photos="公示照必需",
        followup=("质询成立 → 纠正、再公布",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "期初=上月期末；收支合计与账簿一致；盈亏率=|结余|÷收入≤2%（伙食）否则说明与调标",
            ),
            Rule("R02", Severity.BLOCK, "公布日期≤次月10日；公示期≥7天（建议）"),
            Rule("R03", Severity.WARN, "连续2月未公布；质询未答复"),
        ),
        stages=("编制", "公布", "期满"),
        seeds=(
            Seed(5, "三2", "每月向全体教师公布账目，向学校工会组织通报，接受全体教师的监督", 251),
            Seed(5, "三2", "经费变化要及时向校长汇报", 247),
            Seed(3, "三（四）", "做好学校领导的财务参谋工作", 143),
        ),
    )

    month: Annotated[Text, Label("月份"), Head(), Hint("账目所属月份，写成2026-03")]
    kind: Annotated[Literal["经费收支", "伙食账", "代收费结算"], Label("类型"), Head()]
    prepared_on: Annotated[Day, Label("编制日期"), Head()]
    accounts: Annotated[tuple[Account, ...], Field(min_length=1), Label("账目")]
    book_income: Annotated[Money, Label("账簿收入合计（元）"), Hint("照账簿抄录")]
    book_expense: Annotated[Money, Label("账簿支出合计（元）"), Hint("照账簿抄录")]
    reason: Annotated[Note | None, Label("说明"), When("盈亏率超2%")] = None
    adjust: Annotated[Note | None, Label("调整标准措施"), When("盈亏率超2%")] = None
    union: Annotated[
        Text | None, Label("工会意见"), Must(), Stage("公布"), Hint("工会主席监督意见")
    ] = None
    publish_place: Annotated[Text | None, Label("公布地点"), Must(), Stage("公布"), Head()] = None
    publish_on: Annotated[
        Day | None, Label("公布日期"), Must(), Stage("公布"), Head(), Hint("≤次月10日")
    ] = None
    photos: Annotated[Photos, Label("公示照片"), Must(), Stage("公布")] = ()
    closed_on: Annotated[
        Day | None, Label("公示止"), Must(), Stage("期满"), Hint("公示≥7天（建议）")
    ] = None
    question: Annotated[Note | None, Label("教职工质询与答复"), Stage("期满")] = None
    answered_on: Annotated[Day | None, Label("答复日期"), Stage("期满"), When("有质询")] = None

    own_limits = {"rate": ("盈亏率（%）", MOST_RATE)}

    example = {
        "month": "2026-03",
        "kind": "伙食账",
        "prepared_on": "2026-04-03",
        "accounts": [
            {
                "item": "学生伙食",
                "opening": "310.50",
                "income": "128640.00",
                "expense": "127905.20",
            },
            {
                "item": "教职工伙食",
                "opening": "-42.00",
                "income": "18480.00",
                "expense": "18311.60",
            },
        ],
        "book_income": "147120.00",
        "book_expense": "146216.80",
        "union": "账目清楚，同意公布",
        "publish_place": "校务公开栏、食堂门口",
        "publish_on": "2026-04-07",
        "photos": [EXAMPLE_PHOTO],
        "closed_on": "2026-04-14",
        "question": "问：豆油涨价，能否公布采购价？答：食材采购台账已公布，教工会上已说明。",
        "answered_on": "2026-04-13",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def income_total(self) -> Annotated[Decimal, Label("收入合计（元）")]:
        """Of all items."""
        return sum((one.income for one in self.accounts), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def expense_total(self) -> Annotated[Decimal, Label("支出合计（元）")]:
        """Of all items."""
        return sum((one.expense for one in self.accounts), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def balance_total(self) -> Annotated[Decimal, Label("结余合计（元）")]:
        """Of all items."""
        return sum((one.balance for one in self.accounts), NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rate(
        self,
    ) -> Annotated[Decimal | None, Label("盈亏率"), Unit("%"), Hint("=|结余|÷收入，伙食≤2%")]:
        """Left over or lacking, in percent of the income; none without income."""
        if not self.income_total:
            return None
        return round(100 * abs(self.balance_total) / self.income_total, 2)

    @property
    def last_day(self) -> date:
        """The tenth of the month after."""
        _, end = whole(date.fromisoformat(f"{self.month}-01"))
        return end + timedelta(days=LAST_DAY)

    def subject(self) -> str:
        """Month and kind: each is owed by itself."""
        return marked(self.month, self.kind)

    def title(self) -> str:
        """Month and kind."""
        return f"{self.month}{self.kind}公布"

    def business_date(self) -> date:
        """The day the account was drawn up."""
        return self.prepared_on

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A month that there is; drawn up, published, taken down."""
        if not MONTH.fullmatch(self.month):
            yield Problem("「月份」", f"“{self.month}”不是月份", "写成2026-03", "month")
        elif f"{self.prepared_on:%Y-%m}" < self.month:
            yield Problem("「编制日期」", "早于账目所属月份", "核对月份", "prepared_on")
        yield from self.in_order(
            ("prepared_on", self.prepared_on),
            ("publish_on", self.publish_on),
            ("closed_on", self.closed_on),
        )

    def carried_on(self, books: Books, *, fresh: bool) -> Self:
        """期初 is what the last month published of the kind left of an item."""
        left: dict[str, Decimal] = {}
        earlier = [one.entry for one in books(self.slug) if one.entry["kind"] == self.kind]
        for entry in sorted(earlier, key=lambda one: str(one["month"])):
            if entry["month"] < self.month:
                left |= {line["item"]: Decimal(line["balance"]) for line in entry["accounts"]}
        rows = []
        for number, one in enumerate(self.accounts, 1):
            where = f"「账目」第 {number} 行「期初」"
            if one.item in left:
                opening = self.from_books(where, one.opening, left[one.item], fresh=fresh)
                rows.append(one.model_copy(update={"opening": opening}))
            else:
                rows.append(one)
        return self.model_copy(update={"accounts": tuple(rows)})

    @carries_out("R01")
    def agrees_with_the_books(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What is published is what the books say."""
        for label, said, booked in (
            ("收入合计（元）", self.income_total, self.book_income),
            ("支出合计（元）", self.expense_total, self.book_expense),
        ):
            if said != booked:
                what = f"{said}元，账簿{booked}元，差{said - booked}元"
                yield self.finding("R01", f"「{label}」", what, "核对账簿，当日查清")

    @carries_out("R01")
    def meals_neither_gain_nor_lose(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Two in a hundred, or it is explained and the price adjusted."""
        bound = surroundings.limits.get(f"{self.slug}.rate", MOST_RATE)
        if self.kind != MEALS or self.rate is None or bound.holds(self.rate):
            return
        for name in ("reason", "adjust"):
            if not getattr(self, name):
                what = f"盈亏率{self.rate}%，超过{bound.high}%，没有写"
                yield self.finding("R01", f"「{self.column(name).label}」", what, "补填")

    @carries_out("R02")
    def published_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """By the tenth of the month after, for a week."""
        if self.publish_on is not None and self.publish_on > self.last_day:
            what = f"{self.publish_on}公布，应在{self.last_day}前"
            yield self.finding("R02", "「公布日期」", what, "写明原因，报校长")
        if self.publish_on and self.closed_on and self.closed_on - self.publish_on < DAYS_UP:
            days = (self.closed_on - self.publish_on).days
            what = f"只公示{days}天，建议≥{DAYS_UP.days}天"
            yield self.finding("R02", "「公示止」", what, "补足公示期", Severity.WARN)

    @carries_out("R03")
    def questions_are_answered(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Who asks is answered."""
        if self.question and self.answered_on is None:
            yield self.finding("R03", "「答复日期」", "质询没有答复", "答复后补填")
