"""The invented school: where things are, what hangs on its walls, what it cooks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from taizhang.home import SchoolSection
from taizhang.simulator.people import PEOPLE
from taizhang.simulator.plan import Item

SCHOOL = SchoolSection(
    name="青禾市云溪路小学",
    code="青云小",
    principal="沈云霁",
    department="总务处",
    campus="本部",
    phone="0799-5550126",
    hotline="0799-5550101",
)

_PLACES: tuple[tuple[str, str, str], ...] = (  # id, name, area
    ("DM", "校门", "门卫与前场"),
    ("CC", "操场", "运动场"),
    ("KT", "看台", "运动场"),
    ("A1D", "教学楼A一层东侧", "教学楼A"),
    ("A1X", "教学楼A一层西侧", "教学楼A"),
    ("A2D", "教学楼A二层东侧", "教学楼A"),
    ("A2X", "教学楼A二层西侧", "教学楼A"),
    ("A3D", "教学楼A三层东侧", "教学楼A"),
    ("A3X", "教学楼A三层西侧", "教学楼A"),
    ("A4D", "教学楼A四层东侧", "教学楼A"),
    ("B1Z", "综合楼B一层中厅", "综合楼B"),
    ("B2K", "综合楼B二层科学实验室", "综合楼B"),
    ("B2J", "综合楼B二层计算机教室", "综合楼B"),
    ("B3M", "综合楼B三层美术教室", "综合楼B"),
    ("B3T", "综合楼B三层图书室", "综合楼B"),
    ("ST1", "食堂操作间", "食堂"),
    ("ST2", "食堂备餐间", "食堂"),
    ("ST3", "食堂餐厅", "食堂"),
    ("ST4", "食堂库房", "食堂"),
    ("GL", "锅炉房", "设备用房"),
    ("DX", "综合楼B地下室水泵房", "设备用房"),
    ("PD", "配电间", "设备用房"),
    ("HY", "后院绿化带", "后院"),
    ("LJ", "垃圾房", "后院"),
)

_EVERY_HALF_MONTH = ("GL", "DX")
_TYPES: Mapping[str, tuple[str, str]] = {
    "干粉ABC": ("MFZ/ABC4", ""),
    "二氧化碳": ("MT3", "6.85"),
    "水基型": ("MSJ/6", ""),
    "洁净气体": ("MJ4", ""),
}
_HUNG: tuple[tuple[str, str, str, str], ...] = (  # place, type, made on, last repair
    ("DM", "干粉ABC", "2023-05-12", ""),
    ("A1D", "干粉ABC", "2022-08-20", ""),
    ("A1X", "干粉ABC", "2022-08-20", ""),
    ("A2D", "干粉ABC", "2022-08-20", ""),
    ("A2X", "干粉ABC", "2023-05-12", ""),
    ("A3D", "干粉ABC", "2022-08-20", ""),
    ("A3X", "干粉ABC", "2022-08-20", ""),
    ("A4D", "干粉ABC", "2023-05-12", ""),
    ("B1Z", "干粉ABC", "2016-08-15", "2025-08-12"),
    ("B2K", "二氧化碳", "2023-03-18", ""),
    ("B2J", "二氧化碳", "2023-03-18", ""),
    ("B3M", "干粉ABC", "2024-01-09", ""),
    ("B3T", "洁净气体", "2024-01-09", ""),
    ("ST1", "干粉ABC", "2021-05-22", ""),
    ("ST4", "水基型", "2024-03-28", ""),
    ("GL", "干粉ABC", "2024-01-09", ""),
    ("DX", "干粉ABC", "2024-01-09", ""),
    ("PD", "二氧化碳", "2023-03-18", ""),
)
NEAR_SCRAP = "MH-17"
NEAR_REPAIR = "MH-27"

DISHES: Mapping[str, tuple[str, ...]] = {
    "主荤": (
        "红烧鸡腿", "土豆烧牛肉", "糖醋里脊", "板栗烧鸡", "香菇滑鸡", "番茄牛腩", "红烧狮子头",
        "可乐鸡翅", "清蒸鲈鱼块", "萝卜炖排骨", "咖喱鸡丁", "黑椒牛柳", "粉蒸肉", "豉汁排骨",
    ),
    "小荤": (
        "番茄炒蛋", "肉末豆腐", "青椒肉丝", "黄瓜炒虾仁", "木耳炒肉片", "玉米炒肉丁",
        "莴笋炒鸡丁", "洋葱炒猪肝", "西芹炒肉丝", "肉末蒸蛋", "胡萝卜炒肉丝", "茭白炒肉丝",
    ),
    "素菜": (
        "蒜蓉西兰花", "清炒小白菜", "醋溜土豆丝", "手撕包菜", "清炒油麦菜", "素炒三丝",
        "香菇青菜", "红烧冬瓜", "清炒南瓜", "炒空心菜", "蚝油生菜", "凉薯炒木耳",
    ),
    "汤": (
        "紫菜蛋花汤", "冬瓜海带汤", "番茄豆腐汤", "玉米排骨汤", "青菜菌菇汤", "萝卜虾皮汤",
        "丝瓜蛋汤", "南瓜小米羹",
    ),
    "主食": ("米饭", "杂粮饭", "小米饭", "扬州炒饭", "紫薯饭"),
}  # fmt: skip


@dataclass(frozen=True)
class Premises:
    """Directory of the school, as large as the simulation needs it.

    Attributes:
        extinguishers: how many of the 36 there are.
    """

    extinguishers: int = 36
    people: tuple[Item, ...] = field(default=PEOPLE)

    @cached_property
    def places(self) -> tuple[Item, ...]:
        """Places with campus and area."""
        return tuple(
            Item("place", key, name, facts={"campus": SCHOOL.campus, "area": area})
            for key, name, area in _PLACES
        )

    @cached_property
    def bottles(self) -> tuple[Item, ...]:
        """Extinguishers, two at each point; a small school keeps the last ones."""
        every = [
            _bottle(2 * point + place + 1, *hung)
            for point, hung in enumerate(_HUNG)
            for place in range(2)
        ]
        return tuple(every[-self.extinguishers :])

    @cached_property
    def classes(self) -> tuple[Item, ...]:
        """Two classes a grade, with their teacher."""
        homerooms = [one for one in self.people if "homeroom" in one.posts]
        return tuple(
            Item(
                "class",
                f"{place // 2 + 1}{place % 2 + 1:02}",
                f"{'一二三四五六'[place // 2]}（{place % 2 + 1}）班",
                facts={"homeroom": teacher.id, "pupils": str(41 + place * 7 % 6)},
            )
            for place, teacher in enumerate(homerooms[:12])
        )

    @cached_property
    def dishes(self) -> tuple[Item, ...]:
        """Everything the canteen cooks."""
        names = [(kind, name) for kind, dishes in DISHES.items() for name in dishes]
        return tuple(
            Item("menu", f"CP{number:03}", name, facts={"kind": kind})
            for number, (kind, name) in enumerate(names, 1)
        )

    @property
    def items(self) -> tuple[Item, ...]:
        """The whole directory."""
        return (*self.people, *self.places, *self.bottles, *self.classes, *self.dishes)

    @property
    def often(self) -> tuple[Item, ...]:
        """Extinguishers looked at every half month (GB 50444-2008 5.2.2)."""
        return tuple(one for one in self.bottles if one.facts["location"] in _EVERY_HALF_MONTH)


def _bottle(number: int, place: str, kind: str, made_on: str, last_repair: str) -> Item:
    spec, weight = _TYPES[kind]
    area = next(area for key, _, area in _PLACES if key == place)
    facts = {"type": kind, "spec": spec, "made_on": made_on, "location": place, "area": area}
    if weight:
        facts["weight"] = weight
    if last_repair:
        facts["last_repair"] = last_repair
    return Item("extinguisher", f"MH-{number:02}", f"MH-{number:02}", facts=facts)
