"""Lessons in special rooms, by their timetable: looked at before, left in order after.

One lesson leaves a window open and says why; one projector fails and has its repair order.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from taizhang.simulator.photos import Photo
from taizhang.simulator.school import PUPILS
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "special_room_use_log"
SCIENCE, COMPUTERS, ARTS = "综合楼B二层科学实验室", "综合楼B二层计算机教室", "综合楼B三层美术教室"
BEGINS = {1: "08:30", 2: "09:25", 3: "10:25", 4: "11:15", 5: "14:00", 6: "14:50"}


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of the week; weekday 0 is Monday."""

    weekday: int
    period: int
    room: str
    klass: str
    teacher: str
    course: str


TIMETABLE: tuple[Lesson, ...] = (
    Lesson(0, 3, SCIENCE, "501", "卓然", "科学"),
    Lesson(1, 5, COMPUTERS, "401", "尹乐之", "信息科技"),
    Lesson(1, 3, SCIENCE, "601", "庄允墨", "科学"),
    Lesson(2, 2, ARTS, "301", "郝佳佳", "美术"),
    Lesson(2, 5, SCIENCE, "502", "卓然", "科学"),
    Lesson(3, 6, COMPUTERS, "602", "尹乐之", "信息科技"),
    Lesson(3, 3, ARTS, "202", "郝佳佳", "美术"),
    Lesson(4, 5, ARTS, "Y3", "麦穗儿", "美工活动"),
)
CONTENTS = {
    "科学": ("水的蒸发与凝结", "食盐的溶解", "电路的串联", "杠杆的平衡", "种子发芽", "岩石与矿物",
           "小孔成像", "声音的传播", "磁铁的两极", "热胀冷缩"),
    "信息科技": ("文字录入练习", "画图软件：校园一角", "编程：顺序结构", "编程：循环结构",
              "制作电子小报", "网络安全小课堂", "数据的统计与图表"),
    "美术": ("线描：我的文具", "色彩：春天的树", "剪纸：窗花", "泥塑：小动物", "版画：吹塑纸",
           "水墨：荷花", "设计：班徽"),
    "美工活动": ("撕贴小鱼", "手指点画", "彩泥水果", "纸盘面具", "树叶拼贴"),
}  # fmt: skip
THINGS = {
    "科学": ("烧杯", "试管", "酒精灯", "放大镜", "导线与小灯泡", "弹簧测力计"),
    "信息科技": (),
    "美术": ("调色盘", "剪刀", "刻刀垫板"),
    "美工活动": ("儿童剪刀", "固体胶"),
}
CLEANING, ALL = "清洁", ("清洁", "断电断水", "关窗", "锁门")
WINDOW_OPEN = (date(2026, 4, 20), "新到的标本有气味，留一扇窗通风，放学前庄允墨已关")
FAULTY = (date(2026, 5, 21), "第六节3台学生机不能开机，已贴停用签")


def room_logs(world: World) -> Script:
    """Every lesson that was held."""
    book = Book(KEY)
    for day in school_days(world.calendar):
        for one in TIMETABLE:
            if one.weekday == day.weekday():
                _hold(world, book, one, day)
    return Script(tuple(book.acts))


def _hold(world: World, book: Book, one: Lesson, day: date) -> None:
    ref = f"lesson-{day:%m%d}-{one.period}"
    dice, teacher = world.dice(KEY, ref), world.named(one.teacher)
    room = next(each for each in world.classes() if each.id == one.klass)
    ended = moment(day, BEGINS[one.period]) + timedelta(minutes=40)
    data: dict[str, Any] = {
        "room": one.room,
        "date": day.isoformat(),
        "week": world.calendar.week(day),
        "period": one.period,
        "class_": room.name,
        "pupils": PUPILS[one.klass] - dice.choice((0, 0, 0, 1, 2)),
        "teacher": teacher.name,
        "content": CONTENTS[one.course][(world.calendar.week(day) - 1) % len(CONTENTS[one.course])],
        "state_before": "正常",
        "state": "正常",
        "clean": list(ALL),
    }
    things = THINGS[one.course]
    if things:
        named = dice.sample(things, min(2, len(things)))
        data["equip"] = [{"name": name, "taken": str(dice.randint(8, 24))} for name in named]
    photos: tuple[Photo, ...] = ()
    if day == WINDOW_OPEN[0] and one.room == SCIENCE:
        data |= {"clean": ["清洁", "断电断水", "锁门"], "clean_note": WINDOW_OPEN[1]}
    if day == FAULTY[0] and one.room == COMPUTERS:
        taken = snap(f"{ref}.jpg", "broken", ("计算机教室", "3台不能开机"), ended, dice)
        photos = (taken,)
        data |= {"state": "故障", "issue": FAULTY[1], "order_no": "学生机保修单 QH-0521",
                 "photos": [taken.name]}  # fmt: skip
    at = later(ended, dice, 1, 8)
    book.file(ref, at, teacher, data, photos=photos)
    signed = later(at, dice, 0, 2)
    book.sign(ref, signed, teacher, "使用人")
    book.sign(ref, later(signed, dice, 5, 60), world.the("room_custodian"), "管理员（当日）")
