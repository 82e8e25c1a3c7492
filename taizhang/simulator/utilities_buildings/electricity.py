"""The electrician's weekly round, on the last one of a month through everything.

Planted: two forbidden heaters in one office (R04). A scorched socket and a leaking valve become
hazards that are followed.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from checklists.registers.utilities_buildings.utility_electrical_inspection import (
    UtilityElectricalInspection,
)
from records.directory import PersonItem
from taizhang.simulator.checking import Checks, Trouble, passed, picture
from taizhang.simulator.courses import WEEK, Course, Round
from taizhang.simulator.photos import Photo
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment

KEY = "utility_electrical_inspection"
CERTIFICATES = {
    "牛铁生": ("T360311197808150017", "2028-05-31"),
    "葛长林": ("T360311198203220035", "2027-09-14"),
}
AREAS = ("教学楼A、综合楼B", "食堂、设备用房", "幼儿园楼、教学楼A")
WHOLE = "全校各楼栋及设备用房"
HEATED_UNTIL = date(2026, 3, 15)
REMARKS = {
    "I01": ("红外逐点测温", "绝缘垫、灭火器在位"),
    "I02": ("箱内已除尘", "回路标识补贴两处", "逐箱试跳"),
    "I03": ("吊顶内抽查两处，穿管完好", "无私拉乱接"),
    "I04": ("幼儿园楼为防护型插座", "抽查18处"),
    "I05": ("教室灯管全亮", "吊扇吊杆抽查6台"),
    "I06": ("切换试验5秒内点亮",),
    "I07": ("报告有效至2026-11-20",),
    "I08": ("水箱盖已锁", "阀门无渗漏"),
    "I09": ("厕所感应龙头正常", "无长流水"),
    "I10": ("井盖逐个踩过，防坠网完好",),
    "I17": ("抽查办公室6间、门卫室", "未见个人电器"),
    "I18": ("夜巡21:30，仅监控、冰箱有电",),
}
FOUND: Mapping[date, Trouble] = {
    date(2026, 3, 13): Trouble("I04", "综合楼B二层计算机教室", "讲台旁墙插座有烧痕，面板变形",
                               "插座烧痕", "报隐患", action="断开该回路，贴停用标签",
                               measured={"guarded": "是"}),
    date(2026, 4, 24): Trouble("I09", "教学楼A一层厕所", "感应龙头不止水，当场拆洗电磁阀后正常",
                               "龙头不止水", scene="wet_floor"),
    date(2026, 5, 22): Trouble("I08", "综合楼B地下室水泵房", "二号泵出口阀门填料处渗漏", "阀门渗漏",
                               "报隐患", "wet_floor", action="关闭二号泵，改由一号泵供水"),
    date(2026, 6, 5): Trouble("I18", "教学楼A三层东侧", "办公室打印机、饮水机未断电，当场断电告知",
                              "下班未断电", scene="classroom"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heater:
    """Something nobody may plug in, whose it was and what was done."""

    appliance: str
    user: str
    disposal: str
    repeat: str
    receipt: str = ""
    back_by: str = ""


OFFICE = "教学楼A四层东侧"
HEATERS: Mapping[date, Heater] = {
    date(2026, 3, 20): Heater("“小太阳”取暖器 1200W", "卓然", "劝阻当场停用", "首次"),
    date(2026, 5, 15): Heater("电热水壶 1500W", "郝佳佳", "通报", "首次",
                              "暂存2026-01", "2026-05-22"),
}  # fmt: skip
"""In the same office both times."""
COURSES = (
    Course(("power-0313", f"{KEY}.I04"), "插座烧痕", "03-13 16:40", WEEK,
           "该回路断电，讲台改用东侧插座", "牛铁生", "03-17",
           (Round("03-16 16:20", "更换阻燃插座面板和一段2.5平方导线，带载测温38℃",
                  "03-17 09:40"),), "42.00"),
    Course(("power-0522", f"{KEY}.I08"), "阀门渗漏", "05-22 16:50", WEEK,
           "二号泵停用，一号泵供水，每日查看水位", "葛长林", "05-27",
           (Round("05-26 11:10", "更换填料并紧固压盖，试压0.6MPa三十分钟无渗漏",
                  "05-27 09:10"),), "65.00"),
)  # fmt: skip


def electrical_rounds(world: World) -> Script:
    """All rounds of the term, on the last school day of every week."""
    book = Book(KEY)
    weeks = [
        list(days)[-1] for _, days in groupby(school_days(world.calendar), world.calendar.week)
    ]
    for number, day in enumerate(weeks):
        is_last = number + 1 < len(weeks) and weeks[number + 1].month != day.month
        _go_round(world, book, day, number, whole=is_last)
    return Script(tuple(book.acts), courses=COURSES)


def _go_round(world: World, book: Book, day: date, number: int, *, whole: bool) -> None:
    ref, inspector = f"power-{day:%m%d}", world.who("electrician")[number % 2]
    dice, heater = world.dice(KEY, day), HEATERS.get(day)
    start = later(moment(day, "13:40"), dice, 0, 20)
    checks = _readings(passed(UtilityElectricalInspection.items, REMARKS, dice), day, dice)
    number_, until = CERTIFICATES[inspector.name]
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "scope": "每月全面" if whole else "每周巡检",
        "area": WHOLE if whole else AREAS[number % 3],
        "inspector": inspector.name,
        "cert_no": number_,
        "cert_until": until,
        "heating": day <= HEATED_UNTIL,
        "checks": checks,
    }
    trouble = FOUND.get(day) or (_unplugged(heater) if heater else None)
    photos: tuple[Photo, ...] = ()
    if trouble:
        photos = (picture(trouble, ref, start, dice),)
        checks[trouble.item] = trouble.found([photos[0].name])
    if heater:
        data["violations"] = [_violation(heater)]
    typed = later(start + timedelta(minutes=80), dice, 0, 40)
    book.file(ref, typed, inspector, data, photos=photos)
    _sign(world, book, ref, typed, inspector, heater)


def _sign(
    world: World, book: Book, ref: str, typed: datetime, by: PersonItem, heater: Heater | None
) -> None:
    dice, head = world.dice(KEY, ref, "sign"), world.the("logistics_head")
    book.sign(ref, later(typed, dice, 0, 3), by, "检查人")
    seen = later(typed, dice, 12, 50)
    book.sign(ref, seen, head, "总务主任", dice.choice(("", "", "已阅", "同意")))
    if heater:
        book.sign(
            ref, later(seen, dice, 3, 12), world.named(heater.user), "使用人", "已知晓，不再使用"
        )


def _readings(checks: Checks, day: date, dice: random.Random) -> Checks:
    """Temperatures, residual currents, gas: measured; what is out of season is left out."""
    checks["I01"]["measured"] = {"joint": f"{dice.randint(310, 470) / 10}"}
    checks["I02"]["measured"] = {"trip": "动作", "heat": str(dice.randint(24, 38))}
    checks["I04"]["measured"] = {"guarded": "是"}
    checks["I14"]["measured"] = {"gas": "0", "hose": "1.6"}
    checks["I15"]["measured"] = {"alarm": "动作", "age": "2"}
    checks["I16"] = {"verdict": "不适用", "remark": "不用瓶装气"}
    if day <= HEATED_UNTIL:
        checks["I11"]["measured"] = {
            "pressure": f"0.{dice.randint(28, 38)}",
            "water": str(dice.randint(48, 56)),
        }
        checks["I12"]["measured"] = {"room": f"{dice.randint(190, 215) / 10}"}
        return checks
    for item, why in (("I11", "锅炉已停炉保养"), ("I12", "非供暖期"), ("I13", "非冰冻期")):
        checks[item] = {"verdict": "不适用", "remark": why}
    return checks


def _unplugged(heater: Heater) -> Trouble:
    return Trouble(
        "I17",
        OFFICE,
        f"办公室有{heater.appliance}，见违规用电登记",
        "违规电器",
        scene="classroom",
        action="当场断电停用",
    )


def _violation(heater: Heater) -> dict[str, Any]:
    line: dict[str, Any] = {
        "room": OFFICE,
        "appliance": heater.appliance,
        "user": heater.user,
        "disposal": heater.disposal,
        "first_repeat": heater.repeat,
    }
    if heater.receipt:
        line |= {"kept": True, "receipt": heater.receipt, "back_by": heater.back_by}
    return line
