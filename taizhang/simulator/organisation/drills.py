"""Drills of the term, one a month, one of them unannounced; none in the three days of July.

In April one class took 128 seconds instead of two minutes (R02).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from taizhang.simulator import term
from taizhang.simulator.health.illness import Attendance, attendance
from taizhang.simulator.plan import Gap
from taizhang.simulator.pupils import ROLL
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "emergency_drill_record"
MISSING = (Gap(KEY, date(2026, 7, 1), "", "7月只有3个在校日，期末考试，下一次演练在9月第一周"),)
SLOWEST, SLOW_SECONDS = ("0422", "401"), 128
STAGES = ("疏散", "集合清点", "总结讲评")
NOTHING = "无"


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill, and the classes (by id) in which something was not as it should be."""

    day: str
    kind: str
    plan: str
    clock: str
    commander: str
    notice: str
    seen: dict[str, tuple[str, str]]


DRILLS: tuple[Drill, ...] = (
    Drill("03-25", "火灾疏散", "火灾事故应急疏散预案 2026-1", "10:00", "沈云霁", "预告",
          {"302": ("二楼转角处拥挤", "转角增设一名疏导教师，宋怀瑾，3月30日前"),
           "Y1": ("两名幼儿掉队哭闹", "保育员在队尾牵手，池小荷，即日起")}),
    Drill("04-22", "地震避险疏散", "地震避险疏散预案 2021-1", "14:20", "陆以宁", "预告",
          {"401": ("护头动作不到位，下楼等候，超过120秒",
                   "四年级改走西楼梯并补练，苗青玥，4月29日前"),
           "201": ("三名学生返回拿书包", "班会再教育，白芷兰，4月24日")}),
    Drill("05-27", "防踩踏", "防拥挤踩踏应急预案 2021-1", "15:30", "沈云霁", "预告",
          {"601": ("队尾学生跑步追赶", "明确领队、队尾教师，顾清嘉，6月1日前")}),
    Drill("06-24", "燃气泄漏", "燃气泄漏应急处置预案 2023-1", "10:40", "陆以宁", "不预告",
          {"102": ("听到警报有学生探头张望", "下周班会复习信号含义，欧阳澍，6月29日")}),
)  # fmt: skip


def drills(world: World) -> Script:
    """All of the term."""
    book, away = Book(KEY), attendance(world)
    for one in DRILLS:
        _drill(world, book, away, one)
    return Script(tuple(book.acts), missing=MISSING)


def _drill(world: World, book: Book, away: Attendance, one: Drill) -> None:
    day = date.fromisoformat(f"2026-{one.day}")
    dice, ref = world.dice(KEY, day), f"drill-{day:%m%d}"
    recorder, commander = world.the("safety_officer"), world.named(one.commander)
    alarm = moment(day, one.clock)
    photos = tuple(
        snap(f"{ref}-{number}.jpg", "board", (f"{one.kind}演练", stage, day.isoformat()),
             alarm + timedelta(minutes=2 * number), dice)
        for number, stage in enumerate(STAGES, 1)
    )  # fmt: skip
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "drill_type": one.kind,
        "plan_ref": one.plan,
        "commander": one.commander,
        "recorder": recorder.name,
        "notice": one.notice,
        "weather": term.weather(day, world.dice("weather", day)),
        "units": [_unit(world, away, one, day, klass.id, alarm) for klass in world.classes()],
        "photos": [photo.name for photo in photos],
    }
    filed = later(alarm, dice, 100, 160)
    book.file(ref, filed, recorder, data, photos=photos)
    book.sign(ref, filed + timedelta(minutes=2), recorder, "记录人")
    book.sign(ref, later(filed, dice, 8, 40), commander, "演练指挥")
    book.sign(ref, later(filed, dice, 45, 90), world.the("principal"), "校长", "问题按时整改")


def _unit(
    world: World, away: Attendance, one: Drill, day: date, klass: str, alarm: datetime
) -> dict[str, Any]:
    """A class: how many came down, and in how many seconds."""
    dice, roll = world.dice(KEY, day, klass), len(ROLL[klass])
    absent = len(away.ill(day, klass, afternoon=True)) + len(away.on_leave(day, klass))
    started = alarm.replace(second=dice.randint(1, 4))
    seconds = dice.randint(68, 112)
    if (f"{day:%m%d}", klass) == SLOWEST:
        seconds = SLOW_SECONDS
    problem, improve = one.seen.get(klass, (NOTHING, ""))
    name = next(each.name for each in world.classes() if each.id == klass)
    unit: dict[str, Any] = {
        "unit": name,
        "should": roll,
        "actual": roll - absent,
        "on_leave": absent,
        "start": f"{started:%H:%M:%S}",
        "finish": f"{started + timedelta(seconds=seconds):%H:%M:%S}",
        "problem": problem,
    }
    return unit | ({"improve": improve} if improve else {})
