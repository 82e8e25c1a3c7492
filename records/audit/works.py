"""Works across records: projects cut in slices, sites without a log, rooms handed back."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from checklists.calendar import days_between
from checklists.registers.renovation.renovation_project_file import PROCURED
from checklists.rules import Finding, carries_out
from records.audit.property import name_of
from records.audit.view import View
from records.record import Record

PROJECTS = "renovation_project_file"
LOGS, ACCEPTANCES, CARDS = "construction_log", "project_acceptance", "fixed_asset_ledger"
A_YEAR = timedelta(days=365)


@carries_out("renovation_project_file.R01")
def works_in_slices(view: View) -> Iterator[Finding]:
    """Works of one kind within a year, each below the limit, together above it."""
    bound = view.school.limits.get(f"{PROJECTS}.procured", PROCURED)
    kinds: dict[str, list[tuple[date, Decimal]]] = {}
    for record in view.ever(PROJECTS):
        budget = Decimal(str(record.entry["budget"]))
        if not bound.holds(budget):
            continue
        kind = record.entry["kind"]
        before = kinds.setdefault(kind, [])
        before.append((record.date, budget))
        near = [one for day, one in before if record.date - day <= A_YEAR]
        if len(near) > 1 and not bound.holds(sum(near)) and view.is_of_term(record):
            what = f"12个月内{kind}类{len(near)}项，累计{sum(near)}元，超过限额标准"
            yield view.finding(
                "renovation_project_file.R01",
                "「预算（元）」",
                what,
                "合并走政府采购，不得化整为零",
                number=record.number,
            )


@carries_out("construction_log.R01")
def days_without_a_log(view: View) -> Iterator[Finding]:
    """From moving in to the end of the works there is a log a day."""
    code = "construction_log.R01"
    if not view.school.keeps(PROJECTS):
        if view.of_register(LOGS):
            yield view.unchecked(code, "「项目」", "维修改造项目申报审批与合同登记")
        return
    for record in view.of_register(PROJECTS):
        names = {record.entry["name"], record.entry.get("project_no"), record.number}
        written = {one.date for one in view.of_register(LOGS) if one.entry["project"] in names}
        missed = [day for day in _building_days(view, record, names) if day not in written]
        if missed:
            first = "、".join(f"{day.month}月{day.day}日" for day in missed[:3])
            more = "等" if len(missed) > 3 else ""
            what = f"工期内缺{len(missed)}天施工日志：{first}{more}"
            yield view.finding(
                code, record.entry["name"], what, "补录；停工日写停工原因", number=record.number
            )


def _building_days(view: View, project: Record, names: set[str | None]) -> Iterator[date]:
    """Days from moving in until the works were finished, as far as they are over."""
    begun = next((one["at"] for one in project.entry["steps"] if one["step"] == "进场"), None)
    ended = [
        one.entry["actual_end"]
        for one in view.of_register(ACCEPTANCES)
        if one.entry["project"] in names
    ]
    end = ended[-1] if ended else project.entry.get("period_end")
    if begun is None or end is None:
        return iter(())
    yesterday = view.now.astimezone(view.school.zone).date() - timedelta(days=1)
    return days_between(date.fromisoformat(begun), min(date.fromisoformat(end), yesterday))


@carries_out("construction_log.R03")
def works_while_children_are_there(view: View) -> Iterator[Finding]:
    """Works on a school day while lessons go on."""
    for record in view.of_register(LOGS):
        hours = record.entry["hours"]
        if hours in ("在校时段", "全天") and view.school.calendar.is_school_day(record.date):
            what = f"在校日{hours}施工"
            yield view.finding(
                "construction_log.R03", "「作业时段」", what, "错开在校时段", number=record.number
            )


@carries_out("project_acceptance.R03")
def works_without_a_card(view: View) -> Iterator[Finding]:
    """What the works made is on a card of the asset ledger."""
    code = "project_acceptance.R03"
    made = [one for one in view.of_register(ACCEPTANCES) if one.entry.get("asset_in")]
    if made and not view.school.keeps(CARDS):
        yield view.unchecked(code, "「形成固定资产编号」", "固定资产登记台账")
        return
    cards = {one.entry["asset_no"] for one in view.ever(CARDS)}
    for record in made:
        number = name_of(record.entry["asset_in"])
        if number not in cards:
            what = f"{number}没有建卡"
            yield view.finding(code, "「形成固定资产编号」", what, "建资产卡", number=record.number)


WORKS_CHECKS = (
    works_in_slices,
    days_without_a_log,
    works_while_children_are_there,
    works_without_a_card,
)
