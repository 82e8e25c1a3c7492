"""Fixed assets: old cards taken over when the ledger began, new ones after acceptance, three gone.

One custodian changes, by a handover before a witness.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from taizhang.simulator.plan import NumberOf
from taizhang.simulator.school import SCHOOL
from taizhang.simulator.world import Book, Script, World, moment, snap

CARDS, DISPOSALS = "fixed_asset_ledger", "asset_disposal"
MACHINES, FURNITURE, BOOKS = "设备", "家具和用具", "图书和档案"


@dataclass(frozen=True, slots=True)
class Asset:
    """One card; `made` is the day it was put on its card, “03-03”.

    Attributes:
        slip: label of its acceptance in the plan, or the number of an old slip.
    """

    no: str
    name: str
    code: str
    category: str
    model: str
    unit: str
    value: str
    acquired: str
    years: int
    dept: str
    custodian: str
    made: str
    slip: str
    voucher: str
    way: str = "购置"


ASSETS: tuple[Asset, ...] = (
    Asset("ZC-2017-0042", "投影机", "A02020200", MACHINES, "爱普 CB-X05", "台/1", "4800.00",
          "2017-09-01", 6, "二（1）班", "白芷兰", "03-03", "验〔2017〕21号", "2017年9月记字33号"),
    Asset("ZC-2018-0063", "军鼓（鼓队）", "A05040302", FURNITURE, "13寸", "面/12", "10320.00",
          "2018-03-12", 5, "音乐组", "穆兰舟", "03-03", "验〔2018〕6号", "2018年3月记字12号"),
    Asset("ZC-2019-0015", "笔记本电脑", "A02010108", MACHINES, "联智 E490 SN19C0417", "台/1",
          "4650.00", "2019-05-20", 6, "教导处", "尹乐之", "03-03", "验〔2019〕9号",
          "2019年5月记字27号"),
    Asset("ZC-2020-0211", "学生用计算机", "A02010105", MACHINES, "启恒 M630", "台/46", "184000.00",
          "2020-08-26", 6, "计算机教室", "庄允墨", "03-03", "验〔2020〕30号", "2020年8月记字41号"),
    Asset("ZC-2021-0117", "课桌凳", "A05010202", FURNITURE, "可升降单人", "套/516", "113520.00",
          "2021-08-18", 10, "各班", "冯晓棠", "03-04", "验〔2021〕17号", "2021年8月记字36号"),
    Asset("ZC-2022-0008", "数码相机", "A02020503", MACHINES, "佳拓 200D", "台/1", "4280.00",
          "2022-03-03", 6, "办公室", "傅景行", "03-04", "验〔2022〕3号", "2022年3月记字9号"),
    Asset("ZC-2022-0051", "便携扩音器", "A02091200", MACHINES, "得声 K3", "台/6", "1794.00",
          "2022-09-06", 5, "教导处", "尹乐之", "03-04", "验〔2022〕25号", "2022年9月记字15号"),
    Asset("ZC-2023-0019", "生物显微镜", "A02100401", MACHINES, "江宁 XSP-36", "台/24", "20400.00",
          "2023-04-11", 10, "科学实验室", "庄允墨", "03-04", "验〔2023〕12号", "2023年4月记字20号"),
    Asset("ZC-2024-0002", "馆藏图书", "A06010000", BOOKS, "按类登记", "册/13250", "265000.00",
          "2024-01-10", 0, "图书室", "倪素云", "03-04", "验〔2024〕1号", "2024年1月记字4号"),
    Asset("ZC-2026-0031", "交互式触控一体机", "A02020800", MACHINES, "86英寸 SN26030171", "台/1",
          "16800.00", "2026-03-17", 6, "二（1）班", "白芷兰", "03-20", "accept-screen",
          "2026年3月记字18号"),
    Asset("ZC-2026-0032", "消毒柜", "A02061899", MACHINES, "立式380L", "台/1", "2380.00",
          "2026-05-22", 6, "小班", "虞晴川", "05-26", "accept-cabinet", "2026年5月记字22号"),
    Asset("ZC-2026-0033", "儿童图书角书架", "A05010301", FURNITURE, "松木四层", "组/3", "1800.00",
          "2026-04-23", 8, "图书室", "倪素云", "04-27", "", "2026年4月记字24号", "捐赠"),
)  # fmt: skip
MOVED = "ZC-2022-0008"
"""The camera goes from the office to the head teacher of the moral office."""


@dataclass(frozen=True, slots=True)
class Disposal:
    """One application; days as “03-12”."""

    key: str
    asset: str
    asked: str
    reason: str
    method: str
    user: str
    depreciation: str
    left: str
    appraisal: str
    approved: str
    gone: str
    extra: Mapping[str, Any]
    sold: Mapping[str, Any]


DISPOSED: tuple[Disposal, ...] = (
    Disposal("projector", "ZC-2017-0042", "03-12", "无法维修", "报废", "白芷兰", "4800.00",
             "2026-03-09", "灯泡、主板均损坏，厂家停产，无维修价值。鉴定人：庄允墨、牛铁生",
             "03-18", "03-20", {"has_storage": False},
             {"residual": "60.00", "buyer": "青禾再生资源回收站", "receipt": "0088011"}),
    Disposal("laptop", "ZC-2019-0015", "04-16", "技术淘汰", "报废", "尹乐之", "4650.00",
             "2026-04-13", "系统无法升级，电池鼓包，维修费高于净值。鉴定人：庄允墨、牛铁生",
             "04-22", "04-24",
             {"has_storage": True, "wiped": "4月23日庄允墨拆下硬盘低级格式化并钻孔，万里晴在场"},
             {"residual": "85.00", "buyer": "青禾再生资源回收站", "receipt": "0088013"}),
)  # fmt: skip


def label(no: str) -> str:
    """Name of a card in the plan."""
    return f"card-{no}"


def cards(world: World) -> Script:
    """Cards, a handover, and the cards of what was written off."""
    book = Book(CARDS)
    for number, one in enumerate(ASSETS):
        _card(world, book, one, number)
    _hand_over(world, book)
    for gone in DISPOSED:
        _strike(world, book, gone)
    return Script(tuple(book.acts))


def disposals(world: World) -> Script:
    """What was judged beyond repair, approved and written off."""
    book = Book(DISPOSALS)
    for one in DISPOSED:
        _dispose(world, book, one)
    return Script(tuple(book.acts))


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def _card(world: World, book: Book, one: Asset, number: int) -> None:
    ref, admin, made = label(one.no), world.the("asset_admin"), _day(one.made)
    at = moment(made, "10:05", timedelta(minutes=14 * (number % 5)))
    dice = world.dice(CARDS, one.no)
    text = (one.name, one.no, f"{SCHOOL.code} {one.dept}")
    photos = [snap(f"{ref}.jpg", "goods", text, at - timedelta(minutes=dice.randint(5, 50)), dice)]
    data = {
        "unit": SCHOOL.name,
        "registered_on": made.isoformat(),
        "asset_no": one.no,
        "name": one.name,
        "gb_code": one.code,
        "category": one.category,
        "model": one.model,
        "unit_qty": one.unit,
        "value": one.value,
        "acquired_on": one.acquired,
        "way": one.way,
        "depreciable_years": one.years,
        "user_dept": one.dept,
        "custodian": one.custodian,
        "voucher": one.voucher,
        "status": "在用",
        "photos": [photos[0].name],
    }
    if one.slip:
        data["acceptance_no"] = NumberOf(one.slip) if one.slip.startswith("accept-") else one.slip
    if one.way == "捐赠":
        for column, title in (("agreement", "捐赠协议"), ("valuation", "购货发票")):
            said = (title, one.name, "青禾市新语书店", "2026年4月23日")
            photos.append(snap(f"{ref}-{column}.jpg", "page", said, at, dice))
            data[column] = [photos[-1].name]
    book.file(ref, at, admin, data, photos=tuple(photos))
    _sign(world, book, one, at + timedelta(minutes=6))


def _sign(world: World, book: Book, one: Asset, at: Any) -> None:
    ref = label(one.no)
    book.sign(ref, at, world.the("asset_admin"), "资产管理员")
    book.sign(ref, at + timedelta(minutes=45), world.named(one.custodian), "使用人")
    book.sign(ref, at + timedelta(minutes=130), world.the("accountant"), "会计")


def _hand_over(world: World, book: Book) -> None:
    at, admin = moment(date(2026, 4, 14), "16:10"), world.the("asset_admin")
    line = {"at": "2026-04-14", "giver": "傅景行", "taker": "柳听雪", "witness": admin.name}
    book.more(label(MOVED), at, admin, {"handovers": [line]})


def _strike(world: World, book: Book, gone: Disposal) -> None:
    """The card of what was written off says so, and is signed again."""
    one = next(card for card in ASSETS if card.no == gone.asset)
    at = moment(_day(gone.gone), "16:40")
    why = "报损审批已核销，状态改为已处置"
    book.correct(label(one.no), at, world.the("asset_admin"), {"status": "已处置"}, why)
    _sign(world, book, one, at + timedelta(minutes=5))


def _dispose(world: World, book: Book, one: Disposal) -> None:
    card = next(each for each in ASSETS if each.no == one.asset)
    ref, admin = f"disposal-{one.key}", world.the("asset_admin")
    at = moment(_day(one.asked), "15:05")
    text = (card.dept, f"{card.name}{one.reason}")
    photo = snap(f"{ref}.jpg", "broken", text, at - timedelta(hours=1), world.dice(ref))
    data = {
        "date": at.date().isoformat(),
        "reason": one.reason,
        "user": one.user,
        "assets": [
            {
                "asset_no": card.no,
                "depreciation": one.depreciation,
                "left_on": one.left,
            }
        ],
        "appraisal": one.appraisal,
        "appraisers": ["庄允墨", "牛铁生"],
        "method": one.method,
        "photos": [photo.name],
        **one.extra,
    }
    book.file(ref, at, admin, data, photos=(photo,))
    book.sign(ref, at + timedelta(minutes=10), world.named(one.user), "使用人")
    judge = world.named("庄允墨")
    book.sign(ref, at + timedelta(minutes=30), judge, "技术鉴定（≥2人）", "与牛铁生现场鉴定")
    book.sign(ref, at + timedelta(minutes=40), admin, "资产管理员")
    agreed = moment(_day(one.approved), "10:20")
    book.more(ref, agreed, admin, {"approved_on": agreed.date().isoformat()})
    opinion = "行政会议同意报废，按规定核销"
    book.sign(
        ref, agreed + timedelta(minutes=40), world.the("principal"), "校长（行政会议）", opinion
    )
    done = moment(_day(one.gone), "16:05")
    day = done.date().isoformat()
    gone = {"disposed_on": day, "written_off_on": day, "banked_on": day, **one.sold}
    book.more(ref, done, admin, gone)
