"""Drawing: SVG text from shapes and words, by presentation attributes alone.

Every chart is as wide as a telephone's screen and stands beside others where there is room, so that
its words keep their size on a screen and on paper. There is no script, no style and no id in it:
it may stand in any page, also under a policy that forbids inline styles, and several in one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from checklists.columns import CONTROL
from generator.composing.widths import measure

WIDTH = 360.0
INK, QUIET, LINE, PAPER = "#1f2933", "#52606d", "#9aa5b1", "#ffffff"
TEXT, SMALL = 12.0, 10.5
Anchor = Literal["start", "middle", "end"]


class Drawing:
    """An SVG picture `WIDTH` units wide.

    Args:
        height: in the same units.
        label: what it shows, in a sentence: for who cannot see it, and as its tooltip.
    """

    def __init__(self, height: float, label: str) -> None:
        box = f"-1 0 {_number(WIDTH + 2)} {_number(height)}"  # a little more, for round letters
        self._root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": box,
                "width": "100%",
                "role": "img",
                "aria-label": _plain(label),
                "font-family": "sans-serif",
            },
        )
        self._parent = self._root
        SubElement(self._root, "title").text = _plain(label)

    @contextmanager
    def group(self, title: str) -> Iterator[None]:
        """What is drawn meanwhile belongs together, with a tooltip."""
        outer, self._parent = self._parent, SubElement(self._parent, "g")
        SubElement(self._parent, "title").text = _plain(title)
        yield
        self._parent = outer

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = PAPER,
        edge: str = "",
        *,
        thick: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """A rectangle; its edge lies inside."""
        inset = thick / 2 if edge else 0.0
        shape = {
            "x": _number(x + inset),
            "y": _number(y + inset),
            "width": _number(max(width - 2 * inset, 0.0)),
            "height": _number(max(height - 2 * inset, 0.0)),
            "fill": fill,
        }
        if edge:
            shape |= {"stroke": edge, "stroke-width": _number(thick)}
        if dashed:
            shape["stroke-dasharray"] = "2 2"
        SubElement(self._parent, "rect", shape)

    def corner(self, x: float, y: float, side: float, fill: str) -> None:
        """A triangle in a lower right corner, which is at x, y."""
        path = f"M{_number(x - side)} {_number(y)}H{_number(x)}V{_number(y - side)}Z"
        SubElement(self._parent, "path", {"d": path, "fill": fill})

    def dot(self, x: float, y: float, fill: str = LINE) -> None:
        """A small point."""
        SubElement(
            self._parent, "circle", {"cx": _number(x), "cy": _number(y), "r": "1", "fill": fill}
        )

    def line(self, x: float, y: float, width: float, edge: str = LINE) -> None:
        """A thin level line."""
        SubElement(
            self._parent,
            "path",
            {"d": f"M{_number(x)} {_number(y)}h{_number(width)}", "stroke": edge},
        )

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float = TEXT,
        fill: str = INK,
        anchor: Anchor = "start",
        *,
        bold: bool = False,
    ) -> None:
        """One line of text; y is its foot."""
        shape = {"x": _number(x), "y": _number(y), "font-size": _number(size), "fill": fill}
        if anchor != "start":
            shape["text-anchor"] = anchor
        if bold:
            shape["font-weight"] = "bold"
        SubElement(self._parent, "text", shape).text = _plain(text)

    def to_svg(self) -> str:
        """The picture; the same drawing gives the same text."""
        return tostring(self._root, encoding="unicode")


def length(text: str, size: float = TEXT) -> float:
    """How long a line of text is, in units; digits and Latin letters are estimated."""
    return measure(text) * size


def cut(text: str, room: float, size: float = TEXT) -> str:
    """The text, or as much of it as there is room for with … behind it."""
    if length(text, size) <= room:
        return text
    kept = text
    while kept and length(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept}…"


def _number(value: float) -> str:
    """At most two decimals, none where there are none."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _plain(text: str) -> str:
    """Without what no XML may hold."""
    return CONTROL.sub("", text)
