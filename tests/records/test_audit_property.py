"""School property across records: where each check fires, and where it does not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from checklists.rules import Finding, Severity
from records.audit import property as things
from records.record import Operation, Record
from tests.records.made_records import on, record, school, view

DAMAGE = "damage_compensation"


def said(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.number) for one in found]


def damage(number: int = 1, **changes: Any) -> Record:
    return record(DAMAGE, f"SHPC-20260305-{number:03d}", on("2026-03-06"), **changes)


def test_a_slip_names_a_repair_order_that_exists() -> None:
    alone = school(DAMAGE)
    (found,) = things.damage_without_its_repair(view([damage()], alone))
    assert (found.code, found.severity) == ("damage_compensation.R03", Severity.HINT)
    assert found.message == "未核（缺报修与维修记录）"
    assert list(things.damage_without_its_repair(view([damage(repair_no=None)], alone))) == []


@pytest.mark.parametrize(
    ("named", "cause", "words"),
    [
        ("BX-20260305-009", "人为损坏", "维修工单BX-20260305-009不在报修记录里"),
        ("BX-20260305-001", "人为损坏", ""),
        ("BX-20260305-001", "老化", ""),
        ("BX-20260305-002", "人为损坏", "维修工单BX-20260305-002没有写本赔偿单"),
    ],
)
def test_slip_and_order_name_each_other(named: str, cause: str, words: str) -> None:
    slug = things.REPAIRS
    orders = [
        record(slug, f"BX-20260305-{number:03d}", on("2026-03-05"), cause=cause, damage_no=slip)
        for number, slip in ((1, "SHPC-20260305-001"), (2, "SHPC-20260305-008"))
    ]
    kept = view([*orders, damage(repair_no=named)], school(DAMAGE, slug))
    assert [one.message for one in things.damage_without_its_repair(kept)] == [words] * bool(words)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["SHPC-20260305-002"]),
        ({"education": "3月6日班主任谈话"}, []),
        ({"person": "三（2）班学生 周可"}, []),
        ({"person_type": "外来"}, []),
    ],
)
def test_a_pupil_who_does_it_again_is_talked_to(changes: dict[str, Any], found: list[str]) -> None:
    both = [damage(), damage(2, **changes)]
    assert [one.number for one in things.damaged_again(view(both, school(DAMAGE)))] == found


# ---- cards

CARDS = things.CARDS


def card(number: int = 1, **changes: Any) -> Record:
    return record(CARDS, f"GDZC-20260306-{number:03d}", on("2026-03-06"), **changes)


def test_a_thing_has_one_card() -> None:
    here = school(CARDS)
    (found,) = things.two_cards_of_one_thing(view([card(), card(2)], here))
    assert (found.code, found.number) == ("fixed_asset_ledger.R01", "GDZC-20260306-002")
    assert list(things.two_cards_of_one_thing(view([card(), card(2, asset_no="B")], here))) == []


@pytest.mark.parametrize(
    ("column", "after", "found"), [("custodian", "郑琦", 1), ("model", "x", 0)]
)
def test_a_custodian_changes_by_handover(column: str, after: str, found: int) -> None:
    changed: dict[str, Any] = {column: after}
    before, now = card(), card(**changed)
    correction = replace(now.first, operation=Operation.CORRECT, version=2)
    corrected = replace(before, versions=(*before.versions, correction))
    assert len(list(things.custodian_changed_on_paper(view([corrected], school(CARDS))))) == found


def test_without_the_other_books_cards_are_not_looked_into() -> None:
    kept = view([card()], school(CARDS))
    for check in (things.accepted_without_a_card, things.disposed_and_still_in_use):
        assert [one.severity for one in check(kept)] == [Severity.HINT]
        assert list(check(view([], school(CARDS)))) == []


@pytest.mark.parametrize(
    ("cards", "now", "found"),
    [
        ([], "2026-03-14", 0),
        ([], "2026-03-15", 1),
        ([{"asset_no": "ZC-2026-0031"}], "2026-03-15", 0),
    ],
)
def test_what_was_accepted_gets_its_card(cards: list[dict[str, Any]], now: str, found: int) -> None:
    slip = record(things.ACCEPTED, "WPYS-20260304-001", on("2026-03-04"))
    kept = view([slip, *(card(**one) for one in cards)], school(CARDS, things.ACCEPTED), on(now))
    assert len(list(things.accepted_without_a_card(kept))) == found


def disposal(number: int = 1, **changes: Any) -> Record:
    serial = f"ZCBS-20260305-{number:03d}"
    return record(things.DISPOSALS, serial, on("2026-03-13"), **changes)


@pytest.mark.parametrize(
    ("changes", "off", "found"),
    [
        ({"asset_no": "ZC-2017-0042"}, {}, 1),
        ({"asset_no": "ZC-2017-0042", "status": "已处置"}, {}, 0),
        ({"asset_no": "ZC-2017-0042"}, {"written_off_on": None}, 0),
        ({}, {}, 0),
    ],
)
def test_what_was_disposed_of_is_not_in_use(
    changes: dict[str, Any], off: dict[str, Any], found: int
) -> None:
    kept = view([card(**changes), disposal(**off)], school(CARDS, things.DISPOSALS))
    assert len(list(things.disposed_and_still_in_use(kept))) == found


@pytest.mark.parametrize(
    ("status", "changes", "found"),
    [
        ("已处置", {}, 0),
        ("在用", {"approved_on": None, "disposed_on": None, "written_off_on": None}, 0),
        ("已处置", {"approved_on": None, "disposed_on": None, "written_off_on": None}, 1),
    ],
)
def test_nothing_is_struck_off_before_it_is_approved(
    status: str, changes: dict[str, Any], found: int
) -> None:
    both = [card(asset_no="ZC-2017-0042", status=status), disposal(**changes)]
    kept = view(both, school(CARDS, things.DISPOSALS))
    assert len(list(things.struck_off_unapproved(kept))) == found
    assert list(things.struck_off_unapproved(view(both, school(CARDS)))) == []


def test_nothing_goes_twice() -> None:
    here = school(things.DISPOSALS)
    twice = list(things.disposed_of_twice(view([disposal(), disposal(2)], here)))
    assert said(twice) == [("asset_disposal.R02", "ZCBS-20260305-002")]
    assert list(things.disposed_of_twice(view([disposal()], here))) == []
