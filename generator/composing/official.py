"""Official papers after GB/T 9704-2012: plans, summaries, notices, rules (registers.md D.1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, product
from typing import TypeAlias

from checklists.plans.numerals import mark_of
from generator.composing.widths import measure
from generator.document import (
    Attachments,
    Block,
    Closing,
    Document,
    Grid,
    Paragraph,
    ParagraphKind,
    Prose,
)
from generator.wording import day

_TITLE_LINE = 19.0  # characters of 22 pt in 156 mm
_BREAKS = ("学校", "小学", "中学", "幼儿园", "学年", "学期", "年度", "关于", "的")
_LEVELS = 4
_KINDS: dict[int, ParagraphKind] = {1: "heading", 2: "subheading"}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; numbered by its place among its siblings.

    `level` 1 is 一、, 2 （一）, 3 1. and 4 （1）; 0 is one below the section around it.
    """

    heading: str
    parts: "tuple[Part, ...]" = ()
    level: int = 0


Part: TypeAlias = "str | Grid | Section"


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """What an official paper says.

    Attributes:
        title: broken where it says so, or else in the shape of a trapezium.
        body: paragraphs, tables and sections in their order, without numbers of their own.
        signature: 署名, the body that issues it.
        date: 成文日期.
        sealed: whether the official seal goes over both.
        addressee: 主送机关, without colon.
        attachments: names of what goes along, without numbers.
        number: 发文字号.
        note: 附注, without brackets.
    """

    title: str
    body: tuple[Part, ...]
    signature: str
    date: date
    sealed: bool = False
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    number: str = ""
    note: str = ""


def compose_official(paper: OfficialPaper) -> Document:
    """An official paper as a Document, for PDF and Word."""
    return Document(
        title=title_in_lines(paper.title),
        school=paper.signature,
        shape="official",
        number=paper.number,
        blocks=tuple(_blocks(paper)),
    )


def title_in_lines(title: str) -> str:
    """A title in as few lines as it needs, each shorter or longer than the next (梯形).

    Broken after words that end a phrase where it can be; breaks of its own are kept.
    """
    if "\n" in title or measure(title) <= _TITLE_LINE:
        return title
    inside = range(2, len(title) - 1)
    phrases = [at for at in inside if title[:at].endswith(_BREAKS)]
    least = int(-(-measure(title) // _TITLE_LINE))
    for places, cuts in product((phrases, inside), (least - 1, least)):
        divided = (_divided(title, chosen) for chosen in combinations(places, cuts))
        fitting = [lines for lines in divided if max(map(measure, lines)) <= _TITLE_LINE]
        if fitting:
            best = min(fitting, key=_shape)
            return "\n".join(best)
    return title


def _divided(title: str, cuts: Sequence[int]) -> list[str]:
    return [title[first:last] for first, last in pairwise((0, *cuts, len(title)))]


def _shape(lines: list[str]) -> tuple[bool, float]:
    """The less, the better: neither a block nor an hourglass, then as even as can be."""
    lengths = [measure(line) for line in lines]
    steps = [after - before for before, after in pairwise(lengths)]
    waist = any(here < 0 < after for here, after in pairwise(steps))
    return waist or not any(steps), max(lengths) - min(lengths)


def _blocks(paper: OfficialPaper) -> Iterator[Block]:
    said: list[Paragraph] = []
    if paper.addressee:
        said.append(Paragraph(f"{paper.addressee}：", "addressee"))
    for part in _laid_out(paper.body, 0):
        if isinstance(part, Paragraph):
            said.append(part)
            continue
        if said:
            yield Prose(tuple(said))
        yield part
        said = []
    if said:
        yield Prose(tuple(said))
    if paper.attachments:
        yield Attachments(paper.attachments)
    yield Closing(paper.signature, day(paper.date), paper.sealed)
    if paper.note:
        yield Prose((Paragraph(f"（{paper.note}）"),))


def _laid_out(parts: Sequence[Part], above: int) -> Iterator[Paragraph | Grid]:
    """The parts of a section of level `above` in reading order."""
    counts: dict[int, int] = {}
    for part in parts:
        match part:
            case Section():
                level = min(part.level or above + 1, _LEVELS)
                counts[level] = counts.get(level, 0) + 1
                heading = f"{mark_of(level, counts[level])}{part.heading}"
                yield Paragraph(heading, _KINDS.get(level, "body"))
                yield from _laid_out(part.parts, level)
            case Grid():
                yield part
            case _:
                yield Paragraph(part)
