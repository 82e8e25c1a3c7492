"""The sheet of paper: its size, its margins and the room for text, in millimetres."""

from dataclasses import dataclass

from generator.document import Document

_SHORT, _LONG = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; the left margin is the binding side."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        """Room for text between the side margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Room for text between top and bottom margin."""
        return self.height - self.top - self.bottom


_SIZES = {
    "poster": Sheet(420, _LONG, top=14, right=18, bottom=16, left=18),  # A3
    # A5: the corners stay clear for the codes of `generator.pagecodes`
    "slip": Sheet(_SHORT, 148, top=10, right=21, bottom=12, left=18),
}
"""Sheets of shapes that are not A4; they lie."""


def sheet_of(document: Document) -> Sheet:
    """The sheet a document is printed on."""
    if document.shape in _SIZES:
        return _SIZES[document.shape]
    if document.orientation == "landscape":
        return Sheet(_LONG, _SHORT, top=20, right=15, bottom=18, left=25)
    if document.shape in {"instrument", "official", "cover"}:
        # GB/T 9704-2012, 5.2: 天头 37, 订口 28, 版心 156 × 225
        return Sheet(_SHORT, _LONG, top=37, right=26, bottom=35, left=28)
    return Sheet(_SHORT, _LONG, top=22, right=16, bottom=20, left=25)
