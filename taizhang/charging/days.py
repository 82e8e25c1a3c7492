"""The day's settlement: begun from the payments; what was counted is typed by whoever counted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from records.charges.days import lines_of
from records.charges.kept import DAYS
from records.drafts.fees import settled_from
from taizhang.charging.kept import kept_now
from taizhang.desk import Desk, Visit
from taizhang.errors import ChargeRefusedError
from taizhang.intake import Files
from taizhang.receipts import Receipt


def day_data(desk: Desk, day: date, collector: str = "") -> dict[str, Any]:
    """What a day's settlement says by the payments that stand in none yet.

    Args:
        desk: the home.
        day: of the charge.
        collector: id of whoever took them; empty is everybody.
    """
    kept = kept_now(desk, day)
    return settled_from(kept, day, lines_of(kept, day, collector))


def settle_day(
    desk: Desk, visit: Visit, day: date, typed: Mapping[str, Any], files: Files
) -> Receipt:
    """Keep the settlement of what somebody took on a day.

    Lines and sums come from the payments; whatever does not balance stays 未平.

    Args:
        desk: the home.
        visit: the collector, and when.
        day: of the charge.
        typed: what was counted and read: notes, scanned, debited, pos; reviewer, explanation, and
            whatever is known of the deposit.
        files: reads the photos named in it.

    Raises:
        ChargeRefusedError: nothing was taken that is not settled yet, or a line is typed.
        InvalidEntryError, RecordError: it cannot be understood, or is refused.
    """
    collector = desk.person(visit)
    found = day_data(desk, day, collector.id)
    if not found["lines"]:
        raise ChargeRefusedError(f"{day}没有{collector.name}收的、还没日结的款。核对日期和收费员。")
    if forged := found.keys() & typed.keys() - {"reviewer", "class_", "publicity_no"}:
        raise ChargeRefusedError(f"{'、'.join(sorted(forged))}由系统按收款生成，不能另写。")
    data = {**found, "collector": collector.name, **typed}
    return desk.file_entry(visit, DAYS, data, files)
