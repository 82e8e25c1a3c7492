"""Chapter 8 of the simulated term: kept as planned, and the audit finds what was planted."""

from checklists.catalogue import catalogue
from taizhang.simulator.utilities_buildings.electricity import OFFICE
from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {one.slug for one in catalogue().values() if one.chapter == "utilities_buildings"}


def test_the_chapter_is_kept_as_planned_and_followed(performance: Performance) -> None:
    assert {one.register for one in performance.records()} >= OURS
    assert as_planned(performance)
    assert not unfinished(performance, OURS)
    assert followed(performance)


def test_the_audit_finds_the_leak_and_the_office_with_two_heaters(performance: Performance) -> None:
    seen = sorted((one.code, one.where) for one in found(performance, OURS))
    assert seen == [
        ("utility_electrical_inspection.R04", OFFICE),
        ("utility_meter_record.R03", "2026-05 S-01 自来水总表"),
        ("utility_meter_record.R03", "「夜间最小流量」"),
    ]


def test_the_school_opens_with_the_principals_way_around_a_late_book(
    performance: Performance,
) -> None:
    check = performance.record("term_opening_check")
    assert str(check.verdict) == "不合格"
    assert check.entry["conclusion"] == "具备开学条件"
    assert not check.blocking


def test_what_is_broken_is_out_of_use_until_mended(performance: Performance) -> None:
    results = [
        one.entry["result"]
        for one in performance.records()
        if one.register == "equipment_maintenance_record" and one.entry["asset"]["id"] == "CF-01"
    ]
    assert results == ["正常", "正常", "停用", "修复", "正常"]
