"""The Word renderer: one Document as .docx through a template; the only importer of docxtpl.

The PDF is the archival original, Word the working copy: same text, its own page breaks.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import jinja2
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.section import Section
from docx.shared import Emu, Mm
from docxtpl import DocxTemplate, InlineImage
from markupsafe import Markup, escape

from generator import qr
from generator.document import Checks, Document, Facts, Grid, Picture
from generator.errors import TemplateError
from generator.layouts import Looks, in_rows
from generator.package import normalise
from generator.pictures import PRINT_HEIGHT_MM, PRINT_WIDTH_MM, size_mm
from generator.sheets import sheet_of
from generator.word_closing import place_closing

WIDTHS = "列宽 "  # a table whose alternative text begins so gets these column widths
_QR_MM = 19
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone


def render_word(document: Document, looks: Looks) -> bytes:
    """One prepared `document` as .docx; the same document gives the same bytes.

    Raises:
        TemplateMissingError: no template for it, or a special one without its twin.
        TemplateError: the template names something that is not there, or is no .docx.
    """
    name = looks.template(document, "docx")
    template = DocxTemplate(str(looks.find(name)))
    try:
        template.render(_context(document, template), _Environment(), autoescape=True)
    except (jinja2.TemplateError, KeyError, PackageNotFoundError) as error:
        raise TemplateError(
            f"模板“{name}”", f"写法有误或用到了没有的内容（{error}）", "请对照模板说明改正"
        ) from error
    _turn(template.docx, document)
    _set_widths(template.docx.element.body, template.docx)
    place_closing(template.docx)
    _describe(template.docx.core_properties, document)
    out = io.BytesIO()
    template.save(out)
    return normalise(out.getvalue())


@lru_cache(maxsize=128)
def _compiled(source: str) -> jinja2.Template:
    """A part of a template; papers of one shape are made of the same parts."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, finalize=_keep_braces
    )
    return environment.from_string(source)


class _Environment:
    """What docxtpl asks of one; each part is compiled once."""

    autoescape = True
    from_string = staticmethod(_compiled)


@dataclass(frozen=True, slots=True)
class _Shares:
    """Column widths of a table as the template writes them into its alternative text."""

    shares: tuple[float, ...]

    def __str__(self) -> str:
        return WIDTHS + ":".join(f"{share:g}" for share in self.shares)


class _Described(InlineImage):  # type: ignore[misc]  # docxtpl has no types
    """A picture with the words for those who cannot see it."""

    def __init__(self, template: DocxTemplate, picture: Picture, width: Mm, height: Mm) -> None:
        super().__init__(template, io.BytesIO(picture.data), width, height)
        self._alt = picture.alt

    def __html__(self) -> str:
        drawn = str(super().__html__())
        return drawn.replace("<wp:docPr ", f'<wp:docPr descr="{_keep_braces(self._alt)}" ', 1)


def _context(document: Document, template: DocxTemplate) -> Mapping[str, object]:
    def image(picture: Picture, abreast: int = 2) -> InlineImage:
        share = 2 / abreast
        tall = picture.height or PRINT_HEIGHT_MM * share
        width, height = size_mm(picture, PRINT_WIDTH_MM * share, tall)
        return _Described(template, picture, Mm(width), Mm(height))

    def sheet(picture: Picture) -> InlineImage:
        width, height = size_mm(picture, sheet_of(document).text_width, picture.height)
        return _Described(template, picture, Mm(width), Mm(height))

    def ink(picture: Picture, wide: float, tall: float) -> InlineImage:
        width, height = size_mm(picture, wide, tall)
        return _Described(template, picture, Mm(width), Mm(height))

    def code(payload: str) -> InlineImage:
        return InlineImage(template, io.BytesIO(qr.to_png(payload)), width=Mm(_QR_MM))

    functions: dict[str, Callable[..., object]] = {
        "image": image,
        "ink": ink,
        "sheet": sheet,
        "qr": code,
        "widths": _widths,
        "in_rows": in_rows,
    }
    return {"document": document, **functions}


def _widths(block: object, columns: int = 1) -> _Shares:
    """The column widths of a block; of a block without columns, `columns` equal ones."""
    match block:
        case Grid() | Checks():
            return _Shares(tuple(column.width for column in block.columns))
        case Facts():
            pairs = max(len(row) for row in block.rows)
            label = 0.12 if pairs > 2 else 0.15  # as in facts.html
            return _Shares((label, 1 / pairs - label) * pairs)
        case _:
            return _Shares((1.0,) * columns)


def _keep_braces(value: object) -> object:
    """Text reaches the page as it is: docxtpl would read ``{_{`` in it as its own escape."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704


def _turn(docx: Any, document: Document) -> None:
    """Turn the paper where the document lies the other way than its template."""
    section = docx.sections[0]
    lies = section.page_width is not None and section.page_width > (section.page_height or 0)
    if lies == (document.orientation == "landscape"):
        return
    before = _room(section)
    sheet = sheet_of(document)
    section.orientation = WD_ORIENT.LANDSCAPE if not lies else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance, section.footer_distance = Mm(sheet.top * 0.6), Mm(sheet.bottom * 0.5)
    for relation in docx.part.rels.values():  # the sections still know the feet as they were
        if relation.reltype == RELATIONSHIP_TYPE.FOOTER:
            for stop in relation.target_part.element.xpath(".//w:tabs/w:tab"):
                stop.pos = Emu(round(stop.pos * _room(section) / before))


def _room(section: Section) -> int:
    """Width for text."""
    edges = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (edge or 0 for edge in edges)
    return page - left - right


def _set_widths(body: Any, docx: Any) -> None:
    """Give every table that asks for it its column widths, and take the request away."""
    room = _room(docx.sections[0])
    for element in body.xpath(".//w:tbl[w:tblPr/w:tblDescription]"):
        (note,) = element.xpath("./w:tblPr/w:tblDescription")
        text = next(iter(note.attrib.values()))
        if text.startswith(WIDTHS):
            note.getparent().remove(note)
            shares = [float(share) for share in text.removeprefix(WIDTHS).split(":")]
            _apply(element, [int(room * share / sum(shares)) for share in shares])


def _apply(table: Any, widths: list[int]) -> None:
    grid = table.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        grid.add_gridCol().w = Emu(width)
    for row in table.tr_lst:
        index = 0
        for cell in row.tc_lst:
            cell.width = Emu(sum(widths[index : index + cell.grid_span]))
            index += cell.grid_span


def _describe(properties: Any, document: Document) -> None:
    created = datetime.fromisoformat(document.created) if document.created else _UNDATED
    properties.title = document.title.replace("\n", "")
    properties.author = properties.last_modified_by = document.author or document.school
    properties.subject, properties.comments = document.subject, ""
    properties.language = document.language
    properties.revision = 1
    properties.created = properties.modified = created.replace(tzinfo=None)
