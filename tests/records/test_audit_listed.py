"""Records against the school's lists: where each check fires or not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from checklists.catalogue import find
from checklists.profile import Kind, Profile
from records.audit import duties, listed
from records.directory import Directory
from records.disk import Disk
from records.enrolment import enrol_all
from records.items import ITEMS, Item
from records.lists import KeptLists
from records.record import Record
from records.school import School
from tests.records.conftest import NOON, TERM, WANG, make_school
from tests.records.made_records import on, record, school, view
from tests.records.test_lists import Kept

FRIDAY = on("2026-03-13", "18:00")
OWNED = "三（2）班/陈芳"


def line(kind: str, number: int = 1, **facts: Any) -> Item:
    return ITEMS[kind].model_validate({"id": f"{kind}{number}", **facts})


def keeping(slug: str, *items: Item, cards: Sequence[Record] = ()) -> School:
    """A school with one register and these lists."""
    kinds = {one.kind for one in items}
    files = Directory({kind: {one.id: one for one in items if one.kind == kind} for kind in kinds})
    return replace(school(slug), directory=KeptLists(files, Kept(*cards)))


def found(check: Any, kept: Sequence[Record], here: School, now: Any = FRIDAY) -> list[str]:
    return [one.message for one in check(view(kept, here, now))]


# ---- areas of cleaning


def cleaned(**changes: Any) -> Record:
    data = {"area": "教学楼201", "owner": OWNED, **changes}
    return record("cleaning_area_inspection", "WSZR-20260305-001", on("2026-03-05"), **data)


def test_what_is_inspected_is_on_the_list_and_its_owners() -> None:
    check, slug = listed.areas_on_the_list, "cleaning_area_inspection"
    mine = line("area", name="教学楼201", class_="三（2）班", owner="陈芳")
    assert found(check, [cleaned()], keeping(slug, mine)) == []
    assert found(check, [cleaned(area="东操场")], keeping(slug, mine)) == [
        "“东操场”不在责任区台账内"
    ]
    other = line("area", name="教学楼201", class_="四（1）班")
    assert found(check, [cleaned()], keeping(slug, other)) == [
        f"写的是{OWNED}，责任区台账是四（1）班"
    ]
    twice = keeping(slug, mine, line("area", 2, name="教学楼201", class_="四（1）班"))
    assert found(check, [cleaned()], twice) == ["责任区台账里登记了两次"]
    assert found(check, [cleaned()], keeping(slug)) == []


# ---- timetable

MONDAY_MUSIC = line(
    "lesson", name="音乐", class_="三（2）班", teacher="王安", room="音乐室", weekday=1, period=3
)


@pytest.mark.parametrize(
    ("grade", "room", "fires"),
    [
        ("C级", "教学楼201", 1),
        ("B级", "教学楼201", 0),
        ("C级", "综合楼101", 0),
        ("存疑", "音乐室", 1),
    ],
)
def test_nobody_is_taught_in_a_doubtful_building(grade: str, room: str, fires: int) -> None:
    slug = "school_building_safety_check"
    lesson = MONDAY_MUSIC.model_copy(update={"room": room})
    place = line("place", name="音乐室", area="教学楼")
    checked = record(slug, "XSAQ-20260305-001", on("2026-03-05"), date="2026-03-05", grade=grade)
    told = found(listed.lessons_in_closed_buildings, [checked], keeping(slug, lesson, place))
    assert told == [f"{grade}，课表仍在{room}排课"] * fires


@pytest.mark.parametrize(
    ("party", "scope", "fires"),
    [
        ("班主任", "三（2）班", 0),
        ("班主任", "三（1）班", 1),
        ("任课教师", "三（2）班音乐", 0),
        ("任课教师", "三（2）班语文", 1),
        ("任课教师", None, 0),
        ("班主任", None, 1),
        ("水电工", "全校", 0),
    ],
)
def test_letters_name_the_class_and_the_lessons(party: str, scope: str | None, fires: int) -> None:
    slug = "safety_responsibility_letter"
    one = line("class", name="三（2）班", homeroom="王安")
    letter = record(slug, "ZRS-20260305-001", on("2026-03-05"), party_type=party, scope=scope)
    here = keeping(slug, MONDAY_MUSIC, one)
    assert len(found(listed.letters_against_the_timetable, [letter], here)) == fires
    assert found(listed.letters_against_the_timetable, [letter], keeping(slug, one)) == []


def test_who_teaches_nothing_signs_for_no_lessons() -> None:
    slug = "safety_responsibility_letter"
    letter = record(slug, "ZRS-20260305-001", on("2026-03-05"), party_type="任课教师", scope="美术")
    told = found(
        listed.letters_against_the_timetable,
        [letter],
        keeping(slug, MONDAY_MUSIC.model_copy(update={"teacher": "李禾"})),
    )
    assert told == ["写的是“美术”，王安课表里没有课程"]


def test_special_rooms_are_used_as_the_timetable_says() -> None:
    slug, check = "special_room_use_log", listed.rooms_seldom_used
    used = [
        record(slug, f"ZYJS-{day}", on(day), room="音乐室", date=day, period=3)
        for day in ("2026-03-02", "2026-03-09")
    ]
    monday = on("2026-03-16")
    assert found(check, used, keeping(slug, MONDAY_MUSIC), monday) == []
    assert found(check, used[:1], keeping(slug, MONDAY_MUSIC), monday) == [
        "课表2节，使用记录1节，开课率50%"
    ]
    assert found(check, used[:1], keeping(slug), monday) == []


# ---- diners


def served(*meals: tuple[str, int]) -> Record:
    slug = "kitchen_daily_check"
    kept = [{"meal": meal, "diners": count} for meal, count in meals]
    return record(slug, "STRC-20260305-001", on("2026-03-05"), meals=kept)


def test_as_many_were_served_as_the_classes_reported() -> None:
    slug, check = "kitchen_daily_check", listed.diners_of_the_classes
    lines = [
        line("diners", 1, name="一（1）班", count=40),
        line("diners", 2, name="教职工", count=9),
    ]
    here = keeping(slug, *lines)
    assert found(check, [served(("中", 49))], here) == []
    assert found(check, [served(("中", 50))], here) == ["供餐50人，各班就餐人数合计49人"]
    day = {"since": "2026-03-05", "until": "2026-03-05"}
    ill = line("diners", 3, name="一（1）班", count=38, **day)
    assert found(check, [served(("中", 47))], keeping(slug, *lines, ill)) == []
    snack = line("diners", 4, name="教职工", count=0, meal="午点")
    both = served(("中", 49), ("午点", 40))
    assert found(check, [both], keeping(slug, *lines, snack)) == []


# ---- people


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"reason": "施工维修", "work_ref": "BX-1", "name": "陈工"}, 0),
        ({"reason": "施工维修", "work_ref": "BX-1", "name": "路人"}, 1),
        ({"name": "路人"}, 0),
    ],
)
def test_builders_are_on_the_list(changes: dict[str, Any], fires: int) -> None:
    slug = "visitor_register"
    visit = record(slug, "LFDJ-20260305-001", on("2026-03-05"), **changes)
    told = found(listed.builders_on_the_list, [visit], keeping(slug, line("worker", name="陈工")))
    assert told == ["不在施工人员名册内"] * fires
    assert found(listed.builders_on_the_list, [visit], keeping(slug)) == []


def test_who_left_school_gives_the_books_back() -> None:
    slug, check = "library_loan_register", listed.leavers_with_books
    out: dict[str, Any] = {"reader": "20260101", "back_on": None, "state": None, "penalty": None}
    loan = record(slug, "TSJY-20260305-001", on("2026-03-05"), **out)
    pupil: dict[str, Any] = {"id": "20260101", "name": "20260101"}
    left = line("student", **pupil, until="2026-03-10")
    assert found(check, [loan], keeping(slug, left)) == ["读者已于2026-03-10离校，书没有归还"]
    assert found(check, [loan], keeping(slug, line("student", **pupil))) == []
    back = record(slug, "TSJY-20260305-002", on("2026-03-05"), reader="20260101")
    assert found(check, [back], keeping(slug, left)) == []


# ---- books


def card(number: int, value: str, status: str = "在用") -> Record:
    data: dict[str, Any] = {"asset_no": f"ZC-{number}", "value": value, "status": status}
    return record("fixed_asset_ledger", f"GDZC-20260306-{number:03d}", on("2026-03-06"), **data)


@pytest.mark.parametrize(("amount", "fires"), [("150.00", 0), ("150.01", 1)])
def test_the_cards_add_up_to_the_books(amount: str, fires: int) -> None:
    slug = "fixed_asset_ledger"
    cards = [card(1, "100.00"), card(2, "50.00"), card(3, "7.00", "已处置")]
    balance = line("balance", name="固定资产", since="2026-03-31", amount=amount)
    other = line("balance", 2, name="库存物品", since="2026-03-31", amount="1.00")
    here = keeping(slug, balance, other, cards=cards)
    told = found(listed.cards_against_the_books, cards, here, on("2026-04-01"))
    assert told == ["资产台账原值合计150.00元，会计账余额150.01元，相差-0.01元"] * fires


# ---- what is not kept


def test_a_list_that_was_made_is_kept_though_nobody_is_on_it(tmp_path: Path) -> None:
    def lacking() -> list[str]:
        here = replace(
            make_school(TERM),
            directory=Directory.open(tmp_path, date(2026, 3, 5)),
            registers={"leader_duty_log": find("leader_duty_log")},
        )
        codes = [one.code for one in duties.not_looked_into(view([], here))]
        return [one for one in codes if one.startswith("leader")]

    assert lacking() == ["leader_duty_log.R02"]
    here = replace(school("leader_duty_log"), directory=Directory.open(tmp_path))
    told = {one.code: one.advice for one in duties.not_looked_into(view([], here))}
    assert told["leader_duty_log.R02"].startswith("登记名录")
    assert "值班表" in told["leader_duty_log.R02"]
    enrol_all(tmp_path, "roster", (), by=WANG, at=NOON, disk=Disk())
    assert lacking() == []


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_school_that_keeps_everything_is_asked_to_look_by_hand_nowhere(kind: Kind) -> None:
    files = Directory({one: {} for one in ITEMS})
    here = replace(make_school(TERM), directory=files, profile=Profile(kind=kind))
    assert {one.code for one in duties.not_looked_into(view([], here))} <= {"G12"}
