"""Textbooks across records: books that go round, and what may not be charged for."""

from collections.abc import Iterator
from decimal import Decimal

from checklists.limits import Limit
from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

ROUND = "recycled_textbook_register"
RETURNED = Limit.of(low="95", evidence="建议值")
"""Percent of the books given out that come back (可配置)."""
LOST = "遗失"


# ---- books that go round


@carries_out("recycled_textbook_register.R01")
def given_out_twice(view: View) -> Iterator[Finding]:
    """A book goes out again only when it is there, whole, and disinfected."""
    before: dict[str, Record] = {}
    for record in view.of_register(ROUND):
        number = record.entry["book_no"]
        reason = _not_to_be_given(before[number], record) if number in before else ""
        if reason:
            yield view.finding(
                "recycled_textbook_register.R01",
                "「书号（校代码-科目-年份-序号）」",
                f"{number}{reason}（{before[number].number}），又再发放",
                "收回核对，更正书号",
                number=record.number,
            )
        before[number] = record


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


TEXTBOOK_CHECKS = (given_out_twice, too_few_came_back)
