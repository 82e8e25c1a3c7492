"""Counts of stores, checks of classrooms and of extinguishers, drafted from the last time."""

from datetime import date
from decimal import Decimal
from typing import Any

from records.audit.property import name_of
from records.audit.view import View
from records.drafts.draft import Draft, Drafting
from records.record import Record

STORE, COUNTS = "warehouse_ledger", "stocktaking_record"
ROOMS, BOTTLES = "class_property_register", "fire_extinguisher_inspection"
FIRST, MONTHLY, LAST = "期初登记", "月查", "期末点交"


def stocktaking(view: View, day: date, of: str) -> Draft:
    """Every item of a store, with what the books say at the beginning of the day."""
    lines = [one for one in view.ever(STORE) if one.entry["warehouse"] == of and one.date < day]
    counted = [one for one in view.ever(COUNTS) if one.entry["warehouse"] == of and one.date < day]
    items: dict[str, list[Record]] = {}
    for one in lines:
        items.setdefault(name_of(one.entry["item"]), []).append(one)
    last = max(counted, key=lambda one: one.date, default=None)
    rows = [_row(kept, _counted(last, item), last) for item, kept in items.items()]
    keeper = {"keeper": lines[-1].entry["keeper"]["name"]} if lines else {}
    told = f"{of}台账{len(lines)}行、{len(items)}种物品"
    since = f"，上次盘点{last.number}" if last else "，没有盘点过，按台账首行期初"
    data = {"date": day.isoformat(), "warehouse": of, **keeper, "counts": rows}
    return Draft(data, (f"{told}{since}。实盘数照实清点后填。",))


def _counted(last: Record | None, item: str) -> str | None:
    rows = last.entry["counts"] if last else ()
    return next((str(one["real_qty"]) for one in rows if name_of(one["item"]) == item), None)


def _row(lines: list[Record], counted: str | None, last: Record | None) -> dict[str, Any]:
    since = [one for one in lines if counted is None or (last and one.date >= last.date)]
    opening = counted if counted is not None else str(lines[0].entry["opening"])
    moved = {
        name: sum((Decimal(str(one.entry[column])) for one in since), Decimal())
        for name, column in (("received", "in_qty"), ("issued", "out_qty"))
    }
    return {
        "item": lines[-1].entry["item"]["name"],
        "opening": opening,
        **{name: str(quantity) for name, quantity in moved.items()},
        "price": str(lines[-1].entry["price"]),
    }


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
