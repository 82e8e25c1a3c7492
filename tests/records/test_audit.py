"""What can be seen only across records: where each check fires, and where it does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checklists.calendar import SchoolCalendar, SchoolDay
from checklists.catalogue import catalogue
from checklists.rules import Finding, Severity
from records.audit import CHECKS, audit, canteen, conduct, duties, fire, followup, letters, patrol
from records.record import Person, Record
from tests.records.made_records import (
    END,
    TERM,
    changed,
    on,
    record,
    school,
    school_days,
    signed,
    view,
    voided,
)
from tests.records.made_records import patrol as make_patrol

HEAD = Person("p9", "秦总务")


def said(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.number) for one in found]


def sha(letter: str) -> str:
    return letter * 64


def photo(letter: str, taken_at: str | None = None) -> dict[str, Any]:
    known = {"sha256": sha(letter), "name": f"{letter}.jpg", "media_type": "image/jpeg"}
    return {**known, "taken_at": taken_at} if taken_at else known


# ---- duties


def test_a_week_lists_exactly_what_is_missing_and_late() -> None:
    here = school("daily_patrol", "kitchen_daily_check")
    days = school_days(5)
    kept = [make_patrol(day) for day in days if day.weekday() != 2]
    kept[3] = changed(kept[3], is_late=True, reason="外出培训")
    now = on("2026-03-06", "18:00")
    missing = list(duties.missing_duties(view(kept, here, now)))
    assert [(one.code, one.where) for one in missing] == [
        ("daily_patrol.R01", "《校园每日巡视记录》3月4日（周三）"),
        *(
            ("kitchen_daily_check.R02", f"《食堂每日食品安全检查（日管控）》3月{day}日（周{name}）")
            for day, name in zip(range(2, 7), "一二三四五", strict=True)
        ),
    ]
    assert all(one.severity is Severity.BLOCK for one in missing)
    whole = view([*kept, make_patrol(days[2])], school("daily_patrol"), now)
    assert list(duties.missing_duties(whole)) == []
    late = list(duties.late_records(view(kept, here, now)))
    assert [(one.number, one.severity, one.message) for one in late] == [
        ("XYXS-20260306-001", Severity.BLOCK, "补录，未经批准")
    ]


def test_what_is_not_due_yet_is_not_missing() -> None:
    here = school("daily_patrol")
    assert list(duties.missing_duties(view([], here, on("2026-03-02", "17:29")))) == []
    assert len(list(duties.missing_duties(view([], here, on("2026-03-02", "17:30"))))) == 1


def test_a_voided_record_fulfils_nothing() -> None:
    here, day = school("daily_patrol"), date(2026, 3, 2)
    now = on("2026-03-02", "18:00")
    assert list(duties.missing_duties(view([make_patrol(day)], here, now))) == []
    assert len(list(duties.missing_duties(view([voided(make_patrol(day))], here, now)))) == 1


def test_an_approved_late_record_is_only_said() -> None:
    late = changed(
        make_patrol(date(2026, 3, 2)), is_late=True, reason="停电", late_approved_by=HEAD
    )
    found = list(duties.late_records(view([late], school("daily_patrol"))))
    assert [(one.code, one.severity, one.message) for one in found] == [
        ("daily_patrol.R01", Severity.HINT, "补录（停电），已批准")
    ]
    in_time = view([make_patrol(date(2026, 3, 2))], school("daily_patrol"))
    assert list(duties.late_records(in_time)) == []


@pytest.mark.parametrize(("late", "found"), [(True, ["G02"]), (False, [])])
def test_a_late_record_is_said_by_the_general_rule(late: bool, found: list[str]) -> None:
    kitchen = record("kitchen_daily_check", "RGK-20260305-001", on("2026-03-05"))
    kept = [changed(kitchen, is_late=late)]
    seen = duties.late_records(view(kept, school("kitchen_daily_check")))
    assert [one.code for one in seen] == found


def test_duties_are_owed_subject_by_subject() -> None:
    here = school("fire_extinguisher_inspection", extinguisher=["M-017", "M-018"])
    kept = [record("fire_extinguisher_inspection", "MHQ-20260305-001", on("2026-03-05"))]
    found = list(duties.missing_duties(view(kept, here, on("2026-03-12"))))
    assert [one.where for one in found] == ["《灭火器检查卡（逐具月检）》2026年3月 M-018"]


def test_a_record_on_a_day_that_owes_none_is_an_extra_one() -> None:
    here = school("daily_patrol")
    kept = [make_patrol(date(2026, 3, 7)), make_patrol(date(2026, 3, 6))]
    found = list(duties.extra_records(view(kept, here)))
    assert said(found) == [("G11", "XYXS-20260307-001")]


def test_rules_that_lack_a_register_are_said_to_be_unchecked() -> None:
    found = list(duties.not_looked_into(view([], school("kitchen_daily_check"))))
    assert [one.code for one in found] == ["kitchen_daily_check.R02"]
    assert found[-1].message.startswith("未核（缺各班就餐人数表）：")
    assert {one.severity for one in found} == {Severity.HINT}


def test_findings_of_the_records_themselves_carry_their_number() -> None:
    short = make_patrol(date(2026, 3, 2), end="2026-03-02T15:45+08:00")
    found = list(duties.own_findings(view([short, voided(short)], school("daily_patrol"))))
    assert said(found) == [("daily_patrol.R05", "XYXS-20260302-001")]


# ---- conduct


def test_a_gap_in_the_numbers_is_found_and_a_voided_number_is_none() -> None:
    day = date(2026, 3, 2)
    first, second, fourth = (make_patrol(day, number) for number in (1, 2, 4))
    here = school("daily_patrol")
    found = list(conduct.gaps_in_numbers(view([first, voided(second), fourth], here)))
    assert [(one.code, one.message) for one in found] == [
        ("G04", "编号不连续：XYXS-20260302-002之后是XYXS-20260302-004")
    ]
    assert list(conduct.gaps_in_numbers(view([first, second], here))) == []


def test_hazard_numbers_run_on_too() -> None:
    kept = [
        changed(one, entry={**one.entry, "hazard_no": f"2026-{number:03d}"})
        for number in (7, 9)
        for one in [hazard(f"YH-20260305-00{8 if number == 9 else 7}")]
    ]
    here = school("hazard_rectification")
    found = list(conduct.gaps_in_numbers(view(kept, here)))
    assert [one.code for one in found] == ["hazard_rectification.R06"]
    between = hazard("YH-20260306-001")
    between = changed(between, entry={**between.entry, "hazard_no": "2026-008"})
    assert list(conduct.gaps_in_numbers(view([*kept, voided(between)], here))) == []


@pytest.mark.parametrize(("count", "found"), [(4, 0), (5, 1), (9, 1)])
def test_five_entries_alike_in_a_row_are_doubtful(count: int, found: int) -> None:
    kept = [make_patrol(day, weather="晴") for day in school_days(count)]
    assert len(list(conduct.look_alike_entries(view(kept, school("daily_patrol"))))) == found


def test_a_different_word_or_signing_time_breaks_the_run() -> None:
    here, days = school("daily_patrol"), school_days(7)
    kept = [make_patrol(day, weather="雨" if day == days[3] else "晴") for day in days]
    assert list(conduct.look_alike_entries(view(kept, here))) == []
    same = [make_patrol(day, weather="晴") for day in days]
    stamped = [
        signed(one, HEAD, on(day.isoformat(), f"17:{minute:02d}"))
        for minute, (one, day) in enumerate(zip(same, days, strict=True))
    ]
    assert list(conduct.look_alike_entries(view(stamped, here))) == []
    batch = [
        signed(one, HEAD, on(day.isoformat(), "17:00")) for one, day in zip(same, days, strict=True)
    ]
    assert len(list(conduct.look_alike_entries(view(batch, here)))) == 1


@pytest.mark.parametrize(("count", "seconds", "found"), [(10, 6, 1), (9, 6, 0), (10, 7, 0)])
def test_ten_signatures_within_a_minute_are_doubtful(count: int, seconds: int, found: int) -> None:
    start = on("2026-04-01", "17:00")
    kept = [
        signed(make_patrol(day), HEAD, start + timedelta(seconds=seconds * place))
        for place, day in enumerate(school_days(count))
    ]
    assert len(list(conduct.signed_in_batches(view(kept, school("daily_patrol"))))) == found


def test_signatures_for_one_day_are_no_batch() -> None:
    day, at = date(2026, 3, 2), on("2026-03-02", "17:00")
    kept = [signed(make_patrol(day, number), HEAD, at) for number in range(1, 13)]
    assert list(conduct.signed_in_batches(view(kept, school("daily_patrol")))) == []


def failing(letter: str, taken_at: str | None = None) -> dict[str, Any]:
    return {
        "I09": {
            "verdict": "不合格",
            "remark": "漏水",
            "place": "二楼",
            "handling": "报修",
            "photos": [photo(letter, taken_at)],
        }
    }


def test_a_photo_used_twice_is_found_and_a_hazard_shares_that_of_its_check() -> None:
    here = school("daily_patrol", "hazard_rectification")
    first = make_patrol(date(2026, 3, 2), checks=failing("a"))
    again = make_patrol(date(2026, 3, 3), checks=failing("a"))
    found = list(conduct.photos_used_twice(view([first, again], here)))
    assert said(found) == [("G09", again.number)]
    opened = changed(hazard("YH-20260302-001", photo_before=[photo("a")]), opened_by=first.number)
    assert list(conduct.photos_used_twice(view([first, opened], here))) == []
    fresh = make_patrol(date(2026, 3, 3), checks=failing("b"))
    assert list(conduct.photos_used_twice(view([first, fresh], here))) == []


@pytest.mark.parametrize(
    ("taken_at", "message"),
    [
        ("2026-03-02T16:00+08:00", ""),
        ("2026-03-01T16:30+00:00", ""),
        ("2026-03-01T16:00+08:00", "拍摄于2026-03-01，不是记录日期"),
        (None, "1张照片没有拍摄时间"),
    ],
)
def test_a_photo_is_of_the_day_of_its_visit(taken_at: str | None, message: str) -> None:
    kept = [make_patrol(date(2026, 3, 2), checks=failing("a", taken_at))]
    found = list(conduct.photos_of_another_day(view(kept, school("daily_patrol"))))
    assert [one.message for one in found] == ([message] if message else [])


def test_what_a_later_stage_adds_has_a_day_of_its_own() -> None:
    here = school("infectious_disease_register")
    scan = photo("c", "2026-03-19T08:10+08:00")
    ill = record(
        "infectious_disease_register", "CRB-20260305-001", on("2026-03-05"), return_cert=[scan]
    )
    assert not list(conduct.photos_of_another_day(view([ill], here)))


def test_pictures_of_before_and_after_need_not_be_of_one_day() -> None:
    here = school("project_acceptance")
    shown = [photo("d", "2026-05-01T07:50+08:00"), photo("e", "2026-05-08T16:10+08:00")]
    done = record("project_acceptance", "JGYS-20260508-001", on("2026-05-08"), photo_pair=shown)
    assert not list(conduct.photos_of_another_day(view([done], here)))


# ---- follow-up


def hazard(number: str, **changes: Any) -> Record:
    return record("hazard_rectification", number, on("2026-03-05"), **changes)


OPEN: dict[str, Any] = {
    "done_at": None,
    "done_desc": None,
    "photo_after": None,
    "reviewer": None,
    "review_at": None,
    "review_result": None,
    "closed_at": None,
}


def test_a_failure_without_its_hazard_is_found() -> None:
    here = school("daily_patrol", "hazard_rectification")
    failed = make_patrol(date(2026, 3, 2), checks=failing("a"))
    found = list(followup.failures_without_follow_up(view([failed], here)))
    assert said(found) == [("daily_patrol.R03", failed.number)]
    opened = changed(
        hazard("YH-20260302-001"), opened_by=failed.number, opened_for="daily_patrol.I09"
    )
    assert list(followup.failures_without_follow_up(view([failed, opened], here))) == []
    spot = failing("a")
    spot["I09"]["handling"] = "当场整改"
    on_the_spot = make_patrol(date(2026, 3, 2), checks=spot)
    assert list(followup.failures_without_follow_up(view([on_the_spot], here))) == []


def test_other_registers_owe_a_hazard_by_the_general_rule() -> None:
    here = school("food_sample_retention")
    light = record("food_sample_retention", "LY-20260305-001", on("2026-03-05"), weight=90)
    found = list(followup.failures_without_follow_up(view([light], here)))
    assert said(found) == [("F1", light.number)]
    enough = record("food_sample_retention", "LY-20260305-002", on("2026-03-05"), weight=130)
    assert list(followup.failures_without_follow_up(view([enough], here))) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-03-10", ""),
        ("2026-03-11", "整改责任人、总务主任"),
        ("2026-03-13", "整改责任人、总务主任、分管副校长"),
        ("2026-03-17", "整改责任人、总务主任、分管副校长、校长"),
        ("2026-06-01", "整改责任人、总务主任、分管副校长、校长"),
    ],
)
def test_an_overdue_hazard_climbs(day: str, told: str) -> None:
    kept = [hazard("YH-20260305-001", **OPEN)]
    found = list(followup.overdue_hazards(view(kept, school("hazard_rectification"), on(day))))
    assert [one.advice for one in found] == (
        [f"报{told}督办；需要延期的按规定申请"] if told else []
    )


def test_a_hazard_closed_in_time_is_not_overdue() -> None:
    kept = [hazard("YH-20260305-001")]
    assert list(followup.overdue_hazards(view(kept, school("hazard_rectification")))) == []


@pytest.mark.parametrize(
    ("found_at", "category", "count"),
    [
        ("2026-06-03T09:20+08:00", "校舍", 1),
        ("2026-06-04T09:20+08:00", "校舍", 0),
        ("2026-03-20T09:20+08:00", "用电", 0),
        ("2026-03-05T15:00+08:00", "校舍", 0),
    ],
)
def test_the_same_hazard_within_ninety_days_is_found(
    found_at: str, category: str, count: int
) -> None:
    again = hazard(
        "YH-20260603-001",
        **OPEN,
        found_at=found_at,
        category=category,
        notified_at=None,
        due=None,
    )
    kept = [hazard("YH-20260305-001"), again]
    found = list(followup.hazards_that_come_back(view(kept, school("hazard_rectification"))))
    assert len(found) == count


def test_every_month_has_its_bulletin() -> None:
    kept = [
        hazard("YH-20260305-001"),
        hazard("YH-20260305-002", **OPEN),
        voided(hazard("YH-20260305-003")),
    ]
    found = list(followup.monthly_bulletin(view(kept, school("hazard_rectification"))))
    assert [(one.where, one.message) for one in found] == [
        ("2026年03月", "隐患通报：2项，已销号1项（50%），超期1项（50%）")
    ]
    assert list(followup.monthly_bulletin(view([], school("hazard_rectification")))) == []


# ---- patrol


@pytest.mark.parametrize(("count", "found"), [(19, 0), (20, 1), (30, 1)])
def test_twenty_faultless_days_are_doubtful(count: int, found: int) -> None:
    kept = [make_patrol(day) for day in school_days(count)]
    assert len(list(patrol.faultless_too_long(view(kept, school("daily_patrol"))))) == found


def test_a_fault_breaks_the_faultless_run() -> None:
    days = school_days(30)
    kept = [make_patrol(day, checks=failing("a") if day == days[15] else None) for day in days]
    assert list(patrol.faultless_too_long(view(kept, school("daily_patrol")))) == []


def test_two_rounds_of_a_day_with_the_same_words_are_doubtful() -> None:
    day, here = date(2026, 3, 2), school("daily_patrol")
    morning = make_patrol(
        day, period="上午", start="2026-03-02T08:00+08:00", end="2026-03-02T08:35+08:00"
    )
    afternoon = make_patrol(day, 2)
    found = list(patrol.rounds_alike(view([morning, afternoon], here)))
    assert said(found) == [("daily_patrol.R05", afternoon.number)]
    other = make_patrol(day, 2, weather="小雨")
    assert list(patrol.rounds_alike(view([morning, other], here))) == []


# ---- extinguishers

FIRE = "fire_extinguisher_inspection"


def card(number: int, **changes: Any) -> Record:
    day = changes.pop("day", "2026-03-05")
    serial = f"MHQ-{day.replace('-', '')}-{number:03d}"
    return record(FIRE, serial, on(day), checked_on=day, **changes)


def test_one_valid_card_a_month_and_another_after_a_failed_one() -> None:
    here = school(FIRE, extinguisher=["M-017"])
    first, second = card(1), card(1, day="2026-03-20")
    found = list(fire.checked_twice(view([first, second], here)))
    assert said(found) == [("fire_extinguisher_inspection.R01", second.number)]
    red = card(1, checks={"I06": {"measured": {"zone": "红区"}, "action": "停用"}})
    assert list(fire.checked_twice(view([red, second], here))) == []
    assert list(fire.checked_twice(view([first, card(1, day="2026-04-07")], here))) == []


def test_type_and_date_of_manufacture_do_not_change() -> None:
    here = school(FIRE)
    first = card(1)
    changed_one = card(1, day="2026-04-07", made_on="2024-01-01")
    found = list(fire.changed_since_first_check(view([first, changed_one], here)))
    assert [(one.number, one.where) for one in found] == [(changed_one.number, "「出厂日期」")]
    assert (
        list(fire.changed_since_first_check(view([first, card(1, day="2026-04-07")], here))) == []
    )


@pytest.mark.parametrize(
    ("sent", "substitute", "found"), [(1, None, 0), (2, None, 1), (2, "M-099", 0), (0, None, 0)]
)
def test_a_quarter_of_a_unit_is_sent_for_repair_at_a_time(
    sent: int, substitute: str | None, found: int
) -> None:
    kept = [
        card(
            number,
            ext_no=f"M-{number:03d}",
            conclusion="停用送修" if number <= sent else "在用",
            substitute=substitute if number <= sent else None,
        )
        for number in range(1, 5)
    ]
    assert len(list(fire.too_many_sent_for_repair(view(kept, school(FIRE))))) == found


@pytest.mark.parametrize(
    ("spec", "kind", "fires"),
    [
        ("MFZ/ABC4", "干粉ABC", False),
        ("MFZ/ABC8", "干粉ABC", False),
        ("MFZ/ABC2", "干粉ABC", True),
        ("MSJ/3", "水基型", False),
        ("无标识", "干粉ABC", True),
    ],
)
def test_a_substitute_is_as_strong_as_what_it_stands_in_for(
    spec: str, kind: str, fires: bool
) -> None:
    away = card(1, ext_no="M-001", conclusion="停用送修", substitute="M-002")
    there = card(2, ext_no="M-002", spec=spec, type=kind)
    found = list(fire.substitutes_too_weak(view([away, there], school(FIRE))))
    assert [one.code for one in found] == (["fire_extinguisher_inspection.R04"] if fires else [])


@pytest.mark.parametrize(("count", "messages"), [(1, 1), (2, 0), (5, 0), (6, 1)])
def test_two_in_a_unit_and_five_at_a_place(count: int, messages: int) -> None:
    kept = [card(number, ext_no=f"M-{number:03d}") for number in range(1, count + 1)]
    assert len(list(fire.too_many_or_too_few(view(kept, school(FIRE))))) == messages


# ---- canteen

SAMPLE = "food_sample_retention"


def sample(number: int, **changes: Any) -> Record:
    at = changes.pop("at", on("2026-03-05", f"11:{number:02d}"))
    return record(SAMPLE, f"LY-20260305-{number:03d}", at, **changes)


def test_a_sample_still_there_after_three_days_is_found() -> None:
    kept = [sample(1, dispose_at=None, dispose_by=None), sample(2)]
    here = school(SAMPLE)
    assert list(canteen.samples_not_destroyed(view(kept, here, on("2026-03-08", "11:05")))) == []
    found = list(canteen.samples_not_destroyed(view(kept, here, on("2026-03-08", "11:06"))))
    assert said(found) == [("food_sample_retention.R05", kept[0].number)]


@pytest.mark.parametrize(
    ("weights", "found"), [((130, 130, 130), 1), ((130, 131, 130), 0), ((130, 130), 0)]
)
def test_samples_of_one_weight_are_doubtful(weights: tuple[int, ...], found: int) -> None:
    kept = [sample(number, weight=weight) for number, weight in enumerate(weights, 1)]
    assert len(list(canteen.samples_all_alike(view(kept, school(SAMPLE))))) == found


def test_samples_typed_within_a_second_are_doubtful() -> None:
    at = on("2026-03-05", "11:10")
    kept = [sample(number, weight=130 + number, at=at) for number in (1, 2)]
    found = list(canteen.samples_all_alike(view(kept, school(SAMPLE))))
    assert [one.message for one in found] == ["2个品种在同一秒录入"]


@pytest.mark.parametrize(("days", "faults", "found"), [(60, 0, 1), (60, 2, 0), (59, 0, 0)])
def test_a_kitchen_without_a_fault_is_doubtful(days: int, faults: int, found: int) -> None:
    wrong = {"I16": {"verdict": "不合格", "remark": "积水"}}
    kept = [
        record(
            "kitchen_daily_check",
            f"RGK-{day:%Y%m%d}-001",
            on(day.isoformat()),
            checks=wrong if place < faults else None,
            date=day.isoformat(),
        )
        for place, day in enumerate(school_days(days))
    ]
    here = school("kitchen_daily_check")
    assert len(list(canteen.kitchen_without_a_fault(view(kept, here)))) == found


# ---- letters

LETTER = "safety_responsibility_letter"
SIGNED: dict[str, Any] = {
    "signed_on": "2026-03-06",
    "copies_b": True,
    "seal": True,
    "scan": [photo("c")],
}
POSTS = {"王安": "homeroom teacher", "郑琦": "safety_officer", "沈校长": "principal"}


def letter(name: str, number: int = 1, **changes: Any) -> Record:
    serial = f"ZRS-20260302-{number:03d}"
    return record(LETTER, serial, on("2026-03-06"), party_b=name, **changes)


def test_everybody_whose_post_signs_a_letter_has_signed() -> None:
    here = school(LETTER, posts=POSTS, letter_party=["王安", "郑琦"])
    one = [letter("王安", **SIGNED), letter("郑琦", 2, party_type="中层")]
    found = list(letters.not_everybody_signed(view(one, here)))
    assert [one.message for one in found] == ["应签2人，已签1人（50.0%），未签：郑琦"]
    both = [one[0], letter("郑琦", 2, party_type="中层", **SIGNED)]
    assert list(letters.not_everybody_signed(view(both, here))) == []
    assert list(letters.not_everybody_signed(view([], here, on("2026-03-10")))) == []


def test_who_changed_posts_signs_again() -> None:
    here = school(LETTER, posts=POSTS)
    found = list(letters.posts_that_changed(view([letter("郑琦", **SIGNED)], here)))
    assert [one.where for one in found] == ["郑琦"]
    assert list(letters.posts_that_changed(view([letter("王安", **SIGNED)], here))) == []


@pytest.mark.parametrize(("back", "found"), [(18, 1), (19, 0), (20, 0)])
def test_parents_send_their_receipts_back(back: int, found: int) -> None:
    kept = [
        letter(
            f"家长{number}",
            number,
            party_type="家长",
            scope=None,
            **(SIGNED if number <= back else {}),
        )
        for number in range(1, 21)
    ]
    assert len(list(letters.receipts_of_parents(view(kept, school(LETTER))))) == found


def test_one_text_a_post_and_batch() -> None:
    here = school(LETTER)
    other = letter("郑琦", 2, clauses=["另有要求。"])
    found = list(letters.clauses_that_differ(view([letter("王安"), other], here)))
    assert said(found) == [("safety_responsibility_letter.A6", other.number)]
    assert list(letters.clauses_that_differ(view([letter("王安"), letter("郑琦", 2)], here))) == []


# ---- all together


def test_days_that_nobody_settled_are_said() -> None:
    found = [one for one in audit(view([], school(), on("2026-02-01"))) if one.code == "E.2"]
    assert [(one.severity, one.message) for one in found] == [
        (Severity.WARN, "2026-05-09（星期六）调休上班，学生是否到校未定，暂按不到校计")
    ]


def test_every_check_bears_an_empty_term() -> None:
    settled = SchoolCalendar(TERM, {date(2026, 5, 9): SchoolDay.MAKEUP_CLASS})
    here = replace(school(), registers=dict(catalogue()), calendar=settled)
    found = list(audit(view([], here, on("2026-02-01"))))
    assert {one.severity for one in found} == {Severity.HINT}
    assert len(CHECKS) == len(set(CHECKS))


def test_every_finding_says_where_and_what() -> None:
    here = school("daily_patrol", LETTER, posts=POSTS, letter_party=list(POSTS))
    for one in audit(view([make_patrol(date(2026, 3, 7), checks=failing("a"))], here, END)):
        assert one.where
        assert one.message
