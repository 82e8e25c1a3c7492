"""Entries: refused when they cannot be understood, kept and judged however bad the news."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import BaseModel, ConfigDict, computed_field

from checklists.catalogue import catalogue, find
from checklists.columns import (
    Count,
    Day,
    Label,
    Moment,
    Must,
    Number,
    Person,
    Serial,
    Stage,
    Text,
    Unit,
)
from checklists.entry import RowEntry
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.blank import make_register


class Part(RowEntry):
    """两个环节的小登记簿。"""

    register = make_register(
        "小登记簿", stages=("开始", "结束"), rules=(Rule("R01", Severity.WARN, "不宜过热"),)
    )
    slug = "part"
    example: ClassVar[Mapping[str, Any]] = {}
    hazard_source = "其他"

    number: Annotated[Text | None, Serial("{year}-{n}"), Label("编号")] = None
    day: Annotated[Day, Label("日期")]
    begun_at: Annotated[Moment | None, Label("开始时间")] = None
    ended_at: Annotated[Moment | None, Label("结束时间"), Stage("结束"), Must()] = None
    slip: Annotated[Text | None, Serial("单{n}"), Label("单号"), Stage("结束")] = None
    heat: Annotated[Number | None, Label("温度"), Unit("℃"), Limit.of("0", "8")] = None
    people: Annotated[Count, Label("人数"), Limit.of(low="1")] = 1
    who: Annotated[Person | None, Label("经手人")] = None
    lines: Annotated[tuple[Text, ...], Label("事项")] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def double(self) -> Annotated[int, Label("两倍")]:
        return self.people * 2

    def malformed(self, surroundings: Surroundings) -> Iterator[Any]:
        yield from self.in_order(("begun_at", self.begun_at), ("ended_at", self.ended_at))

    @carries_out("R01")
    def not_hot(self, surroundings: Surroundings) -> Iterator[Finding]:
        if self.heat is not None and self.heat > 30:
            yield self.finding("R01", "「温度」", "过热")


class Line(BaseModel):
    """两件事相加。"""

    model_config = ConfigDict(extra="forbid", frozen=True)

    one: Annotated[Count, Label("甲")]
    other: Annotated[Count, Label("乙")] = 0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total(self) -> Annotated[int, Label("合计")]:
        return self.one + self.other


class Sums(Part):
    """有明细的小登记簿。"""

    sums: Annotated[tuple[Line, ...], Label("明细")] = ()


class Hotter(Part):
    """规则可以改写。"""

    @carries_out("R01")
    def not_hot(self, surroundings: Surroundings) -> Iterator[Finding]:
        yield self.finding("G17", "「温度」", "总是")


class Wordy(Part):
    """名称很长。"""

    def title(self) -> str:
        return "长" * 400


DAY = {"day": "2026-03-05"}


def problems(data: Mapping[str, Any], around: Surroundings, **more: Any) -> list[str]:
    with pytest.raises(InvalidEntryError) as caught:
        Part.read(data, around, **more)
    return [str(problem) for problem in caught.value.problems]


def test_a_forged_computed_column_is_refused(around: Surroundings) -> None:
    assert problems({**DAY, "double": 2}, around) == [
        "「两倍」：由系统计算，不能填写。删去这一栏，系统会自动算出"
    ]


def test_a_number_is_given_and_never_typed(around: Surroundings) -> None:
    assert problems({**DAY, "number": "2026-9"}, around) == [
        "「编号」：编号由系统连续给出，不能填写。删去这一栏，登记时自动编号"
    ]
    kept = {"number": "2026-9"}
    assert Part.read({**DAY, **kept}, around, kept=kept).number == "2026-9"
    assert problems(DAY, around, kept=kept), "a number given is not taken away"


def test_impossible_order_of_times_is_refused(around: Surroundings) -> None:
    data = {**DAY, "begun_at": "2026-03-05T10:00", "ended_at": "2026-03-05T09:00"}
    assert problems(data, around) == ["「结束时间」：早于开始时间。核对两个时间"]


def test_content_round_trips_through_json(around: Surroundings) -> None:
    data = {**DAY, "heat": 12.1, "who": "王安", "lines": ["<b>&{{7*7}}", "𬱖"]}
    entry = Part.read(data, around)
    kept = json.loads(json.dumps(entry.to_data(), ensure_ascii=False))
    assert kept["heat"] == "12.1"
    assert kept["who"] == {"id": "p01", "name": "王安"}
    assert kept["double"] == 2
    assert "number" not in kept
    assert Part.read(Part.without_computed(kept), around) == entry


def test_what_is_computed_in_a_row_is_never_typed(around: Surroundings) -> None:
    entry = Sums.read({**DAY, "sums": [{"one": 2, "other": 3}]}, around)
    kept = entry.to_data()
    assert kept["sums"] == [{"one": 2, "other": 3, "total": 5}]
    assert Sums.read(Sums.without_computed(kept), around) == entry
    longer = Sums.continued(kept, {"sums": [{"one": 1}]})
    assert [one.total for one in Sums.read(longer, around).sums] == [5, 1]
    with pytest.raises(InvalidEntryError, match="「合计」：由系统计算"):
        Sums.read({**DAY, "sums": [{"one": 2, "total": 5}]}, around)


def test_an_out_of_limit_reading_is_kept_judged_and_reported(around: Surroundings) -> None:
    entry = Part.read({**DAY, "heat": "12.0"}, around)
    heat, people = entry.judgements(around)
    assert (heat.verdict, heat.reading, heat.bound) == (Verdict.FAIL, "12.0℃", "0–8")
    assert people.verdict is Verdict.PASS
    assert entry.verdict(around) is Verdict.FAIL
    hazard = entry.hazards(around)[0]
    assert hazard.key == "part.heat"
    assert hazard.description == "小登记簿：温度不合格 12.0℃（标准0–8）"


def test_the_school_s_own_limit_judges(around: Surroundings) -> None:
    own = replace(around, limits={"part.heat": Limit.of(high="15")})
    assert Part.read({**DAY, "heat": "12"}, own).verdict(own) is Verdict.PASS


def test_no_hazard_without_a_source(around: Surroundings) -> None:
    letters = find("safety_responsibility_letter")
    entry = letters.read({**letters.example, "copies": 1}, Surroundings())
    assert entry.verdict(around) is Verdict.FAIL
    assert entry.hazards(around) == ()


def test_a_long_description_fits_its_column(around: Surroundings) -> None:
    hazard = Wordy.read({**DAY, "heat": "9"}, around).hazards(around)[0]
    assert len(hazard.description) == 300
    assert hazard.description.endswith("…")


def test_stages_are_finished_in_order(around: Surroundings) -> None:
    begun = Part.read(DAY, around)
    assert (begun.stage(), begun.is_complete()) == ("结束", False)
    assert [one.path for one in begun.missing("结束")] == ["ended_at"]
    assert [one.name for one in begun.numbers_due()] == ["number"]
    done = Part.read({**DAY, "ended_at": "2026-03-05T11:00"}, around)
    assert (done.stage(), done.is_complete()) == ("结束", True)
    assert [one.name for one in done.numbers_due()] == ["number", "slip"]


def test_what_may_be_open_is_kept_open_at_its_stage() -> None:
    hazards = find("hazard_rectification")
    first = ("source", "found_at", "finder", "category", "desc")
    data = {key: hazards.example[key] for key in first}
    hazard = hazards.read(data, Surroundings())
    assert (hazard.stage(), hazard.is_complete()) == ("发现", False)
    assert "部位" in " ".join(str(one) for one in hazard.missing("发现"))


def test_a_continuation_adds_and_never_overwrites() -> None:
    kept = {"day": "2026-03-05", "people": 3, "double": 6, "lines": ["一"]}
    merged = Part.continued(kept, {"lines": ["二"], "heat": "5", "people": 3})
    assert merged == {"day": "2026-03-05", "people": 3, "lines": ["一", "二"], "heat": "5"}
    with pytest.raises(InvalidEntryError, match="「人数」：已经登记过，续填不能改。要改请用更正"):
        Part.continued(kept, {"people": 4})


def test_rules_run_and_a_rule_can_be_rewritten(around: Surroundings) -> None:
    found = Part.read({**DAY, "heat": "31"}, around).findings(around)
    assert [(one.code, one.severity) for one in found] == [("part.R01", Severity.WARN)]
    assert str(found[0]) == "[警告] part.R01 「温度」：过热"
    always = Hotter.read(DAY, around).findings(around)
    assert [(one.code, one.severity) for one in always] == [("G17", Severity.BLOCK)]


def test_who_has_left_is_not_referred_to_as_in_service(around: Surroundings) -> None:
    found = Part.read({**DAY, "who": "离岗者"}, around).findings(around)
    assert [(one.code, one.where) for one in found] == [("G10", "「经手人」")]


def test_the_business_date_is_the_first_day_there_is(around: Surroundings) -> None:
    assert Part.read(DAY, around).business_date().isoformat() == "2026-03-05"


BAD_INPUT: dict[str, Any] = {
    "unknown column": {"nonsense": 1},
    "wrong type": {"date": ["2026-03-05"]},
    "impossible date": {"date": "2026-02-30"},
    "control characters": {"title_\x07": "x"},
    "five megabytes": {"remark_": "长" * 1_700_000},
    "not text": {5: "x"},
}


@pytest.mark.parametrize("slug", catalogue())
@pytest.mark.parametrize("name", BAD_INPUT)
def test_every_register_refuses_what_it_cannot_understand(slug: str, name: str) -> None:
    kind = find(slug)
    with pytest.raises(InvalidEntryError) as caught:
        kind.read({**kind.example, **BAD_INPUT[name]}, Surroundings())
    assert caught.value.problems
    assert len(str(caught.value)) < 2000


NONSENSE: tuple[Any, ...] = ({"a": {"b": []}}, 3.5, [[[]]], "\x00", "長" * 5000)


@pytest.mark.parametrize("slug", catalogue())
def test_every_column_of_every_register_refuses_nonsense(slug: str) -> None:
    kind = find(slug)
    for column, nonsense in product(kind.columns(), NONSENSE):
        data = {**kind.example, column.name: nonsense}
        if column.kind in ("number", "money") and nonsense == 3.5:
            assert kind.read(data, Surroundings()), "three and a half is no nonsense here"
            continue
        with pytest.raises(InvalidEntryError) as caught:
            kind.read(data, Surroundings())
        assert any(one.path.startswith(column.name) for one in caught.value.problems), column.name


NUMBERS = "numbers of one book, each counted from its first to its last"
NOT_FREE: dict[str, str] = {
    "safety_responsibility_letter.template_id": "begins with the initials of who it goes to",
    "visitor_register.id_tail": "four characters of a card",
    "monthly_account_publicity.month": "a month of the calendar",
    "agency_fee_consent.void_no": NUMBERS,
    **{
        f"receipt_stub_register.{name}": NUMBERS
        for name in ("no_from", "no_to", "void", "skipped", "next_no")
    },
}
"""Texts that another column or a card settles, by register and column."""


@pytest.mark.parametrize("slug", catalogue())
def test_every_free_text_takes_markup_and_rare_characters_to_the_letter(slug: str) -> None:
    kind, text = find(slug), "<b>&{{7*7}} 㛃𬱖䶮"
    for column in kind.columns():
        if column.kind == "text" and not column.serial and f"{slug}.{column.name}" not in NOT_FREE:
            data = {**kind.example, column.name: text}
            assert getattr(kind.read(data, Surroundings()), column.name) == text


@pytest.mark.parametrize("slug", catalogue())
def test_every_register_names_each_column_that_is_missing(slug: str) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        find(slug).read({}, Surroundings())
    told = {problem.path for problem in caught.value.problems}
    assert told == {name for name, one in find(slug).model_fields.items() if one.is_required()}
