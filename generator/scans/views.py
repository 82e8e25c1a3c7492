"""Ways of looking at a picture in which a code may hide: the cheapest first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageOps

from generator.scans.projection import Point
from generator.scans.shades import despeckle, find_ink

_QUARTER = 0.55  # of each side: a code in the middle of an edge is whole in one of two quarters
_ENLARGED = 2
_REACH = 24  # pixels: more than the eye of a code
_SHARPER = ImageFilter.UnsharpMask(1.5, 250, 0)  # undoes a blur as wide as a module
_SHARPEST = ImageFilter.UnsharpMask(3, 400, 0)  # the same where it is enlarged


@dataclass(frozen=True, slots=True)
class View:
    """Part of a picture made ready to be read.

    Attributes:
        image: grey.
        left, top: its corner in the picture, in pixels of the picture.
        scale: its pixels for one of the picture.
    """

    image: Image.Image
    left: float = 0
    top: float = 0
    scale: float = 1

    def locate(self, x: float, y: float) -> Point:
        """Where a point of the view is in the picture."""
        return x / self.scale + self.left, y / self.scale + self.top


def _as_it_is(grey: Image.Image) -> Iterator[View]:
    yield View(grey)


def _cleaned(grey: Image.Image) -> Iterator[View]:
    yield View(grey.filter(_SHARPER))
    clean = despeckle(grey)
    yield View(clean)
    yield View(ImageOps.invert(find_ink(clean, _REACH)))


def _corner_by_corner(grey: Image.Image) -> Iterator[View]:
    """Codes stand in corners: each a little more than a quarter, enlarged."""
    width, height = round(grey.width * _QUARTER), round(grey.height * _QUARTER)
    for left in (0, grey.width - width):
        for top in (0, grey.height - height):
            part = grey.crop((left, top, left + width, top + height))
            large = ImageOps.scale(part, _ENLARGED)
            yield View(large, left, top, _ENLARGED)
            yield View(large.filter(_SHARPEST), left, top, _ENLARGED)


def _clean_corner_by_corner(grey: Image.Image) -> Iterator[View]:
    for view in _corner_by_corner(despeckle(grey)):
        level = ImageOps.invert(find_ink(view.image, _REACH * _ENLARGED))
        yield View(level, view.left, view.top, view.scale)


LOOKS: Sequence[Callable[[Image.Image], Iterator[View]]] = (
    _as_it_is,
    _cleaned,
    _corner_by_corner,
    _clean_corner_by_corner,
)
"""Each looks more closely than the one before, and takes longer."""
