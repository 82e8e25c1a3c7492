"""Names of form fields ↔ the nested data of an entry: ``e.checks.I03.measured.core_temp``.

A page posts them, the offline queue sends the same ones: there is one way in. What the values mean
is read by taizhang/forms.py, as for every other form.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import tzinfo
from types import MappingProxyType
from typing import Any

from starlette.datastructures import FormData, UploadFile

from checklists.columns import Column
from checklists.entry import Entry
from taizhang.developing import develop
from taizhang.errors import UsageError
from taizhang.forms import understood
from taizhang.web.errors import BadRequestError
from taizhang.web.keeping import Held

PREFIX = "e."
HELD = "~held"
"""Behind the name of a file column: what an earlier attempt has already brought."""
KEPT = "~kept"
"""Behind it too: what a record that is corrected has and keeps, by digest."""
ABOUT_NUMBERS = ("number", "money", "count", "date", "time", "datetime")
MOST_ROWS = 400
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it came.

    Attributes:
        data: nested as the entry's content, values as text; blank rows are left out.
        files: name put into `data` → bytes, of what was uploaded now.
    """

    data: dict[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def file(self, name: str) -> bytes:
        """Bytes of an uploaded file.

        Raises:
            UsageError: nothing of that name came with the form.
        """
        if name not in self.files:
            raise UsageError(f"附件 {name} 没有随表上传。重新选一次。")
        return self.files[name]

    def understood(self, kind: type[Entry], *, clearing: bool = False) -> dict[str, Any]:
        """In the words of the register's columns."""
        return understood(self.data, kind, clearing=clearing)


def read_fields(
    form: FormData,
    columns: Sequence[Column],
    held: Held,
    kept: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> Filled:
    """What a form says.

    Args:
        form: as it came.
        columns: of its register.
        held: what this person's earlier attempts brought.
        kept: digest → attachment, of what a record that is corrected has.

    Raises:
        BadRequestError: a name that no page of ours has.
        UsageError: a file that is not there any more.
    """
    tree: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    for name, value in form.multi_items():
        if not name.startswith(PREFIX):
            continue
        path = name.removeprefix(PREFIX)
        if isinstance(value, UploadFile):
            _plant_upload(tree, path, value, files)
        elif path.endswith(KEPT):
            _plant(tree, path.removesuffix(KEPT), [kept[value]] if value in kept else [])
        elif path.endswith(HELD):
            _plant_held(tree, path.removesuffix(HELD), value, held, files)
        else:
            _plant(tree, path, value)
    return Filled(_tidy(tree, columns), files)


def tree_of(form: FormData) -> dict[str, Any]:
    """The plain fields of a form, nested as their names say.

    Raises:
        BadRequestError: a name that no page of ours has.
    """
    tree: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name.startswith(PREFIX) and isinstance(value, str):
            _plant(tree, name.removeprefix(PREFIX), value)
    return tree


def develop_uploads(form: FormData, zone: tzinfo) -> None:
    """Develop the photos of a form before the desk is asked for: that takes a moment each.

    What cannot be kept is told of there, with its place in the form.
    """
    for _, value in form.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            with suppress(UsageError):
                develop(value.file.read(), value.filename, zone)
            value.file.seek(0)


def _plant_upload(
    tree: dict[str, Any], path: str, upload: UploadFile, files: dict[str, bytes]
) -> None:
    if not upload.filename:
        return
    key = f"{len(files)}/{upload.filename}"
    files[key] = upload.file.read()
    _plant(tree, path, [key])


def _plant_held(
    tree: dict[str, Any], path: str, token: str, held: Held, files: dict[str, bytes]
) -> None:
    if not token:
        return
    key = f"{len(files)}/{held.name(token)}"
    files[key] = held.take(token)
    _plant(tree, path, [key])


def _plant(tree: dict[str, Any], path: str, value: Any) -> None:
    """Put a value where its path says; what comes twice is a list."""
    *parents, last = path.split(".")
    if len(parents) > DEEPEST or not all((*parents, last)):
        raise BadRequestError("表单的栏名不对", "请刷新页面再填")
    node = tree
    for part in parents:
        below = node.setdefault(part, {})
        if not isinstance(below, dict):
            raise BadRequestError("表单的栏名重复", "请刷新页面再填")
        node = below
    before = node.get(last)
    if isinstance(before, dict):
        raise BadRequestError("表单的栏名重复", "请刷新页面再填")
    if before is None:
        node[last] = value
    else:
        node[last] = [*_as_list(before), *_as_list(value)]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _tidy(tree: Mapping[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    """Rows as lists, several values as lists, numbers in plain digits."""
    kinds = {one.name: one for one in columns}
    return {key: _tidied(value, kinds.get(key)) for key, value in tree.items()}


def _tidied(value: Any, column: Column | None) -> Any:
    kind = column.kind if column else ""
    if column is not None and kind == "rows" and isinstance(value, dict):
        return [one for one in _rows(value, column) if not is_blank(one)]
    if kind in ("refs", "texts"):
        return [one for line in _as_list(value) for one in _split(line, kind)]
    if kind == "checks" and isinstance(value, dict):
        return {key: _check(one) for key, one in value.items()}
    if isinstance(value, str):
        return _plain_digits(value) if kind in ABOUT_NUMBERS else _text(value)
    return value


def _rows(value: Mapping[str, Any], column: Column) -> Iterator[dict[str, Any]]:
    numbers = sorted(int(key) for key in value if key.isascii() and key.isdecimal())
    if len(numbers) != len(value) or len(numbers) > MOST_ROWS:
        raise BadRequestError(f"「{column.label}」的行数不对", f"最多 {MOST_ROWS} 行，刷新后再填")
    for number in numbers:
        row = value[str(number)]
        if not isinstance(row, dict):
            raise BadRequestError(f"「{column.label}」第 {number + 1} 行读不懂", "请刷新页面再填")
        yield _tidy(row, column.rows)


def _split(value: Any, kind: str) -> Iterator[Any]:
    """Several texts stand on lines of their own; names may also stand between 、."""
    if not isinstance(value, str):
        yield value
        return
    lines = value.replace("、", "\n") if kind == "refs" else value
    yield from (line.strip() for line in lines.splitlines() if line.strip())


def _check(check: Any) -> Any:
    if not isinstance(check, dict):
        return check
    readings = check.get("measured")
    measured = (
        {key: _plain_digits(one) if isinstance(one, str) else one for key, one in readings.items()}
        if isinstance(readings, dict)
        else {}
    )
    rest = {key: _text(one) if isinstance(one, str) else one for key, one in check.items()}
    return {**rest, **({"measured": measured} if measured else {})}


def _plain_digits(value: str) -> str:
    """Figures typed on a Chinese keyboard: １２．５ is 12.5."""
    return unicodedata.normalize("NFKC", value).strip()


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def is_blank(value: Any) -> bool:
    """Whether nothing was filled in, however deep."""
    if isinstance(value, Mapping):
        return all(is_blank(one) for one in value.values())
    if isinstance(value, list):
        return all(is_blank(one) for one in value)
    return value in (None, "")


def with_kept(new: Any, kept: Any) -> Any:
    """The same in which a name that is kept already stays what it was, id and all."""
    if isinstance(kept, Mapping):
        if kept.keys() == {"id", "name"}:
            return kept if new == kept["name"] else new
        if isinstance(new, Mapping):
            return {key: with_kept(value, kept.get(key)) for key, value in new.items()}
    if isinstance(new, list) and isinstance(kept, list):
        return [
            with_kept(value, kept[place] if place < len(kept) else None)
            for place, value in enumerate(new)
        ]
    return new
