"""daily_patrol across records: weeks without a fault, two rounds with one pen."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from checklists.rules import Finding, carries_out
from checklists.verdicts import Verdict
from records.audit.conduct import dateless
from records.audit.view import View
from records.record import Record

REGISTER = "daily_patrol"
FAULTLESS_DAYS = 20


@carries_out("daily_patrol.R04")
def faultless_too_long(view: View) -> Iterator[Finding]:
    """Twenty school days in a row on which every item passed."""
    run: list[date] = []
    for day, is_faultless in (*_days(view), (view.now.date(), False)):
        if is_faultless:
            run.append(day)
            continue
        if len(run) >= FAULTLESS_DAYS:
            what = f"连续{len(run)}个在校日“全部合格”，疑似空填"
            yield view.finding("daily_patrol.R04", f"{run[0]}—{run[-1]}", what, "抽查复核")
        run = []


def _days(view: View) -> Iterator[tuple[date, bool]]:
    """School days with a record, and whether nothing failed on them."""
    by_day: dict[date, list[Record]] = {}
    for record in view.of_register(REGISTER):
        by_day.setdefault(record.date, []).append(record)
    for day, records in sorted(by_day.items()):
        if view.school.calendar.is_school_day(day):
            yield day, all(record.verdict is not Verdict.FAIL for record in records)


@carries_out("daily_patrol.R05")
def rounds_alike(view: View) -> Iterator[Finding]:
    """Two rounds of a day whose content is the same to the last word."""
    for before, after in pairwise(view.of_register(REGISTER)):
        same_day = before.date == after.date
        if same_day and _said(before) == _said(after):
            what = f"与{before.number}（{before.entry.get('period', '')}）内容完全相同"
            yield view.finding(
                "daily_patrol.R05", "「检查项」", what, "说明原因", number=after.number
            )


def _said(record: Record) -> object:
    """All but what makes two rounds two: the part of the day and the clock."""
    left_out = ("period", "start", "end")
    return dateless({key: one for key, one in record.entry.items() if key not in left_out})
