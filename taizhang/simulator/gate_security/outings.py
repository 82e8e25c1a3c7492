"""Staff who go out in working hours: approved by somebody else, their lessons covered.

One is back more than two hours after the time given (R03); one does not come back that day.
"""

import random
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import PersonItem
from taizhang.simulator.gate_security.caller_words import ERRANDS
from taizhang.simulator.rosters import DAY_SHIFT, guard
from taizhang.simulator.school import CLASSES
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, stamp

KEY = "staff_outing_register"
NURSING, MOTHER = "哺乳", "蓝若溪"
OVERDUE = date(2026, 4, 17)
NOT_BACK = date(2026, 6, 5)
STAYS_AWAY = "会议在邻市，结束后直接回家，已报分管副校长"
KEPT_CLASS = ("homeroom", "teacher", "pe_teacher", "science_teacher")
STAY_HERE = ("gate_guard", "cook", "dishwasher", "caregiver")
"""Posts that are not left in working hours."""


def outings(world: World) -> Script:
    """All of the term."""
    book = Book(KEY)
    for number, day in enumerate(school_days(world.calendar)):
        dice = world.dice(KEY, day)
        if day in (OVERDUE, NOT_BACK) or dice.random() < 0.42:
            _go_out(world, book, day, number)
    return Script(tuple(book.acts))


def _who(world: World, number: int) -> PersonItem:
    staff = [
        one
        for post in ("principal", "vp_logistics", "logistics_head", "teacher", "logistics_clerk",
                     "canteen_manager", "accountant", "cashier", "health_teacher", "homeroom")
        for one in world.who(post)
        if not set(one.posts) & set(STAY_HERE)
    ]  # fmt: skip
    return staff[number * 7 % len(staff)]


def _approver(world: World, person: PersonItem) -> PersonItem:
    if "principal" in person.posts:
        return world.the("vp_logistics")
    if "vp_logistics" in person.posts:
        return world.the("principal")
    heads = (world.the("logistics_head"), world.the("vp_logistics"))
    own_head = heads[1] if person.id == heads[0].id else heads[0]
    grade_heads = world.who("grade_head")
    if set(KEPT_CLASS) & set(person.posts):
        head = grade_heads[int(person.id[2:]) % len(grade_heads)]
        return head if head.id != person.id else heads[1]
    return own_head


def _go_out(world: World, book: Book, day: date, number: int) -> None:
    dice, person = world.dice(KEY, day, "out"), _who(world, number)
    approver, on_gate = _approver(world, person), guard(world, day, DAY_SHIFT)
    errands = [one for one in ERRANDS if one[0] != NURSING or person.name == MOTHER]
    reason, where, (least, most) = dice.choice(errands)
    if person.id == world.the("principal").id or day == NOT_BACK:
        reason, where, (least, most) = "会议", "市教育局会议", (3, 3)
    out = later(moment(day, "13:10" if day == NOT_BACK else "09:05"), dice, 0, 60).replace(second=0)
    expected = out + timedelta(hours=dice.randint(least, most))
    ref = f"outing-{day:%m%d}"
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "gate": "正门",
        "name": person.name,
        "dept": _department(person),
        "reason": reason,
        "approver": approver.name,
        "out_at": stamp(out),
        "expect_back": stamp(expected),
        "guard": on_gate.name,
        **_cover(world, person, dice),
    }
    if "principal" in person.posts:
        data["mandate"] = f"{where}通知，校长外出由分管副校长代签"
    asked = out - timedelta(minutes=dice.randint(12, 40))
    book.file(ref, asked, person, data | {"out_at": stamp(out)})
    book.sign(ref, asked + timedelta(minutes=1), person, "本人")
    book.sign(ref, asked + timedelta(minutes=6), approver, "年级组长或部门负责人", where)
    book.sign(ref, out, on_gate, "门卫")
    _come_back(book, ref, day, expected, on_gate, dice)


def _cover(world: World, person: PersonItem, dice: random.Random) -> dict[str, Any]:
    if not set(KEPT_CLASS) & set(person.posts):
        return {}
    others = [one for one in world.who("teacher") if one.id != person.id]
    lesson = dice.choice(("第二节", "第三节", "第二、三节"))
    cover: dict[str, Any] = {
        "on_class": True,
        "class_cover": f"{lesson}由{dice.choice(others).name}代课",
    }
    if any(one.homeroom == person.name and one.stage == "幼儿园" for one in CLASSES):
        cover["staff_left"] = 2
    return cover


def _department(person: PersonItem) -> str:
    own = next((one.grade for one in CLASSES if one.homeroom == person.name), "")
    if own:
        return own
    if set(KEPT_CLASS) & set(person.posts):
        return "教务处"
    return "校办" if {"principal", "vp_logistics"} & set(person.posts) else "总务处"


def _come_back(
    book: Book,
    ref: str,
    day: date,
    expected: datetime,
    on_gate: PersonItem,
    dice: random.Random,
) -> None:
    if day == NOT_BACK:
        book.more(ref, expected + timedelta(minutes=20), on_gate, {"no_return": STAYS_AWAY})
        return
    late = 135 if day == OVERDUE else dice.randint(-25, 30)
    back = expected + timedelta(minutes=late)
    book.more(ref, back + timedelta(minutes=1), on_gate, {"back_at": stamp(back)})
