"""What a Word file's styles say of a paragraph: a heading of which level, on which list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from checklists.plans.reading.lines import TITLE
from taizhang.manuscripts.numbering import value_of

_TITLES = {"title", "标题"}
_BODY_TEXT = 9
"""Outline level of what is no heading."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document by id, and the one that counts where none is named."""

    known: Mapping[str, BaseOxmlElement]
    default: str

    @classmethod
    def of(cls, document: Document) -> "Styles":
        """Read its styles."""
        every = document.styles.element.iterchildren(qn("w:style"))
        known = {str(one.get(qn("w:styleId"))): one for one in every}
        paragraphs = (key for key, one in known.items() if one.get(qn("w:type")) == "paragraph")
        default = (key for key in paragraphs if known[key].get(qn("w:default")) in ("1", "true"))
        return cls(known, next(default, ""))

    def level(self, paragraph: BaseOxmlElement) -> int:
        """Level of a heading from 1, `TITLE`, or 0."""
        for _, element in self._sources(paragraph):
            name = value_of(element, "w:name").lower()
            if name in _TITLES:
                return TITLE
            settings = element.find(qn("w:pPr"))
            outline = "" if settings is None else value_of(settings, "w:outlineLvl")
            if outline:
                return int(outline) + 1 if int(outline) < _BODY_TEXT else 0
        return 0

    def list_of(self, paragraph: BaseOxmlElement) -> tuple[str, str, str]:
        """List and level a paragraph is on, and the style that says so; empty where none does."""
        for style, element in self._sources(paragraph):
            settings = element.find(qn("w:pPr"))
            on = None if settings is None else settings.find(qn("w:numPr"))
            if on is not None and (number := value_of(on, "w:numId")):
                return (number, value_of(on, "w:ilvl"), style) if number != "0" else ("", "", "")
        return "", "", ""

    def _sources(self, paragraph: BaseOxmlElement) -> Iterator[tuple[str, BaseOxmlElement]]:
        """The paragraph itself, its style, and the styles that one is based on."""
        yield "", paragraph
        settings = paragraph.find(qn("w:pPr"))
        key = value_of(settings, "w:pStyle") if settings is not None else ""
        key, met = key or self.default, set[str]()
        while key in self.known and key not in met:
            met.add(key)
            yield key, self.known[key]
            key = value_of(self.known[key], "w:basedOn")
