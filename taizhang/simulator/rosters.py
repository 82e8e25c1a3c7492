"""Who is on duty when: guards in twelve-hour shifts, leaders and teachers by the week."""

from collections.abc import Iterator
from datetime import date

from records.directory import PersonItem
from records.items import RosterItem
from taizhang.simulator.world import World

DAY_SHIFT, NIGHT_SHIFT = "早", "夜"
DAY_BEGINS, NIGHT_BEGINS = "07:00", "19:00"


def guard(world: World, day: date, shift: str) -> PersonItem:
    """Of three guards one has the day, one the night, and one has come off the night before."""
    guards = world.who("gate_guard")
    turn = (day - world.calendar.term.start).days + (2 if shift == NIGHT_SHIFT else 0)
    return guards[turn % len(guards)]


def leader(world: World, day: date) -> PersonItem:
    """By the week on days with staff; on free days one of the school's leadership."""
    week = world.calendar.week(day)
    if world.calendar.is_staff_day(day):
        leaders = world.who("duty_leader")
        return leaders[week % len(leaders)]
    leaders = (world.the("vp_logistics"), world.the("principal"))
    return leaders[(week + day.weekday()) % len(leaders)]


def on_duty(world: World, day: date) -> tuple[PersonItem, ...]:
    """Two who keep the log with the leader, one on free days."""
    names = [one for one in world.who("duty_teacher") if one.id != leader(world, day).id]
    turn = (day - world.calendar.term.start).days
    count = 2 if world.calendar.is_staff_day(day) else 1
    return tuple(names[(turn + step * 3) % len(names)] for step in range(count))


def roster(world: World) -> Iterator[RosterItem]:
    """值班表 as it is posted: leader and members of every day."""
    for day in world.calendar.term.days():
        for number, one in enumerate((leader(world, day), *on_duty(world, day)), 1):
            yield RosterItem(id=f"Z{day:%m%d}-{number}", name=one.name, since=day, until=day)
