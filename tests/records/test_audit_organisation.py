"""Posts, meetings, plans, lessons and drills across records: where each check fires or not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from checklists.profile import Profile
from checklists.rules import Finding, Severity
from records.audit import duties, organisation
from records.record import Record
from tests.records.made_records import on, record, school, view

POSTS = school("post_duty_register")
MEETINGS = school("staff_meeting_training")
PLANS = school("policy_and_plan_register")
LESSONS = school("safety_education_record")
DRILLS = school("emergency_drill_record")
MARCH = on("2026-03-06", "18:00")


def codes(found: Sequence[Finding]) -> list[str]:
    return [one.code for one in found]


# ---- posts


def line(holder: str, code: str, *registers: str, **changes: Any) -> Record:
    filled = {"holder": holder, "backup": "替岗", "post_code": code, "post_name": code, **changes}
    filled["registers"] = list(registers) or ["无"]
    return record("post_duty_register", f"GWZZ-{holder}-{code}", on("2026-03-05"), **filled)


@pytest.mark.parametrize(
    ("one", "other", "fires"),
    [
        ("purchaser", "acceptor", True),
        ("purchaser", "warehouse_keeper", True),
        ("cashier", "accountant", True),
        ("cashier", "receipt_admin", True),
        ("accountant", "receipt_admin", False),
    ],
)
def test_posts_that_nobody_holds_together(one: str, other: str, fires: bool) -> None:
    both = [line("江秋", one), line("江秋", other)]
    found = list(organisation.incompatible_posts(view(both, POSTS, MARCH)))
    assert codes(found) == (["post_duty_register.R01"] if fires else [])
    apart = [line("江秋", one), line("董玥", other)]
    assert list(organisation.incompatible_posts(view(apart, POSTS, MARCH))) == []
    left = [line("江秋", one, effective_to="2026-03-05"), line("江秋", other)]
    assert list(organisation.incompatible_posts(view(left, POSTS, MARCH))) == []


def test_every_register_is_one_posts() -> None:
    here = school("post_duty_register", "daily_patrol", "fee_publicity")
    own = line("秦总务", "logistics_head", "post_duty_register")
    patrol = line("王安", "duty_teacher", "《校园每日巡视记录》")
    fees = line("江秋", "accountant", "fee_publicity")

    def look(*lines: Record) -> list[tuple[str, str]]:
        found = organisation.registers_without_one_post(view(lines, here, MARCH))
        return [(one.where, one.message) for one in found]

    assert look(own, patrol, fees) == []
    assert look(own, patrol, fees, line("李禾", "duty_teacher", "daily_patrol")) == []
    assert look(own, patrol, fees, line("赵工", "electrician", "daily_patrol")) == [
        ("《校园每日巡视记录》", "有2个责任岗：值班教师、水电工")
    ]
    assert look(own, patrol) == [
        ("「负责填写的登记簿」", "1种登记簿没有责任岗或无人在岗：收费项目核实与收费公示")
    ]
    assert look() == [], "no line at all is 漏填"


@pytest.mark.parametrize(("now", "fires"), [("2026-05-31", False), ("2026-06-01", True)])
def test_a_certificate_that_ran_out_since(now: str, fires: bool) -> None:
    certs = [{"name": "保安员证", "number": "1", "until": "2026-05-31"}]
    found = list(
        organisation.certificates_run_out(
            view([line("方守", "gate_guard", certs=certs)], POSTS, on(now))
        )
    )
    assert codes(found) == (["post_duty_register.R03"] if fires else [])
    old = [{**certs[0], "until": "2026-03-04"}]
    before = view([line("方守", "gate_guard", certs=old)], POSTS, on(now))
    assert list(organisation.certificates_run_out(before)) == [], "said by the line itself"


@pytest.mark.parametrize(("renewed", "fires"), [("2027-04-12", False), ("2026-05-30", True)])
def test_a_health_certificate_renewed_in_the_canteen_s_files_counts(
    renewed: str, fires: bool
) -> None:
    here = school("post_duty_register", "canteen_staff_health")
    certs = [{"name": "健康证", "number": "1", "until": "2026-04-21"}]
    new: dict[str, Any] = {"name": "方守", "cert_from": "2026-04-13", "cert_to": renewed}
    paper = record("canteen_staff_health", "JKZ-20260414-001", on("2026-04-14"), **new)
    seen = view([line("方守", "dishwasher", certs=certs), paper], here, on("2026-06-01"))
    assert codes(list(organisation.certificates_run_out(seen))) == (
        ["post_duty_register.R03"] if fires else []
    )


@pytest.mark.parametrize(
    ("asked", "fires"), [("2025-05-01", True), ("2025-06-02", False), ("2025-03-01", False)]
)
def test_a_query_that_is_a_year_old_by_now(asked: str, fires: bool) -> None:
    lines = [line("方守", "gate_guard", bg_check_on=asked)]
    found = list(organisation.background_checks_run_out(view(lines, POSTS, on("2026-06-01"))))
    assert codes(found) == (["post_duty_register.R04"] if fires else [])


@pytest.mark.parametrize(("guards", "fires"), [("方高", True), ("方高武", False)])
def test_round_the_clock_takes_three(guards: str, fires: bool) -> None:
    lines = [line(name, "gate_guard") for name in guards]
    found = list(organisation.too_few_guards(view(lines, POSTS, MARCH)))
    assert codes(found) == (["post_duty_register.R05"] if fires else [])
    by_day = [line(name, "gate_guard", duties=["白天值守", "登记", "巡逻"]) for name in guards]
    assert list(organisation.too_few_guards(view(by_day, POSTS, MARCH))) == []


# ---- meetings


def meeting(day: str, kind: str = "后勤例会") -> Record:
    times = {"start": f"{day}T15:50+08:00", "end": f"{day}T16:40+08:00"}
    filled: dict[str, Any] = {"date": day, "meeting_type": kind, "outcomes": None, **times}
    return record("staff_meeting_training", f"HYPX-{day}", on(day), **filled)


@pytest.mark.parametrize(
    ("kind", "day", "fires"),
    [
        ("收费培训", "2026-03-09", False),
        ("收费培训", "2026-03-10", True),
        ("业务培训", "2026-03-06", True),
    ],
)
def test_who_collects_was_trained_before_the_first_charge(kind: str, day: str, fires: bool) -> None:
    charge = replace(meeting("2026-03-09"), register="daily_fee_settlement", number="RJ")
    records = [meeting(day, kind), charge]
    found = list(organisation.charged_without_training(view(records, MEETINGS)))
    assert codes(found) == (["staff_meeting_training.R03"] if fires else [])
    assert list(organisation.charged_without_training(view(records[:1], MEETINGS))) == []


def test_months_without_a_meeting_of_the_staff() -> None:
    records = [meeting("2026-03-05"), meeting("2026-04-09", "消防培训")]
    found = list(organisation.months_without_meeting(view(records, MEETINGS, on("2026-05-20"))))
    assert [(one.code, one.where) for one in found] == [
        ("staff_meeting_training.R04", "2026年04月")
    ]
    in_april = view(records, MEETINGS, on("2026-04-30"))
    assert list(organisation.months_without_meeting(in_april)) == []
    assert list(organisation.months_without_meeting(view([], PLANS))) == []


# ---- plans


def plan(name: str, **changes: Any) -> Record:
    filled = {"title_": name, "doc_no": name, **changes}
    return record("policy_and_plan_register", f"ZDYA-{name}", on("2026-03-05"), **filled)


def test_plans_that_are_wanting() -> None:
    kept = [plan(label) for label, _ in organisation.NEEDED_PLANS if label != "校车/交通"]
    whole = [*kept, plan("道路交通事故应急预案")]
    assert list(organisation.plans_wanting(view(whole, PLANS))) == []
    for lacking in (
        kept,
        [*kept, plan("校车预案", verdict_="废止")],
        [*kept, plan("交通", kind="制度")],
    ):
        found = list(organisation.plans_wanting(view(lacking, PLANS)))
        assert [one.message for one in found] == ["必备预案缺1项：校车/交通"]
    nursery = replace(PLANS, profile=Profile("幼儿园"))
    found = list(organisation.plans_wanting(view(whole, nursery)))
    assert [one.message for one in found] == ["必备预案缺1项：学生走失"]
    assert list(organisation.plans_wanting(view([], PLANS))) == []


MINUTES = school("policy_and_plan_register", "staff_meeting_training")


@pytest.mark.parametrize(
    ("kind", "named", "verdict", "fires"),
    [
        ("行政会议", "HYPX-2026-03-02", "修订", False),
        ("行政会议", "HYPX-2026-03-02", "新增", False),
        ("行政会议", "HYPX-2026-03-03", "修订", True),
        ("后勤例会", "HYPX-2026-03-02", "修订", True),
        ("后勤例会", "HYPX-2026-03-02", "继续有效", False),
        ("后勤例会", None, "修订", False),
    ],
)
def test_a_change_names_the_minutes_of_the_board(
    kind: str, named: str | None, verdict: str, fires: bool
) -> None:
    changed = plan("火灾预案", verdict_=verdict, review_meeting=named)
    kept = [replace(meeting("2026-03-02", kind), number="HYPX-2026-03-02"), changed]
    found = list(organisation.changes_without_minutes(view(kept, MINUTES)))
    assert codes(found) == (["policy_and_plan_register.R02"] if fires else [])


def test_without_minutes_kept_here_a_change_is_said_to_be_unchecked() -> None:
    changed = plan("火灾预案", verdict_="修订", review_meeting="行政会议纪要3号")
    found = list(organisation.changes_without_minutes(view([changed], PLANS)))
    assert [one.severity for one in found] == [Severity.HINT]
    assert found[0].message.startswith("未核")


# ---- lessons in safety


def lesson(day: str, **changes: Any) -> Record:
    number = f"AQJY-{day}"
    return record("safety_education_record", number, on(day), date=day, **changes)


@pytest.mark.parametrize(
    ("day", "changes", "fires"),
    [
        ("2026-04-30", {"form": "致家长信"}, False),
        ("2026-04-24", {"before_holiday": True}, False),
        ("2026-04-23", {"before_holiday": True}, True),
        ("2026-05-01", {"form": "致家长信"}, True),
        ("2026-04-30", {}, True),
    ],
)
def test_a_reminder_in_the_five_working_days_before_a_long_holiday(
    day: str, changes: dict[str, Any], fires: bool
) -> None:
    seen = view([lesson(day, **changes)], LESSONS, on("2026-05-06"))
    found = list(organisation.holidays_without_reminder(seen))
    assert [one.where for one in found] == (["2026-05-01起放假"] if fires else [])


def test_a_reminder_before_the_vacation_and_none_for_a_day_off() -> None:
    may = lesson("2026-04-30", before_holiday=True)
    found = list(organisation.holidays_without_reminder(view([may], LESSONS)))
    assert [one.where for one in found] == ["2026-07-11起放假"]
    july = lesson("2026-07-10", form="致家长信")
    assert list(organisation.holidays_without_reminder(view([may, july], LESSONS))) == []


@pytest.mark.parametrize(("visits", "now", "fires"), [
    (1, "2026-06-09", False), (1, "2026-06-10", True), (2, "2026-06-10", False),
])  # fmt: skip
def test_the_police_are_met_twice_a_term(visits: int, now: str, fires: bool) -> None:
    met = [lesson(f"2026-03-{day + 5:02d}", form="警校联防走访") for day in range(visits)]
    found = list(organisation.police_seldom_met(view(met, LESSONS, on(now))))
    assert codes(found) == (["safety_education_record.R04"] if fires else [])


# ---- drills


def drill(day: str, **changes: Any) -> Record:
    return record("emergency_drill_record", f"YJYL-{day}", on(day), date=day, **changes)


@pytest.mark.parametrize(
    ("kinds", "fires"),
    [
        (["火灾疏散"] * 2, 0),
        (["火灾疏散"] * 3, 1),
        (["火灾疏散", "防暴", "火灾疏散"], 0),
        (["防暴", "火灾疏散", "火灾疏散", "火灾疏散"], 1),
    ],
)
def test_the_same_drill_three_times_in_a_row(kinds: list[str], fires: int) -> None:
    drills = [drill(f"2026-0{3 + n}-12", drill_type=kind) for n, kind in enumerate(kinds)]
    found = list(organisation.drills_all_alike(view(drills, DRILLS)))
    assert codes(found) == ["emergency_drill_record.R03"] * fires


@pytest.mark.parametrize(
    ("notices", "now", "fires"),
    [
        (["预告"], "2026-06-10", True),
        (["预告"], "2026-06-09", False),
        (["预告", "不预告"], "2026-06-10", False),
        ([], "2026-06-10", False),
    ],
)
def test_a_drill_without_notice_once_a_term(notices: list[str], now: str, fires: bool) -> None:
    drills = [drill(f"2026-03-{12 + n}", notice=notice) for n, notice in enumerate(notices)]
    found = list(organisation.drills_all_announced(view(drills, DRILLS, on(now))))
    assert [(one.code, one.severity) for one in found] == (
        [("emergency_drill_record.R04", Severity.HINT)] if fires else []
    )


def test_a_month_or_a_quarter_without_a_drill() -> None:
    march = drill("2026-03-12")
    now = on("2026-05-05")
    found = list(duties.missing_duties(view([march], DRILLS, now)))
    assert [(one.code, one.severity, one.where) for one in found] == [
        ("emergency_drill_record.R03", Severity.WARN, "《应急演练记录》2026年4月")
    ]
    nursery = replace(DRILLS, profile=Profile("幼儿园"))
    assert list(duties.missing_duties(view([march], nursery, now))) == []
    summer = list(duties.missing_duties(view([march], nursery, on("2026-07-01"))))
    assert [one.where for one in summer] == ["《应急演练记录》2026年第2季度"]
