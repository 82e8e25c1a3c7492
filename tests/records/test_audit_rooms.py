"""Rooms across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.duty import Subject
from checklists.rules import Severity
from records.audit import property as things
from records.audit import rooms
from records.record import Person, Record
from tests.records.made_records import END, changed, on, record, school, signed, view

CLASSES = rooms.CLASSES
(DESK, *_) = find(CLASSES).example["things"]


def check(day: str = "2026-03-05", number: int = 1, **changes: Any) -> Record:
    serial = f"BJCC-{day.replace('-', '')}-{number:03d}"
    return record(CLASSES, serial, on(day), checked_on=day, **changes)


def desks(**changes: Any) -> dict[str, Any]:
    return {"things": [{**DESK, **changes}], "check_type": "月查"}


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (desks(), 0),
        (desks(actual=41, good=41), 1),
        (desks(actual=41, good=41, lost=1), 0),
        (desks(actual=43, good=43, moved_in=1), 0),
        ({**desks(actual=41, good=41), "room": "三（1）班"}, 0),
        ({**desks(quota=41), "check_type": "期末点交"}, 1),
        ({**desks(), "check_type": "期末点交"}, 0),
    ],
)
def test_things_carry_on_from_check_to_check(second: dict[str, Any], found: int) -> None:
    both = [check(), check("2026-04-08", **second)]
    assert len(list(rooms.things_carry_on(view(both, school(CLASSES))))) == found


def test_four_sign_before_the_holidays() -> None:
    here, last = school(CLASSES), check("2026-07-08", check_type="期末点交", receiver="秦总务")
    last = changed(last, signers=("交方", "接方"))
    (found,) = rooms.handed_in_by_four(view([last], here))
    assert found.message == "期末点交未签：交方、接方"
    assert list(rooms.handed_in_by_four(view([last], here, on("2026-07-09")))) == []
    for role in ("交方", "接方"):
        last = signed(last, Person("p", "某"), END, role)
    assert list(rooms.handed_in_by_four(view([last], here))) == []


def test_slips_that_are_named_are_there() -> None:
    alone = school(CLASSES)
    (found,) = rooms.slips_of_damage_exist(view([check()], alone))
    assert (found.severity, found.message) == (Severity.HINT, "未核（缺报修与维修记录）")
    broken = {"reason": "人为损坏", "handle": "赔偿", "bad": 1, "good": 41}
    slip = record(things.DAMAGE, "SHPC-20260305-001", on("2026-03-05"))
    here = school(CLASSES, things.DAMAGE)
    named = check(**desks(**broken, slip_no=slip.number))
    assert list(rooms.slips_of_damage_exist(view([slip, named], here))) == []
    assert len(list(rooms.slips_of_damage_exist(view([named], here)))) == 1


def test_classes_left_out_are_named_by_the_month() -> None:
    classes = [Subject("三（2）班", "三（2）班"), Subject("B2", "三（1）班")]
    here = replace(school(CLASSES), subjects={"class": classes})
    kept = [check("2026-03-20", check_type="月查")]
    found = list(rooms.classes_not_checked(view(kept, here, on("2026-04-01"))))
    assert [(one.where, one.message) for one in found] == [("2026年03月", "月查漏1班：三（1）班")]
    assert list(rooms.classes_not_checked(view([], here, on("2026-03-20")))) == [], "not due yet"


# ---- special rooms


def lesson(number: int = 1, **changes: Any) -> Record:
    return record(rooms.SPECIAL, f"ZYS-20260305-{number:03d}", on("2026-03-05"), **changes)


@pytest.mark.parametrize(
    ("changes", "found"), [({}, 1), ({"period": 4}, 0), ({"room": "音乐室"}, 0)]
)
def test_a_room_has_one_class_at_a_time(changes: dict[str, Any], found: int) -> None:
    both = [lesson(), lesson(2, **{"class_": "五（2）班", **changes})]
    assert len(list(rooms.two_classes_at_once(view(both, school(rooms.SPECIAL))))) == found


def test_somebody_looks_after_the_room() -> None:
    here, used = school(rooms.SPECIAL), changed(lesson(), signers=("使用人", "管理员（当日）"))
    assert len(list(rooms.nobody_looked_after_it(view([used], here)))) == 1
    assert list(rooms.nobody_looked_after_it(view([used], here, on("2026-03-05", "18:00")))) == []
    done = signed(used, Person("p", "某"), on("2026-03-05"), "管理员（当日）")
    assert list(rooms.nobody_looked_after_it(view([done], here))) == []
