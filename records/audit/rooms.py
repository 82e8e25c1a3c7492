"""Rooms across records: what belongs to a class, who used a special room, who checked neither."""

from collections.abc import Iterator
from datetime import timedelta

from checklists.rules import Finding, carries_out
from records.audit.property import DAMAGE, REPAIRS, name_of, numbers_of
from records.audit.view import View
from records.lifecycle import unsigned_roles
from records.record import Record

CLASSES, SPECIAL = "class_property_register", "special_room_use_log"
LAST, FIRST, MONTHLY = "期末点交", "期初登记", "月查"
SLIPS = {
    "人为损坏": (DAMAGE, "公物损坏赔偿登记单", ("no",)),
    "自然损坏": (REPAIRS, "报修与维修记录", ("order_no",)),
}
SIGNED_WITHIN = timedelta(days=1)


@carries_out("class_property_register.R01")
def things_carry_on(view: View) -> Iterator[Finding]:
    """What was there the last time, with what came and went, is what is there now."""
    code = "class_property_register.R01"
    for kept in _by_room(view).values():
        there: dict[str, int] = {}
        settled: dict[str, int] = {}
        for record in kept:
            for line in record.entry["things"]:
                item = name_of(line["item"])
                gone = line["moved_out"] + line["lost"]
                before = line["actual"] - line["moved_in"] + gone
                if view.is_of_term(record) and item in there and before != there[item]:
                    what = f"{item}上期实有{there[item]}，按本次登记倒推是{before}"
                    yield view.finding(
                        code, "「上期实有」", what, "查明调入、调出、损失", number=record.number
                    )
                there[item] = line["actual"]
                kind = record.entry["check_type"]
                if kind == FIRST:
                    settled[item] = line["quota"]
                elif (
                    view.is_of_term(record)
                    and kind == LAST
                    and line["quota"] != settled.get(item, line["quota"])
                ):
                    what = f"{item}期末定数{line['quota']}，期初登记{settled[item]}"
                    yield view.finding(
                        code, "「定数」", what, "按期初登记核对", number=record.number
                    )


@carries_out("class_property_register.R02")
def handed_in_by_four(view: View) -> Iterator[Finding]:
    """All four have signed before the school is cleared for the holidays."""
    if view.now.astimezone(view.school.zone).date() <= view.school.calendar.term.end:
        return
    for record in view.of_register(CLASSES):
        waiting = unsigned_roles(record)
        if record.entry["check_type"] == LAST and waiting:
            what = f"期末点交未签：{'、'.join(waiting)}"
            yield view.finding(
                "class_property_register.R02", "签字", what, "补签后再清校", number=record.number
            )


@carries_out("class_property_register.R03")
def slips_of_damage_exist(view: View) -> Iterator[Finding]:
    """The compensation slip or repair order that a line names is there."""
    code = "class_property_register.R03"
    for reason, (register, title, columns) in SLIPS.items():
        named = [
            (record, line["slip_no"])
            for record in view.of_register(CLASSES)
            for line in record.entry["things"]
            if line.get("reason") == reason and line.get("slip_no")
        ]
        if named and not view.school.keeps(register):
            yield view.unchecked(code, "「赔偿单/工单号」", title)
            continue
        known = numbers_of(view.ever(register), *columns)
        for record, slip in named:
            if slip not in known:
                what = f"{reason}关联的{slip}不存在"
                yield view.finding(
                    code, "「赔偿单/工单号」", what, "核对单号", number=record.number
                )


@carries_out("class_property_register.R04")
def classes_not_checked(view: View) -> Iterator[Finding]:
    """Months in which classes were left out, all of them in one line a month."""
    entry = view.school.registers.get(CLASSES)
    missed: dict[str, list[str]] = {}
    for duty in view.school.duties(entry) if entry else ():
        if not duty.subject.endswith(MONTHLY) or duty.due > view.now:
            continue
        records = view.of_register(CLASSES)
        if not any(duty.is_met_by(one.date, view.subject(one)) for one in records):
            _, *name, _ = duty.title.split()  # 2026年3月 三（2）班 月查
            missed.setdefault(f"{duty.first:%Y年%m月}", []).append(" ".join(name))
    for month, rooms in missed.items():
        what = f"月查漏{len(rooms)}班：{'、'.join(rooms)}"
        yield view.finding("class_property_register.R04", month, what, "补查")


# ---- special rooms


@carries_out("special_room_use_log.R01")
def two_classes_at_once(view: View) -> Iterator[Finding]:
    """One room, one lesson, one class."""
    first: dict[tuple[str, str, int], Record] = {}
    for record in view.of_register(SPECIAL):
        key = name_of(record.entry["room"]), record.date.isoformat(), record.entry["period"]
        other = first.setdefault(key, record)
        if other is not record:
            what = f"与{other.number}时段冲突"
            yield view.finding(
                "special_room_use_log.R01", "「节次」", what, "核对节次", number=record.number
            )


@carries_out("special_room_use_log.R02")
def nobody_looked_after_it(view: View) -> Iterator[Finding]:
    """The custodian signs on the day."""
    for record in view.of_register(SPECIAL):
        waiting = [role for role in unsigned_roles(record) if role.startswith("管理员")]
        if waiting and view.now - record.first.at > SIGNED_WITHIN:
            yield view.finding(
                "special_room_use_log.R02",
                "签字",
                "当日无人签管",
                "管理员补签",
                number=record.number,
            )


def _by_room(view: View) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in view.ever(CLASSES):
        room = record.entry.get("room") or record.entry.get("other_room")
        found.setdefault(name_of(room), []).append(record)
    return found


ROOM_CHECKS = (
    things_carry_on,
    handed_in_by_four,
    slips_of_damage_exist,
    classes_not_checked,
    two_classes_at_once,
    nobody_looked_after_it,
)
