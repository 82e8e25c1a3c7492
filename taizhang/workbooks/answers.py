"""Answers of a class as a workbook: handed out with its pupils, and read back."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from taizhang.errors import WorkbookError
from taizhang.workbooks.cells import CellValue, UnreadableCellError, read_day, text_of
from taizhang.workbooks.reading import read_table, refuse
from taizhang.workbooks.sheets import Head, Line, Sheet
from taizhang.workbooks.writing import write_workbook

CHOICES = ("参加", "不参加", "未交")
_HEADS: Mapping[str, tuple[str, Callable[[CellValue], Any]]] = {
    "number": ("记录编号", text_of),
    "pupil": ("学生", text_of),
    "choice": ("意愿", text_of),
    "signed_on": ("签字日期", read_day),
    "reason": ("不参加理由", text_of),
    "relation": ("与学生关系", text_of),
    "phone": ("联系电话", text_of),
}
"""Column → heading, and how its cells are read."""


def answers_workbook(slips: Iterable[tuple[str, str, str, str]], title: str) -> bytes:
    """The slips of a class to be filled in; what is not known yet is empty, and nothing preset.

    Args:
        slips: number, pupil as they may be shown, choice and day as recorded (or empty).
        title: of the workbook.
    """
    options = {"choice": CHOICES}
    heads = tuple(Head(text, options.get(name, ())) for name, (text, _) in _HEADS.items())
    empty = (None,) * (len(heads) - 4)
    lines = [Line((*(value or None for value in one), *empty)) for one in slips]
    how = Sheet(
        "怎么填",
        (Head("怎么填"),),
        [
            Line(("意愿照家长的勾选填：参加、不参加；没交回的空着，或写未交。",)),
            Line(("签字日期照家长写的填，如 2026-09-03。参加、不参加都要有。",)),
            Line(("只填交回的；已登记的行照原样留着，不会登记第二遍。",)),
        ],
    )
    return write_workbook((Sheet("确认单", heads, lines, kept=2), how), title=title)


def read_answers(raw: bytes) -> list[tuple[int, dict[str, Any]]]:
    """Rows with their numbers, and what stands in them by column.

    Raises:
        WorkbookError: it is no such list, or something in it cannot be read.
    """
    names = {text: name for name, (text, _) in _HEADS.items()}
    found, faults = [], list[str]()
    for number, row in read_table(raw, names):
        read: dict[str, Any] = {}
        for name, value in row.items():
            heading, reader = _HEADS[name]
            try:
                read[name] = reader(value)
            except UnreadableCellError as error:
                faults.append(f"第 {number} 行「{heading}」：{error}")
        faults += _lacking(number, read)
        found.append((number, read))
    refuse(faults)
    if not found:
        raise WorkbookError("工作簿里只有栏名，没有一行内容。填好再试。")
    return found


def _lacking(number: int, row: Mapping[str, Any]) -> list[str]:
    if not row.get("number"):
        return [f"第 {number} 行：没有记录编号。照导出的表填，不要删这一栏"]
    day = row.get("signed_on")
    if isinstance(day, str) and day:
        return [f"第 {number} 行「签字日期」：“{day}”读不懂。写成 2026-09-03 的样子"]
    return []
