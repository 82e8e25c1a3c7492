"""The use-case of the directory: a list that somebody hands in is taken whole, or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from records.directory import ITEMS, Directory, Item
from records.disk import Disk
from records.enrolment import enrol_all
from records.personal import HIDDEN
from records.record import Person
from records.refusals import UnknownPersonError
from taizhang.errors import UsageError
from taizhang.forms import read_lines
from taizhang.home import Home
from taizhang.listings import faults_of, heading_of, listed, unknown_posts

DIRECTORY = "directory"
SHOWN = 20
"""Faults that are told at once."""
ZIPPED = b"PK"
"""What an .xlsx begins with."""

Rows = Sequence[tuple[int, Mapping[str, Any]]]
"""Lines of a list with their numbers."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What became of a list.

    Attributes:
        kept: what was added or changed.
        same: how many lines were on the list already, word for word.
        odd_posts: posts of theirs that no register asks for.
    """

    kept: tuple[Item, ...]
    same: int
    odd_posts: tuple[str, ...]


def read_rows(raw: bytes, kind: str, where: str) -> Rows:
    """The lines of a list that was handed in, as .xlsx or as lines of JSON.

    Args:
        raw: bytes of the file.
        kind: as in `directory.ITEMS`.
        where: its name, for messages.

    Raises:
        WorkbookError, UsageError: something in it cannot be read.
    """
    if raw.startswith(ZIPPED):
        from taizhang.workbooks import read_workbook  # loads a library that few commands need

        return read_workbook(raw, kind)
    found = list(read_lines(raw, where))
    for _, row in found:
        if isinstance(row, UsageError):
            raise row
    return [(number, row) for number, row in found if not isinstance(row, UsageError)]


def enrol_rows(
    home: Home, kind: str, rows: Rows, *, by: str, at: datetime, where: str = "名单"
) -> Enrolled:
    """Add lines to a list of the directory, or change those with the same id; all or none.

    Args:
        home: whose directory.
        kind: as in `directory.ITEMS`.
        rows: columns by name or heading; without an id it is a new one.
        by: who does it, id or name: somebody in service, or anybody while nobody is listed.
        at: when.
        where: what the list is called in messages.

    Raises:
        UnknownPersonError: `by` is nobody of the directory, or has left.
        UsageError: lines that cannot be understood, each with its number; nothing was changed.
        RecordError: refused by the directory; nothing was changed.
    """
    folder = home.folder / DIRECTORY
    kept = Directory.open(folder, at.date())
    author = author_of(kept, by)
    new, same = understood(kept, kind, rows, where)
    done = enrol_all(folder, kind, new, by=author, at=at, disk=Disk())
    odd = {post for one in done for post in unknown_posts(getattr(one, "posts", ()))}
    return Enrolled(tuple(done), same, tuple(sorted(odd)))


def author_of(people: Directory, by: str) -> Person:
    """Who may change the directory: somebody of it in service; anybody while nobody is listed.

    Raises:
        UnknownPersonError: nobody of that id or name, or no longer here.
    """
    known = people.look_up("person", by)
    if known is None and people.keeps("person"):
        raise UnknownPersonError(by, "名录里没有")
    if known is not None and not known.active:
        raise UnknownPersonError(known.name, "已离岗")
    return Person(known.id, known.name) if known else Person(by, by)


def understood(
    kept: Directory, kind: str, rows: Rows, where: str
) -> tuple[list[dict[str, Any]], int]:
    """The lines that say something new, and how many say what is there already.

    Raises:
        UsageError: lines that cannot be understood.
    """
    reader = _Reader(kind, kept)
    faults: list[str] = []
    for number, row in rows:
        if fault := reader.fault(number, listed(row, kind)):
            faults.append(f"{where} 第 {number} 行：{fault}")
    if faults:
        more = f"\n还有 {len(faults) - SHOWN} 行" if len(faults) > SHOWN else ""
        told = "\n".join(faults[:SHOWN])
        raise UsageError(f"{told}{more}。改正后再试，一条也没有登记。")
    return reader.new, reader.same


class _Reader:
    """Takes a list line by line, beside what is on it already."""

    def __init__(self, kind: str, kept: Directory) -> None:
        self.item = ITEMS[kind]
        listings = kept.listings(kind)
        self.there = {one.id: one.item for one in listings}
        self.named = {
            one.name: f"名录里已有“{one.name}”（{one.id}）" for one in listings if one.active
        }
        self.new: list[dict[str, Any]] = []
        self.same = 0

    def fault(self, number: int, row: dict[str, Any]) -> str:
        """What is wrong with a line, in Chinese; one that is understood is taken."""
        before = self.there.get(str(row.get("id", "")))
        known = before.model_dump(exclude_defaults=True) if before else {}
        try:
            item = self.item.model_validate({"id": "0", **known, **row})
        except ValidationError as error:
            return faults_of(error, self.item)
        for name in self.item.personal:
            if name in row and getattr(item, name).endswith(HIDDEN * 2):
                return f"“{heading_of(self.item, name)}”是遮盖过的，写全名"
        if self._is_there(item, before, row.keys() - {"id"}):
            self.same += 1
            return ""
        if "id" not in row and not self.item.recurs:
            if twin := self.named.get(item.name):
                return f"{twin}。是同一个就写上编号；另一个同名的，自己编一个没用过的编号"
            self.named[item.name] = f"与第 {number} 行同名“{item.name}”"
        self.new.append(row)
        return ""

    def _is_there(self, item: Item, before: Item | None, columns: Iterable[str]) -> bool:
        """Whether a line says nothing that is not on the list."""
        same = [before] if before else [] if item.id != "0" else list(self.there.values())
        told = list(columns)
        return any(all(getattr(one, name) == getattr(item, name) for name in told) for one in same)
