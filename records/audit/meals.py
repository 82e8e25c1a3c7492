"""Meals across records: who keeps the pupils company, what is on the menu, how they like it."""

from collections.abc import Iterator
from datetime import date

from checklists.calendar import WEEKDAYS
from checklists.rules import Finding, Severity, carries_out
from records.audit.view import View
from records.record import Record

COMPANY, MENU, SAMPLES = "meal_companion_record", "weekly_menu", "food_sample_retention"
NOT_SAMPLED = ("水果",)
GUESTS = ("家长", "膳食委员")
DAYS_IN_A_ROW = 5
REPEATED, ENOUGH_OPINIONS = 0.5, 6


@carries_out("meal_companion_record.R01")
def meals_without_a_leader(view: View) -> Iterator[Finding]:
    """Guests do not stand in for somebody who answers for the school."""
    meals: dict[tuple[str, str], list[Record]] = {}
    for record in view.of_register(COMPANY):
        meals.setdefault((f"{record.date}", record.entry["meal"]), []).append(record)
    for (day, meal), records in meals.items():
        if all(one.entry["role"] in GUESTS for one in records):
            what = "只有家长、委员陪餐，没有学校负责人"
            yield view.finding(
                "meal_companion_record.R01",
                f"{day} {meal}餐",
                what,
                "安排负责人陪餐",
                number=records[0].number,
            )


@carries_out("meal_companion_record.R03")
def always_the_same_companion(view: View) -> Iterator[Finding]:
    """More than five meal days in a row by one person."""
    days: dict[str, set[str]] = {}
    for record in view.of_register(COMPANY):
        days.setdefault(record.date.isoformat(), set()).add(record.entry["companion"]["name"])
    run: dict[str, int] = {}
    for day, names in sorted(days.items()):
        run = {name: run.get(name, 0) + 1 for name in names}
        for name, count in run.items():
            if count == DAYS_IN_A_ROW + 1:
                what = f"{name}连续陪餐超过{DAYS_IN_A_ROW}天"
                yield view.finding("meal_companion_record.R03", day, what, "轮流陪餐")


@carries_out("meal_companion_record.R03")
def opinions_that_repeat(view: View) -> Iterator[Finding]:
    """Half of the opinions are word for word one that was there before."""
    opinions = [str(one.entry["opinion"]).strip() for one in view.of_register(COMPANY)]
    repeated = len(opinions) - len(set(opinions))
    if len(opinions) >= ENOUGH_OPINIONS and repeated >= REPEATED * len(opinions):
        what = f"{len(opinions)}条意见中{repeated}条与前面的完全相同"
        yield view.finding("meal_companion_record.R03", "「意见建议」", what, "如实写当餐情况")


@carries_out("food_sample_retention.R02")
def dishes_without_a_sample(view: View) -> Iterator[Finding]:
    """Of every dish on the menu, as it was changed, one sample; fruit as it is needs none."""
    code, sampled = "food_sample_retention.R02", _sampled(view)
    if sampled and not view.school.keeps(MENU):
        yield view.unchecked(code, "「菜品名称」", "每周带量食谱")
        return
    for (day, meal), records in sampled.items():
        where, menu = f"{day} {meal}餐", _menu_of(view, day)
        if menu is None:
            yield view.finding(
                code, where, "未核（没有当周食谱）", "登记食谱", severity=Severity.HINT
            )
            continue
        kept = {str(one.entry["dish"]["name"]) for one in records}
        if missing := sorted(_cooked(menu, day, meal, NOT_SAMPLED) - kept):
            what = f"食谱上有、没有留样：{'、'.join(missing)}"
            yield view.finding(code, where, what, "补样或登记缺陷", number=records[-1].number)


@carries_out("weekly_menu.R02")
def dishes_not_announced(view: View) -> Iterator[Finding]:
    """What was cooked and sampled stands on the menu, or among its changes."""
    code, sampled = "weekly_menu.R02", _sampled(view)
    if view.of_register(MENU) and not view.school.keeps(SAMPLES):
        yield view.unchecked(code, "「临时调整」", "食品留样记录")
        return
    for (day, meal), records in sampled.items():
        menu = _menu_of(view, day)
        kept = {str(one.entry["dish"]["name"]) for one in records}
        if menu is not None and (more := sorted(kept - _cooked(menu, day, meal))):
            where, what = f"{day} {meal}餐", f"实际供应、食谱上没有：{'、'.join(more)}"
            yield view.finding(code, where, what, "补填临时调整及原因", number=menu.number)


def _sampled(view: View) -> dict[tuple[date, str], list[Record]]:
    meals: dict[tuple[date, str], list[Record]] = {}
    for record in view.of_register(SAMPLES):
        meals.setdefault((record.date, str(record.entry["meal"])), []).append(record)
    return meals


def _menu_of(view: View, day: date) -> Record | None:
    """The menu of the week, the one made last where there are several."""
    text = day.isoformat()
    found = [
        one
        for one in view.of_register(MENU)
        if one.entry["first_day"] <= text <= one.entry["last_day"]
    ]
    return found[-1] if found else None


def _cooked(menu: Record, day: date, meal: str, without: tuple[str, ...] = ()) -> set[str]:
    """Dishes of a meal as announced, with what was changed."""
    at = f"周{WEEKDAYS[day.weekday()]}{meal}"
    dishes = {
        str(one["dish"]["name"])
        for one in menu.entry["dishes"]
        if one["day_meal"] == at and one["course"] not in without
    }
    for one in menu.entry.get("changes", ()):
        if one["day_meal"] == at:
            dishes -= {str(one["dish"]["name"])} if one.get("dish") else set()
            dishes |= {str(one["instead"]["name"])} if one.get("instead") else set()
    return dishes


MEAL_CHECKS = (
    meals_without_a_leader,
    always_the_same_companion,
    opinions_that_repeat,
    dishes_without_a_sample,
    dishes_not_announced,
)
