"""Builds the shipped Word templates `templates/word/<shape>.docx`: run it to write them anew.

Offices change a copy in Word; we change this file, so that a review can read what changed. The
templates hold loops and looks: paragraphs with ``{%p … %}`` (docxtpl) and named styles.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from generator.document import Checks, Document, Orientation, Shape
from generator.sheets import sheet_of
from generator.word import normalise

TARGET = Path(__file__).parents[2] / "templates" / "word"
SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
CENTER, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
_AFTER_SPACING_SWITCHES = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
SHAPES: tuple[Shape, ...] = ("row", "checklist", "instrument", "front", "cover")


@dataclass(frozen=True)
class Look:
    """One paragraph style."""

    name: str
    face: str
    size: float
    bold: bool = False
    strike: bool = False
    align: Any = LEFT
    indent: bool = False
    left: float = 0
    right: float = 0
    line: float | None = None
    before: float = 0
    after: float = 0
    keep: bool = False


def looks(shape: Shape) -> list[Look]:
    """The styles of a shape; official papers follow GB/T 9704-2012."""
    official = shape == "instrument"
    face, size, line = (FANG, 16.0, 28.95) if official else (SONG, 12.0, 20.0)
    cover = shape == "cover"
    after = {"instrument": 8.0, "cover": 90.0}.get(shape, 4.0)
    cell = {"row": 9.0, "instrument": 9.0}.get(shape, 10.0)
    sign = 14.0 if official else 10.5
    head = {"cover": 36.0}.get(shape, 22.0)
    return [
        Look("台账校名", SONG, 24, bold=True, align=CENTER, before=110, after=30),
        Look("台账标题", SONG, head, bold=True, align=CENTER, after=4, keep=True),
        Look("台账副题", face if official else KAI, 18 if cover else size, align=CENTER, after=2),
        Look("台账编号", face, size if official else 10.5, align=CENTER, after=after),
        Look("台账正文", face, size, indent=True, line=line),
        Look("台账居中", face, size, align=CENTER, line=line),
        Look("台账居右", face, size, align=RIGHT, right=size * 4, line=line),
        Look("台账注", SONG, 10.5, line=17),
        Look("台账一级", HEI, size, indent=True, line=line, keep=True),
        Look("台账二级", KAI, size, indent=True, line=line, keep=True),
        Look("台账提示", KAI, 11, after=4, left=6, right=6),
        Look("台账作废", HEI, 14, bold=True, align=CENTER, after=4),
        Look("台账表名", HEI, 12, before=4, after=2, keep=True),
        Look("表头", HEI, cell, align=CENTER, before=1, after=1),
        Look("表内居中", SONG, cell, align=CENTER, before=1, after=1),
        Look("表内居左", SONG, cell, before=1, after=1),
        Look("表内居右", SONG, cell, align=RIGHT, before=1, after=1),
        Look("表内加粗", SONG, cell, bold=True, before=1, after=1),
        Look("表内作废", SONG, cell, strike=True, align=CENTER, before=1, after=1),
        Look("项目名", HEI, 14 if cover else 10, align=CENTER),
        Look("项目值", KAI if cover else SONG, 14 if cover else 10),
        Look("签字人", FANG if official else HEI, sign, before=4, keep=True),
        Look("签字处", KAI, sign, before=22, keep=True),
        Look("签字日期", face if official else SONG, sign),
        Look("落款", FANG, size, align=CENTER, line=line, left=200),
        Look("照片", SONG, 9, align=CENTER, after=2),
        Look("图", SONG, 9),
        Look("间隔", SONG, 4, line=6),
    ]


class Builder:
    """Writes paragraphs and tables of one template, with docxtpl's tags between them."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.docx = docx.Document()
        self.place: Any = self.docx
        body = self.docx.element.body
        for element in list(body)[:-1]:
            body.remove(element)

    def say(self, text: str, style: str = "间隔") -> Any:
        return self.place.add_paragraph(text, style=style)

    @contextmanager
    def block(self, opening: str, closing: str) -> Iterator[None]:
        self.say(f"{{%p {opening} %}}")
        yield
        self.say(f"{{%p {closing} %}}")

    def when(self, condition: str) -> Any:
        return self.block(f"if {condition}", "endif")

    def loop(self, variables: str) -> Any:
        return self.block(f"for {variables}", "endfor")

    def choose(self, cell: Any, choices: dict[str, str], text: str) -> None:
        """In `cell`: `text` in the style of the first condition that holds ('' is the rest)."""
        first = cell.paragraphs[0]
        for number, (condition, style) in enumerate(choices.items()):
            tag = "else" if not condition else f"{'elif' if number else 'if'} {condition}"
            first.insert_paragraph_before(f"{{%p {tag} %}}", "间隔")
            first.insert_paragraph_before(text, style)
        first.text, first.style = "{%p endif %}", "间隔"

    def table(self, rows: int, columns: int, widths: str, *, ruled: bool = True) -> Any:
        """A table whose alternative text asks `generator.word` for its column widths."""
        table = self.docx.add_table(rows, columns, "Table Grid" if ruled else "Normal Table")
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for row in table.rows:
            for cell in row.cells:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        margins, note = OxmlElement("w:tblCellMar"), OxmlElement("w:tblDescription")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), "40")  # 0.7 mm, in twentieths of a point
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        note.set(qn("w:val"), widths)
        table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
        table._tbl.tblPr.append(note)
        self.say("")
        return table


def fill(cell: Any, text: str, style: str) -> None:
    cell.paragraphs[0].text, cell.paragraphs[0].style = text, style


def mark_head(row: Any) -> None:
    """Repeat this row on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: Any, height_mm: float = 0) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if height_mm:
        row.height = Mm(height_mm)


def loop_row(table: Any, index: int, over: str) -> None:
    """Turn row `index` of three cells into a loop: tag, what is repeated, tag."""
    cells = table.rows[index].cells
    fill(cells[0], f"{{%tc for {over} %}}", "间隔")
    fill(cells[-1], "{%tc endfor %}", "间隔")


def tag_row(table: Any, index: int, tag: str) -> None:
    fill(table.rows[index].cells[0], f"{{%tr {tag} %}}", "间隔")


def add_head(builder: Builder) -> None:
    """Title, second title and number; beside their code where the head need not stay clear."""
    if builder.shape == "cover":
        builder.say("{{ document.school }}", "台账校名")
        add_title(builder)
    elif builder.shape == "instrument":
        builder.say("{%p if document.orientation == 'portrait' %}")
        add_title(builder)
        builder.say("{%p else %}")
        add_coded_title(builder)
        builder.say("{%p endif %}")
    else:
        add_coded_title(builder)


def add_coded_title(builder: Builder) -> None:
    table = builder.table(1, 3, "列宽 1:5:1", ruled=False)
    left, builder.place, code = table.rows[0].cells
    add_title(builder)
    builder.place._tc.remove(builder.place.paragraphs[0]._p)
    builder.place = builder.docx
    fill(left, "", "间隔")
    fill(code, "{{ qr(document.qr) if document.qr else '' }}", "图")
    code.paragraphs[0].alignment = RIGHT


def add_title(builder: Builder) -> None:
    builder.say("{{ document.title }}", "台账标题")
    for name, style in (("subtitle", "台账副题"), ("number", "台账编号")):
        with builder.when(f"document.{name}"):
            builder.say(f"{{{{ document.{name} }}}}", style)
    if builder.place is not builder.docx:
        builder.say("", "间隔")


def add_code(builder: Builder) -> None:
    condition = "" if builder.shape == "cover" else " and document.orientation == 'portrait'"
    with builder.when(f"document.qr{condition}"):
        code = builder.say("{{ qr(document.qr) }}", "图")
        code.paragraph_format.space_before = Pt(40 if builder.shape == "cover" else 12)
        code.alignment = CENTER if builder.shape == "cover" else LEFT


def add_headings(builder: Builder) -> None:
    with builder.when("block.tag == 'heading'"):
        for level in (1, 2):
            with builder.when(f"block.level {'==' if level == 1 else '>'} 1"):
                builder.say("{{ block.text }}", f"Heading {level}")


def add_facts(builder: Builder) -> None:
    cover = builder.shape == "cover"
    with builder.when("block.tag == 'facts'"):
        builder.say("{%p set pairs = block.rows | map('length') | max %}")
        widths = "列宽 1:4:9:1" if cover else "{{ widths(block) }}"
        table = builder.table(3, 6 if cover else 4, widths, ruled=not cover)
        tag_row(table, 0, "for row in block.rows")
        keep_whole(table.rows[1], 11 if cover else 7)
        cells = table.rows[1].cells[1:-1] if cover else table.rows[1].cells
        fill(cells[0], "{%tc for fact in row %}", "间隔")
        fill(cells[1], "{{ fact.label }}", "项目名")
        span = "2 * (pairs - loop.length) + 1 if loop.last else 1"
        fill(cells[2], f"{{% colspan {span} %}}{{{{ fact.value }}}}", "项目值")
        fill(cells[3], "{%tc endfor %}", "间隔")
        if cover:
            underline(cells[2])
        tag_row(table, 2, "endfor")


def underline(cell: Any) -> None:
    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "4"), ("color", "000000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:vAlign")


def add_caption(builder: Builder) -> None:
    with builder.when("block.caption"):
        builder.say("{{ block.caption }}", "台账表名")


def add_grid(builder: Builder) -> None:
    with builder.when("block.tag == 'grid'"):
        add_caption(builder)
        table = builder.table(4, 3, "{{ widths(block) }}")
        loop_row(table, 0, "column in block.columns")
        fill(table.rows[0].cells[1], "{{ column.label }}", "表头")
        mark_head(table.rows[0])
        keep_whole(table.rows[0])
        tag_row(table, 1, "for row in block.rows")
        loop_row(table, 2, "cell in row.cells")
        keep_whole(table.rows[2], 8)
        cell = table.rows[2].cells[1]
        builder.choose(
            cell,
            {
                "'void' in row.marks": "表内作废",
                "block.columns[loop.index0].align == 'left'": "表内居左",
                "block.columns[loop.index0].align == 'right'": "表内居右",
                "": "表内居中",
            },
            "{{ cell }}",
        )
        shade = "'ECECEC' if 'fail' in row.marks else 'FFFFFF'"
        cell.paragraphs[0].text = f"{{% cellbg {shade} %}}" + cell.paragraphs[0].text
        tag_row(table, 3, "endfor")


def add_checks(builder: Builder) -> None:
    with builder.when("block.tag == 'checks'"):
        add_caption(builder)
        table = builder.table(4, len(Checks.columns), "{{ widths(block) }}")
        names = ("no", "item", "method", "criterion", "verdict", "measured", "remark")
        for cell, column in zip(table.rows[0].cells, Checks.columns, strict=True):
            fill(cell, column.label, "表头")
        mark_head(table.rows[0])
        keep_whole(table.rows[0])
        tag_row(table, 1, "for row in block.rows")
        keep_whole(table.rows[2])
        for cell, name, column in zip(table.rows[2].cells, names, Checks.columns, strict=True):
            style = "表内居左" if column.align == "left" else "表内居中"
            emphasis = {"item": "row.key", "verdict": "row.failed"}.get(name)
            if emphasis:
                builder.choose(cell, {emphasis: "表内加粗", "": style}, f"{{{{ row.{name} }}}}")
            else:
                fill(cell, f"{{{{ row.{name} }}}}", style)
        tag_row(table, 3, "endfor")


def add_prose(builder: Builder) -> None:
    styles = {
        "center": "台账居中",
        "right": "台账居右",
        "note": "台账注",
        "heading": "台账一级",
        "subheading": "台账二级",
    }
    with builder.when("block.tag == 'prose'"), builder.loop("paragraph in block.paragraphs"):
        for number, (kind, style) in enumerate(styles.items()):
            builder.say(f"{{%p {'elif' if number else 'if'} paragraph.kind == '{kind}' %}}")
            builder.say("{{ paragraph.text }}", style)
        builder.say("{%p else %}")
        builder.say("{{ paragraph.text }}", "台账正文")
        builder.say("{%p endif %}")


def add_photos(builder: Builder) -> None:
    with builder.when("block.tag == 'photos'"):
        table = builder.table(3, 3, "{{ widths(block, 2) }}", ruled=False)
        tag_row(table, 0, "for pair in block.pictures | batch(2, '')")
        loop_row(table, 1, "picture in pair")
        keep_whole(table.rows[1])
        cell = table.rows[1].cells[1]
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        fill(cell, "{{ image(picture) if picture else '' }}", "照片")
        cell.add_paragraph("{{ picture.caption if picture else '' }}", "照片")
        tag_row(table, 2, "endfor")


def add_signatures(builder: Builder) -> None:
    official = builder.shape == "instrument"
    with builder.when("block.tag == 'signatures'"):
        if official:
            builder.say("{%p if block.lines | length == 1 %}")
            add_issuer(builder)
            builder.say("{%p else %}")
        builder.say("")
        add_signature_table(builder, 2 if official else 4)
        if official:
            builder.say("{%p endif %}")
        with builder.when("block.seal"):
            builder.say("{{ block.seal }}", "台账居右")


def add_issuer(builder: Builder) -> None:
    """The issuing body over its date (GB/T 9704-2012, 7.3.5.1), with room for the seal."""
    with builder.loop("line in block.lines"):
        first = builder.say("{{ line.role }}{{ line.name }}", "落款")
        first.paragraph_format.space_before, first.paragraph_format.keep_with_next = Pt(8), True
        builder.say("{{ line.date }}", "落款")
        with builder.when("line.note"):
            builder.say("{{ line.note }}", "落款")


def add_signature_table(builder: Builder, abreast: int) -> None:
    """Roles, places for ink and dates: three rows, so that they stand in line."""
    official = builder.shape == "instrument"
    day = "{{ line.date }}" if official else "日期：{{ line.date }}"
    rows = (("{{ line.role }}", "签字人"), ("{{ line.name }}", "签字处"), (day, "签字日期"))
    with builder.loop(f"lines in in_rows(block.lines, {abreast})"):
        table = builder.table(3, 3, "{{ widths(block, lines | length) }}", ruled=not official)
        for number, (text, style) in enumerate(rows):
            loop_row(table, number, "line in lines")
            keep_whole(table.rows[number], 20 if official and number == 1 else 0)
            cell = table.rows[number].cells[1]
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
            fill(cell, text, style)
            if not official:
                open_border(cell, top=number > 0, bottom=number < len(rows) - 1)
        for text in ("{%p if line.note %}", "{{ line.note }}", "{%p endif %}"):
            cell.add_paragraph(text, "照片").alignment = LEFT


def open_border(cell: Any, *, top: bool, bottom: bool) -> None:
    """Take the lines between the three rows of one signature away."""
    borders = OxmlElement("w:tcBorders")
    for side, wanted in (("top", top), ("bottom", bottom)):
        if wanted:
            edge = OxmlElement(f"w:{side}")
            edge.set(qn("w:val"), "nil")
            borders.append(edge)
    cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:vAlign")


def add_notice(builder: Builder) -> None:
    with builder.when("block.tag == 'notice'"):
        builder.say("{%p if block.kind == 'void' %}")
        builder.say("{{ block.text }}", "台账作废")
        builder.say("{%p else %}")
        builder.say("{{ block.text }}", "台账提示")
        builder.say("{%p endif %}")


def add_code_block(builder: Builder) -> None:
    with builder.when("block.tag == 'qr'"):
        builder.say("{{ qr(block.payload) }}", "图").alignment = CENTER
        with builder.when("block.caption"):
            builder.say("{{ block.caption }}", "照片")


def add_page_break(builder: Builder) -> None:
    with builder.when("block.tag == 'pagebreak'"):
        builder.say("").add_run().add_break(WD_BREAK.PAGE)


def define_styles(builder: Builder) -> None:
    styles = builder.docx.styles
    for level, size in ((1, 14.0), (2, 12.0)):
        dress(styles[f"Heading {level}"], Look("", HEI, size, before=8, after=4, keep=True))
    dress(styles["Normal"], Look("", SONG, 10.5))
    for look in looks(builder.shape):
        dress(styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH), look)
    notice = styles["台账提示"].element.get_or_add_pPr()
    notice.insert_element_before(boxed(), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    language = styles.element.xpath("w:docDefaults//w:lang")[0]
    language.set(qn("w:eastAsia"), "zh-CN")


def dress(style: Any, look: Look) -> None:
    font = style.font
    font.name, font.size, font.bold, font.strike = look.face, Pt(look.size), look.bold, look.strike
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(key), look.face)
    form = style.paragraph_format
    form.alignment, form.keep_with_next = look.align, look.keep
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.left_indent, form.right_indent = Pt(look.left), Pt(look.right)
    form.widow_control = False
    if look.line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    else:
        form.line_spacing = 1.0
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):  # as in the PDF: no gap between 2026 and 年
        switch = OxmlElement(name)
        switch.set(qn("w:val"), "0")
        form.element.pPr.insert_element_before(switch, *_AFTER_SPACING_SWITCHES)
    if look.indent:
        form.first_line_indent = Pt(look.size * 2)
        form.element.pPr.ind.set(qn("w:firstLineChars"), "200")


def boxed() -> Any:
    """A border on all four sides, heavy on the left."""
    border = OxmlElement("w:pBdr")
    for side, size in (("top", 6), ("left", 32), ("bottom", 6), ("right", 6), ("between", 6)):
        edge = OxmlElement(f"w:{side}")
        for key, value in (
            ("val", "single"),
            ("sz", str(size)),
            ("space", "3"),
            ("color", "000000"),
        ):
            edge.set(qn(f"w:{key}"), value)
        border.append(edge)
    return border


def set_page(builder: Builder) -> None:
    orientation: Orientation = "landscape" if builder.shape == "row" else "portrait"
    sheet = sheet_of(Document("", "", builder.shape, orientation=orientation))
    section = builder.docx.sections[0]
    if orientation == "landscape":
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance = Mm(12)
    section.footer_distance = Mm(22 if builder.shape == "instrument" else 9)
    if builder.shape == "cover":
        return
    foot, head = "{{ document.footer }}", "{{ document.running_head }}"
    width = sheet.text_width
    ends = [width / 2, width] if builder.shape == "instrument" else [width]
    write_margin(section.header.paragraphs[0], [head], [])
    if builder.shape == "instrument":
        number = ["— ", "PAGE", " —"]
        builder.docx.settings.odd_and_even_pages_header_footer = True
        write_margin(section.even_page_header.paragraphs[0], [head], [])
        write_margin(section.footer.paragraphs[0], ["\t", foot, "\t", *number], ends)
        write_margin(section.even_page_footer.paragraphs[0], [*number, "\t", foot], ends)
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


def build(shape: Shape) -> bytes:
    """The template of `shape`, the same bytes each time."""
    builder = Builder(shape)
    define_styles(builder)
    set_page(builder)
    add_head(builder)
    with builder.loop("block in document.blocks"):
        for add in (
            add_headings,
            add_facts,
            add_grid,
            add_checks,
            add_prose,
            add_photos,
            add_signatures,
            add_notice,
            add_code_block,
            add_page_break,
        ):
            add(builder)
    if shape in {"instrument", "cover"}:
        add_code(builder)
    properties = builder.docx.core_properties
    properties.author = properties.comments = properties.title = ""
    out = io.BytesIO()
    builder.docx.save(out)
    return normalise(out.getvalue())


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for shape in SHAPES:
        (TARGET / f"{shape}.docx").write_bytes(build(shape))
