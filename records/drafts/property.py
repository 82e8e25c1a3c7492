"""Counts of stores, checks of classrooms and of extinguishers, drafted from the last time."""

from datetime import date
from typing import Any

from records.audit.property import name_of
from records.audit.view import View
from records.drafts.draft import Draft, Drafting
from records.record import Record

STORE, COUNTS = "warehouse_ledger", "stocktaking_record"
ROOMS, BOTTLES = "class_property_register", "fire_extinguisher_inspection"
FIRST, MONTHLY, LAST = "期初登记", "月查", "期末点交"


def stocktaking(view: View, day: date, of: str) -> Draft:
    """Every item of a store; what the books say of it is filled in when the count is kept."""
    lines = [one for one in view.ever(STORE) if one.entry["warehouse"] == of and one.date < day]
    counted = [one for one in view.ever(COUNTS) if one.entry["warehouse"] == of and one.date < day]
    items = {name_of(one.entry["item"]): one.entry["item"]["name"] for one in lines}
    last = max(counted, key=lambda one: one.date, default=None)
    keeper = {"keeper": lines[-1].entry["keeper"]["name"]} if lines else {}
    told = f"{of}台账{len(lines)}行、{len(items)}种物品"
    since = f"，上次盘点{last.number}" if last else "，没有盘点过"
    rows = [{"item": name} for name in items.values()]
    data = {"date": day.isoformat(), "warehouse": of, **keeper, "counts": rows}
    return Draft(data, (f"{told}{since}。实盘数照实清点后填；账面数登记时由系统按台账算。",))


def classroom(view: View, day: date, of: str) -> Draft:
    """The things of a room as they were settled at the beginning, to be looked at again."""
    kept = [one for one in view.of_register(ROOMS) if of in _room(one) and one.date < day]
    if not kept:
        return Draft({"checked_on": day.isoformat()}, (f"{of}本学期还没有登记，按期初登记填。",))
    first = next((one for one in kept if one.entry["check_type"] == FIRST), kept[0])
    last = kept[-1]
    ends = (view.school.calendar.term.end - day).days <= 21
    settled = {name_of(one["item"]): one["quota"] for one in first.entry["things"]}
    rows = [
        {"item": one["item"]["name"], "quota": settled.get(name_of(one["item"]), one["quota"])}
        for one in last.entry["things"]
    ]
    same = ("term", "students", "other_room")
    data = {
        **{name: last.entry[name] for name in same if name in last.entry},
        **({"room": last.entry["room"]["name"]} if "room" in last.entry else {}),
        "checked_on": day.isoformat(),
        "custodian": last.entry["custodian"]["name"],
        "check_type": LAST if ends else MONTHLY,
        "things": rows,
    }
    found = "、".join(f"{one['item']['name']}{one['actual']}" for one in last.entry["things"])
    return Draft(data, (f"上次{last.entry['check_type']}（{last.number}）实有：{found}",))


def _room(record: Record) -> tuple[str, ...]:
    room = record.entry.get("room")
    named = (room["id"], room["name"]) if room else ()
    return (*named, str(record.entry.get("other_room", "")))


def extinguisher(view: View, day: date, of: str) -> Draft:
    """What does not change from one check of an extinguisher to the next."""
    kept = [
        one
        for one in view.ever(BOTTLES)
        if of in (one.entry["ext_no"]["id"], one.entry["ext_no"]["name"]) and one.date < day
    ]
    data: dict[str, Any] = {"checked_on": day.isoformat(), "ext_no": of}
    if not kept:
        return Draft(data, (f"{of}还没有检查过。",))
    last = max(kept, key=lambda one: one.date)
    same = ("area", "type", "spec", "made_on", "last_repair", "rated_weight", "rated_charge")
    data |= {name: last.entry[name] for name in same if name in last.entry}
    data["location"] = last.entry["location"]["name"]
    due = last.entry["next_repair_due"]
    return Draft(data, (f"上次{last.number}：{last.entry['conclusion']}，应维修日期{due}",))


STOCKTAKING = Drafting((STORE, COUNTS), stocktaking, "库房")
CLASSROOM = Drafting((ROOMS,), classroom, "班级或室")
EXTINGUISHER = Drafting((BOTTLES,), extinguisher, "灭火器编号")
