"""后勤会议与学习培训记录."""

from collections.abc import Mapping
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

EXAMPLE = find("staff_meeting_training").example
PEOPLE = EXAMPLE["attendees"]
PHOTO = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}
TRAINING: dict[str, Any] = {
    "meeting_type": "收费培训",
    "hours": "1",
    "photos": [PHOTO],
    "attendees": [{**one, "exam_score": "92.5"} if one["signed"] else one for one in PEOPLE],
}


def topic(**changes: Any) -> list[dict[str, Any]]:
    changed = {**EXAMPLE["topics"][0], **changes}
    return [{name: value for name, value in changed.items() if value is not None}]


def test_a_meeting_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.title(), entry.is_complete()) == ("3月5日后勤例会", True)
    assert codes(make(**TRAINING), around) == []


def test_it_stays_open_until_every_decision_has_its_outcome(make: Make) -> None:
    entry = make(outcomes=None)
    assert entry.stage() == "落实"
    assert [one.where for one in entry.missing("落实")] == ["「议题与决议」第 1 行"]
    assert make(outcomes=None, topics=topic(decision=None, owner=None, due=None)).is_complete()
    told = type(entry).continued(entry.to_data(), {"outcomes": EXAMPLE["outcomes"]})
    assert type(entry).read(told, Surroundings()).is_complete()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"present": 4}, ["R01"]),
        ({"present": 2}, ["R01", "R01"]),
        ({"expected": 2}, ["R01"]),
        ({"expected": 5}, ["R01"]),
        ({"attendees": [*PEOPLE[:3], {"person": "董玥", "signed": False}]}, ["R01"]),
        ({"attendees": [*PEOPLE, {"person": "贺珺", "signed": False, "absence": "外出"}]}, []),
    ],
)
def test_r01_heads_are_counted(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [({"hours": None}, ["R02"]), ({"photos": []}, ["G18"]), ({"attendees": PEOPLE}, ["G17"] * 3)],
)
def test_r02_a_training_has_hours_marks_and_a_picture(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**{**TRAINING, **changes}), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"owner": None}, ["G17"]),
        ({"due": None}, ["G17"]),
        ({"due": "2026-03-04"}, ["G17"]),
        ({"due": "2026-03-05"}, []),
    ],
)
def test_a_decision_says_who_and_until_when(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(topics=topic(**changes)), around) == found


def test_the_board_decides_and_minutes_say_something(make: Make, around: Surroundings) -> None:
    undecided = topic(decision=None, owner=None, due=None)
    assert codes(make(topics=undecided), around) == []
    assert codes(make(meeting_type="行政会议", topics=undecided), around) == ["G17"]
    short = make(topics=topic(content="安全工作"))
    assert [one.severity for one in short.findings(around)] == [Severity.WARN]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "2026-03-05T15:50+08:00"}, "「结束时间」：不晚于开始时间"),
        ({"start": "2026-03-04T15:50+08:00"}, "「开始时间」：不在会议当日"),
        (
            {"outcomes": [{"topic": 2, "done_on": "2026-03-09", "result": "好"}]},
            "「决议落实」第 1 行「议题序号」：没有第2个议题",
        ),
        ({"attendees": [{**PEOPLE[0], "exam_score": "101"}]}, "“101”大于 100"),
    ],
)
def test_r02_the_impossible_is_refused(make: Make, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
