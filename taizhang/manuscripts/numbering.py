"""Numbers that Word counts itself: they are in no text, and are counted again here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from checklists.plans.numerals import CIRCLED, numeral

DEEPEST = 9
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "chineseLegalSimplified",
}
_BULLETS = {"bullet", "none"}
_RINGED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        form: how its number is written, as chineseCounting.
        text: the mark, with %1 to %9 for the numbers of the levels.
        start: its first number.
        style: of paragraphs that are on it by their style; empty for none.
    """

    form: str
    text: str
    start: int
    style: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counted from paragraph to paragraph in order."""

    levels: Mapping[str, Mapping[int, Level]]
    abstracts: Mapping[str, str]
    restarts: Mapping[str, Mapping[int, int]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: Document) -> "Numbering":
        """Read its lists."""
        part = document.part.numbering_part.element
        nums = {str(one.get(qn("w:numId"))): one for one in part.iterchildren(qn("w:num"))}
        return cls(
            levels={
                str(one.get(qn("w:abstractNumId"))): dict(_levels(one))
                for one in part.iterchildren(qn("w:abstractNum"))
            },
            abstracts={key: value_of(one, "w:abstractNumId") for key, one in nums.items()},
            restarts={key: dict(_restarts(one)) for key, one in nums.items()},
        )

    def mark(self, number_id: str, depth: int) -> str:
        """The mark of the next paragraph of a list, with a blank behind it; empty for no list.

        Args:
            number_id: of the list.
            depth: level in it, from 0.
        """
        abstract = self.abstracts.get(number_id, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * DEEPEST)
        if number_id not in self._begun:
            self._begun.add(number_id)
            for place, start in self.restarts[number_id].items():
                counts[place] = start - 1
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (DEEPEST - depth - 1)
        if level.form in _BULLETS:
            return "● " if level.form == "bullet" else ""
        return f"{self._written(abstract, level, counts)} "

    def depth_of(self, number_id: str, style: str) -> int:
        """The level of a list that belongs to a style, from 0."""
        known = self.levels.get(self.abstracts.get(number_id, ""), {})
        return next((depth for depth, level in known.items() if level.style == style), 0)

    def _written(self, abstract: str, level: Level, counts: Sequence[int | None]) -> str:
        text = level.text
        for place, count in enumerate(counts):
            known = self.levels[abstract].get(place)
            if known and f"%{place + 1}" in text:
                number = known.start if count is None else count
                text = text.replace(f"%{place + 1}", _number(known.form, number))
        return text


def _number(form: str, number: int) -> str:
    if form in _CHINESE:
        return numeral(number)
    if form in _RINGED and 0 < number <= len(CIRCLED):
        return CIRCLED[number - 1]
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((ord("a") if form == "lowerLetter" else ord("A")) + number - 1)
    return str(number)


def _levels(abstract: BaseOxmlElement) -> Iterator[tuple[int, Level]]:
    for one in abstract.iterchildren(qn("w:lvl")):
        form = value_of(one, "w:numFmt") or "decimal"
        start = value_of(one, "w:start") or "1"
        level = Level(form, value_of(one, "w:lvlText"), int(start), value_of(one, "w:pStyle"))
        yield int(str(one.get(qn("w:ilvl")))), level


def _restarts(num: BaseOxmlElement) -> Iterator[tuple[int, int]]:
    for one in num.iterchildren(qn("w:lvlOverride")):
        start = value_of(one, "w:startOverride")
        if start:
            yield int(str(one.get(qn("w:ilvl")))), int(start)


def value_of(element: BaseOxmlElement, name: str) -> str:
    """What a setting among the children of an element is set to; empty where it is not there."""
    found = element.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val")) or "")
