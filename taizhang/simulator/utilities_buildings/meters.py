"""Five meters read on the first of every month, and the bills that come after.

Planted: a pipe leaks in May: the water jumps by half, runs at night, and falls back in June (R03).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from taizhang.simulator.plant import METERS
from taizhang.simulator.school import PUPILS
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "utility_meter_record"
READ_ON = (
    (date(2026, 3, 2), date(2026, 3, 10)),
    (date(2026, 4, 1), date(2026, 4, 9)),
    (date(2026, 5, 1), date(2026, 5, 11)),
    (date(2026, 6, 1), date(2026, 6, 10)),
    (date(2026, 7, 1), date(2026, 7, 3)),
)
"""When the meters were read, and when the bill was there."""
LEAK = date(2026, 6, 1), "S-01"
STAFF, AREA = 71, "9860"


@dataclass(frozen=True, slots=True)
class Run:
    """What a meter showed when the term began, and what it turned by in each month."""

    begun: str
    turned: tuple[str, str, str, str, str]
    price: str


RUNS: Mapping[str, Run] = {
    "S-01": Run("18240.00", ("412", "498", "487", "742", "521"), "3.4500"),
    "S-02": Run("5312.00", ("146", "171", "165", "178", "160"), "3.4500"),
    "D-01": Run("7203.50", ("95.25", "112.50", "106.75", "127.50", "151.25"), "0.5480"),
    "D-02": Run("3188.20", ("71.40", "84.30", "82.10", "90.60", "96.20"), "0.5480"),
    "R-01": Run("22410.00", ("905", "1088", "1042", "1015", "987"), "3.2600"),
}


def label(day: date, meter: str) -> str:
    """Name of a reading in the plan."""
    return f"meter-{day:%m%d}-{meter}"


def meters(world: World) -> Script:
    """All readings of the term."""
    book = Book(KEY)
    for number, (day, billed) in enumerate(READ_ON):
        for place, meter in enumerate(METERS):
            _read(world, book, day, number, place)
            _settle(world, book, label(day, meter.id), billed, _turned(number, meter.id), place)
    return Script(tuple(book.acts))


def _turned(number: int, meter: str) -> tuple[Decimal, Decimal]:
    """What went through in a month, and its price."""
    ratio = next(one.multiplier for one in METERS if one.id == meter)
    run = RUNS[meter]
    return Decimal(run.turned[number]) * ratio, Decimal(run.price)


def _read(world: World, book: Book, day: date, number: int, place: int) -> None:
    meter = METERS[place]
    ref, run, reader = label(day, meter.id), RUNS[meter.id], world.who("electrician")[number % 2]
    dice = world.dice(KEY, ref)
    last = Decimal(run.begun) + sum(map(Decimal, run.turned[:number]))
    this = last + Decimal(run.turned[number])
    at = moment(day, "08:50", timedelta(minutes=11 * place + dice.randint(0, 6)))
    photo = snap(f"{ref}.jpg", "meter", (f"{this:.2f}", meter.id), at, dice)
    data: dict[str, Any] = {
        "read_on": day.isoformat(),
        "reader": reader.name,
        "people": sum(PUPILS.values()) + STAFF,
        "area": AREA,
        "meter": meter.name,
        "kind": meter.energy,
        "ratio": str(meter.multiplier),
        "last": f"{last:.2f}",
        "this": f"{this:.2f}",
        "price": run.price,
        "photos": [photo.name],
        "number_shown": True,
    }
    if meter.energy == "水":
        data["night_flow"] = "0.35" if (day, meter.id) == LEAK else "0"
    typed = later(at, dice, 2, 5)
    book.file(ref, typed, reader, data, photos=(photo,))
    book.sign(ref, later(typed, dice, 0, 2), reader, "抄表人")
    head = world.next_school_day(day) if day.month == 5 else day
    seen = moment(head, "16:20", timedelta(minutes=place))
    opinion = "疑漏，当日开查漏工单" if (day, meter.id) == LEAK else ""
    book.sign(ref, seen, world.the("logistics_head"), "总务主任", opinion)


def _settle(
    world: World, book: Book, ref: str, day: date, used: tuple[Decimal, Decimal], place: int
) -> None:
    """The bill comes: rounded to whole units by the supplier, within three per cent."""
    accountant, dice = world.the("accountant"), world.dice(KEY, ref, "bill")
    bill = (used[0] * Decimal(dice.randint(990, 1012)) / 1000).quantize(Decimal(1))
    data = {"bill": str(bill), "bill_cost": f"{bill * used[1]:.2f}"}
    at = moment(day, "09:40", timedelta(minutes=4 * place))
    book.more(ref, at, accountant, data)
    book.sign(ref, at + timedelta(minutes=1 + place), accountant, "会计")
