"""Receipts: a book is drawn, used number by number, checked against its stubs every month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checklists.amounts import capital
from taizhang.simulator.fees_finance.families import FIRST_RECEIPT, Run, runs, written
from taizhang.simulator.world import Book, Script, World, moment

KEY = "receipt_stub_register"
A_BOOK = 100
FIRST_DRAWN, SECOND_DRAWN = date(2026, 3, 6), date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class Stub:
    """One line: what was used of a book in a month, from `first` to before `following`.

    Attributes:
        following: the next number that is not used; 0 where the book is finished.
    """

    drawn: date
    on: date
    used: date
    checked: date
    first: int
    last: int
    following: int

    @property
    def runs(self) -> list[Run]:
        """What was written on it."""
        end = self.following or self.last + 1
        return [one for one in runs() if self.first <= one.first < end]


def stubs(world: World) -> Script:
    """Every line of the register."""
    book = Book(KEY)
    for number, one in enumerate(lines()):
        _write(world, book, one, f"stub-{number + 1}")
    return Script(tuple(book.acts))


def lines() -> Iterator[Stub]:
    """Month by month; a book that is finished is followed by a new one."""
    end = FIRST_RECEIPT + A_BOOK - 1
    march, april, may, june = (
        max(one.last for one in runs() if one.on.month == month) + 1 for month in (3, 4, 5, 6)
    )
    first, second = FIRST_DRAWN, SECOND_DRAWN
    last = end + A_BOOK
    yield Stub(first, first, date(2026, 3, 31), date(2026, 4, 1), FIRST_RECEIPT, end, march)
    yield Stub(first, date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 30), march, end, 0)
    used = date(2026, 4, 2)
    yield Stub(second, second, used, date(2026, 4, 30), end + 1, last, april)
    used = date(2026, 5, 6)
    yield Stub(second, used, used, date(2026, 5, 29), april, last, may)
    used = date(2026, 6, 2)
    yield Stub(second, used, used, date(2026, 6, 30), may, last, june)


def _write(world: World, book: Book, one: Stub, ref: str) -> None:
    cashier, keeper = world.the("cashier"), world.the("receipt_admin")
    checker = world.the("vp_logistics")
    at = moment(one.on, "08:40", timedelta(minutes=one.first % 20))
    data = {
        "type": "资金往来结算票据",
        "year": "2026",
        "date": one.on.isoformat(),
        "batch": "1062026",
        "no_from": written(one.first),
        "no_to": written(one.last),
        "drawn_on": one.drawn.isoformat(),
        "user": cashier.name,
        "keeper": keeper.name,
    }
    book.file(ref, at, keeper, data)
    book.sign(ref, at + timedelta(minutes=4), cashier, "领用人")
    faces = [face for run in one.runs for face in run.faces]
    voids = [run.void for run in one.runs if run.void]
    used = {
        "issued": len(faces),
        "void": "、".join(map(written, voids)) or "无",
        "next_no": written(one.following) if one.following else "无",
        "amount": f"{sum((amount for _, amount in faces), Decimal('0.00'))}",
    }
    if voids:
        used["void_copies"] = True
    done = moment(one.used, "17:10", timedelta(minutes=one.first % 20))
    book.more(ref, done, keeper, used)
    book.sign(ref, done + timedelta(minutes=3), keeper, "票据管理员")
    checked = moment(one.checked, "15:10", timedelta(minutes=one.first % 20))
    stubs_seen = [
        {"no": written(number), "amount": f"{amount}", "written": capital(amount)}
        for number, amount in faces
    ]
    seen = {"faces": stubs_seen, "check_on": one.checked.isoformat(), "checker": checker.name}
    book.more(ref, checked, checker, seen)
    book.sign(ref, checked + timedelta(minutes=6), checker, "会计核销", "存根逐张核对，予以核销")
