"""Textbooks across records: what may not be charged for, and books that go round."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checklists.registers.textbooks.recycled_textbook_register import RETURNED
from checklists.rules import Finding, Severity, carries_out
from checklists.textbooks import is_textbook_fee
from records.audit.consents import CONSENTS, by_item, is_joining
from records.audit.fees import NOTICES, charges_of_days, charges_of_families
from records.audit.property import name_of
from records.audit.view import View
from records.record import Record

BOOKS = "textbook_distribution"
STATE, BY_CHOICE = "国家免费", "教辅（自愿）"
ROUND = "recycled_textbook_register"
LOST = "遗失"


# ---- books given out


@carries_out("textbook_distribution.R01")
def free_books_charged_for(view: View) -> Iterator[Finding]:
    """国家免费不得收费（与收费表互斥）: announced, or taken."""
    code = "textbook_distribution.R01"
    free = [one for one in view.of_register(BOOKS) if _of_kind(one, STATE)]
    if not free:
        return
    if not view.school.keeps(NOTICES):
        yield view.unchecked(code, "「性质」", "收费项目核实与收费公示")
    for notice in view.of_register(NOTICES):
        for fee in notice.entry["fees"]:
            if is_textbook_fee(fee["item"]) and Decimal(str(fee["standard"])) > 0:
                what = f"公示收“{fee['item']}”{fee['standard']}元，教科书由国家免费提供"
                yield view.finding(code, "「项目名称」", what, "撤下，停收", number=notice.number)
    for one in (*charges_of_days(view), *charges_of_families(view)):
        if is_textbook_fee(one.item) and one.amount > 0:
            what = f"收了“{one.item}”{one.amount}元，教科书由国家免费提供"
            yield view.finding(code, "「项目」", what, "停收，全额清退", number=one.record.number)


@carries_out("textbook_distribution.R02")
def aids_without_consent(view: View) -> Iterator[Finding]:
    """No more aids are given out for money than families joined."""
    code = "textbook_distribution.R02"
    charged = [
        (record, line)
        for record in view.of_register(BOOKS)
        for line in _of_kind(record, BY_CHOICE)
        if Decimal(str(line.get("charged") or 0)) > 0 and line.get("fee_item")
    ]
    if charged and not view.school.keeps(CONSENTS):
        yield view.unchecked(code, "「代收费项目」", "服务性收费和代收费自愿确认与结算")
        return
    consents = by_item(view)
    for record, line in charged:
        joined = sum(map(is_joining, consents.get(name_of(line["fee_item"]), [])))
        if line["signed"] > joined:
            what = f"{line['name']}发放{line['signed']}册，自愿参加的只有{joined}户"
            yield view.finding(
                code, "「签收人数」", what, "逐户核对，未自愿的收回并退费", number=record.number
            )


def _of_kind(record: Record, kind: str) -> list[dict[str, Any]]:
    return [line for line in record.entry["books"] if line["kind"] == kind]


# ---- books that go round


@carries_out("recycled_textbook_register.R01")
def given_out_twice(view: View) -> Iterator[Finding]:
    """A book goes out again only when it is there, whole, and disinfected."""
    for before, record in view.following(ROUND, lambda one: one.entry["book_no"]):
        if reason := _not_to_be_given(before, record):
            yield view.finding(
                "recycled_textbook_register.R01",
                "「书号（校代码-科目-年份-序号）」",
                f"{record.entry['book_no']}{reason}（{before.number}），又再发放",
                "收回核对，更正书号",
                number=record.number,
            )


def _not_to_be_given(before: Record, record: Record) -> str:
    """Why a book may not go out again; empty when it may."""
    last, out_on = before.entry, record.entry["out_on"]
    state = last.get("back_state")
    if state == LOST or last.get("discard"):
        return "已遗失或报废"
    if state is None or last.get("back_on", "") > out_on:
        return "还没有收回"
    cleaned = last.get("disinfect_on")
    return "" if cleaned is not None and cleaned <= out_on else "收回后没有消毒"


@carries_out("recycled_textbook_register.R01")
def rate_of_return(view: View) -> Iterator[Finding]:
    """回收率=回收数/发放数 of all books, once some came back."""
    books = view.of_register(ROUND)
    back = [one for one in books if one.entry.get("back_state") not in (None, LOST)]
    if back:
        what = f"发放{len(books)}册，回收{len(back)}册，回收率{len(back) * 100 / len(books):.1f}%"
        yield view.finding("recycled_textbook_register.R01", "全校", what, severity=Severity.HINT)


@carries_out("recycled_textbook_register.R03")
def too_few_came_back(view: View) -> Iterator[Finding]:
    """回收率=回收数/发放数 of a class, once books come back or the term is over."""
    code, today = "recycled_textbook_register.R03", view.now.astimezone(view.school.zone).date()
    bound = view.school.limits.get(f"{ROUND}.returned", RETURNED)
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in view.of_register(ROUND):
        key = str(record.entry["class_"]["name"]), str(record.entry["subject_"])
        groups.setdefault(key, []).append(record)
    for (name, subject), records in groups.items():
        over = today > view.school.calendar.term.end
        if not over and any(one.entry.get("back_state") is None for one in records):
            continue
        back = [one for one in records if one.entry.get("back_state") not in (None, LOST)]
        rate = Decimal(100 * len(back)) / len(records)
        if not bound.holds(rate):
            what = f"发放{len(records)}册，回收{len(back)}册，回收率{rate:.1f}%（应{bound}%）"
            yield view.finding(code, f"{name} {subject}", what, "催收；遗失的登记")


TEXTBOOK_CHECKS = (
    free_books_charged_for,
    aids_without_consent,
    given_out_twice,
    rate_of_return,
    too_few_came_back,
)
