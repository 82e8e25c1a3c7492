"""Pupils who leave during lessons: ill ones the morning check found, and others with a reason.

Once somebody comes who is not on the list; the leader on duty agrees after a call to the mother.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import ClassItem
from taizhang.simulator.gate_security.caller_words import Caller
from taizhang.simulator.gate_security.visitors import call
from taizhang.simulator.health.illness import attendance
from taizhang.simulator.pupils import ROLL, Pupil
from taizhang.simulator.rosters import DAY_SHIFT, guard, leader
from taizhang.simulator.world import Book, Script, World, later, moment, stamp

KEY = "student_leave_pass"
PARENTS = (("女士", "母亲"), ("先生", "父亲"), ("奶奶", "奶奶"), ("爷爷", "爷爷"))
HOW = ("预留接送卡", "已核验身份证", "人脸")
OTHERS: tuple[tuple[str, str, int, str, str], ...] = (  # day, class, seat, reason, what for
    ("03-12", "201", 7, "家中有事", "随母亲办理护照"),
    ("03-26", "501", 12, "校方安排", "随队参加区科技比赛，14:00集合"),
    ("04-08", "402", 6, "其他", "口腔门诊复诊"),
    ("04-21", "102", 9, "家中有事", "祖母住院探视"),
    ("05-07", "602", 14, "校方安排", "参加区运动会预赛"),
    ("05-19", "301", 11, "其他", "眼科复查"),
    ("06-02", "401", 8, "家中有事", "随家长外出参加婚礼"),
    ("06-16", "502", 5, "其他", "办理转学材料"),
)
UNLISTED = "04-21"
"""The uncle came; he is not on the list."""
ENTERED = ("接学生", "学生家长，接孩子", "无", "homeroom", "到门口接", 8, 15)


@dataclass(frozen=True, slots=True)
class Leaving:
    """One pupil who leaves."""

    day: date
    klass: ClassItem
    child: Pupil
    reason: str
    why: str
    clock: str
    back: date | None = None


def passes(world: World) -> Script:
    """All of the term, with the visits of those who came in to fetch a child."""
    book, visits = Book(KEY), Book("visitor_register")
    for number, one in enumerate(_leaving(world)):
        _leave(world, book, visits, one, number)
    return Script((*book.acts, *visits.acts))


def _leaving(world: World) -> Iterator[Leaving]:
    classes = {one.id: one for one in world.classes("小学")}
    for case in attendance(world).cases:
        if case.is_found and case.klass.id in classes:
            why = case.kind.told
            yield Leaving(case.day, case.klass, case.child, "生病", why, "08:50", case.back)
    for day, klass, seat, reason, why in OTHERS:
        on = date.fromisoformat(f"2026-{day}")
        yield Leaving(on, classes[klass], ROLL[klass][seat], reason, why, "13:45")


def _leave(world: World, book: Book, visits: Book, one: Leaving, number: int) -> None:
    dice, ref = world.dice(KEY, one.day, one.child.number), f"pass-{one.day:%m%d}-{one.klass.id}"
    teacher, on_gate = world.named(one.klass.homeroom), guard(world, one.day, DAY_SHIFT)
    leave_at = later(moment(one.day, one.clock), dice, 0, 50).replace(second=0)
    unlisted = f"{one.day:%m-%d}" == UNLISTED
    who, kin = ("舅舅", "舅舅") if unlisted else PARENTS[number % len(PARENTS)]
    fetcher = one.child.name[0] + who
    data: dict[str, Any] = {
        "date": one.day.isoformat(),
        "student": one.child.name,
        "class_": one.klass.name,
        "reason": one.reason,
        "contact": f"{leave_at - timedelta(minutes=35):%H:%M}电话，{kin}{fetcher}；{one.why}",
        "pickup": f"{fetcher}，{kin}",
        "pickup_id": HOW[1] if unlisted else HOW[number % 2],
        "listed": not unlisted,
        "leave_at": stamp(leave_at),
        "teacher": teacher.name,
        "guard": on_gate.name,
    }
    if one.reason == "生病":
        data["symptom"] = one.why
    if unlisted:
        data["leader"] = leader(world, one.day).name
        data["proof"] = "13:20致电母亲（尾号0917）确认，通话录音存门卫室电脑"
    filed = leave_at - timedelta(minutes=dice.randint(9, 15))
    book.file(ref, filed, teacher, data)
    book.sign(ref, filed + timedelta(minutes=1), teacher, "班主任")
    if unlisted:
        book.sign(ref, filed + timedelta(minutes=4), leader(world, one.day), "值班领导")
    book.sign(ref, leave_at + timedelta(minutes=dice.randint(0, 3)), on_gate, "门卫收条")
    _come_back(world, book, ref, one, leave_at, dice)
    if number % 2:
        caller = Caller(*ENTERED, id_type="人脸核验")
        call(world, visits, f"visit-{ref}", caller, leave_at, host=teacher, name=fetcher)


def _come_back(
    world: World, book: Book, ref: str, one: Leaving, leave_at: datetime, dice: random.Random
) -> None:
    next_day = world.next_school_day(one.day)
    if one.back is not None and one.back > next_day:
        at = later(moment(next_day, "08:45"), dice, 0, 20)
        told = f"{next_day.month}月{next_day.day}日晨电话：{one.why}，已就诊，在家休息"
        book.more(ref, at, world.named(one.klass.homeroom), {"track": told})
        return
    back = later(moment(next_day, "07:42"), dice, 0, 15).replace(second=0)
    at = later(back, dice, 20, 50)
    book.more(ref, at, world.named(one.klass.homeroom), {"back_at": stamp(back)})
