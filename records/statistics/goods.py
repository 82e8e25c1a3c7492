"""Figures of property, books, textbooks, building works and what is used of water and power."""

from collections.abc import Iterator
from decimal import Decimal

from records.audit.view import View
from records.record import Record
from records.statistics.basis import CENT, Basis, day, number, once, rows, told, total
from records.statistics.figure import Figure

CARDS, DISPOSALS, COUNTS = "fixed_asset_ledger", "asset_disposal", "stocktaking_record"
ROOMS, DAMAGE, LOANS = (
    "class_property_register",
    "damage_compensation",
    "library_loan_register",
)
BOOKS, RECYCLED, METERS = (
    "textbook_distribution",
    "recycled_textbook_register",
    "utility_meter_record",
)
PROJECTS, ACCEPTANCES = "renovation_project_file", "project_acceptance"
CHECKS, MORNING = "morning_health_check", "晨检"
GONE, HANDED_OVER, LOST = "已处置", "期末点交", "遗失"
KINDS = (("水", "立方米"), ("电", "千瓦时"), ("燃气", "立方米"))


def property_(view: View) -> Iterator[Figure]:
    """财产: 固定资产期末数/新增/处置/盘点差异率/期末点交一致率/赔偿件数."""
    cards = Basis(view, CARDS, kept=view.ever(CARDS))
    term = view.school.calendar.term
    there = [one for one in cards.records if one.entry.get("status") != GONE]
    new = [one for one in cards.records if (day(one, "registered_on") or term.end) in term]
    yield cards.count("固定资产期末数", len(there), "件")
    yield cards.count("期末原值", total(there, "value"), "元")
    yield cards.count("新增", len(new), "件")
    gone = Basis(view, DISPOSALS)
    done = [one for one in gone.records if told(one, "disposed_on")]
    yield gone.count("处置", total(rows(done, "assets"), "quantity"), "件")
    counts = Basis(view, COUNTS)
    lines = list(rows(counts.records, "counts"))
    differing = sum(number(one, "diff") != 0 for one in lines)
    yield counts.share("盘点差异率", differing, len(lines), "less")
    rooms = [one for one in view.of_register(ROOMS) if one.entry["check_type"] == HANDED_OVER]
    agreeing = sum(
        all(number(line, "diff") == 0 for line in rows([one], "things")) for one in rooms
    )
    yield Basis(view, ROOMS, kept=rooms).share("期末点交一致率", agreeing, len(rooms))
    damage = Basis(view, DAMAGE)
    yield damage.count("损坏赔偿", len(damage.records), "件", "less")


def library(view: View) -> Iterator[Figure]:
    """图书: 开放小时/借阅人次/生均."""
    basis = Basis(view, LOANS)
    hours = once(basis.records, lambda one: one.date, "open_hours")
    yield basis.count("开放", sum(hours.values(), Decimal(0)), "小时")
    yield basis.count("借阅", len(basis.records), "人次")
    yield basis.quotient("生均借阅", len(basis.records), pupils(view), "册", CENT)


def pupils(view: View) -> Decimal | None:
    """Pupils of the list; else as the last morning check of every class counted them."""
    listed = [one for one in view.listed("student") if one.active]
    if listed:
        return Decimal(len(listed))
    last: dict[str, Record] = {}
    for one in view.of_register(CHECKS):
        if one.entry.get("slot") == MORNING:
            last[one.entry["class_"]["id"]] = one
    return total(last.values(), "enrolled") if last else None


def textbooks(view: View) -> Iterator[Figure]:
    """教材: 到货率/循环回收率."""
    basis = Basis(view, BOOKS)
    lines = list(rows(basis.records, "books"))
    yield basis.share("教材到货率", total(lines, "arrived"), total(lines, "order_qty"))
    recycled = Basis(view, RECYCLED)
    back = [
        one
        for one in recycled.records
        if told(one, "back_on") and one.entry.get("back_state") != LOST
    ]
    yield recycled.share("循环教材回收率", len(back), len(recycled.records))


def utilities(view: View) -> Iterator[Figure]:
    """能耗: 水/电/气环比与人均; of the last month against the one before it."""
    every = view.of_register(METERS)
    for kind, unit in KINDS:
        kept = [one for one in every if one.entry.get("kind") == kind]
        basis = Basis(view, METERS, kept=kept)
        months: dict[str, Decimal] = {}
        for one in kept:
            months[one.entry["month"]] = months.get(one.entry["month"], Decimal(0)) + number(
                one, "usage"
            )
        used = [months[month] for month in sorted(months)]
        before, now = (used[-2], used[-1]) if len(used) > 1 else (None, None)
        heads = [number(one, "people") for one in kept if number(one, "people")]
        people = sum(heads, Decimal(0)) / len(heads) if heads else None
        yield basis.count(f"用{kind}", sum(used, Decimal(0)), unit)
        yield basis.change(f"用{kind}环比", before, now)
        yield basis.quotient(f"人均用{kind}", sum(used, Decimal(0)), people, unit, CENT)


def projects(view: View) -> Iterator[Figure]:
    """维修项目: 项目数/合同额/竣工准时率."""
    basis = Basis(view, PROJECTS)
    yield basis.count("维修改造项目", len(basis.records), "项")
    yield basis.count("合同额", total(basis.records, "contract_amount"), "元")
    done = Basis(view, ACCEPTANCES)
    in_time = [one for one in done.records if _is_in_time(one)]
    yield done.share("竣工准时率", len(in_time), len(done.records))


def _is_in_time(record: Record) -> bool:
    ended, planned = day(record, "actual_end"), day(record, "planned_end")
    return ended is not None and planned is not None and ended <= planned
