"""Morning and noon checks of every class.

Planted: two left out (one without a reason), one late, and a child with 37.6 ℃ that was kept in
class until the health teacher sent the sheet back (R02).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import ClassItem, PersonItem
from taizhang.simulator.health.health_words import AT_SCHOOL, REMARKS, WITH_MEDICINE, Mild
from taizhang.simulator.health.illness import Attendance, Case, attendance
from taizhang.simulator.plan import Gap
from taizhang.simulator.pupils import ROLL, Pupil
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, stamp

KEY = "morning_health_check"
MORNING, NOON, ALL_DAY = "晨检", "午检", "全日观察"
CHECKED = {MORNING: "07:46", NOON: "13:58", ALL_DAY: "16:25"}
SEEN = {MORNING: "08:40", NOON: "14:40", ALL_DAY: "16:55"}
MISSING = (
    Gap(KEY, date(2026, 3, 27), f"401 {NOON}"),
    Gap(
        KEY,
        date(2026, 6, 12),
        f"Y1 {MORNING}",
        "暴雨次日家长分批送园，晨检当场做了，记录表淋湿作废",
    ),
)
LATE = Gap(KEY, date(2026, 4, 29), f"Y3 {MORNING}", "带班教师临时换班，据晨检牌补录")
IN_CLASS = date(2026, 4, 16), "202"
"""Where a child with a fever was kept in class."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One check of one class."""

    day: date
    klass: ClassItem
    slot: str
    checker: PersonItem

    @property
    def ref(self) -> str:
        """Label."""
        part = {MORNING: "am", NOON: "pm", ALL_DAY: "day"}[self.slot]
        return f"check-{self.day:%m%d}-{self.klass.id}-{part}"

    @property
    def gap(self) -> tuple[date, str]:
        """As a gap names it."""
        return self.day, f"{self.klass.id} {self.slot}"


def morning_checks(world: World) -> Script:
    """All checks of the term."""
    book, away = Book(KEY), attendance(world)
    mild = _mild(world)
    gaps = {(gap.day, gap.subject) for gap in MISSING}
    for day in school_days(world.calendar):
        for slot in (MORNING, NOON, ALL_DAY):
            seen = moment(day, SEEN[slot])
            for sheet in _sheets(world, day, slot):
                if sheet.gap not in gaps:
                    small = mild.get((day, sheet.klass.id, slot))
                    seen = later(seen, world.dice(KEY, sheet.ref, "seen"), 0, 1)
                    _fill_in(world, book, sheet, away, small, seen)
    return Script(tuple(book.acts), missing=MISSING, late=(LATE,))


def _sheets(world: World, day: date, slot: str) -> Iterator[Sheet]:
    carers = dict(zip(world.classes("幼儿园"), world.who("caregiver"), strict=True))
    for klass in world.classes("幼儿园" if slot == ALL_DAY else ""):
        turn = slot == NOON and klass in carers
        yield Sheet(day, klass, slot, carers[klass] if turn else world.named(klass.homeroom))


def _mild(world: World) -> dict[tuple[date, str, str], tuple[Pupil, Mild]]:
    """Small things: every class has one or two a month."""
    found: dict[tuple[date, str, str], tuple[Pupil, Mild]] = {}
    for klass in world.classes():
        for month in (3, 4, 5, 6):
            dice = world.dice(KEY, klass.id, month)
            days = [day for day in school_days(world.calendar) if day.month == month]
            for day in dice.sample(days, dice.randint(1, 2)):
                small = dice.choice(AT_SCHOOL)
                if klass.stage == "幼儿园" and dice.random() < 0.4:
                    small = WITH_MEDICINE
                child = ROLL[klass.id][dice.randrange(5, 20)]
                found[day, klass.id, dice.choice((MORNING, NOON))] = child, small
    return found


# ---- one sheet


def _fill_in(
    world: World,
    book: Book,
    sheet: Sheet,
    away: Attendance,
    small: tuple[Pupil, Mild] | None,
    seen: datetime,
) -> None:
    dice = world.dice(KEY, sheet.ref)
    at = later(moment(sheet.day, CHECKED[sheet.slot]), dice, 4, 24)
    data = _data(sheet, away, small, at, dice)
    nurse, ref = world.the("health_teacher"), sheet.ref
    if sheet.gap == (LATE.day, LATE.subject):
        signed, seen = _written_late(world, book, sheet, data, nurse)
    elif (sheet.day, sheet.klass.id, sheet.slot) == (*IN_CLASS, MORNING):
        signed, seen = _kept_in_class(book, sheet, data, at, nurse)
    else:
        book.file(ref, at, sheet.checker, data)
        signed = later(at, dice, 0, 3)
    book.sign(ref, signed, sheet.checker, "检查人")
    book.sign(ref, seen, nurse, "保健教师")


def _written_late(
    world: World, book: Book, sheet: Sheet, data: dict[str, Any], nurse: PersonItem
) -> tuple[datetime, datetime]:
    """The next afternoon, after the cards."""
    at = moment(world.next_school_day(sheet.day), "15:20")
    book.file(sheet.ref, at, sheet.checker, data, reason=LATE.reason)
    book.approve_late(sheet.ref, at + timedelta(minutes=15), nurse, "晨检牌在，同意补录")
    return at + timedelta(minutes=22), at + timedelta(minutes=25)


def _kept_in_class(
    book: Book, sheet: Sheet, data: dict[str, Any], at: datetime, nurse: PersonItem
) -> tuple[datetime, datetime]:
    """A fever, and the lesson went on: sent back at once."""
    child = ROLL[sheet.klass.id][21]
    row = {"child": child.name, "temp": "37.6", "symptom": ["发热"], "handle": "继续上课"}
    failed = {
        "verdict": "不合格",
        "remark": "1人额头发烫",
        "handling": "当场整改",
        "action": "单独座位观察",
    }
    checks = {**data["checks"], "I01": failed}
    book.file(sheet.ref, at, sheet.checker, {**data, "abnormal": [row], "checks": checks})
    why = "37.6℃不能继续上课，请送保健室并通知家长接回"
    book.give_back(sheet.ref, at + timedelta(minutes=6), nurse, why)
    told = (at + timedelta(minutes=10)).replace(second=0)
    right = {
        "abnormal": [{**row, "handle": "通知家长接回", "time_parent": stamp(told)}],
        "checks": {**checks, "I01": {**failed, "action": "保健室隔离观察，家长接回"}},
    }
    book.correct(sheet.ref, at + timedelta(minutes=18), sheet.checker, right, "按退回意见处理")
    return at + timedelta(minutes=20), at + timedelta(minutes=25)


def _data(
    sheet: Sheet,
    away: Attendance,
    small: tuple[Pupil, Mild] | None,
    at: datetime,
    dice: random.Random,
) -> dict[str, Any]:
    klass, morning = sheet.klass, sheet.slot == MORNING
    ill = away.ill(sheet.day, klass.id, afternoon=not morning)
    absences = [
        {"child": one.child.name, "reason": "病假", "note": _why(one, sheet.day)} for one in ill
    ]
    absences += [
        {"child": child.name, "reason": "事假", "note": why}
        for child, why in away.on_leave(sheet.day, klass.id)
    ]
    checks = _checks(klass, sheet.slot, dice)
    abnormal = []
    for one in away.found(sheet.day, klass.id) if morning else ():
        abnormal.append(_fetched(one, at, checks))
    if small:
        abnormal.append(_looked_after(klass, *small, checks))
    enrolled = len(ROLL[klass.id])
    return {
        "date": sheet.day.isoformat(),
        "class_": klass.name,
        "slot": sheet.slot,
        "enrolled": enrolled,
        "present": enrolled - len(absences),
        "absent": len(absences),
        "checker": sheet.checker.name,
        "abnormal": abnormal,
        "absences": absences,
        "checks": checks,
    }


def _why(one: Case, day: date) -> str:
    return one.kind.told if day == one.day else "未痊愈，已追踪"


def _checks(klass: ClassItem, slot: str, dice: random.Random) -> dict[str, dict[str, Any]]:
    items = ["I01", "I02", "I03", "I04"]
    checks: dict[str, dict[str, Any]] = {one: {"verdict": "合格"} for one in items}
    if slot == ALL_DAY:
        checks["I06"] = {"verdict": "合格"}
    if slot != MORNING:
        asleep = klass.stage == "幼儿园"
        checks["I05"] = (
            {"verdict": "合格"} if asleep else {"verdict": "不适用", "remark": "小学午睡不涉及"}
        )
        items += ["I05"] if asleep else []
    for item in dice.sample(items, dice.randint(0, 2)):
        checks[item]["remark"] = dice.choice(REMARKS[item])
    return checks


def _fetched(one: Case, at: datetime, checks: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Ill at the gate: kept apart until the parents come."""
    item = "I01" if one.kind.temp else "I02"
    symptoms = [name for name in one.kind.symptom if name not in ("腹痛", "头痛")]
    checks[item] = {
        "verdict": "不合格",
        "remark": f"1人{'、'.join(symptoms)}，见异常登记",
        "handling": "当场整改",
        "action": "保健室隔离观察，家长已接回",
    }
    row: dict[str, Any] = {
        "child": one.child.name,
        "symptom": symptoms,
        "handle": "通知家长接回",
        "time_parent": stamp((at - timedelta(minutes=3)).replace(second=0)),
    }
    return {**row, "temp": one.kind.temp} if one.kind.temp else row


def _looked_after(
    klass: ClassItem, child: Pupil, small: Mild, checks: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    check = checks[small.item]
    if check["verdict"] == "合格":
        check["remark"] = small.remark
    row: dict[str, Any] = {"child": child.name, "symptom": [small.symptom]}
    row["handle"] = "留园观察" if klass.stage == "幼儿园" else "继续上课"
    if small.temp:
        row["temp"] = small.temp
    if small.medicine:
        row |= {"medicine": small.medicine, "consent": True}
    return row
