"""What breaks in rooms and is mended from the store; who broke it, and how it is made good."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from taizhang.simulator.plan import NumberOf
from taizhang.simulator.world import Book, World, moment, stamp

KEY = "repair_work_order"
WORN, BROKEN_BY_SOMEBODY = "自然损坏", "人为损坏"


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that broke; days as “03-18”.

    Attributes:
        room: id of the class, where it was a class's.
        thing: as the class's list of property calls it.
        part: taken from the store; `price` yuan of it.
        labour: yuan.
    """

    key: str
    day: str
    room: str
    place: str
    reporter: str
    kind: str
    thing: str
    fault: str
    cause: str
    mender: str = "牛铁生"
    part: str = ""
    price: str = "0.00"
    labour: str = "0.00"

    @property
    def cost(self) -> str:
        """Yuan: the part and the labour."""
        return f"{float(self.price) + float(self.labour):.2f}"


REPAIRS: tuple[Repair, ...] = (
    Repair("desk", "03-18", "301", "教学楼A二层东侧", "蓝若溪", "桌椅", "课桌",
           "第三排左二桌面板开裂、桌腿变形", BROKEN_BY_SOMEBODY, part="课桌面板", price="42.00"),
    Repair("curtain", "03-31", "102", "教学楼A一层东侧", "欧阳澍", "其他", "窗帘",
           "后窗窗帘挂钩脱落两处", WORN, mender="葛长林"),
    Repair("lock", "04-14", "502", "教学楼A三层东侧", "薛晚晴", "锁具", "门锁",
           "前门球形锁锁舌折断，门不能锁", BROKEN_BY_SOMEBODY, part="门锁", price="35.00"),
    Repair("board", "04-29", "402", "教学楼A二层西侧", "温故予", "桌椅", "课桌",
           "第五排右一桌面板翘边起层", WORN, part="课桌面板", price="42.00"),
    Repair("stool", "05-26", "601", "教学楼A三层西侧", "顾清嘉", "桌椅", "凳",
           "一张凳子横档断裂", BROKEN_BY_SOMEBODY, mender="葛长林", labour="20.00"),
    Repair("door", "05-27", "Y2", "综合楼B一层中厅", "鹿鸣溪", "桌椅", "柜",
           "书包柜左下门合页松脱", WORN, mender="葛长林"),
)  # fmt: skip


def of_room(room: str, day: date) -> Repair | None:
    """What a class finds broken on the day of its check."""
    return next((one for one in REPAIRS if one.room == room and one.day == f"{day:%m-%d}"), None)


def repair_orders(world: World) -> Book:
    """The orders, from report to acceptance on the same day."""
    book = Book(KEY)
    for one in REPAIRS:
        _order(world, book, one)
    return book


def _order(world: World, book: Book, one: Repair) -> None:
    ref, at = f"repair-{one.key}", moment(date.fromisoformat(f"2026-{one.day}"), "08:35")
    reporter, mender = world.named(one.reporter), world.named(one.mender)
    room = next((known.name for known in world.classes() if known.id == one.room), "")
    data = {
        "reported_at": stamp(at - timedelta(minutes=6)),
        "reporter": reporter.name,
        "dept": room,
        "place": one.place,
        "kind": one.kind,
        "fault": f"{room}：{one.fault}",
        "urgency": "当日",
    }
    book.file(ref, at, reporter, data)
    book.sign(ref, at + timedelta(minutes=1), reporter, "报修人")
    clerk = world.the("logistics_clerk")
    sent = at + timedelta(minutes=25)
    book.more(ref, sent, clerk, {"assigned": mender.name, "mode": "自修"})
    book.sign(ref, sent + timedelta(minutes=2), clerk, "派单人")
    done = at + timedelta(hours=7)
    book.more(ref, done + timedelta(minutes=8), mender, _mended(one, at))
    book.sign(ref, done + timedelta(minutes=10), mender, "维修人")
    seen = done + timedelta(minutes=40)
    accepted = {"accept": "满意", "accept_by": reporter.name, "accepted_at": stamp(seen)}
    book.more(ref, seen + timedelta(minutes=3), reporter, accepted)
    book.sign(ref, seen + timedelta(minutes=4), reporter, "报修人验收", "修好，可用")


def _mended(one: Repair, reported: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "arrive_at": stamp(reported + timedelta(hours=5, minutes=45)),
        "done_at": stamp(reported + timedelta(hours=7)),
        "labour": one.labour,
        "cost": one.cost,
        "cause": one.cause,
    }
    if one.part:
        data["parts"] = [{"item": one.part, "qty": "1", "price": one.price}]
        data["issue_no"] = NumberOf(f"store-{one.key}")
    if one.cause == BROKEN_BY_SOMEBODY:
        data["damage_no"] = NumberOf(f"damage-{one.key}")
    return data
