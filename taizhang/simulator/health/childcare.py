"""Visits to the kindergarten's classes: one announced and one unannounced a week.

What fails is put right on the spot, but a loose step of the slide: a hazard that is followed.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from checklists.registers.health.childcare_inspection import ChildcareInspection
from records.directory import ClassItem, PersonItem
from taizhang.simulator.checking import Checks, Trouble, passed, picture
from taizhang.simulator.courses import WEEK, Course, Round
from taizhang.simulator.photos import Photo
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, stamp

KEY = "childcare_inspection"
PLAYGROUND = "幼儿园户外活动区"
REMARKS = {
    "I01": ("二次晨检到位", "家长嘱托写在交接本", "主动问好"),
    "I02": ("六步洗手图就位", "地面已拖干", "个别幼儿袖口未卷，已提醒"),
    "I04": ("过敏名单2人，餐牌已挂", "过敏餐专人分发", "名单与本周一致"),
    "I06": ("随时可去，有专人看护", "更换湿裤1人，已告知家长"),
    "I09": ("抽问5人，会说咳嗽礼仪", "剪指甲日已查", "用手帕的习惯好"),
    "I10": ("毛巾一人一巾，间距够", "窗台、床下无积灰", "玩具柜已擦"),
    "I12": ("床号与被号对应", "上周已晾晒"),
    "I14": ("插座均在1.8米以上", "热水壶锁在备餐间"),
    "I16": ("交接本填写完整", "服药交接有双签"),
}
TROUBLES = {
    date(2026, 3, 17): Trouble("I10", "小班教室", "两条毛巾搭在一起，间距不够，当场分开",
                               "毛巾相碰",
                               scene="canteen"),
    date(2026, 4, 2): Trouble("I13", "中班教室", "消毒片放在柜外台面，当场收进柜内上锁",
                              "消毒片未上锁",
                              scene="canteen", action="收进柜内上锁，带班教师清点",
                              measured={"height": "1.2"}),
    date(2026, 4, 21): Trouble("I03", "大班教室", "进餐18分钟，催食，当场提醒放慢",
                               "进餐过快",
                               scene="canteen", measured={"minutes": "18"}),
    date(2026, 5, 14): Trouble("I16", "小班教室", "交接本漏写一名幼儿服药，当场核对补写",
                               "交接本漏写",
                               scene="canteen"),
    date(2026, 5, 19): Trouble("I08", PLAYGROUND, "滑梯第二级踏板螺栓松动，踩踏有晃动", "踏板松动",
                               handling="报隐患", measured={"outdoors": "2.1", "sports": "1.0"}),
    date(2026, 6, 9): Trouble("I05", "中班教室", "保温桶水温43℃，当场加凉开水复测37℃", "水温偏高",
                              scene="canteen", measured={"warmth": "43"}),
}  # fmt: skip
"""By day of the visit."""
COURSES = (
    Course(("care-0519", f"{KEY}.I08"), "踏板松动", "05-19 14:20", WEEK,
           "滑梯挂停用牌，拉隔离带，户外活动改在操场", "葛长林", "05-22",
           (Round("05-20 16:40", "更换M10螺栓四只并加防松垫片，挂重试验无晃动", "05-21 09:30"),),
           "36.00", place=PLAYGROUND),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to one class."""

    day: date
    kind: str
    klass: ClassItem
    checker: PersonItem

    @property
    def ref(self) -> str:
        """Label."""
        return f"care-{self.day:%m%d}"


def childcare_visits(world: World) -> Script:
    """All visits of the term."""
    book = Book(KEY)
    classes, checkers = world.classes("幼儿园"), (world.the("health_teacher"), _head(world))
    for week, days in groupby(school_days(world.calendar), world.calendar.week):
        second, *later_on = list(days)[1:5]
        klass, other = classes[week % len(classes)], classes[(week + 1) % len(classes)]
        _visit(world, book, Visit(second, "定期", klass, checkers[0]))
        _visit(world, book, Visit(later_on[-2:][0], "随机", other, checkers[week % 2]))
    return Script(tuple(book.acts), courses=COURSES)


def _head(world: World) -> PersonItem:
    return world.the("vp_logistics")


def _visit(world: World, book: Book, one: Visit) -> None:
    dice = world.dice(KEY, one.day)
    at = later(moment(one.day, "09:20"), dice, 0, 70).replace(second=0)
    trouble = TROUBLES.get(one.day)
    checks, photos = _look(one, trouble, at, dice)
    carer = dict(zip(world.classes("幼儿园"), world.who("caregiver"), strict=True))[one.klass]
    teacher = world.named(one.klass.homeroom)
    data: dict[str, Any] = {
        "date": one.day.isoformat(),
        "class_": one.klass.name,
        "kind": one.kind,
        "checker": one.checker.name,
        "staff": [teacher.name, carer.name],
        "checks": checks,
    }
    if trouble and trouble.action:
        again = stamp(at + timedelta(minutes=30))
        data |= {"corrected_at": again, "corrected": "已纠正"}
    typed = later(at + timedelta(minutes=45), dice, 0, 30)
    book.file(one.ref, typed, one.checker, data, photos=photos)
    book.sign(one.ref, later(typed, dice, 0, 3), one.checker, "检查人")
    book.sign(one.ref, later(typed, dice, 8, 40), teacher, "被检班级保教人员")
    month = later(_month_end(world, one.day), dice, 0, 25)
    book.sign(one.ref, month, world.the("principal"), "园长")


def _month_end(world: World, day: date) -> datetime:
    """When the principal goes through the month's visits."""
    days = [one for one in school_days(world.calendar) if one.month == day.month]
    return moment(days[-1], "16:50")


def _look(
    one: Visit, trouble: Trouble | None, at: datetime, dice: random.Random
) -> tuple[Checks, tuple[Photo, ...]]:
    checks = passed(ChildcareInspection.items, REMARKS, dice)
    for item, measured in _readings(dice).items():
        checks[item]["measured"] = measured
    if trouble is None:
        return checks, ()
    photo = picture(trouble, one.ref, at, dice)
    checks[trouble.item] = trouble.found([photo.name])
    return checks, (photo,)


def _readings(dice: random.Random) -> dict[str, dict[str, str]]:
    return {
        "I03": {"minutes": str(dice.randint(22, 29))},
        "I05": {"warmth": f"{dice.randint(350, 392) / 10}"},
        "I07": {"gap": str(dice.choice((15, 20, 25)))},
        "I08": {
            "outdoors": f"{dice.randint(20, 25) / 10}",
            "sports": f"{dice.randint(10, 12) / 10}",
        },
        "I11": {"strip": "一致"},
        "I13": {"height": dice.choice(("1.6", "1.65", "1.7"))},
        "I15": {"counted": "一致"},
    }
