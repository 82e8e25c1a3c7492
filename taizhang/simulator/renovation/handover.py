"""The kitchen's floor accepted: two loose tiles laid again, and settled after that."""

from datetime import date, timedelta
from typing import Any

from taizhang.simulator.renovation.projects import FLOOR
from taizhang.simulator.world import Book, Script, World, moment, snap

KEY = "project_acceptance"
REF = "acceptance-floor"
DAY, AGAIN, SETTLED = date(2026, 5, 8), date(2026, 5, 11), date(2026, 5, 20)
TESTED = {
    "item": "闭水试验",
    "standard": "闭水24小时无渗漏",
    "measured": "24小时无渗漏",
    "result": "合格",
}
SLOPE = {
    "item": "找坡与排水",
    "standard": "坡度≥0.5%，无积水",
    "measured": "0.6%，泼水无积水",
    "result": "合格",
}
TILES = {
    "item": "地砖铺贴",
    "standard": "无空鼓，接缝高低差≤0.5mm",
    "measured": "门口2块空鼓",
    "result": "整改",
}
TEAM = (("周䶮", "使用部门", False), ("秦㛃", "总务处", True), ("江秋实", "财务", False),
        ("穆兰舟", "工会监督", False))  # fmt: skip


def handovers(world: World) -> Script:
    """The one of the term."""
    book = Book(KEY)
    at, dice = moment(DAY, "15:30"), world.dice(KEY)
    where, began = FLOOR.place, moment(FLOOR.begun, "07:50")
    photos = (
        snap(f"{REF}-before.jpg", "broken", (where, "维修前"), began, dice),
        snap(f"{REF}-after.jpg", "mended", (where, "竣工"), at, dice),
    )
    head, clerk = world.the("logistics_head"), world.named("邱慕白")
    data = _content() | {"photo_pair": [photo.name for photo in photos]}
    book.file(REF, at + timedelta(minutes=50), head, data, photos=photos)
    again = moment(AGAIN, "16:10")
    mended = {**TILES, "recheck": "合格", "rechecked_on": AGAIN.isoformat()}
    right, why = {"parts": [TESTED, SLOPE, mended]}, "空鼓2块已重铺，复验合格"
    book.correct(REF, again, head, right, why)
    book.sign(REF, again + timedelta(minutes=6), world.named("罗开山"), "施工方")
    book.sign(REF, again + timedelta(minutes=9), clerk, "甲方代表")
    book.sign(REF, again + timedelta(minutes=15), world.named("周䶮"), "使用部门", "可以启用")
    book.sign(REF, again + timedelta(minutes=24), world.named("穆兰舟"), "验收组（≥3人）")
    paid = moment(SETTLED, "10:40")
    settled = {"settled_on": SETTLED.isoformat(), "settle_amount": "25600.00"}
    book.more(REF, paid, world.the("accountant"), settled)
    book.sign(REF, paid + timedelta(minutes=70), world.the("principal"), "校长", "同意结算")
    return Script(tuple(book.acts))


def _content() -> dict[str, Any]:
    return {
        "project": FLOOR.name,
        "contract_no": "青云小修合〔2026〕1号",
        "accepted_on": DAY.isoformat(),
        "planned_end": FLOOR.ended.isoformat(),
        "actual_end": FLOOR.ended.isoformat(),
        "team": [{"name": name, "side": side, "handled": by} for name, side, by in TEAM],
        "parts": [TESTED, SLOPE, TILES],
        "cleanup": "完成",
        "forms_asset": False,
        "warranty": "2年（至2028-05-08）",
        "retained": "768.00",
        "contract_amount": "25600.00",
        "changed_amount": "0.00",
        "checks": {
            "I01": {"verdict": "合格", "remark": "建渣清净，路面已冲洗"},
            "I02": {"verdict": "不适用", "remark": "只换地砖，无涂饰"},
            "I03": {"verdict": "合格", "remark": "灭火器、疏散指示复位"},
            "I04": {"verdict": "合格", "remark": "合格证、隐蔽记录、照片齐"},
        },
    }
