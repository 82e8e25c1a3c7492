"""The first line of a journal: what it is, whose, and which sealed term it follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from records.digest import ALGORITHM
from records.errors import NewerFormatError, NoLedgerError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Header:
    """Whose ledger it is.

    Attributes:
        school: name of the school.
        term: as ``2026-2027-1``.
        zone: time zone of its times, as ``Asia/Shanghai``.
        previous: head of the previous term's sealed ledger; empty for the first.
    """

    school: str
    term: str
    zone: str = "Asia/Shanghai"
    previous: str = ""

    def content(self) -> dict[str, object]:
        """What the journal writes."""
        return {
            "format": FORMAT,
            "algorithm": ALGORITHM,
            "school": self.school,
            "term": self.term,
            "zone": self.zone,
            "previous": self.previous,
        }


def read_header(content: Mapping[str, Any], where: str) -> Header:
    """The header a first line holds.

    Raises:
        NewerFormatError: a newer program wrote it.
        NoLedgerError: it is not a journal's first line.
    """
    refuse_newer(content, where)
    try:
        return Header(content["school"], content["term"], content["zone"], content["previous"])
    except KeyError as error:
        raise NoLedgerError(where, "第 1 行不是台账的首行", "请核对文件路径") from error


def require_same(wanted: Header, found: Header, where: str) -> None:
    """Raise NoLedgerError if the ledger found is another school's or term's."""
    if (wanted.school, wanted.term) != (found.school, found.term):
        what = f"是“{found.school}”{found.term} 学期的台账"
        raise NoLedgerError(where, what, f"要找的是“{wanted.school}”{wanted.term} 学期的")


def refuse_newer(content: Mapping[str, Any], where: str) -> None:
    """Raise NewerFormatError if a newer program wrote this first line."""
    form = content.get("format")
    if isinstance(form, int) and form > FORMAT:
        what = f"由更新的程序写成（格式 {form}，本程序只认识格式 {FORMAT}）"
        raise NewerFormatError(where, what, "请升级 taizhang 后再打开；原文件未改动")


def refuse_newer_line(raw: bytes, where: str) -> None:
    """The same for a first line that is not whole by our rules, perhaps only for being newer."""
    try:
        content = orjson.loads(raw.partition(b"\n")[0].partition(b" ")[2])
    except orjson.JSONDecodeError:
        return
    if isinstance(content, dict):
        refuse_newer(content, where)
