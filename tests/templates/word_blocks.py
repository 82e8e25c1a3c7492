"""The loops of the Word templates: docxtpl's tags with a paragraph or a table between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.document import Checks, Shape
from tests.templates.word_styles import CENTER, LEFT, OFFICIAL, RIGHT


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
    elif builder.shape == "official":
        with builder.when("document.number"):
            builder.say("{{ document.number }}", "发文字号")
        builder.say("{{ document.title }}", "台账标题")
    elif builder.shape == "instrument":
        builder.say("{%p if document.orientation == 'portrait' %}")
        add_title(builder, "文书编号")
        builder.say("{%p else %}")
        add_coded_title(builder)
        builder.say("{%p endif %}")
    else:
        add_coded_title(builder)


def add_coded_title(builder: Builder) -> None:
    middle = 7 if builder.shape in {"instrument", "poster"} else 5  # wide paper, one line of title
    table = builder.table(1, 3, f"列宽 1:{middle}:1", ruled=False)
    left, builder.place, code = table.rows[0].cells
    add_title(builder)
    builder.place._tc.remove(builder.place.paragraphs[0]._p)
    builder.place = builder.docx
    fill(left, "", "间隔")
    fill(code, "{{ qr(document.qr) if document.qr else '' }}", "图")
    code.paragraphs[0].alignment = RIGHT


def add_title(builder: Builder, numbered: str = "台账编号") -> None:
    builder.say("{{ document.title }}", "台账标题")
    for name, style in (("subtitle", "台账副题"), ("number", numbered)):
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
        first, drawn = cell.paragraphs[0], "row.inks[loop.index0]"
        for text, style in (
            (f"{{%p if row.inks and {drawn} %}}", "间隔"),
            (f"{{{{ ink({drawn}, 16, 6.5) }}}}", "签名"),
            ("{%p endif %}", "间隔"),
        ):
            first.insert_paragraph_before(text, style).alignment = CENTER
        first.text = f"{{% cellbg {shade} %}}{first.text}"
        tag_row(table, 3, "endfor")


def add_checks(builder: Builder) -> None:
    with builder.when("block.tag == 'checks'"):
        add_caption(builder)
        columns = Checks(()).columns
        table = builder.table(4, len(columns), "{{ widths(block) }}")
        names = ("no", "item", "method", "criterion", "verdict", "measured", "remark")
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            fill(cell, column.label, "表头")
        mark_head(table.rows[0])
        keep_whole(table.rows[0])
        tag_row(table, 1, "for row in block.rows")
        keep_whole(table.rows[2])
        for cell, name, column in zip(table.rows[2].cells, names, columns, strict=True):
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
    if builder.shape == "official":
        styles["addressee"] = "主送机关"
    with builder.when("block.tag == 'prose'"), builder.loop("paragraph in block.paragraphs"):
        for number, (kind, style) in enumerate(styles.items()):
            builder.say(f"{{%p {'elif' if number else 'if'} paragraph.kind == '{kind}' %}}")
            builder.say("{{ paragraph.text }}", style)
        builder.say("{%p elif document.orientation == 'landscape' %}")
        builder.say("{{ paragraph.text }}", "公示正文")
        builder.say("{%p else %}")
        builder.say("{{ paragraph.text }}", "台账正文")
        builder.say("{%p endif %}")


def add_photos(builder: Builder) -> None:
    with builder.when("block.tag == 'photos'"):
        table = builder.table(3, 3, "{{ widths(block, block.abreast) }}", ruled=False)
        tag_row(table, 0, "for row in block.pictures | batch(block.abreast, '')")
        loop_row(table, 1, "picture in row")
        keep_whole(table.rows[1])
        cell = table.rows[1].cells[1]
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        fill(cell, "{{ image(picture, block.abreast) if picture else '' }}", "照片")
        cell.add_paragraph("{{ picture.caption if picture else '' }}", "照片")
        tag_row(table, 2, "endfor")


def add_signatures(builder: Builder) -> None:
    official = builder.shape in OFFICIAL
    with builder.when("block.tag == 'signatures'"):
        if builder.shape == "slip":
            add_signature_line(builder)
            return
        if official:
            builder.say("{%p if block.lines | length == 1 and block.lines[0].seal %}")
            add_issuer(builder)
            builder.say("{%p else %}")
        builder.say("")
        wide = "6 if document.orientation == 'landscape' else 4"
        add_signature_table(builder, "2" if official else wide)
        if official:
            builder.say("{%p endif %}")
        with builder.when("block.seal"):
            builder.say("{{ block.seal }}", "台账居右")


def add_issuer(builder: Builder) -> None:
    """The issuing body over its date (GB/T 9704-2012, 7.3.5.1), with room for the seal."""
    with builder.loop("line in block.lines"):
        with builder.when("line.ink"):
            drawn = builder.say("{{ ink(line.ink, 36, 10) }}", "签名")
            drawn.alignment, drawn.paragraph_format.left_indent = CENTER, Pt(200)
        first = builder.say("{{ line.role }}{{ line.name }}", "落款")
        first.paragraph_format.space_before, first.paragraph_format.keep_with_next = Pt(8), True
        builder.say("{{ line.date }}", "落款")
        for said in ("line.way", "line.note"):
            with builder.when(said):
                builder.say(f"{{{{ {said} }}}}", "落款")


def add_signature_table(builder: Builder, abreast: str) -> None:
    """Roles, places for ink and dates: three rows, so that they stand in line."""
    official = builder.shape in OFFICIAL
    role, name = "{{ line.role }}", "{{ line.name }}"
    way = "{{ '　' + line.way if line.way else '' }}"
    signing = (
        ((role + name, "签字人"), ("", "签字处"))
        if official
        else ((role, "签字人"), (name + way, "签字处"))
    )
    rows = (*signing, ("日期：{{ line.date }}", "签字日期"))
    with builder.loop(f"lines in in_rows(block.lines, {abreast})"):
        widths = "{{ '列宽 13:12' if lines | length == 2 else '列宽 1' }}"
        table = builder.table(
            3, 3, widths if official else "{{ widths(block, lines | length) }}", ruled=not official
        )
        for number, (text, style) in enumerate(rows):
            loop_row(table, number, "line in lines")
            keep_whole(table.rows[number], 24 if official and number == 1 else 0)
            cell = table.rows[number].cells[1]
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
            fill(cell, text, style)
            if style == "签字处":
                add_ink(builder, cell, text)
            if not official:
                open_border(cell, top=number > 0, bottom=number < len(rows) - 1)
        for said in ("line.way", "line.note") if official else ("line.note",):
            for text in (f"{{%p if {said} %}}", f"{{{{ {said} }}}}", "{%p endif %}"):
                cell.add_paragraph(text, "照片").alignment = LEFT


def add_signature_line(builder: Builder) -> None:
    """One place for ink with its date beside it, in a line."""
    with builder.loop("line in block.lines"):
        table = builder.table(1, 4, "列宽 22:38:10:30")
        keep_whole(table.rows[0], 11)
        words = ("{{ line.role }}", "{{ line.name }}", "日期", "{{ line.date }}")
        for cell, text, style in zip(
            table.rows[0].cells, words, ("项目名", "项目值") * 2, strict=True
        ):
            fill(cell, text, style)


def add_ink(builder: Builder, cell: Any, name: str) -> None:
    """What was drawn above the name; where nothing was, the room that the name leaves for a pen."""
    choices = {"line.ink": "签名", "": "签字处"}
    builder.choose(cell, choices, name)
    drawn = cell.paragraphs[1]
    drawn.insert_paragraph_before("{{ ink(line.ink, 36, 10) }}", "签名")


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


def add_scans(builder: Builder) -> None:
    """Scanned sheets, a page each."""
    with builder.loop("picture in document.scans"):
        drawn = builder.say("{{ sheet(picture) }}", "图")
        drawn.alignment, drawn.paragraph_format.page_break_before = CENTER, True
        drawn.paragraph_format.keep_with_next = True
        builder.say("{{ picture.caption }}", "照片").alignment = CENTER


def add_code_block(builder: Builder) -> None:
    with builder.when("block.tag == 'qr'"):
        builder.say("{{ qr(block.payload) }}", "图").alignment = CENTER
        with builder.when("block.caption"):
            builder.say("{{ block.caption }}", "照片")


def add_page_break(builder: Builder) -> None:
    with builder.when("block.tag == 'pagebreak'"):
        builder.say("").add_run().add_break(WD_BREAK.PAGE)
