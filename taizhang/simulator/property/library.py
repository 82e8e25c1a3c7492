"""The library: open every school day for eight and a half hours; books out and back.

One book comes back eleven days late (R03), one with torn pages, one is lost and paid for.
"""

from datetime import date, timedelta
from typing import Any

from taizhang.simulator.pupils import ROLL
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment

KEY = "library_loan_register"
BOOKS: tuple[tuple[str, str], ...] = (
    ("TS-004128", "昆虫记"), ("TS-001907", "城南旧事"), ("TS-006215", "稻草人"),
    ("TS-003340", "草房子"), ("TS-007751", "十万个为什么·植物"), ("TS-002086", "安徒生童话"),
    ("TS-005512", "海底两万里"), ("TS-008804", "中国古代神话"), ("TS-004967", "小英雄雨来"),
    ("TS-001133", "寄小读者"), ("TS-009026", "森林报·春"), ("TS-003718", "窗边的小豆豆"),
    ("TS-006640", "细菌世界历险记"), ("TS-002579", "大林和小林"), ("TS-005098", "西游记（青少版）"),
    ("TS-007320", "宝葫芦的秘密"), ("TS-008155", "我们的母亲叫中国"), ("TS-004401", "夏洛的网"),
)  # fmt: skip
"""Enough copies that none is asked for while it is out."""
LATE_BOOK = ("TS-010052", "唐诗三百首")
DUE = timedelta(days=14)
LATE, TORN, LOST = 12, 31, 47
"""Which loans of the term, counted from 0, end like that."""


def library(world: World) -> Script:
    """A loan or two every school day, each given back before the term ends."""
    book = Book(KEY)
    days = list(school_days(world.calendar))
    turn = 0
    for place, day in enumerate(days):
        last_call = (days[-1] - day).days < 6
        for _ in range(2 if place % 4 == 0 and not last_call else 1):
            _lend(world, book, day, turn, days[-1])
            turn += 1
    return Script(tuple(book.acts))


def _lend(world: World, book: Book, day: date, turn: int, end: date) -> None:
    ref, dice = f"loan-book-{turn:03}", world.dice(KEY, turn)
    librarian = world.the("librarian")
    rooms = [one.id for one in world.classes("小学")]
    room = rooms[(5 * turn) % len(rooms)]
    pupil = ROLL[room][(turn * 11) % len(ROLL[room])]
    number, title = LATE_BOOK if turn == LATE else BOOKS[turn % len(BOOKS)]
    at = later(moment(day, ("12:20", "15:50")[turn % 2]), dice, 0, 35)
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "open_at": "08:00",
        "close_at": "16:30",
        "visitors": 60 + world.dice(KEY, day).randint(0, 45),
        "reader": pupil.number,
        "book": f"{number} {title}",
        "out_on": day.isoformat(),
        "due": (day + DUE).isoformat(),
    }
    if turn in (TORN, LOST):
        data["price"] = "28.00"
    book.file(ref, at, librarian, data)
    book.sign(ref, at + timedelta(seconds=40), librarian, "借阅人（刷卡）", "读者刷卡，代为登记")
    book.sign(ref, at + timedelta(seconds=70), librarian, "管理员")
    _give_back(world, book, ref, day, turn, end)


def _give_back(world: World, book: Book, ref: str, day: date, turn: int, end: date) -> None:
    dice = world.dice(KEY, turn, "back")
    wanted = 23 if turn == LATE else dice.randint(3, 12)
    back = world.next_school_day(min(day + timedelta(days=wanted - 1), end))
    back = min(max(back, day), end)
    state: dict[str, Any] = {"back_on": back.isoformat(), "state": "完好"}
    if turn == TORN:
        state |= {"state": "污损", "penalty": "5.00"}
    if turn == LOST:
        state = {"state": "遗失", "penalty": "28.00"}
    at = later(moment(back, "16:00"), dice, 0, 28)
    book.more(ref, at, world.the("librarian"), state)
