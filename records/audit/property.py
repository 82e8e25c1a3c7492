"""School property across records: whose it is, who has it, what was damaged."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

DAMAGE, REPAIRS = "damage_compensation", "repair_work_order"


@carries_out("damage_compensation.R03")
def damage_without_its_repair(view: View) -> Iterator[Finding]:
    """The slip names the repair order, and there is one."""
    code = "damage_compensation.R03"
    named = [one for one in view.of_register(DAMAGE) if one.entry.get("repair_no")]
    if named and REPAIRS not in view.school.registers:
        yield view.unchecked(code, "「维修工单号」", "报修与维修记录")
        return
    orders = numbers_of(view.of_register(REPAIRS), "order_no")
    for record in named:
        wanted = record.entry["repair_no"]
        if wanted not in orders:
            what = f"维修工单{wanted}不在报修记录里"
            yield view.finding(code, "「维修工单号」", what, "核对工单号", number=record.number)


@carries_out("damage_compensation.R04")
def damaged_again(view: View) -> Iterator[Finding]:
    """The same pupil a second time: somebody talks to the child, and writes it down."""
    times: dict[str, int] = {}
    for record in view.of_register(DAMAGE):
        if record.entry.get("person_type") != "学生":
            continue
        person = name_of(record.entry.get("person"))
        times[person] = times.get(person, 0) + 1
        if times[person] > 1 and not record.entry.get("education"):
            what = f"同一学生第{times[person]}次损坏，没有教育记录"
            yield view.finding(
                "damage_compensation.R04", "「教育记录」", what, "谈话后补填", number=record.number
            )


def numbers_of(records: Sequence[Record], *columns: str) -> frozenset[str]:
    """The numbers under which records are known: their own, and those of serial columns."""
    own = {record.number for record in records}
    return frozenset(
        own | {str(one.entry[name]) for one in records for name in columns if name in one.entry}
    )


def name_of(value: Any) -> str:
    """Id of a reference, or the text that stands for one."""
    return str(value.get("id", "")) if isinstance(value, Mapping) else str(value or "")
