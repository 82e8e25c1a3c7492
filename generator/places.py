"""Where ink is expected on finished pages, in millimetres, for whoever reads them back.

The papers mark it themselves: the anchor of a signing place stands at its upper left corner, and
the same with `CORNER` behind it at its lower right (templates/html/blocks/signatures.html).
"""

from collections.abc import Iterator, Mapping
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, NameTree

from generator.layouts import CORNER
from records.prints import InkPlace

MM = 72 / 25.4
"""Points in a millimetre."""


def ink_places(pdf: pikepdf.Pdf, roles: Mapping[str, str], first: int) -> Iterator[InkPlace]:
    """The places of one paper, in the order of `roles`; a place that no page has is left out.

    Args:
        pdf: as the bulk engine leaves it.
        roles: anchor → signing place.
        first: first page of the paper, from 0; pages of a place count from it.
    """
    found = _destinations(pdf)
    for anchor, role in roles.items():
        start, end = found.get(anchor), found.get(f"{anchor}{CORNER}")
        if start and end:
            page, x, y = start
            width, height = round(end[1] - x, 1), round(end[2] - y, 1)
            yield InkPlace(role, page - first + 1, round(x, 1), round(y, 1), width, height)


def _destinations(pdf: pikepdf.Pdf) -> dict[str, tuple[int, float, float]]:
    """Anchor → page from 0, distances from its upper left corner in mm."""
    names = pdf.Root.get("/Names", Dictionary())
    if "/Dests" not in names:
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = {}
    for name, value in NameTree(names.Dests).items():
        page, _, left, top, *_ = cast("tuple[Dictionary, ...]", tuple(cast("Array", value)))
        edge, _, _, upper = (float(side) for side in page.MediaBox)
        found[str(name)] = (
            numbers[page.objgen],
            (float(left) - edge) / MM,
            (upper - float(top)) / MM,
        )
    return found
