"""Kitchen staff across records: nobody works without a certificate, nobody is forgotten."""

from collections.abc import Iterator
from datetime import date, timedelta

from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

HEALTH, MORNING = "canteen_staff_health", "canteen_morning_check"
AT_WORK = "上岗"
REMINDED_BEFORE = timedelta(days=30)


@carries_out("canteen_staff_health.R01")
def at_work_without_a_certificate(view: View) -> Iterator[Finding]:
    """Ticked 上岗 on a day on which the certificate was no longer, or not yet, good."""
    code, files = "canteen_staff_health.R01", view.of_register(HEALTH)
    if files and not view.school.keeps(MORNING):
        yield view.unchecked(code, "「有效期止」", "食堂从业人员每日晨检记录")
        return
    for record in view.of_register(MORNING) if files else ():
        day = record.date.isoformat()
        for person in record.entry["people"]:
            own = [one for one in files if view.subject(one) == person["name"]["id"]]
            good = any(one.entry["cert_from"] <= day <= one.entry["cert_to"] for one in own)
            if person["result"] == AT_WORK and not good:
                name = person["name"]["name"]
                what = f"{name}的健康证当日不在有效期" if own else f"{name}没有健康证档案"
                yield view.finding(
                    code, "「结论」", f"{what}，不得上岗", "停岗换证", number=record.number
                )


@carries_out("canteen_staff_health.R02")
def staff_not_examined(view: View) -> Iterator[Finding]:
    """Everybody employed on a day was examined or on leave."""
    code, files = "canteen_staff_health.R02", view.of_register(HEALTH)
    if files and not view.school.keeps(MORNING):
        yield view.unchecked(code, "「在岗人数」", "食堂从业人员每日晨检记录")
        return
    for record in view.of_register(MORNING) if files else ():
        employed = _employed(view, record.date)
        examined, leave = len(record.entry["people"]), int(record.entry["on_leave"])
        due = int(record.entry["on_duty"])
        if {examined + leave, due} != {len(employed)}:
            what = f"在岗{len(employed)}人，应到{due}人，晨检{examined}人、请假{leave}人"
            yield view.finding(code, "「应到人数」", what, "补检或更正花名册", number=record.number)


def _employed(view: View, day: date) -> set[str]:
    latest = {view.subject(one): one.entry for one in view.of_register(HEALTH)}
    text = day.isoformat()
    return {
        person
        for person, entry in latest.items()
        if entry["hire_on"] <= text and text <= entry.get("leave_on", text)
    }


@carries_out("canteen_staff_health.R03")
def certificates_that_run_out(view: View) -> Iterator[Finding]:
    """Thirty days before a certificate runs out, as last registered."""
    today = view.now.astimezone(view.school.zone).date()
    last: dict[str, Record] = {view.subject(one): one for one in view.of_register(HEALTH)}
    for record in last.values():
        left = date.fromisoformat(record.entry["cert_to"]) - today
        if left <= REMINDED_BEFORE and not record.entry.get("leave_on"):
            name = record.entry["name"]["name"]
            what = (
                f"{name}的健康证还有{left.days}天到期"
                if left.days >= 0
                else f"{name}的健康证已到期"
            )
            yield view.finding(
                "canteen_staff_health.R03", "「有效期止」", what, "体检换证", number=record.number
            )


KITCHEN_STAFF_CHECKS = (
    at_work_without_a_certificate,
    staff_not_examined,
    certificates_that_run_out,
)
