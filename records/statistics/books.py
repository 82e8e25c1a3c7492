"""Figures of the ledger itself, chapter by chapter: kept in time, late, failures seen to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from checklists.register import CHAPTERS
from checklists.verdicts import Verdict
from records.audit.followup import is_put_right
from records.audit.view import View
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
    failures = [put_right for one in records for put_right in _failures(view, one)]
    done, due = sum(one.done for one in kept.values()), sum(one.due for one in kept.values())
    yield basis.share(f"{part}应填率", done, due)
    yield basis.share(f"{part}补录率", sum(one.is_late for one in records), len(records), "less")
    yield basis.share(f"{part}不合格闭环率", sum(failures), len(failures))


def _failures(view: View, record: Record) -> Iterator[bool]:
    """For everything that failed, whether it was seen to the end.

    On the spot, by a hazard that was closed, or, in a register that opens none, by what its own
    rules ask for.
    """
    opens_hazards = bool(view.school.registers[record.register].hazard_source)
    for one in record.content.judgements:
        if one.verdict is not Verdict.FAIL:
            continue
        if opens_hazards:
            yield is_put_right(record, one) or (record.number, one.key) in view.closed_failures
        else:
            yield not record.blocking
