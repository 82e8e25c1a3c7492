"""Expiring: certificates, licences, approvals and things whose last day is near, or past."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from checklists.in_service import STOPPED, VALID
from checklists.lifespans import LIFESPANS, lifespan, years_after
from checklists.limits import Limit
from checklists.surroundings import Listed
from records.audit.view import View
from records.items import PersonItem
from records.lists import INSPECTED, REPAIR, SCRAP
from records.overview.picture import Expiring

AHEAD = timedelta(days=60)
"""As long before its day an extinguisher is warned of (fire_extinguisher_inspection R05)."""
_LAST_DAYS = {
    "person": {},
    "extinguisher": {REPAIR: "维修", SCRAP: "报废"},
    "equipment": {INSPECTED: "法定检验"},
    "supplier": VALID,
    "fee_item": VALID,
}


def expiring(view: View, ahead: timedelta = AHEAD) -> tuple[Expiring, ...]:
    """What is in service and ends within some days, what is over first, then by its day.

    Of a certificate renewed in the records the later day counts; what records say of a thing is
    known where the view's directory is that of a ledger (`Ledger.lists`).
    """
    found = (
        one
        for kind in _LAST_DAYS
        for listed in view.listed(kind)
        if listed.active
        for one in _of(view, kind, listed)
        if one.left <= ahead.days
    )
    return tuple(sorted(found, key=lambda one: (not one.is_over, one.until, one.kind, one.id)))


def _of(view: View, kind: str, listed: Listed) -> Iterator[Expiring]:
    known = view.school.directory.look_up(kind, listed.id) or listed
    facts = known.facts
    for what, until in _last_days(kind, facts, view.school.limits):
        left = (until - view.today).days
        is_over = left <= 0 if kind == "extinguisher" else left < 0
        stopped = facts.get(STOPPED, "")
        yield Expiring(kind, listed.id, listed.name, what, until, left, is_over, stopped)


def _last_days(
    kind: str, facts: Mapping[str, str], limits: Mapping[str, Limit]
) -> Iterator[tuple[str, date]]:
    if kind == "person":
        names = facts.keys() - PersonItem.model_fields.keys()
        yield from ((name, day) for name in sorted(names) if (day := _day(facts[name])))
        return
    known = {**_by_type(facts, limits), **facts} if kind == "extinguisher" else facts
    for name, what in _LAST_DAYS[kind].items():
        if day := _day(known.get(name, "")):
            yield what, day


def _by_type(facts: Mapping[str, str], limits: Mapping[str, Limit]) -> dict[str, str]:
    """Days of an extinguisher that no check was recorded of."""
    made, kind = _day(facts.get("made_on", "")), facts.get("type", "")
    if made is None or kind not in LIFESPANS:
        return {}
    years = lifespan(kind, limits)
    return {
        REPAIR: years_after(made, years.first_repair).isoformat(),
        SCRAP: years_after(made, years.scrap).isoformat(),
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
