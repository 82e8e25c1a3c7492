"""What is cooked on a day, for how many, and how much of each dish is kept back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from records.items import DinersItem
from taizhang.simulator.canteen.recipes import FRUIT
from taizhang.simulator.school import CLASSES, DISHES, PUPILS
from taizhang.simulator.term import meal_days
from taizhang.simulator.world import World, later, moment

SERVED = "11:30"
PUPILS_AND_STAFF = 625


@dataclass(frozen=True, slots=True)
class Sample:
    """One dish in its box.

    Attributes:
        weight: g.
        temp: ℃ in its place in the cabinet.
    """

    dish: str
    cooked_at: datetime
    sampled_at: datetime
    weight: int
    temp: str
    container: str


@dataclass(frozen=True, slots=True)
class Lunch:
    """The lunch of a day."""

    day: date
    diners: int
    box_temp: str
    samples: tuple[Sample, ...]


TOO_WARM = date(2026, 3, 18)
TOO_LITTLE = date(2026, 4, 14)
NOT_FOLLOWED = date(2026, 5, 28)
EXACT = {
    date(2026, 3, 11): (125, "8.0"),
    date(2026, 4, 22): (125, "4.1"),
    date(2026, 6, 8): (131, "0.0"),
}
"""Readings at the very limit: they pass."""
OFF_LIMITS = {TOO_WARM: (136, "9.5"), TOO_LITTLE: (110, "4.6"), NOT_FOLLOWED: (118, "3.9")}
"""The first dish of the day: g and ℃."""


def lunch(world: World, day: date) -> Lunch:
    """The lunch of a meal day: five dishes, one in a small simulation."""
    dice, cooked = world.dice("lunch", day), dishes(world, day)
    samples = [
        _sample(world, day, place, dish)
        for place, dish in enumerate(cooked if world.full else cooked[:1])
    ]
    box = "8.0" if day == TOO_WARM else f"{dice.randint(30, 62) / 10}"
    return Lunch(day, PUPILS_AND_STAFF - dice.randint(0, 24), box, tuple(samples))


def dishes(world: World, day: date) -> list[str]:
    """What is cooked on a day, a dish of every course."""
    turn = (day - world.calendar.term.start).days
    return [
        names[(turn * (5 if len(names) % 5 else 1) + place) % len(names)]
        for place, names in enumerate(DISHES.values())
    ]


def fruit(day: date) -> str:
    """The fruit of a day."""
    return FRUIT[day.toordinal() % len(FRUIT)]


def diners(world: World) -> tuple[DinersItem, ...]:
    """各班就餐人数表: the classes always the same, the staff day by day."""
    eating = {one.name: PUPILS[one.id] for one in CLASSES}
    classes = [
        DinersItem(id=f"R{number:03}", name=name, count=count)
        for number, (name, count) in enumerate(eating.items(), 1)
    ]
    staff = [
        DinersItem(
            id=f"R{day:%m%d}",
            name="教职工",
            count=lunch(world, day).diners - sum(eating.values()),
            since=day,
            until=day,
        )
        for day in meal_days(world.calendar)
    ]
    return (*classes, *staff)


def _sample(world: World, day: date, place: int, dish: str) -> Sample:
    dice = world.dice("sample", day, place)
    cooked = later(moment(day, "10:28"), dice, 0, 26).replace(second=0)
    sampled = cooked + timedelta(minutes=dice.randint(4, 13))
    weight, temp = dice.randint(126, 158), f"{dice.randint(28, 66) / 10}"
    if place == 0:
        weight, temp = {**EXACT, **OFF_LIMITS}.get(day, (weight, temp))
    return Sample(dish, cooked, sampled, weight, temp, f"{'ABC'[day.day % 3]}-{place + 1:02}")
