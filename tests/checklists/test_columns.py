"""One annotation gives form, validation and printed head."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError, computed_field

from checklists.catalogue import catalogue, find
from checklists.columns import (
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Money,
    Must,
    Note,
    Number,
    Person,
    Photos,
    Place,
    PlannedDay,
    PlannedMoment,
    Ref,
    RefTo,
    Stage,
    Text,
    Unit,
    When,
    columns_of,
)
from checklists.limits import Choice, Limit
from checklists.surroundings import SHANGHAI, Surroundings
from tests.checklists.conftest import NOW


def read(kind: Any, value: Any, around: Surroundings | None = None) -> Any:
    return TypeAdapter(kind).validate_python(value, context=around)


def error_of(kind: Any, value: Any, around: Surroundings | None = None) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, value, around)
    return str(caught.value.errors()[0]["type"])


class Part(BaseModel):
    name: Annotated[Text, Label("名称")]


class Sheet(BaseModel):
    text: Annotated[Text, Label("文字"), Head(), Hint("说明")]
    number: Annotated[Number, Label("温度"), Unit("℃"), Limit.of("0", "8")]
    weight: Annotated[Number | None, Label("重量"), When("有秤")] = None
    money: Annotated[Money, Label("金额")]
    fund: Annotated[Money | None, Label("资金")] = None
    count: Annotated[Count, Label("人数"), Unit("人")]
    day: Annotated[Day, Label("日期")]
    moment: Annotated[Moment | None, Label("时间"), Stage("后来"), Must()] = None
    told: Annotated[bool | None, Label("是否")] = None
    zone: Annotated[str, Label("指针"), Choice.of("绿区", failing=("红区",))]
    who: Annotated[Person, Label("谁")]
    where: Annotated[Place | None, Label("哪里")] = None
    photos: Annotated[Photos, Label("照片")] = ()
    lines: Annotated[tuple[Text, ...], Label("条款")] = ()
    parts: Annotated[tuple[Part, ...], Label("明细")] = ()
    people: Annotated[tuple[Person, ...], Label("哪些人")] = ()
    several: Annotated[tuple[Literal["甲", "乙"], ...], Label("哪几样")] = ()
    inner: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def double(self) -> Annotated[int, Label("两倍"), Unit("人"), Hint("算出"), Limit.of(high="9")]:
        return self.count * 2


def test_columns_are_read_back_from_the_annotations() -> None:
    columns = {one.name: one for one in columns_of(Sheet, "登记")}
    assert "inner" not in columns, "a field without a label is no column"
    kinds = {name: column.kind for name, column in columns.items()}
    assert kinds == {
        "text": "text",
        "number": "number",
        "weight": "number",
        "money": "money",
        "fund": "money",
        "count": "count",
        "day": "date",
        "moment": "datetime",
        "told": "bool",
        "zone": "text",
        "who": "ref",
        "where": "ref",
        "photos": "files",
        "lines": "texts",
        "parts": "rows",
        "people": "refs",
        "several": "texts",
        "double": "calc",
    }
    needs = {name: column.need for name, column in columns.items() if column.need != "必"}
    assert needs == {
        "weight": "条件",
        "fund": "否",
        "told": "否",
        "where": "否",
        "photos": "否",
        "lines": "否",
        "parts": "否",
        "people": "否",
        "several": "否",
        "double": "自动",
    }
    assert (columns["text"].head, columns["text"].hint) == (True, "说明")
    assert (columns["text"].stage, columns["moment"].stage) == ("登记", "后来")
    assert (columns["who"].ref, columns["where"].ref) == ("person", "place")
    assert columns["number"].heading == "温度（℃）"
    assert str(columns["number"].bound) == "0–8"
    assert str(columns["double"].bound) == "≤9"
    assert [one.label for one in columns["parts"].rows] == ["名称"]
    assert (columns["people"].ref, columns["several"].options) == ("person", ("甲", "乙"))


def test_a_decimal_keeps_what_was_typed() -> None:
    assert read(Number, 12.1) == Decimal("12.1")
    assert str(read(Number, "4.0")) == "4.0"
    assert read(Money, "300.00") == Decimal(300)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("NaN", "finite_number"),
        (float("inf"), "finite_number"),
        ("1E+300", "decimal_max_digits"),
        ("0.1234567", "decimal_max_places"),
        (True, "decimal_type"),
        ("十二", "decimal_parsing"),
        (None, "decimal_type"),
    ],
)
def test_what_is_no_sensible_number_is_refused(value: Any, kind: str) -> None:
    assert error_of(Number, value) == kind


@pytest.mark.parametrize("value", ["-0.01", "0.001", "1234567890123"])
def test_money_is_not_negative_and_has_no_fractions_of_a_fen(value: str) -> None:
    with pytest.raises(ValidationError):
        read(Money, value)


@pytest.mark.parametrize("value", [-1, 1.0, "5", True, 10**10, None])
def test_a_count_is_a_whole_number_and_nothing_like_it(value: Any) -> None:
    with pytest.raises(ValidationError):
        read(Count, value)


@pytest.mark.parametrize("value", ["2026-02-30", "20260305", 5, 1772640000, "3月5日", "0001-01-01"])
def test_only_a_written_day_is_a_day(value: Any) -> None:
    assert error_of(Day, value).startswith("date_")


@pytest.mark.parametrize("value", ["2026-03-05", 5, 1772640000.0, "11:20", "2026-03-05T25:00"])
def test_only_a_day_with_a_time_is_a_moment(value: Any) -> None:
    assert error_of(Moment, value).startswith("datetime_")


def test_a_moment_without_zone_is_in_the_school_s_zone() -> None:
    assert read(PlannedMoment, "2026-03-05T11:20").utcoffset() == timedelta(hours=8)
    there = Surroundings(zone=timezone(timedelta(hours=6)))
    assert read(PlannedMoment, "2026-03-05T11:20", there).utcoffset() == timedelta(hours=6)
    assert read(PlannedMoment, "2026-03-05T03:20Z").utcoffset() == timedelta()


def test_the_future_is_refused_where_things_have_happened_and_allowed_where_they_are_planned() -> (
    None
):
    around = Surroundings(now=NOW)
    assert error_of(Day, "2026-03-06", around) == "future"
    assert error_of(Moment, "2026-03-05T17:01+08:00", around) == "future"
    assert read(Day, "2026-03-05", around) == date(2026, 3, 5)
    assert read(PlannedDay, "2027-01-01", around) == date(2027, 1, 1)
    assert read(PlannedMoment, "2027-01-01T08:00", around).year == 2027
    late = Surroundings(now=datetime(2026, 3, 5, 23, tzinfo=SHANGHAI))
    assert read(Moment, "2026-03-05T14:59:00Z", late) == datetime(2026, 3, 5, 14, 59, tzinfo=UTC)


@pytest.mark.parametrize("code", [0, 1, 8, 11, 27, 31, 127, 0xD800, 0xFFFE, 0xFFFF])
def test_control_characters_are_refused_with_their_place(code: int) -> None:
    for kind in (Text, Note):
        with pytest.raises(ValidationError, match=f"第 3 个字.*U\\+{code:04X}"):
            read(kind, f"前面{chr(code)}后面")


@pytest.mark.parametrize("text", ["<b>&{{7*7}}", "第一行\n第二行\t完", "㛃𬱖䶮玥珺", "=1+1"])
def test_any_other_text_is_taken_to_the_letter(text: str) -> None:
    assert read(Text, text) == text


def test_five_megabytes_are_too_long() -> None:
    assert error_of(Note, "长" * 1_700_000) == "string_too_long"


def test_a_reference_is_looked_up_by_id_or_name(around: Surroundings) -> None:
    assert read(Person, "王安", around) == read(Person, "p01", around) == Ref(id="p01", name="王安")
    assert read(Person, {"id": "p01", "name": "旧名"}, around).name == "王安"
    assert error_of(Person, "查无此人", around) == "ref_unknown"
    bads: list[Any] = [5, "", " ", [], {"id": "p01"}, {"id": 5, "name": "x"}]
    for bad in bads:
        assert error_of(Person, bad, around) == "ref_type"
    assert error_of(Person, "王\x07安", around) == "control_character"
    assert error_of(Person, "长" * 101) == "string_too_long"


def test_a_reference_to_what_is_not_listed_is_taken_as_it_stands(around: Surroundings) -> None:
    dish = Annotated[Ref, RefTo("menu")]
    assert read(dish, "番茄炒蛋", around) == Ref(id="番茄炒蛋", name="番茄炒蛋")
    assert read(Person, "谁都行") == Ref(id="谁都行", name="谁都行")


def test_what_was_kept_with_a_name_keeps_it_where_there_is_no_list() -> None:
    assert read(Person, {"id": "p09", "name": "离任者"}) == Ref(id="p09", name="离任者")


def test_every_column_of_every_register_has_a_label_and_a_known_kind() -> None:
    kinds = {"text", "number", "money", "count", "date", "datetime", "bool", "choice", "ref"}
    kinds |= {"time", "refs", "texts", "files", "rows", "checks", "calc"}
    for slug in catalogue():
        for column in find(slug).columns():
            assert column.label
            assert column.kind in kinds
            assert (column.kind == "rows") == bool(column.rows)
