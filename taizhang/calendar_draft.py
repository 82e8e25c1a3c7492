"""The days of a term while the lines of a school calendar are taken in."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from checklists.calendar import NationalDay, SchoolDay
from generator.wording import short_day
from taizhang.calendar_lines import Arrangement, Plan, UnclearLineError
from taizhang.home import TermSection

WORKING = (NationalDay.NORMAL, NationalDay.MAKEUP_WORKDAY)
NATIONAL = {
    Plan.HOLIDAY: NationalDay.LEGAL_HOLIDAY,
    Plan.WORK: NationalDay.MAKEUP_WORKDAY,
    Plan.WEEKEND: NationalDay.WEEKEND,
    Plan.NORMAL: NationalDay.NORMAL,
}
SCHOOL = {
    Plan.VACATION: SchoolDay.VACATION,
    Plan.CLOSED: SchoolDay.EMERGENCY_CLOSE,
    Plan.EVENT: SchoolDay.EVENT,
    Plan.CHILDREN: SchoolDay.CHILDREN_DAY,
    Plan.USUAL: SchoolDay.TERM,
}
PUPILS = frozenset({Plan.OFF, Plan.HOLIDAY, Plan.CLASS, Plan.STAFF_ONLY, *SCHOOL})
"""Plans that say whether pupils come; of two lines for a day only one does."""
STAFF = frozenset({Plan.OFF, Plan.VACATION, *NATIONAL})
"""Plans that say whether it is a working day."""
KNOWN_OFF, KNOWN_ON = "本来就放假，不用记", "本来就上课，不用记"
KNOWN_AT_WORK = "本来就上班，不用记"


class Draft:
    """The days of a term while lines are taken in."""

    def __init__(self, section: TermSection) -> None:
        self._section, self._calendar = section, section.calendar()
        self._days, self._national = dict(section.days), dict(section.national)
        self._no_meals, self._meals_off = set(section.no_meals), dict(section.meals_off)
        self._said: dict[tuple[date, frozenset[Plan]], tuple[int, frozenset[Plan]]] = {}

    @property
    def named(self) -> frozenset[date]:
        """Days of which a line says what they are."""
        return frozenset(day for day, _ in self._said)

    def take(self, number: int, arrangement: Arrangement) -> Iterator[str]:
        """Take in what a line arranges, and say what that comes to.

        Raises:
            UnclearLineError: it contradicts itself or another line.
        """
        _require_agreeing(arrangement.plans)
        effects = [
            (day, effect)
            for day in arrangement.days
            for effect in self._day(number, day, arrangement)
        ]
        for effect in dict.fromkeys(effect for _, effect in effects):
            yield f"{_spans([day for day, one in effects if one == effect])} {effect}"

    def section(self) -> TermSection:
        """The term with all that was taken in."""
        return self._section.model_copy(
            update={
                "days": dict(sorted(self._days.items())),
                "national": dict(sorted(self._national.items())),
                "no_meals": tuple(sorted(self._no_meals)),
                "meals_off": dict(sorted(self._meals_off.items())),
            }
        )

    def _day(self, number: int, day: date, arrangement: Arrangement) -> Iterator[str]:
        plans = arrangement.plans
        for about in (PUPILS, STAFF):
            self._note(number, day, about, plans & about)
        yield from self._national_day(day, plans)
        yield from self._school_day(day, plans)
        if Plan.NO_MEALS in plans:
            self._no_meals.add(day)
            yield Plan.NO_MEALS.value
        if arrangement.meals:
            yield self._meals(day, arrangement.meals)

    def _note(self, number: int, day: date, about: frozenset[Plan], plans: frozenset[Plan]) -> None:
        """Note what a line says of a day, unless another said something else."""
        meant = frozenset(Plan.OFF if one is Plan.HOLIDAY else one for one in plans)
        before, said = self._said.get((day, about), (number, meant))
        if meant and meant != said:
            raise UnclearLineError(f"{short_day(day)}在第 {before} 行已经写过")
        if meant:
            self._said[day, about] = before, said

    def _national_day(self, day: date, plans: frozenset[Plan]) -> Iterator[str]:
        """Written down only where it is not known already."""
        for plan in plans & NATIONAL.keys():
            known, guessed = self._now(day), self._calendar.is_estimated(day)
            if plan is Plan.WORK and known in WORKING:
                yield KNOWN_AT_WORK
            elif plan is Plan.HOLIDAY and known not in WORKING and not guessed:
                yield KNOWN_OFF
            else:
                self._national[day] = NATIONAL[plan]
                yield plan.value

    def _school_day(self, day: date, plans: frozenset[Plan]) -> Iterator[str]:
        if plans & PUPILS:
            self._days.pop(day, None)
        if Plan.HOLIDAY in plans:
            return
        works = self._now(day) in WORKING
        for plan in plans & PUPILS:
            if plan is Plan.OFF and works:
                self._days[day] = SchoolDay.VACATION
                yield "放假（本校）"
            elif plan is Plan.OFF:
                yield KNOWN_OFF
            elif plan is Plan.CLASS:
                yield self._class(day)
            elif plan is Plan.STAFF_ONLY:
                yield self._staff_only(day)
            else:
                self._days[day] = SCHOOL[plan]
                yield plan.value

    def _class(self, day: date) -> str:
        if self._now(day) is NationalDay.NORMAL:
            return KNOWN_ON
        self._days[day] = SchoolDay.MAKEUP_CLASS
        return str(SchoolDay.MAKEUP_CLASS)

    def _staff_only(self, day: date) -> str:
        now = self._now(day)
        normal = now is NationalDay.NORMAL
        self._days[day] = SchoolDay.EMERGENCY_CLOSE if normal else SchoolDay.TERM
        if now not in WORKING:
            self._national[day] = NationalDay.MAKEUP_WORKDAY
        return "教职工上班，学生不到校"

    def _meals(self, day: date, meals: Sequence[str]) -> str:
        for meal in meals:
            if meal not in self._section.meals:
                served = "、".join(self._section.meals)
                raise UnclearLineError(f"本学期不供{meal}餐，只供{served}")
        off = {*self._meals_off.get(day, ()), *meals}
        self._meals_off[day] = tuple(meal for meal in self._section.meals if meal in off)
        return f"停{'、'.join(meals)}餐"

    def _now(self, day: date) -> NationalDay:
        return self._national.get(day) or self._calendar.national_day(day)


def _require_agreeing(plans: frozenset[Plan]) -> None:
    pupils = plans & PUPILS - ({Plan.OFF} if Plan.HOLIDAY in plans else frozenset())
    working = plans & NATIONAL.keys()
    if len(pupils) > 1 or len(working) > 1 or {Plan.OFF, Plan.WORK} <= plans:
        told = "、".join(plan.value for plan in Plan if plan in plans)
        raise UnclearLineError(f"互相矛盾：{told}。分成几行写")


def _spans(days: Sequence[date]) -> str:
    """10月1日至10月8日、10月10日."""
    runs = groupby(enumerate(days), key=lambda pair: pair[1] - timedelta(days=pair[0]))
    spans = ([day for _, day in run] for _, run in runs)
    return "、".join(
        short_day(one[0]) if len(one) == 1 else f"{short_day(one[0])}至{short_day(one[-1])}"
        for one in spans
    )
