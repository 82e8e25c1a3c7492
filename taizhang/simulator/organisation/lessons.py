"""Lessons in safety: every class every week, the whole school every month, with the police twice.

One class's lesson was left out, and nobody said why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from checklists.cadence import marked
from checklists.calendar import monday
from records.directory import ClassItem
from taizhang.simulator.health.illness import Attendance, attendance
from taizhang.simulator.organisation.lesson_words import EFFECTS, TAUGHT, WITH_CHILDREN
from taizhang.simulator.plan import Gap
from taizhang.simulator.pupils import ROLL
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "safety_education_record"
MISSING = (Gap(KEY, date(2026, 6, 22), marked("402", "班级")),)
FORMS = ("班队会", "主题班会", "黑板报", "主题班会")


@dataclass(frozen=True, slots=True)
class Together:
    """Something for the whole school, or with somebody from outside."""

    day: str
    scope: str
    form: str
    topic: str
    organizer: str
    content: str
    effect: str
    outside: str = ""
    contact: str = ""
    before_holiday: bool = False


POLICE = "云溪路派出所社区民警、云溪村联防队2人"
CONTACT = "云溪路派出所社区警务室，0799-5550110"
TOGETHER: tuple[Together, ...] = (
    Together("03-09", "全校", "升旗仪式", "防拥挤踩踏", "柳听雪",
             "国旗下讲话讲上下楼梯靠右慢行、集会有序进退场，值周班级现场示范前后一臂距离。",
             "全校集合疏散比上学期有序，低年级还需带队教师提醒"),
    Together("03-20", "教职工", "警校联防走访", "防欺凌", "谭𬱖",
             "走访派出所，核对校园周边重点人员和时段，约定上下学高峰护学岗和一键报警联动流程。",
             "确定每周一、周五增派巡逻车；门前摊贩由社区劝离", POLICE, CONTACT),
    Together("04-13", "全校", "升旗仪式", "消防", "谭𬱖",
             "国旗下讲话讲春季风干物燥不玩火，介绍疏散标志和集合点，预告本月演练要求。",
             "学生能说出本班疏散路线；两个班级走错集合点，已重新划线"),
    Together("04-28", "家长", "致家长信", "交通", "柳听雪",
             "致家长信提醒五一假期出行交通安全、防溺水、食品卫生和网络使用，公布值班电话。",
             "电子回执收回率99%，未回执的由班主任电话告知", before_holiday=True),
    Together("05-11", "全校", "讲座", "防电信诈骗", "柳听雪",
             "法治副校长用本地三个案例讲冒充班主任收费、游戏账号诈骗，教给学生遇事先问家长。",
             "高年级提问踊跃，讲座材料发家长群", "云溪路派出所法治副校长", CONTACT),
    Together("05-22", "教职工", "周边联合巡查", "食品", "谭𬱖",
             "与派出所、社区联合巡查校门周边200米：查看小食品店、施工围挡和夜间照明。",
             "一家文具店停售无标签玩具，路灯一盏不亮报城管，未发现其他隐患", POLICE, CONTACT),
    Together("06-08", "全校", "升旗仪式", "防溺水", "柳听雪",
             "国旗下讲话宣讲防溺水六不准，逐班领取承诺书，公布危险水域和举报电话。",
             "承诺书全部收回，两名水边居住学生由班主任重点家访"),
    Together("07-01", "全校", "讲座", "防溺水", "柳听雪",
             "暑假前安全讲座：防溺水、交通、居家用电用气、网络使用和防性侵，发放致家长信。",
             "致家长信回执收齐，暑期值班电话已公布", "云溪路派出所法治副校长", CONTACT,
             before_holiday=True),
)  # fmt: skip


def label(day: date, klass: str = "") -> str:
    """Name of an activity in the plan."""
    return f"lesson-safety-{day:%m%d}-{klass}"


def lessons(world: World) -> Script:
    """All of the term."""
    book, away = Book(KEY), attendance(world)
    for week in _weeks(world):
        for klass in world.classes():
            if (monday(week[0]), marked(klass.id, "班级")) not in {
                (gap.day, gap.subject) for gap in MISSING
            }:
                _teach(world, book, away, week, klass)
    for one in TOGETHER:
        _gather(world, book, away, one)
    return Script(tuple(book.acts), missing=MISSING)


def _weeks(world: World) -> Iterator[Sequence[date]]:
    weeks: dict[date, list[date]] = {}
    for day in school_days(world.calendar):
        weeks.setdefault(monday(day), []).append(day)
    yield from weeks.values()


def _there(away: Attendance, day: date, klass: ClassItem) -> tuple[int, int]:
    roll = len(ROLL[klass.id])
    absent = len(away.ill(day, klass.id, afternoon=True)) + len(away.on_leave(day, klass.id))
    return roll, roll - absent


def _teach(
    world: World, book: Book, away: Attendance, week: Sequence[date], klass: ClassItem
) -> None:
    place = world.classes().index(klass)
    day = week[(place * 2) % len(week)]
    dice, teacher = world.dice(KEY, day, klass.id), world.named(klass.homeroom)
    taught = WITH_CHILDREN if klass.stage == "幼儿园" else TAUGHT
    topics = list(taught)
    topic = topics[(world.calendar.week(day) + place) % len(topics)]
    roll, present = _there(away, day, klass)
    at = later(moment(day, "15:05"), dice, 0, 50).replace(second=0)
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "scope": "班级",
        "form": FORMS[(world.calendar.week(day) + place) % len(FORMS)],
        "topic": topic,
        "organizer": teacher.name,
        "groups": [{"class_": klass.name, "expected": roll, "present": present}],
        "content": dice.choice(taught[topic]),
        "effect": dice.choice(EFFECTS),
    }
    title = f"{klass.name}{topic}安全教育"
    _file(world, book, label(day, klass.id), data, at, title)


def _gather(world: World, book: Book, away: Attendance, one: Together) -> None:
    day = date.fromisoformat(f"2026-{one.day}")
    classes = world.classes() if one.scope in ("全校", "家长") else ()
    groups = []
    for klass in classes:
        roll, present = _there(away, day, klass)
        groups.append({"class_": klass.name, "expected": roll, "present": present})
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "scope": one.scope,
        "form": one.form,
        "topic": one.topic,
        "organizer": one.organizer,
        "groups": groups,
        "content": one.content,
        "effect": one.effect,
        "before_holiday": one.before_holiday,
    }
    if not groups:
        data["others"] = "安全办2人、值班教师2人"
    if one.outside:
        data |= {"outside": one.outside, "police_contact": one.contact}
    at = moment(day, "08:10" if one.form == "升旗仪式" else "14:40")
    _file(world, book, label(day), data, at, f"{one.form}　{one.topic}")


def _file(
    world: World, book: Book, ref: str, data: dict[str, Any], at: datetime, title: str
) -> None:
    dice, organizer = world.dice(KEY, ref), world.named(data["organizer"])
    text = (title, data["date"], *_lines(data["content"]))
    photo = snap(f"{ref}.jpg", "board", text, at, dice)
    filed = later(at, dice, 45, 70)
    book.file(ref, filed, organizer, data | {"photos": [photo.name]}, photos=(photo,))
    book.sign(ref, later(filed, dice, 1, 3), organizer, "组织人")
    day = world.next_school_day(at.date()) if at.date() < world.calendar.term.end else at.date()
    seen = later(moment(day, "08:20"), dice, 0, 400)
    if at.date() == world.calendar.term.end:
        seen = later(filed, dice, 10, 30)
    book.sign(ref, max(seen, filed + timedelta(minutes=5)), world.the("vp_logistics"), "分管领导")


def _lines(text: str) -> list[str]:
    """For the picture: two lines of what stood on the board."""
    return [text[:18], text[18:36]]
