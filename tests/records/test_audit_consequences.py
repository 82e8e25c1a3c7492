"""What has to follow across registers: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.rules import Finding, Severity
from records.audit import consequences
from records.record import Record
from tests.records.made_records import END, changed, on, record, school, view, voided

HAZARDS, INCIDENTS, ROOMS = "hazard_rectification", "incident_report", "special_room_use_log"
GOODS, STORE = "food_purchase_acceptance", "food_storage_check"
OPEN: dict[str, Any] = dict.fromkeys(
    ("done_at", "done_desc", "photo_after", "reviewer", "review_at", "review_result", "closed_at")
)


def said(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.number) for one in found]


def major(**changes: Any) -> Record:
    return record(HAZARDS, "YH-20260305-001", on("2026-03-05"), level="重大", **changes)


def report(**changes: Any) -> Record:
    return record(INCIDENTS, "SG-20260305-001", on("2026-03-05"), **changes)


def test_a_major_hazard_has_a_report_that_names_it() -> None:
    here = school(HAZARDS, INCIDENTS)
    check = consequences.major_hazards_not_reported
    assert said(list(check(view([major(), report()], here)))) == [
        ("hazard_rectification.R04", "YH-20260305-001")
    ]
    assert list(check(view([major(), report(source_ref="YH-20260305-001")], here))) == []
    numbered = major()
    numbered = changed(numbered, entry={**numbered.entry, "hazard_no": "2026-003"})
    assert list(check(view([numbered, report(source_ref="2026-003")], here))) == []
    assert list(check(view([voided(major())], here))) == []
    small = record(HAZARDS, "YH-20260305-002", on("2026-03-05"))
    assert list(check(view([small], here))) == []
    (unknown,) = check(view([major()], school(HAZARDS)))
    assert unknown.severity is Severity.HINT


def use(day: str, room: str = "科学实验室") -> Record:
    number = f"ZYS-{day.replace('-', '')}-001"
    return record(ROOMS, number, on(day), date=day, room=room, week=None)


@pytest.mark.parametrize(
    ("day", "room", "closed", "count"),
    [
        ("2026-03-06", "科学实验室", False, 1),
        ("2026-03-06", "音乐室", False, 0),
        ("2026-03-05", "科学实验室", False, 0),
        ("2026-03-06", "科学实验室", True, 1),
        ("2026-03-07", "科学实验室", True, 0),
    ],
)
def test_nobody_has_lessons_where_a_major_hazard_is_open(
    day: str, room: str, closed: bool, count: int
) -> None:
    """Found on 5 March; the example is closed on the 7th."""
    here = school(HAZARDS, ROOMS)
    hazard = major(place="科学实验室", **({} if closed else OPEN))
    found = list(consequences.rooms_used_while_closed(view([hazard, use(day, room)], here)))
    assert len(found) == count
    carried = replace(view([use(day, room)], here), carried=(hazard,))
    assert len(list(consequences.rooms_used_while_closed(carried))) == count


def ill(number: int, day: str = "2026-03-05", **changes: Any) -> Record:
    serial = f"YQ-{day.replace('-', '')}-{number:03d}"
    more = {"date": day, "student": f"学生{number}", "onset": day, **changes}
    return record("infectious_disease_register", serial, on(day, f"09:{number:02d}"), **more)


def test_an_outbreak_has_an_incident_report() -> None:
    here = school("infectious_disease_register", INCIDENTS)
    cases = [ill(number) for number in (1, 2, 3)]
    check = consequences.outbreaks_without_a_report
    assert {one.code for one in check(view(cases, here))} == {"F3"}
    known = report(event_type="传染病聚集", report_other="疾控 11:00")
    assert list(check(view([*cases, known], here))) == []
    assert list(check(view(cases[:2], here))) == []
    injury = report()
    assert len(list(check(view([*cases, injury], here)))) > 0


def delivery(number: int, **changes: Any) -> Record:
    goods = record(GOODS, "G-1", END).entry["lines"]
    lines = [{key: value for key, value in one.items() if key != "amount"} for one in goods]
    lines[0] = {**lines[0], **changes}
    return record(GOODS, f"JH-20260305-{number:03d}", on("2026-03-05"), lines=lines[:1])


def thrown_out(batch: str, reason: str = "感官异常") -> Record:
    base = {
        "stock": "30",
        "qty": "30",
        "method": "染色毁形销毁",
        "handler": "陈库",
        "witness": "贺珺",
    }
    line = {**base, "food": "鲜猪腿肉", "batch_qty": batch, "reason": reason}
    return record(STORE, "KC-20260306-001", on("2026-03-06"), disposals=[line])


def test_a_batch_that_was_refused_is_traced_in_other_deliveries() -> None:
    here = school(GOODS, STORE)
    refused = delivery(1, sense="不合格", verdict_="拒收退回")
    check = consequences.bad_batches_taken_elsewhere
    assert said(list(check(view([refused, delivery(2)], here)))) == [("F5", "JH-20260305-002")]
    assert list(check(view([refused, delivery(2, batch="20260304")], here))) == []
    assert list(check(view([refused], here))) == []


@pytest.mark.parametrize(
    ("batch", "reason", "count"),
    [
        ("20260305／30kg", "感官异常", 1),
        ("20260304／30kg", "感官异常", 0),
        ("20260305／30kg", "包装破损", 0),
    ],
)
def test_a_batch_that_was_destroyed_is_traced(batch: str, reason: str, count: int) -> None:
    kept = [delivery(1), thrown_out(batch, reason)]
    found = list(consequences.bad_batches_taken_elsewhere(view(kept, school(GOODS, STORE))))
    assert len(found) == count


def test_a_settlement_that_does_not_come_out_even_goes_to_the_principal_the_next_day() -> None:
    slug = "daily_fee_settlement"
    even = record(slug, "RJ-20260309-001", on("2026-03-09"))
    odd = record(slug, "RJ-20260309-002", on("2026-03-09"), scanned="5900.00")
    check, here = consequences.differences_left_standing, school(slug)
    assert said(list(check(view([even, odd], here)))) == [("F6", odd.number)]
    assert list(check(view([even, odd], here, on("2026-03-09", "18:00")))) == []


def test_what_is_missing_from_the_store_is_paid_for_by_a_slip() -> None:
    slug, slips = "stocktaking_record", "damage_compensation"
    counts = record(slug, "PD-1", END).entry["counts"]
    rows = [
        {
            key: value
            for key, value in one.items()
            if not key.endswith(("diff", "amount", "book_qty"))
        }
        for one in counts
    ]
    count = record(slug, "PD-20260626-001", on("2026-06-26"), counts=[rows[0], {**rows[1]}])
    owing = record(
        slug, "PD-20260626-002", on("2026-06-26"), counts=[{**rows[1], "opinion": "赔偿"}]
    )
    days: dict[str, Any] = {"date": "2026-06-27", "settled_on": "2026-06-28"}
    days["banked_on"] = "2026-06-28"
    slip = record(slips, "PC-20260627-001", on("2026-06-27"), item="A4复印纸 70g", **days)
    check, here = consequences.shortages_not_made_good, school(slug, slips)
    assert said(list(check(view([count, owing], here)))) == [("F7", owing.number)]
    assert list(check(view([owing, slip], here))) == []
    other = record(slips, "PC-20260627-002", on("2026-06-27"), **days)
    assert len(list(check(view([owing, other], here)))) == 1


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ({"handle": "赔偿", "reason": "丢失"}, 1),
        ({"handle": "赔偿", "reason": "丢失", "slip_no": "赔〔2026〕3号"}, 0),
        ({"handle": "报修", "reason": "自然损坏"}, 0),
    ],
)
def test_a_class_that_pays_for_a_loss_has_its_slip(line: dict[str, str], count: int) -> None:
    slug = "class_property_register"
    (desk, *_) = record(slug, "BJCC-1", END).entry["things"]
    row = {key: value for key, value in desk.items() if key not in ("prev", "diff")}
    kept = record(slug, "BJCC-20260305-001", on("2026-03-05"), things=[{**row, "bad": 1, **line}])
    assert len(list(consequences.losses_without_a_slip(view([kept], school(slug))))) == count
