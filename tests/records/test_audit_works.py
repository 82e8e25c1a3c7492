"""Works across records: where each check fires, and where it does not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.columns import EXAMPLE_PHOTO
from checklists.limits import Limit
from checklists.rules import Severity
from records.audit import works
from records.record import Record
from tests.records.made_records import on, record, school, view

PROJECTS, LOGS = works.PROJECTS, works.LOGS
ACCEPTANCES, CARDS = works.ACCEPTANCES, works.CARDS


STEP: dict[str, Any] = {"step": "进场", "at": "2026-05-01", "doc": [EXAMPLE_PHOTO]}
SITE: dict[str, Any] = {
    "name": "厨房地面维修",
    "steps": [STEP],
    "period": "2026-05-01",
    "period_end": "2026-06-01",
}


def project(number: int = 1, **changes: Any) -> Record:
    return record(PROJECTS, f"WXXM-20260511-{number:03d}", on("2026-05-11"), **changes)


@pytest.mark.parametrize(
    ("budgets", "second", "found"),
    [
        (("300000.00", "300000.00"), {}, 0),
        (("300000.00", "300000.01"), {}, 1),
        (("300000.00", "300000.01"), {"kind": "供暖"}, 0),
        (("300000.00", "600000.01"), {"method": "招标"}, 0),
    ],
)
def test_works_are_not_cut_in_slices(
    budgets: tuple[str, str], second: dict[str, Any], found: int
) -> None:
    both = [project(budget=budgets[0]), project(2, budget=budgets[1], **second)]
    assert len(list(works.works_in_slices(view(both, school(PROJECTS))))) == found


def test_a_school_has_its_own_limit_for_slices() -> None:
    here = replace(school(PROJECTS), limits={f"{PROJECTS}.procured": Limit.of(high="100000")})
    both = [project(budget="60000.00"), project(2, budget="50000.00")]
    assert len(list(works.works_in_slices(view(both, here)))) == 1
    assert list(works.works_in_slices(view(both, school(PROJECTS)))) == []


def log(day: date, **changes: Any) -> Record:
    text = day.isoformat()
    return record(LOGS, f"SGRZ-{day:%Y%m%d}-001", on(text), date=text, **changes)


def accepted(**changes: Any) -> Record:
    return record(ACCEPTANCES, "JGYS-20260508-001", on("2026-05-08"), **changes)


@pytest.mark.parametrize(
    ("last", "now", "found"),
    [
        (5, "2026-05-06", []),
        (4, "2026-05-06", ["工期内缺1天施工日志：5月5日"]),
        (4, "2026-05-05", []),
        (0, "2026-05-06", ["工期内缺5天施工日志：5月1日、5月2日、5月3日等"]),
    ],
)
def test_a_site_has_a_log_a_day(last: int, now: str, found: list[str]) -> None:
    days = [date(2026, 5, day) for day in range(1, last + 1)]
    kept = [project(**SITE), *(log(day) for day in days)]
    seen = works.days_without_a_log(view(kept, school(PROJECTS, LOGS), on(now)))
    assert [one.message for one in seen] == found


def test_works_that_are_finished_need_no_log() -> None:
    ended = accepted(actual_end="2026-05-02")
    kept = [project(**SITE), ended, log(date(2026, 5, 1)), log(date(2026, 5, 2))]
    here = school(PROJECTS, LOGS, ACCEPTANCES)
    assert list(works.days_without_a_log(view(kept, here, on("2026-06-20")))) == []
    waiting = project(**{**SITE, "steps": [{**STEP, "step": "安全交底"}]})
    assert list(works.days_without_a_log(view([waiting], here, on("2026-06-20")))) == []


def test_without_projects_logs_are_not_looked_into() -> None:
    (found,) = works.days_without_a_log(view([log(date(2026, 5, 2))], school(LOGS)))
    assert found.severity is Severity.HINT


@pytest.mark.parametrize(
    ("day", "hours", "found"),
    [
        (date(2026, 5, 8), "全天", 1),
        (date(2026, 5, 8), "课后及休息日", 0),
        (date(2026, 5, 2), "全天", 0),
    ],
)
def test_works_keep_clear_of_lessons(day: date, hours: str, found: int) -> None:
    kept = [log(day, hours=hours)]
    here = school(LOGS)
    assert len(list(works.works_while_children_are_there(view(kept, here)))) == found


def test_what_works_make_is_put_on_a_card() -> None:
    made = accepted(forms_asset=True, asset_in="ZC-2026-0031", asset_value="46500.00")
    card = record(CARDS, "GDZC-20260306-001", on("2026-03-06"))
    here = school(ACCEPTANCES, CARDS)
    assert list(works.works_without_a_card(view([made, card], here))) == []
    assert len(list(works.works_without_a_card(view([made], here)))) == 1
    (found,) = works.works_without_a_card(view([made], school(ACCEPTANCES)))
    assert found.severity is Severity.HINT
