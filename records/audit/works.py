"""Works across records: projects cut in slices, sites without a log, rooms handed back."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from checklists.rules import Finding, carries_out
from records.audit.view import View

PROJECTS = "renovation_project_file"
A_YEAR = timedelta(days=365)
SLICED_ABOVE = 600000


@carries_out("renovation_project_file.R01")
def works_in_slices(view: View) -> Iterator[Finding]:
    """Works of one kind within a year, each below the limit, together above it."""
    kinds: dict[str, list[tuple[date, Decimal]]] = {}
    for record in view.of_register(PROJECTS):
        budget = Decimal(str(record.entry["budget"]))
        if budget > SLICED_ABOVE:
            continue
        kind = record.entry["kind"]
        before = kinds.setdefault(kind, [])
        before.append((record.date, budget))
        near = [one for day, one in before if record.date - day <= A_YEAR]
        if len(near) > 1 and sum(near) > SLICED_ABOVE:
            what = f"12个月内{kind}类{len(near)}项，累计{sum(near)}元，超过限额标准"
            yield view.finding(
                "renovation_project_file.R01",
                "「预算（元）」",
                what,
                "合并走政府采购，不得化整为零",
                number=record.number,
            )


WORKS_CHECKS = (works_in_slices,)
