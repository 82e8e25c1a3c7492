"""Tables of a plan, and months that are only listed: calendar, budget, or any other table."""

import re
from collections.abc import Iterable, Iterator, Sequence

from checklists.plans.bindings import key_of
from checklists.plans.model import Budget, BudgetLine, Calendar, Month, Table
from checklists.plans.reading.lines import SourceLine

CALENDAR = re.compile(r"月度|行事历|月份|逐月|各月|每月|日程|(?:分|按)月|工作历|月历")
"""What a heading says over a monthly calendar."""
_NUMERALS = "一二三四五六七八九十"
_MONTH = (
    rf"(?:1[0-2]|[1-9]|十[一二]?|[{_NUMERALS[:-1]}])\s*月"
    rf"(?:份(?!的)|(?!\s*[\d{_NUMERALS}]+\s*[日号]))"
)
_MONTHS = rf"(?:20\d\d\s*年\s*)?{_MONTH}(?:\s*[上中下]旬)?"
_WEEK = rf"(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})\s*"
_WEEKS = rf"第\s*{_WEEK}(?:[-—~至、]\s*第?\s*{_WEEK})?周"
_WHEN = re.compile(rf"(?:{_MONTHS}(?:\s*[、至—~-]+\s*{_MONTHS})*|{_WEEKS}|寒假|暑假)\s*[：:]?")
_MONTH_HEADS = (
    re.compile(r"时间|月份?|周次|日期|起止.*"),
    re.compile(r".*(?:事项|内容|工作|安排|任务|活动).*"),
    re.compile(r".*(?:责任|负责|承办|执行|落实).*"),
    re.compile(r"登记簿|台账|记录"),
)
_BUDGET_HEADS = (
    re.compile(r".*(?:项目|名称|内容|用途|事项).*"),
    re.compile(r".*(?:金额|预算|经费|费用|资金).*"),
    re.compile(r".*来源.*"),
)

Rows = Sequence[tuple[str, ...]]


def read_table(rows: Rows) -> Calendar | Budget | Table:
    """A table as what its head says, or its first column; `Table` where neither says it."""
    head, *rest = rows
    if _heads(head, _MONTH_HEADS) and _fits(rest, len(_MONTH_HEADS)):
        return Calendar(heads=head, rows=tuple(map(_month, rest)))
    if _heads(head, _BUDGET_HEADS) and _fits(rest, len(_BUDGET_HEADS)):
        return Budget(heads=head, rows=tuple(BudgetLine(**_named(BudgetLine, row)) for row in rest))
    if (
        is_when(head[0])
        and _fits(rows, len(_MONTH_HEADS))
        and all(is_when(row[0]) or not row[0] for row in rows)
    ):
        return Calendar(heads=(), rows=tuple(map(_month, rows)))
    return Table(rows=tuple(rows))


def is_when(text: str) -> bool:
    """Whether a cell says when, as 九月份, 8月下旬 or 第3周."""
    return _WHEN.fullmatch(text) is not None


def listed_months(
    lines: Iterable[tuple[SourceLine, str]],
) -> Iterator[tuple[Month, SourceLine]]:
    """Months listed line by line: 九月：……, or 九月 and below it what is to be done.

    Args:
        lines: with their words, numbers taken off.

    Yields:
        what is to be done, with its line; a month is named once and holds for what follows.
    """
    alone: tuple[str, SourceLine] | None = None
    for line, text in lines:
        found = _WHEN.match(text)
        when, what = (found.group(), text[found.end() :].strip()) if found else ("", text)
        if found and alone:
            yield Month(when=alone[0], what=""), alone[1]
        if found and not what:
            alone = when, line
            continue
        yield Month(when=when or (alone[0] if alone else ""), what=what), line
        alone = None
    if alone:
        yield Month(when=alone[0], what=""), alone[1]


def _heads(cells: tuple[str, ...], known: Sequence[re.Pattern[str]]) -> bool:
    return 1 < len(cells) <= len(known) and all(
        pattern.fullmatch(cell) for cell, pattern in zip(cells, known, strict=False)
    )


def _fits(rows: Rows, width: int) -> bool:
    return all(not any(row[width:]) for row in rows)


def _month(row: tuple[str, ...]) -> Month:
    named = _named(Month, row)
    return Month(**{**named, "slug": key_of(named.get("slug", ""))})


def _named(model: type[Month] | type[BudgetLine], row: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(model.model_fields, row, strict=False))
