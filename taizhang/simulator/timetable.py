"""课程表: who teaches what to which class of the primary school, and when."""

from collections.abc import Iterator
from itertools import count

from records.items import LessonItem
from taizhang.simulator.school import CLASSES

COURSES = {  # weekdays, first period, and how many classes follow one another on a day
    "语文": ((), (0, 1, 2, 3, 4), 1, 1),
    "数学": (("尹乐之", "穆兰舟", "傅景行", "郝佳佳"), (0, 1, 2, 3), 2, 3),
    "体育": (("石望川", "闵星河"), (0, 2), 5, 3),
    "科学": (("庄允墨", "卓然"), (4,), 5, 3),
    "健康教育": (("夏沐", "郝佳佳"), (4,), 2, 6),
}
"""Who teaches them, in turn of the classes; Chinese is taught by the class teacher."""


def _lessons() -> Iterator[LessonItem]:
    """Nobody is in two rooms at a time, and no class has two lessons."""
    number = count(1)
    for place, one in enumerate(each for each in CLASSES if each.stage == "小学"):
        for course, (teachers, weekdays, first, span) in COURSES.items():
            turn = place // len(teachers) if teachers else 0
            for weekday in weekdays:
                yield LessonItem(
                    id=f"C{next(number):03}",
                    name=course,
                    class_=one.name,
                    teacher=teachers[place % len(teachers)] if teachers else one.homeroom,
                    weekday=(weekday + turn // span) % 5 + 1,
                    period=first + turn % span,
                )


LESSONS: tuple[LessonItem, ...] = tuple(_lessons())


def courses_of(name: str) -> tuple[str, ...]:
    """What somebody teaches, each course once."""
    return tuple(dict.fromkeys(one.name for one in LESSONS if one.teacher == name))
