"""A term of fees at a school of 600 pupils: told, agreed to, charged, banked, spent, given back.

Twenty classes of thirty; three items; some decline, three are waived, two pay half, two leave. What
the office does goes through the use-cases; families' slips are filed in bulk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from checklists.catalogue import catalogue, find
from checklists.surroundings import SHANGHAI
from checklists.takings import next_bank_day
from records.acts import File
from records.charges import ACCOUNTS, CONSENTS, DAYS, NOTICES, STUBS, Standing, receivables
from records.disk import Disk
from records.enrolment import enrol
from records.record import Record
from taizhang.charging import (
    Payment,
    Supply,
    close_book,
    faces_of,
    kept_now,
    leave,
    next_receipt,
    pay_back,
    settle_day,
    settle_item,
    take,
)
from taizhang.desk import Desk, Visit
from taizhang.home import Home
from tests.taizhang.office import CLERK, make_home

KEPT = (NOTICES, CONSENTS, STUBS, DAYS, ACCOUNTS)
OFF = {slug: "本测试只管收费" for slug in catalogue() if slug not in KEPT}
STAFF = {
    "P101": ("许收", ["cashier"]),
    "P102": ("江秋", ["accountant"]),
    "P103": ("顾管", ["receipt_admin"]),
    "P104": ("温慧", ["union_rep"]),
    "P105": ("罗班", ["homeroom"]),
}
CASHIER, ACCOUNTANT, KEEPER, TEACHER, HEAD = "P101", "P102", "P103", "P105", "P002"
CARE, BOOKS, OUTING = "课后服务费", "作业本费", "研学实践活动费"
STANDARD = {CARE: Decimal("300.00"), BOOKS: Decimal("14.50"), OUTING: Decimal("86.00")}
UNIT = {CARE: "人·学期", BOOKS: "人·学期", OUTING: "人·次"}
PRICE = {CARE: Decimal("286.50"), BOOKS: Decimal("13.80"), OUTING: Decimal("81.60")}
SUPPLIER = {CARE: "本校（课后服务）", BOOKS: "青禾文化用品公司", OUTING: "青禾农耕实践基地"}
NEVER = ("桶装水费", "取暖费", "校服费")
"""On the school's list, and not on its notice."""
ROOMS = tuple(f"{grade}（{room}）班" for grade in "一二三四五" for room in (1, 2, 3, 4))
PUPILS = 30
NOTES = (("100元", 10000), ("50元", 5000), ("20元", 2000), ("10元", 1000), ("5元", 500),
         ("1元", 100), ("5角", 50), ("1角", 10))  # fmt: skip
TOLD = date(2026, 3, 4)
MONDAY, TUESDAY, SATURDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 14)
APRIL = date(2026, 4, 7)
SETTLED, REFUNDED, OVER = date(2026, 6, 24), date(2026, 6, 26), date(2026, 7, 4)
DOCUMENT = "示例发改价格〔2025〕12号（县发展和改革局）"
HOTLINE = "县教育局 0000-1234567；12345；12315"


def at(day: date, clock: str = "10:00") -> datetime:
    """A moment at the school."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=SHANGHAI)


def notes_of(amount: Decimal) -> list[dict[str, Any]]:
    """Banknotes and coins that come to an amount."""
    left, found = int(amount * 100), []
    for face, worth in NOTES:
        pieces, left = divmod(left, worth)
        if pieces:
            found.append({"face": face, "pieces": pieces})
    return found


@dataclass
class FeeTerm:
    """The school and what is done at its desk.

    Attributes:
        slips: numbers of the consents by item and class, in order of pupils.
    """

    home: Home
    slips: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk = Desk.open(self.home, now=lambda: at(OVER))

    def visit(self, by: str, day: date, clock: str = "10:00") -> Visit:
        return Visit(by, at(day, clock))

    def records(self, slug: str) -> list[Record]:
        return list(self.standing(slug).values())

    def add(self, slug: str, data: dict[str, Any], by: str, day: date, clock: str = "10:00") -> str:
        """File one entry; a photo is any PDF by its name."""
        visit = self.visit(by, day, clock)
        return self.desk.file_entry(visit, slug, data, scan).number

    # ---- September, so to speak: told and agreed to

    def announce(self, **changes: Any) -> str:
        fees = [
            {
                "item": item,
                "kind": "服务性" if item == CARE else "代收费",
                "standard": f"{standard}",
                "unit": UNIT[item],
                "scope": "自愿参加的学生",
                "basis_doc": DOCUMENT,
                "approved": f"{standard}",
                "voluntary": "自愿",
                "purpose": "据实支出",
                "reduce": "家庭经济困难学生减免",
                "refund": "中途退出的全额退还",
                "hotline": HOTLINE,
            }
            for item, standard in STANDARD.items()
        ]
        data = {
            "year": "2025-2026学年第二学期",
            "board_place": "校门口公示栏",
            "checked_on": "2026-02-23",
            "checker": "江秋",
            "start": "2026-02-24",
            "end": "2026-07-10",
            "charge_from": "2026-03-09",
            "fees": fees,
            "photos": ["board.pdf"],
        }
        return self.add(NOTICES, data | changes, ACCOUNTANT, date(2026, 2, 23))

    def ask(self, item: str, room: str, told: date, declining: Sequence[int] = ()) -> None:
        """Every family of a class answers for an item: one line of the ledger."""
        kind, on = find(CONSENTS), told + timedelta(days=1)
        visit = self.visit(TEACHER, on)
        around = self.desk.ledger_for(visit).surroundings(visit.at)
        slips = (
            slip(item, room, place, told) | answer(place, on, joins=place not in declining)
            for place in range(1, PUPILS + 1)
        )
        done = self.desk.act_together(visit, *(File(kind.read(one, around)) for one in slips))
        self.slips[item, room] = [one.number for one in done]

    def standing(self, slug: str) -> dict[str, Record]:
        """Records of a register by number; read again only where they changed."""
        return {one.number: one for one in kept_now(self.desk, OVER).of_register(slug)}

    # ---- receipts

    def draw(self, first: int, last: int, day: date, drawn: date | None = None) -> str:
        data = {
            "type": "资金往来结算票据",
            "year": "2026",
            "date": day.isoformat(),
            "batch": "1062026",
            "no_from": f"{first:07d}",
            "no_to": f"{last:07d}",
            "drawn_on": (drawn or day).isoformat(),
            "user": "许收",
            "keeper": "顾管",
        }
        return self.add(STUBS, data, KEEPER, day, "08:00")

    def check(self, number: str, day: date) -> None:
        """The head checks a summed-up line against its stubs."""
        faces = [dict(one) for one in faces_of(kept_now(self.desk, day), number)]
        data = {"faces": faces, "check_on": day.isoformat(), "checker": "沈玥"}
        self.desk.continue_record(self.visit(HEAD, day, "15:00"), number, data, scan)

    # ---- taking

    def joining(self, item: str, room: str) -> Iterator[tuple[int, str]]:
        known = self.standing(CONSENTS)
        for place, number in enumerate(self.slips[item, room], 1):
            if known[number].entry["choice"] == "自愿参加":
                yield place, number

    def take(self, item: str, room: str, day: date, clock: str = "09:00", **more: Any) -> None:
        """A class pays: every fourth in cash; some at their places are waived, or pay half."""
        free, half = more.pop("free", ()), more.pop("half", ())
        payments = []
        for place, number in self.joining(item, room):
            reduce = STANDARD[item] if place in free else Decimal(0)
            reduce = STANDARD[item] / 2 if place in half else reduce
            approval = "减免审〔2026〕3号" if reduce else ""
            method = "现金" if place % 4 == 0 else "扫码"
            payments.append(Payment(number, method, 1, reduce, approval))
        take(self.desk, self.visit(CASHIER, day, clock), payments, **more)

    def next_no(self, day: date) -> str:
        return next_receipt(kept_now(self.desk, day), CASHIER)

    def settle(self, day: date, **typed: Any) -> str:
        """The day's settlement, counted right, and the money banked on the next open day."""
        cash, scanned = (self._taken(day, method) for method in ("现金", "扫码"))
        said = {"notes": notes_of(cash), "scanned": f"{scanned}", "reviewer": "江秋"}
        visit = self.visit(CASHIER, day, "16:00")
        number = settle_day(self.desk, visit, day, said | typed, scan).number
        self.bank(number, day, cash + scanned)
        return number

    def bank(self, number: str, day: date, amount: Decimal, **changes: Any) -> None:
        banked = next_bank_day(day)
        data = {
            "account": "财政专户（示例）尾号3307",
            "deposit_amount": f"{amount}",
            "deposit_on": at(banked, "16:20").isoformat(),
            "slip_no": f"HD{banked:%Y%m%d}-0118",
            "photos": [f"slip-{day}.pdf"],
        }
        if banked > day:
            data["deposit_note"] = "周六集中收费，银行不营业，周一缴存"
        visit = self.visit(CASHIER, banked, "16:40")
        self.desk.continue_record(visit, number, data | changes, scan)

    def _taken(self, day: date, method: str) -> Decimal:
        found = (one.entry for one in self.records(CONSENTS))
        paid = (
            Decimal(one["paid"])
            for one in found
            if one.get("paid_on") == day.isoformat() and one.get("method") == method
        )
        return sum(paid, Decimal("0.00"))

    # ---- published

    def publish(self, month: str, kind: str, rows: list[dict[str, str]], **changes: Any) -> str:
        """A month's account, put up in the first days of the next one for a week."""
        begin = date.fromisoformat(f"{month}-01") + timedelta(days=32)
        up = begin.replace(day=3)
        income, expense = (sum(Decimal(one[key]) for one in rows) for key in ("income", "expense"))
        data = {
            "month": month,
            "kind": kind,
            "prepared_on": up.isoformat(),
            "accounts": rows,
            "book_income": f"{income}",
            "book_expense": f"{expense}",
            "union": "账目清楚，同意公布",
            "publish_place": "校务公开栏",
            "publish_on": up.isoformat(),
            "photos": [f"account-{month}-{kind}.pdf"],
        }
        return self.add(ACCOUNTS, data | changes, ACCOUNTANT, up)


def scan(name: str) -> bytes:
    """A scan of that name, unlike any other."""
    return f"%PDF-1.4 {name}".encode()


def slip(item: str, room: str, number: int, told: date) -> dict[str, Any]:
    """One family's slip, nothing chosen."""
    pupil = f"2023{ROOMS.index(room) + 1:02d}{number:02d}"
    return {
        "item": item,
        "standard": f"{STANDARD[item]}",
        "charge_unit": UNIT[item],
        "basis_doc": DOCUMENT,
        "service": f"{item}，{SUPPLIER[item]}",
        "period_from": "2026-03-09",
        "period_to": "2026-07-01",
        "class_": room,
        "told_on": told.isoformat(),
        "student": pupil,
        "parent": f"{pupil}家长",
        "declared": True,
    }


def answer(place: int, on: date, *, joins: bool) -> dict[str, Any]:
    """What a family says."""
    said = {
        "choice": "自愿参加" if joins else "不参加",
        "signed_on": (on - timedelta(days=place % 2)).isoformat(),
        "relation": ("母亲", "父亲")[place % 2],
        "channel": "纸质签字",
    }
    return said if joins else said | {"reason": "家中有人照管"}


def make_school(folder: Path) -> FeeTerm:
    """The home with everybody who has to do with money, before anything is charged."""
    begun = at(date(2026, 2, 20))
    home = make_home(folder, begun)
    school = home.settings.school.model_copy(update={"canteen": "无"})
    section = home.settings.terms[0].model_copy(update={"days": {date(2026, 5, 9): "补课日"}})
    changes = {"off": OFF, "school": school, "terms": (section,)}
    home = home.rewrite(home.settings.model_copy(update=changes), by="测试", at=begun)
    listed: dict[str, list[dict[str, Any]]] = {
        "person": [{"id": key, "name": n, "posts": posts} for key, (n, posts) in STAFF.items()],
        "fee_item": [
            {"id": item, "name": item, "nature": "代收费", "document": DOCUMENT}
            for item in STANDARD
        ]
        + [{"id": item, "name": item, "nature": "不收"} for item in NEVER],
        "supplier": [{"id": one, "name": one} for one in SUPPLIER.values()],
        "class": [{"id": one, "name": one, "stage": "小学"} for one in ROOMS],
    }
    for kind, rows in listed.items():
        for row in rows:
            enrol(folder / "directory", kind, row, by=CLERK, at=begun, disk=Disk())
    return FeeTerm(home)


def play(folder: Path) -> FeeTerm:
    """The whole term."""
    term = make_school(folder)
    term.announce()
    for place, room in enumerate(ROOMS):
        term.ask(CARE, room, TOLD, declining=(5 + place % 7, 20, 28))
    for room in ROOMS[:6]:
        term.ask(BOOKS, room, TOLD, declining=(3,))
    for room in ROOMS[16:]:
        term.ask(OUTING, room, TOLD, declining=(7, 11))
    _march(term)
    _april(term)
    _june(term)
    return term


def _march(term: FeeTerm) -> None:
    stub = term.draw(12001, 13500, date(2026, 3, 6))
    for room in ROOMS[:8]:
        term.take(CARE, room, MONDAY, free=(1,) if room == ROOMS[0] else ())
    term.settle(MONDAY)
    for room in ROOMS[8:16]:
        half = (2, 4) if room == ROOMS[9] else ()
        spoilt = "0012245、0012246" if room == ROOMS[9] else ""
        term.take(CARE, room, TUESDAY, half=half, spoilt=spoilt)
    for room in ROOMS[:6]:
        term.take(BOOKS, room, TUESDAY, "11:00", free=(1, 2) if room == ROOMS[2] else ())
    term.settle(TUESDAY)
    for room in ROOMS[16:]:
        first = f"{int(term.next_no(SATURDAY)) + 2:07d}" if room == ROOMS[18] else ""
        term.take(CARE, room, SATURDAY, first=first, skip_reason="两张缺页")
    term.settle(SATURDAY)
    for number in (term.slips[CARE, ROOMS[3]][0], term.slips[CARE, ROOMS[12]][7]):
        leave(term.desk, term.visit(ACCOUNTANT, date(2026, 3, 20)), number)
    close_book(term.desk, term.visit(KEEPER, date(2026, 3, 31), "16:00"), stub, copies=True)
    term.check(stub, date(2026, 3, 31))


def _april(term: FeeTerm) -> None:
    (stub,) = term.records(STUBS)
    term.draw(int(stub.entry["next_no"]), 13500, date(2026, 4, 1), date(2026, 3, 6))
    for room in ROOMS[16:]:
        term.take(OUTING, room, APRIL)
    term.settle(APRIL)
    second = term.records(STUBS)[1].number
    close_book(term.desk, term.visit(KEEPER, date(2026, 4, 30), "16:00"), second)
    term.check(second, date(2026, 4, 30))


def _june(term: FeeTerm) -> None:
    for item in STANDARD:
        supply = Supply(SUPPLIER[item], PRICE[item], f"26362000000026{len(item):06d}")
        settle_item(term.desk, term.visit(ACCOUNTANT, SETTLED), item, supply)
    for item, room in term.slips:
        due = [
            one.number
            for one in receivables(kept_now(term.desk, OVER), item, room)
            if one.standing is Standing.REFUNDING
        ]
        pay_back(term.desk, term.visit(ACCOUNTANT, REFUNDED), due)
    _accounts(term)


def _accounts(term: FeeTerm) -> None:
    """Every month's account; what was spent and given back stands in June's."""
    for month in ("2026-03", "2026-04", "2026-05", "2026-06"):
        term.publish(month, "经费收支", [row("公用经费", "1000.00", "1000.00")])
        rows = [_account(term, item, month) for item in STANDARD]
        term.publish(month, "代收费结算", [one for one in rows if one])


def _account(term: FeeTerm, item: str, month: str) -> dict[str, str]:
    mine = [one.entry for one in term.records(CONSENTS) if one.entry["item"]["name"] == item]
    paid = [one for one in mine if Decimal(one.get("paid") or 0)]
    income = sum(Decimal(one["paid"]) for one in paid if one["paid_on"][:7] == month)
    spent = sum(
        Decimal(one["cost"]) + Decimal(one["returned"])
        for one in paid
        if one["settle_on"][:7] == month
    )
    return row(item, f"{income:.2f}", f"{spent:.2f}")


def row(item: str, income: str, expense: str) -> dict[str, str]:
    """A line of an account; what was left before is looked up."""
    return {"item": item, "income": income, "expense": expense}
