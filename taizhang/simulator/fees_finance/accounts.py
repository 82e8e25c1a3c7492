"""Accounts of every month: drawn up, seen by head and union, hung for a week, questions answered.

April's account of expenses was hung in time and entered late.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from taizhang.simulator.fees_finance.expenses import spent
from taizhang.simulator.fees_finance.families import CARE, COPYBOOKS, LUNCH, OUTING, taken
from taizhang.simulator.plan import Gap
from taizhang.simulator.world import Book, Script, World, moment, snap

KEY = "monthly_account_publicity"
EXPENSES, MEALS, AGENCY = "经费收支", "伙食账", "代收费结算"
STAFF_MEALS = {
    "2026-03": "18480.00",
    "2026-04": "16060.00",
    "2026-05": "15180.00",
    "2026-06": "16500.00",
}
OVER = {"2026-03": "0.994", "2026-04": "1.006", "2026-05": "0.997", "2026-06": "1.002"}
"""What was spent on meals for every yuan that was taken."""
FUNDS = {"2026-03": "0.00", "2026-04": "210000.00", "2026-05": "0.00"}
LATE = ("2026-04", EXPENSES)
WHY_LATE = "5月8日已公布，会计参加全市决算培训，5月13日返校录入"
ASKED = {
    ("2026-03", MEALS): (
        "问：豆油涨价，能否公布采购价？答：进货查验台账已公布，工会小组会上已说明。",
        "2026-04-13",
    ),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One month's accounts: drawn up, hung, taken down."""

    month: str
    drawn: date
    hung: date
    down: date
    kinds: tuple[str, ...]


TURNS: tuple[Turn, ...] = (
    Turn("2026-03", date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 14),
         (EXPENSES, MEALS, AGENCY)),
    Turn("2026-04", date(2026, 5, 7), date(2026, 5, 8), date(2026, 5, 15), (EXPENSES, MEALS)),
    Turn("2026-05", date(2026, 6, 4), date(2026, 6, 5), date(2026, 6, 12), (EXPENSES, MEALS)),
)  # fmt: skip


def published_accounts(world: World) -> Script:
    """Every account, each beginning where the month before ended."""
    book, left = Book(KEY), dict(OPENING)
    for turn in TURNS:
        for number, kind in enumerate(turn.kinds):
            lines = [_account(kind, item, turn.month, left) for item in ITEMS[kind]]
            _publish(world, book, turn, kind, lines, number)
    month, kind = LATE
    first = date.fromisoformat(f"{month}-01")
    return Script(tuple(book.acts), late=(Gap(KEY, first, f"{month} {kind}", WHY_LATE),))


ITEMS = {
    EXPENSES: ("公用经费",),
    MEALS: ("学生伙食", "教职工伙食"),
    AGENCY: (CARE, COPYBOOKS, OUTING),
}
OPENING = {"公用经费": Decimal("186500.00"), "学生伙食": Decimal("310.50"),
           "教职工伙食": Decimal("-42.00")}  # fmt: skip
PAID_OUT = {COPYBOOKS: "248.40"}
"""Of an agency fee, by the end of March."""


def _account(kind: str, item: str, month: str, left: dict[str, Decimal]) -> dict[str, str]:
    opening = left.get(item, Decimal("0.00"))
    if kind == EXPENSES:
        income, expense = Decimal(FUNDS[month]), spent(month)
    elif kind == AGENCY:
        income, expense = taken(item, month), Decimal(PAID_OUT.get(item, "0.00"))
    else:
        income, expense = _meals(item, month)
    line = {"item": item, "income": f"{income}", "expense": f"{expense}"}
    if month == TURNS[0].month:  # later the ledger goes on from the month before
        line["opening"] = f"{opening}"
    left[item] = opening + income - expense
    return line


def _meals(item: str, month: str) -> tuple[Decimal, Decimal]:
    income = taken(LUNCH, month) if item == "学生伙食" else Decimal(STAFF_MEALS[month])
    return income, round(income * Decimal(OVER[month]), 2)


def meals(month: str) -> tuple[Decimal, Decimal]:
    """What was taken and spent on meals in a month; nothing where none were served for a week."""
    if month not in OVER:
        return Decimal("0.00"), Decimal("0.00")
    items = [_meals(item, month) for item in ITEMS[MEALS]]
    return sum((one for one, _ in items), Decimal()), sum((one for _, one in items), Decimal())


def _publish(
    world: World, book: Book, turn: Turn, kind: str, lines: list[dict[str, str]], number: int
) -> None:
    ref, clerk = f"account-{turn.month}-{kind}", world.the("accountant")
    late = (turn.month, kind) == LATE
    at = moment(turn.drawn, "15:10", timedelta(minutes=22 * number))
    if late:
        at = moment(date(2026, 5, 13), "08:30")
    totals = {name: sum(Decimal(one[name]) for one in lines) for name in ("income", "expense")}
    data: dict[str, Any] = {
        "month": turn.month,
        "kind": kind,
        "prepared_on": turn.drawn.isoformat(),
        "accounts": lines,
        "book_income": f"{totals['income']}",
        "book_expense": f"{totals['expense']}",
    }
    book.file(ref, at, clerk, data, reason=WHY_LATE if late else "")
    if late:
        at += timedelta(minutes=25)
        book.approve_late(ref, at, world.the("principal"), "公示照片和账页齐全，同意补录")
    book.sign(ref, at + timedelta(minutes=6), clerk, "会计")
    seen = at + timedelta(minutes=45)
    book.sign(ref, seen, world.the("principal"), "校长", "同意公布")
    hung = max(moment(turn.hung, "10:20", timedelta(minutes=8 * number)), seen)
    _hang(world, book, turn, kind, lines, hung)
    down = moment(turn.down, "16:10", timedelta(minutes=6 * number))
    closed: dict[str, Any] = {"closed_on": turn.down.isoformat()}
    if (turn.month, kind) in ASKED:
        question, answered = ASKED[turn.month, kind]
        closed |= {"question": question, "answered_on": answered}
    book.more(ref, down, clerk, closed)


def _hang(
    world: World, book: Book, turn: Turn, kind: str, lines: list[dict[str, str]], at: Any
) -> None:
    ref, clerk, union = (
        f"account-{turn.month}-{kind}",
        world.the("accountant"),
        world.the("union_rep"),
    )
    text = [f"{turn.month} {kind}公布"]
    text += [f"{one['item']}　收{one['income']}　支{one['expense']}" for one in lines]
    taken_at = moment(turn.hung, "09:50", timedelta(minutes=4 * len(lines)))
    photo = snap(f"{ref}.jpg", "board", text, taken_at, world.dice(KEY, ref))
    data = {
        "union": "账目清楚，与账簿核对一致，同意公布",
        "publish_place": "校务公开栏" + ("、食堂门口" if kind == MEALS else ""),
        "publish_on": turn.hung.isoformat(),
        "photos": [photo.name],
    }
    book.more(ref, at + timedelta(minutes=5), clerk, data, (photo,))
    book.sign(ref, at + timedelta(minutes=30), union, "工会主席（监督）", "已监督公布")
