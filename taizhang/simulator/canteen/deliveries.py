"""Food comes: fresh things every other day, staples every third week; two people look at it.

On purpose: fish that came too warm and cabbage that was wilted are refused; after the storm
greens cost a quarter more (R06).
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from taizhang.simulator.canteen.menu import PUPILS_AND_STAFF, dishes, fruit
from taizhang.simulator.canteen.menus import REPLACED
from taizhang.simulator.canteen.recipes import FOODS, Food, price, recipe
from taizhang.simulator.photos import Photo
from taizhang.simulator.term import meal_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "food_purchase_acceptance"
STAPLES = ("米面油", "调味品")
SPECS = {"米面油": "25kg/袋", "蛋": "360枚/箱", "调味品": "散称密封"}
PAPERS = {
    "畜禽肉": ["动物检疫合格证", "肉品品质检验证"],
    "水产": ["检验报告"],
    "豆制品": ["合格证"],
    "蛋": ["动物检疫合格证"],
    "蔬菜": ["承诺达标合格证"],
    "水果": ["承诺达标合格证"],
    "米面油": ["合格证", "检验报告"],
    "调味品": ["合格证"],
}
BOUGHT_FOR = timedelta(days=21)
"""What staples last."""
AFTER_STORM = date(2026, 6, 15)
GREENS = ("小白菜", "青菜", "油麦菜", "空心菜", "生菜")
OFTEN = 2
"""Meal days from one fresh delivery to the next."""


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who delivers; nobody of this name exists."""

    name: str
    licence: str
    licence_to: str
    address: str
    phone: str


FRESH = (
    Supplier("青禾润田食品配送有限公司", "JY13331000201711", "2028-05-31", "青禾市农贸路18号",
             "0799-5550811"),
    Supplier("青禾绿坡生鲜供应链有限公司", "JY13331000203326", "2027-11-30", "青禾市物流园3栋",
             "0799-5550836"),
)  # fmt: skip
GRAIN = Supplier(
    "青禾丰谷粮油商行", "JY13331000204418", "2029-01-31", "青禾市粮站巷6号", "0799-5550852"
)


@dataclass(frozen=True, slots=True)
class Load:
    """What a supplier brings on a morning.

    Attributes:
        refused: food and why, if the acceptors sent something back.
    """

    day: date
    supplier: Supplier
    foods: Mapping[str, int]
    refused: str = ""


REFUSED = {day: next(iter(recipe(REPLACED[day][0]))) for day in REPLACED}
"""What was announced for the day, and sent back."""


def deliveries(world: World) -> Script:
    """All deliveries of the term."""
    book = Book(KEY)
    for number, load in enumerate(loads(world)):
        _accept(world, book, load, number)
    return Script(tuple(book.acts))


def loads(world: World) -> Iterator[Load]:
    """Fresh food for two days at a time; staples for three weeks."""
    days = list(meal_days(world.calendar))
    for number, start in enumerate(range(0, len(days), OFTEN)):
        supplier = FRESH[number % 3 == 2]
        covered = days[start : start + OFTEN]
        refused = next((REFUSED[day] for day in covered if day in REFUSED), "")
        yield Load(days[start], supplier, _needed(world, covered, staples=False), refused)
    first = days[0]
    while days:
        covered = [day for day in days if day < first + BOUGHT_FOR]
        yield Load(first, GRAIN, _needed(world, covered, staples=True))
        days = days[len(covered) :]
        first = days[0] if days else first


def _needed(world: World, days: list[date], *, staples: bool) -> dict[str, int]:
    """Kilograms by food, a little more than the recipes ask for."""
    grams: dict[str, int] = {}
    for day in days:
        for dish in (*dishes(world, day), fruit(day)):
            for name, weight in recipe(dish).items():
                if (FOODS[name].category in STAPLES) is staples:
                    grams[name] = grams.get(name, 0) + weight * PUPILS_AND_STAFF
    return {name: -(-weight // 1000) for name, weight in grams.items()}


def _amount(line: Mapping[str, Any]) -> Decimal:
    return (Decimal(line["qty"]) * Decimal(line["price"])).quantize(Decimal("0.01"))


# ---- one delivery


def _accept(world: World, book: Book, load: Load, number: int) -> None:
    dice, ref = world.dice(KEY, number), f"delivery-{load.day:%m%d}-{number}"
    brought = later(moment(load.day, "06:48"), dice, 0, 20).replace(second=0)
    acceptor, keeper = world.the("acceptor"), world.the("warehouse_keeper")
    lines = _lines(world, load)
    photos = _photos(load, ref, lines, brought, dice)
    data = {
        "date": load.day.isoformat(),
        "supplier": load.supplier.name,
        "admitted": True,
        "supplier_licence": f"{load.supplier.licence}，至{load.supplier.licence_to}",
        "licence_to": load.supplier.licence_to,
        "address": load.supplier.address,
        "phone": load.supplier.phone,
        "delivery_note": f"SH{load.day:%Y%m%d}-{dice.randint(11, 96)}",
        "note_total": str(sum(map(_amount, lines), Decimal("0.00"))),
        "delivered_at": stamp(brought),
        "purchaser": world.the("purchaser").name,
        "lines": lines,
        "accept1": acceptor.name,
        "accept2": keeper.name,
        "photos": [photo.name for photo in photos],
    }
    if load.supplier is not GRAIN:
        data["vehicle_temp"] = f"{dice.randint(22, 58) / 10}"
    at = later(brought, dice, 18, 35)
    book.file(ref, at, acceptor, data, photos=photos)
    at = later(at, dice, 1, 3)
    book.sign(ref, at, acceptor, "验收员1")
    at = later(at, dice, 1, 5)
    book.sign(ref, at, keeper, "验收员2")
    opinion = f"{load.refused}已退回，请供货方说明" if load.refused else ""
    book.sign(ref, later(at, dice, 15, 60), world.named("贺珺"), "食品安全员", opinion)


def _lines(world: World, load: Load) -> list[dict[str, Any]]:
    lines = [_line(world, load.day, FOODS[name], kilos) for name, kilos in load.foods.items()]
    if load.refused:
        lines.append(_refused(world, load))
    return lines


def _line(world: World, day: date, food: Food, kilos: int) -> dict[str, Any]:
    dice, paid = world.dice(KEY, day, food.name), price(world, food, day)
    if day == AFTER_STORM and food.name in GREENS:
        paid = (food.price * Decimal("1.25")).quantize(Decimal("0.1"))
    made = day - timedelta(days=food.age)
    line: dict[str, Any] = {
        "item": food.name,
        "category": food.category,
        "spec": SPECS.get(food.category, "散装"),
        "qty": str(kilos),
        "unit": "kg",
        "price": str(paid),
        "batch": f"{made:%Y%m%d}",
        "made_on": made.isoformat(),
        "shelf_life": (day + timedelta(days=food.keeps)).isoformat(),
        "certs": PAPERS[food.category],
        "sense": "合格",
        "chilled": food.cold,
        "verdict_": "收货",
    }
    return line | ({"temp": f"{dice.randint(21, 66) / 10}"} if food.cold == "冷藏" else {})


def _refused(world: World, load: Load) -> dict[str, Any]:
    food = FOODS[load.refused]
    line = _line(world, load.day, food, 40) | {"verdict_": "拒收退回"}
    return line | ({"temp": "12.4"} if food.cold == "冷藏" else {"sense": "不合格"})


def _photos(
    load: Load,
    ref: str,
    lines: list[dict[str, Any]],
    at: datetime,
    dice: random.Random,
) -> tuple[Photo, ...]:
    names = [line["item"] for line in lines]
    paper = "动物检疫合格证明" if load.supplier is not GRAIN else "出厂检验报告"
    note = [f"{line['item']}　{line['qty']}kg" for line in lines]
    return (
        snap(f"{ref}-1.jpg", "crates", (load.supplier.name, *names), at, dice),
        snap(f"{ref}-2.jpg", "slip", ("送货单", load.supplier.name, *note), at, dice),
        snap(f"{ref}-3.jpg", "slip", (paper, load.supplier.name, *names), at, dice),
    )
