"""The gardener's weeks: cutting, weeding, feeding, spraying, and dead branches before the floods.

On purpose: a broken branch found in April, followed up as a hazard.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from checklists.calendar import monday
from taizhang.simulator import term
from taizhang.simulator.courses import WEEK, Course, Round
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "greening_maintenance"
PLANTS: Mapping[str, tuple[str, ...]] = {
    "后院绿化带": ("香樟、桂花", "麦冬草坪", "冬青篱"),
    "教学楼前花坛": ("月季", "红叶石楠", "结缕草"),
    "大门花架": ("紫藤", "盆栽三角梅", "吊兰"),
}
WORKS: Mapping[int, tuple[str, ...]] = {
    3: ("清运", "补植", "修剪", "施肥"),
    4: ("除草", "修剪", "浇水", "施肥"),
    5: ("修剪", "除草", "支撑", "治虫"),
    6: ("除草", "修剪", "浇水", "清运"),
    7: ("修剪", "除草", "浇水", "清运"),
}
QUANTITY = {"浇水": 180, "除草": 120, "修剪": 60, "施肥": 80, "治虫": 60, "补植": 40, "支撑": 6,
            "清运": 90, "登高修枝": 5}  # fmt: skip
BRANCH = date(2026, 4, 8)
CLIMBING = date(2026, 5, 21)


def greening(world: World) -> Script:
    """A work or two a week."""
    book = Book(KEY)
    weeks: dict[date, list[date]] = {}
    for day in school_days(world.calendar):
        weeks.setdefault(monday(day), []).append(day)
    for number, days in enumerate(weeks.values()):
        works = WORKS[days[-1].month]
        for turn, day in enumerate({days[len(days) // 2], days[-1]} if number % 2 else {days[-1]}):
            _work(world, book, day, number + turn, works[(number + turn) % len(works)])
    _work(world, book, BRANCH, 2, "清运")
    _work(world, book, CLIMBING, 0, "登高修枝")
    return Script(tuple(book.acts), courses=(COURSE,))


def _work(world: World, book: Book, day: date, number: int, work: str) -> None:
    dice, ref = world.dice(KEY, day, work), f"green-{day:%m%d}-{work}"
    gardener, clerk = world.the("gardener"), world.named("邱慕白")
    area = [*PLANTS][number % len(PLANTS)]
    start = later(moment(day, "16:20" if work in ("治虫", "登高修枝") else "09:10"), dice, 0, 40)
    end = start + timedelta(minutes=dice.randint(40, 70))
    photos = (
        snap(f"{ref}-1.jpg", "green", (area, f"{work}前"), start, dice),
        snap(f"{ref}-2.jpg", "green", (area, f"{work}后"), end, dice),
    )
    data: dict[str, Any] = {
        "date": str(day),
        "area": area,
        "worker": gardener.name,
        "weather": term.weather(day, world.dice("weather", day)),
        "work": work,
        "plant": dice.choice(PLANTS[area]),
        "qty": f"{QUANTITY[work] + dice.randint(0, 30) / 2}",
        "result": dice.choice(("好", "好", "好", "一般")),
        "photos_before": [photos[0].name],
        "photos_after": [photos[1].name],
    } | _care(day, work)
    if day == BRANCH:
        data["trees"] = "有枯枝断枝"
    at = later(end, dice, 5, 20)
    book.file(ref, at, gardener, data, photos=photos)
    at = later(at, dice, 1, 3)
    book.sign(ref, at, gardener, "绿化工")
    book.sign(ref, later(at, dice, 2, 12), clerk, "总务处", "现场看过" if number % 4 == 0 else "")


def _care(day: date, work: str) -> dict[str, Any]:
    """What was spread, and how people were kept safe."""
    if work == "施肥":
        return {"material": "复合肥（15-15-15）6kg，沟施覆土"}
    if work == "治虫":
        return {
            "material": "吡虫啉10%可湿性粉剂，2000倍液15L",
            "safe": "放学后作业，口罩手套，作业区拉警戒带",
            "pupils_away": True,
            "sign_until": str(day + timedelta(days=7)),
        }
    if work == "登高修枝":
        return {"safe": "放学后作业，树下隔离，系安全带，一人监护", "workers": 2}
    return {}


COURSE = Course(
    ("green-0408-清运", f"{KEY}.trees"),
    "断枝悬挂",
    "04-08 14:20",
    WEEK,
    "树下拉警戒带，步道绕行",
    "葛长林",
    "04-10",
    (Round("04-09 17:00", "两人配合修除断枝两根，伤口涂抹愈合剂，枝条清运", "04-10 08:50"),),
    place="大门花架",
)
