"""Fields of a model: what a page shows of it comes back as it was, whatever it is made of."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.datastructures import FormData

from checklists.calendar import NationalDay, SchoolDay
from records.items import ITEMS
from taizhang.school_file import SchoolSection, TermSection
from taizhang.web.fields import tree_of
from taizhang.web.model_fields import Shape, draw_model, read_model, shape_of
from taizhang.web.widgets import Field

DAY = date(2026, 4, 10)
WHOLE: dict[str, BaseModel] = {
    "term": TermSection(
        key="2025-2026-2",
        start=date(2026, 3, 2),
        end=date(2026, 7, 3),
        meals=("早", "中"),
        days={DAY: SchoolDay.EVENT},
        national={DAY: NationalDay.NORMAL, date(2026, 5, 9): NationalDay.MAKEUP_WORKDAY},
        no_meals=(DAY, date(2026, 7, 2)),
        meals_off={DAY: ("早", "中")},
        closed_classes={DAY: ("一（1）班", "B002")},
    ),
    "school": SchoolSection(
        name="青禾市云溪路小学", code="云小", boarding=True, phone="0799-5550126"
    ),
}


def filled(kind: str) -> BaseModel:
    """A line of a list with something in every column."""
    item = ITEMS[kind]
    data = {name: _value(shape_of(one.annotation)) for name, one in item.model_fields.items()}
    return item.model_validate({**data, "posts": ["cook"]} if "posts" in data else data)


def _value(shape: Shape) -> Any:
    if shape.base is dict:
        return {_value(shape.inner[0]): _value(shape.inner[1])}
    if shape.base is tuple:
        return [_value(shape.inner[0])]
    if shape.options:
        return shape.options[-1]
    return {date: DAY, int: 3, Decimal: Decimal("1.5"), bool: True}.get(shape.base, "甲（乙）")


def posted(fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    """What a browser sends of fields that nobody touched."""
    for one in fields:
        for row in one.rows:
            yield from posted(row.fields)
        values = one.value if isinstance(one.value, list) else [one.value]
        yield from ((one.name, value) for value in values if not one.rows)


@pytest.mark.parametrize("model", [*WHOLE.values(), *map(filled, ITEMS)], ids=[*WHOLE, *ITEMS])
def test_what_nobody_touched_comes_back_as_it_was(model: BaseModel) -> None:
    names = list(type(model).model_fields)
    drawn = draw_model(type(model), names, model.model_dump())
    back = read_model(type(model), names, tree_of(FormData(list(posted(drawn.fields)))))
    assert type(model).model_validate(back) == model


def test_days_and_figures_are_read_as_people_write_them() -> None:
    form = FormData(
        [("e.name", " 电表一 "), ("e.multiplier", "１．５"), ("e.since", "2026年9月1日")]
    )
    read = read_model(ITEMS["meter"], ["name", "multiplier", "since"], tree_of(form))
    assert read == {"name": "电表一", "multiplier": "1.5", "since": date(2026, 9, 1)}


def test_what_is_left_empty_is_as_if_never_said() -> None:
    form = FormData([("e.name", ""), ("e.multiplier", ""), ("e.place", " ")])
    read = read_model(ITEMS["meter"], ["name", "multiplier", "place"], tree_of(form))
    assert read == {"multiplier": Decimal(1), "place": ""}


def test_a_choice_that_needs_none_can_be_left_open() -> None:
    fields = draw_model(ITEMS["class"], ["stage"], {}).fields
    assert [(one.widget, one.options, one.value) for one in fields] == [
        ("select", ("小学", "幼儿园"), "")
    ]
    reason = draw_model(ITEMS["banned"], ["reason"], {}).fields[0]
    assert (reason.widget, reason.need) == ("segments", "必填")
