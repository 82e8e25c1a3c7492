"""A roster of who signs which agreement, as a workbook: handed out to be filled in, read back."""

from collections.abc import Iterable, Iterator
from typing import Any

from checklists.posts import PARTIES
from records.campaigns import LetterDraft, RosterLine
from taizhang.errors import WorkbookError
from taizhang.workbooks.cells import CellValue, UnreadableCellError, read_count, text_of
from taizhang.workbooks.reading import read_table, refuse
from taizhang.workbooks.sheets import Head, Line, Sheet
from taizhang.workbooks.writing import write_workbook

NAME, PARTY, SCOPE, SPECIAL, COPIES = HEADS = ("姓名", "主送类别", "责任范围", "特别约定", "份数")
OPEN_ROWS = 300
"""Rows of an empty roster for which there are drop-down lists."""
FEWEST, MOST = 2, 9
GUIDE = (
    (NAME, "必填", "姓名或人员编号；单位写全称"),
    (PARTY, "", "不写就按名录里的岗位"),
    (SCOPE, "班主任必填", "班级、区域、时段；不写就按班级名录、课表、责任区"),
    (SPECIAL, "", "只对这一个人的约定；几条分行写"),
    (COPIES, "", f"{FEWEST}到{MOST}；不写就按这一批的份数"),
)


def roster_workbook(drafts: Iterable[LetterDraft] = ()) -> bytes:
    """A roster to fill in; with drafts, one with a line for each of them."""
    lines = [
        Line((one.name, one.party, one.scope or None, "\n".join(one.special) or None, one.copies))
        for one in drafts
    ]
    heads = tuple(Head(one, tuple(PARTIES) if one == PARTY else ()) for one in HEADS)
    roster = Sheet("责任书名单", heads, lines, open_rows=OPEN_ROWS)
    how = Sheet("怎么填", (Head("栏"), Head("必填"), Head("怎么填")), [Line(one) for one in GUIDE])
    return write_workbook((roster, how), title="责任书名单")


def read_roster(raw: bytes) -> tuple[RosterLine, ...]:
    """The lines of a roster that was filled in.

    Raises:
        WorkbookError: it is no roster, or something in it cannot be read: says in which row and
            column, all that there is.
    """
    faults: list[str] = []
    lines = []
    for row, cells in read_table(raw, {one: one for one in HEADS}):
        said = dict(_read(row, cells, faults))
        if NAME not in said:
            faults.append(f"第 {row} 行「{NAME}」：没有填写")
        lines.append(
            RosterLine(
                row,
                said.get(NAME, ""),
                said.get(PARTY, ""),
                said.get(SCOPE, ""),
                said.get(SPECIAL, ()),
                said.get(COPIES),
            )
        )
    refuse(faults)
    if not lines:
        raise WorkbookError("名单里只有栏名，没有一行内容。填好再试。")
    return tuple(lines)


def _read(row: int, cells: dict[str, CellValue], faults: list[str]) -> Iterator[tuple[str, Any]]:
    for name, value in cells.items():
        try:
            yield name, _value(name, value)
        except UnreadableCellError as error:
            faults.append(f"第 {row} 行「{name}」：{error}")


def _value(name: str, value: CellValue) -> Any:
    if name == COPIES:
        count = read_count(value)
        if not isinstance(count, int) or not FEWEST <= count <= MOST:
            raise UnreadableCellError(f"“{text_of(value)}”不对。写{FEWEST}到{MOST}的整数")
        return count
    if name == SPECIAL:
        return tuple(line.strip() for line in str(text_of(value)).splitlines() if line.strip())
    return text_of(value)
