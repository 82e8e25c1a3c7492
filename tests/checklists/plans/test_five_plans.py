"""The five plans that asked for all this: every sentence has one place, and nothing is lost.

Their people, schools and places have other names here. The text is split into sentences by rules
of the test's own.
"""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from checklists.plans.checks import Sight, check
from checklists.plans.model import Measure, PlanKind
from checklists.plans.outline import lines_of, plain_text
from checklists.plans.reading import Reading, plans_in, read_plan, text_lines
from tests.checklists.plans.strings import strings_of

TEXT = Path(__file__).with_name("five.txt").read_text("utf-8")
ON = date(2026, 9, 1)
KINDS: tuple[PlanKind, ...] = ("小学", "幼儿园", "小学", "小学", "小学")
NUMBER = re.compile(r"^\s*(?:[一二三四五六七]、|\([一二三四五六七]\)、?|\d[、)]|\(\d\))")
CLEAN = re.compile(r"^(?:[一二三四五六七]、|（[一二三四五六七]）|\d\.|（\d）)")
CHANGED = {
    1: [("M-18", 1, "小学后勤组工作计划多篇", ""), ("M-18", 3, "小学后勤组工作计划多篇", "")],
    2: [("M-05", 73, "《食品卫生法》", "《食品安全法》")],
    3: [("M-08", 107, "帐物相符", "账物相符"), ("M-08", 129, "台帐", "台账")],
    4: [
        ("M-08", 159, "帐物相符", "账物相符"),
        ("M-08", 183, "帐物相符", "账物相符"),
        ("M-07", 193, "赔款", "赔偿"),
        ("M-07", 199, "考核或罚款", "劝阻、通报、整改、考核"),
    ],
    5: [("M-14", 271, "伍万元", "5万元")],
}
FOUND = {
    1: {"C.1", "C.3", "D.1", "M-02", "M-03"},
    2: {"C.1", "C.3", "D.1", "M-03", "M-15", "M-19"},
    3: {"C.1", "C.3", "D.1", "M-01", "M-03", "M-10", "M-11", "M-15"},
    4: {"C.1", "C.3", "D.1", "M-03", "M-04", "M-09", "M-10", "M-15", "M-16", "M-18"},
    5: {
        *{"C.1", "C.3", "D.1", "M-03", "M-06", "M-10", "M-12", "M-13"},
        *{"M-15", "M-18", "M-21", "M-22"},
    },
}
"""Everything of registers.md F.2 that is in a plan, by its code there."""


def source_of(number: int) -> list[tuple[int, str]]:
    """Lines of a plan that are not blank, with their numbers in the file."""
    titles = [f"小学后勤组工作计划篇{n}" for n in range(1, 6)]
    lines = TEXT.split("\n")
    starts = [lines.index(title) for title in titles]
    first = 0 if number == 1 else starts[number - 1]
    last = len(lines) if number == 5 else starts[number]
    return [(n + 1, lines[n]) for n in range(first, last) if lines[n].strip()]


def wanted(number: int) -> list[str]:
    """The lines as they ought to be: numbers off, and everything changed that has to be."""
    changes = {(line, before): after for _, line, before, after in CHANGED[number]}
    found = []
    for place, text in source_of(number):
        for (line, before), after in changes.items():
            if line == place:
                assert text.count(before) == 1
                text = text.replace(before, after)
        found.append(NUMBER.sub("", text))
    return [text for text in found if text]


def clauses(texts: list[str]) -> Counter[str]:
    return Counter(one for text in texts for one in re.split(r"[,。;:!、]+", text) if one)


@pytest.fixture(scope="module")
def readings() -> dict[int, Reading]:
    parts = plans_in(tuple(text_lines(TEXT)))
    return {
        number: read_plan(part, on=ON, kind=kind)
        for number, (part, kind) in enumerate(zip(parts, KINDS, strict=True), 1)
    }


@pytest.mark.parametrize("number", range(1, 6))
def test_every_sentence_stands_in_the_model_once(readings: dict[int, Reading], number: int) -> None:
    assert clauses(strings_of(readings[number].plan)) == clauses(wanted(number))


@pytest.mark.parametrize("number", range(1, 6))
def test_the_text_is_the_source_but_for_numbers_and_what_had_to_change(
    readings: dict[int, Reading], number: int
) -> None:
    printed = plain_text(readings[number].plan).split("\n")
    assert [CLEAN.sub("", line) for line in printed] == wanted(number)


@pytest.mark.parametrize("number", range(1, 6))
def test_what_had_to_change_is_listed_and_nothing_else(
    readings: dict[int, Reading], number: int
) -> None:
    changes = readings[number].changes
    assert [(one.code, one.where, one.before, one.after) for one in changes] == [
        (code, f"第 {line} 行", before, after) for code, line, before, after in CHANGED[number]
    ]


@pytest.mark.parametrize("number", range(1, 6))
def test_everything_that_is_wrong_is_told(readings: dict[int, Reading], number: int) -> None:
    reading = readings[number]
    found = (*reading.findings, *check(Sight(reading.plan, ON, ("青禾市云溪路小学",))))
    assert {one.code for one in found} == FOUND[number]


@pytest.mark.parametrize("number", range(1, 6))
def test_nothing_of_them_is_left_without_a_place(readings: dict[int, Reading], number: int) -> None:
    assert readings[number].unplaced == ()


@pytest.mark.parametrize("number", range(1, 6))
def test_every_line_is_found_again_in_the_source(readings: dict[int, Reading], number: int) -> None:
    reading, source = readings[number], dict(source_of(number))
    changes = {(line, before): after for _, line, before, after in CHANGED[number]}
    for line in lines_of(reading.plan):
        place = reading.numbers[line.where]
        text = source[place]
        for (where, before), after in changes.items():
            text = text.replace(before, after) if where == place else text
        assert text.endswith(line.text)


OUTLINES = {
    1: ["一、指导思想", "二、工作要点", "（一）抓好常规工作", "1.加强队伍建设", "2.加强制度建设"],
    3: ["三、主要工作及措施", "（四）加强收费管理,合理使用资金。", "（六）管好水、电"],
    4: ["一、工作思路", "（一）做好假期维修工作", "（六）做好劳技校教学楼的各项工作"],
    5: ["（一）搞好开学收费工作", "（六）协调配合有关部门搞好学校卫生工作。", "（七）及时完成"],
}


@pytest.mark.parametrize("number", OUTLINES)
def test_numbers_are_clean_and_count_on(readings: dict[int, Reading], number: int) -> None:
    printed = plain_text(readings[number].plan).split("\n")
    for start in OUTLINES[number]:
        assert sum(line.startswith(start) for line in printed) == 1, start


def test_the_goals_are_those_the_plans_count_out(readings: dict[int, Reading]) -> None:
    kinds = {n: Counter(goal.kind for goal in one.plan.goals) for n, one in readings.items()}
    assert kinds[1] == kinds[5] == {}
    assert kinds[2] == {"具体目标": 3}
    assert kinds[3] == {"确保": 3, "力争": 4, "具体目标": 4}
    assert kinds[4] == {"确保": 3, "力争": 3}
    assert readings[3].plan.goals[1].text == "确保学校财务管理规范、精细、账物相符;"


def test_the_centre_is_what_each_plan_names(readings: dict[int, Reading]) -> None:
    centres = [one.plan.center for one in readings.values()]
    assert centres == ["安全、稳定", "保教", "", "教学", ""]


def test_a_heading_that_runs_into_its_text_is_parted_from_it(readings: dict[int, Reading]) -> None:
    canteen = readings[3].plan.items[2].items[0]
    assert canteen.block == "section"
    assert canteen.heading == "抓好食堂管理工作。"
    assert canteen.text.startswith("加大食堂食品检查与监督力度,")


def test_what_stands_behind_the_last_measure_closes_the_plan(
    readings: dict[int, Reading],
) -> None:
    assert [len(one.plan.closing) for one in readings.values()] == [0, 0, 0, 1, 0]
    last = readings[4].plan.measures[-1]
    assert last == Measure(text="做好学校食堂的各项准备工作。")
