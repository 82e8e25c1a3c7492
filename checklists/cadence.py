"""How often something has to be recorded, and the duties that follow from the calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import product
from typing import NamedTuple

from checklists.calendar import WEEKDAYS, SchoolCalendar, monday
from checklists.duty import SCHOOL, Duty, Subject, Subjects
from checklists.profile import teaches


def _owing(subjects: Subjects, per: str) -> Sequence[Subject]:
    return subjects.get(per, ()) if per else (SCHOOL,)


@dataclass(frozen=True, slots=True)
class Cadence:
    """Base of the cadences.

    Attributes:
        text: 周期 in the catalogue's words.
        due_text: 应填时点 in the catalogue's words.
        by: time of day that stands for 应填时点 (建议值).
        put_off: a month's or a term's day without school becomes the next with (遇假期顺延).
    """

    text: str
    due_text: str
    by: time = time(17, 30)
    put_off: bool = True

    def at(self, kind: str) -> "Cadence":
        """The cadence of a kind of school; the same for all, but for `ByKind`."""
        return self

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """Duties of the calendar's term, in order."""
        raise NotImplementedError

    def _due(self, day: date, zone: tzinfo) -> datetime:
        return datetime.combine(day, self.by, tzinfo=zone)

    def _put_off(self, day: date, last: date, calendar: SchoolCalendar) -> date:
        """The day, or the next school day up to the last one there is (registers.md E.2)."""
        if not self.put_off or day not in calendar.term:
            return day
        return next(filter(calendar.is_school_day, calendar.days(day, last)), day)


class Part(NamedTuple):
    """A part of the day that is owed by itself.

    Attributes:
        name: as 晨检; empty is the whole day.
        by: time of day that stands for 应填时点; None is the cadence's.
        stage: only for classes of this stage (小学, 幼儿园); empty is for all.
    """

    name: str = ""
    by: time | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class EverySchoolDay(Cadence):
    """每日(在校日), for every subject of a kind.

    Attributes:
        per: kind of subject, as class; empty is once for the school.
        parts: parts of the day that are owed one by one, as 晨检; a subject is then “class part”.
    """

    per: str = ""
    parts: tuple[Part, ...] = (Part(),)

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a school day, subject and part of the day."""
        for day in filter(calendar.is_school_day, calendar.term.days()):
            owing = [
                one
                for one in _owing(subjects, self.per)
                if one.serves(day) and not calendar.is_at_home(day, one.id, one.name)
            ]
            for one, part in product(owing, self.parts):
                if part.stage in ("", one.stage):
                    due = datetime.combine(day, part.by or self.by, tzinfo=zone)
                    title = f"{day_title(day)} {one.name} {part.name}".strip()
                    yield Duty(day, day, f"{one.id} {part.name}".strip(), due, title)


@dataclass(frozen=True, slots=True)
class EveryWeek(Cadence):
    """每周 with a school day in it, for every subject of a kind; due on its last school day.

    Attributes:
        per: kind of subject; empty is once for the school.
        every: weeks from one to the next; 2 is 每两周, due in the second of them.
        before: days before its Monday to have it done (plans for the week); 0 is in the week.
    """

    per: str = ""
    every: int = 1
    before: int = 0

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a week, or a run of weeks, and subject."""
        last = {
            (calendar.week(day) - 1) // self.every: day
            for day in calendar.term.days()
            if calendar.is_school_day(day)
        }
        for number, day in last.items():
            first = monday(calendar.term.start) + timedelta(weeks=number * self.every)
            due = first - timedelta(days=self.before) if self.before else day
            for one in _owing(subjects, self.per):
                if one.serves(day):
                    title = f"第{calendar.week(day)}周 {one.name}".strip()
                    end = first + timedelta(days=7 * self.every - 1)
                    yield Duty(first, end, one.id, self._due(due, zone), title)


@dataclass(frozen=True, slots=True)
class EveryDay(Cadence):
    """每个自然日: what goes on over weekends and holidays (duty, gate, night patrol)."""

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a day of the term."""
        for day in calendar.term.days():
            yield Duty(day, day, "", self._due(day, zone), day_title(day))


@dataclass(frozen=True, slots=True)
class EveryMealDay(Cadence):
    """每日(供餐日)."""

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a meal day."""
        for day in filter(calendar.is_meal_day, calendar.term.days()):
            yield Duty(day, day, "", self._due(day, zone), day_title(day))


@dataclass(frozen=True, slots=True)
class EveryMeal(Cadence):
    """每餐; the subject is the meal."""

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a meal of every meal day."""
        for day in calendar.term.days():
            for meal in calendar.meals_on(day):
                yield Duty(day, day, meal, self._due(day, zone), f"{day_title(day)} {meal}餐")


@dataclass(frozen=True, slots=True)
class EveryMonth(Cadence):
    """每月 for every subject of a kind, and every half month for some.

    Attributes:
        per: kind of subject, as extinguisher; empty is once for the school.
        twice: kind that lists the subjects owed every half month.
        within: days at the start of the period to do it in (每月上旬: 10).
        on_workday: due no later than the last day before that on which staff are at work.
    """

    per: str = ""
    twice: str = ""
    within: int = 10
    on_workday: bool = False

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """A duty a period and subject, for months with a school day in them."""
        often = {one.id for one in subjects.get(self.twice, ())}
        for month in months(calendar):
            for one in _owing(subjects, self.per):
                for first, last in halves(month) if one.id in often else (whole(month),):
                    if first <= calendar.term.end and last >= calendar.term.start:
                        begin = max(first, calendar.term.start)
                        duty = self._duty(begin, first, last, one, calendar, zone)
                        yield from one.owing(duty, begin, self.within - 1)

    def _duty(
        self,
        begin: date,
        first: date,
        last: date,
        one: Subject,
        calendar: SchoolCalendar,
        zone: tzinfo,
    ) -> Duty:
        day = min(begin + timedelta(days=self.within - 1), last, calendar.term.end)
        if self.on_workday:
            day = max(filter(calendar.is_staff_day, calendar.days(begin, day)), default=day)
        else:
            day = self._put_off(day, last, calendar)
        title = f"{first.year}年{first.month}月{'下半月' if first.day > 1 else ''} {one.name}"
        return Duty(first, last, one.id, self._due(day, zone), title.strip())


@dataclass(frozen=True, slots=True)
class AfterMonth(Cadence):
    """每月, done in the month after (账目公布); the subject is the month, as ``2026-03``.

    Attributes:
        within: days of the month after to do it in (次月10日前: 10).
        meals: only for months in which the canteen serves.
    """

    within: int = 10
    meals: bool = False

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a month with a school day in it; late ones still count for their month."""
        served = {day.replace(day=1) for day in calendar.term.days() if calendar.is_meal_day(day)}
        for month in months(calendar):
            if self.meals and month not in served:
                continue
            due = whole(month)[1] + timedelta(days=self.within)
            due = self._put_off(due, calendar.term.end, calendar)
            last = max(due, calendar.term.end) + timedelta(days=60)
            title = f"{month.year}年{month.month}月"
            yield Duty(month, last, f"{month:%Y-%m}", self._due(due, zone), title)


@dataclass(frozen=True, slots=True)
class EveryQuarter(Cadence):
    """每季度, owed in the term that has school days in the quarter's last month."""

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a quarter."""
        for month in months(calendar):
            if month.month % 3 == 0:
                last = whole(month)[1]
                due = self._due(min(last, calendar.term.end), zone)
                title = f"{month.year}年第{month.month // 3}季度"
                yield Duty(month.replace(month=month.month - 2), last, "", due, title)


@dataclass(frozen=True, slots=True)
class EveryTerm(Cadence):
    """每学期, for every subject of a kind.

    Attributes:
        per: kind of subject; empty is once for the school.
        after: days from the term's start to the due day; negative is before it.
        joined: days from the first day of what comes in the term to its due day; None is `after`.
        lead: days before the term from which a record counts for it.
    """

    per: str = ""
    after: int = 14
    joined: int | None = None
    lead: int = 60

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a subject."""
        term = calendar.term
        day = self._put_off(term.start + timedelta(days=self.after), term.end, calendar)
        due = self._due(day, zone)
        first = term.start - timedelta(days=self.lead)
        grace = self.after if self.joined is None else self.joined
        for one in _owing(subjects, self.per):
            duty = Duty(first, term.end, one.id, due, f"{term.title} {one.name}".strip())
            yield from one.owing(duty, term.start, grace)


@dataclass(frozen=True, slots=True)
class AtTermEnd(Cadence):
    """每学期期末, for every subject of a kind.

    Attributes:
        per: kind of subject; empty is once for the school.
        before: days before the term's end on which it is due.
        window: days before the term's end from which a record counts for it.
    """

    per: str = ""
    before: int = 10
    window: int = 40

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """One duty a subject."""
        end = calendar.term.end
        due = self._due(end - timedelta(days=self.before), zone)
        first = end - timedelta(days=self.window)
        for one in _owing(subjects, self.per):
            duty = Duty(first, end, one.id, due, f"{calendar.term.title}期末 {one.name}".strip())
            yield from one.owing(duty, due.date(), 0)


@dataclass(frozen=True, slots=True)
class Together(Cadence):
    """Several cadences of one register, told apart by what the records are for.

    Attributes:
        parts: the word a duty's subject ends in (`marked`), and the cadence it is owed by.
    """

    parts: tuple[tuple[str, Cadence], ...] = ()

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """Every part's duties, in the order of the parts."""
        for word, part in self.parts:
            for one in part.duties(calendar, subjects, zone):
                title = f"{one.title} {word}".strip()
                yield replace(one, subject=marked(one.subject, word), title=title)


def marked(subject: str, word: str) -> str:
    """Subject of a duty of `Together`: what it is about, and which of the parts."""
    return f"{subject} {word}".strip()


@dataclass(frozen=True, slots=True)
class ByKind(Cadence):
    """One cadence for primary schools, another for kindergartens (checklists/profile.py).

    Attributes:
        kinds: stage and its cadence, the stricter first: it holds for a school that has both.
    """

    kinds: tuple[tuple[str, Cadence], ...] = ()

    def at(self, kind: str) -> Cadence:
        """The cadence of that kind of school."""
        return next(cadence for stage, cadence in self.kinds if teaches(kind, stage))

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """Duties of the first kind; `at` chooses."""
        return self.kinds[0][1].duties(calendar, subjects, zone)


@dataclass(frozen=True, slots=True)
class OnEvent(Cadence):
    """按次: owed when something happens; no part of the due rate."""

    def duties(self, calendar: SchoolCalendar, subjects: Subjects, zone: tzinfo) -> Iterator[Duty]:
        """None."""
        return iter(())


def owed_for(cadence: Cadence) -> frozenset[str]:
    """Kinds of subject a cadence is owed for one by one; none is the school as a whole."""
    match cadence:
        case Together(parts=kept) | ByKind(kinds=kept):
            return frozenset().union(*(owed_for(one) for _, one in kept))
        case EverySchoolDay(per=per) | EveryWeek(per=per) | EveryMonth(per=per):
            return frozenset({per} - {""})
        case EveryTerm(per=per) | AtTermEnd(per=per):
            return frozenset({per} - {""})
        case _:
            return frozenset()


def months(calendar: SchoolCalendar) -> list[date]:
    """First days of the months with at least one school day in the term."""
    found = {day.replace(day=1) for day in calendar.term.days() if calendar.is_school_day(day)}
    return sorted(found)


def whole(month: date) -> tuple[date, date]:
    """First and last day of a month."""
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return month, following - timedelta(days=1)


def halves(month: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """First and second half of a month."""
    first, last = whole(month)
    return (first, first.replace(day=15)), (first.replace(day=16), last)


def day_title(day: date) -> str:
    """3月5日（周四）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
