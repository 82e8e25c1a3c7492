"""What kind of day it is, in words."""

from collections.abc import Iterator
from datetime import date, timedelta

from checklists.cadence import day_title
from checklists.calendar import NationalDay, SchoolCalendar, SchoolDay, monday

_NAMED_DAYS = (NationalDay.LEGAL_HOLIDAY, NationalDay.MAKEUP_WORKDAY)


def about_the_day(calendar: SchoolCalendar, day: date) -> str:
    """What kind of day it is: 第3周，调休上班，学生不到校."""
    if day not in calendar.term:
        return f"不在{calendar.term.title}内"
    national, decided = calendar.national_day(day), calendar.school_day(day)
    told = [f"第{calendar.week(day)}周"]
    if national is not NationalDay.NORMAL:
        told.append(str(national))
    if decided is not SchoolDay.TERM:
        told.append(str(decided))
    told.append("学生到校" if calendar.is_school_day(day) else "学生不到校")
    if calendar.is_school_day(day):
        off = [meal for meal in calendar.meals if meal not in calendar.meals_on(day)]
        told += [f"不供{'、'.join(off)}餐"] if off else []
        home = calendar.closed_classes.get(day)
        told += [f"{'、'.join(sorted(home))}停课"] if home else []
    return "，".join(told)


def special_days(calendar: SchoolCalendar, day: date) -> Iterator[str]:
    """Days up to the end of next week that are not as their weekday says."""
    yield from unusual_days(calendar, day + timedelta(days=1), monday(day) + timedelta(days=13))


def unusual_days(calendar: SchoolCalendar, first: date, last: date) -> Iterator[str]:
    """Days of the term between two days that are not as their weekday says, in words."""
    for one in calendar.days(first, last):
        usual = calendar.is_school_day(one) == (one.weekday() < 5)
        named = calendar.national_day(one) in _NAMED_DAYS
        partly = one in calendar.closed_classes or calendar.meals_on(one) != calendar.meals
        if named or not usual or (calendar.is_school_day(one) and partly):
            yield f"{day_title(one)} {about_the_day(calendar, one).partition('，')[2]}"
