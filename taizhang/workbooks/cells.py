"""What staff write in a cell, read as what its column holds: days, numbers, posts, 是 and 否.

What cannot be read stays as it is, for the list to refuse; what a program made of a cell on its own
(a name turned into a date, a formula that failed) is refused here.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from checklists.posts import POSTS

CellValue = str | int | float | bool | date | datetime | time | timedelta
"""What a workbook holds in a cell that is not blank."""

EXACT = 10**15
FAILED = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
AS_TEXT = "把这一格设成“文本”再写一遍"
YES_OR_NO = {"是": True, "√": True, "✓": True, "有": True, "否": False, "×": False, "无": False}
_BETWEEN = r"、,，;；/\s"
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)")
_TITLES = sorted((one for one in POSTS.values() if "、" in one), key=len, reverse=True)
_POST = re.compile("|".join([*map(re.escape, _TITLES), rf"[^{_BETWEEN}]+"]))
_DATED = re.compile(
    rf"[{_BETWEEN}]*(.+?)(?:有效期)?\s*[至到:：]?\s*(\d{{4}}\D?\d{{1,2}}\D?\d{{1,2}}(?!\d)\s*日?)"
)
_WIDE = str.maketrans(
    {chr(code + 0xFEE0): chr(code) for code in range(0x30, 0x7B) if chr(code).isalnum()}
)
_HAN = r"([\u3400-\u9fff\U00020000-\U0003ffff])"
_SPREAD = re.compile(rf"{_HAN}\s+{_HAN}")


class UnreadableCellError(Exception):
    """What stands in a cell cannot be what its column holds; never seen outside."""


def text_of(value: CellValue) -> str:
    """A cell as text: digits and letters of half width, no space around them.

    Raises:
        UnreadableCellError: what it was is no longer known.
    """
    match value:
        case bool():
            return "是" if value else "否"
        case int() | float() if not abs(value) < EXACT:
            raise UnreadableCellError(f"“{value:.0f}”太长，Excel 只记得前 15 位。{AS_TEXT}")
        case int() | float():
            return str(int(value) if value == int(value) else value)
        case str() if value in FAILED:
            raise UnreadableCellError(f"公式出错（{value}）。改正公式，或直接写上值")
        case str():
            text = value.translate(_WIDE).strip()
            spread = _SPREAD.fullmatch(text)  # 王　安, put there to be as wide as three characters
            return "".join(spread.groups()) if spread else text
        case _:
            raise UnreadableCellError(f"“{value}”是 Excel 改成的日期或时间。{AS_TEXT}")


def day_of(text: str) -> date | None:
    """A day as people write it: 2026-9-1, 2026/9/1, 2026.9.1, 2026年9月1日, 20260901."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    year, month, day = (int(one) for one in found.groups() if one)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(value: CellValue) -> Any:
    """A day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    return day_of(text) or text


def written_day(value: CellValue) -> str:
    """A day, or whatever else stands there, as text: 2026-10-01, 10月1日—7日."""
    read = read_day(value)
    return read.isoformat() if isinstance(read, date) else str(read)


def read_number(value: CellValue) -> Any:
    """A number; 1,234.50 is one too."""
    if isinstance(value, bool):
        raise UnreadableCellError(f"“{text_of(value)}”不是数字。写数字，不加单位")
    if isinstance(value, int | float):
        return Decimal(text_of(value))
    text = unicodedata.normalize("NFKC", text_of(value))
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def read_count(value: CellValue) -> Any:
    """A whole number."""
    read = read_number(value)
    if isinstance(read, Decimal):
        return int(read) if read == read.to_integral_value() else str(read)
    return int(read) if read.isascii() and read.isdecimal() else read


def read_yes(value: CellValue) -> Any:
    """是 or 否."""
    return value if isinstance(value, bool) else YES_OR_NO.get(text_of(value), text_of(value))


def read_names(value: CellValue) -> list[str]:
    """Several names in one cell: posts, with what separates them, but not within a title."""
    return _POST.findall(text_of(value))


def read_dated(value: CellValue) -> dict[str, date]:
    """Names, each with a day: 健康证至2027-03-01、电工证至2028-05-01."""
    text, found = text_of(value), dict[str, date]()
    while rest := text.strip("、,，;；/ \n\t"):
        pair = _DATED.match(rest)
        day = day_of(pair[2]) if pair else None
        if pair is None or day is None:
            raise UnreadableCellError(f"“{rest}”读不懂。写成 健康证至2027-03-01")
        found[pair[1].strip()], text = day, rest[pair.end() :]
    return found


READERS: Mapping[object, Callable[[CellValue], Any]] = {
    date: read_day,
    bool: read_yes,
    int: read_count,
    Decimal: read_number,
    tuple: read_names,
    dict: read_dated,
}
"""Type that a column holds → how its cells are read; text is every other one's."""
