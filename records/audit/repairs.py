"""Repairs across records: orders that follow from patrols, papers they name, things that break."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from checklists.rules import Finding, carries_out
from checklists.verdicts import Handling, Verdict
from records.audit.view import View
from records.record import Record

ORDERS, PATROL = "repair_work_order", "daily_patrol"
STORE, DAMAGE = "warehouse_ledger", "damage_compensation"
OFTEN, WITHIN = 3, timedelta(days=180)


@carries_out("F4", "daily_patrol.R03")
def repairs_without_an_order(view: View) -> Iterator[Finding]:
    """What a check handed over for repair has its order, which names the check's record."""
    ordered = {one.entry.get("source_ref") for one in view.of_register(ORDERS)}
    for entry in view.entries():
        code = "daily_patrol.R03" if entry.slug == PATROL else "F4"
        asked = [one for one in view.of_register(entry.slug) if any(_for_repair(one))]
        if asked and not view.school.keeps(ORDERS):
            yield view.unchecked(code, "「处理方式」", "报修与维修记录（工单）")
            continue
        for record in asked:
            if record.number not in ordered:
                what = f"选了报修，没有工单：{'、'.join(_for_repair(record))}"
                advice = "登记报修单，「来源记录号」写本记录号"
                yield view.finding(code, "「处理方式」", what, advice, number=record.number)


def _for_repair(record: Record) -> Iterator[str]:
    labels = {
        one.key.rpartition(".")[2]: one.label
        for one in record.content.judgements
        if one.verdict is Verdict.FAIL
    }
    checks = record.entry.get("checks")
    for item, check in checks.items() if isinstance(checks, Mapping) else ():
        if item in labels and check.get("handling") == Handling.REPAIR:
            yield labels[item]


@carries_out("repair_work_order.R02")
def parts_not_from_the_store(view: View) -> Iterator[Finding]:
    """The issue slip an order names is in the books of the store."""
    yield from _papers_that_are_not_there(
        view, "repair_work_order.R02", "issue_no", "出库单号", STORE, "库房出入库台账"
    )


@carries_out("repair_work_order.R03")
def damage_without_its_slip(view: View) -> Iterator[Finding]:
    """The compensation slip an order names exists."""
    yield from _papers_that_are_not_there(
        view, "repair_work_order.R03", "damage_no", "损坏赔偿单号", DAMAGE, "公物损坏赔偿登记单"
    )


def _papers_that_are_not_there(
    view: View, code: str, column: str, label: str, register: str, title: str
) -> Iterator[Finding]:
    named = [one for one in view.of_register(ORDERS) if one.entry.get(column)]
    if named and not view.school.keeps(register):
        yield view.unchecked(code, f"「{label}」", title)
        return
    known = set(_numbers(view, register))
    for record in named:
        if record.entry[column] not in known:
            what = f"《{title}》里没有{record.entry[column]}"
            yield view.finding(code, f"「{label}」", what, "核对单号", number=record.number)


def _numbers(view: View, register: str) -> Iterator[str]:
    """Numbers the papers of a register are known by: those of the records, and their serials."""
    columns = view.school.registers[register].columns() if register in view.school.registers else ()
    serials = [column.name for column in columns if column.serial]
    for record in view.ever(register):
        yield record.number
        yield from (str(record.entry[name]) for name in serials if name in record.entry)


@carries_out("repair_work_order.R04")
def repaired_again_and_again(view: View) -> Iterator[Finding]:
    """The same thing three times in half a year: is it worth it?"""
    by_asset: dict[str, list[Record]] = {}
    for record in view.of_register(ORDERS):
        if asset := record.entry.get("asset"):
            by_asset.setdefault(str(asset["id"]), []).append(record)
    for kept in by_asset.values():
        for place in range(OFTEN - 1, len(kept)):
            first, last = kept[place - OFTEN + 1], kept[place]
            if last.date - first.date <= WITHIN:
                what = f"180日内第{OFTEN}次维修（上次{kept[place - 1].number}）"
                where = str(last.entry["asset"]["name"])
                yield view.finding(
                    "repair_work_order.R04", where, what, "评估是否报废", number=last.number
                )


REPAIR_CHECKS = (
    repairs_without_an_order,
    parts_not_from_the_store,
    damage_without_its_slip,
    repaired_again_and_again,
)
