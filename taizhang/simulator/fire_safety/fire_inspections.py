"""Monthly fire inspections, one more before the summer; April and its hazard, May and June."""

from datetime import date, timedelta
from typing import Any

from checklists.registers.fire_safety.fire_inspection_monthly import FireInspectionMonthly
from taizhang.simulator.checking import passed, picture
from taizhang.simulator.fire_safety.fire_words import AT_INSPECTION, COURSES, INSPECTED
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "fire_inspection_monthly"
DAYS = (
    date(2026, 3, 20),
    date(2026, 4, 22),
    date(2026, 5, 21),
    date(2026, 6, 23),
    date(2026, 7, 2),
)
BUILDINGS = ("教学楼A", "综合楼B", "食堂")
LAST_ISSUES = (
    "寒假前检查2项，均已销号",
    "上月没有不合格项",
    "上月应急灯供电不足1项，4月28日销号",
    "上月抽问不熟练1项，已对保洁组补训",
    "上次室外消火栓被遮挡1项，当场清开；本次为放假前检查",
)


def label(day: date) -> str:
    """Name of an inspection in the plan."""
    return f"fire-inspection-{day:%m%d}"


def fire_inspections(world: World) -> Script:
    """All inspections of the term."""
    book = Book(KEY)
    for number, day in enumerate(DAYS):
        _inspect(world, book, day, number)
    ours = tuple(one for one in COURSES if one.ref[1].startswith(KEY))
    return Script(tuple(book.acts), courses=ours)


def _inspect(world: World, book: Book, day: date, number: int) -> None:
    dice, ref = world.dice(KEY, day), label(day)
    checker, head = world.the("vp_logistics"), world.the("logistics_head")
    at = later(moment(day, "14:20"), dice, 0, 30)
    photos = [
        snap(f"{ref}-{place}.jpg", "mended", (name, "防火检查"), later(at, dice, 4, 20), dice)
        for place, name in enumerate(BUILDINGS, 1)
    ]
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "scope": "、".join(BUILDINGS),
        "dept": "总务处",
        "checker": checker.name,
        "inspected": head.name,
        "participants": [checker.name, head.name, world.the("safety_officer").name, "牛铁生"],
        "last_issues": LAST_ISSUES[number],
        "photos": [one.name for one in photos],
        "checks": passed(FireInspectionMonthly.items, INSPECTED, dice),
    }
    _measure(data["checks"], day, number)
    if trouble := AT_INSPECTION.get(day.month):
        photos.append(picture(trouble, ref, at, dice))
        data["checks"][trouble.item] = trouble.found([photos[-1].name])
    filed = at + timedelta(minutes=95)
    book.file(ref, filed, checker, data, photos=photos)
    book.sign(ref, filed + timedelta(minutes=4), checker, "检查人")
    book.sign(ref, later(filed, dice, 6, 20), head, "被检查部门负责人")
    opinion = "不合格项限期整改" if day.month == DAYS[1].month else "已阅"
    signed = later(filed, dice, 25, 70)
    book.sign(ref, signed, world.the("principal"), "消防安全责任人", opinion)


def _measure(checks: dict[str, dict[str, Any]], day: date, number: int) -> None:
    readings = {
        "I04": {"lit": str(40 + number * 3 % 8)},
        "I06": {"pressure": f"0.{30 + number * 5 % 7}"},
        "I12": {"done": "100"},
        "I15": {"cleaned": "1"},
        "I22": {"since": str(6 + day.month - 3)},
    }
    for item, measured in readings.items():
        checks[item]["measured"] = measured
    checks["I10"] = {"verdict": "不适用", "remark": "没有宿舍，幼儿午睡室的探测器随全校系统"}
    checks["I11"]["remark"] = "没有防火卷帘，防火门闭合严密"
    checks["I18"] = {"verdict": "不适用", "remark": "没有单独的消控室，主机设在门卫室"}
