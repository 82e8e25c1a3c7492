"""Every validation error is told in Chinese: where, what, what to do."""

import enum
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import BaseModel, Field

from checklists.catalogue import find
from checklists.columns import Day, Label, Person, Text
from checklists.entry import Entry
from checklists.errors import InvalidEntryError
from checklists.messages import SAYINGS
from checklists.surroundings import Surroundings
from tests.registers.blank import make_register


class Colour(enum.Enum):
    RED = "红"


class Row(BaseModel):
    amount: Annotated[Decimal, Label("金额")]


class Everything(Entry):
    """一切类型的栏目。"""

    register = make_register("一切")
    slug = "everything"
    example: ClassVar[Mapping[str, Any]] = {}

    text: Annotated[str, Field(min_length=2, max_length=4), Label("文字")] = "文字"
    coded: Annotated[str, Field(pattern=r"^[a-z]+$"), Label("代号")] = "a"
    needed: Annotated[Text, Label("必填")]
    count: Annotated[int, Field(ge=1, le=9), Label("数目")] = 1
    over: Annotated[int, Field(gt=0), Label("正数")] = 1
    number: Annotated[
        Decimal, Field(max_digits=5, decimal_places=2, allow_inf_nan=False), Label("数字")
    ] = Decimal(1)
    digits: Annotated[Decimal, Field(max_digits=2), Label("位数")] = Decimal(1)
    told: Annotated[bool, Label("是否")] = True
    colour: Annotated[Colour, Label("颜色")] = Colour.RED
    choice: Annotated[Literal["甲", "乙"], Label("选择")] = "甲"
    day: Annotated[date, Label("日子")] = date(2026, 3, 5)
    past: Annotated[Day, Label("过去")] = date(2026, 3, 5)
    moment: Annotated[datetime | None, Label("时刻")] = None
    clock: Annotated[time | None, Label("钟点")] = None
    table: Annotated[dict[str, int], Label("表")] = Field(default_factory=dict)
    rows: Annotated[tuple[Row, ...], Field(max_length=1), Label("明细")] = ()
    brief: Annotated[Text, Field(max_length=3), Label("短文")] = "短"
    some: Annotated[tuple[Row, ...] | None, Field(min_length=1), Label("至少一行")] = None
    lines: Annotated[list[int], Label("列表")] = Field(default_factory=list)
    person: Annotated[Person | None, Label("人员")] = None


BAD: dict[str, dict[Any, Any]] = {
    "missing": {"needed": ...},
    "string_type": {"text": 5},
    "string_too_short": {"text": "字"},
    "string_too_long": {"text": "太长的文字"},
    "string_pattern_mismatch": {"coded": "A"},
    "too_long": {"rows": [{"amount": 1}, {"amount": 2}]},
    "too_short": {"some": []},
    "int_type": {"count": []},
    "int_parsing": {"count": "三"},
    "int_from_float": {"count": 1.5},
    "decimal_type": {"number": []},
    "decimal_parsing": {"number": "一"},
    "decimal_max_places": {"number": "1.234"},
    "decimal_max_digits": {"digits": "123"},
    "decimal_whole_digits": {"number": "12345"},
    "finite_number": {"number": "NaN"},
    "greater_than_equal": {"count": 0},
    "greater_than": {"over": 0},
    "less_than_equal": {"count": 10},
    "bool_type": {"told": []},
    "bool_parsing": {"told": "也许"},
    "enum": {"colour": "蓝"},
    "literal_error": {"choice": "丙"},
    "date_type": {"day": []},
    "date_parsing": {"past": "5"},
    "date_from_datetime_parsing": {"day": "2026-02-30"},
    "date_from_datetime_inexact": {"day": "2026-03-05T10:00"},
    "datetime_type": {"moment": []},
    "datetime_parsing": {"moment": "x"},
    "datetime_from_date_parsing": {"moment": "2026-02-30"},
    "datetime_object_invalid": {"moment": "2026-02-30T10:00"},
    "timezone_offset_parsing": {"moment": "2026-03-05T10:00+99:99"},
    "time_type": {"clock": []},
    "time_parsing": {"clock": "25点"},
    "dict_type": {"table": 5},
    "model_type": {"rows": [5]},
    "tuple_type": {"rows": 5},
    "list_type": {"lines": 5},
    "extra_forbidden": {"unknown": 1},
    "future": {"past": "2026-03-06"},
    "control_character": {"needed": "铃\x07"},
    "ref_unknown": {"person": "查无此人"},
    "ref_type": {"person": 5},
    "invalid_key": {5: 1},
}


def problems(changes: Mapping[Any, Any], around: Surroundings) -> InvalidEntryError:
    whole: dict[Any, Any] = {"needed": "有", **changes}
    data = {key: value for key, value in whole.items() if value is not ...}
    with pytest.raises(InvalidEntryError) as caught:
        Everything.read(data, around)
    return caught.value


def test_every_saying_is_tried() -> None:
    reached_otherwise = {"datetime_from_date_parsing", "datetime_object_invalid"}
    assert BAD.keys() >= SAYINGS.keys() - reached_otherwise


@pytest.mark.parametrize("kind", BAD)
def test_each_error_is_told_in_chinese_with_place_and_advice(
    kind: str, around: Surroundings
) -> None:
    error = problems(BAD[kind], around)
    assert len(error.problems) == 1, str(error)
    problem = error.problems[0]
    column = next(iter(BAD[kind]))
    assert str(column) in problem.path
    for text in (problem.where, problem.what, problem.advice):
        assert text, kind
        assert "{" not in text.replace("{“名称”: 值}", ""), text
    english = re.findall(r"[A-Za-z]{3,}", problem.what + problem.advice)
    assert set(english) <= {"true", "false", "NaN"}, problem
    assert "未保存" in str(error)


def test_a_row_is_named_by_its_number_and_its_column(around: Surroundings) -> None:
    error = problems({"rows": [{"amount": "一百"}]}, around)
    assert error.problems[0].where == "「明细」・第 1 行・「金额」"
    assert error.problems[0].path == "rows.0.amount"


def test_a_choice_is_told_what_it_can_be(around: Surroundings) -> None:
    assert error_text({"choice": "丙"}, around).endswith("可选：甲、乙")
    assert error_text({"colour": "蓝"}, around).endswith("可选：红")


def test_a_text_too_long_for_its_column_is_no_list(around: Surroundings) -> None:
    assert "太长（最多 3 字）" in error_text({"brief": "四个字的"}, around)


def error_text(changes: Mapping[Any, Any], around: Surroundings) -> str:
    return str(problems(changes, around).problems[0])


def test_long_and_unprintable_input_is_shown_short(around: Surroundings) -> None:
    text = error_text({"choice": "\x1b[31m" + "长" * 500}, around)
    assert "\x1b" not in text
    assert len(text) < 120


def test_several_problems_are_told_together(around: Surroundings) -> None:
    error = problems({"needed": ..., "count": "三", "choice": "丙"}, around)
    assert [one.path for one in error.problems] == ["needed", "count", "choice"]
    assert "有 3 处填写读不懂" in str(error)


def test_what_is_no_object_is_told_as_a_whole(around: Surroundings) -> None:
    wholes: tuple[Any, ...] = ([], "text", None, 5)
    for data in wholes:
        with pytest.raises(InvalidEntryError, match="不是一个 JSON 对象"):
            Everything.read(data, around)


def test_a_text_longer_than_its_own_column_allows_is_too_long_not_too_many() -> None:
    kind = find("hazard_rectification")
    with pytest.raises(InvalidEntryError) as caught:
        kind.read({**kind.example, "desc": "长" * 301}, Surroundings())
    assert [one.what for one in caught.value.problems] == ["太长（最多 300 字）"]
