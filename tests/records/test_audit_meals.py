"""Meals across records."""

from datetime import date
from typing import Any

import pytest

from checklists.rules import Severity
from records.audit import duties, meals
from records.record import Record
from tests.records.made_records import on, record, school, school_days, view


def company(day: date, number: int = 1, **changes: Any) -> Record:
    text, name = day.isoformat(), f"PC-{day:%Y%m%d}-{number:03d}"
    told = {"opinion": f"{day.day}日的菜不咸不淡，汤有点凉。", "date": text}
    return record("meal_companion_record", name, on(text), **{**told, **changes})


COMPANY = school("meal_companion_record")


def test_guests_do_not_stand_in_for_a_leader() -> None:
    day = school_days(1)[0]
    guest = company(day, role="家长", guest="周女士")
    found = list(meals.meals_without_a_leader(view([guest], COMPANY)))
    assert [one.number for one in found] == [guest.number]
    assert list(meals.meals_without_a_leader(view([guest, company(day, 2)], COMPANY))) == []


def test_a_meal_without_company_is_missed() -> None:
    first, second = school_days(2)
    now = on(second.isoformat(), "19:00")
    (missed,) = duties.missing_duties(view([company(first)], COMPANY, now))
    assert missed.code == "meal_companion_record.R01"
    assert list(duties.missing_duties(view([company(first), company(second)], COMPANY, now))) == []


@pytest.mark.parametrize(("count", "found"), [(5, 0), (6, 1), (9, 1)])
def test_one_person_more_than_five_days_in_a_row(count: int, found: int) -> None:
    kept = [company(day) for day in school_days(count)]
    assert len(list(meals.always_the_same_companion(view(kept, COMPANY)))) == found
    shared = [
        company(day, companion="秦总务" if day.day % 2 else "林致远") for day in school_days(9)
    ]
    assert list(meals.always_the_same_companion(view(shared[:2], COMPANY))) == []


def test_opinions_that_repeat_are_doubtful() -> None:
    said: dict[str, Any] = {"opinion": "饭菜可口，卫生良好，没有意见。"}
    kept = [company(day, **said) for day in school_days(6)]
    assert len(list(meals.opinions_that_repeat(view(kept, COMPANY)))) == 1
    different = [company(day) for day in school_days(6)]
    assert list(meals.opinions_that_repeat(view(different, COMPANY))) == []


# ---- menu and samples

CANTEEN = school("weekly_menu", "food_sample_retention")
MONDAY = "2026-03-09"


def menu(**changes: Any) -> Record:
    return record("weekly_menu", "SP-20260306-001", on("2026-03-06"), **changes)


def samples(*dishes: str, day: str = MONDAY) -> list[Record]:
    moved: dict[str, Any] = {
        "date": day,
        "cooked_at": f"{day}T10:50:00+08:00",
        "sampled_at": f"{day}T11:05:00+08:00",
        "served_at": f"{day}T11:30:00+08:00",
        "dispose_at": None,
        "dispose_by": None,
    }
    return [
        record(
            "food_sample_retention",
            f"LY-{day.replace('-', '')}-{number:03d}",
            on(day),
            **{**moved, "dish": dish},
        )
        for number, dish in enumerate(dishes, 1)
    ]


CHANGED = {
    "day_meal": "周一中",
    "dish": "紫菜蛋花汤",
    "instead": "冬瓜汤",
    "change": "紫菜未到货",
    "approver": "贺珺",
}
ANNOUNCED = ("米饭", "土豆烧牛肉", "紫菜蛋花汤")


@pytest.mark.parametrize(
    ("cooked", "changes", "lacking", "unannounced"),
    [
        (ANNOUNCED, (), "", ""),
        (ANNOUNCED[:2], (), "紫菜蛋花汤", ""),
        ((*ANNOUNCED[:2], "冬瓜汤"), (), "紫菜蛋花汤", "冬瓜汤"),
        ((*ANNOUNCED[:2], "冬瓜汤"), (CHANGED,), "", ""),
    ],
)
def test_what_is_announced_cooked_and_sampled_is_the_same(
    cooked: tuple[str, ...], changes: tuple[Any, ...], lacking: str, unannounced: str
) -> None:
    seen = view([menu(changes=changes), *samples(*cooked)], CANTEEN)
    lack = [one.message.rpartition("：")[2] for one in meals.dishes_without_a_sample(seen)]
    more = [one.message.rpartition("：")[2] for one in meals.dishes_not_announced(seen)]
    assert (lack, more) == ([lacking] if lacking else [], [unannounced] if unannounced else [])


def test_fruit_needs_no_sample() -> None:
    fruit = {
        "day_meal": "周一中",
        "course": "水果",
        "dish": "苹果",
        "material": [{"name": "苹果", "grams": "120", "price": "8.00"}],
    }
    dishes = [*menu().entry["dishes"], fruit]
    plain = [{name: one for name, one in dish.items() if name != "cost"} for dish in dishes]
    seen = view([menu(dishes=plain), *samples(*ANNOUNCED)], CANTEEN)
    assert list(meals.dishes_without_a_sample(seen)) == []


def test_without_a_menu_the_samples_are_not_looked_into() -> None:
    elsewhere = view(samples("米饭", day="2026-03-17"), CANTEEN)
    found = [*meals.dishes_without_a_sample(elsewhere)]
    found += meals.dishes_without_a_sample(view(samples("米饭"), school("food_sample_retention")))
    found += meals.dishes_not_announced(view([menu()], school("weekly_menu")))
    assert [(one.severity, one.message) for one in found] == [
        (Severity.HINT, "未核（没有当周食谱）"),
        (Severity.HINT, "未核（缺每周带量食谱）"),
        (Severity.HINT, "未核（缺食品留样记录）"),
    ]
    assert list(meals.dishes_not_announced(elsewhere)) == []
