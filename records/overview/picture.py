"""Picture: what an overview shows. No more than data; the modules beside this one make it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import add

from checklists.calendar import Term
from checklists.entry import Entry
from records.hazards import Hazard
from records.overview.tally import Tally
from records.standings import DutyStanding, Standing

# ---- duties


@dataclass(frozen=True, slots=True)
class Book:
    """A register and how its duties stand, over the whole term.

    It says nothing of a moment: it stays the same until a record of the register changes, or what
    the school owes does.

    Attributes:
        register: of which register.
        duties: all of the term, in order; a later one is 缺 as long as nothing is recorded for it.
    """

    register: type[Entry]
    duties: tuple[DutyStanding, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day and what is due on it.

    Attributes:
        in_term: it lies between first and last day of the term.
        is_school_day: pupils are at school; on other days only what goes on all the time is due.
        is_today: the day the overview is of.
    """

    date: date
    tally: Tally
    in_term: bool
    is_school_day: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A column of the matrix.

    Attributes:
        number: of the term, from 1; 0 is all that is due before it, the last one what is after it.
        title: 第3周, 学期前 or 学期后.
        is_now: today lies in it.
    """

    number: int
    title: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A register's line of the matrix: a tally a week, in the order of its weeks."""

    register: type[Entry]
    weeks: tuple[Tally, ...]

    @property
    def total(self) -> Tally:
        """Of all weeks."""
        return total(self.weeks)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Registers by week, those that owe nothing this term included."""

    weeks: tuple[Week, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Debt:
    """A duty that is past its time, and missing or open.

    Attributes:
        is_late: 24 hours have passed: what is recorded now is 补录 (G02).
    """

    register: type[Entry]
    one: DutyStanding
    is_late: bool

    @property
    def is_missing(self) -> bool:
        """Not recorded at all."""
        return self.one.standing is Standing.MISSING


@dataclass(frozen=True, slots=True)
class Debtor:
    """Somebody, and what they owe; what several people owe together stands with each of them.

    Attributes:
        name: as the directory has it; empty where nobody holds the posts.
        posts: post codes that nobody holds; empty for a person.
        debts: in the order of the registers.
    """

    name: str
    posts: tuple[str, ...]
    debts: tuple[Debt, ...]

    @property
    def missing(self) -> int:
        """Not recorded."""
        return sum(one.is_missing for one in self.debts)

    @property
    def open(self) -> int:
        """Recorded, but 未结."""
        return len(self.debts) - self.missing


# ---- hazards and last days


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the term.

    Attributes:
        first: its first day.
        opened, closed: hazards found, and closed, in it.
        left: open at its end, or now.
    """

    first: date
    opened: int
    closed: int
    left: int


@dataclass(frozen=True, slots=True)
class Aged:
    """An open hazard and the days since it was found."""

    hazard: Hazard
    days: int


@dataclass(frozen=True, slots=True)
class HazardFlow:
    """Hazards of a term that were not voided.

    Attributes:
        carried: found before the term's first day.
        months: from the term's first to the last with something in it, at least up to now.
        open: the most overdue first.
    """

    carried: int
    months: tuple[Month, ...]
    open: tuple[Aged, ...]

    @property
    def opened(self) -> int:
        """Found in the term."""
        return sum(one.opened for one in self.months)

    @property
    def closed(self) -> int:
        """Closed in the term."""
        return sum(one.closed for one in self.months)

    @property
    def overdue(self) -> int:
        """Open and past their date."""
        return sum(one.hazard.is_overdue for one in self.open)

    @property
    def major(self) -> int:
        """Open 重大隐患."""
        return sum(one.hazard.is_major for one in self.open)


@dataclass(frozen=True, slots=True)
class Expiring:
    """Something that may not be relied upon much longer, or no longer.

    Attributes:
        kind: of the directory, as person; `id`, `name` in it.
        what: 健康证, 许可证, 批准文件, 法定检验, 维修 or 报废.
        until: the day written on it.
        left: days from today to it; less than nought once it is past.
        is_over: not to be relied upon today: a paper after its day, an extinguisher from it on.
        stopped: why it is out of use already; empty while it is in use.
    """

    kind: str
    id: str
    name: str
    what: str
    until: date
    left: int
    is_over: bool
    stopped: str = ""


# ---- all of it


@dataclass(frozen=True, slots=True)
class Overview:
    """A term at a moment.

    Attributes:
        at: the moment, in the school's zone.
        days: every day with what is due on it.
        matrix: every register by week.
        debts: what is past its time and not done; `debtors` the same by who owes it.
        hazards: opened, closed, and how old the open ones are.
        expiring: what ends within `ahead`, or has ended.
    """

    term: Term
    at: datetime
    days: tuple[Day, ...]
    matrix: Matrix
    debts: tuple[Debt, ...]
    debtors: tuple[Debtor, ...]
    hazards: HazardFlow
    expiring: tuple[Expiring, ...]
    ahead: timedelta

    @property
    def total(self) -> Tally:
        """All duties of the term."""
        return total(one.tally for one in self.days)

    @property
    def in_grace(self) -> int:
        """Of those missing, how many would still count as done in time if done now (G02)."""
        return sum(one.is_missing and not one.is_late for one in self.debts)

    @property
    def run_out(self) -> int:
        """How much has ended already."""
        return sum(one.is_over for one in self.expiring)


def total(found: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    return reduce(add, found, Tally())
