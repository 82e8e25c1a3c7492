"""The gate across records: who is still out, and whether a pass was used as it should be."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

VISITS, OUTINGS, PASSES, PICKUPS = (
    "visitor_register",
    "staff_outing_register",
    "student_leave_pass",
    "child_pickup_register",
)
ABSENCES = "infectious_disease_register"
WORKS = {"repair_work_order": "order_no", "renovation_project_file": "project_no"}
"""Registers of works, and their columns of numbers."""
GATE_CLOSES = time(22)
MOST_CALLS = 3
CARDLESS = 3
OVERDUE = timedelta(hours=2)
AFTER_LEAVING = timedelta(minutes=5)
TRACED_WITHIN = timedelta(days=3)


# ---- visitors


@carries_out("visitor_register.R01")
def visitors_still_inside(view: View) -> Iterator[Finding]:
    """未离校异常: nobody wrote down that they left."""
    for record in view.of_register(VISITS):
        closes = datetime.combine(record.date, GATE_CLOSES, tzinfo=view.school.zone)
        if not record.entry.get("out_at") and view.now >= closes:
            yield view.finding(
                "visitor_register.R01",
                "「离校时间」",
                "当日22:00仍无离校时间，未离校异常",
                "门卫电话核实，值班领导清场，续填离校时间",
                number=record.number,
            )


@carries_out("visitor_register.R03")
def visits_for_no_known_works(view: View) -> Iterator[Finding]:
    """Builders and repairers come for an order or a project that is on record."""
    visits = [one for one in view.of_register(VISITS) if one.entry.get("work_ref")]
    kept = [slug for slug in WORKS if view.school.keeps(slug)]
    if visits and not kept:
        where = "《外来人员（车辆）出入登记簿》「维修工单/施工项目号」"
        yield view.unchecked("visitor_register.R03", where, "报修与维修记录、维修改造项目登记")
        return
    known = {number for slug in kept for number in _numbers(view, slug)}
    for record in visits:
        if record.entry["work_ref"] not in known:
            what = f"没有“{record.entry['work_ref']}”这个工单或项目"
            yield view.finding(
                "visitor_register.R03",
                "「维修工单/施工项目号」",
                what,
                "核对编号；没有立项、派工的不得进校施工",
                number=record.number,
            )


def _numbers(view: View, slug: str) -> Iterator[str]:
    for record in view.ever(slug):
        yield record.number
        yield str(record.entry.get(WORKS[slug], ""))


@carries_out("visitor_register.R04")
def one_card_too_often(view: View) -> Iterator[Finding]:
    """The same card more than three times on a day."""
    cards: dict[tuple[date, str, str, str], list[Record]] = {}
    for record in view.of_register(VISITS):
        kind, tail, name = (str(record.entry.get(one)) for one in ("id_type", "id_tail", "name"))
        cards.setdefault((record.date, kind, tail, name), []).append(record)
    for records in cards.values():
        if len(records) > MOST_CALLS:
            what = f"同一证件当日来访{len(records)}次"
            yield view.finding(
                "visitor_register.R04", "「证件类型」", what, "核实来意", number=records[-1].number
            )


@carries_out("visitor_register.R05")
def fetched_without_pass(view: View) -> Iterator[Finding]:
    """Who came for a child is named in a pass, or in the pick-up register."""
    visits = [one for one in view.of_register(VISITS) if one.entry["reason"] == "接学生"]
    if visits and not any(map(view.school.keeps, (PASSES, PICKUPS))):
        where = "《外来人员（车辆）出入登记簿》「来访事由」"
        yield view.unchecked("visitor_register.R05", where, "学生离校出门条、幼儿接送与代接登记")
        return
    for record in visits:
        if not any(record.entry["name"] in who for who in _fetchers(view, record.date)):
            yield view.finding(
                "visitor_register.R05",
                "「来访事由」",
                "接学生，没有对应的出门条或代接登记",
                "核对后补办，未放行的不得放行",
                number=record.number,
            )


def _fetchers(view: View, day: date) -> Iterator[str]:
    for record in (*view.of_register(PASSES), *view.of_register(PICKUPS)):
        if record.date == day:
            yield str(record.entry.get("pickup", ""))
            yield from (named(one.get("out_by")) for one in record.entry.get("departures", ()))


# ---- staff


@carries_out("staff_outing_register.R03")
def staff_not_back(view: View) -> Iterator[Finding]:
    """Two hours after the time given, and nothing said."""
    for record in view.of_register(OUTINGS):
        expected = datetime.fromisoformat(record.entry["expect_back"])
        if not record.content.is_complete and view.now - expected > OVERDUE:
            what = f"{named(record.entry['name'])}超过预计返校时间2小时未返"
            yield view.finding(
                "staff_outing_register.R03",
                "「实际返校」",
                what,
                "通知部门负责人，返校后补填",
                number=record.number,
            )


# ---- passes


@carries_out("student_leave_pass.R03")
def passes_signed_in_order(view: View) -> Iterator[Finding]:
    """班主任 first, then the gate, within five minutes of leaving."""
    for record in view.of_register(PASSES):
        signed = {one.role: one.at for one in record.signatures}
        teacher, guard = signed.get("班主任"), signed.get("门卫收条")
        leave_at = datetime.fromisoformat(record.entry["leave_at"])
        if teacher is not None and guard is not None and teacher > guard:
            what = "门卫签字早于班主任签字"
        elif guard is not None and guard > leave_at + AFTER_LEAVING:
            what = "门卫签字晚于离校时间5分钟以上"
        else:
            continue
        yield view.finding(
            "student_leave_pass.R03", "「门卫」", what, "查明放行经过", number=record.number
        )


@carries_out("student_leave_pass.R04")
def ill_pupils_not_traced(view: View) -> Iterator[Finding]:
    """Who went home ill is in the register of absences."""
    if not view.school.keeps(ABSENCES):
        return
    traced = [(named(one.entry.get("student")), one.date) for one in view.of_register(ABSENCES)]
    for record in _passes_of_yesterday(view):
        pupil, day = named(record.entry["student"]), record.date
        if record.entry["reason"] == "生病" and not any(
            name == pupil and day <= on <= day + TRACED_WITHIN for name, on in traced
        ):
            what = "生病离校，没有“因病缺勤”记录"
            yield view.finding(
                "student_leave_pass.R04", "「事由」", what, "补登因病缺勤追踪", number=record.number
            )


@carries_out("student_leave_pass.R04")
def pupils_not_back(view: View) -> Iterator[Finding]:
    """Not back on the next school day, and nobody asked."""
    for record in _passes_of_yesterday(view):
        back = next_school_day(view, record.date)
        if not record.content.is_complete and back is not None and back < _today(view):
            yield view.finding(
                "student_leave_pass.R04",
                "「返校（销假）时间」",
                "次日未返校，没有跟踪",
                "联系家长，续填返校时间或跟踪情况",
                number=record.number,
            )


def _passes_of_yesterday(view: View) -> Iterator[Record]:
    """Passes of days that are over."""
    return (one for one in view.of_register(PASSES) if one.date < _today(view))


# ---- children


@carries_out("child_pickup_register.R01")
def children_not_fetched(view: View) -> Iterator[Finding]:
    """When the day is over a class has written down who left; whether all did, the entry sees."""
    for record in view.of_register(PICKUPS):
        if record.date < _today(view) and not record.entry.get("departures"):
            yield view.finding(
                "child_pickup_register.R01",
                f"{record.date:%Y-%m-%d} {named(record.entry['class_'])}",
                f"实到{record.entry['present']}人，没有离园记录",
                "立即核实每名幼儿去向，续填离园记录",
                number=record.number,
            )


@carries_out("child_pickup_register.R04")
def cards_forgotten(view: View) -> Iterator[Finding]:
    """Three days in a row without the card."""
    runs: Counter[str] = Counter()
    for record in view.of_register(PICKUPS):
        for one in record.entry.get("departures", ()):
            child = one["child"]["id"]
            runs[child] = 0 if one["card"] else runs[child] + 1
            if runs[child] == CARDLESS:
                yield view.finding(
                    "child_pickup_register.R04",
                    "「接送卡核验」",
                    f"连续{CARDLESS}次没有接送卡",
                    "联系监护人补办",
                    number=record.number,
                )


# ---- shared


def named(value: Any) -> str:
    """Name of a reference, or the text that stands for one."""
    return str(value["name"]) if isinstance(value, Mapping) else str(value or "")


def next_school_day(view: View, day: date) -> date | None:
    """The first school day after a day; None after the last one of the term."""
    later = view.school.calendar.days(day + timedelta(days=1), view.school.calendar.term.end)
    return next(filter(view.school.calendar.is_school_day, later), None)


def _today(view: View) -> date:
    return view.now.astimezone(view.school.zone).date()


GATE_CHECKS = (
    visitors_still_inside,
    visits_for_no_known_works,
    one_card_too_often,
    fetched_without_pass,
    staff_not_back,
    passes_signed_in_order,
    ill_pupils_not_traced,
    pupils_not_back,
    children_not_fetched,
    cards_forgotten,
)
