"""Monthly checks of the fire extinguishers, half-monthly in boiler room and basement."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from checklists.registers.fire_safety.fire_extinguisher_inspection import (
    CARBON_DIOXIDE,
    NO_GAUGE,
    FireExtinguisherInspection,
)
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import Gap
from taizhang.simulator.school import Bottle
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "fire_extinguisher_inspection"
SUMMARY = "安全办（月汇总）"
ROUNDS = ((3, 4), (4, 2), (5, 6), (6, 3), (7, 1))
"""Month and first of the two days of its round."""
HALF = 18
"""Extinguishers up to this number are seen on the first day."""
SECOND_HALVES = (date(2026, 3, 18), date(2026, 4, 20), date(2026, 5, 19), date(2026, 6, 18))
MISSING = (
    Gap(KEY, date(2026, 4, 1), "MH-24", "美术教室粉刷封闭，当月未能进入检查", "2026年4月 MH-24"),
    Gap(KEY, date(2026, 5, 16), "MH-31"),
)
LATE = Gap(KEY, date(2026, 6, 1), "MH-20", "实验室期末盘点封库，6月15日启封后补查")
LATE_DAY = date(2026, 6, 15)
TYPED_BY_CLERK = date(2026, 4, 3)
FAR_AWAY = (date(2026, 5, 7), "MH-29")


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with an extinguisher.

    Attributes:
        columns: columns beside the check items.
        zone: where the needle stood, for the picture.
    """

    item: str
    remark: str
    action: str = ""
    handling: str = "报隐患"
    measured: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: str = "绿区"


def _out_of_use(substitute: str) -> dict[str, str]:
    return {"conclusion": "停用送修", "substitute": substitute}


DEFECTS: Mapping[tuple[int, str], Defect] = {
    (3, "MH-12"): Defect("I07", "塑封断开，保险销仍在位", "挂停用牌，送修重新铅封",
                         columns=_out_of_use("MH-15")),
    (3, "MH-29"): Defect("I03", "箱内有积灰、抹布，当场清出擦净", handling="当场整改"),
    (4, "MH-07"): Defect("I06", "指针落在红区，欠压", "挂停用牌，从四层调补一具", measured=
                         {"zone": "红区"}, columns=_out_of_use("MH-16"), zone="红区"),
    (5, "MH-11"): Defect("I04", "编号卡脱落，当场补贴", handling="当场整改"),
    (6, "MH-03"): Defect("I06", "指针落在黄区，超压", "挂停用牌，移离日晒窗边", measured=
                         {"zone": "黄区"}, columns=_out_of_use("MH-06"), zone="黄区"),
    (6, "MH-28"): Defect("I11", "5月22日到维修期，漏送检", "挂停用牌，送修，操作间调补一具",
                         columns=_out_of_use("MH-30")),
}  # fmt: skip
"""By month and extinguisher."""
LEAKING = (5, "MH-22")
WEIGHED = {LEAKING: "8.85", (4, "MH-21"): "8.90"}
"""kg; 8.90 of 9.20 is exactly ten per cent of the charge: it passes."""
AT_THE_LIMIT = (4, "MH-09")
REPAIRED = {
    "MH-07": date(2026, 4, 13),
    "MH-22": date(2026, 5, 18),
    "MH-27": date(2026, 5, 20),
    "MH-03": date(2026, 6, 8),
    "MH-28": date(2026, 6, 8),
}

REMARKS: Mapping[str, tuple[str, ...]] = {
    "I01": ("与平面图一致", "位置未动"),
    "I03": ("箱门开启灵活", "箱内已擦", "箱前无遮挡"),
    "I04": ("编号卡清楚", "夜光标识完好"),
    "I05": ("铭牌清晰",),
    "I10": ("压把灵活",),
    "I14": ("干燥通风", "离窗较远，无曝晒"),
}


def label(day: date, number: str) -> str:
    """Name of a check in the plan."""
    return f"bottle-{day:%m%d}-{number}"


def extinguisher_checks(world: World) -> Script:
    """All checks of the term."""
    book = Book(KEY)
    for day, hung in _rounds(world):
        _walk(world, book, day, hung)
    hung_here = {one.item.id for one in world.bottles}
    missing = [gap for gap in MISSING if world.holds(gap.day) and gap.subject in hung_here]
    late = [LATE] if world.holds(LATE_DAY) and LATE.subject in hung_here else []
    return Script(tuple(book.acts), tuple(missing), tuple(late))


def _rounds(world: World) -> Iterator[tuple[date, list[Bottle]]]:
    gaps = {(gap.day.month, gap.subject): gap.day.day for gap in (*MISSING, LATE)}
    for month, first in ROUNDS:
        for half in (0, 1):
            day = date(2026, month, first + half)
            on_this_day = [one for one in world.bottles if (_number(one) > HALF) == bool(half)]
            yield day, [one for one in on_this_day if gaps.get((month, one.item.id)) != 1]
    for day in SECOND_HALVES:
        often = [one for one in world.bottles if one.is_often]
        yield day, [one for one in often if gaps.get((day.month, one.item.id)) != 16]
    yield LATE_DAY, [one for one in world.bottles if one.item.id == LATE.subject]


def _number(bottle: Bottle) -> int:
    return int(bottle.item.id[3:])


def _walk(world: World, book: Book, day: date, hung: list[Bottle]) -> None:
    if not world.holds(day):
        return
    dice = world.dice(KEY, day)
    at = moment(day, "14:05", timedelta(minutes=dice.randint(0, 20)))
    checker, head = world.named("纪闻舟"), world.the("safety_officer")
    typist = world.named("冯晓棠") if day == TYPED_BY_CLERK else None
    summary = later(moment(world.next_school_day(day), "10:05"), dice, 0, 30)
    if not world.holds(day + timedelta(days=2)):
        summary = moment(day, "17:12")
    late = LATE.reason if day == LATE_DAY else ""
    for one in hung:
        at = later(at, dice, 3, 6)
        data, photos = _card(day, one, at, dice)
        ref = label(day, one.item.id)
        book.file(ref, at, checker, data, typed_by=typist, reason=late, photos=photos)
        signed = later(at, dice, 1, 2)
        if late:
            book.approve_late(ref, signed, head, "已核封库通知，同意补查补录")
        book.sign(ref, later(signed, dice, 0, 1), checker, "检查人")
        summary += timedelta(seconds=dice.randint(22, 50))
        book.sign(ref, summary, head, SUMMARY)


# ---- one card


def _card(
    day: date, bottle: Bottle, at: datetime, dice: random.Random
) -> tuple[dict[str, Any], tuple[Photo, ...]]:
    item, defect = bottle.item, _defect(day, bottle)
    data: dict[str, Any] = {
        "checked_on": day.isoformat(),
        "area": bottle.place.area,
        "checker": "纪闻舟",
        "ext_no": item.id,
        "location": bottle.place.name,
        "type": item.type,
        "spec": item.spec,
        "made_on": str(item.made_on),
        "scan_distance": "36.5" if (day, item.id) == FAR_AWAY else f"{dice.randint(5, 80) / 10}",
        "checks": _checks(day, bottle, defect, dice),
    }
    repaired = REPAIRED.get(item.id)
    if (repaired and repaired < day) or bottle.last_repair:
        data["last_repair"] = str(repaired if repaired and repaired < day else bottle.last_repair)
    if item.type == CARBON_DIOXIDE:
        data |= _weighed(day, bottle, dice)
    if defect:
        data |= defect.columns
    seen = f"{data['weight']}kg" if "weight" in data else defect.zone if defect else "绿区"
    photos = _photos(day, bottle, (seen, item.id, item.type), at, dice)
    if photos:
        data["photos"] = [photo.name for photo in photos]
    return data, photos


def _defect(day: date, bottle: Bottle) -> Defect | None:
    return None if day in SECOND_HALVES else DEFECTS.get((day.month, bottle.item.id))


def _checks(
    day: date, bottle: Bottle, defect: Defect | None, dice: random.Random
) -> dict[str, dict[str, Any]]:
    checks: dict[str, dict[str, Any]] = {
        one.id: {"verdict": "合格"} for one in FireExtinguisherInspection.items
    }
    for key in dice.sample(sorted(REMARKS), dice.randint(0, 2)):
        checks[key]["remark"] = dice.choice(REMARKS[key])
    at_the_limit = (day.month, bottle.item.id) == AT_THE_LIMIT
    top = 118 + _number(bottle) * 7 % 30 + dice.randint(-1, 1)
    checks["I02"]["measured"] = {
        "top": "1.50" if at_the_limit else f"{top / 100:.2f}",
        "bottom": "0.08" if at_the_limit else f"{(top - 104) / 100:.2f}",
    }
    weighed = bottle.item.type == CARBON_DIOXIDE
    checks["I06"]["measured"] = {"zone": NO_GAUGE if weighed else "绿区"}
    charge = "3" if weighed else bottle.item.spec[-1]
    checks["I08"]["measured"] = {"charge": charge, "hose": "有"}
    coated = _number(bottle) % 5 == 0
    checks["I09"]["measured"] = {"coating": "≤1/3" if coated else "无脱落"}
    checks["I13"] = {"verdict": "不适用", "remark": "手提式"}
    if defect:
        checks[defect.item] |= _found(defect, bottle)
    return checks


def _found(defect: Defect, bottle: Bottle) -> dict[str, Any]:
    found: dict[str, Any] = {
        "verdict": "不合格",
        "remark": defect.remark,
        "place": bottle.place.name,
        "handling": defect.handling,
    }
    if defect.action:
        found["action"] = defect.action
    if defect.measured:
        found["measured"] = dict(defect.measured)
    return found


def _weighed(day: date, bottle: Bottle, dice: random.Random) -> dict[str, str]:
    leaking = (day.month, bottle.item.id)
    weight = WEIGHED.get(leaking, f"{9.20 - dice.randint(0, 6) / 100:.2f}")
    columns = {
        "weight": weight,
        "rated_weight": bottle.rated_weight,
        "rated_charge": bottle.rated_charge,
    }
    return columns | (_out_of_use("MH-19") if leaking == LEAKING else {})


def _photos(
    day: date, bottle: Bottle, text: tuple[str, str, str], at: datetime, dice: random.Random
) -> tuple[Photo, ...]:
    number = bottle.item.id
    wrong = _defect(day, bottle) or (day.month, number) == LEAKING
    drawn_by_lot = (_number(bottle) + day.month * 3) % 10 == 0  # 正常每月抽10%
    if not (wrong or drawn_by_lot):
        return ()
    name = f"{label(day, number)}.jpg"
    return (snap(name, "extinguisher", text, at - timedelta(minutes=2), dice),)
