"""Fees across records: told, agreed to, charged, receipted. Money in one book is in the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from checklists.approvals import KIND, approvals_of
from checklists.fees import forbidden_item
from checklists.receipts import Span, overlaps, span
from checklists.rules import Finding, carries_out
from records.audit.consents import CONSENTS, by_item, is_joining, total
from records.audit.view import View
from records.charges.notices import replaced
from records.record import Record

NOTICES, DAYS = "fee_publicity", "daily_fee_settlement"
DAYS_TITLE = "当日收费日结单"
BY_CHOICE = ("服务性", "代收费")
MUCH_MORE_CASH, ENOUGH_DAYS = Decimal("0.3"), 3


@dataclass(frozen=True)
class Charge:
    """A line of a day's settlement, or what a family paid.

    Attributes:
        record: where it stands.
        on: day of the charge.
        count: heads it was charged for.
        amount: money taken.
    """

    record: Record
    item: str
    on: date
    standard: Decimal
    count: int
    amount: Decimal


def charges_of_days(view: View) -> Iterator[Charge]:
    """Lines of all settlements, in order."""
    for record in view.of_register(DAYS):
        for line in record.entry["lines"]:
            amount, standard = _money(line["actual"]), _money(line["standard"])
            item = str(line["item"]["name"])
            yield Charge(record, item, record.date, standard, line["count"], amount)


def charges_of_families(view: View) -> Iterator[Charge]:
    """What families paid, by their consents."""
    for record in view.of_register(CONSENTS):
        entry, amount = record.entry, _money(record.entry.get("paid"))
        if amount > 0:
            on = date.fromisoformat(entry["paid_on"]) if entry.get("paid_on") else record.date
            item = str(entry["item"]["name"])
            yield Charge(record, item, on, _money(entry["standard"]), 1, amount)


# ---- what was told


@carries_out("fee_publicity.R01")
def forbidden_and_charged(view: View) -> Iterator[Finding]:
    """What may never be charged for was, willingly or not."""
    if not view.school.keeps(NOTICES):
        return
    for one in (*charges_of_days(view), *charges_of_families(view)):
        listed = forbidden_item(one.item)
        if listed is not None and one.amount > 0:
            what = f"收了“{one.item}”{one.amount}元，属于禁收项目（{listed}）"
            yield view.finding(
                "fee_publicity.R01", "「项目」", what, "停收，全额清退", number=one.record.number
            )


@carries_out("fee_publicity.R03")
def charged_without_notice(view: View) -> Iterator[Finding]:
    """收费项集合⊆公示集合, on the day of the charge."""
    code, notices = "fee_publicity.R03", view.of_register(NOTICES)
    if notices and not view.school.keeps(DAYS):
        yield view.unchecked(code, "「收费项目」", DAYS_TITLE)
    if not view.school.keeps(NOTICES):
        return
    for one in (*charges_of_days(view), *charges_of_families(view)):
        told = [notice for notice in notices if _fee_in(notice, one.item)]
        if not told:
            what = f"“{one.item}”没有公示就收费"
            yield view.finding(
                code, "「项目」", what, "停收、清退，公示后再收", number=one.record.number
            )
        elif not any(_may_charge(view, notice, one.on) for notice in told):
            what = f"{one.on}收“{one.item}”，不在公示的收费期内"
            yield view.finding(code, "「项目」", what, "核对公示起止", number=one.record.number)


@carries_out("fee_publicity.R02")
def charged_without_approval(view: View) -> Iterator[Finding]:
    """On the day of each charge an approval of the catalogue was in force."""
    catalogue = view.listed(KIND)
    for one in (*charges_of_days(view), *charges_of_families(view)):
        known = approvals_of(catalogue, one.item)
        if known and one.amount > 0 and not any(approval.holds(one.on) for approval in known):
            what = f"{one.on}收“{one.item}”，目录里的批准{known[-1].days}"
            advice = "停收；取得有效文件、更新目录、重新公示后再收"
            yield view.finding(
                "fee_publicity.R02", "「项目」", what, advice, number=one.record.number
            )


@carries_out("daily_fee_settlement.R02")
def charged_by_another_standard(view: View) -> Iterator[Finding]:
    """应收 is heads times the standard that was announced; reductions stand on their own."""
    for one in charges_of_days(view):
        told = _told_standard(view, one)
        if told is not None and one.standard != told:
            what = f"{one.item}按{one.standard}元收，公示标准{told}元"
            yield view.finding(
                "daily_fee_settlement.R02",
                "「标准（元）」",
                what,
                "按公示标准更正；多收的退还，减免填在减免栏",
                number=one.record.number,
            )


@carries_out("agency_fee_consent.R03")
def agreed_to_more_than_was_told(view: View) -> Iterator[Finding]:
    """A slip asks for no more than the notice."""
    for one in charges_of_families(view):
        told = _told_standard(view, one)
        if told is not None and one.standard > told:
            what = f"确认单标准{one.standard}元，高于公示标准{told}元"
            yield view.finding(
                "agency_fee_consent.R03",
                "「标准（元）」",
                what,
                "退还多收的",
                number=one.record.number,
            )


# ---- what was agreed to


@carries_out("agency_fee_consent.R01")
def charged_more_than_agreed(view: View) -> Iterator[Finding]:
    """Of an item that is by choice, no more heads are charged than families joined."""
    code = "agency_fee_consent.R01"
    if not view.school.keeps(CONSENTS):
        return
    if view.of_register(CONSENTS) and not view.school.keeps(DAYS):
        yield view.unchecked(code, "「缴费额（元）」", DAYS_TITLE)
        return
    heads: dict[tuple[str, str], int] = {}
    for one in charges_of_days(view):
        unit = _unit_by_choice(view, one.item)
        if unit is not None:
            key = one.item, _turn(unit, one.on)
            heads[key] = heads.get(key, 0) + one.count
    joined = _joined(view)
    for (item, turn), count in heads.items():
        families = joined.get(item, 0)
        if count > families:
            where = f"{item} {turn}".strip()
            what = f"收了{count}人，自愿参加的只有{families}户"
            yield view.finding(code, where, what, "逐户核对，未自愿的清退")


@carries_out("agency_fee_consent.R02")
def payments_are_in_the_days(view: View) -> Iterator[Finding]:
    """Σ缴费 of the consents is what the days' settlements say was taken for the item."""
    code = "agency_fee_consent.R02"
    consents = by_item(view)
    if consents and not view.school.keeps(DAYS):
        yield view.unchecked(code, "「缴费额（元）」", DAYS_TITLE)
        return
    taken: dict[str, Decimal] = {}
    for one in charges_of_days(view):
        taken[one.item] = taken.get(one.item, Decimal()) + one.amount
    for records in consents.values():
        item = str(records[0].entry["item"]["name"])
        paid, booked = total(records, "paid"), taken.get(item, Decimal())
        if paid != booked:
            what = f"确认单缴费合计{paid}元，日结实收合计{booked}元，差{paid - booked}元"
            yield view.finding(code, item, what, "逐户逐日核对")


# ---- what was taken


@carries_out("daily_fee_settlement.R01")
def receipts_used_twice(view: View) -> Iterator[Finding]:
    """A receipt's number stands in one line of one day only."""
    for (_, other), (used, record) in overlaps((used, record) for record, used in runs(view)):
        if view.is_of_term(record) or view.is_of_term(other):
            yield view.finding(
                "daily_fee_settlement.R01",
                "「票据起号」",
                f"票据{used}与{other.number}重号",
                "核对票据存根后更正",
                number=record.number,
            )


@carries_out("daily_fee_settlement.R04")
def much_more_cash(view: View) -> Iterator[Finding]:
    """现金占比 far above that of the days before."""
    shares: list[tuple[Record, Decimal]] = [
        (record, _money(record.entry["cash"]) / _money(record.entry["actual_total"]))
        for record in view.of_register(DAYS)
        if _money(record.entry["actual_total"]) > 0
    ]
    for place, (record, share) in enumerate(shares):
        if place < ENOUGH_DAYS:
            continue
        usual = sum((one for _, one in shares[:place]), Decimal()) / place
        if share - usual > MUCH_MORE_CASH:
            what = f"现金占{share:.0%}，此前平均{usual:.0%}"
            yield view.finding(
                "daily_fee_settlement.R04",
                "「现金合计（元）」",
                what,
                "说明原因",
                number=record.number,
            )


# ---- reading


def runs(view: View) -> Iterator[tuple[Record, Span]]:
    """Receipts of every line of every day, of earlier terms, too; lines without left out."""
    for record in view.ever(DAYS):
        for line in record.entry["lines"]:
            found = span(line["receipt_from"], line["receipt_to"])
            if found is not None:
                yield record, found


def _fee_in(notice: Record, item: str) -> dict[str, Any] | None:
    """Line of a notice about an item."""
    plain = "".join(item.split())
    fees = notice.entry["fees"]
    return next((one for one in fees if "".join(one["item"].split()) == plain), None)


def _may_charge(view: View, notice: Record, day: date) -> bool:
    first, last = (date.fromisoformat(notice.entry[name]) for name in ("charge_from", "end"))
    return first <= day <= last and day < replaced(view).get(notice.number, date.max)


def _told(view: View, item: str, day: date | None = None) -> dict[str, Any] | None:
    """Line of the latest notice about an item, of those in force on a day."""
    for notice in reversed(view.of_register(NOTICES)):
        fee = _fee_in(notice, item)
        if fee is not None and (day is None or _may_charge(view, notice, day)):
            return fee
    return None


def _told_standard(view: View, one: Charge) -> Decimal | None:
    fee = _told(view, one.item, one.on)
    return None if fee is None else _money(fee["standard"])


def _unit_by_choice(view: View, item: str) -> str | None:
    """计费单位 of an item families choose; None for what is not by choice."""
    fee = _told(view, item)
    if fee is not None:
        return str(fee["unit"]) if fee["kind"] in BY_CHOICE else None
    slips = [one for one in view.of_register(CONSENTS) if one.entry["item"]["name"] == item]
    return str(slips[0].entry["charge_unit"]) if slips else None


def _turn(unit: str, day: date) -> str:
    """What one charge of a unit is for: the term, a month, a day."""
    if unit in ("人·学期", "本"):
        return ""
    return f"{day.year}年{day.month}月" if unit == "人·月" else day.isoformat()


def _joined(view: View) -> dict[str, int]:
    """Families that take part, by item."""
    found: dict[str, int] = {}
    for records in by_item(view).values():
        name = str(records[0].entry["item"]["name"])
        found[name] = found.get(name, 0) + sum(map(is_joining, records))
    return found


def _money(value: Any) -> Decimal:
    return Decimal(str(value or 0))


FEE_CHECKS = (
    forbidden_and_charged,
    charged_without_notice,
    charged_without_approval,
    charged_by_another_standard,
    agreed_to_more_than_was_told,
    charged_more_than_agreed,
    payments_are_in_the_days,
    receipts_used_twice,
    much_more_cash,
)
