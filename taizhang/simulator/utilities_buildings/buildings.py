"""Every building looked through in March, and the two oldest once more after the storm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checklists.registers.utilities_buildings.school_building_safety_check import (
    SchoolBuildingSafetyCheck,
)
from taizhang.simulator.checking import Trouble, passed, picture
from taizhang.simulator.courses import WEEK, Course, Round
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "school_building_safety_check"
SIDES = ("东立面", "南立面", "西立面", "北立面")
APPRAISER = "青禾市建筑工程质量检测中心"


@dataclass(frozen=True, slots=True)
class House:
    """A building.

    Attributes:
        cracks: where, length, and the widths two half years ago, last time and now, in mm.
    """

    name: str
    built: int
    area: str
    structure: str
    grade: str
    appraised: str
    cracks: tuple[tuple[str, str, str, str, str], ...] = ()


HOUSES = (
    House("教学楼A", 2009, "3860", "框架四层", "B级", "2023-06-15",
          (("三层东走廊梁底1号点", "320", "0.15", "0.15", "0.15"),)),
    House("综合楼B", 2006, "3240", "框架三层、局部地下一层", "B级", "2023-06-16",
          (("一层中厅北墙2号点", "410", "0.15", "0.15", "0.20"),
           ("三层图书室窗角3号点", "260", "0.12", "0.12", "0.12"))),
    House("食堂楼", 2014, "1120", "框架二层", "A级", "2024-05-20"),
    House("幼儿园楼", 2016, "1640", "框架三层", "A级", "2024-05-21"),
)  # fmt: skip
ROUNDS: tuple[tuple[date, str, House], ...] = (
    (date(2026, 3, 17), "半年排查", HOUSES[0]),
    (date(2026, 3, 18), "半年排查", HOUSES[1]),
    (date(2026, 3, 19), "半年排查", HOUSES[2]),
    (date(2026, 3, 20), "半年排查", HOUSES[3]),
    (date(2026, 6, 12), "汛期加查", HOUSES[0]),
    (date(2026, 6, 15), "汛期加查", HOUSES[1]),
)
FOUND: Mapping[date, Trouble] = {
    date(2026, 3, 19): Trouble("I05", "食堂楼", "屋面北侧落水口堵塞，积水约2平方米，起鼓一处",
                               "屋面积水", "报隐患"),
    date(2026, 6, 15): Trouble("I13", "综合楼B", "残疾人坡道防滑条脱开一段，当场粘牢",
                               "防滑条脱开"),
}  # fmt: skip
COURSES = (
    Course(("house-0319", f"{KEY}.I05"), "屋面积水", "03-19 16:30", WEEK,
           "疏通落水口，屋面门上锁，雨天巡查顶层", "邱慕白", "03-25",
           (Round("03-24 16:00", "清淤并加装落水口罩，割开起鼓处重贴卷材，闭水24小时无渗漏",
                  "03-25 10:10"),), "380.00"),
)  # fmt: skip
REMARKS = {
    "I01": ("散水完好", "沉降点无变化"),
    "I03": ("敲击抽查，无空鼓", "顶层墙角已重刷"),
    "I04": ("望远镜看过四面", "雨篷无锈蚀"),
    "I07": ("限位器齐全", "推拉顺畅"),
    "I08": ("抽查吊扇12台", "灯具固定牢"),
    "I09": ("防雷报告有效至2026-11-20",),
    "I10": ("围墙排水孔已疏通",),
    "I11": ("走访社区，无新增危险源",),
    "I14": ("旗杆基座无松动", "跑道无坑"),
}


def building_checks(world: World) -> Script:
    """All checks of the term."""
    book = Book(KEY)
    for day, occasion, house in ROUNDS:
        _look_through(world, book, day, occasion, house)
    return Script(tuple(book.acts), courses=COURSES)


def _look_through(world: World, book: Book, day: date, occasion: str, house: House) -> None:
    ref, checker = f"house-{day:%m%d}", world.named("邱慕白")
    dice, trouble = world.dice(KEY, day), FOUND.get(day)
    start = later(moment(day, "13:30"), dice, 0, 30)
    photos = [
        snap(f"{ref}-{number}.jpg", "facade", (house.name, side),
             start + timedelta(minutes=4 * number), dice)
        for number, side in enumerate(SIDES, 1)
    ]  # fmt: skip
    checks = passed(SchoolBuildingSafetyCheck.items, REMARKS, dice)
    checks["I02"]["measured"] = {"widest": max((one[-1] for one in house.cracks), default="0")}
    checks["I06"]["measured"] = {"rail": "1.35", "high_rail": "1.40", "gap": "0.09"}
    if trouble:
        photos.append(picture(trouble, ref, start, dice))
        checks[trouble.item] = trouble.found([photos[-1].name])
    data = _head(house, day, occasion) | {
        "checker": checker.name,
        "photos": [one.name for one in photos[:4]],
        "checks": checks,
    }
    typed = later(start + timedelta(minutes=75), dice, 0, 20)
    book.file(ref, typed, checker, data, photos=tuple(photos))
    book.sign(ref, later(typed, dice, 1, 4), checker, "排查人")
    seen = later(typed, dice, 20, 50)
    book.sign(ref, seen, world.the("logistics_head"), "总务主任", "已现场核对")
    book.sign(ref, later(seen, dice, 10, 40), world.the("principal"), "校长")


def _head(house: House, day: date, occasion: str) -> dict[str, Any]:
    again = occasion != "半年排查"  # a few months later the crack is what it was in March
    cracks = [
        {
            "point": point,
            "length": length,
            "width": now,
            "last_width": now if again else last,
            "earlier_width": last if again else earlier,
        }
        for point, length, earlier, last, now in house.cracks
    ]
    return {
        "date": day.isoformat(),
        "occasion": occasion,
        "building": house.name,
        "built_year": house.built,
        "area": house.area,
        "structure": house.structure,
        "last_appraisal": f"{house.grade}/{house.appraised}/{APPRAISER}",
        "grade": house.grade,
        "appraised_on": house.appraised,
        "cracks": cracks,
    }
