"""Published accounts across months: one begins where the last ended, none is left out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checklists.duty import Duty
from checklists.rules import Finding, carries_out
from records.audit.fees import DAYS, DAYS_TITLE, charges_of_days
from records.audit.view import View
from records.record import Record

ACCOUNTS = "monthly_account_publicity"
AGENCY = "代收费结算"
IN_A_ROW = 2


@carries_out("monthly_account_publicity.R01")
def months_carry_on(view: View) -> Iterator[Finding]:
    """期初=上月期末, item by item of a kind."""
    code = "monthly_account_publicity.R01"
    left: dict[tuple[str, str], tuple[str, Decimal]] = {}
    for record in sorted(view.ever(ACCOUNTS), key=_month):
        for line in record.entry["accounts"]:
            key = record.entry["kind"], line["item"]
            opening, before = _money(line.get("opening")), left.get(key)
            differs = before is not None and before[1] != opening
            if before is not None and differs and view.is_of_term(record):
                what = f"{line['item']}期初{opening}元，{before[0]}期末{before[1]}元"
                yield view.finding(code, "「期初」", what, "核对账簿后更正", number=record.number)
            left[key] = record.entry["month"], _money(line["balance"])


@carries_out("monthly_account_publicity.R01")
def charges_are_in_the_accounts(view: View) -> Iterator[Finding]:
    """What was taken for an agency fee in a month is its income in that month's account."""
    code = "monthly_account_publicity.R01"
    published = [one for one in view.of_register(ACCOUNTS) if one.entry["kind"] == AGENCY]
    if published and not view.school.keeps(DAYS):
        yield view.unchecked(code, "「收入（元）」", DAYS_TITLE)
        return
    taken: dict[tuple[str, str], Decimal] = {}
    for one in charges_of_days(view):
        key = f"{one.on:%Y-%m}", one.item
        taken[key] = taken.get(key, Decimal()) + one.amount
    for record in published:
        for line in record.entry["accounts"]:
            booked = taken.get((record.entry["month"], line["item"]), Decimal())
            if _money(line["income"]) != booked:
                what = f"{line['item']}收入{line['income']}元，日结实收合计{booked}元"
                yield view.finding(code, "「收入（元）」", what, "逐日核对", number=record.number)


@carries_out("monthly_account_publicity.R03")
def months_without_publication(view: View) -> Iterator[Finding]:
    """Two months on end of which nothing was put up."""
    entry = view.school.registers.get(ACCOUNTS)
    if entry is None:
        return
    up = {view.subject(one) for one in view.of_register(ACCOUNTS) if one.entry.get("publish_on")}
    run: dict[str, list[Duty]] = {}
    for duty in view.school.duties(entry):
        kind = duty.subject.partition(" ")[2]
        lacking = duty.due <= view.now and duty.subject not in up
        run[kind] = [*run.get(kind, []), duty] if lacking else []
        if len(run[kind]) == IN_A_ROW:
            what = f"从{run[kind][0].subject.partition(' ')[0]}起连续{IN_A_ROW}月未公布"
            yield view.finding("monthly_account_publicity.R03", kind, what, "补公布，说明原因")


def _month(record: Record) -> str:
    return str(record.entry["month"])


def _money(value: Any) -> Decimal:
    """An amount; nothing where none stands, as before an item's first month."""
    return Decimal(str(value or 0))


ACCOUNT_CHECKS = (months_carry_on, charges_are_in_the_accounts, months_without_publication)
