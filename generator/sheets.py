"""The sheet of paper: A4, its margins and the room for text, in millimetres."""

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


def sheet_of(document: Document) -> Sheet:
    """The sheet a document is printed on."""
    if document.orientation == "landscape":
        return Sheet(_LONG, _SHORT, top=20, right=15, bottom=18, left=25)
    if document.shape in {"instrument", "cover"}:
        # GB/T 9704-2012, 5.2: 天头 37, 订口 28, 版心 156 × 225
        return Sheet(_SHORT, _LONG, top=37, right=26, bottom=35, left=28)
    return Sheet(_SHORT, _LONG, top=22, right=16, bottom=20, left=25)
