"""Chapter 8 of the simulated term: kept as planned, and the audit finds what was planted."""

from pathlib import Path

import pytest

from checklists.catalogue import catalogue
from taizhang.simulator.utilities_buildings.electricity import OFFICE
from tests.taizhang.simulator.chapter import as_planned, followed, found, play, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {one.slug for one in catalogue().values() if one.chapter == "utilities_buildings"}


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return play("utilities_buildings", Path(tmp_path_factory.mktemp("utilities")))


def test_the_chapter_is_kept_as_planned_and_followed(chapter: Performance) -> None:
    assert {one.register for one in chapter.records()} >= OURS
    assert as_planned(chapter)
    assert not unfinished(chapter, OURS)
    assert followed(chapter)


def test_the_audit_finds_the_leak_and_the_office_with_two_heaters(chapter: Performance) -> None:
    seen = sorted((one.code, one.where) for one in found(chapter, OURS))
    assert seen == [
        ("utility_electrical_inspection.R04", OFFICE),
        ("utility_meter_record.R03", "2026-05 S-01 自来水总表"),
        ("utility_meter_record.R03", "「夜间最小流量」"),
    ]


def test_the_school_opens_with_the_principals_way_around_a_late_book(chapter: Performance) -> None:
    check = chapter.record("term_opening_check")
    assert str(check.verdict) == "不合格"
    assert check.entry["conclusion"] == "具备开学条件"
    assert not check.blocking


def test_what_is_broken_is_out_of_use_until_mended(chapter: Performance) -> None:
    results = [
        one.entry["result"]
        for one in chapter.records()
        if one.register == "equipment_maintenance_record" and one.entry["asset"]["id"] == "CF-01"
    ]
    assert results == ["正常", "正常", "停用", "修复", "正常"]
