"""The paper engine: one Document as a tagged PDF; the only importer of weasyprint.

Runs in a rendering child (`generator.rendering`); WeasyPrint is imported there, when first used.
"""

from generator.bulk import check_width
from generator.document import Document
from generator.errors import EmptyPrintError
from generator.layouts import Looks, Markings, to_html
from generator.resources import BASE_URL, Resources

PAPER = Markings()


def render_paper(document: Document, looks: Looks, markings: Markings = PAPER) -> bytes:
    """One `document` as raw PDF/A-3a of the engine, ready for `generator.finish`.

    Bookmarks come from headings, named destinations from anchors.

    Raises:
        GeneratorError: a template, a picture, a blocked resource, a box wider than the page, or
            no page at all.
    """
    from weasyprint import HTML
    from weasyprint.urls import URLFetcherResponse

    def fetch(url: str) -> URLFetcherResponse:
        content, media_type = resources.read(url)
        return URLFetcherResponse(url, content, {"Content-Type": media_type})

    resources = Resources(looks.folders)
    html = to_html([document], looks, resources, markings)
    check_width(html, resources, document)
    page = HTML(string=html, base_url=BASE_URL, url_fetcher=fetch).render()
    if not page.pages:
        raise EmptyPrintError(f"《{document.title}》", "没有排出任何一页", "请检查模板")
    pdf = page.write_pdf(pdf_variant="pdf/a-3a")
    resources.check()
    return bytes(pdf)
