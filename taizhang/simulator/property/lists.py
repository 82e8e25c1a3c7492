"""Lists property goes by: who has things, and what the books show of fixed assets every month."""

from datetime import date
from decimal import Decimal

from records.items import BalanceItem, DeptItem
from taizhang.simulator.property.assets import ASSETS, DISPOSED
from taizhang.simulator.school import CLASSES

_OFFICES = {
    "总务处": "秦㛃", "教导处": "尹乐之", "办公室": "傅景行", "安全办": "谭𬱖", "卫生室": "夏沐",
    "幼儿园": "虞晴川", "体育组": "石望川", "音乐组": "穆兰舟", "计算机教室": "庄允墨",
    "科学实验室": "庄允墨", "图书室": "倪素云", "各班": "冯晓棠",
}  # fmt: skip

DEPTS: tuple[DeptItem, ...] = tuple(
    DeptItem(id=f"K{number:02}", name=name, head=head)
    for number, (name, head) in enumerate(
        [*_OFFICES.items(), *((one.name, one.homeroom) for one in CLASSES)], 1
    )
)
_MONTHS = (date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30))


def _booked(day: date) -> Decimal:
    """Original values of what was on a card by a day and not written off."""
    gone = {one.asset for one in DISPOSED if f"2026-{one.gone}" <= day.isoformat()}
    made = (one for one in ASSETS if f"2026-{one.made}" <= day.isoformat())
    return sum((Decimal(one.value) for one in made if one.no not in gone), Decimal())


BALANCES: tuple[BalanceItem, ...] = tuple(
    BalanceItem(id=f"A{day:%m}", name="固定资产", since=day, amount=_booked(day)) for day in _MONTHS
)
