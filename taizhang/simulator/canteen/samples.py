"""Food samples: kept at every lunch, destroyed after two days, with what went wrong."""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import PersonItem
from taizhang.simulator.canteen.menu import (
    NOT_FOLLOWED,
    SERVED,
    TOO_LITTLE,
    TOO_WARM,
    Lunch,
    Sample,
    lunch,
)
from taizhang.simulator.plan import Gap
from taizhang.simulator.term import meal_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "food_sample_retention"
MEAL = "中"
MISSING = (Gap(KEY, date(2026, 6, 24), MEAL, "留样柜停电检修，当餐未能留样，已报食品安全总监"),)
LATE = {date(2026, 3, 25): "当日留样员临时代班，纸质标签齐全，据标签补录"}
KEPT_TOO_LONG = date(2026, 4, 3)
WRONG_DATE = date(2026, 6, 2)
OPINIONS = ("标签齐全", "品种与菜谱一致", "已核对", "量足，标签清楚")


def label(day: date, place: int) -> str:
    """Name of a sample in the plan."""
    return f"sample-{day:%m%d}-{place + 1}"


def samples(world: World) -> Script:
    """All samples of the term."""
    book = Book(KEY)
    gaps = {gap.day for gap in MISSING}
    for number, day in enumerate(meal_days(world.calendar)):
        if day not in gaps:
            _keep(world, book, lunch(world, day), number)
    return Script(
        tuple(book.acts),
        missing=tuple(gap for gap in MISSING if world.holds(gap.day)),
        late=tuple(Gap(KEY, day, MEAL, LATE[day]) for day in LATE if world.holds(day)),
    )


def _keep(world: World, book: Book, meal: Lunch, number: int) -> None:
    dice = world.dice(KEY, meal.day)
    keepers, officers = world.who("sample_keeper"), world.who("food_officer")
    keeper, officer = keepers[number % 5 == 4], officers[number % 4 == 3]
    photo = snap(
        f"sample-{meal.day:%m%d}.jpg",
        "samples",
        (meal.day.isoformat(), MEAL, *(one.dish for one in meal.samples)),
        moment(meal.day, "11:08"),
        dice,
    )
    typed = moment(meal.day, SERVED, timedelta(minutes=2))
    for place, one in enumerate(meal.samples):
        typed = later(typed, dice, 1, 2)
        data = sample_data(meal, one, keeper, officer)
        photos = (photo,) if place == 0 else ()
        if photos:
            data["photos"] = [photo.name]
        ref = label(meal.day, place)
        if meal.day in LATE:
            _file_late(world, book, ref, data, keeper, place, photos)
            continue
        book.file(ref, typed, keeper, data, photos=photos)
        signed = later(typed, dice, 0, 1)
        if place == 0 and meal.day == NOT_FOLLOWED:
            signed = _follow_up(world, book, ref, signed, keeper, officer)
        book.sign(ref, signed, keeper, "留样员")
        opinion = dice.choice(OPINIONS) if place == 0 and dice.random() < 0.4 else ""
        seen = later(moment(meal.day, "12:50"), dice, place * 4, place * 4 + 3)
        book.sign(ref, max(seen, later(signed, dice, 1, 3)), officer, "食品安全员", opinion)
    for place, one in enumerate(meal.samples):
        _destroy(world, book, label(meal.day, place), one, keeper, place)


def sample_data(
    meal: Lunch, one: Sample, keeper: PersonItem, officer: PersonItem
) -> dict[str, Any]:
    """One sample as the keeper hands it in."""
    data: dict[str, Any] = {
        "date": meal.day.isoformat(),
        "meal": MEAL,
        "diners": meal.diners,
        "box_temp": meal.box_temp,
        "dish": one.dish,
        "cooked_at": stamp(one.cooked_at),
        "served_at": stamp(moment(meal.day, SERVED)),
        "sampled_at": stamp(one.sampled_at),
        "weight": one.weight,
        "container": one.container,
        "keeper": keeper.name,
        "temp": one.temp,
        "reviewer": officer.name,
    }
    if one.temp == "9.5" and meal.day == TOO_WARM:
        data |= {
            "action": "该层靠近柜门，已移至下层并调低温控一档，通知水电工检查门封条",
            "action_by": officer.name,
            "retest_temp": "4.3",
        }
    if one.weight == 110 and meal.day == TOO_LITTLE:
        data |= {"action": "供餐前已补取30克，合计140克，重贴标签", "action_by": officer.name}
    return data


def _file_late(
    world: World,
    book: Book,
    ref: str,
    data: Mapping[str, Any],
    keeper: PersonItem,
    place: int,
    photos: tuple[Any, ...],
) -> None:
    day = date.fromisoformat(data["date"])
    at = moment(world.next_school_day(day, 2), "08:20", timedelta(minutes=2 * place))
    book.file(ref, at, keeper, data, reason=LATE[day], photos=photos)
    chief = world.the("vp_logistics")
    book.approve_late(ref, at + timedelta(minutes=50), chief, "标签、照片齐全，同意补录")
    book.sign(ref, at + timedelta(minutes=70), keeper, "留样员")
    officer = world.named(data["reviewer"])
    book.sign(ref, at + timedelta(minutes=95), officer, "食品安全员")


def _follow_up(
    world: World, book: Book, ref: str, at: datetime, keeper: PersonItem, officer: PersonItem
) -> datetime:
    """Under weight and nothing done: the officer sends it back."""
    back, again = at + timedelta(minutes=6), at + timedelta(minutes=14)
    book.give_back(ref, back, officer, "留样量118克不足125克，请补样后填写处置")
    right = {"action": "供餐前补取15克，合计133克", "action_by": officer.name}
    book.correct(ref, again, keeper, right, "按退回意见补样并填写处置")
    return again + timedelta(minutes=1)


# ---- destruction


def _destroy(
    world: World, book: Book, ref: str, one: Sample, keeper: PersonItem, place: int
) -> None:
    dice = world.dice(KEY, ref, "destroy")
    at, person = _when(world, one, keeper, dice)
    at += timedelta(minutes=2 * place)
    typed = later(at, dice, 1, 6)
    data = {"dispose_at": stamp(at.replace(second=0)), "dispose_by": person.name}
    if one.sampled_at.date() == WRONG_DATE and place == 0:
        early = at.replace(second=0) - timedelta(days=1)
        book.more(ref, typed, person, {**data, "dispose_at": stamp(early)})
        typed += timedelta(minutes=25)
        book.correct(ref, typed, person, {"dispose_at": data["dispose_at"]}, "销毁日期误录前一日")
        book.sign(ref, typed + timedelta(minutes=1), keeper, "留样员")
        officer = world.the("food_officer")
        book.sign(ref, typed + timedelta(minutes=3), officer, "食品安全员", "已核对销毁台签")
        typed += timedelta(minutes=4)
    else:
        book.more(ref, typed, person, data)
    book.sign(ref, later(typed, dice, 0, 1), person, "销毁人")


def _when(
    world: World, one: Sample, keeper: PersonItem, dice: random.Random
) -> tuple[datetime, PersonItem]:
    """Two to three days later: on a working day if there is one, else whoever is on duty."""
    day = one.sampled_at.date()
    if day == KEPT_TOO_LONG:  # over a long weekend: noticed on the first day back
        return moment(date(2026, 4, 7), "07:42"), keeper
    for days, clock in ((2, "15:10"), (3, "07:35")):
        if world.calendar.is_staff_day(day + timedelta(days=days)):
            return later(moment(day + timedelta(days=days), clock), dice, 0, 25), keeper
    duty = world.the("canteen_manager")
    return later(moment(day + timedelta(days=2), "14:30"), dice, 0, 60), duty
