"""安全隐患排查整改台账."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

HAZARD = find("hazard_rectification")
EXAMPLE: dict[str, Any] = dict(HAZARD.example)
BEGUN = {name: EXAMPLE[name] for name in ("source", "found_at", "finder", "category", "desc")}
NOTICE = {
    name: EXAMPLE[name]
    for name in ("place", "photo_before", "level", "interim", "owner", "due", "notified_at")
}
DONE = {name: EXAMPLE[name] for name in ("done_at", "done_desc", "photo_after")}
REVIEW = {name: EXAMPLE[name] for name in ("reviewer", "review_at")}
EXTENSION = {
    "applied_on": "2026-03-09",
    "reason": "材料未到",
    "measures": "继续封闭，增设夜间照明",
    "new_due": "2026-03-20",
    "approver": "陆以宁",
}
MAJOR: dict[str, Any] = {
    "level": "重大",
    "criterion": "疏散楼梯不能使用",
    "due": "2026-05-30",
    "plan": "责任、措施、资金、时限、预案均已落实",
    "plan_approver": "沈云霁",
    "report": "3月5日11时电话报县教育局，12时书面报告",
}


def go_on(kept: Mapping[str, Any], new: Mapping[str, Any], around: Surroundings) -> dict[str, Any]:
    """One continuation, as the ledger does it."""
    entry = HAZARD.read(HAZARD.continued(kept, new), around, kept=kept)
    return entry.to_data()


def stage(kept: Mapping[str, Any]) -> str:
    return HAZARD.model_validate(HAZARD.without_computed(kept)).stage()


def test_the_example_is_closed_without_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (entry.is_complete(), codes(entry, around)) == (True, [])
    assert entry.title() == "教学楼东楼梯校舍隐患"


def test_a_hazard_goes_from_stage_to_stage(around: Surroundings) -> None:
    kept = HAZARD.read(BEGUN, around).to_data()
    assert stage(kept) == "发现"
    for new, reached in (
        ({"place": NOTICE["place"]}, "发现"),
        ({name: NOTICE[name] for name in ("photo_before", "level")}, "整改通知"),
        ({name: NOTICE[name] for name in ("interim", "owner", "due", "notified_at")}, "整改"),
        (DONE, "复查"),
        ({**REVIEW, "review_result": "合格销号"}, "销号"),
    ):
        kept = go_on(kept, new, around)
        assert stage(kept) == reached
    closed = go_on(kept, {"closed_at": EXAMPLE["closed_at"]}, around)
    assert HAZARD.model_validate(HAZARD.without_computed(closed)).is_complete()


def reviewed(result: str, around: Surroundings, **changes: Any) -> dict[str, Any]:
    kept = HAZARD.read({**BEGUN, **NOTICE, **DONE}, around).to_data()
    return go_on(kept, {**REVIEW, "review_result": result, **changes}, around)


@pytest.mark.parametrize("result", ["不合格重整改", "延期"])
def test_a_failed_review_leads_back_and_its_round_is_kept(
    around: Surroundings, result: str
) -> None:
    kept = reviewed(result, around)
    assert stage(kept) == "整改"
    assert "review_result" not in kept
    assert "done_at" not in kept
    assert [one["review_result"] for one in kept["rounds"]] == [result]
    assert kept["rounds"][0]["done_desc"] == EXAMPLE["done_desc"]
    assert kept["rounds"][0]["photo_after"]


def test_a_second_round_closes_it(around: Surroundings) -> None:
    kept = reviewed("不合格重整改", around)
    kept = go_on(kept, {**DONE, "done_at": "2026-03-08T10:00"}, around)
    kept = go_on(
        kept, {**REVIEW, "review_at": "2026-03-09T10:00", "review_result": "合格销号"}, around
    )
    kept = go_on(kept, {"closed_at": "2026-03-09T11:00"}, around)
    entry = HAZARD.read(HAZARD.without_computed(kept), around)
    assert (entry.is_complete(), codes(entry, around), len(kept["rounds"])) == (True, [], 1)


def test_a_second_round_cannot_be_done_before_the_first_was_reviewed(around: Surroundings) -> None:
    kept = reviewed("不合格重整改", around)
    with pytest.raises(InvalidEntryError, match="「整改完成时间」：早于复查时间"):
        go_on(kept, DONE, around)


def test_rounds_that_make_no_sense_are_refused_in_words(around: Surroundings) -> None:
    for rounds in ("x", 5, [{"reviewer": "郑琦"}]):
        with pytest.raises(InvalidEntryError, match="「历次整改」"):
            HAZARD.read({**EXAMPLE, "review_result": "延期", "rounds": rounds}, around)


@pytest.mark.parametrize(
    ("level", "due", "found"),
    [
        ("一般-当场整改", "2026-03-05", []),
        ("一般-当场整改", "2026-03-06", ["R01"]),
        ("一般-限期整改", "2026-03-12", []),
        ("一般-限期整改", "2026-03-13", ["R01"]),
        ("较大", "2026-03-20", []),
        ("较大", "2026-03-21", ["R01"]),
        ("一般-限期整改", "2026-03-04", ["R01"]),
    ],
)
def test_r01_the_due_date_follows_the_level(
    make: Make, around: Surroundings, level: str, due: str, found: list[str]
) -> None:
    assert codes(make(level=level, due=due), around) == found


def test_r01_a_school_may_allow_more_days(make: Make, around: Surroundings) -> None:
    limits = {"hazard_rectification.due.较大": Limit.of(high="20")}
    entry = make(level="较大", due="2026-03-25")
    assert codes(entry, replace(around, limits=limits)) == []


def test_a_major_hazard_by_its_plan_and_report_has_no_findings(
    make: Make, around: Surroundings
) -> None:
    entry = make(**MAJOR)
    assert codes(entry, around) == []
    assert entry.signers_needed() == {"校长"}
    assert make().signers_needed() == frozenset()


@pytest.mark.parametrize(
    ("missing", "code"),
    [("plan", "R01"), ("plan_approver", "R01"), ("report", "R04"), ("criterion", "G17")],
)
def test_r01_and_r04_a_major_hazard_has_plan_and_report(
    make: Make, around: Surroundings, missing: str, code: str
) -> None:
    assert codes(make(**{**MAJOR, missing: None}), around) == [code]


def test_r02_the_reviewer_is_not_the_rectifier(make: Make, around: Surroundings) -> None:
    found = make(reviewer="赵工").findings(around)
    assert [(one.code, one.severity) for one in found] == [
        ("hazard_rectification.R02", Severity.BLOCK)
    ]
    kept = reviewed("不合格重整改", around, reviewer="赵工")
    again = HAZARD.read(HAZARD.without_computed(kept), around)
    assert [one.severity for one in again.findings(around)] == [Severity.WARN], (
        "a round that closed nothing blocks nothing"
    )


@dataclass(frozen=True)
class Colleague:
    id: str
    name: str
    posts: tuple[str, ...]
    active: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


class Staff:
    posts: ClassVar = {"郑琦": "safety_officer", "陆以宁": "vp_logistics", "王安": "homeroom"}

    def keeps(self, kind: str) -> bool:
        return kind == "person"

    def look_up(self, kind: str, key: str) -> Colleague:
        return Colleague(key, key, (self.posts.get(key, "cleaner"),))


def test_r02_the_reviewer_is_of_the_safety_office_or_the_leadership(
    make: Make, around: Surroundings
) -> None:
    known = replace(around, directory=Staff())
    assert codes(make(reviewer="郑琦"), known) == []
    assert codes(make(reviewer="陆以宁"), known) == []
    assert codes(make(reviewer="王安"), known) == ["R02"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"notified_at": "2026-03-05T09:00+08:00"}, "「通知时间」：早于发现时间"),
        ({"done_at": "2026-03-05T10:00+08:00"}, "「整改完成时间」：早于通知时间"),
        ({"review_at": "2026-03-06T16:00+08:00"}, "「复查时间」：早于整改完成时间"),
        ({"closed_at": "2026-03-07T08:00+08:00"}, "「销号时间」：早于复查时间"),
    ],
)
def test_r03_times_run_forward_or_are_refused(
    make: Make, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)


def test_r05_a_proper_extension_moves_the_date(make: Make, around: Surroundings) -> None:
    entry = make(extensions=[EXTENSION])
    assert codes(entry, around) == []
    assert entry.to_data()["due_now"] == "2026-03-20"
    assert make().to_data()["due_now"] == "2026-03-10"


@pytest.mark.parametrize(
    ("extensions", "message"),
    [
        ([{**EXTENSION, "applied_on": "2026-03-11"}], "期限过后才申请"),
        ([EXTENSION, {**EXTENSION, "applied_on": "2026-03-21"}], "期限过后才申请"),
        ([EXTENSION] * 3, "延期3次，最多2次"),
    ],
)
def test_r05_late_and_repeated_extensions_are_found(
    make: Make, around: Surroundings, extensions: list[dict[str, str]], message: str
) -> None:
    assert message in [one.message for one in make(extensions=extensions).findings(around)]


def test_r05_an_extension_is_approved_by_the_leader(make: Make, around: Surroundings) -> None:
    known = replace(around, directory=Staff())
    assert codes(make(extensions=[EXTENSION]), known) == []
    assert codes(make(extensions=[{**EXTENSION, "approver": "王安"}]), known) == ["R05"]


def test_r05_a_review_that_extends_needs_an_extension(around: Surroundings) -> None:
    kept = reviewed("延期", around)
    entry = HAZARD.read(HAZARD.without_computed(kept), around)
    assert codes(entry, around) == ["R05"]
    extended = go_on(kept, {"extensions": [EXTENSION]}, around)
    entry = HAZARD.read(HAZARD.without_computed(extended), around)
    assert codes(entry, around) == []


def test_extensions_are_added_one_after_another(around: Surroundings) -> None:
    kept = HAZARD.read({**BEGUN, **NOTICE}, around).to_data()
    for new_due in ("2026-03-20", "2026-03-30"):
        kept = go_on(kept, {"extensions": [{**EXTENSION, "new_due": new_due}]}, around)
    assert [one["new_due"] for one in kept["extensions"]] == ["2026-03-20", "2026-03-30"]


def test_a_notice_is_numbered_when_it_is_issued_and_only_then(around: Surroundings) -> None:
    def due(**data: Any) -> list[str]:
        entry = HAZARD.read({**BEGUN, **data}, around)
        return [column.name for column in entry.numbers_due()]

    assert due() == ["hazard_no"]
    assert due(**NOTICE) == ["hazard_no", "notice_no"]
    assert due(**{**NOTICE, "level": "一般-当场整改", "due": "2026-03-05"}) == ["hazard_no"]


def test_a_short_description_is_kept_and_warned_about(make: Make, around: Surroundings) -> None:
    found = make(desc="扶手松动").findings(around)
    assert [(one.code, one.severity) for one in found] == [("G17", Severity.WARN)]


def test_a_notice_that_was_not_given_is_found(make: Make, around: Surroundings) -> None:
    assert codes(make(notified_at=None), around) == ["G17"]
