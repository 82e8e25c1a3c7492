"""fire_extinguisher_inspection across records: one card a month, nothing changed, enough left."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from checklists.rules import Finding, carries_out
from checklists.verdicts import Verdict
from records.audit.view import View
from records.record import Record

REGISTER = "fire_extinguisher_inspection"
MOST_AT_A_PLACE, LEAST_IN_A_UNIT = 5, 2
SENT_TOGETHER = 4  # at most one in four


@carries_out("fire_extinguisher_inspection.R01")
def checked_twice(view: View) -> Iterator[Finding]:
    """One valid check a period; another after a failed one is its re-inspection."""
    entry = view.school.registers.get(REGISTER)
    for duty in view.school.duties(entry) if entry else ():
        met = [
            record
            for record in view.of_register(REGISTER)
            if duty.is_met_by(record.date, view.subject(record))
        ]
        for earlier, later in pairwise(met):
            if earlier.verdict is not Verdict.FAIL:
                what = f"本期已有一条有效月检（{earlier.number}）"
                yield view.finding(
                    "fire_extinguisher_inspection.R01",
                    duty.title,
                    what,
                    "重复的作废",
                    number=later.number,
                )


@carries_out("fire_extinguisher_inspection.R03")
def changed_since_first_check(view: View) -> Iterator[Finding]:
    """Type and date of manufacture are settled by the first check."""
    first: dict[str, Record] = {}
    for record in view.ever(REGISTER):
        known = first.setdefault(view.subject(record), record)
        for column, label in (("made_on", "出厂日期"), ("type", "类型")):
            was, now = known.entry.get(column), record.entry.get(column)
            if was != now and view.is_of_term(record):
                yield view.finding(
                    "fire_extinguisher_inspection.R03",
                    f"「{label}」",
                    f"首检是{was}（{known.number}），这次是{now}",
                    "核对铭牌后更正；确需改的由资产管理员审批",
                    number=record.number,
                )


@carries_out("fire_extinguisher_inspection.R04")
def too_many_sent_for_repair(view: View) -> Iterator[Finding]:
    """Of one unit at most a quarter at a time, unless a substitute hangs in its place."""
    for (month, area), records in _by_unit(view).items():
        sent = [one for one in records if one.entry.get("conclusion") == "停用送修"]
        bare = [one for one in sent if not one.entry.get("substitute")]
        if len(sent) * SENT_TOGETHER > len({view.subject(one) for one in records}) and bare:
            yield view.finding(
                "fire_extinguisher_inspection.R04",
                f"{month} {area}",
                f"送修{len(sent)}具，超过该单元的四分之一，{len(bare)}具没有登记替代器材",
                "分批送修，或登记替代器材（灭火级别不低于原级别）",
                number=bare[0].number,
            )


@carries_out("fire_extinguisher_inspection.R04")
def substitutes_too_weak(view: View) -> Iterator[Finding]:
    """灭火级别≥原级别: of the same type it holds as much; other types somebody compares by eye."""
    last = {view.subject(record): record for record in view.of_register(REGISTER)}
    for record in view.of_register(REGISTER):
        substitute = record.entry.get("substitute")
        other = last.get(substitute["id"]) if substitute else None
        if other is None or other.entry["type"] != record.entry["type"]:
            continue
        if _charge(other) < _charge(record):
            yield view.finding(
                "fire_extinguisher_inspection.R04",
                "「替代器材」",
                f"{other.entry['spec']}，灭火级别低于原来的{record.entry['spec']}",
                "换灭火级别不低于原级别的",
                number=record.number,
            )


def _charge(record: Record) -> Decimal:
    """Kg or L at the end of a specification: MFZ/ABC4 holds 4."""
    number = re.search(r"\d+(\.\d+)?$", str(record.entry["spec"]))
    return Decimal(number[0]) if number else Decimal()


def _by_unit(view: View) -> dict[tuple[str, str], list[Record]]:
    units: dict[tuple[str, str], list[Record]] = {}
    for record in view.of_register(REGISTER):
        key = f"{record.date:%Y-%m}", str(record.entry.get("area", ""))
        units.setdefault(key, []).append(record)
    return units


@carries_out("fire_extinguisher_inspection.R05")
def too_many_or_too_few(view: View) -> Iterator[Finding]:
    """More than five at one place, fewer than two in a unit, as last seen."""
    last = {view.subject(record): record for record in view.of_register(REGISTER)}
    places: dict[str, int] = {}
    units: dict[str, int] = {}
    for record in last.values():
        if record.entry.get("conclusion") != "停用报废":
            name = str(record.entry["location"]["name"])
            places[name] = places.get(name, 0) + 1
            area = str(record.entry["area"])
            units[area] = units.get(area, 0) + 1
    for name, count in places.items():
        if count > MOST_AT_A_PLACE:
            what = f"设置点有{count}具，不宜多于{MOST_AT_A_PLACE}具"
            yield view.finding("fire_extinguisher_inspection.R05", name, what, "调整布置")
    for area, count in units.items():
        if count < LEAST_IN_A_UNIT:
            what = f"单元只有{count}具，应不少于{LEAST_IN_A_UNIT}具"
            yield view.finding("fire_extinguisher_inspection.R05", area, what, "增配灭火器")
