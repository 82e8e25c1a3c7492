"""Meals across records: who keeps the pupils company, what is on the menu, how they like it."""

from collections.abc import Iterator

from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

COMPANY = "meal_companion_record"
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


MEAL_CHECKS = (
    meals_without_a_leader,
    always_the_same_companion,
    opinions_that_repeat,
)
