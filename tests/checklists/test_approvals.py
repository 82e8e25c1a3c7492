"""The catalogue of what may be charged, and a notice beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from checklists.approvals import Approval, approvals_of, faults

DAY = date(2026, 9, 8)
CARE = {
    "document": "青禾发改价格〔2025〕31号",
    "standard": "180.00",
    "unit": "人·学期",
    "since": "2025-09-01",
    "valid_until": "2028-08-31",
}


@dataclass(frozen=True)
class Kept:
    """A line of the catalogue."""

    name: str
    facts: Mapping[str, str]
    id: str = "F01"
    active: bool = True
    posts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of a notice that the catalogue agrees with."""

    item: str = "课后服务费"
    standard: Decimal = Decimal("180.00")
    unit: str = "人·学期"
    basis_doc: str = "青禾发改价格〔2025〕31号（青禾区发展和改革局）"


def catalogue(**changes: str) -> tuple[Kept, ...]:
    facts = {name: text for name, text in {**CARE, **changes}.items() if text}
    return (Kept("课后服务费", facts), Kept("午餐费", {}, "F02"))


def found(line: Line, kept: tuple[Kept, ...], day: date = DAY) -> list[tuple[str, str]]:
    return [(one.column, one.what) for one in faults(line, kept, day)]


def test_a_line_as_the_catalogue_has_it_has_no_fault() -> None:
    assert found(Line(), catalogue()) == []
    assert found(Line(standard=Decimal("120.00")), catalogue()) == [], "less may be charged"
    assert found(Line(item="课后 服务费　"), catalogue()) == []
    assert found(Line(basis_doc="青禾发改价格[2025]31号"), catalogue()) == []


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (Line(item="校服费"), "item", "“校服费”不在收费项目目录里"),
        (Line(standard=Decimal("180.01")), "standard", "180.01元，超过目录核准标准180.00元"),
        (Line(unit="人·月"), "unit", "按“人·月”收，目录核准的是“人·学期”"),
        (
            Line(basis_doc="青禾发改价格〔2024〕31号"),
            "basis_doc",
            "目录里是青禾发改价格〔2025〕31号",
        ),
    ],
)
def test_what_the_catalogue_says_against_it(line: Line, column: str, words: str) -> None:
    ((place, what),) = found(line, catalogue())
    assert place == column
    assert words in what


@pytest.mark.parametrize(
    ("day", "changes", "words"),
    [
        ("2028-08-31", {}, ""),
        ("2028-09-01", {}, "到2028-08-31为止，2028-09-01不能收"),
        ("2025-08-31", {}, "自2025-09-01起"),
        ("2026-09-08", {"until": "2026-07-10"}, "到2026-07-10为止"),
        ("2030-01-01", {"valid_until": ""}, ""),
    ],
)
def test_an_approval_holds_from_its_first_to_its_last_day(
    day: str, changes: dict[str, str], words: str
) -> None:
    said = "".join(what for _, what in found(Line(), catalogue(**changes), date.fromisoformat(day)))
    assert words in said
    assert bool(said) is bool(words)


def test_of_two_editions_the_one_in_force_counts() -> None:
    old = Kept("课后服务费", {**CARE, "standard": "150.00", "valid_until": "2026-08-31"}, "F01")
    new = Kept("课后服务费", {**CARE, "since": "2026-09-01"}, "F09")
    assert [one.id for one in approvals_of((old, new), "课后服务费")] == ["F01", "F09"]
    assert found(Line(), (old, new)) == []
    assert len(found(Line(), (old, new), date(2026, 8, 31))) == 1


def test_a_catalogue_that_says_little_is_asked_little() -> None:
    bare = (Kept("课后服务费", {}),)
    assert found(Line(), bare) == []
    assert found(Line(), ()) == [], "no catalogue is kept"
    assert Approval.of(bare[0]).holds(DAY)
