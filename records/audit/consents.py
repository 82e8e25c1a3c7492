"""Consents to fees across records: who was asked, who was charged, what went back."""

from collections.abc import Iterator
from decimal import Decimal

from checklists.rules import Finding, carries_out
from records.audit.property import name_of
from records.audit.view import View
from records.record import Record

CONSENTS = "agency_fee_consent"
JOINS = "自愿参加"
ENOUGH_FAMILIES = 5


@carries_out("agency_fee_consent.R02")
def settlements_come_out_even(view: View) -> Iterator[Finding]:
    """Σ缴费−Σ支出=Σ退费, item by item, over the families that are settled."""
    for item, records in by_item(view).items():
        settled = [one for one in records if one.entry.get("returned") is not None]
        paid, cost, back = (total(settled, name) for name in ("paid", "cost", "returned"))
        if paid - cost != back:
            what = f"缴费{paid}元−支出{cost}元，应退{paid - cost}元，实退{back}元"
            yield view.finding("agency_fee_consent.R02", item, what, "逐户核对，补退差额")


@carries_out("agency_fee_consent.R04")
def everybody_takes_part(view: View) -> Iterator[Finding]:
    """参加率100% in a class: perhaps nobody dared to decline."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for item, records in by_item(view).items():
        for record in records:
            if record.entry.get("choice"):
                groups.setdefault((item, str(record.entry["class_"]["name"])), []).append(record)
    for (item, name), answered in groups.items():
        if len(answered) >= ENOUGH_FAMILIES and all(map(is_joining, answered)):
            what = f"{len(answered)}户全部参加，参加率100%，疑似强制"
            yield view.finding("agency_fee_consent.R04", f"{name} {item}", what, "抽访家长，复核")


def by_item(view: View) -> dict[str, list[Record]]:
    """Consents by the item they are about."""
    found: dict[str, list[Record]] = {}
    for record in view.of_register(CONSENTS):
        found.setdefault(name_of(record.entry["item"]), []).append(record)
    return found


def is_joining(record: Record) -> bool:
    """Whether the family chose to take part."""
    return bool(record.entry.get("choice") == JOINS)


def total(records: list[Record], column: str) -> Decimal:
    """Sum of a column of money."""
    return sum((Decimal(str(one.entry.get(column) or 0)) for one in records), Decimal())


CONSENT_CHECKS = (settlements_come_out_even, everybody_takes_part)
