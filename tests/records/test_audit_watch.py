"""Those on watch across records: where each check fires, and where it does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checklists.calendar import SchoolDay
from checklists.limits import Limit
from checklists.rules import Finding, Severity
from records.audit import duties, watch
from records.record import Record
from tests.records.made_records import changed, on, record, school, view

GATE, LOG = school("gate_duty_log"), school("leader_duty_log")
CHECKS = school("security_facility_check")


def numbers(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.number) for one in found]


def shift(number: int, start: str, end: str | None, **changes: Any) -> Record:
    """A shift from and to a moment like 05T07:00."""
    began = f"2026-03-{start}:00+08:00"
    ended = f"2026-03-{end}:00+08:00" if end else None
    fields = {"date": began[:10], "start": began, "end": ended, **changes}
    fields.setdefault("relief", None if end is None else "高卫")
    return record("gate_duty_log", f"MWZB-{number}", on(began[:10], began[11:16]), **fields)


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ("05T15:00", ""),
        ("05T15:05", ""),
        ("05T14:55", ""),
        ("05T15:06", "与上一班（MWZB-1）之间空当6分钟"),
        ("05T14:30", "与上一班（MWZB-1）重叠30分钟"),
    ],
)
def test_a_shift_begins_when_the_last_one_ends(start: str, message: str) -> None:
    shifts = [shift(1, "05T07:00", "05T15:00"), shift(2, start, "05T23:00", guard="高卫")]
    found = list(watch.gate_left_alone(view(shifts, GATE)))
    assert [one.message for one in found] == ([message] if message else [])


def test_every_gate_has_shifts_of_its_own() -> None:
    shifts = [shift(1, "05T07:00", "05T15:00"), shift(2, "05T18:00", None, gate="北门")]
    assert list(watch.gate_left_alone(view(shifts, GATE))) == []


@pytest.mark.parametrize(("shifts", "fires"), [(2, True), (3, False)])
def test_five_rounds_a_day(shifts: int, fires: bool) -> None:
    kept = [shift(number, f"05T{5 + number:02d}:00", None) for number in range(shifts)]
    found = list(watch.too_few_rounds(view(kept, GATE)))
    assert [one.code for one in found] == (["gate_duty_log.R03"] if fires else [])
    assert list(watch.too_few_rounds(view(kept, GATE, on("2026-03-05", "23:00")))) == []
    fewer = replace(GATE, limits={"gate_duty_log.day_rounds": Limit.of(low="4")})
    assert list(watch.too_few_rounds(view(kept, fewer))) == []


@pytest.mark.parametrize(
    ("spans", "second", "fires"),
    [
        ([("05T07:00", "05T19:00")], "方守", []),
        ([("05T07:00", "05T19:01")], "方守", ["MWZB-0"]),
        ([("05T07:00", "05T15:00"), ("05T15:00", "05T23:00")], "方守", ["MWZB-1"]),
        ([("05T07:00", "05T15:00"), ("05T15:00", "05T23:00")], "高卫", []),
        ([("05T07:00", "05T15:00"), ("05T15:30", "05T23:00")], "方守", []),
    ],
)
def test_nobody_watches_for_more_than_twelve_hours(
    spans: list[tuple[str, str]], second: str, fires: list[str]
) -> None:
    guards = ("方守", second)
    shifts = [shift(n, *span, guard=guards[n], relief="乙") for n, span in enumerate(spans)]
    found = list(watch.on_watch_too_long(view(shifts, GATE)))
    assert [one.number for one in found] == fires


def log(day: str, **changes: Any) -> Record:
    times: dict[str, Any] = {"start": f"{day}T07:20+08:00", "end": f"{day}T17:20+08:00"}
    return record("leader_duty_log", f"XZZB-{day}", on(day), date=day, **times, **changes)


def test_every_day_of_the_calendar_has_its_leader() -> None:
    found = list(duties.missing_duties(view([log("2026-03-06")], LOG, on("2026-03-09", "23:59"))))
    days = [one.where.removeprefix("《行政领导值周与节假日值班记录》") for one in found]
    assert days == ["3月2日（周一）", "3月3日（周二）", "3月4日（周三）", "3月5日（周四）",
                    "3月7日（周六）", "3月8日（周日）", "3月9日（周一）"]  # fmt: skip
    assert {(one.code, one.severity) for one in found} == {("leader_duty_log.R01", Severity.BLOCK)}
    begun = view([log("2026-03-02")], LOG, on("2026-03-02", "23:59"))
    assert list(duties.missing_duties(begun)) == []


def test_a_week_in_which_days_are_missing() -> None:
    kept = [log(f"2026-03-{day:02d}") for day in (2, 3, 5)]
    found = list(watch.weeks_with_days_missing(view(kept, LOG)))
    assert [(one.where, one.message) for one in found] == [
        ("第1周", "值周记录缺2日：3月4日、3月6日")
    ]
    thursday = view(kept, LOG, on("2026-03-04"))
    assert list(watch.weeks_with_days_missing(thursday)) == []
    whole = [*kept, log("2026-03-04"), log("2026-03-06")]
    assert list(watch.weeks_with_days_missing(view(whole, LOG))) == []


@pytest.mark.parametrize(
    ("day", "kind", "fires"),
    [
        ("2026-05-09", "周末值班", True),
        ("2026-05-09", "值周", False),
        ("2026-05-10", "周末值班", False),
        ("2026-05-01", "法定节假日值班", False),
    ],
)
def test_a_makeup_day_is_no_weekend(day: str, kind: str, fires: bool) -> None:
    here = replace(
        LOG,
        calendar=replace(LOG.calendar, school_days={date(2026, 5, 9): SchoolDay.MAKEUP_CLASS}),
    )
    found = list(watch.working_days_taken_for_free(view([log(day, duty_type=kind)], here)))
    assert [one.code for one in found] == (["leader_duty_log.R05"] if fires else [])


FAILED = {"verdict": "不合格", "remark": "无反应", "action": "增派一人"}


def facilities(day: str = "2026-03-05", **changes: Any) -> Record:
    number = f"JFWF-{day.replace('-', '')}-001"
    return record("security_facility_check", number, on(day), check_on=day, **changes)


def hazard_for(one: Record, later: int) -> Record:
    """The hazard of the failed alarm, opened some days later."""
    day = one.date + timedelta(days=later)
    made = record("hazard_rectification", "YH-1", on(day.isoformat()))
    return changed(made, opened_by=one.number, opened_for="security_facility_check.I04", date=day)


@pytest.mark.parametrize(
    ("later", "message"),
    [
        (0, ""),
        (1, "★项不合格，2026-03-06才上报，不是当日"),
        (None, "★项不合格，没有生成隐患"),
    ],
)
def test_a_dead_alarm_is_reported_on_the_day(later: int | None, message: str) -> None:
    failed = facilities(checks={"I04": FAILED, "I09": FAILED})
    kept = [failed, *([] if later is None else [hazard_for(failed, later)])]
    found = list(watch.key_failures_not_reported(view(kept, CHECKS)))
    assert [one.message for one in found] == ([message] if message else [])
    assert list(watch.key_failures_not_reported(view([facilities()], CHECKS))) == []


def test_a_camera_dark_twice_in_a_row() -> None:
    march = facilities(offline=["食堂后门", "北墙"])
    april = facilities("2026-04-05", offline=["北墙"])
    may = facilities("2026-05-05", offline=["东门"])
    found = list(watch.cameras_still_dark(view([march, april, may], CHECKS)))
    assert numbers(found) == [("security_facility_check.R03", "JFWF-20260405-001")]
    assert found[0].message == "连续2次检查离线：北墙"
    assert list(watch.cameras_still_dark(view([march, may], CHECKS))) == []
