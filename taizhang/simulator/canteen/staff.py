"""The kitchen staff: health certificates before the term, examined every morning.

On purpose: one certificate renewed before the summer, one that runs out soon after the term (R03).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from checklists.posts import handles_food
from checklists.registers.canteen.canteen_morning_check import CanteenMorningCheck
from records.directory import PersonItem
from taizhang.simulator.people import PEOPLE
from taizhang.simulator.term import meal_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

HEALTH, MORNING = "canteen_staff_health", "canteen_morning_check"
REGISTERED = date(2026, 2, 27)
RENEWED = ("金秀莲", date(2026, 6, 23), date(2026, 6, 24))
"""Who has a new certificate, from when, registered when."""
RUNS_OUT_SOON = "韩立功"
KITCHEN = tuple(one for one in PEOPLE if handles_food(one.posts))
JOBS = {
    "canteen_manager": "食堂负责人",
    "cook": "厨师",
    "dishwasher": "洗消",
    "sample_keeper": "分餐",
    "purchaser": "采购",
}
CERTIFIED = {
    "周䶮": date(2025, 8, 18),
    "丁长顺": date(2025, 8, 18),
    "霍有福": date(2025, 8, 20),
    "崔玉芹": date(2025, 8, 20),
    "金秀莲": date(2025, 8, 22),
    "董玥": date(2025, 8, 25),
    "岳小满": date(2025, 8, 25),
    RUNS_OUT_SOON: date(2025, 7, 28),
}


# ---- certificates


def certificates(world: World) -> Script:
    """A line for everybody before the term, one more for the renewed certificate."""
    book = Book(HEALTH)
    at = moment(REGISTERED, "08:40")
    for number, person in enumerate(KITCHEN):
        at += timedelta(minutes=14)
        _register(world, book, person, (number, CERTIFIED[person.name]), at)
    name, since, day = RENEWED
    renewed = (len(KITCHEN), since)
    _register(world, book, world.named(name), renewed, moment(day, "14:20"))
    return Script(tuple(book.acts))


def _register(
    world: World, book: Book, person: PersonItem, certificate: tuple[int, date], at: datetime
) -> None:
    number, since = certificate
    place = KITCHEN.index(person)
    dice, ref, day = world.dice(HEALTH, number), f"health-{number}", at.date()
    photo = snap(
        f"{ref}.jpg",
        "page",
        (
            "从业人员健康证明",
            f"（示例）健字{since.year}-{number + 311:04}",
            person.name,
            str(since),
        ),
        at - timedelta(minutes=5),
        dice,
    )
    data = {
        "checked_on": day.isoformat(),
        "canteen": "云溪路小学食堂",
        "mode": "自营",
        "licence": "JY33310000001260",
        "licence_to": "2028-06-30",
        "name": person.name,
        "post": next(JOBS[post] for post in person.posts if post in JOBS),
        "hire_on": f"{2018 + place % 7}-09-01",
        "cert_no": f"健字{since.year}-{number + 311:04}",
        "first_cert_from": f"{2018 + place % 7}-08-{10 + place}",
        "cert_from": since.isoformat(),
        "cert_to": (since.replace(year=since.year + 1) - timedelta(days=1)).isoformat(),
        "training": _training(number),
        "bg_check": (CERTIFIED[person.name] + timedelta(days=4)).isoformat(),
        "scan": [photo.name],
    }
    book.file(ref, at, world.the("food_officer"), data, photos=[photo])
    at = later(at, dice, 2, 5)
    book.sign(ref, at, person, "本人")
    book.sign(ref, later(at, dice, 1, 3), world.the("food_officer"), "食品安全员")
    chief = moment(day, "16:30", timedelta(minutes=2 * number))
    book.sign(ref, chief, world.the("food_director"), "食品安全总监")


def _training(number: int) -> list[dict[str, str]]:
    return [
        {"day": "2025-08-27", "hours": "16", "score": f"{84 + number * 3 % 14}分"},
        {"day": "2025-11-14", "hours": "10", "score": "合格"},
        {"day": "2026-02-26", "hours": "16", "score": f"{86 + number * 5 % 13}分"},
    ]


# ---- every morning


@dataclass(frozen=True, slots=True)
class Trouble:
    """Somebody who was not well, or not as one comes to work.

    Attributes:
        item: check item that failed; its `symptom` in the person's line.
        back: school days at home; on the next day the doctor's word is written down.
    """

    who: str
    item: str
    symptom: str
    remark: str
    action: str = ""
    temp: str = ""
    result: str = "上岗"
    back: int = 0


FEVER = date(2026, 3, 24)
TROUBLES: Mapping[date, Trouble] = {
    date(2026, 3, 13): Trouble("崔玉芹", "I04", "指甲、首饰、化妆", "戴戒指一枚，当场取下"),
    FEVER: Trouble("霍有福", "I01", "发热、咳嗽、咽痛", "体温37.8℃，咽痛",
                   "当即离岗就医，其经手区域消毒", "37.8", "离岗就医", 3),
    date(2026, 4, 20): Trouble("丁长顺", "I06", "洗手消毒", "只洗12秒，当场按六步法重洗"),
    date(2026, 5, 12): Trouble("金秀莲", "I03", "手部及皮肤", "左手食指划伤，已包扎",
                               "包扎戴手套，调至非直接入口岗位", result="调岗"),
    date(2026, 6, 5): Trouble("岳小满", "I05", "工作衣帽口罩", "帽檐外露头发，当场整理"),
    date(2026, 6, 22): Trouble("崔玉芹", "I02", "腹泻、呕吐、黄疸", "自述夜间腹泻两次",
                               "离岗就医，切配由丁长顺代",
                               result="离岗就医", back=2),
}  # fmt: skip
REMARKS = {
    "I03": ("逐人看过手背手心", "无伤口"),
    "I04": ("指甲已剪短", "无首饰"),
    "I05": ("工作服新换", "口罩齐全", "围裙已洗"),
    "I08": ("手机统一放柜", "更衣柜已锁"),
}


def morning_checks(world: World) -> Script:
    """All mornings of the term."""
    book, away = Book(MORNING), dict[str, int]()
    for number, day in enumerate(meal_days(world.calendar)):
        _morning(world, book, day, number, away)
    return Script(tuple(book.acts))


def _morning(world: World, book: Book, day: date, number: int, away: dict[str, int]) -> None:
    dice, officer = world.dice(MORNING, day), world.who("food_officer")[number % 4 == 3]
    trouble, ref = TROUBLES.get(day), f"morning-{day:%m%d}"
    at = later(moment(day, "06:32"), dice, 0, 16).replace(second=0)
    people = [
        _examined(one, trouble, away, world) | {"temp": _temp(one, trouble, dice)}
        for one in KITCHEN
        if away.get(one.name, 0) <= 0 or away[one.name] == 1
    ]
    on_leave = len(KITCHEN) - len(people)
    data = {
        "date": day.isoformat(),
        "at": f"{at:%H:%M}",
        "first_cooking": "07:10",
        "checker": officer.name,
        "on_duty": len(KITCHEN),
        "on_leave": on_leave,
        "people": people,
        "checks": _checks(trouble, dice),
    }
    filed = later(at, dice, 6, 14)
    book.file(ref, filed, officer, data)
    book.sign(ref, later(filed, dice, 1, 4), officer, "食品安全员")
    for name in [*away]:
        away[name] -= 1
    if trouble and trouble.back:
        away[trouble.who] = trouble.back + 1


def _examined(
    person: PersonItem, trouble: Trouble | None, away: Mapping[str, int], world: World
) -> dict[str, Any]:
    line: dict[str, Any] = {"name": person.name, "result": "上岗", "confirmed": True}
    if trouble and trouble.who == person.name:
        line |= {"abnormal": [trouble.symptom], "result": trouble.result}
    if away.get(person.name) == 1:
        line["recovered"] = "已痊愈，医院证明交食品安全员存档，今日返岗"
    return line


def _temp(person: PersonItem, trouble: Trouble | None, dice: Any) -> str:
    if trouble and trouble.who == person.name and trouble.temp:
        return trouble.temp
    return f"{dice.randint(359, 369) / 10}"


def _checks(trouble: Trouble | None, dice: Any) -> dict[str, dict[str, Any]]:
    checks: dict[str, dict[str, Any]] = {
        one.id: {"verdict": "合格"} for one in CanteenMorningCheck.items
    }
    checks["I06"]["measured"] = {"seconds": str(dice.randint(21, 32))}
    for key in dice.sample(sorted(REMARKS), dice.randint(0, 2)):
        checks[key]["remark"] = dice.choice(REMARKS[key])
    if trouble:
        found = {
            "verdict": "不合格",
            "remark": f"{trouble.who}{trouble.remark}",
            "handling": "当场整改",
        }
        checks[trouble.item] |= found | ({"action": trouble.action} if trouble.action else {})
        if trouble.item == "I06":
            checks["I06"]["measured"] = {"seconds": "12"}
    return checks
