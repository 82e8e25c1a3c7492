"""Tableware and cold stores across records: enough of it clean, readings that are real."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from checklists.registers.canteen.tableware_disinfection import SETS
from checklists.rules import Finding, carries_out
from checklists.verdicts import Verdict
from records.audit.view import View
from records.record import Record

WASHED, KITCHEN, STORE = "tableware_disinfection", "kitchen_daily_check", "food_storage_check"
BOUGHT = "food_purchase_acceptance"
ALIKE_MEALS, ALIKE_DAYS = 5, 5
SNACKS = "点"


@carries_out("tableware_disinfection.R01")
def not_washed_again(view: View) -> Iterator[Finding]:
    """The line a failed one points at exists, and passed."""
    clean = {one.number for one in view.of_register(WASHED) if one.verdict is not Verdict.FAIL}
    for record in view.of_register(WASHED):
        redone = record.entry.get("redone")
        if redone and redone not in clean:
            what = f"重洗记录{redone}不存在或没有达标"
            yield view.finding(
                "tableware_disinfection.R01", "「重洗记录号」", what, "重洗", number=record.number
            )


@carries_out("tableware_disinfection.R02")
def fewer_than_ate(view: View) -> Iterator[Finding]:
    """As many clean pieces as people ate and use, of every kind that was washed for them."""
    code = "tableware_disinfection.R02"
    if view.of_register(WASHED) and not view.school.keeps(KITCHEN):
        yield view.unchecked(code, "「数量」", "食堂每日食品安全检查（就餐人数）")
        return
    ate = _diners(view)
    for (day, meal), records in _meals(view).items():
        diners = ate.get((day, meal))
        sets: dict[str, int] = {}
        for one in records:
            if one.verdict is not Verdict.FAIL and one.entry["object"] in SETS:
                name = str(one.entry["object"])
                sets[name] = sets.get(name, 0) + int(one.entry["qty"])
        short = [
            f"{name}{count}"
            for name, count in sets.items()
            if diners and count < diners * _sets(view, name)
        ]
        if short or (diners and not sets):
            told = "、".join(short) or "没有餐具"
            what = f"就餐{diners}人，消毒达标{told}"
            yield view.finding(
                code, f"{day} {meal}餐", what, "补消毒或核对数量", number=records[-1].number
            )


def _sets(view: View, name: str) -> Decimal:
    own = view.school.limits.get(f"{WASHED}.sets.{name}", SETS[name])
    return own.low or Decimal(1)


def _meals(view: View) -> dict[tuple[date, str], list[Record]]:
    meals: dict[tuple[date, str], list[Record]] = {}
    for record in view.of_register(WASHED):
        meals.setdefault((record.date, str(record.entry["meal"])), []).append(record)
    return meals


def _diners(view: View) -> dict[tuple[date, str], int]:
    """Who ate at every meal; both snacks of a day count as 点, too."""
    found: dict[tuple[date, str], int] = {}
    for record in view.of_register(KITCHEN):
        for one in record.entry["meals"]:
            meal, diners = str(one["meal"]), int(one["diners"])
            found[record.date, meal] = diners
            if meal.endswith(SNACKS):
                found[record.date, SNACKS] = found.get((record.date, SNACKS), 0) + diners
    return found


@carries_out("tableware_disinfection.R03")
def washed_alike(view: View) -> Iterator[Finding]:
    """Five meals running with the very same readings, to the second."""
    kinds: dict[str, list[Record]] = {}
    for record in view.of_register(WASHED):
        key = f"{record.entry['meal']}餐{record.entry['object']}"
        kinds.setdefault(key, []).append(record)
    names = ("method", "temp", "conc", "start", "end")
    for where, records in kinds.items():
        yield from _runs(
            view,
            "tableware_disinfection.R03",
            where,
            [(one, tuple(str(one.entry.get(name)) for name in names)) for one in records],
            ALIKE_MEALS,
        )


@carries_out("food_storage_check.R04")
def temperatures_alike(view: View) -> Iterator[Finding]:
    """Five days running the very same temperatures of a refrigerator."""
    devices: dict[str, list[tuple[Record, tuple[str, ...]]]] = {}
    for record in view.of_register(STORE):
        for one in record.entry.get("devices", ()):
            reading = str(one["temp1"]), str(one["temp2"])
            kept = devices.setdefault(str(one["device"]["name"]), [])
            if not kept or kept[-1][0].date != record.date:
                kept.append((record, reading))
    for name, readings in devices.items():
        yield from _runs(view, "food_storage_check.R04", name, readings, ALIKE_DAYS)


@carries_out("food_storage_check.R02")
def stock_not_taken_off(view: View) -> Iterator[Finding]:
    """What was thrown away is no longer in stock the next time, unless more was delivered."""
    left: dict[str, tuple[Record, Decimal]] = {}
    for record in view.of_register(STORE):
        for one in record.entry.get("disposals", ()):
            food, stock = str(one["food"]["name"]), Decimal(str(one["stock"]))
            before, known = left.get(food, (record, stock))
            if stock > known and not _came_in(view, food, before.date, record.date):
                what = f"{food}库存写{stock}，{before.number}处置后只剩{known}"
                advice = "按处置后库存更正，或补登进货"
                yield view.finding(
                    "food_storage_check.R02", "「库存数量」", what, advice, number=record.number
                )
            left[food] = record, stock - Decimal(str(one["qty"]))


def _came_in(view: View, food: str, first: date, last: date) -> bool:
    """Whether a food was taken in between two days, both included."""
    return any(
        first <= record.date <= last
        and any(
            one["item"]["name"] == food and one["verdict_"] == "收货"
            for one in record.entry["lines"]
        )
        for record in view.of_register(BOUGHT)
    )


def _runs(
    view: View,
    code: str,
    where: str,
    readings: list[tuple[Record, tuple[str, ...]]],
    most: int,
) -> Iterator[Finding]:
    count, before = 0, None
    for record, reading in readings:
        count = count + 1 if reading == before else 1
        before = reading
        if count == most:
            what = f"连续{count}次读数完全相同，疑似代填"
            yield view.finding(code, where, what, "抽查复核", number=record.number)


CLEANLINESS_CHECKS = (
    not_washed_again,
    fewer_than_ate,
    washed_alike,
    temperatures_alike,
    stock_not_taken_off,
)
