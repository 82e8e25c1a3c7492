"""Two tables of the same children are one on paper, unless they are not of the same."""

from datetime import date
from typing import Any

import pytest

from checklists.catalogue import catalogue, find
from generator.compose import compose
from generator.composing.imprint import Imprint
from generator.composing.joining import joined
from generator.document import Grid, Heading
from records.definitions import Definition
from tests.generator.specimens import at, filed

PICKUP = find("child_pickup_register")
CAME, LEFT = PICKUP.example["arrivals"], PICKUP.example["departures"]


def sheet(**changes: Any) -> Any:
    data = {**PICKUP.example, **changes}
    return filed(PICKUP, "YEJS-20260305-001", data, at(date(2026, 3, 5), "17:20"))


def tables(imprint: Imprint, **changes: Any) -> list[Grid]:
    document = compose(sheet(**changes), Definition.of(PICKUP), imprint)
    return [one for one in document.blocks if isinstance(one, Grid)]


def test_who_was_brought_and_fetched_stands_on_one_line(imprint: Imprint) -> None:
    (table,) = tables(imprint)
    assert [column.label for column in table.columns] == [
        *("序号", "幼儿", "入园时间", "送园人", "离园时间", "接园人", "接送卡核验", "是否代接"),
    ]
    assert table.rows[1].cells[2:6] == ("08:02", "沈母", "16:31", "沈母")
    document = compose(sheet(), Definition.of(PICKUP), imprint)
    assert not [one for one in document.blocks if isinstance(one, Heading)]
    assert document.orientation == "portrait"


@pytest.mark.parametrize("left", [LEFT[:1], LEFT[::-1], [LEFT[0], {**LEFT[1], "child": "赵一"}]])
def test_lines_of_other_children_or_in_another_order_stay_apart(
    imprint: Imprint, left: list[dict[str, Any]]
) -> None:
    assert len(tables(imprint, departures=left)) == 2


def test_a_sheet_of_the_morning_shows_who_was_brought(imprint: Imprint) -> None:
    (table,) = tables(imprint, departures=[])
    assert [row.cells[1] for row in table.rows] == ["许小禾", "沈一诺"]


def test_no_other_register_is_joined() -> None:
    for slug, kind in catalogue().items():
        if slug != PICKUP.slug:
            form = Definition.of(kind)
            record = filed(kind, "X-1", kind.example, at(date(2026, 12, 30), "08:00"))
            assert joined(record, form) == (record, form), slug
