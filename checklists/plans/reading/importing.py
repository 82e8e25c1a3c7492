"""Reading a whole plan: nothing of it is lost, and what had to change is said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from checklists.clauses.agreement import chinese_date
from checklists.plans.changes import Change, corrected
from checklists.plans.model import Block, Paragraph, Plan, PlanKind, Section, Table
from checklists.plans.outline import lines_of
from checklists.plans.reading.building import Built, build_body, build_section
from checklists.plans.reading.closing import take_closing
from checklists.plans.reading.edges import Head, Tail, head_of, tail_of
from checklists.plans.reading.lines import SourceLine
from checklists.plans.reading.nesting import nested
from checklists.plans.reading.numbering import misnumbered
from checklists.plans.words import is_ended, tidy
from checklists.rules import Finding
from checklists.values import CONTROL


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words that could not be put where they belong; they stand in the plan as free text.

    Attributes:
        where: source line and place, in Chinese.
        why: what they may have been, and what to do.
    """

    where: str
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}：“{self.text}”{self.why}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a text.

    Attributes:
        plan: with everything changed that has to be.
        changes: what that was, in order.
        unplaced: what could not be placed.
        findings: what is wrong with its numbers; everything else a check of the plan finds.
        numbers: place in the plan, as 三、（二）2. → its line in the source.
    """

    plan: Plan
    changes: tuple[Change, ...]
    unplaced: tuple[Unplaced, ...]
    findings: tuple[Finding, ...]
    numbers: Mapping[str, int]

    def located(self, finding: Finding) -> Finding:
        """A finding of the plan with the line it comes from."""
        number = self.numbers.get(finding.where)
        return replace(finding, where=f"第 {number} 行 {finding.where}") if number else finding


def read_plan(
    lines: Sequence[SourceLine],
    *,
    on: date,
    school: str = "",
    term: str = "",
    kind: PlanKind = "小学",
) -> Reading:
    """Read the lines of one plan.

    Args:
        lines: as `text_lines` or a Word file gives them.
        on: the day by which laws are in force or not.
        school: whose plan it becomes; `term` and `kind` with it.
        term: as 2026-2027-1.
        kind: of the school.
    """
    changed = [_corrected(line, on) for line in lines]
    head = head_of([line for line, _ in changed])
    tail = tail_of(head.rest)
    above, tops = nested(tail.before)
    closing = take_closing(tops)
    body = tuple(build_body(above))
    sections = tuple(build_section(one) for one in tops)
    plan = Plan(
        title=head.title,
        school=school,
        term=term,
        kind=kind,
        body=tuple(one.piece for one in body),
        items=tuple(one.piece for one in sections),
        closing=tuple(line.words for line in closing),
        signatures=tail.signatures,
        signed_on=tail.signed_on,
    )
    sources = _sources(head, (*body, *sections), closing, tail)
    numbers = {
        line.where: source.number for line, source in zip(lines_of(plan), sources, strict=True)
    }
    changes = [one for _, made in changed for one in made]
    return Reading(
        plan,
        (*_dropped(head), *changes, *_redated(tail)),
        tuple(_unplaced(plan, numbers)),
        tuple(misnumbered(tops)),
        numbers,
    )


def _corrected(line: SourceLine, on: date) -> tuple[SourceLine, tuple[Change, ...]]:
    where = f"第 {line.number} 行"
    text, changes = corrected(CONTROL.sub("", line.text), on, where)
    if not line.cells:
        return replace(line, text=text), changes
    cells = [corrected(cell, on, where) for cell in line.cells]
    made = tuple(one for _, found in cells for one in found)
    return replace(line, text=text, cells=tuple(cell for cell, _ in cells)), made


def _sources(
    head: Head,
    parts: Sequence[Built[Section] | Built[Block]],
    closing: Sequence[SourceLine],
    tail: Tail,
) -> Iterator[SourceLine]:
    """The source line of each line of the plan."""
    yield from head.lines[:1]
    for part in parts:
        yield from part.lines
    yield from closing
    yield from tail.lines
    if tail.dated:
        yield tail.dated[0]


def _dropped(head: Head) -> Iterator[Change]:
    for line in head.dropped:
        why = "标题重复，或是范文合集的名字，不属于计划"
        yield Change("M-18", f"第 {line.number} 行", line.words, "", why)


def _redated(tail: Tail) -> Iterator[Change]:
    if tail.dated and tail.signed_on:
        line, written = tail.dated
        wanted = chinese_date(tail.signed_on)
        if tidy(written) != wanted:
            why = "成文日期用阿拉伯数字写全，月、日不编虚位（GB/T 9704）"
            yield Change("D.1", f"第 {line.number} 行", tidy(written), wanted, why)


def _unplaced(plan: Plan, numbers: Mapping[str, int]) -> Iterator[Unplaced]:
    for line in lines_of(plan):
        why = ""
        if isinstance(line.about, Table):
            why = "表头没有认出来，按普通表格保留"
        elif isinstance(line.about, Paragraph) and not (
            is_ended(line.text) or line.text[-1] in "：:"
        ):
            why = "没有序号，像标题又不成句，按普通段落保留；是标题的请补上序号"
        if why:
            yield Unplaced(f"第 {numbers[line.where]} 行 {line.where}", line.text, why)
