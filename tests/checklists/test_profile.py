"""Which registers a school keeps, and why not the others."""

from collections import Counter
from dataclasses import replace

import pytest

from checklists.catalogue import catalogue, find
from checklists.profile import STAGES, Canteen, Kind, Profile

NURSERY = ("child_pickup_register", "class_disinfection_record", "childcare_inspection")
SCHOOLING = ("student_leave_pass", "textbook_distribution", "recycled_textbook_register")


def not_kept(profile: Profile) -> dict[str, str]:
    reasons = {slug: profile.why_not_kept(entry) for slug, entry in catalogue().items()}
    return {slug: reason for slug, reason in reasons.items() if reason}


@pytest.mark.parametrize(
    ("kind", "without"), [("小学", NURSERY), ("幼儿园", SCHOOLING), ("小学附设幼儿园", ())]
)
def test_a_school_keeps_what_its_stages_need(kind: Kind, without: tuple[str, ...]) -> None:
    found = not_kept(Profile(kind))
    assert tuple(found) == without
    assert all(reason.startswith("不适用：只有") and kind in reason for reason in found.values())


def test_the_kinds_cover_what_registers_apply_to() -> None:
    stages = Counter(stage for entry in catalogue().values() for stage in entry.register.applies)
    assert set(stages) == set(STAGES["小学附设幼儿园"])


def test_one_stage_of_two_is_named_where_a_register_is_for_that_one() -> None:
    both = Profile("小学附设幼儿园")
    assert both.stage_of(find("child_pickup_register")) == "幼儿园"
    assert both.stage_of(find("morning_health_check")) == ""
    assert Profile("幼儿园").stage_of(find("child_pickup_register")) == ""


@pytest.mark.parametrize(
    ("canteen", "count"), [("自营", 0), ("委托承包", 0), ("校外供餐", 1), ("无", 11)]
)
def test_the_canteen_decides_on_its_chapter(canteen: Canteen, count: int) -> None:
    found = not_kept(Profile("小学附设幼儿园", canteen))
    assert len(found) == count
    assert all(find(slug).chapter == "canteen" for slug in found)


def test_a_canteen_for_teachers_owes_no_menu_no_companion_and_no_survey() -> None:
    found = not_kept(Profile("小学附设幼儿园", diners="教师"))
    pupils = ["meal_companion_record", "weekly_menu", "meal_satisfaction_survey"]
    assert list(found) == pupils
    assert set(found.values()) == {"不适用：食堂不供学生用餐"}


def test_the_schools_own_reason_goes_first() -> None:
    off = {"child_pickup_register": "用接送平台"}
    own = Profile(off=off)
    entry = find("child_pickup_register")
    assert own.why_not_kept(entry) == "用接送平台"
    assert replace(own, kind="幼儿园").why_not_kept(entry) == "用接送平台"
