"""Sheets of plain values become an .xlsx; the same sheets are the same bytes.

Numbers and dates are numbers and dates, so that they can be added up and sorted; text stays text,
whatever it begins with: nothing that staff typed is ever run as a formula.
"""

import io
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as Part
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from generator.package import normalise
from taizhang.workbooks.looks import height_of, styles, widths_of
from taizhang.workbooks.sheets import Head, Sheet, Value, kind_of

PROPERTIES = "docProps/core.xml"
LONGEST = 32_000  # characters of a cell; Excel takes 32,767
DIGITS = 15  # of a number; Excel keeps no more
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 before it
PAGE_WIDTH = 190  # of a sheet of A4 on its long side, at the least legible size
MOST_OPTIONS = 255  # characters of a drop-down list
LONGEST_TITLE = 31
A4 = 9
BEGINS_FORMULA = ("=", "+", "-", "@")
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001  the format has no zone


def write_workbook(
    sheets: Iterable[Sheet], *, title: str, author: str = "", at: datetime | None = None
) -> bytes:
    """Sheets as the bytes of an .xlsx.

    Args:
        sheets: in order; equal titles are told apart.
        title: of the workbook, printed above every page.
        author: of the workbook.
        at: when what it shows was so; without it the workbook has no date.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in styles():
        book.add_named_style(style)
    taken: set[str] = set()
    for sheet in sheets:
        page, widths = book.create_sheet(_free_name(sheet.title, taken)), list(widths_of(sheet))
        _fill(page, sheet, widths)
        _lay_out(page, sheet, widths, title)
    said = book.properties
    said.title, said.creator = _plain(title), _plain(author)
    out = io.BytesIO()
    book.save(out)
    said.created = said.modified = at.replace(tzinfo=None) if at else _UNDATED
    return normalise(out.getvalue(), {PROPERTIES: tostring(said.to_tree())})


# ---- a sheet


def _fill(page: Worksheet, sheet: Sheet, widths: Sequence[float]) -> None:
    """The values; every row is as high as its texts, for not every program sees to that."""
    page.append([_cell(page, head.text, "head") for head in sheet.heads])
    page.row_dimensions[1].height = height_of([head.text for head in sheet.heads], widths)
    for number, line in enumerate(sheet.lines, 2):
        struck = "-struck" if line.struck else ""
        pairs = zip(line.values, sheet.heads, strict=True)
        page.append(
            [_cell(page, value, f"{kind_of(value, head)}{struck}") for value, head in pairs]
        )
        page.row_dimensions[number].height = height_of(line.values, widths)


def _lay_out(page: Worksheet, sheet: Sheet, widths: Sequence[float], title: str) -> None:
    """Widths, frozen head, filter and drop-down lists; as many pages across as can be read."""
    last = max(len(sheet.lines) + 1, 2)
    corner, left = get_column_letter(len(sheet.heads)), get_column_letter(sheet.kept)
    for place, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    for place, head in enumerate(sheet.heads, 1):
        if head.options and len(",".join(head.options)) <= MOST_OPTIONS:
            letter = get_column_letter(place)
            where = f"{letter}2:{letter}{last + sheet.open_rows}"
            page.add_data_validation(_choice(head, where))
    page.freeze_panes = f"{get_column_letter(sheet.kept + 1)}2"
    page.auto_filter.ref = f"A1:{corner}{last}"
    page.print_title_rows, page.print_title_cols = "1:1", f"A:{left}"
    across = math.ceil(sum(widths) / PAGE_WIDTH)
    page.page_setup = PrintPageSetup(
        orientation="landscape", paperSize=A4, fitToWidth=across, fitToHeight=0
    )
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    page.HeaderFooter = HeaderFooter(
        oddHeader=HeaderFooterItem(center=Part(_plain(title).replace("&", "&&"))),
        oddFooter=HeaderFooterItem(center=Part("第 &P 页，共 &N 页")),
    )


def _choice(head: Head, where: str) -> DataValidation:
    rule = DataValidation("list", f'"{",".join(head.options)}"', allow_blank=True, sqref=where)
    rule.error, rule.errorTitle = f"可选：{'、'.join(head.options)}", head.text
    rule.showErrorMessage = True
    return rule


def _cell(page: Worksheet, value: Value, style: str) -> Cell:
    kept = _kept(value)
    cell = Cell(page, 1, 1, kept)  # `append` gives it its place
    cell.style = style
    if isinstance(kept, str):
        cell.data_type = "s"  # never a formula
        cell.quotePrefix = kept.startswith(BEGINS_FORMULA)  # nor when it is edited
    return cell


def _kept(value: Value) -> Value:
    """A value as a cell can hold it: what has no place as number or date stands as text."""
    if isinstance(value, str):
        text = _plain(value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}……（太长，后面的见记录）"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        digits = len(Decimal(value).normalize().as_tuple().digits)
        return value if digits <= DIGITS else str(value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
        return value if value.date() >= FIRST_DAY else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    return value


def _plain(text: str) -> str:
    """A text without what no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("·", text)


def _free_name(title: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other has yet."""
    name = re.sub(r"[\[\]:*?/\\]", "·", _plain(title)).strip("' ")[:LONGEST_TITLE] or "表"
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name[: LONGEST_TITLE - len(str(number))]}{number}"
    taken.add(found.casefold())
    return found
