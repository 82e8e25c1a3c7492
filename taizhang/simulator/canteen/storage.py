"""Cold stores read twice a day, stores looked through every week, what went bad destroyed.

On purpose: a refrigerator at 10.4 ℃, a freezer at -10.5 ℃, starch past its date on a shelf, frost
of 1.4 cm, a label missing.
"""

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

from checklists.calendar import monday
from checklists.registers.canteen.food_storage_check import FoodStorageCheck
from taizhang.simulator.canteen.menu import lunch
from taizhang.simulator.courses import SPOT, WEEK, Course, Round
from taizhang.simulator.term import meal_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "food_storage_check"
DEVICES = (("LC-01", "冷藏", 18, 52), ("LC-02", "冷藏", 25, 64), ("LD-01", "冷冻", -205, -172))
"""Number, kind, tenths of ℃ it is between."""
OUT: Mapping[date, tuple[int, str, dict[str, Any]]] = {
    date(2026, 4, 23): (1, "temp2", {"temp2": "10.4", "retest": "5.2", "retested_after": 40,
                                     "action": "门未关严，关门并把豆制品移至LC-01，40分钟后复测"}),
    date(2026, 6, 16): (2, "temp1", {"temp1": "-10.5", "retest": "-17.8", "retested_after": 60,
                                     "action": "夜间跳闸，合闸并检查肉品无解冻，60分钟后复测"}),
}  # fmt: skip
"""Day: which device, which reading, and what was done."""
EXPIRED = date(2026, 5, 22)
FAULTS: Mapping[date, tuple[str, str, Mapping[str, str]]] = {
    date(2026, 3, 27): ("I02", "一袋木耳标签脱落，当场按入库单补贴", {}),
    date(2026, 6, 5): ("I09", "LD-01内壁结霜1.4cm，当日停机除霜", {"frost": "1.4"}),
}
REMARKS = {
    "I02": ("入库日期齐全", "新到大米已挂牌"),
    "I03": (
        "抽大米、菜籽油、酱油、木耳、蚝油五种，旧批在前",
        "抽小米、番茄酱、豆豉、紫菜、鸡蛋五种，旧批在前",
    ),
    "I04": ("逐批看过，无临期", "番茄酱一批临期28天，已单列"),
    "I07": ("本校不使用添加剂，专柜空置上锁",),
    "I08": ("挡鼠板在位，温湿度计62%", "纱窗完好，除湿机正常"),
    "I10": ("专区上锁，本周无存放", "不合格品区清空"),
}


def storage_checks(world: World) -> Script:
    """Daily readings, weekly checks, and one thing thrown away."""
    book, last = Book(KEY), {monday(day): day for day in meal_days(world.calendar)}
    for number, day in enumerate(meal_days(world.calendar)):
        officer = world.who("food_officer")[number % 4 == 3].name
        _read(world, book, day, officer)
        if last[monday(day)] == day:
            _look_through(world, book, day, officer)
    return Script(tuple(book.acts), courses=COURSES)


def _read(world: World, book: Book, day: date, officer: str) -> None:
    dice, ref, keeper = world.dice(KEY, day), f"cold-{day:%m%d}", world.the("warehouse_keeper")
    at = later(moment(day, "15:35"), dice, 0, 40)
    devices: list[dict[str, Any]] = [
        {"device": name, "kind": kind}
        | {part: _tenths(dice, low, high) for part in ("temp1", "temp2")}
        for name, kind, low, high in DEVICES
    ]
    box = lunch(world, day).box_temp
    kept = {"device": "LY-01", "kind": "留样冷藏", "temp1": box, "temp2": _tenths(dice, 30, 62)}
    data: dict[str, Any] = {"scope": "每日测温", "date": str(day), "keeper": keeper.name}
    photos = []
    if day in OUT:
        place, name, found = OUT[day]
        devices[place] |= found
        text = (f"{found[name]}℃", devices[place]["device"])
        photos = [snap(f"{ref}.jpg", "fridge", text, moment(day, "14:20"), dice)]
        data["photos"] = [photo.name for photo in photos]
    book.file(ref, at, keeper, data | {"devices": [*devices, kept]}, photos=photos)
    at = later(at, dice, 1, 4)
    book.sign(ref, at, keeper, "仓管员")
    book.sign(ref, later(at, dice, 4, 40), world.named(officer), "食品安全员")


def _tenths(dice: random.Random, low: int, high: int) -> str:
    return f"{dice.randint(low, high) / 10}"


def _look_through(world: World, book: Book, day: date, officer: str) -> None:
    dice, ref, keeper = (
        world.dice(KEY, day, "w"),
        f"stock-{day:%m%d}",
        world.the("warehouse_keeper"),
    )
    at = later(moment(day, "14:05"), dice, 0, 60)
    checks: dict[str, dict[str, Any]] = {
        one.id: {"verdict": "合格"} for one in FoodStorageCheck.items
    }
    for key in dice.sample(sorted(REMARKS), dice.randint(3, 4)):
        checks[key]["remark"] = dice.choice(REMARKS[key])
    checks["I01"]["measured"] = {"gap": str(dice.randint(12, 16))}
    checks["I08"]["measured"] = {"board": "60"}
    checks["I09"]["measured"] = {"frost": f"{dice.randint(2, 8) / 10}"}
    data: dict[str, Any] = {
        "scope": "每周库存检查",
        "date": str(day),
        "week": world.calendar.week(day),
        "keeper": keeper.name,
        "checks": checks,
    }
    photos = []
    if day in FAULTS:
        key, remark, measured = FAULTS[day]
        found = {"verdict": "不合格", "remark": remark, "handling": "当场整改", "place": "食堂库房"}
        checks[key] |= found | ({"measured": dict(measured)} if measured else {})
    if day == EXPIRED:
        photos = [snap(f"{ref}.jpg", "canteen", ("食堂库房", "过期淀粉染色销毁"), at, dice)]
        checks["I04"] = _expired()
        data |= {"disposals": [_thrown_away(world)], "received_by": officer}
        data["photos"] = [photo.name for photo in photos]
    at = later(at, dice, 12, 20)
    book.file(ref, at, keeper, data, photos=photos)
    at = later(at, dice, 1, 4)
    book.sign(ref, at, keeper, "仓管员")
    at = later(at, dice, 4, 30)
    book.sign(ref, at, world.named(officer), "食品安全员")
    if photos:
        book.sign(
            ref, later(at, dice, 2, 6), world.the("canteen_manager"), "见证人", "现场见证销毁"
        )


def _expired() -> dict[str, Any]:
    return {
        "verdict": "不合格",
        "remark": "货架里侧土豆淀粉2袋已过保质期3天",
        "place": "食堂库房",
        "handling": "当场整改",
        "action": "立即下架封存，当场染色毁形销毁，逐架再清一遍",
    }


def _thrown_away(world: World) -> dict[str, Any]:
    return {
        "food": "土豆淀粉",
        "batch_qty": "20250519，2袋",
        "stock": "2",
        "qty": "2",
        "reason": "超过保质期",
        "method": "染色毁形销毁",
        "handler": world.the("warehouse_keeper").name,
        "witness": world.the("canteen_manager").name,
    }


COURSES = (
    Course(("cold-0423", f"{KEY}.devices.2.temp2"), "冷藏柜超温", "04-23 16:40", SPOT,
           "豆制品移至LC-01，该柜暂停存放", "牛铁生", "04-23",
           (Round("04-23 17:20", "更换门封条，试运行后柜温4.6℃", "04-23 17:50"),),
           place="食堂操作间"),
    Course(("cold-0616", f"{KEY}.devices.3.temp1"), "冷冻柜跳闸", "06-16 16:50", WEEK,
           "肉品逐袋查看无解冻，加装临时温度报警器", "牛铁生", "06-18",
           (Round("06-17 16:20", "更换漏电保护器、拆除接插板，连续24小时-18℃以下",
                  "06-18 10:30"),),
           "165.00", place="食堂库房"),
    Course(("stock-0522", f"{KEY}.I04"), "过期淀粉", "05-22 16:20", SPOT,
           "已下架封存，当日染色销毁，库房逐架清查", "倪素云", "05-22",
           (Round("05-22 16:50", "库房逐架清查完毕，设临期食品专架，先进先出卡重新排序",
                  "05-22 17:20"),)),
)  # fmt: skip
