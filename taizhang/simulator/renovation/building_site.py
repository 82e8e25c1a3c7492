"""The log of the building site, a day each; one warning lamp is out and put right at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checklists.registers.renovation.construction_log import ConstructionLog
from taizhang.simulator import term
from taizhang.simulator.checking import Trouble, passed, picture
from taizhang.simulator.photos import Photo
from taizhang.simulator.renovation.projects import FLOOR, PIPES, Project
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "construction_log"


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on a day.

    Attributes:
        materials: name, kind, how many.
        permit: of hot work.
        hidden: what was covered up, and how it had been accepted before.
    """

    project: Project
    workers: int
    part: str
    materials: tuple[tuple[str, str, str], ...] = ()
    permit: str = ""
    hidden: tuple[str, str] = ("", "")
    problem: str = "无"


DAYS: Mapping[date, Day] = {
    date(2026, 5, 1): Day(FLOOR, 6, "粗加工间设备移位遮盖，旧地砖和找平层拆除清运，基层清理湿润。",
                          (("防水涂料", "JS-II 20kg", "12桶"),)),
    date(2026, 5, 2): Day(FLOOR, 6, "管根、阴角附加层两道，墙面上返300毫米，涂膜第一遍、第二遍。",
                          hidden=("防水涂膜", "厚度1.6毫米，闭水24小时无渗漏，双方签字"),
                          problem="排水管根一处起皱，铲除重做"),
    date(2026, 5, 3): Day(FLOOR, 7, "闭水试验合格后做保护层，不锈钢门框底脚焊接加固，地漏安装。",
                          (("地漏", "DN100 防臭", "3只"),), permit="动火〔2026〕1号"),
    date(2026, 5, 4): Day(FLOOR, 8, "防滑地砖铺贴约48平方米，找坡0.5%向地漏，勾缝，成品保护。",
                          (("防滑地砖", "300×300", "60平方米"), ("瓷砖胶", "25kg", "40袋"))),
    date(2026, 5, 5): Day(FLOOR, 5, "补缝、清洗，设备复位试水，建渣清运，现场冲洗消毒后移交。"),
    date(2026, 7, 3): Day(PIPES, 3, "放学后材料进场堆放至一层指定区域，设围挡、警示牌，临电验收。",
                          (("PPR管", "DN25", "320米"), ("截止阀", "DN25", "36只"))),
}  # fmt: skip
LAMP = date(2026, 5, 2), Trouble(
    "I02", "食堂操作间", "夜间警示灯一盏不亮，当场更换电池", "警示灯不亮", scene="tidy",
    action="更换电池，收工前复查全部点亮",
)  # fmt: skip
REMARKS = {
    "I01": ("实名册与出入证核对一致", "电工证、焊工证已查"),
    "I02": ("围挡封闭，夜间灯亮",),
    "I04": ("一机一闸一漏，电缆架空",),
    "I07": ("现场灭火器4具",),
    "I08": ("湿法作业，22时前收工",),
    "I09": ("材料码放不占通道",),
    "I10": ("断电、清场、上锁，甲方复核",),
}


def site_logs(world: World) -> Script:
    """All logs of the term."""
    book = Book(KEY)
    for day, one in DAYS.items():
        _write(world, book, day, one)
    return Script(tuple(book.acts))


def _write(world: World, book: Book, day: date, one: Day) -> None:
    ref, dice = f"site-{day:%m%d}", world.dice(KEY, day)
    start = "15:50" if world.calendar.is_school_day(day) else "08:10"
    owner = world.named("邱慕白")
    photos = [
        snap(f"{ref}-{number}.jpg", "broken" if number < 3 else "mended", (one.project.place, word),
             moment(day, start, timedelta(minutes=25 * number)), dice)
        for number, word in enumerate(("作业前", "作业中", "收工"), 1)
    ]  # fmt: skip
    checks = _checks(one, dice)
    shown: tuple[Photo, ...] = tuple(photos)
    if day == LAMP[0]:
        shown = (*photos, picture(LAMP[1], ref, moment(day, "16:00"), dice))
        checks[LAMP[1].item] = LAMP[1].found([shown[-1].name])
    data = _content(one, day) | {
        "weather": term.weather(day, world.dice("weather", day)),
        "owner_rep": owner.name,
        "photos": [photo.name for photo in photos],
        "checks": checks,
    }
    at = later(moment(day, "17:30"), dice, 0, 20)
    book.file(ref, at, owner, data, photos=shown)
    book.sign(ref, later(at, dice, 1, 4), world.named("罗开山"), "施工方")
    book.sign(ref, later(at, dice, 5, 9), owner, "甲方代表")


def _content(one: Day, day: date) -> dict[str, Any]:
    data: dict[str, Any] = {
        "project": one.project.name,
        "date": day.isoformat(),
        "workers": one.workers,
        "hours": "课后及休息日",
        "site_manager": "罗开山",
        "part": one.part,
        "materials": [
            {"name": name, "spec": spec, "quantity": quantity, "certificate": True}
            for name, spec, quantity in one.materials
        ],
        "hot_work": bool(one.permit),
        "problem": one.problem,
    }
    if one.permit:
        data["hot_permit"] = one.permit
    if one.hidden[0]:
        data["hidden_part"], data["hidden"] = one.hidden
    return data


def _checks(one: Day, dice: Any) -> dict[str, dict[str, Any]]:
    checks = passed(ConstructionLog.items, REMARKS, dice)
    checks["I03"] = {"verdict": "不适用", "remark": "当日无动火"}
    if one.permit:
        checks["I03"] = {"verdict": "合格", "measured": {"recheck": "35"}, "remark": "看火人在场"}
    checks["I05"] = {"verdict": "不适用", "remark": "无高处作业"}
    checks["I06"] = {"verdict": "不适用", "remark": "无起重、吊篮"}
    return checks
