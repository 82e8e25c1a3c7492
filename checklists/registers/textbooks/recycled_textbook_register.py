"""循环使用教科书编号登记：一书一号，学期初发放、学期末回收、消毒后再发放，遗失按不高于定价赔偿。"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import computed_field

from checklists.basis import seen
from checklists.cadence import EveryTerm
from checklists.columns import (
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Personal,
    Photos,
    Ref,
    RefTo,
    Stage,
    Text,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.textbooks import is_book_number, term_count

LOST = "遗失"
RETURNED = Limit.of(low="95", evidence="建议值")
"""Percent of the books given out that come back (可配置)."""
MOST_TERMS = Limit.of(high="6", evidence="S")


class RecycledTextbookRegister(RowEntry):
    """循环使用教科书编号登记：一册一行，发放时登记，期末续填回收品相，再续填消毒。"""

    register = Register(
        title="循环使用教科书编号登记、发放与回收",
        number="11.2",
        prefix="XHJC",
        cadence=EveryTerm(
            "每学期（发放、回收、消毒）", "开学初、学期末", per="class", after=7, lead=14
        ),
        retention=Retention("3年（循环周期）", 3),
        basis=(
            seen("《义务教育法》第四十一条（国家鼓励教科书循环使用）"),
            seen(
                "循环教科书报道（2008湖南）：小学《科学》《音乐》《美术（艺术）》《信息技术》；由学校集中管理、不属学生个人所有；学期末交回；全面消毒；破损清理更新；周期一般三年"
            ),
        ),
        signers=(
            Signer("班主任", ("homeroom",), stage="发放"),
            Signer("教材员", ("textbook_admin", "librarian"), stage="发放"),
        ),  # 班主任→教材员
        post="教材（图书）管理员",
        owners=("textbook_admin", "librarian"),
        photos="消毒过程1张",
        followup=("破损 → 补充更新计划",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "书号唯一；回收率=回收数/发放数；发放数≤库存可用数；未消毒不得再发放",
            ),
            Rule("R02", Severity.BLOCK, "遗失赔偿≤定价"),
            Rule("R03", Severity.WARN, "回收率<95%（可配置）；循环>6学期"),
        ),
        stages=("发放", "回收", "消毒"),
        seeds=(
            Seed(
                5,
                "三3",
                "对循环使用的教科书要编号登记造册发放，教育学生爱护书籍，提高回收率和使用率",
                265,
            ),
        ),
        applies=("小学",),
    )

    term: Annotated[Text, Label("学年学期"), Head(), Hint("写成2025-2026学年第二学期")]
    subject_: Annotated[Text, Label("科目/册次"), Head()]
    class_: Annotated[Ref, RefTo("class"), Label("班级"), Head()]
    book_no: Annotated[Text, Label("书号（校代码-科目-年份-序号）"), Hint("唯一")]
    student: Annotated[
        Ref,
        RefTo("student"),
        Label("学生"),
        Personal("name"),
        Hint("写学号，不写其他信息；一书一生，组用须说明"),
    ]
    shared: Annotated[
        Note, Label("组用说明"), Personal(), When("几人合用一册"), Hint("写合用的学号")
    ] = ""
    first_term: Annotated[Text, Label("首次使用学期"), Hint("新书写本学期")]
    price: Annotated[Money, Label("定价（元）")]
    cleaned_on: Annotated[
        Day | None, Label("发放前消毒日期"), When("循环过的书"), Hint("≤发放日期")
    ] = None
    out_on: Annotated[Day, Label("发放日期")]
    out_state: Annotated[Literal["九成以上", "七成", "五成"], Label("发放品相")]
    back_on: Annotated[
        Day | None, Label("回收日期"), Stage("回收"), When("没有遗失"), Hint("≥发放")
    ] = None
    back_state: Annotated[
        Literal["完好", "轻损", "破损", "遗失"] | None, Label("回收品相"), Must(), Stage("回收")
    ] = None
    penalty: Annotated[
        Money | None,
        Label("遗失赔偿（元）"),
        Stage("回收"),
        When("遗失时"),
        Hint("≤定价；免赔的写0"),
    ] = None
    discard: Annotated[
        bool | None, Label("报废"), Stage("回收"), When("破损时"), Hint("破损的写是否报废")
    ] = None
    disinfect: Annotated[
        Text | None,
        Label("消毒方式"),
        Stage("消毒"),
        When("回收后、再发放前"),
        Hint("回收后、再发放前必填"),
    ] = None
    disinfect_on: Annotated[
        Day | None, Label("消毒日期"), Stage("消毒"), When("回收后、再发放前"), Hint("≥回收日期")
    ] = None
    photos: Annotated[
        Photos, Label("消毒过程照片"), Stage("消毒"), When("每批1张"), Hint("同批消毒的拍1张")
    ] = ()

    own_limits = {"cycles": ("循环次数", MOST_TERMS), "returned": ("回收率（%）", RETURNED)}

    example = {
        "term": "2025-2026学年第二学期",
        "subject_": "音乐 三年级下册",
        "class_": "三（2）班",
        "book_no": "QHYX-YY-2024-0317",
        "student": "20230317",
        "first_term": "2024-2025学年第二学期",
        "price": "8.60",
        "cleaned_on": "2026-02-27",
        "out_on": "2026-03-03",
        "out_state": "七成",
        "back_on": "2026-07-06",
        "back_state": "完好",
        "disinfect": "紫外线照射30分钟，通风晾晒",
        "disinfect_on": "2026-07-08",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def cycles(
        self,
    ) -> Annotated[int, Label("已循环学期数"), Hint("≤6（三年），含本学期"), MOST_TERMS]:
        """Terms from the first to this one, both counted; 0 where one cannot be read."""
        first, now = term_count(self.first_term), term_count(self.term)
        return 0 if first is None or now is None else now - first + 1

    def subject(self) -> str:
        """The class whose books are given out."""
        return self.class_.id

    def title(self) -> str:
        """The book."""
        return f"{self.subject_}（{self.book_no}）"

    def business_date(self) -> date:
        """The day it was given out."""
        return self.out_on

    def missing(self, stage: str) -> Iterator[Problem]:
        """What is kept for others to use is disinfected; the lost and the written off are not."""
        yield from super().missing(stage)
        if stage == "消毒" and self.back_state != LOST and not self.discard:
            for name in ("disinfect", "disinfect_on"):
                if getattr(self, name) is None:
                    where = f"「{self.column(name).label}」"
                    yield Problem(where, "没有填写", "消毒后补上", name)

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Given out, brought back, disinfected; first used this term or before."""
        yield from self.in_order(
            ("out_on", self.out_on), ("back_on", self.back_on), ("disinfect_on", self.disinfect_on)
        )
        if self.cycles < 1 and term_count(self.first_term) and term_count(self.term):
            yield Problem("「首次使用学期」", "晚于本学期", "核对学期", "first_term")

    @carries_out("R01")
    def number_is_whole(self, surroundings: Surroundings) -> Iterator[Finding]:
        """School, subject, year and place in the list."""
        if not is_book_number(self.book_no):
            what = f"“{self.book_no}”不是“校代码-科目-年份-序号”"
            yield self.finding("R01", "「书号（校代码-科目-年份-序号）」", what, "按规则编号后更正")

    @carries_out("R01")
    def terms_can_be_counted(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Without them nobody knows whether others had the book before."""
        for name in ("term", "first_term"):
            if term_count(getattr(self, name)) is None:
                where, what = f"「{self.column(name).label}」", "不是学年学期，数不出已循环学期"
                yield self.finding("R01", where, what, "更正为2025-2026学年第二学期的写法")

    @carries_out("R01")
    def clean_before_it_goes_out(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A book that others had is disinfected before the next child gets it."""
        if self.cycles < 2:  # a new book, or terms that R01 asks to be written right
            return
        if self.cleaned_on is None:
            yield self.finding(
                "R01", "「发放前消毒日期」", "循环过的书没有消毒", "收回消毒后再发放"
            )
        elif self.cleaned_on > self.out_on:
            yield self.finding("R01", "「发放前消毒日期」", "晚于发放日期", "收回消毒后再发放")

    @carries_out("R02")
    def never_more_than_the_price(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Compensation for what is lost, at most its price; for nothing else."""
        if self.penalty and self.back_state != LOST:
            yield self.finding("R02", "「遗失赔偿（元）」", "没有遗失，不应收赔偿", "退还")
        elif self.penalty is not None and self.penalty > self.price:
            what = f"赔偿{self.penalty}元，高于定价{self.price}元"
            yield self.finding("R02", "「遗失赔偿（元）」", what, "按不高于定价赔偿；多收的退还")

    @carries_out("R03")
    def not_used_for_too_long(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Three years, unless the school says otherwise."""
        bound = surroundings.limits.get(f"{self.slug}.cycles", MOST_TERMS)
        if not bound.holds(self.cycles):
            what = f"已循环{self.cycles}学期，应不超过{bound.high}学期"
            yield self.finding("R03", "「已循环学期数」", what, "列入更新计划")

    @carries_out("G17")
    def returns_are_whole(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What came back came on a day; the lost has its compensation, the damaged its fate."""
        if self.back_state is None:
            return
        asked = (
            ("back_on", self.back_state != LOST, "补填回收日期"),
            ("penalty", self.back_state == LOST, "免赔的写0，补填"),
            ("discard", self.back_state == "破损", "写是否报废"),
        )
        for name, needed, advice in asked:
            if needed and getattr(self, name) is None:
                where = f"「{self.column(name).label}」"
                yield self.finding("G17", where, f"{self.back_state}没有填写", advice)
