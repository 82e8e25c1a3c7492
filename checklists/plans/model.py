"""Plan: a term plan as a tree in which every sentence has one place (registers.md C.3).

Numbers are never kept: they follow from the tree (`checklists.plans.outline`). A part holds first
what is not numbered, then what is; so a text is read back as the tree that it was printed from.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from checklists.columns import Label
from checklists.plans.numerals import DEEPEST
from checklists.plans.words import LONGEST, tidy
from checklists.values import Number, PlannedDay

PlanKind = Literal["小学", "幼儿园", "小学附设幼儿园", "中学"]
Relation = Literal["≥", "≤", "＝"]
ENSURE, STRIVE, OTHER = "确保", "力争", "具体目标"

Cell = Annotated[str, Field(max_length=LONGEST), AfterValidator(tidy)]
Words = Annotated[Cell, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Target(_Part):
    """What a goal is measured by.

    Attributes:
        indicator: row and figure of the statistics, as 巡视・完成率.
        unit: of the figure, % or 次.
    """

    indicator: Annotated[Words, Label("指标")]
    relation: Annotated[Relation, Label("比较")] = "≥"
    value: Annotated[Number, Label("目标值")]
    unit: Annotated[Cell, Label("单位")] = ""


class Goal(_Part):
    """One goal, in its own words with the mark that ends them."""

    block: Literal["goal"] = "goal"
    text: Annotated[Words, Label("目标")]
    target: Annotated[Target | None, Label("量化指标")] = None

    @property
    def kind(self) -> str:
        """确保, 力争 or 具体目标: its own words say which."""
        return next((one for one in (ENSURE, STRIVE) if self.text.startswith(one)), OTHER)


class Goals(_Part):
    """A paragraph that counts goals out: 三个确保是：确保……；四个力争是：力争……。"""

    block: Literal["goals"] = "goals"
    parts: Annotated[tuple[Words | Goal, ...], Label("目标段")]


class Paragraph(_Part):
    """Free text."""

    block: Literal["paragraph"] = "paragraph"
    text: Annotated[Words, Label("段落")]


class Month(_Part):
    """One line of the monthly calendar.

    Attributes:
        when: as it is written; empty where it is that of the line above.
        slug: of the register that tells how it went, or whatever is written there.
    """

    when: Annotated[Cell, Label("时间")]
    what: Annotated[Cell, Label("事项")]
    who: Annotated[Cell, Label("责任人")] = ""
    slug: Annotated[Cell, Label("登记簿")] = ""


class Calendar(_Part):
    """月度安排（行事历）; `heads` as they are printed, none where months were only listed."""

    block: Literal["calendar"] = "calendar"
    heads: Annotated[tuple[Words, ...], Label("表头")] = ("时间", "事项", "责任人", "登记簿")
    rows: Annotated[tuple[Month, ...], Label("月度安排")] = ()


class BudgetLine(_Part):
    """One line of the budget; the amount as it is written, as 5万元."""

    item: Annotated[Cell, Label("项目")]
    amount: Annotated[Cell, Label("金额")]
    source: Annotated[Cell, Label("经费来源")] = ""


class Budget(_Part):
    """经费预算."""

    block: Literal["budget"] = "budget"
    heads: Annotated[tuple[Words, ...], Label("表头")] = ("项目", "金额", "经费来源")
    rows: Annotated[tuple[BudgetLine, ...], Label("预算")] = ()


class Table(_Part):
    """Any other table, cell by cell."""

    block: Literal["table"] = "table"
    rows: Annotated[tuple[tuple[Cell, ...], ...], Label("表格")]


class Measure(_Part):
    """措施: a numbered sentence or more, and who does it, until when, recorded where.

    Attributes:
        person: name or post, as it is printed.
        registers: keys of the registers that tell how it went.
    """

    block: Literal["measure"] = "measure"
    text: Annotated[Words, Label("措施")]
    person: Annotated[Cell, Label("责任人")] = ""
    deadline: Annotated[PlannedDay | None, Label("完成期限")] = None
    registers: Annotated[tuple[Slug, ...], Label("登记簿")] = ()


Block = Annotated[Paragraph | Goals | Calendar | Budget | Table, Field(discriminator="block")]
"""What stands in a part without a number."""


class Section(_Part):
    """A numbered part under its heading.

    Attributes:
        text: what stands in the heading's own line, behind it.
        body: what is not numbered; `items` come after it.
    """

    block: Literal["section"] = "section"
    heading: Annotated[Words, Label("标题")]
    text: Annotated[Cell, Label("标题后的正文")] = ""
    body: Annotated[tuple[Block, ...], Label("段落")] = ()
    items: Annotated[tuple["Item", ...], Label("下级")] = ()


Item = Annotated[Section | Measure | Goal, Field(discriminator="block")]
"""What stands in a part under a number."""


class Plan(_Part):
    """A term plan.

    Attributes:
        school, term, kind: whose it is and for when; no sentences of it.
        body: what stands before the first part.
        closing: paragraphs after the last one.
        signatures: lines above the date, as 总务处.
    """

    title: Annotated[Cell, Label("标题")] = ""
    school: Annotated[Cell, Label("学校")] = ""
    term: Annotated[Cell, Label("学期")] = ""
    kind: Annotated[PlanKind, Label("类别")] = "小学"
    body: Annotated[tuple[Block, ...], Label("开头")] = ()
    items: Annotated[tuple[Section, ...], Label("各部分")] = ()
    closing: Annotated[tuple[Words, ...], Label("结束语")] = ()
    signatures: Annotated[tuple[Words, ...], Label("署名")] = ()
    signed_on: Annotated[PlannedDay | None, Label("成文日期")] = None

    @model_validator(mode="after")
    def _no_deeper_than_numbers_go(self) -> "Plan":
        if _depth(self.items) > DEEPEST:
            raise ValueError(f"层次太多：最多 {DEEPEST} 层，请把最下面的并到上一层")
        return self

    @property
    def guiding(self) -> Section | None:
        """指导思想（工作思路）."""
        return self._under(r"指导思想|(工作|总体|基本)思路")

    @property
    def center(self) -> str:
        """The 中心 that the guiding thought names, as 教学; empty where it names none."""
        texts = _texts(self.guiding) if self.guiding else ()
        return next(filter(None, map(_center_in, texts)), "")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure, in order."""
        return tuple(one for one in _items(self.items) if isinstance(one, Measure))

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Every goal, in order."""
        return tuple(_goals(self.body, self.items))

    @property
    def calendar(self) -> tuple[Month, ...]:
        """Every line of the monthly calendar, each saying when."""
        rows = (row for one in self.blocks() if isinstance(one, Calendar) for row in one.rows)
        return tuple(_dated(rows))

    @property
    def budget(self) -> tuple[BudgetLine, ...]:
        """Every line of the budget."""
        return tuple(row for one in self.blocks() if isinstance(one, Budget) for row in one.rows)

    def blocks(self) -> Iterator[Block]:
        """What is not numbered, wherever it stands, in order."""
        yield from self.body
        for one in _items(self.items):
            if isinstance(one, Section):
                yield from one.body

    def _under(self, pattern: str) -> Section | None:
        return next((one for one in self.items if re.search(pattern, one.heading)), None)


_CENTER = re.compile(r"(?:以|围绕|[：:])([\u4e00-\u9fff、]{2,10}?)(?:为|这个)中心")


def _center_in(text: str) -> str:
    found = _CENTER.search(text)
    return found[1] if found else ""


def _dated(rows: Iterator[Month]) -> Iterator[Month]:
    when = ""
    for row in rows:
        when = row.when or when
        yield row.model_copy(update={"when": when})


def _texts(section: Section) -> Iterator[str]:
    yield section.text
    for one in section.body:
        if isinstance(one, Paragraph):
            yield one.text


def _items(items: tuple[Item, ...]) -> Iterator[Item]:
    for one in items:
        yield one
        if isinstance(one, Section):
            yield from _items(one.items)


def _goals(body: tuple[Block, ...], items: tuple[Item, ...]) -> Iterator[Goal]:
    for block in body:
        if isinstance(block, Goals):
            yield from (one for one in block.parts if isinstance(one, Goal))
    for item in items:
        if isinstance(item, Goal):
            yield item
        elif isinstance(item, Section):
            yield from _goals(item.body, item.items)


def _depth(items: tuple[Item, ...]) -> int:
    below = (_depth(one.items) if isinstance(one, Section) else 0 for one in items)
    return 1 + max(below) if items else 0
