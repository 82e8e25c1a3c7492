"""Figures of the ledger itself, chapter by chapter: kept in time, late, failures seen to."""

from collections.abc import Iterator, Sequence

from checklists.register import CHAPTERS
from checklists.verdicts import Verdict
from records.audit.followup import is_put_right
from records.audit.view import View
from records.hazards import REGISTER as HAZARDS
from records.hazards import is_settled
from records.record import Record
from records.statistics.basis import Basis, duties_met
from records.statistics.figure import Figure

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def books(view: View) -> Iterator[Figure]:
    """台账: 12 章应填率/补录率/不合格闭环率, and those of all together."""
    yield from _rates(view, "全部", list(view.school.registers))
    for key, (number, _) in CHAPTERS.items():
        slugs = [slug for slug, entry in view.school.registers.items() if entry.chapter == key]
        yield from _rates(view, f"第{NUMERALS[number - 1]}章", slugs)


def _rates(view: View, part: str, slugs: Sequence[str]) -> Iterator[Figure]:
    kept = [one for slug in slugs for one in view.of_register(slug)]
    basis = Basis(view, *slugs, kept=kept, named=f"{part}登记簿")
    counts = [duties_met(view, slug, _is_in_order) for slug in slugs]
    closed = _closed(view)
    failures = [put_right for one in kept for put_right in _failures(one, closed)]
    yield basis.share(f"{part}应填率", sum(met for _, met in counts), sum(due for due, _ in counts))
    yield basis.share(f"{part}补录率", sum(one.is_late for one in kept), len(kept), "less")
    yield basis.share(f"{part}不合格闭环率", sum(failures), len(failures))


def _is_in_order(record: Record) -> bool:
    """On time and not 未结, as the completeness page counts it."""
    return not record.is_late and not record.blocking


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
