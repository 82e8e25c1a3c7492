"""What a Document goes through before any engine sees it, for Word and PDF alike.

Every character must have a glyph; a cell too long for its column sends its text to a note under
the table (a row taller than a page loses its head in one engine and its bottom in the other);
a paragraph that would take an engine seconds is cut in two.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from generator.document import Block, Document, Grid, Paragraph, Prose
from generator.errors import ControlCharacterError, MissingGlyphError
from generator.fonts import Coverage, control_characters
from generator.layouts import Looks
from generator.notes import Notes
from generator.sheets import sheet_of

PARAGRAPH_LIMIT = 20_000  # characters; beyond it one engine needs seconds for a paragraph
_CONTEXT = 12
_BLOCK_NAMES = {
    "heading": "标题",
    "facts": "表头",
    "grid": "表格",
    "checks": "检查项",
    "prose": "正文",
    "photos": "照片",
    "signatures": "签字栏",
    "notice": "提示",
    "qr": "二维码",
}


def prepare(document: Document, looks: Looks) -> Document:
    """The document ready for both renderers; the same again when it is prepared already.

    Raises:
        ControlCharacterError: text with a character that no paper can show.
        MissingGlyphError: text with a character that no allowed face can draw.
    """
    check_characters(document, coverage_of(looks))
    return replace(document, blocks=tuple(_ready_blocks(document)))


@lru_cache(maxsize=4)
def coverage_of(looks: Looks) -> Coverage:
    """What the faces of `looks` can draw, read once per process."""
    return Coverage(looks.faces)


def check_characters(document: Document, coverage: Coverage) -> None:
    """Raise for the first text of `document` that cannot be drawn, naming character and place."""
    texts = list(_strings(document))
    everything = "".join(text for _, text in texts)
    unwanted = control_characters(everything)
    missing = coverage.missing_glyphs(everything) - unwanted
    if not (unwanted or missing):
        return
    for place, text in texts:
        for index, character in enumerate(text):
            if character in unwanted:
                raise ControlCharacterError(
                    _where(document, place, text, index),
                    f"有看不见的控制字符（U+{ord(character):04X}）",
                    "请用更正删去它",
                )
            if character in missing:
                raise MissingGlyphError(
                    _where(document, place, text, index),
                    f"“{character}”（U+{ord(character):04X}）在现有字体里都没有，印不出来",
                    "请把含有此字的字体文件放进学校文件夹的 fonts 里再打印",
                )


def _where(document: Document, place: str, text: str, index: int) -> str:
    around = text[max(0, index - _CONTEXT) : index + _CONTEXT]
    visible = "".join(character if character.isprintable() else "□" for character in around)
    return f"《{document.title}》{place}“{visible}”"


def _strings(document: Document) -> Iterator[tuple[str, str]]:
    """Every string of the document with its place in Chinese."""
    for number, block in enumerate(document.blocks, start=1):
        place = f"第 {number} 块（{_BLOCK_NAMES.get(block.tag, block.tag)}）"
        yield from ((place, text) for text in _texts(block))
    for text in _texts(replace(document, blocks=())):
        yield "页眉页脚或题头", text


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _texts(part)
    elif hasattr(node, "__slots__") and not isinstance(node, frozenset | bytes):
        for name in node.__slots__:
            yield from _texts(getattr(node, name))


def _ready_blocks(document: Document) -> Iterator[Block]:
    notes = Notes(sheet_of(document))
    for block in document.blocks:
        ready = notes.shorten(block)
        yield _split(ready) if isinstance(ready, Prose) else ready
        if not (isinstance(ready, Grid) and ready.foot and not ready.foot.last):
            yield from (_split(prose) for prose in notes.take())


def _split(prose: Prose) -> Prose:
    return Prose(
        tuple(
            Paragraph(paragraph.text[start : start + PARAGRAPH_LIMIT], paragraph.kind)
            for paragraph in prose.paragraphs
            for start in range(0, max(1, len(paragraph.text)), PARAGRAPH_LIMIT)
        )
    )
