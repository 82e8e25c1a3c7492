"""Paper, margins, running head and page number of the Word templates."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.document import Document, Orientation, Shape
from generator.sheets import sheet_of

_CHARACTER = 14 * 25.4 / 72
"""Page numbers of official papers stand one 4号 character inside the text (GB/T 9704-2012, 7.5)."""


_FOOT = 25.2
"""Below the page number of official papers, mm: its dash stands 7 mm under the text."""
_LINE, _CHARACTER_SPACE = "579", "-849"
"""28.95 pt, as 22 lines of 29 pt are a hair too high; 15.79 - 16 pt, in 4096ths."""


def set_grid(docx: Any) -> None:
    """22 lines of 28 characters (GB/T 9704-2012, 5.2.3)."""
    (grid,) = docx.sections[0]._sectPr.xpath("w:docGrid")
    for key, value in (
        ("type", "linesAndChars"),
        ("linePitch", _LINE),
        ("charSpace", _CHARACTER_SPACE),
    ):
        grid.set(qn(f"w:{key}"), value)


def set_page(docx: Any, shape: Shape) -> None:
    lies = shape in {"row", "poster", "slip"}
    orientation: Orientation = "landscape" if lies else "portrait"
    sheet = sheet_of(Document("", "", shape, orientation=orientation))
    section = docx.sections[0]
    if orientation == "landscape":
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance = Mm(5 if shape == "slip" else 12)
    section.footer_distance = Mm({"instrument": 22, "official": _FOOT, "slip": 5}.get(shape, 9))
    if shape == "cover":
        return
    foot, head = "{{ document.footer }}", "{{ document.running_head }}"
    width = sheet.text_width
    official = shape in {"instrument", "official"}
    ends = [width / 2, width - _CHARACTER] if official else [width]
    write_margin(section.header.paragraphs[0], [head], [])
    if official:
        number = ["— ", "PAGE", " —"]
        docx.settings.odd_and_even_pages_header_footer = True
        write_margin(section.even_page_header.paragraphs[0], [head], [])
        write_margin(section.footer.paragraphs[0], ["\t", foot, "\t", *number], ends)
        even = section.even_page_footer.paragraphs[0]
        write_margin(even, [*number, "\t", foot], ends)
        even.paragraph_format.left_indent = Mm(_CHARACTER)
        if shape == "official":  # as high as the number, whatever the face
            for foot_line in (section.footer.paragraphs[0], even):
                foot_line.paragraph_format.line_spacing = Pt(14)
    else:
        number = ["第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"]
        write_margin(section.footer.paragraphs[0], [foot, "\t", *number], ends)


def write_margin(paragraph: Any, words: list[str], ends: list[float]) -> None:
    """A line of head or foot, PAGE and NUMPAGES as fields; stops in mm, the last flush right."""
    paragraph.style = "Normal"
    stops = paragraph.paragraph_format.tab_stops
    for end in ends:
        align = WD_TAB_ALIGNMENT.RIGHT if end == ends[-1] else WD_TAB_ALIGNMENT.CENTER
        stops.add_tab_stop(Mm(end), align)
    for word in words:
        size = 14 if "— " in words and "{" not in word else 9  # GB/T 9704-2012, 7.5
        if word.isupper():
            add_field(paragraph, word, size)
        else:
            paragraph.add_run(word).font.size = Pt(size)


def add_field(paragraph: Any, name: str, size: float) -> None:
    for kind in ("begin", "instruction", "separate", "result", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        tag = {"instruction": "w:instrText", "result": "w:t"}.get(kind, "w:fldChar")
        part = OxmlElement(tag)
        if tag == "w:fldChar":
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = name if kind == "instruction" else "1"
        run._r.append(part)
