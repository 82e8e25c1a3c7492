"""The first line of a journal: what it is, whose, and which sealed term it follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from records.digest import ALGORITHM
from records.errors import NewerFormat, NoLedger

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
        NewerFormat: a newer program wrote it.
        NoLedger: it is not a journal's first line.
    """
    form = content.get("format")
    if not isinstance(form, int):
        raise NoLedger(where, "第 1 行不是台账的首行", "请核对文件路径")
    if form > FORMAT or content.get("algorithm") != ALGORITHM:
        raise NewerFormat(
            where,
            f"由更新的程序写成（格式 {form}，摘要算法 {content.get('algorithm')}），"
            f"本程序只认识格式 {FORMAT}、{ALGORITHM}",
            "请升级 taizhang 后再打开；原文件未改动",
        )
    return Header(content["school"], content["term"], content["zone"], content["previous"])
