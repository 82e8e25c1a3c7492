"""The bulk engine: many papers of one register in one run; the only importer of plutoprint.

Fit for our own templates with escaped text, never for foreign HTML: see
docs/adr for the trials. Runs in a rendering child (`generator.rendering`).
"""

import io
from collections.abc import Sequence

import plutoprint

from generator.document import Document
from generator.errors import EmptyPrintError, OverWideError
from generator.layouts import Looks, Markings, to_html
from generator.resources import BASE_URL, Resources
from generator.sheets import sheet_of

BULK = Markings(bulk=True)
_POINTS = 72 / 25.4  # a millimetre in points
_CREATED = "2000-01-01T00:00:00Z"  # the finish pass writes the real date; a fixed one keeps bytes


class _Fetcher(plutoprint.ResourceFetcher):
    """Hands every URL of the engine to the resources of this print."""

    def __init__(self, resources: Resources) -> None:
        super().__init__()
        self._resources = resources

    def fetch_url(self, url: str) -> plutoprint.ResourceData:
        content, media_type = self._resources.read(url)
        return plutoprint.ResourceData(content, media_type)


def render_bulk(documents: Sequence[Document], looks: Looks, markings: Markings = BULK) -> bytes:
    """All `documents` in one untagged PDF, each on a page of its own, anchors as destinations.

    Raises:
        GeneratorError: a template, a picture, a blocked resource, a box wider than the page, or
            no page at all.
    """
    resources = Resources(looks.folders)
    book = _load(to_html(documents, looks, resources, markings), resources, documents[0])
    out = io.BytesIO()
    book.write_to_pdf_stream(out)
    resources.check()
    return out.getvalue()


def check_width(html: str, resources: Resources, document: Document) -> None:
    """Raise OverWideError when a box of `html` is wider than the text of the page."""
    _load(html, resources, document)


def _load(html: str, resources: Resources, document: Document) -> plutoprint.Book:
    sheet = sheet_of(document)
    text = plutoprint.PageSize(sheet.text_width * _POINTS, sheet.text_height * _POINTS)
    book = plutoprint.Book(text, plutoprint.PAGE_MARGINS_NONE)  # @page gives the real ones
    book.custom_resource_fetcher = _Fetcher(resources)
    book.load_html(html, base_url=BASE_URL)
    for key in (plutoprint.PDF_METADATA_CREATION_DATE, plutoprint.PDF_METADATA_MODIFICATION_DATE):
        book.set_metadata(key, _CREATED)
    if book.get_document_width() > book.get_viewport_width() + 1:
        raise OverWideError(
            f"《{document.title}》",
            "有表格或图片比纸面宽，会被截掉",
            "请检查模板里写死的宽度，改为百分比",
        )
    if book.get_page_count() == 0:
        raise EmptyPrintError(f"《{document.title}》", "没有排出任何一页", "请检查模板")
    return book
