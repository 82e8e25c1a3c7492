"""What the kindergarten's three classes disinfect, one line each.

Planted: one class and day without a line; a mix whose strip read 90 mg/L, mixed anew and done again
(R03). Where somebody falls ill with something contagious the lamp burns after the children left,
for two weeks where three did; that line is the 终末消毒 of the case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import ClassItem, PersonItem
from taizhang.simulator.health.illness import CONTAGIOUS, OUTBREAK
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import Gap
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "class_disinfection_record"
LAMP = "空气紫外线"
MISSING = (Gap(KEY, date(2026, 6, 17), "Y1", "保育员急诊，代班人员做了消毒，没有留下记录"),)
WEAK = date(2026, 4, 8), "Y1", "餐桌"
"""Mixed too weak."""
EPIDEMIC_DAYS = 14
BURNT = {"Y1": 412, "Y2": 388, "Y3": 405}
"""Hours the lamps had burnt when the term began."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something done at about the same time every day.

    Attributes:
        start: time of day, and how many minutes it takes at least.
        strength: mg/L of chlorine to choose from.
    """

    object: str
    method: str
    start: str
    minutes: int
    strength: tuple[int, ...] = ()


DAILY = (
    Task("空气通风", "通风", "07:05", 20),
    Task("餐桌", "含氯擦拭", "10:32", 11, (200, 220, 250)),
    Task("水杯", "蒸汽", "12:48", 15),
    Task("空气通风", "通风", "14:36", 15),
    Task("毛巾", "煮沸", "16:20", 15),
    Task("便器", "含氯浸泡", "16:26", 30, (400, 450, 500)),
    Task("地面", "含氯擦拭", "16:52", 12, (150, 200)),
)
TOYS = Task("玩具", "含氯浸泡", "16:15", 20, (150, 200, 250))
BOOKS = Task("图书", "日晒", "11:50", 120)
BEDDING = Task("被褥", "日晒", "08:40", 300)
ULTRAVIOLET = Task(LAMP, "紫外线", "17:15", 60)


def label(day: date, klass: str, task: Task) -> str:
    """Name of a line in the plan; the two airings of a day are told apart by their hour."""
    return f"clean-{day:%m%d}-{klass}-{task.object}-{task.start[:2]}"


def disinfection(world: World) -> Script:
    """All lines of the term."""
    book = Book(KEY)
    gaps = {(gap.day, gap.subject) for gap in MISSING}
    carers = dict(zip(world.classes("幼儿园"), world.who("caregiver"), strict=True))
    for day in school_days(world.calendar):
        for klass, carer in carers.items():
            if (day, klass.id) not in gaps:
                for task in _tasks(world, day, klass):
                    _do(world, book, day, klass, carer, task)
    return Script(tuple(book.acts), missing=MISSING)


def _tasks(world: World, day: date, klass: ClassItem) -> Iterator[Task]:
    yield from DAILY
    week = world.calendar.week(day)
    if world.calendar.week(world.next_school_day(day)) > week or day == world.calendar.term.end:
        yield TOYS
        if week % 2 == 0:
            yield BOOKS
        if week % 4 == 2:
            yield BEDDING
    if _since_ill(day, klass) is not None:
        yield ULTRAVIOLET


def _since_ill(day: date, klass: ClassItem) -> int | None:
    """Days since somebody of the class fell ill with something contagious, while the lamp burns."""
    for first, key, *_ in CONTAGIOUS:
        days = (day - first).days
        lasting = EPIDEMIC_DAYS if (first, key) == OUTBREAK else 1
        if key == klass.id and 0 <= days < lasting:
            return days
    return None


# ---- one line


def _do(
    world: World, book: Book, day: date, klass: ClassItem, carer: PersonItem, task: Task
) -> None:
    ref = label(day, klass.id, task)
    dice = world.dice(KEY, ref)
    start = moment(day, task.start, timedelta(minutes=dice.randint(0, 9)))
    end = start + timedelta(minutes=task.minutes + dice.randint(0, 7))
    data = _line(world, day, klass, task, start, end)
    photos = _spot_check(world, day, klass, task, end)
    if photos:
        data |= {"spot_check": True, "photos": [photos[0].name]}
    typed = later(end, dice, 1, 6)
    if (day, klass.id, task.object) == WEAK:
        typed = _mix_again(book, ref, data, typed, carer)
    else:
        book.file(ref, typed, carer, {**data, "caregiver": carer.name}, photos=photos)
    book.sign(ref, later(typed, dice, 0, 2), carer, "保育员")
    if photos:
        nurse = world.the("health_teacher")
        book.sign(ref, later(typed, dice, 4, 9), nurse, "保健教师", "试纸复测一致")


def _line(
    world: World, day: date, klass: ClassItem, task: Task, start: datetime, end: datetime
) -> dict[str, Any]:
    dice = world.dice(KEY, day, klass.id, task.object, "mix")
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "class_": klass.name,
        "epidemic": (_since_ill(day, klass) or 0) > 0 or (day, klass.id) == OUTBREAK,
        "object": task.object,
        "method": task.method,
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
    }
    if task.strength:
        data["conc"] = dice.choice(task.strength)
    if task.object == "餐桌":  # the first mix of the day
        data["strip"] = min(250, data["conc"] + dice.choice((-20, 0, 0, 20)))
    if task.object == LAMP:
        burnt = BURNT[klass.id] + (_since_ill(day, klass) or 0)
        data |= {"child_absent": True, "lamp_hours": str(burnt)}
    return data


def _mix_again(
    book: Book, ref: str, data: dict[str, Any], at: datetime, carer: PersonItem
) -> datetime:
    """Too weak by the strip: mixed anew, wiped again, and the line put right."""
    book.file(ref, at, carer, {**data, "caregiver": carer.name, "conc": 200, "strip": 90})
    start = at + timedelta(minutes=3)
    end, why = start + timedelta(minutes=12), "试纸仅90mg/L，消毒片未化开，重新配制后重做"
    right = {"strip": 200, "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
    book.correct(ref, end + timedelta(minutes=2), carer, right, why)
    return end + timedelta(minutes=3)


def _spot_check(
    world: World, day: date, klass: ClassItem, task: Task, at: datetime
) -> tuple[Photo, ...]:
    """Every other week the health teacher looks at one class's tables or towels a day."""
    days = {"Y1": 1, "Y2": 2, "Y3": 3}
    if world.calendar.week(day) % 2 or day.weekday() != days[klass.id]:
        return ()
    if task.object != ("毛巾" if world.calendar.week(day) % 4 else "餐桌"):
        return ()
    name = f"{label(day, klass.id, task)}.jpg"
    text = (f"{klass.name} {task.object}", f"抽查 {at:%H:%M}")
    return (snap(name, "canteen", text, at, world.dice(KEY, name)),)
