"""Loans across records: what is overdue, what is lent twice, who leaves with what is lent."""

from collections.abc import Iterator
from datetime import date, timedelta

from checklists.calendar import monday
from checklists.rules import Finding, Severity, carries_out
from records.audit.property import name_of, numbers_of
from records.audit.view import View
from records.record import Record

ITEMS, BOOKS, CARDS, DAMAGE = (
    "item_loan_register",
    "library_loan_register",
    "fixed_asset_ledger",
    "damage_compensation",
)
POSTS = "post_duty_register"
NOT_TO_BE_LENT = ("维修", "待报废", "已处置")
ITEM_GRACE, BOOK_GRACE = timedelta(days=3), timedelta(days=7)
MOST_BOOKS = 3
HOURS_A_WEEK = 40
READER = "「读者（学号/班级）」"


# ---- items


@carries_out("item_loan_register.R02")
def leavers_with_loans(view: View) -> Iterator[Finding]:
    """Who has left or changed posts gives everything back first."""
    directory, moved = view.school.directory, _posts_given_up(view)
    for record in view.ever(ITEMS):
        person = name_of(record.entry.get("borrower"))
        borrower, how = directory.look_up("person", person), ""
        if borrower is not None and not borrower.active:
            how = "离岗"
        elif record.date.isoformat() <= moved.get(person, ""):
            how = "调岗"
        if how and not record.entry.get("back_at"):
            what = f"{record.entry['borrower']['name']}已{how}，{_item(record)}没有归还"
            yield view.finding(
                "item_loan_register.R02", "「借用人」", what, "清借用后再办结", number=record.number
            )


def _posts_given_up(view: View) -> dict[str, str]:
    """Last day of a post that somebody no longer has, by person."""
    ended = [(one, one.entry.get("effective_to")) for one in view.of_register(POSTS)]
    today = view.today.isoformat()
    return {name_of(one.entry["holder"]): day for one, day in ended if day and day < today}


@carries_out("item_loan_register.R02")
def lent_out_of_service(view: View) -> Iterator[Finding]:
    """What is under repair or written off is not lent."""
    code = "item_loan_register.R02"
    lent = view.of_register(ITEMS)
    if lent and not view.school.keeps(CARDS):
        yield view.unchecked(code, "「物品」", "固定资产登记台账")
        return
    states = {one.entry["asset_no"]: one.entry["status"] for one in view.ever(CARDS)}
    for record in lent:
        state = states.get(name_of(record.entry.get("item")))
        if state in NOT_TO_BE_LENT:
            what = f"{_item(record)}的状态是“{state}”，不可借"
            yield view.finding(code, "「物品」", what, "收回", number=record.number)


@carries_out("item_loan_register.R03")
def damage_slip_exists(view: View) -> Iterator[Finding]:
    """The slip a damaged return names is there."""
    slips = numbers_of(view.ever(DAMAGE), "no")
    for record in view.of_register(ITEMS):
        named = record.entry.get("damage_no")
        if named and named not in slips:
            what = f"赔偿单{named}不在公物损坏赔偿登记里"
            yield view.finding(
                "item_loan_register.R03", "「损坏赔偿单号」", what, "核对单号", number=record.number
            )


@carries_out("item_loan_register.R04")
def items_overdue(view: View) -> Iterator[Finding]:
    """Still out three days after the due day, or sports things after the day of the lesson."""
    today = view.now.astimezone(view.school.zone).date()
    for record in view.ever(ITEMS):
        if record.entry.get("back_at"):
            continue
        late = today - date.fromisoformat(record.entry["due"])
        is_sports = record.entry.get("kind") == "体育器材" and today > record.date
        if late > ITEM_GRACE or is_sports:
            what = (
                f"{_item(record)}逾期{late.days}天" if late > ITEM_GRACE else "体育器材课后未归还"
            )
            yield view.finding(
                "item_loan_register.R04", "「归还时间」", what, "催还", number=record.number
            )


# ---- books


@carries_out("library_loan_register.R01")
def lent_twice(view: View) -> Iterator[Finding]:
    """One copy is with one reader; a reader has at most three."""
    code = "library_loan_register.R01"
    out: list[Record] = []
    for record in view.ever(BOOKS):
        out = [one for one in out if _is_out(one, record.date)]
        new = view.is_of_term(record)
        for other in (one for one in out if new and _same(one, record, "book")):
            what = f"这一册在借（{other.number}），还没有归还"
            yield view.finding(code, "「书号/书名」", what, "核对书号", number=record.number)
        out.append(record)
        held = sum(_same(one, record, "reader") for one in out)
        if new and held > MOST_BOOKS:
            what = f"读者在借{held}册，上限{MOST_BOOKS}册"
            yield view.finding(
                code, "「读者（学号/班级）」", what, "先还后借", number=record.number
            )


@carries_out("library_loan_register.R02")
def open_long_enough(view: View) -> Iterator[Finding]:
    """Forty hours a week; a day is counted once however many books it lent."""
    days: dict[date, float] = {}
    for record in view.of_register(BOOKS):
        hours = float(record.entry.get("open_hours", 0))
        days[record.date] = max(days.get(record.date, 0), hours)
    weeks: dict[date, float] = {}
    for day, hours in days.items():
        weeks[monday(day)] = weeks.get(monday(day), 0) + hours
    for first, hours in weeks.items():
        is_over = view.now.astimezone(view.school.zone).date() >= first + timedelta(days=7)
        if is_over and hours < HOURS_A_WEEK:
            yield view.finding(
                "library_loan_register.R02",
                f"第{view.school.calendar.week(first)}周",
                f"开放{hours:g}小时，规程要求每周不少于{HOURS_A_WEEK}小时",
                "调整开放时间；当日有开放没有借阅的也登记",
                severity=Severity.HINT,
            )


@carries_out("library_loan_register.R03")
def books_overdue(view: View) -> Iterator[Finding]:
    """Not back a week after the due day."""
    today = view.now.astimezone(view.school.zone).date()
    for record in view.ever(BOOKS):
        late = today - date.fromisoformat(record.entry["due"])
        if not record.entry.get("state") and late >= BOOK_GRACE:
            what = f"逾期{late.days}天未还"
            yield view.finding(
                "library_loan_register.R03", "「归还」", what, "催还", number=record.number
            )


def _is_out(record: Record, on: date) -> bool:
    """Whether a book is still with its reader on a day; a lost one is nobody's any more."""
    back = record.entry.get("back_on")
    if back is None:
        return record.entry.get("state") is None
    return date.fromisoformat(back) > on


def _same(one: Record, other: Record, column: str) -> bool:
    return name_of(one.entry.get(column)) == name_of(other.entry.get(column))


def _item(record: Record) -> str:
    value = record.entry.get("item")
    return str(value.get("name", "")) if isinstance(value, dict) else "物品"


LOAN_CHECKS = (
    leavers_with_loans,
    lent_out_of_service,
    damage_slip_exists,
    items_overdue,
    lent_twice,
    open_long_enough,
    books_overdue,
)
