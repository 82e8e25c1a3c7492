"""Chapter 8 across records: meters that jump, rooms that offend twice, equipment neglected."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from checklists.registers.utilities_buildings.equipment_maintenance_record import (
    OUT_OF_USE,
    tolerance,
)
from checklists.rules import Finding, Severity, carries_out
from records.audit.view import View
from records.record import Record

METERS, ELECTRIC = "utility_meter_record", "utility_electrical_inspection"
BUILDINGS = "school_building_safety_check"
EQUIPMENT, LOANS, CARDS = (
    "equipment_maintenance_record",
    "item_loan_register",
    "fixed_asset_ledger",
)
JUMP = Decimal("0.3")
OFFENCES = 2
FAULTS = 3
FAULTY = ("修复", "待修", "停用")
A_YEAR = timedelta(days=365)
A_MONTH = timedelta(days=40)  # a reading may wait for the end of the holidays
WORTH_SCRAPPING = Decimal("0.5")


# ---- meters


@carries_out("utility_meter_record.R01")
def readings_that_do_not_join(view: View) -> Iterator[Finding]:
    """Last month's reading is where this month begins."""
    for before, after in _meters(view):
        was, now = _number(before, "this"), _number(after, "last")
        if was != now:
            yield view.finding(
                "utility_meter_record.R01",
                "「上期读数」",
                f"写了{now}，{before.number}的本期读数是{was}",
                "核对表底后更正",
                number=after.number,
            )


@carries_out("utility_meter_record.R03")
def usage_that_jumps(view: View) -> Iterator[Finding]:
    """A third more or less than the month before, or than the same month a year before."""
    months = (pair for pair in _meters(view) if pair[1].date - pair[0].date <= A_MONTH)
    pairs = [(before, after, "环比") for before, after in months]
    pairs += [(before, after, "同比") for before, after in _a_year_apart(view)]
    for before, after, how in pairs:
        was, now = _number(before, "usage"), _number(after, "usage")
        if was > 0 and abs(now - was) > JUMP * was:
            yield view.finding(
                "utility_meter_record.R03",
                f"{after.entry['month']} {after.entry['meter']['name']}",
                f"用量{now}，{how}{(now - was) * 100 / was:+.0f}%",
                "查漏，或说明原因",
                number=after.number,
            )


def _a_year_apart(view: View) -> Iterator[tuple[Record, Record]]:
    """Readings of the term with that of the same meter and month a year before."""
    known = {(one.entry["meter"]["id"], one.entry["month"]): one for one in view.ever(METERS)}
    for record in view.of_register(METERS):
        year, month = record.entry["month"].split("-")
        before = known.get((record.entry["meter"]["id"], f"{int(year) - 1}-{month}"))
        if before is not None:
            yield before, record


def _meters(view: View) -> Iterator[tuple[Record, Record]]:
    """Readings of a meter that follow one another, over the holidays, too."""
    return view.following(METERS, lambda one: one.entry["meter"]["id"])


# ---- buildings


@carries_out("school_building_safety_check.R02")
def cracks_against_last_time(view: View) -> Iterator[Finding]:
    """What a crack measured last time is what the check before says of the same point."""
    code = "school_building_safety_check.R02"
    for before, record in view.following(BUILDINGS, lambda one: one.entry["building"]["id"]):
        known = {one["point"]: one["width"] for one in before.entry.get("cracks", ())}
        for one in record.entry.get("cracks", ()):
            was, said = known.get(one["point"]), one.get("last_width")
            if was is not None and (said is None or Decimal(was) != Decimal(said)):
                what = f"{one['point']}上期宽写{said or '（无）'}mm，{before.number}是{was}mm"
                yield view.finding(code, "「裂缝观测」", what, "核对后更正", number=record.number)
        for point in known.keys() - {one["point"] for one in record.entry.get("cracks", ())}:
            what = f"{point}上期有，本期没有量"
            yield view.finding(code, "「裂缝观测」", what, "补量并登记", number=record.number)


# ---- electricity


@carries_out("utility_electrical_inspection.R04")
def rooms_that_offend_again(view: View) -> Iterator[Finding]:
    """The second forbidden appliance at one place."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in view.ever(ELECTRIC):
        for one in record.entry.get("violations", ()):
            found[one["room"]["name"]].append(record)
    for room, records in found.items():
        if len(records) >= OFFENCES and view.is_of_term(records[-1]):
            yield view.finding(
                "utility_electrical_inspection.R04",
                room,
                f"违规用电{len(records)}次",
                "约谈部门负责人",
                number=records[-1].number,
            )


# ---- equipment


@carries_out("equipment_maintenance_record.R01")
def used_while_out_of_use(view: View) -> Iterator[Finding]:
    """What is out of use is not lent."""
    code = "equipment_maintenance_record.R01"
    if not view.school.keeps(EQUIPMENT):
        return
    if not view.school.keeps(LOANS):
        yield _unchecked(view, code, "物品与教学器材领用借用归还登记")
        return
    for loan in view.of_register(LOANS):
        item = loan.entry.get("item")
        key = item.get("id") if isinstance(item, dict) else item
        before = [
            one
            for one in view.ever(EQUIPMENT)
            if one.entry["asset"]["id"] == key and one.date <= loan.date
        ]
        if before and _is_stopped(before[-1], loan.date):
            what = f"{before[-1].number}已停用，{loan.number}仍借出"
            yield view.finding(
                code, before[-1].entry["asset"]["name"], what, "立即收回", number=loan.number
            )


def _is_stopped(record: Record, on: date) -> bool:
    until = record.entry.get("inspect_valid")
    return record.entry["result"] in OUT_OF_USE or bool(until and until < on.isoformat())


@carries_out("equipment_maintenance_record.R01")
def inspection_run_out(view: View) -> Iterator[Finding]:
    """Special equipment is out of use from the day its inspection has run out."""
    for records in _by_asset(view).values():
        last = records[-1]
        until = last.entry.get("inspect_valid")
        if last.entry["result"] not in OUT_OF_USE and _is_stopped(last, view.today):
            yield view.finding(
                "equipment_maintenance_record.R01",
                str(last.entry["asset"]["name"]),
                f"法定检验{until}到期，自动停用",
                "停用挂牌并登记，检验合格后恢复",
                number=last.number,
            )


@carries_out("equipment_maintenance_record.R02")
def maintenance_overdue(view: View) -> Iterator[Finding]:
    """The next time has passed, its tolerance too."""
    for records in _by_asset(view).values():
        last = records[-1]
        due = last.entry.get("next_due")
        if due is None:
            continue
        day = date.fromisoformat(due)
        if view.today > day + tolerance(last.entry["cycle"]):
            yield view.finding(
                "equipment_maintenance_record.R02",
                str(last.entry["asset"]["name"]),
                f"应在{day}保养，超期{(view.today - day).days}天",
                "补做并登记；停用的挂牌",
                number=last.number,
            )


@carries_out("equipment_maintenance_record.R03")
def not_worth_repairing(view: View) -> Iterator[Finding]:
    """Three faults in a year, or repairs for more than half its price."""
    code = "equipment_maintenance_record.R03"
    spent = False
    for records in _by_asset(view).values():
        where = str(records[-1].entry["asset"]["name"])
        since = view.today - A_YEAR
        faults = sum(one.entry["result"] in FAULTY for one in records if one.date > since)
        if faults >= FAULTS:
            yield view.finding(code, where, f"一年内故障{faults}次", "查明原因，考虑报废更新")
        cost, price = sum((_number(one, "cost") for one in records), Decimal(0)), None
        spent = spent or cost > 0
        price = _price(view, records[-1].entry["asset"])
        if price and cost > WORTH_SCRAPPING * price:
            what = f"维修费累计{cost}元，超过原值{price}元的50%"
            yield view.finding(code, where, what, "建议报废")
    if spent and not view.school.keeps(CARDS):
        yield _unchecked(view, code, "固定资产登记台账")


def _price(view: View, asset: dict[str, str]) -> Decimal | None:
    for card in view.ever(CARDS):
        if card.entry.get("asset_no") in (asset["id"], asset["name"]):
            return _number(card, "value")
    return None


def _by_asset(view: View) -> dict[str, list[Record]]:
    """What was done to every thing, ever: a next time is due though the term has changed."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in view.ever(EQUIPMENT):
        found[record.entry["asset"]["id"]].append(record)
    return found


def _number(record: Record, name: str) -> Decimal:
    return Decimal(str(record.entry.get(name) or 0))


def _unchecked(view: View, code: str, lacking: str) -> Finding:
    return view.finding(code, "设备", f"未核（缺{lacking}）", "人工核对", severity=Severity.HINT)


UTILITY_CHECKS = (
    readings_that_do_not_join,
    usage_that_jumps,
    cracks_against_last_time,
    rooms_that_offend_again,
    used_while_out_of_use,
    inspection_run_out,
    maintenance_overdue,
    not_worth_repairing,
)
