"""Guides on papers that wait for ink: where the seal across the edges goes (骑缝章).

A pair of thin grey marks at the right edge of every page of a paper of two or more, as far apart as
a seal is wide, at the height at which `generator.seams` presses one.
"""

from collections.abc import Sequence

import pikepdf
from pikepdf import Name

SEAL_MM = 42.0
"""Diameter of a school's round seal."""

_NEAR, _FAR = 4.5, 9.0  # mm from the right edge: what most printers reach, and clear of the text
_GREY, _LINE = 0.55, 0.5  # of white; pt
_MM = 72 / 25.4


def mark_seams(pdf: pikepdf.Pdf, papers: Sequence[range]) -> None:
    """Mark the place of the 骑缝章 on the pages of every paper that has two or more.

    Args:
        pdf: changed in place; the marks are artifacts.
        papers: pages of each paper, from 0.
    """
    save = pdf.make_stream(b"q\n")  # engines leave their own coordinates behind
    pages = list(pdf.pages)  # the page list of a Pdf is slow to index
    for paper in papers:
        for number in paper if len(paper) > 1 else ():
            page = pages[number]
            _, bottom, right, top = (float(edge) for edge in page.mediabox)
            page.contents_add(save, prepend=True)
            page.contents_add(pdf.make_stream(_brackets(right, (bottom + top) / 2)))


def _brackets(right: float, middle: float) -> bytes:
    """An angle above and one below, open towards each other and to the edge."""
    near, far, tick = right - _NEAR * _MM, right - _FAR * _MM, 3 * _MM
    drawn = []
    for side in (1, -1):
        end = middle + side * SEAL_MM / 2 * _MM
        corner = f"{far:.2f} {end:.2f}"
        drawn.append(f"{near:.2f} {end:.2f} m {corner} l {far:.2f} {end - side * tick:.2f} l S")
    ink = f"q {_GREY} G {_LINE} w"
    return f"\nQ\n{Name.Artifact} BMC\n{ink} {' '.join(drawn)} Q\nEMC\n".encode()
