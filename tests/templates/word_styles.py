"""The named styles of the Word templates: what an office changes first."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from generator.document import Shape

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
TEXT = {
    "instrument": (FANG, 16.0, 28.95),
    "official": (FANG, 16.0, 28.95),
    "poster": (HEI, 17.0, 23.0),
    "slip": (SONG, 10.5, 17.0),
}
"""Face, size and line of running text (pt) in shapes that are not set as the rest."""
OFFICIAL = frozenset({"instrument", "official", "poster"})
CHARACTER = 15.79
"""Room of a character of official papers, pt: 28 of them in 156 mm."""
CENTER, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
_AFTER_SPACING_SWITCHES = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


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
    tight: float = 0
    hanging: int = 0


def looks(shape: Shape) -> list[Look]:
    """The styles of a shape; official papers follow GB/T 9704-2012."""
    official, cover, slip = shape in OFFICIAL, shape == "cover", shape == "slip"
    face, size, line = TEXT.get(shape, (SONG, 12.0, 20.0))
    notice = {"poster": Look("公示正文", face, size, indent=True, line=line)}
    notice["slip"] = Look("公示正文", HEI, 12, line=22)
    after = {"instrument": 8.0, "cover": 90.0, "slip": 2.0}.get(shape, 4.0)
    cell = {"row": 9.0, "checklist": 9.0, "poster": 16.5}.get(shape, 10.0)
    sign = {"instrument": 14.0, "poster": 24.0}.get(shape, 10.5)
    head = {"cover": 36.0, "poster": 33.0, "slip": 16.0}.get(shape, 22.0)
    portrait = shape in {
        "instrument",
        "official",
    }  # 22 lines of 28 characters; its number stands clear of both
    above = {"instrument": 28.0, "poster": 12.0}.get(shape, 4.0)
    tight, rule = (0.25, 26.0) if portrait else (0, None)
    gridded = tight if shape == "official" else 0
    issuer = {"poster": (20.0, 25.0, 660.0), "instrument": (14.0, 22.0, 200.0)}
    issued, leading, left = issuer.get(shape, (size, 22.0, 200.0))
    return [
        Look("台账校名", SONG, 24, bold=True, align=CENTER, before=110, after=30),
        Look("台账标题", SONG, head, bold=True, align=CENTER, after=4, keep=True)
        if shape != "official"
        else Look(
            "台账标题", SONG, head, bold=True, align=CENTER, line=line, after=line, keep=True
        ),
        Look("台账副题", face if official else KAI, 18 if cover else size, align=CENTER, after=2),
        Look("台账编号", face, size if official else 10.5, align=CENTER, after=after),
        Look("文书编号", face, size, align=CENTER, line=line, before=11, after=28),
        Look("台账正文", face, size, indent=True, line=line, tight=tight),
        notice.get(shape, Look("公示正文", face, 12, indent=True, line=18)),
        Look("台账居中", face, size, align=CENTER, line=line, tight=tight),
        Look("台账居右", face, size, align=RIGHT, right=size * 4, line=line),
        Look("台账注", SONG, 10.5, line=17),
        Look("台账一级", HEI, size, indent=not slip, line=line, keep=True, tight=gridded),
        Look("台账二级", KAI, size, indent=True, line=line, keep=True, tight=gridded),
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
        Look("签字人", FANG if official else HEI, sign, before=above, line=rule, keep=True),
        Look("签字处", KAI, sign, before=22, keep=True),
        Look("签名", KAI, sign, keep=True),
        Look("签字日期", face if official else SONG, sign, line=rule, keep=official),
        Look("落款", FANG, issued, align=CENTER, line=leading, left=left),
        Look("照片", SONG, 9, align=CENTER, after=2),
        Look("图", SONG, 9),
        Look("间隔", SONG, 4, line=6),
    ]


def official_looks() -> list[Look]:
    """What only official papers have, in lines and characters of their grid."""
    face, size, line = TEXT["official"]
    write = partial(Look, face=face, size=size, line=line, tight=0.25)
    return [
        write("发文字号", align=CENTER, after=2 * line),
        write("主送机关"),
        write("附件说明首项", before=line, left=6 * CHARACTER, hanging=4),
        write("附件说明", left=6 * CHARACTER, hanging=1),
        write("附件说明独项", before=line, left=5 * CHARACTER, hanging=3),
        write("署名", before=line, keep=True),
        write("署名（盖章）", before=2 * line, keep=True),
        write("成文日期"),
    ]


def define_styles(docx: Any, shape: Shape) -> None:
    styles = docx.styles
    for level, size in ((1, 14.0), (2, 12.0)):
        dress(styles[f"Heading {level}"], Look("", HEI, size, before=8, after=4, keep=True))
    official = shape == "official"  # its grid is reckoned from the size of Normal
    dress(styles["Normal"], Look("", FANG, 16.0) if official else Look("", SONG, 10.5))
    for look in (*looks(shape), *(official_looks() if official else ())):
        dress(styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH), look)
        if official:
            _leave_grid(styles[look.name])
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
    if look.hanging:
        form.first_line_indent = Pt(-look.hanging * CHARACTER)
    if look.tight:
        _tighten(style, look.tight)
    if look.indent:
        form.first_line_indent = Pt(look.size * 2)
        form.element.pPr.ind.set(qn("w:firstLineChars"), "200")


def _tighten(style: Any, points: float) -> None:
    """Set characters closer, and no sign outside the text: lines end where those of the PDF do."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(-20 * points)))
    style.element.rPr.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:lang"
    )
    switch = OxmlElement("w:overflowPunct")
    switch.set(qn("w:val"), "0")
    style.paragraph_format.element.pPr.insert_element_before(
        switch, "w:topLinePunct", "w:autoSpaceDE", *_AFTER_SPACING_SWITCHES
    )


def _leave_grid(style: Any) -> None:
    """Characters are as wide as the grid by themselves: LibreOffice gives one of 16 pt two cells.

    It also takes a hair off the line, which is given back. What an office writes in Normal is on
    the grid.
    """
    form = style.paragraph_format
    if not form.right_indent:
        form.right_indent = Pt(-0.5)
    if form.first_line_indent == Pt(32):
        form.first_line_indent = Pt(31.5)
        del form.element.pPr.ind.attrib[qn("w:firstLineChars")]
    for properties, later in (
        (style.element.get_or_add_rPr(), ("w:color", "w:spacing", "w:sz", "w:lang")),
        (style.element.get_or_add_pPr(), _AFTER_SPACING_SWITCHES[2:]),
    ):
        switch = OxmlElement("w:snapToGrid")
        switch.set(qn("w:val"), "0")
        properties.insert_element_before(switch, *later)


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
