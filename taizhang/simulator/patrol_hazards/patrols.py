"""Daily patrols of the term, and what went wrong with them."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from checklists.registers.patrol_hazards.daily_patrol import DailyPatrol
from records.directory import PersonItem
from taizhang.simulator import term
from taizhang.simulator.checking import Trouble, picture
from taizhang.simulator.patrol_hazards.patrol_words import (
    FOLLOWED_UP,
    MORNING_ROUTES,
    ON_THE_SPOT,
    REMARKS,
    ROUTES,
)
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import Gap
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "daily_patrol"
ROSTER = ("邱慕白", "尹乐之", "冯晓棠", "纪闻舟", "蓝若溪", "傅景行")
HEAD = "总务主任"

MISSING = (
    Gap(KEY, date(2026, 3, 19)),
    Gap(KEY, date(2026, 5, 27), reason="全校应急疏散演练，总务处全员在演练岗位，未安排代巡"),
)
LATE = {
    date(2026, 4, 8): "当日校园网检修未能录入，据值班手册补录",
    date(2026, 6, 16): "巡视人外出培训返校较晚，据纸质巡视单补录",
}
TWICE = date(2026, 3, 10)
WRONG_TIME = date(2026, 4, 15)
NO_PICTURE = date(2026, 3, 26)
COPIED = tuple(date(2026, 5, day) for day in (18, 19, 20, 21, 22, 25))
SIGNED_AT_ONCE = tuple(date(2026, 4, day) for day in (13, 14, 15, 16, 17, 20, 21, 22, 23, 24))
TYPED_BY_CLERK = (date(2026, 3, 17), date(2026, 6, 3))

OPINIONS = ("已阅", "同意，请继续跟进", "记录完整", "已阅，请保洁组注意雨天防滑", "已阅，谢谢")


def label(day: date, period: str = "下午") -> str:
    """Name of a patrol in the plan."""
    return f"patrol-{day:%m%d}-{'am' if period == '上午' else 'pm'}"


@dataclass(frozen=True, slots=True)
class Round:
    """One patrol as it was walked."""

    day: date
    period: str
    start: datetime
    end: datetime
    route: str
    patroller: PersonItem
    checks: Mapping[str, Mapping[str, Any]]
    photos: tuple[Photo, ...]

    @property
    def ref(self) -> str:
        """Label."""
        return label(self.day, self.period)

    @property
    def is_copied(self) -> bool:
        """One of the six that are alike."""
        return self.day in COPIED

    def data(self, weather: str) -> dict[str, Any]:
        """As handed in."""
        return {
            "date": self.day.isoformat(),
            "weather": "晴 17～26℃" if self.is_copied else weather,
            "period": self.period,
            "route": self.route,
            "patroller": self.patroller.name,
            "start": stamp(self.start),
            "end": stamp(self.end),
            "checks": self.checks,
        }


def patrols(world: World) -> Script:
    """All patrols of the term."""
    book = Book(KEY)
    gaps = {gap.day for gap in MISSING}
    for number, day in enumerate(term.school_days(world.calendar)):
        if day in gaps:
            continue
        for one in _rounds(world, day, number):
            _carry_out(world, book, one)
    if world.holds(term.STORM):
        _after_the_storm(world, book)
    return Script(
        tuple(book.acts),
        missing=tuple(gap for gap in MISSING if world.holds(gap.day)),
        late=tuple(Gap(KEY, day, reason=LATE[day]) for day in LATE if world.holds(day)),
        extra=(Gap(KEY, term.STORM),) if world.holds(term.STORM) else (),
    )


# ---- walking


def _rounds(world: World, day: date, number: int) -> Iterator[Round]:
    dice = world.dice(KEY, day)
    if world.full and day not in (*LATE, *COPIED) and dice.random() < 0.18:
        yield _walk(world, day, "上午", ROSTER[(number + 3) % len(ROSTER)])
    yield _walk(world, day, "下午", "傅景行" if day in COPIED else ROSTER[number % len(ROSTER)])


def _walk(world: World, day: date, period: str, name: str) -> Round:
    dice = world.dice(KEY, day, period)
    morning = period == "上午"
    start = later(moment(day, "09:20" if morning else "14:40"), dice, 0, 60).replace(second=0)
    end = start + timedelta(minutes=dice.randint(16, 28) if morning else dice.randint(24, 47))
    if day in COPIED:
        start, end = moment(day, "15:10"), moment(day, "15:24")
    route = dice.choice(MORNING_ROUTES if morning else ROUTES)
    checks, photos = _look(world, day, period, start, dice)
    if day in COPIED:
        route, checks, photos = ROUTES[0], _passed(), ()
    return Round(day, period, start, end, route, world.named(name), checks, photos)


def _passed() -> dict[str, dict[str, Any]]:
    return {item.id: {"verdict": "合格"} for item in DailyPatrol.items}


def _look(
    world: World, day: date, period: str, at: datetime, dice: random.Random
) -> tuple[dict[str, dict[str, Any]], tuple[Photo, ...]]:
    checks, photos = _passed(), []
    for item in dice.sample(sorted(REMARKS), dice.randint(2, 4)):
        checks[item]["remark"] = dice.choice(REMARKS[item])
    for trouble in _troubles(day, period, dice):
        photo = picture(trouble, label(day, period), at, dice)
        photos.append(photo)
        checks[trouble.item] = trouble.found([photo.name])
    if day.weekday() == 0 and period == "下午":  # 正常每周抽拍
        name = f"{label(day, period)}-I16.jpg"
        text = ("绿区", f"MH-{dice.randint(1, 16):02}", "干粉ABC")
        photos.append(snap(name, "extinguisher", text, later(at, dice, 3, 14), dice))
        checks["I16"].setdefault("photos", []).append(name)
    return checks, tuple(photos)


def _troubles(day: date, period: str, dice: random.Random) -> Iterator[Trouble]:
    if period == "下午" and day in FOLLOWED_UP:
        yield FOLLOWED_UP[day]
    elif dice.random() < 0.16 or day == NO_PICTURE:
        yield dice.choice([one for one in ON_THE_SPOT if one.item != "I16"])


# ---- writing it down


def _carry_out(world: World, book: Book, one: Round) -> None:
    dice = world.dice(KEY, one.ref, "paper")
    data = one.data(term.weather(one.day, world.dice("weather", one.day)))
    at = moment(one.day, "15:30") if one.is_copied else later(one.end, dice, 4, 38)
    if one.period == "下午" and one.day in LATE:
        _file_late(world, book, one, data)
    elif one.day == NO_PICTURE and one.period == "下午":
        _file_without_picture(world, book, one, data, at)
    else:
        typist = world.named("邱慕白") if one.day in TYPED_BY_CLERK else None
        book.file(one.ref, at, one.patroller, data, typed_by=typist, photos=one.photos)
        signed = later(at, dice, 1, 1 if one.is_copied else 3)
        book.sign(one.ref, signed, one.patroller, "巡视人")
        _review(world, book, one, signed, dice)
    if one.period == "下午":
        _afterwards(world, book, one, data)


def _review(world: World, book: Book, one: Round, after: datetime, dice: random.Random) -> None:
    head = world.the("logistics_head")
    if one.day in SIGNED_AT_ONCE and one.period == "下午":
        place = SIGNED_AT_ONCE.index(one.day)
        at = moment(date(2026, 4, 27), "16:02", timedelta(seconds=5 * place))
        book.sign(one.ref, at, head, HEAD)
        return
    if one.is_copied:
        if one.day != COPIED[-1]:  # five times at the same minute: nobody looked
            same = moment(world.next_school_day(one.day), "07:58")
            book.sign(one.ref, same + timedelta(seconds=dice.randint(0, 59)), head, HEAD)
        return
    luck = dice.random()
    at = later(after, dice, 6, 55)
    if luck > 0.7:
        at = later(moment(world.next_school_day(one.day), "07:50"), dice, 0, 50)
    if luck > 0.95:
        at = later(moment(world.next_school_day(one.day, 2), "08:10"), dice, 0, 90)
    opinion = dice.choice(OPINIONS) if dice.random() < 0.3 else ""
    book.sign(one.ref, max(at, later(after, dice, 6, 55)), head, HEAD, opinion)


def _file_late(world: World, book: Book, one: Round, data: Mapping[str, Any]) -> None:
    at = moment(world.next_school_day(one.day, 2), "08:36")
    book.file(one.ref, at, one.patroller, data, reason=LATE[one.day], photos=one.photos)
    head = world.the("logistics_head")
    book.approve_late(one.ref, at + timedelta(hours=1), head, "情况属实，同意补录，请当日事当日记")
    book.sign(one.ref, at + timedelta(hours=1, minutes=8), one.patroller, "巡视人")
    book.sign(one.ref, at + timedelta(hours=2), head, HEAD)


def _file_without_picture(
    world: World, book: Book, one: Round, data: Mapping[str, Any], at: datetime
) -> None:
    bare = {
        key: {name: value for name, value in check.items() if name not in ("photos", "place")}
        for key, check in one.checks.items()
    }
    book.file(one.ref, at, one.patroller, {**data, "checks": bare})
    head = world.the("logistics_head")
    book.give_back(
        one.ref, at + timedelta(minutes=40), head, "不合格项没有写部位、没有照片，请补齐后再交"
    )
    again = at + timedelta(minutes=66)
    book.correct(
        one.ref,
        again,
        one.patroller,
        {"checks": one.checks},
        "按退回意见补填部位和照片",
        one.photos,
    )
    book.sign(one.ref, again + timedelta(minutes=1), one.patroller, "巡视人")
    book.sign(one.ref, again + timedelta(minutes=9), head, HEAD, "已补齐")


def _afterwards(world: World, book: Book, one: Round, data: Mapping[str, Any]) -> None:
    if one.day == TWICE:
        at = moment(one.day, "17:05")
        book.file(f"{one.ref}-twice", at, one.patroller, data, photos=one.photos)
        book.void(
            f"{one.ref}-twice",
            at + timedelta(minutes=6),
            one.patroller,
            "网络卡顿重复提交，保留前一份",
        )
    if one.day == WRONG_TIME:
        _correct_time(world, book, one)
    if one.day == COPIED[-1] and world.holds(one.day):
        _rewrite_copied(world, book)


def _correct_time(world: World, book: Book, one: Round) -> None:
    at = moment(date(2026, 4, 16), "09:12")
    right = {"end": stamp(one.end + timedelta(minutes=10))}
    book.correct(one.ref, at, one.patroller, right, "结束时间误录，经核对值班手册更正")
    book.sign(one.ref, at + timedelta(minutes=1), one.patroller, "巡视人")


def _rewrite_copied(world: World, book: Book) -> None:
    """Six patrols alike: the head noticed, and had the last one written anew."""
    head, patroller = world.the("logistics_head"), world.named("傅景行")
    ref = label(COPIED[-1])
    back = moment(COPIED[-1], "16:20")
    book.give_back(ref, back, head, "连续六份记录一字不差，请核对现场后如实重填")
    start = moment(COPIED[-1], "16:30")
    checks, photos = _look(world, COPIED[-1], "下午", start, world.dice(KEY, "rewritten"))
    right = {"checks": checks, "start": stamp(start), "end": stamp(start + timedelta(minutes=27))}
    again = moment(COPIED[-1], "17:06")
    book.correct(ref, again, patroller, right, "重新巡视后如实填写", photos)
    book.sign(ref, again + timedelta(minutes=1), patroller, "巡视人")
    opinion = "已与本人谈话，今后须逐项看、如实记"
    book.sign(ref, moment(date(2026, 5, 26), "08:05"), head, HEAD, opinion)


def _after_the_storm(world: World, book: Book) -> None:
    """No school on the day of the storm, but somebody looked (加查)."""
    day = term.STORM
    checks = _passed()
    checks["I02"]["remark"] = "地下室入口沙袋已码放，操场低洼处积水约5厘米，正在抽排"
    checks["I11"] = {"verdict": "未检", "remark": "暴雨，室外器材未检，雨停后复查"}
    checks["I14"]["remark"] = "香樟支撑加固，未见倒伏"
    one = Round(
        day,
        "下午",
        moment(day, "14:05"),
        moment(day, "14:52"),
        "围墙一周—综合楼B地下室—教学楼A—食堂外围",
        world.named("邱慕白"),
        checks,
        (),
    )
    data = one.data(term.weather(day, world.dice()))
    book.file(one.ref, moment(day, "15:10"), one.patroller, data)
    book.sign(one.ref, moment(day, "15:11"), one.patroller, "巡视人")
    head = world.the("logistics_head")
    book.sign(one.ref, moment(day, "17:20"), head, HEAD, "辛苦，夜间继续值守")
