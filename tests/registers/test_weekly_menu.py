"""每周带量食谱（菜谱）审定与公示."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.foods import FORBIDDEN, forbidden_food
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

DISHES: list[dict[str, Any]] = find("weekly_menu").example["dishes"]
CHANGE = {"day_meal": "周一中", "dish": "紫菜蛋花汤", "change": "紫菜未到货", "approver": "贺珺"}


def with_dish(place: int, **changes: Any) -> list[dict[str, Any]]:
    return [{**one, **changes} if at == place else one for at, one in enumerate(DISHES)]


def test_a_week_is_drawn_up_approved_and_posted(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.title(), entry.business_date().isoformat()) == ("3.9—3.13食谱", "2026-03-09")
    assert [one["cost"] for one in entry.to_data()["dishes"][:2]] == ["0.52", "3.56"]
    assert make(approved_on=None, photos=None).stage() == "审定"


def test_r01_dishes_are_not_repeated_but_rice_is(make: Make, around: Surroundings) -> None:
    again = make(dishes=with_dish(4, dish="土豆烧牛肉"))
    assert codes(again, around) == ["R01"]
    lax = replace(around, limits={"weekly_menu.variety": Limit.of(low="75")})
    assert codes(again, lax) == []


@pytest.mark.parametrize("name", ["干煸四季豆", "凉拌黄瓜"])
def test_r01_what_is_forbidden_is_not_cooked(make: Make, around: Surroundings, name: str) -> None:
    assert codes(make(dishes=with_dish(5, dish=name)), around) == ["R01"]
    material = [{"name": "发芽土豆", "grams": "150", "price": "6.00"}]
    assert codes(make(dishes=with_dish(5, material=material)), around) == ["R01"]
    assert codes(make(changes=[{**CHANGE, "instead": name}]), around) == ["R01"]
    assert codes(make(changes=[{**CHANGE, "instead": "冬瓜汤"}]), around) == []


@pytest.mark.parametrize(("day", "found"), [("2026-03-08", []), ("2026-03-09", ["R01"])])
def test_r01_it_is_approved_before_it_is_cooked(
    make: Make, around: Surroundings, day: str, found: list[str]
) -> None:
    assert codes(make(approved_on=day), around) == found


@pytest.mark.parametrize(
    ("standard", "found"), [("4.60", []), ("4.10", ["R03", "R03"]), ("5.50", ["R03"])]
)
def test_r03_a_meal_costs_what_the_standard_allows(
    make: Make, around: Surroundings, standard: str, found: list[str]
) -> None:
    assert codes(make(standard=standard), around) == found


def test_every_forbidden_food_is_known_by_its_own_name() -> None:
    assert [forbidden_food(kind) for kind in FORBIDDEN] == list(FORBIDDEN)
    assert forbidden_food("土豆烧牛肉") is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_day": "2026-03-08"}, "「执行末日」：早于执行首日"),
        ({"last_day": "2026-03-16"}, "「执行末日」：超过一周"),
        ({"dishes": with_dish(0, day_meal="周一夜")}, "「星期/餐次」：“周一夜”不在可选范围"),
        ({"dishes": with_dish(0, cost="0.52")}, "由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
