"""Meals across records."""

from datetime import date
from typing import Any

import pytest

from records.audit import meals
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


@pytest.mark.parametrize(("count", "found"), [(5, 0), (6, 1), (9, 1)])
def test_one_person_more_than_five_days_in_a_row(count: int, found: int) -> None:
    kept = [company(day) for day in school_days(count)]
    assert len(list(meals.always_the_same_companion(view(kept, COMPANY)))) == found
    shared = [
        company(day, companion="秦总务" if day.day % 2 else "林致远") for day in school_days(9)
    ]
    assert list(meals.always_the_same_companion(view(shared[:2], COMPANY))) == []


def test_opinions_that_repeat_are_doubtful() -> None:
    said = {"opinion": "饭菜可口，卫生良好，没有意见。"}
    kept = [company(day, **said) for day in school_days(6)]
    assert len(list(meals.opinions_that_repeat(view(kept, COMPANY)))) == 1
    different = [company(day) for day in school_days(6)]
    assert list(meals.opinions_that_repeat(view(different, COMPANY))) == []
