"""Whom the school asked for a fee, who joined, and what was paid on which receipt.

Pure data: the consents, the days' settlements, the register of receipts and the published accounts
all read it, so they agree to the cent. One family is exempt, one receipt is spoilt and void.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby

from taizhang.simulator.pupils import ROLL, Pupil
from taizhang.simulator.school import CLASSES, PUPILS

CASH, SCAN, BANK = "现金", "扫码", "银行代扣"
FIRST_RECEIPT = 12001
CARE, COPYBOOKS, OUTING, LUNCH = "课后服务费", "作业本费", "研学实践活动费", "午餐费"
STANDARD = {
    CARE: Decimal("180.00"),
    COPYBOOKS: Decimal("14.50"),
    OUTING: Decimal("86.00"),
    LUNCH: Decimal("12.00"),
}
WHY_NOT = {
    CARE: ("爷爷奶奶接送，家中有人辅导", "已在社区四点半课堂", "不需要"),
    COPYBOOKS: ("已自行购买",),
    OUTING: ("孩子晕车", "当天家中有事"),
}
WAIVER = "减免审〔2026〕3号"
SPOILT = (COPYBOOKS, 10)
"""Before the receipt of this family one is written wrongly and stamped void."""


@dataclass(frozen=True, slots=True)
class Round:
    """One item charged from one class; of those joining `cash` pay cash, `exempt` pay nothing."""

    item: str
    klass: str
    on: date
    asked: int
    declining: int
    cash: int
    exempt: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """Lunch of a month, charged ahead through the bank: one receipt a class."""

    on: date
    days: int


SCHEDULE: tuple[Round | Month, ...] = (
    Round(CARE, "101", date(2026, 3, 9), 22, 3, 3, 1),
    Round(COPYBOOKS, "301", date(2026, 3, 9), 20, 1, 4),
    Round(CARE, "102", date(2026, 3, 10), 18, 2, 3),
    Month(date(2026, 3, 11), 22),
    Round(OUTING, "401", date(2026, 3, 31), 20, 2, 3),
    Month(date(2026, 4, 2), 19),
    Month(date(2026, 5, 6), 18),
    Month(date(2026, 6, 2), 22),
)
TOGETHER = 4
"""Classes whose lunch stands in one line of a settlement."""


@dataclass(frozen=True, slots=True)
class Family:
    """One family and one item; `receipt` is 0 where nothing is charged."""

    round: Round
    pupil: Pupil
    joins: bool
    place: int
    method: str = ""
    receipt: int = 0
    exempt: bool = False

    @property
    def parent(self) -> str:
        """Who signs."""
        return f"{self.pupil.name[0]}{('女士', '先生')[self.place % 2]}"

    @property
    def reason(self) -> str:
        """Why it does not join."""
        said = WHY_NOT[self.round.item]
        return said[self.place % len(said)]

    @property
    def paid(self) -> Decimal:
        """Yuan."""
        return STANDARD[self.round.item] if self.joins and not self.exempt else Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Run:
    """Receipts in a row for one item, paid in one way.

    Attributes:
        count: heads, or meals of a month's lunches.
        faces: every valid receipt and its sum; `void` the spoilt one among them, or 0.
    """

    item: str
    on: date
    who: str
    method: str
    count: int
    first: int
    last: int
    faces: tuple[tuple[int, Decimal], ...]
    exempt: bool = False
    void: int = 0

    @property
    def amount(self) -> Decimal:
        """Yuan taken."""
        return sum((amount for _, amount in self.faces), Decimal())


def written(number: int) -> str:
    """A receipt's number as it is printed."""
    return f"{number:07}"


@cache
def families() -> tuple[Family, ...]:
    """Every family asked, in the order of the schedule and of seats."""
    return tuple(one for run in _charges() for one in run if isinstance(one, Family))


@cache
def runs() -> tuple[Run, ...]:
    """Runs of receipts in the order of their numbers."""
    found: list[Run] = []
    for charged in _charges():
        found += [one for one in charged if isinstance(one, Run)]
        paying = [one for one in charged if isinstance(one, Family) and one.joins]
        for (method, exempt), kept in groupby(paying, key=lambda one: (one.method, one.exempt)):
            found.append(_run(method, list(kept), exempt=exempt))
    return tuple(found)


def taken(item: str, month: str) -> Decimal:
    """Yuan taken for an item in a month, as “2026-03”."""
    mine = (one for one in runs() if one.item == item and f"{one.on:%Y-%m}" == month)
    return sum((one.amount for one in mine), Decimal("0.00"))


def _charges() -> Iterator[list[Family | Run]]:
    receipt = FIRST_RECEIPT
    for one in SCHEDULE:
        charged: list[Family | Run] = []
        charged += _lunches(one, receipt) if isinstance(one, Month) else _asked(one, receipt)
        yield charged
        last = [made.last if isinstance(made, Run) else made.receipt for made in charged]
        receipt = max(last) + 1


def _asked(one: Round, receipt: int) -> Iterator[Family]:
    joining = one.asked - one.declining
    for place, pupil in enumerate(ROLL[one.klass][: one.asked]):
        if place >= joining:
            yield Family(one, pupil, joins=False, place=place - joining)
            continue
        receipt += (one.item, place) == SPOILT
        method, exempt = CASH if place < one.cash else SCAN, place >= joining - one.exempt
        yield Family(one, pupil, True, place, method, receipt, exempt)
        receipt += 1


def _lunches(month: Month, receipt: int) -> Iterator[Run]:
    for begin in range(0, len(CLASSES), TOGETHER):
        rooms = CLASSES[begin : begin + TOGETHER]
        meals = [PUPILS[one.id] * month.days for one in rooms]
        faces = tuple(
            (receipt + place, STANDARD[LUNCH] * count) for place, count in enumerate(meals)
        )
        who = f"{rooms[0].name}至{rooms[-1].name}"
        last = receipt + len(rooms) - 1
        yield Run(LUNCH, month.on, who, BANK, sum(meals), receipt, last, faces)
        receipt = last + 1


def _run(method: str, kept: list[Family], *, exempt: bool) -> Run:
    first, last, charged = kept[0].receipt, kept[-1].receipt, kept[0].round
    numbers = {one.receipt for one in kept}
    void = next((one for one in range(first, last) if one not in numbers), 0)
    faces = tuple((one.receipt, one.paid) for one in kept)
    who = next(one.name for one in CLASSES if one.id == charged.klass)
    return Run(charged.item, charged.on, who, method, len(kept), first, last, faces, exempt, void)
