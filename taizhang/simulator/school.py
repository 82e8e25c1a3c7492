"""The invented school: where things are, what hangs on its walls, what it cooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from records.directory import ITEMS, ClassItem, Directory, ExtinguisherItem, Item, PlaceItem
from records.items import AreaItem
from taizhang.home import SchoolSection
from taizhang.simulator.people import PEOPLE
from taizhang.simulator.plant import EQUIPMENT, METERS

SCHOOL = SchoolSection(
    name="青禾市云溪路小学",
    code="青云小",
    kind="小学附设幼儿园",
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
    ("WA", "教学楼A一层厕所", "教学楼A"),
    ("WB", "综合楼B一层厕所", "综合楼B"),
    ("HT", "教学楼前花坛", "门卫与前场"),
    ("HJ", "大门花架", "门卫与前场"),
    ("YW", "幼儿园户外活动区", "幼儿园"),
    ("LA", "教学楼A", "教学楼A"),
    ("LB", "综合楼B", "综合楼B"),
    ("LS", "食堂楼", "食堂"),
    ("LY", "幼儿园楼", "幼儿园"),
)

_EVERY_HALF_MONTH = ("GL", "DX")
_TYPES: Mapping[str, tuple[str, str, str]] = {  # specification; rated weight and charge, kg
    "干粉ABC": ("MFZ/ABC4", "", ""),
    "二氧化碳": ("MT3", "9.20", "3.00"),
    "水基型": ("MSJ/6", "", ""),
    "洁净气体": ("MJ4", "", ""),
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


@dataclass(frozen=True, slots=True)
class Bottle:
    """A fire extinguisher as it hangs.

    Attributes:
        last_repair: as printed on its label; empty before the first.
        rated_weight, rated_charge: kg, of carbon dioxide only.
    """

    item: ExtinguisherItem
    place: PlaceItem
    last_repair: str = ""
    rated_weight: str = ""
    rated_charge: str = ""

    @property
    def is_often(self) -> bool:
        """Looked at every half month (GB 50444-2008 5.2.2)."""
        return self.place.half_month


PLACES: tuple[PlaceItem, ...] = tuple(
    PlaceItem(
        id=key, name=name, campus=SCHOOL.campus, area=area, half_month=key in _EVERY_HALF_MONTH
    )
    for key, name, area in _PLACES
)
_NURSERY = ("小班", "中班", "大班")
_GRADES = "一二三四五六"
_HOMEROOM = [one.name for one in PEOPLE if "homeroom" in one.posts]
CLASSES: tuple[ClassItem, ...] = (
    *(
        ClassItem(
            id=f"{number // 2 + 1}{number % 2 + 1:02}",
            name=f"{_GRADES[number // 2]}（{number % 2 + 1}）班",
            grade=f"{_GRADES[number // 2]}年级",
            homeroom=teacher,
            stage="小学",
        )
        for number, teacher in enumerate(_HOMEROOM[:12])
    ),
    *(
        ClassItem(id=f"Y{number}", name=name, grade=name, homeroom=teacher, stage="幼儿园")
        for number, (name, teacher) in enumerate(zip(_NURSERY, _HOMEROOM[12:], strict=True), 1)
    ),
)
CLASSROOMS: tuple[PlaceItem, ...] = tuple(
    PlaceItem(id=f"JS{one.id}", name=f"{one.name}教室", campus=SCHOOL.campus, area=one.grade)
    for one in CLASSES
)
_CORNERS = (
    *(
        "教学楼A一层东侧",
        "教学楼A二层西侧",
        "教学楼A三层东侧",
        "操场",
        "后院绿化带",
        "教学楼前花坛",
    ),
    *("校门", "综合楼B二层科学实验室", "综合楼B三层图书室", "食堂餐厅"),
    *("教学楼A一层厕所", "综合楼B一层厕所"),
)
AREAS: tuple[AreaItem, ...] = tuple(
    AreaItem(id=f"Q{number:02}", name=name, class_=one.name, owner=one.homeroom)
    for number, (name, one) in enumerate(
        [(f"{one.name}教室", one) for one in CLASSES] + [*zip(_CORNERS, CLASSES, strict=False)], 1
    )
)
"""责任区: every class keeps its classroom and one other place clean."""
PUPILS: Mapping[str, int] = {
    one.id: (24 if one.stage == "幼儿园" else 41) + place % 4 for place, one in enumerate(CLASSES)
}
"""Children on the roll, by class."""


def bottles(count: int) -> tuple[Bottle, ...]:
    """Extinguishers, two at each point; of fewer the last ones."""
    hung = [(point, half) for point in range(len(_HUNG)) for half in (1, 2)]
    return tuple(_bottle(2 * point + half, *_HUNG[point]) for point, half in hung[-count:])


def _bottle(number: int, key: str, kind: str, made_on: str, last_repair: str) -> Bottle:
    place = next(one for one in PLACES if one.id == key)
    spec, rated_weight, rated_charge = _TYPES[kind]
    name = f"MH-{number:02}"
    item = ExtinguisherItem.model_validate(
        {"id": name, "name": name, "place": key, "type": kind, "spec": spec, "made_on": made_on}
    )
    return Bottle(item, place, last_repair, rated_weight, rated_charge)


def directory(hung: Sequence[Bottle], *more: Item) -> Directory:
    """Everything that columns refer to, and lists that the days of the term decide."""
    items: tuple[Item, ...] = (
        *PEOPLE,
        *PLACES,
        *CLASSROOMS,
        *METERS,
        *EQUIPMENT,
        *CLASSES,
        *AREAS,
        *(one.item for one in hung),
        *more,
    )
    return Directory({kind: {one.id: one for one in items if one.kind == kind} for kind in ITEMS})
