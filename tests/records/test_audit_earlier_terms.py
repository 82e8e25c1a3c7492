"""The autumn looks back at the spring: what was kept in the term before decides what is found now.

In every case the finding is of the new record, or of an old one that is still open; what only
concerns the term before is not said again.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from checklists.calendar import SchoolCalendar
from checklists.catalogue import catalogue
from checklists.rules import Finding
from checklists.surroundings import Surroundings
from records.acts import File
from records.audit import (
    accounts,
    conduct,
    environment,
    fire,
    fire_rounds,
    followup,
    loans,
    lookback,
    organisation,
    property,
    receipts,
    rooms,
    supplies,
    surveys,
    textbooks,
    utilities,
    watch,
    works,
)
from records.audit.view import View
from records.ledger import Ledger
from records.record import Person, Record
from records.school import School
from records.seal import seal_term
from tests.records.conftest import make_school
from tests.records.made_records import after, changed, on, record, school, view

Check = Callable[[View], Iterator[Finding]]
NOW = on("2026-11-20")
PHOTO = {"name": "a.jpg", "media_type": "image/jpeg", "sha256": "a" * 64}


def kept(slug: str, day: str, **changes: Any) -> Record:
    """A record of a day; changes to the register's example."""
    serial = f"{catalogue()[slug].register.prefix}-{day.replace('-', '')}-001"
    return record(slug, serial, on(day), **changes)


def both(check: Check, before: Record, now: Record, at: School | None = None) -> list[Finding]:
    """Findings of the autumn with the spring behind it; without it there are none."""
    here = at or school(now.register)
    alone = list(check(after([], [now], here, NOW)))
    assert alone == [], "nothing to find in one term alone"
    return list(check(after([before], [now], here, NOW)))


METER = "utility_meter_record"


def reading(day: str, last: str, this: str, **changes: Any) -> Record:
    return kept(METER, day, read_on=day, last=last, this=this, bill=None, bill_cost=None, **changes)


def test_a_meter_goes_on_where_the_spring_left_it() -> None:
    spring, autumn = reading("2026-06-01", "100", "120"), reading("2026-09-01", "125", "140")
    (found,) = both(utilities.readings_that_do_not_join, spring, autumn)
    assert (found.number, found.message) == (
        autumn.number,
        f"写了125，{spring.number}的本期读数是120",
    )
    joined = reading("2026-09-01", "120", "140")
    assert both(utilities.readings_that_do_not_join, spring, joined) == []
    february, march = reading("2026-02-01", "100", "120"), reading("2026-03-02", "120", "180")
    assert len(both(utilities.usage_that_jumps, february, march)) == 1
    summer = reading("2026-09-01", "120", "180")
    assert both(utilities.usage_that_jumps, spring, summer) == [], "no month before to compare"


STORE = "warehouse_ledger"


def line(day: str, opening: str, came: str = "0", went: str = "4", **changes: Any) -> Record:
    return kept(STORE, day, date=day, opening=opening, in_qty=came, out_qty=went, **changes)


def test_a_store_is_not_emptied_between_terms() -> None:
    spring, autumn = line("2026-06-01", "36"), line("2026-09-10", "36")
    (found,) = both(supplies.balances_carry_on, spring, autumn)
    assert (found.number, found.message) == (
        autumn.number,
        f"上一行（{spring.number}）结存32，这一行写36",
    )
    assert both(supplies.balances_carry_on, spring, line("2026-09-10", "32")) == []


def test_what_lies_idle_for_a_year_is_found_terms_later() -> None:
    old = line("2025-11-19", "36")
    here = school(STORE)
    (found,) = supplies.lies_idle(after([old], [], here, NOW))
    assert (found.number, "自2025-11-19未动用" in found.message) == (old.number, True)
    younger = line("2025-11-20", "36")
    assert list(supplies.lies_idle(after([younger], [], here, NOW))) == []


def test_a_count_is_held_against_the_balance_of_the_spring() -> None:
    lamps = catalogue()["stocktaking_record"].example["counts"][:1]
    cutoff = {"cutoff": "2026-09-20T08:00+08:00", "finished_at": "2026-09-20T11:00+08:00"}
    days = {"date": "2026-09-20", "settled_on": None, "approver": None}
    count = kept("stocktaking_record", "2026-09-20", **cutoff, **days, counts=lamps)
    here = school(STORE, "stocktaking_record")
    (found,) = both(supplies.books_say_otherwise, line("2026-06-01", "36"), count, here)
    assert found.message == "LED灯管 T8 1.2m账面数84，台账结存32"


def test_works_in_slices_over_two_terms() -> None:
    spring = kept("renovation_project_file", "2026-05-11", budget="300000.00")
    cut = {"applied_on": "2026-10-11", "budget": "300000.01"}
    autumn = kept("renovation_project_file", "2026-10-11", **cut, opens_on=None)
    (found,) = both(works.works_in_slices, spring, autumn)
    assert found.number == autumn.number
    early = changed(spring, date=date(2025, 10, 10))
    assert both(works.works_in_slices, early, autumn) == [], "more than twelve months before"


EQUIPMENT = "equipment_maintenance_record"


def upkeep(day: str, **changes: Any) -> Record:
    return kept(EQUIPMENT, day, last_on=None, done_on=day, **changes)


def test_faults_are_counted_over_twelve_months() -> None:
    """年度故障≥3次: two in the winter and one now; a fourth is older than a year."""
    faulty = {"result": "修复"}
    winter = [upkeep("2025-12-01", **faulty), upkeep("2026-03-06", **faulty)]
    now = upkeep("2026-10-06", **faulty)
    here = school(EQUIPMENT)

    def faults(*before: Record) -> list[str]:
        found = utilities.not_worth_repairing(after(before, [now], here, NOW))
        return [one.message for one in found if "故障" in one.message]

    assert faults(*winter) == ["一年内故障3次"]
    assert faults(winter[1]) == []
    assert faults(winter[1], upkeep("2025-11-19", **faulty)) == []


def test_maintenance_due_in_the_holidays_is_still_due() -> None:
    spring = upkeep("2026-06-06")
    found = list(utilities.maintenance_overdue(after([spring], [], school(EQUIPMENT), NOW)))
    assert [one.number for one in found] == [spring.number]
    done = upkeep("2026-11-06")
    assert (
        list(utilities.maintenance_overdue(after([spring], [done], school(EQUIPMENT), NOW))) == []
    )


def test_meals_liked_less_than_in_the_spring() -> None:
    survey = "meal_satisfaction_survey"
    spring = kept(survey, "2026-06-12", first_day="2026-06-11", last_day="2026-06-12")
    votes = [dict(one, very=one["very"] - 40, bad=one["bad"] + 40) for one in VOTES]
    days = {"first_day": "2026-09-10", "last_day": "2026-09-11"}
    (found,) = both(
        surveys.liked_less_than_before, spring, kept(survey, "2026-09-11", votes=votes, **days)
    )
    assert found.message.startswith("学生总满意率从")
    assert both(surveys.liked_less_than_before, spring, kept(survey, "2026-09-11", **days)) == []


VOTES = catalogue()["meal_satisfaction_survey"].example["votes"]


def test_drills_alike_over_the_summer() -> None:
    drill = "emergency_drill_record"
    spring = [kept(drill, day, date=day) for day in ("2026-05-12", "2026-06-12")]
    autumn = kept(drill, "2026-09-14", date="2026-09-14")
    here = school(drill)
    assert list(organisation.drills_all_alike(after(spring[1:], [autumn], here, NOW))) == []
    (found,) = organisation.drills_all_alike(after(spring, [autumn], here, NOW))
    assert found.number == autumn.number


def test_an_extinguisher_is_the_one_first_checked() -> None:
    card = "fire_extinguisher_inspection"
    spring, same = (kept(card, day, checked_on=day) for day in ("2026-05-06", "2026-09-07"))
    assert both(fire.changed_since_first_check, spring, same) == []
    other = kept(card, "2026-09-07", checked_on="2026-09-07", made_on="2025-01-01")
    (found,) = both(fire.changed_since_first_check, spring, other)
    assert "出厂日期" in found.where


def test_what_failed_before_the_summer_and_fails_again() -> None:
    slug = "fire_inspection_monthly"
    dim = {"I03": {"verdict": "不合格", "remark": "三层一处不亮", "handling": "报隐患"}}
    spring = kept(slug, "2026-06-24", checks=dim, date="2026-06-24")
    (found,) = both(
        fire_rounds.still_not_put_right,
        spring,
        kept(slug, "2026-09-24", checks=dim, date="2026-09-24"),
    )
    assert found.message.startswith(f"与上次（{spring.number}）同样不合格")


def test_a_camera_dark_at_the_last_check_of_the_spring() -> None:
    slug = "security_facility_check"
    spring, autumn = (
        kept(slug, day, check_on=day, offline=["北门2号"]) for day in ("2026-06-29", "2026-09-28")
    )
    (found,) = both(watch.cameras_still_dark, spring, autumn)
    assert found.number == autumn.number


def test_a_second_forbidden_appliance_in_another_term() -> None:
    slug = "utility_electrical_inspection"
    heater = {"room": "门卫室", "appliance": "电热毯 1000W", "user": "钱门卫"}
    again = [{**heater, "disposal": "通报", "first_repeat": "首次"}]
    spring, autumn = (
        kept(slug, day, date=day, violations=again) for day in ("2026-05-15", "2026-10-16")
    )
    (found,) = both(utilities.rooms_that_offend_again, spring, autumn)
    assert (found.where, found.number) == ("门卫室", autumn.number)


BACK: dict[str, Any] = {"back_at": None, "back_qty": None, "back_state": None}


def test_what_was_lent_in_the_spring_is_still_out() -> None:
    ball = kept("item_loan_register", "2026-06-05", **BACK)
    found = list(loans.items_overdue(after([ball], [], school("item_loan_register"), NOW)))
    assert [one.number for one in found] == [ball.number]
    reading = {"back_on": None, "state": None}
    book = kept("library_loan_register", "2026-06-05", **reading)
    here = school("library_loan_register")
    overdue = list(loans.books_overdue(after([book], [], here, NOW)))
    assert [one.number for one in overdue] == [book.number]
    again = kept(
        "library_loan_register",
        "2026-09-10",
        **{**reading, "date": "2026-09-10", "out_on": "2026-09-10", "due": "2026-09-24"},
        reader="20230318",
    )
    (twice,) = (one for one in both(loans.lent_twice, book, again, here))
    assert (twice.number, book.number in twice.message) == (again.number, True)


def test_receipts_drawn_in_the_spring_are_used_in_the_autumn() -> None:
    stubs, days = "receipt_stub_register", "daily_fee_settlement"
    unused = ("issued", "void", "next_no", "amount", "check_on", "checker", "faces")
    book = kept(stubs, "2026-03-02", **dict.fromkeys(unused))
    here = school(stubs, days)
    example = catalogue()[days].example["lines"][0]
    row = {**example, "receipt_from": "0012031", "receipt_to": "0012033", "count": 3}
    row |= {"reduce": "0", "actual": "900.00", "faces": "900.00", "void": "无"}
    day = kept(days, "2026-09-09", lines=[row])
    assert list(receipts.receipts_of_no_book(after([book], [day], here, NOW))) == []
    assert len(list(receipts.receipts_of_no_book(after([], [day], here, NOW)))) == 1
    again = replace(kept(stubs, "2026-09-02", **dict.fromkeys(unused)), number="PJHX-20260902-001")
    (twice,) = both(receipts.drawn_twice, book, again, here)
    assert book.number in twice.message or again.number in twice.message
    (long,) = receipts.books_kept_too_long(after([book], [], here, NOW))
    assert long.number == book.number


def test_a_class_hands_on_what_it_had_before_the_summer() -> None:
    slug = "class_property_register"
    spring = kept(slug, "2026-06-25", checked_on="2026-06-25", check_type="月查")
    desks = [{"item": "课桌", "quota": 40, "actual": 40, "good": 40, "bad": 0}]
    autumn = kept(
        slug, "2026-09-03", checked_on="2026-09-03", things=desks, term="2026-2027学年第一学期"
    )
    (found,) = both(rooms.things_carry_on, spring, autumn)
    assert (found.number, "课桌上期实有42" in found.message) == (autumn.number, True)


def test_accounts_open_with_what_the_spring_left() -> None:
    slug = "monthly_account_publicity"
    hung = (
        "union",
        "publish_place",
        "publish_on",
        "photos",
        "closed_on",
        "question",
        "answered_on",
    )
    drawn = dict.fromkeys(hung)
    spring = kept(slug, "2026-07-03", month="2026-06", prepared_on="2026-07-03", **drawn)
    autumn = kept(slug, "2026-10-03", month="2026-09", prepared_on="2026-10-03", **drawn)
    found = both(accounts.months_carry_on, spring, autumn)
    assert {one.number for one in found} == {autumn.number}
    assert "2026-06期末" in found[0].message


def test_a_book_lost_last_year_is_not_given_out_again() -> None:
    slug = "recycled_textbook_register"
    lost = {"back_state": "遗失", "disinfect": None, "disinfect_on": None}
    spring = kept(slug, "2026-03-03", **lost)
    autumn = kept(
        slug,
        "2026-09-03",
        cleaned_on="2026-08-30",
        out_on="2026-09-03",
        back_on=None,
        back_state=None,
        disinfect=None,
        disinfect_on=None,
    )
    (found,) = both(textbooks.given_out_twice, spring, autumn)
    assert "已遗失或报废" in found.message


def test_the_same_pupil_a_second_time() -> None:
    slug = "damage_compensation"
    spring = kept(slug, "2026-03-05")
    autumn = kept(slug, "2026-10-05", date="2026-10-05", settled_on=None, banked_on=None)
    (found,) = both(property.damaged_again, spring, autumn)
    assert (found.number, "第2次" in found.message) == (autumn.number, True)


def test_a_water_machine_whose_time_came_in_the_holidays() -> None:
    slug = "drinking_water_record"
    water = kept(slug, "2026-06-05")
    machine = {"id": "S1", "name": "一层饮水机"}
    spring = changed(water, entry={**water.entry, "device": machine, "next_due": "2026-08-31"})
    (found,) = environment.machines_not_cleaned(after([spring], [], school(slug), NOW))
    assert (found.where, found.number) == ("一层饮水机", spring.number)


def test_a_hazard_closed_in_june_comes_back_in_september() -> None:
    slug = "hazard_rectification"
    spring = kept(slug, "2026-06-20", found_at="2026-06-20T09:00+08:00", **_OPEN)
    autumn = kept(slug, "2026-09-10", found_at="2026-09-10T09:00+08:00", **_OPEN)
    (found,) = both(followup.hazards_that_come_back, spring, autumn)
    assert (found.number, spring.number in found.message) == (autumn.number, True)
    late = kept(slug, "2026-09-19", found_at="2026-09-19T09:00+08:00", **_OPEN)
    assert both(followup.hazards_that_come_back, spring, late) == [], "more than ninety days"


_HAZARD = catalogue()["hazard_rectification"]
_OPEN: dict[str, Any] = {
    one.name: None
    for one in _HAZARD.columns()
    if one.stage not in ("", _HAZARD.register.stages[0]) and one.name in _HAZARD.example
}


def test_a_picture_of_the_spring_is_handed_in_again() -> None:
    slug = "greening_maintenance"
    spring = kept(slug, "2026-05-08", date="2026-05-08", photos_after=[PHOTO], photos_before=None)
    autumn = kept(slug, "2026-09-11", date="2026-09-11", photos_after=[PHOTO], photos_before=None)
    (found,) = both(conduct.photos_used_twice, spring, autumn)
    assert (found.number, spring.number in found.message) == (autumn.number, True)


BUILDING = "school_building_safety_check"


def crack(day: str, width: str, last: str | None, earlier: str | None = None) -> Record:
    point = {"point": "三层东走廊梁底1号点", "length": "320", "width": width}
    point |= {key: one for key, one in (("last_width", last), ("earlier_width", earlier)) if one}
    return kept(BUILDING, day, date=day, cracks=[point | ({} if last else {"is_new": True})])


def test_a_crack_that_grows_for_a_year_is_seen_by_the_records() -> None:
    first, second = crack("2025-09-20", "0.10", None), crack("2026-03-20", "0.15", "0.10")
    third = crack("2026-09-20", "0.20", "0.15")
    here = school(BUILDING)
    (found,) = lookback.cracks_that_went_on_growing(after([first, second], [third], here, NOW))
    assert (found.number, "0.10→0.15→0.20" in found.message) == (third.number, True)
    still = crack("2026-09-20", "0.15", "0.15")
    seen = after([first, second], [still], here, NOW)
    assert list(lookback.cracks_that_went_on_growing(seen)) == []
    told = crack("2026-09-20", "0.20", "0.15", "0.10")
    seen = after([first, second], [told], here, NOW)
    assert list(lookback.cracks_that_went_on_growing(seen)) == [], "the entry says so itself"


PLAN = "policy_and_plan_register"


def test_a_plan_is_practised_once_a_year() -> None:
    """Reviewed in March, last practised on 20 November 2025: a year later it is time."""
    plan = kept(PLAN, "2026-03-05")
    here = school(PLAN, "emergency_drill_record")
    later = on("2026-11-21")
    (found,) = lookback.plans_not_practised(after([plan], [], here, later))
    assert (found.where, found.number) == ("《火灾事故应急疏散预案》", plan.number)
    assert list(lookback.plans_not_practised(after([plan], [], here, NOW))) == []
    drill = kept("emergency_drill_record", "2026-09-14", date="2026-09-14")
    assert list(lookback.plans_not_practised(after([plan], [drill], here, later))) == []
    other = kept("emergency_drill_record", "2026-09-14", date="2026-09-14", plan_ref="地震预案")
    assert len(list(lookback.plans_not_practised(after([plan], [other], here, later)))) == 1


def test_what_concerns_the_spring_alone_is_not_said_again() -> None:
    first, second = reading("2026-05-01", "100", "120"), reading("2026-06-01", "125", "140")
    here = school(METER)
    assert len(list(utilities.readings_that_do_not_join(view([first, second], here)))) == 1
    autumn = reading("2026-09-01", "140", "160")
    seen = after([first, second], [autumn], here, NOW)
    assert list(utilities.readings_that_do_not_join(seen)) == []


def test_a_sealed_ledger_is_read_when_a_rule_asks_for_it(tmp_path: Path) -> None:
    spring, autumn = make_school(), make_school("2026-2027-1")
    wang, kind = Person("p03", "王安"), catalogue()[METER]

    def file(ledger: Ledger, day: str, last: str, this: str) -> None:
        at = on(day, "17:00")
        data = {**kind.example, "read_on": day, "last": last, "this": this}
        data = {key: one for key, one in data.items() if key not in ("bill", "bill_cost")}
        ledger.append(File(kind.read(data, Surroundings(now=at))), by=wang, at=at)

    with Ledger.open(tmp_path, "2025-2026-2", school=spring) as ledger:
        file(ledger, "2026-08-04", "100", "120")
        key = ec.generate_private_key(ec.SECP256R1())
        seal_term(ledger, key, by=wang, at=on("2026-08-20"))
    with Ledger.open(tmp_path, "2026-2027-1", school=autumn) as ledger:
        file(ledger, "2026-09-01", "120", "150")
        seen = View.of(ledger, autumn, NOW)
        (found,) = utilities.usage_that_jumps(seen)
    assert "环比+50%" in found.message
    assert isinstance(seen.school.calendar, SchoolCalendar)
