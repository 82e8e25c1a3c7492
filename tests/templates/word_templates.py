"""Builds the shipped Word templates `templates/word/<shape>.docx`.

    python -m tests.templates.word_templates    # writes them anew

Offices change a copy in Word; we change these files, so that a review can read what changed. The
templates hold loops and looks: paragraphs with ``{%p … %}`` (docxtpl) and named styles.
"""

import io
from pathlib import Path

from generator.document import Shape
from generator.package import normalise
from tests.templates import word_blocks as blocks
from tests.templates.word_margins import set_grid, set_page
from tests.templates.word_official import add_attachments, add_closing
from tests.templates.word_styles import define_styles

TARGET = Path(__file__).parents[2] / "templates" / "word"
SHAPES: tuple[Shape, ...] = (
    "row",
    "checklist",
    "instrument",
    "official",
    "front",
    "cover",
    "poster",
    "slip",
)


def build(shape: Shape) -> bytes:
    """The template of `shape`, the same bytes each time."""
    builder = blocks.Builder(shape)
    define_styles(builder.docx, shape)
    set_page(builder.docx, shape)
    if shape == "official":
        set_grid(builder.docx)
    blocks.add_head(builder)
    with builder.loop("block in document.blocks"):
        for add in (
            blocks.add_headings,
            blocks.add_facts,
            blocks.add_grid,
            blocks.add_checks,
            blocks.add_prose,
            blocks.add_photos,
            blocks.add_signatures,
            add_attachments,
            add_closing,
            blocks.add_notice,
            blocks.add_code_block,
            blocks.add_page_break,
        ):
            add(builder)
    if shape in {"instrument", "official", "cover"}:
        blocks.add_code(builder)
    blocks.add_scans(builder)
    properties = builder.docx.core_properties
    properties.author = properties.comments = properties.title = ""
    out = io.BytesIO()
    builder.docx.save(out)
    return normalise(out.getvalue())


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for shape in SHAPES:
        (TARGET / f"{shape}.docx").write_bytes(build(shape))
