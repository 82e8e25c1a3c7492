"""Equipment maintained by its plan: what is tightened every month, cleaned every season or term.

Planted: the dough mixer's guard is found without effect in May, is taken out of use, and is a
hazard that is followed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checklists.registers.utilities_buildings.equipment_maintenance_record import (
    CONCERNS,
    EquipmentMaintenanceRecord,
)
from taizhang.simulator.courses import WEEK, Course, Round
from taizhang.simulator.photos import Photo
from taizhang.simulator.plant import EQUIPMENT
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "equipment_maintenance_record"
MONTHLY = (date(2026, 3, 6), date(2026, 4, 3), date(2026, 5, 6), date(2026, 6, 5))
BEFORE = date(2026, 2, 5)
"""Last time in the term before, of what is seen to every month."""


@dataclass(frozen=True, slots=True)
class Care:
    """How one thing is looked after.

    Attributes:
        days: when it was done; `last` is the time before the term, empty the first time.
        by: who does it; `user` who has it in use.
        content: what is done, another one each time.
    """

    asset: str
    cycle: str
    days: tuple[date, ...]
    last: str
    by: str
    user: str
    content: tuple[str, ...]


CARES = (
    Care("QX-01", "月", MONTHLY, str(BEFORE), "石望川", "闵星河",
         ("紧固连接螺栓16只，除锈补漆", "逐杆手摇，更换护套两只", "紧固、上油，查埋深",
          "紧固螺栓，补贴警示贴")),
    Care("QX-02", "月", MONTHLY, str(BEFORE), "石望川", "闵星河",
         ("紧固篮板螺栓12只，检查配重", "更换篮网一副，紧固底座", "除锈补漆，检查缓冲垫",
          "紧固螺栓，清理底座")),
    Care("WJ-01", "月", MONTHLY, str(BEFORE), "葛长林", "麦穗儿",
         ("滑道、绳网、踏板逐件手触，紧固螺栓", "更换绳网扣两只，清洗滑道",
          "查缓冲地垫接缝，补胶一处", "紧固踏板螺栓，查防松垫片")),
    Care("DT-01", "月", MONTHLY, str(BEFORE), "罗开山", "周䶮",
         ("查门锁、限位、钢丝绳，润滑导轨", "清洁井道，试紧急停止", "调整门联锁，试通话",
          "润滑导轨，查接地")),
    Care("CF-01", "月", (*MONTHLY[:3], date(2026, 5, 12), MONTHLY[3]), str(BEFORE),
         "牛铁生", "周䶮",
         ("查防护罩、急停、漏电保护，润滑", "清洁电机，试急停", "试急停，防护罩联锁失灵",
          "更换联锁开关，空载试机", "试急停、联锁，润滑")),
    Care("YY-01", "季", (date(2026, 3, 10), date(2026, 6, 9)), "2025-12-09", "罗开山", "周䶮",
         ("拆洗滤网、清洗烟道，清运油污", "清洗净化器极板和烟道")),
    Care("KT-01", "半年", (date(2026, 5, 20),), "2025-11-25", "葛长林", "庄允墨",
         ("拆洗室内机滤网18片，消毒，查冷凝水管",)),
    Care("ML-01", "半年", (date(2026, 4, 15),), "2025-10-20", "孟桂花", "程念禾",
         ("卫生间门帘24条拆洗、消毒、晾晒，核对阻燃标识",)),
    Care("NQ-01", "半年", (date(2026, 4, 16),), "2025-10-21", "吕春梅", "程念禾",
         ("走廊暖气罩擦洗，紧固固定片，尖角加护条",)),
    Care("DM-01", "季", (date(2026, 3, 11), date(2026, 6, 10)), "2025-12-10", "庄允墨", "欧阳澍",
         ("12台一体机除尘、校色，更换遥控电池", "除尘、查线，更换展台灯泡一只")),
    Care("GB-01", "半年", (date(2026, 3, 12),), "2025-09-11", "牛铁生", "庄允墨",
         ("逐点试音，更换喇叭线接头三处",)),
    Care("SB-01", "月", MONTHLY, str(BEFORE), "葛长林", "庄允墨",
         ("两泵切换试运行，紧固地脚", "查机械密封，润滑轴承", "清洗过滤器，测绝缘",
          "切换试运行，除锈")),
)  # fmt: skip
BROKEN = "CF-01", date(2026, 5, 6)
MENDED = "CF-01", date(2026, 5, 12)
PARTS = {MENDED: ("联锁开关", "86.00"), ("YY-01", date(2026, 3, 10)): ("滤网", "120.00")}
LICENCES = {"DT-01": ("TS360311-2201", "2026-11-30")}
"""Of special equipment: the maintainer's licence, and until when it is inspected by law."""
COURSES = (
    Course(("care-CF-01-0506", f"{KEY}.I06"), "联锁失灵", "05-06 17:00", WEEK,
           "拔掉插头、挂停用牌，和面改由人工", "牛铁生", "05-12",
           (Round("05-12 10:30", "更换防护罩联锁开关，开盖即停，漏电试跳动作正常",
                  "05-12 15:20"),), "86.00"),
)  # fmt: skip


def label(asset: str, day: date) -> str:
    """Name of a record in the plan."""
    return f"care-{asset}-{day:%m%d}"


def maintenance(world: World) -> Script:
    """All of the term."""
    book = Book(KEY)
    for one in CARES:
        last = one.last
        for number, day in enumerate(one.days):
            _care(world, book, one, day, last, one.content[number])
            last = day.isoformat()
    return Script(tuple(book.acts), courses=COURSES)


def _care(world: World, book: Book, one: Care, day: date, last: str, content: str) -> None:
    ref, item = label(one.asset, day), next(item for item in EQUIPMENT if item.id == one.asset)
    dice, by = world.dice(KEY, ref), world.named(one.by)
    start = later(moment(day, "12:40"), dice, 0, 150)
    photos = tuple(
        snap(f"{ref}-{when}.jpg", scene, (item.name, word), at, dice)
        for when, scene, word, at in (
            ("before", "broken", "保养前", start),
            ("after", "mended", "保养后", start + timedelta(minutes=25)),
        )
    )
    data: dict[str, Any] = {
        "plan": "BY-2026-01",
        "asset": item.name,
        "location": item.place,
        "custodian": one.user,
        "maintainer": one.by,
        "kind": item.type,
        "cycle": one.cycle,
        "last_on": last,
        "done_on": day.isoformat(),
        "content": content,
        "result": _result(one.asset, day),
        "parts_cost": [_part(*PARTS[one.asset, day])] if (one.asset, day) in PARTS else [],
        "photos_before": [photos[0].name],
        "photos_after": [photos[1].name],
        "checks": _checks(one.asset, item.type, day, photos),
    }
    if one.asset in LICENCES:
        data["licence"], data["inspect_valid"] = LICENCES[one.asset]
    typed = later(start + timedelta(minutes=30), dice, 0, 25)
    book.file(ref, typed, by, data, photos=photos)
    book.sign(ref, later(typed, dice, 0, 3), by, "保养人")
    seen = later(typed, dice, 10, 40)
    book.sign(ref, seen, world.named(one.user), "使用部门")
    book.sign(ref, later(seen, dice, 5, 30), world.the("logistics_clerk"), "总务处")


def _result(asset: str, day: date) -> str:
    return {BROKEN: "停用", MENDED: "修复"}.get((asset, day), "正常")


def _part(part: str, cost: str) -> dict[str, str]:
    return {"part": part, "cost": cost}


def _checks(asset: str, kind: str, day: date, photos: tuple[Photo, ...]) -> dict[str, Any]:
    ours = {f"I{number:02}" for number in CONCERNS.get(kind, ())}
    checks: dict[str, Any] = {
        one.id: {"verdict": "合格"} for one in EquipmentMaintenanceRecord.items if one.id in ours
    }
    if kind == "电梯":
        checks["I04"]["measured"] = {"days": str(9 + day.day % 5)}
    if (asset, day) == BROKEN:
        checks["I06"] = {
            "verdict": "不合格",
            "remark": "防护罩打开后不停机",
            "handling": "报隐患",
            "action": "断电挂停用牌",
            "photos": [],
        }
    return checks
