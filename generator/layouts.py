"""From Documents to one HTML page, through templates that loop over blocks and decide nothing.

A school's own templates win over the shipped ones, file by file: `folders` is a chain. A register
with a legal layout of its own has `special/<slug>.html` and `special/<slug>.docx`, both or neither.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

import jinja2
from markupsafe import Markup

from generator import qr
from generator.document import (
    Document,
    Grid,
    GridRow,
    Heading,
    PageFoot,
    Picture,
    SignatureBlock,
)
from generator.errors import PagingError, TemplateError, TemplateMissingError
from generator.fonts import Face, find_faces, stacked_families
from generator.resources import Resources
from generator.sheets import sheet_of

CORNER = "-corner"
"""What the anchor of a place for ink ends in at its lower right corner."""
_MODULE_PX = 3  # drawn without interpolation: more only costs an engine memory
_Item = TypeVar("_Item")
TOP = "-top"
"""What the anchor of a page foot ends in where its rows begin."""


@dataclass(frozen=True)
class Looks:
    """Where the looks come from: template folders (the school's first), fonts, fontconfig file."""

    folders: tuple[Path, ...]
    font_folders: tuple[Path, ...]
    fontconfig: Path

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """The installed faces of the stacks that `html/fonts.css` names."""
        sheet = self.find("html/fonts.css")
        return find_faces(self.font_folders, stacked_families(sheet.read_text(encoding="utf-8")))

    def find(self, name: str) -> Path:
        """The first file `name` of the chain; TemplateMissingError if there is none."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise TemplateMissingError(
            f"模板“{name}”", "找不到", "请检查安装是否完整，或删去学校 templates 文件夹里的同名文件"
        )

    def template(self, document: Document, kind: str) -> str:
        """The template of `document` as ``html`` or ``docx``: its special one, or its shape's."""
        twins = [f"special/{document.slug}.{suffix}" for suffix in ("html", "docx")]
        present = [name for name in twins if document.slug and self._has(name)]
        if len(present) == 1:
            raise TemplateMissingError(
                f"模板“{present[0]}”",
                "另一种格式（Word 或 PDF）的同名模板缺失",
                "特殊版式的 .html 与 .docx 两个模板须同时提供",
            )
        if present:
            return f"special/{document.slug}.{kind}"
        return "html/document.html" if kind == "html" else f"word/{document.shape}.docx"

    def _has(self, name: str) -> bool:
        return any((folder / name).is_file() for folder in self.folders)


@dataclass(frozen=True, slots=True)
class Numbering:
    """Page numbers of a print: the first one, and whether (and how) they are shown.

    `total` is printed as it stands; without one, the engine counts the pages of this print.
    """

    first: int = 1
    total: int | None = None
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """What the templates know about the sheet of paper, beside the Document."""

    head: str
    foot: str
    number: Markup
    first: int
    foot_in_flow: bool
    bulk: bool
    measuring: bool
    inked: bool


@dataclass(frozen=True, slots=True)
class Markings:
    """How a print differs from the plain one.

    Attributes:
        bulk: many papers in one.
        measuring: rows being measured.
        inked: places for ink are marked by destinations (see `generator.places`).
    """

    numbering: Numbering = field(default_factory=Numbering)
    bulk: bool = False
    measuring: bool = False
    inked: bool = False


def to_html(
    documents: Sequence[Document],
    looks: Looks,
    resources: Resources,
    markings: Markings | None = None,
) -> str:
    """One HTML page of all `documents`; they share shape, orientation and running head.

    Raises:
        PagingError: they do not share what stands once per print.
        TemplateError: the template cannot be read, or names what is not there.
        TemplateMissingError: a template, or the twin of a special one, is missing.
    """
    first = documents[0]
    _check_alike(documents)
    name = looks.template(first, "html")
    page = _page(documents, markings or Markings())

    def image(picture: Picture) -> str:
        return resources.keep(picture.data, picture.media_type)

    def code(payload: str) -> str:
        return resources.keep(qr.to_png(payload, _MODULE_PX), "image/png")

    try:
        template = _environment(looks.folders).get_template(name)
        return template.render(
            document=first,
            documents=documents,
            anchors=[*_anchors(documents), *(_corners(documents) if page.inked else ())],
            page=page,
            sheet=sheet_of(first),
            css=css_string,
            in_rows=in_rows,
            kept_together=kept_together,
            image=image,
            qr=code,
        )
    except jinja2.TemplateSyntaxError as error:
        where = f"模板“{error.name or name}”第 {error.lineno} 行"
        raise TemplateError(where, f"写法有误（{error.message}）", "请改正后重试") from error
    except (jinja2.UndefinedError, jinja2.TemplateNotFound) as error:
        raise TemplateError(
            f"模板“{name}”", f"用到了没有的内容（{error}）", "请对照模板说明改正"
        ) from error


def anchors_of(document: Document) -> Iterator[str]:
    """Every anchor of a document, in reading order: each becomes a named destination."""
    if document.anchor:
        yield document.anchor
    for block in document.blocks:
        parts: tuple[object, ...] = (block,)
        if isinstance(block, Grid):
            parts = (*block.rows, block.foot)
        for part in parts:
            if isinstance(part, Heading | GridRow | PageFoot) and part.anchor:
                yield part.anchor
            if isinstance(part, PageFoot):
                yield f"{part.anchor}{TOP}"


def _anchors(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        yield from anchors_of(document)


def _corners(documents: Sequence[Document]) -> Iterator[str]:
    """Upper left and lower right corners of the places for ink."""
    for document in documents:
        for block in document.blocks:
            for line in block.lines if isinstance(block, SignatureBlock) else ():
                if line.anchor:
                    yield from (line.anchor, f"{line.anchor}{CORNER}")


def kept_together(document: Document) -> tuple[int, ...]:
    """Places of the blocks of a form that go to the next page together with its signatures.

    The facts before them, under their heading: signatures alone on a page vouch for nothing.
    Official papers keep their last sentences by themselves.
    """
    tags = [block.tag for block in document.blocks]
    if document.shape != "checklist" or "signatures" not in tags:
        return ()
    last = first = tags.index("signatures")
    for tag in ("facts", "heading"):
        if first and tags[first - 1] == tag:
            first -= 1
    return tuple(range(first, last + 1)) if first < last else ()


def in_rows(items: Sequence[_Item], most: int) -> list[Sequence[_Item]]:
    """The items in as few rows of at most `most` as can be, evenly: five become three and two."""
    count = max(1, -(-len(items) // most))
    size = max(1, -(-len(items) // count))
    return [items[start : start + size] for start in range(0, len(items), size)]


def css_string(text: str) -> Markup:
    """`text` as a CSS string that is safe inside a style element."""
    escaped = "".join(
        character if character.isalnum() or ord(character) > 0x7F else f"\\{ord(character):06x}"
        for character in text
    )
    return Markup(f'"{escaped}"')  # noqa: S704 - every ASCII sign is escaped above


@lru_cache(maxsize=4)
def _environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    """Keeps its templates compiled; a file that changed is read anew, a new one by a new child."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _check_alike(documents: Sequence[Document]) -> None:
    """One print has one paper and one running head; a second one would be lost silently."""
    shared = {(paper.shape, paper.orientation, paper.running_head) for paper in documents}
    if len(shared) > 1:
        raise PagingError(
            f"《{documents[0].title}》", "与纸张或页眉不同的文档排在了一起", "请按登记簿分开打印"
        )


def _page(documents: Sequence[Document], markings: Markings) -> Page:
    first = documents[0]
    feet = {document.footer for document in documents}
    return Page(
        head=first.running_head,
        foot=first.footer if len(feet) == 1 else "",
        number=_number(first, markings.numbering),
        first=markings.numbering.first,
        foot_in_flow=len(feet) > 1,
        bulk=markings.bulk,
        measuring=markings.measuring,
        inked=markings.inked,
    )


def _number(document: Document, numbering: Numbering) -> Markup:
    """The CSS content of the page number: official papers carry dashes (GB/T 9704-2012, 7.5)."""
    if not numbering.shown:
        return Markup("none")
    if document.shape in {"instrument", "official"}:
        return Markup('"— " counter(page) " —"')
    total = "counter(pages)" if numbering.total is None else f'"{int(numbering.total)}"'
    return Markup(f'"第 " counter(page) " 页　共 " {total} " 页"')  # noqa: S704 - an int
