"""Whom a day's paper is about: who is on duty by the roster, who works in the kitchen."""

from datetime import date
from typing import Any

from checklists.calendar import NationalDay
from checklists.posts import handles_food
from checklists.surroundings import Listed, on_the_day
from records.audit.view import View
from records.drafts.draft import Draft, Drafting, only_holder

LEADING = frozenset({"principal", "vp_logistics", "logistics_head", "duty_leader"})


def duty(view: View, day: date, _: str) -> Draft:
    """Leader and members of a day as the roster has them."""
    names = list(dict.fromkeys(one.name for one in on_the_day(view.listed("roster"), day)))
    listed = [(name, view.school.directory.look_up("person", name)) for name in names]
    leading = [name for name, one in listed if one and not LEADING.isdisjoint(one.posts)]
    leader = leading[0] if leading else ""
    members = [name for name in names if name != leader]
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "duty_type": _kind(view, day),
        **({"leader": leader} if leader else {}),
        **({"members": members} if members else {}),
    }
    calendar = view.school.calendar
    if data["duty_type"] == "值周":
        data["week"] = calendar.week(day)
    told = f"值班表：{'、'.join(names)}" if names else "值班表没有这一天"
    return Draft(data, (f"{told}。实际值班人不同的照实改，并填替班。",))


def _kind(view: View, day: date) -> str:
    calendar = view.school.calendar
    if day not in calendar.term:
        return "寒暑假值班"
    if calendar.is_staff_day(day):
        return "值周"
    holiday = calendar.national_day(day) is NationalDay.LEGAL_HOLIDAY
    return "法定节假日值班" if holiday else "周末值班"


def morning(view: View, day: date, _: str) -> Draft:
    """Everybody who handles food, to be looked at one by one; what was found is not foreseen."""
    names = [one.name for one in view.listed("person") if _works(one, day)]
    data = {
        "date": day.isoformat(),
        **only_holder(view, "checker", "food_officer"),
        "on_duty": len(names),
        "people": [{"name": name} for name in names],
    }
    return Draft(data, (f"食堂在岗{len(names)}人；请假的删去那一行，填请假人数。",))


def _works(one: Listed, day: date) -> bool:
    return handles_food(one.posts) and bool(on_the_day((one,), day))


DUTY = Drafting((), duty)
MORNING = Drafting((), morning)
