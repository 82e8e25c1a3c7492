"""图书（阅览室）借阅登记：借出一册一行，归还时续填；污损遗失按定价内赔偿，不收滞纳金。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import computed_field

from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    Clock,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Personal,
    PlannedDay,
    Ref,
    RefTo,
    Stage,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

LONGEST_DAYS = 14


class LibraryLoanRegister(RowEntry):
    """图书（阅览室）借阅登记：借书时登记，还书时续填日期和完好情况。"""

    register = Register(
        title="图书（阅览室）借阅登记",
        number="10.11",
        prefix="TSJY",
        cadence=OnEvent("每次；开放情况每日", "即时"),
        retention=Retention("1年（统计3年）", 1),
        basis=(
            seen(
                "《中小学图书馆（室）规程》（2018，报道）：每周开放不少于40小时，每年生均新增（更新）纸质图书≥1本，小学生均25册"
            ),
        ),
        signers=(
            Signer("借阅人（刷卡）", stage="借出"),
            Signer("管理员", ("librarian",), stage="借出"),
        ),
        post="图书管理员",
        owners=("librarian",),
        photos="不需要",
        followup=("遗失 → 赔偿同版或等价",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "同一册不能同时在借；读者在借≤上限（3册）",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "开放时长=止−起；周累计<40小时→提示",
            ),
            Rule(
                "R03",
                Severity.WARN,
                "逾期≥7天；毕业离校未清",
                needs="student",
                needs_title="学籍名册",
            ),
        ),
        stages=("借出", "归还"),
        seeds=(
            Seed(4, "三（四）7", "图书室和阅览室按照学校要求准时开放，健全借阅登记花名册备查", 201),
            Seed(5, "三3", "图书等的保管、领用登记的指导和监督", 267),
        ),
    )

    date: Annotated[Day, Label("日期"), Head()]
    open_at: Annotated[Clock, Label("开放起"), Head()]
    close_at: Annotated[Clock, Label("开放止"), Head(), Hint("晚于开放起")]
    visitors: Annotated[Count, Label("到馆人次"), Unit("人次"), Head()]
    reader: Annotated[
        Ref,
        RefTo("student"),
        Label("读者（学号/班级）"),
        Personal("name"),
        Hint("写学号，不写其他信息"),
    ]
    book: Annotated[Ref, RefTo("book"), Label("书号/书名"), Hint("一册一号")]
    out_on: Annotated[Day, Label("借出")]
    due: Annotated[PlannedDay, Label("应还"), Hint("学生≤14天（可配置）")]
    price: Annotated[Money | None, Label("定价（元）"), When("污损、遗失时")] = None
    back_on: Annotated[
        Day | None, Label("归还"), Stage("归还"), When("没有遗失"), Hint("≥借出")
    ] = None
    state: Annotated[
        Literal["完好", "污损", "遗失"] | None, Label("完好"), Must(), Stage("归还")
    ] = None
    penalty: Annotated[
        Money | None,
        Label("污损赔偿"),
        Stage("归还"),
        When("污损、遗失时"),
        Hint("≤定价（不收滞纳金）"),
    ] = None

    own_limits = {"days": ("借期（天）", Limit.of(high=str(LONGEST_DAYS), evidence="建议值"))}

    example = {
        "date": "2026-03-05",
        "open_at": "08:00",
        "close_at": "16:30",
        "visitors": 86,
        "reader": "20230317",
        "book": "TS-004128 昆虫记",
        "out_on": "2026-03-05",
        "due": "2026-03-19",
        "back_on": "2026-03-16",
        "state": "完好",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def open_hours(self) -> Annotated[Decimal, Label("开放时长"), Unit("小时"), Head()]:
        """Hours from opening to closing, one place."""
        begin, end = (60 * one.hour + one.minute for one in (self.open_at, self.close_at))
        return round(Decimal(end - begin) / 60, 1)

    def title(self) -> str:
        """The book."""
        return f"{self.book.name}借阅"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Opened, then closed; lent, then given back."""
        yield from self.in_order(("out_on", self.out_on), ("back_on", self.back_on))
        yield from self.in_order(("out_on", self.out_on), ("due", self.due))
        if self.close_at <= self.open_at:
            yield Problem("「开放止」", "不晚于开放起", "核对两个时间", "close_at")

    @carries_out("R01")
    def lent_within_the_period(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The column's own limit: two weeks, unless the school allows more."""
        key = f"{self.slug}.days"
        allowed = surroundings.limits.get(key, Limit.of(high=str(LONGEST_DAYS), evidence="建议值"))
        days = (self.due - self.out_on).days
        if not allowed.holds(days):
            what = f"借期{days}天，应不超过{allowed.high}天"
            yield self.finding("R01", "「应还」", what, "更正应还日期", Severity.WARN)

    @carries_out("R01")
    def never_more_than_the_price(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The column's own limit: compensation only, and nothing for a book that is whole."""
        if not self.penalty:
            return
        if self.state == "完好":
            yield self.finding(
                "R01", "「污损赔偿」", "书是完好的，不应收费", "退还；逾期也不收滞纳金"
            )
        elif self.price is None or self.penalty > self.price:
            what = f"赔偿{self.penalty}元，高于定价" if self.price is not None else "没有写定价"
            yield self.finding("R01", "「污损赔偿」", what, "按不高于定价赔偿；多收的退还")

    @carries_out("R03")
    def came_back_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A week late or more."""
        if self.back_on is not None and (self.back_on - self.due).days >= 7:
            what = f"逾期{(self.back_on - self.due).days}天归还"
            yield self.finding("R03", "「归还」", what, "提醒按时归还")

    @carries_out("G17")
    def given_back_or_lost(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What is not lost came back on a day; what is lost or spoilt has its price."""
        if self.state in ("完好", "污损") and self.back_on is None:
            yield self.finding("G17", "「归还」", "没有写归还日期", "补填归还日期")
        if self.state in ("污损", "遗失") and self.penalty is None:
            yield self.finding("G17", "「污损赔偿」", f"{self.state}没有写赔偿", "免赔的写0，补填")
