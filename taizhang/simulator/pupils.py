"""Children of the invented school: a name and a number for every seat on the roll."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from records.items import StudentItem
from taizhang.simulator.school import CLASSES, PUPILS

_SURNAMES = (
    "安柏卞岑晁褚戴邓窦杜樊范方费丰凤甘葛耿龚顾管桂杭何洪侯胡华黄嵇姜蒋焦金荆康柯孔况赖兰劳乐"
    "黎连梁廖林凌刘龙鲁罗骆吕马"
)
_GIVEN = (
    "沐阳思齐雨桐子墨一诺语晨安澜知夏景明若楠昱辰可欣书瑶泽宇清越念安梓萱星野佳禾听雨承志悦宁"
    "云舒明轩采薇浩然嘉树南笙以沫乐童晓棠启航文博静姝亦凡千寻卓远晨曦诗涵铭扬若谷芷晴天佑心怡"
    "怀瑜锦程初夏立言婉清时雨奕然曼青博闻梦溪远山小满望舒家宁柏舟秋实子衿予安宜修令仪知远元朗"
    "舒扬青禾修远慕晴行知映雪逸飞澄心向晚长乐恩泽如意子期微澜凯风月明朝歌思源夏禾永宁谷雨平川"
    "雁南景行芳洲松筠既白见山闻溪半夏鹤鸣"
)
"""Two characters each."""
_FIRST_YEAR = {"小学": 2025, "幼儿园": 2025}
"""When the lowest grade came to the school."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child.

    Attributes:
        number: 学号: year of entry, class, seat.
        klass: name of the class.
    """

    number: str
    name: str
    klass: str


def _roll() -> dict[str, tuple[Pupil, ...]]:
    roll, place = {}, 0
    for one in CLASSES:
        seats = range(1, PUPILS[one.id] + 1)
        grade = int(one.id[-1 if one.stage == "幼儿园" else 0])
        year = _FIRST_YEAR[one.stage] + 1 - grade
        roll[one.id] = tuple(
            Pupil(f"{year}{one.id[-2:]}{seat:02}", _name(place + seat), one.name) for seat in seats
        )
        place += len(seats)
    return roll


def _name(place: int) -> str:
    """No two alike for some six thousand children."""
    turn, row = divmod(place, len(_SURNAMES))
    given = (31 * turn + 5 * row) % (len(_GIVEN) // 2) * 2
    return _SURNAMES[row] + _GIVEN[given : given + 2]


ROLL: Mapping[str, tuple[Pupil, ...]] = _roll()
"""Every class's children in the order of their seats, by id of the class."""
CAME: Mapping[tuple[str, int], date] = {
    ("401", -1): date(2026, 3, 2),
    ("201", -1): date(2026, 3, 2),
    ("302", -1): date(2026, 3, 16),
    ("Y3", -1): date(2026, 3, 2),
    ("Y3", -2): date(2026, 3, 9),
    ("Y2", -1): date(2026, 3, 23),
    ("501", -1): date(2026, 4, 13),
}
"""Who came to the school this term: class, seat from the end, first day."""


def _listed() -> Iterator[StudentItem]:
    came = {ROLL[klass][seat].number: day for (klass, seat), day in CAME.items()}
    for one in (child for seats in ROLL.values() for child in seats):
        since = came.get(one.number, date(int(one.number[:4]), 9, 1))
        yield StudentItem(id=one.number, name=one.name, class_=one.klass, since=since)


STUDENTS: tuple[StudentItem, ...] = tuple(_listed())
"""The list of pupils: a number, a name, a class and the first day, no more (G12)."""
