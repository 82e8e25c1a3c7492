"""Word files become one: a section each, with page numbers, heads, feet and a code of its own.

Made for papers of one template, whose styles are the same; parts and relations by python-docx.
"""

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count, groupby
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.parts.story import StoryPart
from docx.shared import Mm
from PIL import Image

from generator.document import Document
from generator.layouts import Looks
from generator.package import normalise
from generator.pagecodes import code_box
from generator.qr import QUIET_ZONE, to_png
from generator.rendering import Press, word_of
from generator.stacks import Order

_EMU = 36_000  # a millimetre
_PIXELS = 4  # a module
_PAGES_OF_ALL, _PAGES_OF_SECTION = "NUMPAGES", "SECTIONPAGES"


@dataclass(frozen=True, slots=True)
class WordPaper:
    """A paper as .docx, and the text of the code of each of its copies."""

    data: bytes
    codes: tuple[str, ...]


def print_words(press: Press, orders: Sequence[Order]) -> tuple[list[bytes], list[bytes]]:
    """Every order as .docx, all copies in it; and all of them joined, a file a template.

    Raises:
        GeneratorError: one of them cannot be made.
    """
    waiting = [press.pool.submit(_word_of, one, press.looks) for one in orders]
    made = [
        press.wait(one.about.title, future) for one, future in zip(orders, waiting, strict=True)
    ]
    joined = []
    pairs = zip(orders, made, strict=True)
    for _, same in groupby(pairs, key=lambda pair: _template(pair[0].document)):
        papers = [paper for _, (paper, _) in same]
        joined.append(press.wait("全部", press.pool.submit(join_words, papers)))
    return [alone for _, alone in made], joined


def _template(document: Document) -> tuple[str, str, str]:
    return document.shape, document.orientation, document.slug


def _word_of(order: Order, looks: Looks) -> tuple[WordPaper, bytes]:
    """In a child: a paper as it is joined to others, and alone."""
    bare = replace(order.document, qr="", scans=())
    codes = tuple(order.code(copy) for copy in range(len(order.copies)))
    paper = WordPaper(word_of(bare, looks), codes)
    return paper, join_words([paper])


def join_words(papers: Sequence[WordPaper]) -> bytes:
    """All copies of all papers in one .docx, each beginning with page 1 on a page of its own.

    Args:
        papers: made from the same template.
    """
    joined = _Joined(papers[0].data)
    for paper in papers:
        source = docx.Document(io.BytesIO(paper.data))
        for code in paper.codes:
            joined.add(source, code)
    return joined.saved()


class _Joined:
    """The file that grows."""

    def __init__(self, first: bytes) -> None:
        self._docx: Any = docx.Document(io.BytesIO(first))
        self._part, self._body = self._docx.part, self._docx.element.body
        self._numbers, self._pictures = count(1), count(1)
        self._section: Any = None
        self._clear()

    def _clear(self) -> None:
        """Nothing of the first paper stays but its styles: it is added like the others."""
        for relation, one in list(self._part.rels.items()):
            if one.reltype in (RT.HEADER, RT.FOOTER, RT.IMAGE):
                del self._part.rels[relation]
        for element in list(self._body):
            self._body.remove(element)

    def add(self, source: Any, code: str) -> None:
        """Add a copy of a paper."""
        self._end_section()
        *blocks, section = (deepcopy(element) for element in source.element.body)
        for block in blocks:
            self._body.append(block)
            self._take_pictures(block, source.part)
        self._take_margins(section, source.part, code)
        self._section = section

    def saved(self) -> bytes:
        """The whole file."""
        self._body.append(self._section)
        out = io.BytesIO()
        self._docx.save(out)
        return normalise(out.getvalue())

    def _end_section(self) -> None:
        """The last paragraph of a section says what it looked like."""
        if self._section is None:
            return
        last = self._body[-1]
        if last.tag != qn("w:p"):
            last = OxmlElement("w:p")
            self._body.append(last)
        last.get_or_add_pPr().append(self._section)

    def _take_pictures(self, block: Any, source: StoryPart) -> None:
        for blip in block.iter(qn("a:blip")):
            picture = source.related_parts[blip.get(qn("r:embed"))]
            relation, _ = self._part.get_or_add_image(io.BytesIO(picture.blob))
            blip.set(qn("r:embed"), relation)
        for properties in block.iter(qn("wp:docPr")):
            properties.set("id", str(next(self._pictures)))

    def _take_margins(self, section: Any, source: StoryPart, code: str) -> None:
        for reference in section.iter(qn("w:headerReference"), qn("w:footerReference")):
            is_head = reference.tag == qn("w:headerReference")
            part = self._margin(source.related_parts[reference.get(qn("r:id"))], is_head)
            if is_head:
                self._draw_code(part, code, section)
            relation = self._part.relate_to(part, RT.HEADER if is_head else RT.FOOTER)
            reference.set(qn("r:id"), relation)
        _number_from_one(section)

    def _margin(self, source: StoryPart, is_head: bool) -> StoryPart:
        kind, content_type = (HeaderPart, CT.WML_HEADER) if is_head else (FooterPart, CT.WML_FOOTER)
        name = f"/word/{'header' if is_head else 'footer'}{next(self._numbers)}.xml"
        element = deepcopy(source.element)
        for word in element.iter(qn("w:instrText")):
            word.text = word.text.replace(_PAGES_OF_ALL, _PAGES_OF_SECTION)
        part: StoryPart = kind(PackURI(name), content_type, element, self._part.package)
        return part

    def _draw_code(self, part: StoryPart, code: str, section: Any) -> None:
        """The code where a printed page has it (generator/pagecodes.py), its quiet zone around."""
        size = section.find(qn("w:pgSz"))
        box = code_box(*(int(size.get(qn(f"w:{side}"))) * 25.4 / 1440 for side in "wh"))
        picture, modules = _picture(code)
        quiet = box.width / modules * QUIET_ZONE
        side = Mm(box.width + 2 * quiet)
        inline = part.new_pic_inline(io.BytesIO(picture), width=side, height=side)
        inline.docPr.set("id", str(next(self._pictures)))
        inline.docPr.set("descr", code)
        run = part.element.find(qn("w:p")).add_r()
        drawing = OxmlElement("w:drawing")
        drawing.append(_floating(inline, box.x - quiet, box.y - quiet))
        run.append(drawing)


@lru_cache(maxsize=2)
def _picture(code: str) -> tuple[bytes, int]:
    """The code for odd and even heads, and how many modules it is wide."""
    picture = to_png(code, _PIXELS)
    with Image.open(io.BytesIO(picture)) as opened:
        return picture, opened.width // _PIXELS - 2 * QUIET_ZONE


def _number_from_one(section: Any) -> None:
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section.find(qn("w:pgMar")).addnext(numbering)


def _floating(inline: Any, left: float, top: float) -> Any:
    """A picture at a place of the page (mm from its corner), under the text."""
    places = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{round(offset * _EMU)}'
        f"</wp:posOffset></wp:position{axis}>"
        for axis, offset in (("H", left), ("V", top))
    )
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="1" locked="1" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{places}</wp:anchor>'
    )
    for element in _parts(inline):
        anchor.append(element)
    anchor.find(qn("wp:extent")).addnext(parse_xml(f"<wp:wrapNone {nsdecls('wp')}/>"))
    return anchor


def _parts(inline: Any) -> Iterator[Any]:
    names = ("wp:extent", "wp:docPr", "wp:cNvGraphicFramePr", "a:graphic")
    return (element for element in list(inline) if element.tag in {qn(name) for name in names})
