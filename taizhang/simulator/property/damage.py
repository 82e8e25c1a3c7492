"""Damage: whoever broke something makes it good, never beyond the loss; wear is free of charge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from taizhang.simulator.plan import NumberOf
from taizhang.simulator.property.repairs import repair_orders
from taizhang.simulator.world import Book, Script, World, moment, snap

KEY = "damage_compensation"
MONEY, MENDED_BY_FAMILY, REPLACED = "货币", "修复原物", "等价物"
TWICE = "四月已谈话一次；6月4日班主任、政教主任与学生及家长谈话，学生写下爱护公物约定"


@dataclass(frozen=True, slots=True)
class Damage:
    """One slip; days as “03-18”.

    Attributes:
        pupil: number on the roll and the guardian; empty for wear and tear.
        net: yuan left in the books; `repair` what mending costs, empty where it cannot be.
        order: whether a repair order belongs to it.
    """

    key: str
    day: str
    place: str
    finder: str
    item: str
    fact: str
    liability: str
    pupil: tuple[str, str]
    value: str
    net: str
    repair: str
    amount: str
    pay: str
    settled: str
    order: bool = True
    receipt: str = ""
    education: str = ""


DAMAGES: tuple[Damage, ...] = (
    Damage("desk", "03-18", "教学楼A二层东侧", "蓝若溪", "ZC-2021-0117",
           "课间两名同学追逐，撞倒课桌，桌面板开裂。", "过失", ("三（1）班 20230108", "钟女士"),
           "220.00", "99.00", "42.00", "42.00", MONEY, "03-19", receipt="0088012"),
    Damage("lock", "04-14", "教学楼A三层东侧", "薛晚晴", "五（2）班前门球形锁",
           "放学后用力踢门，锁舌折断。", "过失", ("五（2）班 20210219", "贾先生"),
           "35.00", "35.00", "35.00", "35.00", REPLACED, "04-16"),
    Damage("drum", "04-22", "综合楼B三层美术教室", "郝佳佳", "ZC-2018-0063",
           "鼓队训练归还时检查，鼓皮老化开裂，使用已八年。", "正常损耗", ("", ""),
           "860.00", "0.00", "120.00", "0.00", REPLACED, "04-24", order=False),
    Damage("stool", "05-26", "教学楼A三层西侧", "顾清嘉", "ZC-2021-0117",
           "月查发现凳子横档断裂，为课间踩踏所致。", "过失", ("六（1）班 20200112", "祝女士"),
           "68.00", "30.60", "20.00", "20.00", MENDED_BY_FAMILY, "05-28"),
    Damage("keyboard", "06-03", "综合楼B二层计算机教室", "庄允墨", "ZC-2020-0211",
           "上课抠下键盘键帽五个，卡扣断裂不能复原。", "故意", ("五（2）班 20210219", "贾先生"),
           "89.00", "26.70", "", "26.70", MONEY, "06-04", order=False, receipt="0088015",
           education=TWICE),
)  # fmt: skip


def damages(world: World) -> Script:
    """The slips, and the repair orders they name."""
    orders, book = repair_orders(world), Book(KEY)
    for one in DAMAGES:
        _slip(world, book, one)
    return Script((*orders.acts, *book.acts))


def _slip(world: World, book: Book, one: Damage) -> None:
    ref, day = f"damage-{one.key}", date.fromisoformat(f"2026-{one.day}")
    at, finder = moment(day, "12:05"), world.named(one.finder)
    text = (one.place, one.fact.split("，")[-1][:14])
    photo = snap(f"{ref}.jpg", "broken", text, moment(day, "09:10"), world.dice(KEY, one.key))
    book.file(ref, at, finder, {**_data(one, day), "photos": [photo.name]}, photos=(photo,))
    said = f"{one.pupil[1]}在纸质单上签字确认" if one.pupil[1] else "正常损耗，无责任人，使用人到场"
    book.sign(ref, at + timedelta(minutes=20), finder, "当事人（监护人）", said)
    if one.pupil[0]:
        room = next(each for each in world.classes() if each.name == one.pupil[0].split()[0])
        head = world.named(room.homeroom)
        book.sign(ref, at + timedelta(minutes=35), head, "班主任")
    clerk, opinion = world.the("logistics_head"), "按修复费、净值较低者核定，不收其他费用"
    book.sign(ref, at + timedelta(minutes=90), clerk, "总务", opinion)
    settled = moment(date.fromisoformat(f"2026-{one.settled}"), "16:25")
    done: dict[str, Any] = {"settled_on": settled.date().isoformat()}
    if one.receipt:
        done |= {"receipt": one.receipt, "banked_on": settled.date().isoformat()}
    book.more(ref, settled, world.the("logistics_clerk"), done)
    if one.pay == MONEY:
        book.sign(ref, settled + timedelta(minutes=12), world.the("accountant"), "会计（收款）")


def _data(one: Damage, day: date) -> Mapping[str, Any]:
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "place": one.place,
        "finder": one.finder,
        "item": one.item,
        "fact": one.fact,
        "liability": one.liability,
        "person": one.pupil[0] or "无",
        "person_type": "学生" if one.pupil[0] else "无",
        "value": one.value,
        "net": one.net,
        "amount": one.amount,
        "pay": one.pay,
    }
    if one.repair:
        data["repair_cost"] = one.repair
    if one.pupil[1]:
        data |= {"guardian": one.pupil[1], "guardian_agreed_on": day.isoformat()}
    if one.order:
        data["repair_no"] = NumberOf(f"repair-{one.key}")
    if one.education:
        data["education"] = one.education
    return data
