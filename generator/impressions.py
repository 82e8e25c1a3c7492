"""Seals pressed on finished pages: an image where text stays legible through it.

An impression that says something is a tagged figure with words for those who cannot see it; the
strip of a cross-page seal is an artifact, as the whole seal is nowhere on its page.
"""

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, String
from PIL import Image

MM = 72 / 25.4
DENSITY = 0.88
"""Of the ink: black under it stays black, and a little of the paper shows through its red."""


@dataclass(frozen=True, slots=True)
class Impression:
    """A seal, or a strip of one, on a page.

    Attributes:
        page: number from 0.
        left, top: of its upper left corner from that of the page, pt.
        width, height: pt.
        png: RGBA.
        alt: words for it; empty makes it an artifact.
    """

    page: int
    left: float
    top: float
    width: float
    height: float
    png: bytes
    alt: str = ""


def press(pdf: pikepdf.Pdf, impressions: Iterable[Impression]) -> None:
    """Draw impressions over what stands on their pages; `pdf` is changed in place."""
    wanted: dict[int, list[Impression]] = defaultdict(list)
    for one in impressions:
        wanted[one.page].append(one)
    images: dict[bytes, pikepdf.Stream] = {}
    ink = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Multiply, ca=DENSITY))
    pages = list(pdf.pages)  # the page list of a Pdf is slow to index
    for number, here in sorted(wanted.items()):
        page = pages[number]
        page.contents_add(pdf.make_stream(b"q\n"), prepend=True)  # engines leave coordinates behind
        drawing = b"\nQ\n"
        for one in here:
            if one.png not in images:
                images[one.png] = _image(pdf, one.png)
            name = _lent(page, images[one.png], Name.XObject, "TZSeal")
            state = _lent(page, ink, Name.ExtGState, "TZInk")
            drawing += _drawn(page, one, f"{state} gs", name, _opening(pdf, page, one))
        page.contents_add(pdf.make_stream(drawing))


def _lent(page: pikepdf.Page, thing: pikepdf.Object, kind: Name, word: str) -> str:
    """The first free name under which a page knows something; pikepdf would draw lots for it."""
    there = page.resources.get(kind, Dictionary())
    name = next(
        f"/{word}{number}" for number in range(len(there) + 1) if f"/{word}{number}" not in there
    )
    return str(page.add_resource(thing, kind, Name(name)))


def _drawn(page: pikepdf.Page, one: Impression, state: str, name: str, opening: str) -> bytes:
    left, bottom, right, top = _corners(page, one)
    box = f"{right - left:.3f} 0 0 {top - bottom:.3f} {left:.3f} {bottom:.3f} cm"
    return f"{opening} BDC\nq {state} {box} {name} Do Q\nEMC\n".encode()


def _corners(page: pikepdf.Page, one: Impression) -> tuple[float, float, float, float]:
    left, _, _, top = (float(edge) for edge in page.mediabox)
    x, y = left + one.left, top - one.top
    return x, y - one.height, x + one.width, y


def _image(pdf: pikepdf.Pdf, png: bytes) -> pikepdf.Stream:
    """An RGB image with its alpha as a soft mask."""
    with Image.open(io.BytesIO(png)) as opened:
        image = opened.convert("RGBA")
    plain = {"Type": Name.XObject, "Subtype": Name.Image, "BitsPerComponent": 8}
    size = {"Width": image.width, "Height": image.height}
    alpha = image.getchannel("A").tobytes()
    mask = pdf.make_stream(alpha, **plain, **size, ColorSpace=Name.DeviceGray)
    colour = image.convert("RGB").tobytes()
    return pdf.make_stream(colour, **plain, **size, ColorSpace=Name.DeviceRGB, SMask=mask)


# ---- what stands for it in the structure of the paper


def _opening(pdf: pikepdf.Pdf, page: pikepdf.Page, one: Impression) -> str:
    if not one.alt or "/StructTreeRoot" not in pdf.Root:
        return "/Artifact <</Type /Layout>>"
    return f"/Figure <</MCID {_tag(pdf, page, one)}>>"


def _tag(pdf: pikepdf.Pdf, page: pikepdf.Page, one: Impression) -> int:
    """Hang a figure at the end of the document; answers with the id of its content."""
    root = pdf.Root.StructTreeRoot
    tree = NumberTree(root.ParentTree)
    if "/StructParents" not in page.obj:
        page.obj.StructParents = max(tree.keys(), default=-1) + 1
        tree[int(page.obj.StructParents)] = pdf.make_indirect(Array())
    owners = tree[int(page.obj.StructParents)]
    number = len(owners)
    (top,) = _kids(root)
    figure = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Figure,
            P=top,
            Pg=page.obj,
            Alt=String(one.alt),
            A=Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(_corners(page, one))),
            K=number,
        )
    )
    owners.append(figure)
    top.K = Array([*_kids(top), figure])
    return number


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]
