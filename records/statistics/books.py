"""Figures of the ledger itself, chapter by chapter: kept in time, late, failures seen to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from checklists.register import CHAPTERS
from checklists.verdicts import Verdict
from records.audit.followup import is_put_right
from records.audit.view import View
from records.hazards import REGISTER as HAZARDS
from records.hazards import is_settled
from records.record import Record
from records.standings import Standing
from records.statistics.basis import Basis, standings
from records.statistics.figure import Figure

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def books(view: View) -> Iterator[Figure]:
    """台账: 12 章应填率/补录率/不合格闭环率, and those of all together."""
    kept = {slug: _Kept.of(view, slug) for slug in view.school.registers}
    yield from _rates(view, "全部", kept)
    for key, (number, _) in CHAPTERS.items():
        inside = [slug for slug, entry in view.school.registers.items() if entry.chapter == key]
        part = f"第{NUMERALS[number - 1]}章"
        yield from _rates(view, part, {slug: kept[slug] for slug in inside})


@dataclass(frozen=True, slots=True)
class _Kept:
    """A register: its records, its duties due and those done on time."""

    records: tuple[Record, ...]
    due: int
    done: int

    @classmethod
    def of(cls, view: View, slug: str) -> Self:
        """As the completeness page counts it."""
        owed = standings(view, slug)
        done = sum(one.standing is Standing.DONE for one in owed)
        return cls(view.of_register(slug), len(owed), done)


def _rates(view: View, part: str, kept: Mapping[str, _Kept]) -> Iterator[Figure]:
    records = [record for one in kept.values() for record in one.records]
    basis = Basis(view, *kept, kept=records, named=f"{part}登记簿")
    closed = _closed(view)
    failures = [put_right for one in records for put_right in _failures(one, closed)]
    done, due = sum(one.done for one in kept.values()), sum(one.due for one in kept.values())
    yield basis.share(f"{part}应填率", done, due)
    yield basis.share(f"{part}补录率", sum(one.is_late for one in records), len(records), "less")
    yield basis.share(f"{part}不合格闭环率", sum(failures), len(failures))


def _closed(view: View) -> frozenset[tuple[str, str]]:
    """What failed in which record and has a hazard that was closed."""
    return frozenset(
        (one.first.opened_by, one.first.opened_for)
        for one in view.of_register(HAZARDS)
        if is_settled(one)
    )


def _failures(record: Record, closed: frozenset[tuple[str, str]]) -> Iterator[bool]:
    """For everything that failed, whether it was put right."""
    for one in record.content.judgements:
        if one.verdict is Verdict.FAIL:
            yield is_put_right(record, one) or (record.number, one.key) in closed
