"""安全责任书（状）签订登记."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.clauses.library import post_clauses
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

LETTER = find("safety_responsibility_letter")
PHOTO = {"sha256": "a" * 64, "name": "扫描.pdf", "media_type": "application/pdf"}
SIGNED: dict[str, Any] = {
    "signed_on": "2026-03-06",
    "copies_b": True,
    "seal": True,
    "pages": 2,
    "seam_seal": True,
    "scan": [PHOTO],
}


def test_a_letter_is_issued_and_then_signed(make: Make, around: Surroundings) -> None:
    issued, signed = make(), make(**SIGNED)
    assert (issued.stage(), issued.is_complete()) == ("签订", False)
    assert (signed.is_complete(), codes(signed, around)) == (True, [])
    assert signed.business_date().isoformat() == "2026-03-02"
    assert signed.to_data()["term"] == "2026年3月2日至2026年7月10日"
    assert [column.name for column in issued.numbers_due()] == ["letter_no"]


def test_school_template_and_clauses_are_taken_over_and_kept(around: Surroundings) -> None:
    here = replace(around, school="云溪路小学", school_code="云小")
    data = {k: v for k, v in LETTER.example.items() if k not in ("issuer", "school_code")}
    kept = LETTER.read(data, here).to_data()
    assert (kept["issuer"], kept["school_code"]) == ("云溪路小学", "云小")
    assert kept["template_id"] == "BZR-2026-1"
    assert tuple(kept["clauses"]) == post_clauses("班主任")
    elsewhere = replace(around, school="改名小学")
    again = LETTER.read(LETTER.without_computed(kept), elsewhere)
    assert again.to_data() == kept, "what was issued stays as issued"
    assert codes(again, elsewhere) == ["A3"]


def test_the_letter_number_is_of_school_year_and_post() -> None:
    entry: Any = LETTER.read(LETTER.example, Surroundings())
    serial = LETTER.column("letter_no").serial
    assert serial is not None
    number = serial.pattern.format(
        school_code=entry.school_code, year=2026, initials=entry.initials, n=12
    )
    assert number == f"{entry.school_code}〔2026〕安责-BZR-012号"


@pytest.mark.parametrize(("day", "found"), [("2026-04-01", []), ("2026-04-02", ["R01"])])
def test_r01_signed_within_thirty_days(
    make: Make, around: Surroundings, day: str, found: list[str]
) -> None:
    assert codes(make(**{**SIGNED, "signed_on": day}), around) == found


@pytest.mark.parametrize(
    ("until", "severity"),
    [
        ("2026-03-02", Severity.BLOCK),
        ("2026-03-01", Severity.BLOCK),
        ("2026-09-01", Severity.WARN),
        ("2026-08-31", None),
    ],
)
def test_r01_valid_forward_and_within_a_school_year(
    make: Make, around: Surroundings, until: str, severity: Severity | None
) -> None:
    found = [one.severity for one in make(valid_to=until).findings(around)]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    "sentence", ["迟到一次罚款50元。", "发生事故学校概不负责。", "乙方为学校消防安全责任人。"]
)
def test_a_forbidden_clause_is_kept_and_blocks(
    make: Make, around: Surroundings, sentence: str
) -> None:
    found = make(special=[sentence]).findings(around)
    assert [(one.code, one.severity) for one in found] == [
        ("safety_responsibility_letter.A1", Severity.BLOCK)
    ]
    assert found[0].where == "「特别约定」第 1 条"


@pytest.mark.parametrize(
    "changes",
    [{"seal": False}, {"copies_b": False}, {"seam_seal": None}, {"seam_seal": False}],
)
def test_a_paper_that_is_not_whole_blocks(
    make: Make, around: Surroundings, changes: dict[str, Any]
) -> None:
    assert codes(make(**{**SIGNED, **changes}), around) == ["G17"]


def test_one_page_needs_no_seam_seal(make: Make, around: Surroundings) -> None:
    assert codes(make(**{**SIGNED, "pages": 1, "seam_seal": None}), around) == []


def test_a_homeroom_letter_names_the_class(make: Make, around: Surroundings) -> None:
    assert codes(make(scope=None), around) == ["G17"]
    assert codes(make(scope=None, party_type="任课教师"), around) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"template_id": "MWBA-2026-1"}, "「责任书模板」：与主送类别不符"),
        ({"signed_on": "2026-03-01"}, "「签订日期」：早于下发日期"),
        ({"issuer": None}, "「甲方」：没有填写"),
        ({"party_type": "校长"}, "「主送类别」：“校长”不在可选范围"),
        ({"term": "一学期"}, "「责任期限起止」：由系统计算"),
        ({"letter_no": "高小〔2026〕安责-BZR-001号"}, "编号由系统连续给出"),
        ({"clauses": "一条"}, "「乙方职责条款」：不是列表"),
        ({"clauses": ["好", 5]}, "第 2 行：“5”不是文字"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
