"""A list of the directory as a workbook: handed out to be filled in, and read back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from checklists.columns import KINDS
from checklists.posts import POSTS, post_title
from records.directory import ITEMS, Item, Listing
from taizhang.errors import WorkbookError
from taizhang.listings import FIRST, heading_of, headings_of, ordered
from taizhang.workbooks.cells import READERS, CellValue, UnreadableCellError, text_of
from taizhang.workbooks.reading import read_table, refuse
from taizhang.workbooks.sheets import Head, Line, Sheet, Value
from taizhang.workbooks.writing import write_workbook

OPEN_ROWS = 500
"""Rows of an empty list for which there are drop-down lists."""
YES_OR_NO = ("是", "否")
HOW_TO: Mapping[object, str] = {
    date: "日期，如 2026-09-01",
    bool: "写是或否",
    int: "整数",
    Decimal: "数字",
    tuple: "几个岗位用顿号隔开，岗位名称见下",
    dict: "名称和有效期，如 健康证至2027-03-01；几个用顿号隔开",
}


def list_workbook(kind: str, listings: Iterable[Listing]) -> bytes:
    """A list as a workbook, with a sheet that says how it is filled in; empty, it is a template.

    Args:
        kind: as in `directory.ITEMS`.
        listings: what is on the list, with personal values as they may be seen.
    """
    item, names = ITEMS[kind], ordered(ITEMS[kind])
    heads = [Head(heading_of(item, name), _options(item, name)) for name in names]
    lines = [Line(tuple(_told(one.item, name) for name in names)) for one in listings]
    listed = Sheet(KINDS[kind], tuple(heads), lines, kept=len(FIRST), open_rows=OPEN_ROWS)
    how = Sheet("怎么填", (Head("栏"), Head("必填"), Head("怎么填")), list(_guide(item)))
    return write_workbook((listed, how), title=f"名录：{KINDS[kind]}")


def read_workbook(raw: bytes, kind: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a list that was filled in, with their row numbers.

    Args:
        raw: bytes of the .xlsx.
        kind: as in `directory.ITEMS`.

    Returns:
        row number, and the columns that are filled in, by name; `listings.listed` takes them.

    Raises:
        WorkbookError: it is no such list, or something in it cannot be read: says in which row and
            column, all that there is.
    """
    item = ITEMS[kind]
    readers = {name: _reader(item, name) for name in item.model_fields}
    found, faults = [], []
    for number, row in read_table(raw, _names(item)):
        read: dict[str, Any] = {}
        for name, value in row.items():
            try:
                read[name] = readers[name](value)
            except UnreadableCellError as error:
                faults.append(f"第 {number} 行「{heading_of(item, name)}」：{error}")
        found.append((number, read))
    refuse(faults)
    if not found:
        raise WorkbookError("工作簿里只有栏名，没有一行内容。填好再试。")
    return found


def _names(item: type[Item]) -> dict[str, str]:
    """Headings a column may have → its name."""
    found = headings_of(item)
    return {heading: name for name, heading in found.items()} | {name: name for name in found}


# ---- types


def _type(item: type[Item], name: str) -> Any:
    """What a column holds: the origin of its bare type, or the type itself."""
    annotation: Any = item.model_fields[name].annotation
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = get_args(annotation)[0]
    return annotation if get_origin(annotation) is Literal else get_origin(annotation) or annotation


def _reader(item: type[Item], name: str) -> Callable[[CellValue], Any]:
    found = _type(item, name)
    return text_of if get_origin(found) is Literal else READERS.get(found, text_of)


def _options(item: type[Item], name: str) -> tuple[str, ...]:
    found = _type(item, name)
    if get_origin(found) is Literal:
        return tuple(one for one in get_args(found) if one)
    return YES_OR_NO if found is bool else ()


def _told(item: Item, name: str) -> Value:
    """A column of an item as it is read back."""
    value = getattr(item, name)
    if name == "posts":
        return "、".join(map(post_title, value))
    if isinstance(value, dict):
        return "、".join(f"{key}至{day}" for key, day in value.items())
    if isinstance(value, bool):
        return "是" if value else None
    return None if value == "" else value


# ---- how it is filled in


def _guide(item: type[Item]) -> Iterator[Line]:
    for name in ordered(item):
        field = item.model_fields[name]
        more = (field.title or name).partition("，")[2].replace("见下面的岗位代码", "")
        options = _options(item, name)
        chosen = f"可选：{'、'.join(options)}" if options else HOW_TO.get(_type(item, name), "文字")
        needed = "必填" if field.is_required() and name != "id" else ""
        yield Line((heading_of(item, name), needed, "；".join(filter(None, (more, chosen)))))
    yield Line(
        ("", "", "已有的写上编号，只填要改的栏；空着的栏不改。栏的先后不限，可以删去不用的栏。")
    )
    if "posts" in item.model_fields:
        yield from (Line(("岗位名称", "", title)) for title in POSTS.values())
