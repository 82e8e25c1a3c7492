"""Who kept the pupils company at lunch: a leader every day, a parent every month."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from taizhang.simulator.canteen.menu import dishes
from taizhang.simulator.courses import SPOT, Course, Round
from taizhang.simulator.term import meal_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "meal_companion_record"
LEADERS = (
    ("沈云霁", "校长园长"),
    ("陆以宁", "副校长"),
    ("秦㛃", "中层"),
    ("柳听雪", "中层"),
    ("谭𬱖", "中层"),
)
GUESTS: Mapping[date, tuple[str, str]] = {
    date(2026, 3, 18): ("家长", "祝家长"),
    date(2026, 4, 22): ("家长", "习家长"),
    date(2026, 5, 20): ("膳食委员", "单委员"),
    date(2026, 5, 27): ("家长", "闻家长"),
    date(2026, 6, 17): ("家长", "应家长"),
}
"""Invented, as everybody here."""
LUKEWARM = date(2026, 4, 28)
LIKED = (
    "学生爱吃，基本光盘",
    "味道适中，学生反映好",
    "火候正好，分量足",
    "略咸，学生吃得慢",
    "偏淡，个别学生剩菜",
)
WISHES = (
    "建议主食再软一些", "建议多配深色蔬菜", "建议继续提醒学生不挑食", "汤可以再稠一点",
    "建议低年级肉块切小",
    "分餐秩序好，保持", "餐厅东侧地面稍滑，注意拖干", "建议饭前洗手再组织紧凑些", "建议少放油",
    "请保持菜温",
)  # fmt: skip


def company(world: World) -> Script:
    """Every lunch of the term."""
    book = Book(KEY)
    for number, day in enumerate(meal_days(world.calendar)):
        name, role = LEADERS[number % len(LEADERS)]
        _sit_down(world, book, day, number, (name, role, ""))
        if day in GUESTS:
            role, guest = GUESTS[day]
            _sit_down(world, book, day, number + 5, ("邱慕白", role, guest))
    late = [COURSE] if world.holds(LUKEWARM) else []
    return Script(tuple(book.acts), courses=tuple(late))


def _sit_down(world: World, book: Book, day: date, number: int, who: tuple[str, str, str]) -> None:
    name, role, guest = who
    dice, person = world.dice(KEY, day, role), world.named(name)
    ref = f"company-{day:%m%d}{'-guest' if guest else ''}"
    table = world.classes()[number * 4 % len(world.classes())]
    at = later(moment(day, "12:10"), dice, 0, 60)
    dish = dishes(world, day)[dice.randrange(3)]
    seen = moment(day, "11:42", timedelta(minutes=dice.randint(0, 14)))
    photo = snap(f"{ref}.jpg", "tray", (table.name, *dishes(world, day)), seen, dice)
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "meal": "中",
        "companion": name,
        "role": role,
        "class_": table.name,
        "together": True,
        **{mark: dice.choice((3, 4, 4, 5, 5)) for mark in ("taste", "quantity")},
        **{mark: dice.choice((4, 4, 5)) for mark in ("temp_ok", "hygiene")},
        "waste": dice.choice(("少", "少", "少", "中")),
        "opinion": f"{dish}{dice.choice(LIKED)}；{dice.choice(WISHES)}。",
        "photos": [photo.name],
    }
    if guest:
        data["guest"] = guest
    if day == LUKEWARM and not guest:
        data |= {
            "temp_ok": 2,
            "opinion": "汤送到三楼班级时已经偏凉，喝完的学生不多，请尽快解决。",
            "feedback": "当日加送热汤一桶；次日起汤桶改用保温桶，最后装车",
        }
    book.file(ref, at, person, data, photos=[photo])
    signed = later(at, dice, 1, 6)
    book.sign(ref, signed, person, "陪餐人")
    if "feedback" in data:
        answered = later(signed, dice, 20, 40)
        book.sign(ref, answered, world.the("canteen_manager"), "食堂负责人", "已安排，明日见效")


COURSE = Course(
    ("company-0428", f"{KEY}.temp_ok"),
    "汤桶不保温",
    "04-28 14:10",
    SPOT,
    "当日为三楼班级加送热汤",
    "周䶮",
    "04-28",
    (Round("04-28 15:30", "三楼班级汤桶全部换成保温桶，试装40分钟后仍有63℃", "04-28 16:20"),),
    place="食堂备餐间",
)
