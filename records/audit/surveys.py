"""How people like the food, from one survey to the next."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from checklists.calendar import NationalDay, SchoolCalendar, SchoolDay, days_between
from checklists.rules import Finding, carries_out
from records.audit.view import View

SURVEYS = "meal_satisfaction_survey"
MOST_DAYS = 14
WORST_DROP = Decimal(10)  # percentage points
AWAY = (SchoolDay.VACATION, SchoolDay.EMERGENCY_CLOSE, SchoolDay.CHILDREN_DAY)


@carries_out("meal_satisfaction_survey.R01")
def surveys_too_far_apart(view: View) -> Iterator[Finding]:
    """Fourteen days from one to the next; holidays do not count."""
    for before, after in pairwise(view.of_register(SURVEYS)):
        days = _days_between(view.school.calendar, before.date, after.date)
        if days > MOST_DAYS:
            what = f"距上次（{before.number}）{days}天，应≤{MOST_DAYS}天"
            yield view.finding(
                "meal_satisfaction_survey.R01",
                "「评价时段」",
                what,
                "说明原因",
                number=after.number,
            )


def _days_between(calendar: SchoolCalendar, first: date, last: date) -> int:
    days = days_between(first + timedelta(days=1), last)
    return sum(
        calendar.national_day(day) is not NationalDay.LEGAL_HOLIDAY
        and calendar.school_day(day) not in AWAY
        for day in days
    )


@carries_out("meal_satisfaction_survey.R03")
def liked_less_than_before(view: View) -> Iterator[Finding]:
    """More than ten points down, among the same people."""
    for before, after in view.following(SURVEYS, lambda one: one.entry["group"]):
        was, now = (one.entry.get("total_rate") for one in (before, after))
        if was is not None and now is not None and Decimal(was) - Decimal(now) > WORST_DROP:
            what = f"{after.entry['group']}总满意率从{was}%降到{now}%"
            yield view.finding(
                "meal_satisfaction_survey.R03",
                "「总满意率」",
                what,
                "约谈食堂，下期复评",
                number=after.number,
            )


SURVEY_CHECKS = (surveys_too_far_apart, liked_less_than_before)
