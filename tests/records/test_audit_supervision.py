"""What the daily checks of the canteen left open is not left out."""

from typing import Any

from checklists.rules import Severity
from records.audit import duties, supervision
from records.record import Record
from tests.records.made_records import changed, on, record, school, view

HERE = school("canteen_supervision", "kitchen_daily_check", "hazard_rectification")
SMELLY = {
    "I18": {"verdict": "不合格", "remark": "垃圾桶没有盖", "handling": "报隐患"},
}


def report(**changes: Any) -> Record:
    told = {"issues": [], **changes}
    return record("canteen_supervision", "DC-20260306-001", on("2026-03-06"), **told)


def daily(day: str = "2026-03-04", **check: Any) -> Record:
    checks = {"I18": {**SMELLY["I18"], **check}}
    number = f"RGK-{day.replace('-', '')}-001"
    return record("kitchen_daily_check", number, on(day), checks=checks, date=day)


def left_out(*kept: Record) -> int:
    return len(list(supervision.open_issues_left_out(view(kept, HERE))))


def test_an_open_issue_stands_in_the_weekly_report() -> None:
    issue = {"source": "RGK-20260304-001", "what": "垃圾桶没有盖", "closed": False}
    assert left_out(daily(), report()) == 1
    assert left_out(daily(), report(issues=[issue])) == 0
    assert left_out(daily(handling="当场整改"), report()) == 0
    assert left_out(daily("2026-02-27"), report()) == 0
    assert left_out(daily(), report(kind="不定期抽查")) == 0


def test_a_closed_hazard_is_no_open_issue() -> None:
    times: dict[str, Any] = {
        "found_at": "2026-03-04T09:20:00+08:00",
        "notified_at": "2026-03-04T10:00:00+08:00",
        "done_at": "2026-03-04T14:00:00+08:00",
        "review_at": "2026-03-05T08:00:00+08:00",
    }
    for closed_at, count in (("2026-03-06T09:00:00+08:00", 0), ("2026-03-07T09:00:00+08:00", 1)):
        hazard = record(
            "hazard_rectification", "YH-1", on("2026-03-04"), **times, closed_at=closed_at
        )
        opened = changed(hazard, opened_by="RGK-20260304-001", opened_for="kitchen_daily_check.I18")
        assert left_out(daily(), opened, report()) == count


def test_a_week_without_a_look_round_and_a_month_without_a_meeting_are_missed() -> None:
    here = school("canteen_supervision")
    month: dict[str, Any] = {
        "kind": "月调度",
        "checks": None,
        "date": "2026-03-31",
        "conclusion": "继续",
    }
    weeks = [
        record(
            "canteen_supervision",
            f"DC-2026{day}-001",
            on(f"2026-{day[:2]}-{day[2:]}"),
            date=f"2026-{day[:2]}-{day[2:]}",
        )
        for day in ("0306", "0313", "0320", "0327")
    ]
    meeting = record("canteen_supervision", "DC-20260331-001", on("2026-03-31"), **month)
    now = on("2026-04-01")
    assert list(duties.missing_duties(view([*weeks, meeting], here, now))) == []
    missing = duties.missing_duties(view(weeks[1:], here, now))
    assert [(one.code, one.where.partition("》")[2]) for one in missing] == [
        ("canteen_supervision.R01", "第1周 周排查"),
        ("canteen_supervision.R01", "2026年3月 月调度"),
    ]


def test_without_the_daily_checks_it_is_said() -> None:
    found = supervision.open_issues_left_out(view([report()], school("canteen_supervision")))
    assert [one.severity for one in found] == [Severity.HINT]


def test_a_meeting_in_the_canteen_is_asked_for_in_the_last_month() -> None:
    def asked(day: str, *kept: Record) -> int:
        seen = view(kept, HERE, on(day))
        return len(list(supervision.no_meeting_on_the_spot(seen)))

    assert (asked("2026-06-09"), asked("2026-06-10")) == (0, 1)
    assert asked("2026-06-10", report(kind="现场办公会")) == 0
