"""Supervision: looked around every week, sat down every month, once in the canteen itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from checklists.cadence import months
from checklists.calendar import monday
from checklists.registers.canteen.canteen_supervision import CanteenSupervision
from taizhang.simulator.canteen import kitchen
from taizhang.simulator.canteen.kitchen_words import FAULTS
from taizhang.simulator.fees_finance.accounts import meals
from taizhang.simulator.patrol_hazards.hazard_words import COURSES
from taizhang.simulator.plan import NumberOf
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "canteen_supervision"
ON_THE_SPOT, SPOT_CHECKS = date(2026, 5, 14), (date(2026, 4, 15), date(2026, 6, 10))
ATTENDING = ("food_director", "food_officer", "canteen_manager")
DIRTY = date(2026, 4, 24)
RISKS = (
    ("气温回升，成品存放时间偏长", "分两批出锅，备餐不超过40分钟", "周䶮，下周五前"),
    ("高年级领餐高峰与送餐车交叉", "错峰5分钟领餐，通道划线", "周䶮，下周三前"),
    ("雨季库房返潮", "除湿机每日开6小时，粮食离墙再检查", "倪素云，下周五前"),
    ("新到蔬菜农残快检频次不足", "每批抽检2种，结果贴公示栏", "贺珺，下周一起"),
    ("洗消间地面湿滑", "铺防滑垫，收餐后拖干", "金秀莲，下周二前"),
    ("分餐人员夏季口罩佩戴松脱", "换耳挂可调口罩，分餐前互检", "任可心，下周一前"),
    ("冷藏柜开门次数多、柜温波动", "分时段取料，柜门贴取料单", "丁长顺，下周三前"),
)
MEETINGS = (
    "上月问题已整改，下月重点抓出锅时间和餐具快检",
    "食材价格平稳，伙食费收支基本持平，下月公布账目",
    "天气转热，严禁隔餐食品，留样柜每日两次测温",
    "期末前完成设备检修和库存清零计划",
    "暑期封存前清洗消毒，剩余食材退回或处置",
    "备餐间空调已修复，优先安排更换老旧消毒柜",
)


def supervision(world: World) -> Script:
    """All of the term."""
    book, last = Book(KEY), {monday(day): day for day in school_days(world.calendar)}
    weeks, before = list(last.values()), 0
    for number, day in enumerate(weeks):
        issues = _issues(world, day)
        _look_around(world, book, day, number, "周排查", issues, before)
        before = len(issues)
    for number, day in enumerate(SPOT_CHECKS):
        _look_around(world, book, day, number + 3, "不定期抽查", [], 0)
    for number, month in enumerate(months(world.calendar)):
        days = [day for day in school_days(world.calendar) if day.month == month.month]
        _sit_down(world, book, days[-1], number, "月调度")
    _sit_down(world, book, ON_THE_SPOT, 5, "现场办公会")
    return Script(tuple(book.acts))


def _names(world: World, posts: Sequence[str]) -> list[str]:
    return [world.the(post).name for post in posts]


def _issues(world: World, day: date) -> list[dict[str, Any]]:
    """What the daily checks of the week found, and whether it is closed by now."""
    week = [monday(day) + timedelta(days=offset) for offset in range((day - monday(day)).days + 1)]
    return [
        {
            "source": NumberOf(kitchen.label(one)),
            "what": FAULTS[one].remark,
            "closed": FAULTS[one].handling == "当场整改" or _is_closed(one, day),
        }
        for one in week
        if one in FAULTS and world.calendar.is_meal_day(one)
    ]


def _is_closed(found: date, day: date) -> bool:
    """Whether its hazard was closed, or struck out as mistyped, by a day."""
    if found == kitchen.MISREAD:
        return True
    course = next(one for one in COURSES if one.ref[0] == kitchen.label(found))
    return date.fromisoformat(f"2026-{course.rounds[-1].review.split()[0]}") <= day


def _look_around(
    world: World,
    book: Book,
    day: date,
    number: int,
    kind: str,
    issues: Sequence[dict[str, Any]],
    before: int,
) -> None:
    dice, ref = world.dice(KEY, day, kind), f"supervision-{day:%m%d}-{kind}"
    at = later(moment(day, "16:05" if kind == "周排查" else "10:20"), dice, 0, 35)
    photo = snap(f"{ref}.jpg", "canteen", (f"食堂{kind}", f"{day:%m月%d日}现场"), at, dice)
    risk, measure, owner_due = RISKS[number % len(RISKS)]
    data = {
        "kind": kind,
        "date": str(day),
        "host": world.the("food_director").name,
        "attendees": _names(world, ATTENDING),
        "issues": list(issues),
        "risk": risk,
        "measure": measure,
        "owner_due": owner_due,
        "last_total": before,
        "last_done": before,
        "photos": [photo.name],
        "checks": _checks(day, dice),
    }
    at = later(at, dice, 20, 35)
    book.file(ref, at, world.the("food_director"), data, photos=[photo])
    book.sign(ref, later(at, dice, 2, 9), world.the("food_director"), "总监")


def _checks(day: date, dice: Any) -> dict[str, dict[str, Any]]:
    checks: dict[str, dict[str, Any]] = {
        one.id: {"verdict": "合格"} for one in CanteenSupervision.items
    }
    checks["I02"]["measured"] = {"done": "100"}
    checks["I03"]["remark"] = dice.choice(
        ("票物一致", "抽肉、蛋、豆腐、青菜、大米5批，齐全", "电子票与纸质票一致")
    )
    checks["I04"]["measured"] = {"off": f"{dice.randint(1, 16) / 10}"}
    checks["I07"]["measured"] = {"clean": "100"}
    checks["I08"] = {"verdict": "不适用", "remark": "食堂自营"}
    if day == DIRTY:
        checks["I07"] = {
            "verdict": "不合格",
            "measured": {"clean": "90"},
            "remark": "1只餐盘ATP超标",
            "handling": "当场整改",
            "action": "该批餐盘全部重洗，复测10件全部合格",
        }
    return checks


def _sit_down(world: World, book: Book, day: date, number: int, kind: str) -> None:
    dice, ref = world.dice(KEY, day, kind), f"supervision-{day:%m%d}-{kind}"
    principal, director = world.the("principal"), world.the("food_director")
    found = sum((one.year, one.month) == (day.year, day.month) and one <= day for one in FAULTS)
    at = later(moment(day, "15:20" if kind == "月调度" else "09:30"), dice, 0, 20)
    photo = snap(
        f"{ref}.jpg", "board", (f"食品安全{kind}", *MEETINGS[number].split("，")), at, dice
    )
    risk, measure, owner_due = RISKS[(number * 3 + 1) % len(RISKS)]
    data: dict[str, Any] = {
        "kind": kind,
        "date": str(day),
        "host": principal.name,
        "attendees": _names(world, ("principal", "logistics_head", *ATTENDING)),
        "risk": risk,
        "measure": measure,
        "owner_due": owner_due,
        "last_total": found,
        "last_done": found,
        "conclusion": MEETINGS[number],
        "photos": [photo.name],
    }
    if kind == "月调度":
        taken, spent = meals(f"{day:%Y-%m}")
        data |= {"fund": str(spent), "fund_in": str(taken)}
    at = later(at, dice, 40, 50)
    book.file(ref, at, director, data, photos=[photo])
    at = later(at, dice, 2, 9)
    book.sign(ref, at, director, "总监")
    if kind == "月调度":
        book.sign(ref, later(at, dice, 3, 9), principal, "校长", "同意，按会议要求落实")
