"""Chapter 7 across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.rules import Severity
from records.audit import health
from records.directory import Directory
from records.items import StudentItem
from records.record import Operation, Record
from tests.records.made_records import END, WANG, after, changed, on, record, school, signed, view

MORNING, ILL, CERTIFICATES = (
    "morning_health_check",
    "infectious_disease_register",
    "vaccination_certificate_check",
)
BACK: dict[str, Any] = dict.fromkeys(("return_on", "cert_on", "return_cert", "disinfect"))


def morning(day: str, number: int = 1, **changes: Any) -> Record:
    return record(MORNING, f"CWJ-{day.replace('-', '')}-{number:03d}", on(day), date=day, **changes)


def case(day: str, number: int = 1, clock: str = "09:30", **changes: Any) -> Record:
    tracks = {"track": [{"on": day, "note": "居家"}], "onset": day, "isolate_from": day}
    serial = f"CRB-{day.replace('-', '')}-{number:03d}"
    more = {**BACK, "isolate_to": None, **tracks, **changes}
    return record(ILL, serial, on(day, clock), date=day, **more)


def test_who_is_away_ill_is_traced() -> None:
    away, here = morning("2026-03-05"), school(MORNING, ILL)
    found = list(health.ill_but_not_traced(view([away], here)))
    assert [(one.number, one.severity) for one in found] == [(away.number, Severity.BLOCK)]
    assert list(health.ill_but_not_traced(view([away, case("2026-03-04")], here))) == []
    healthy = case("2026-03-02", return_on="2026-03-04")
    assert len(list(health.ill_but_not_traced(view([away, healthy], here)))) == 1
    (unchecked,) = health.ill_but_not_traced(view([away], school(MORNING)))
    assert (unchecked.severity, unchecked.message) == (
        Severity.HINT,
        "未核（缺因病缺勤追踪与传染病登记）",
    )


@pytest.mark.parametrize(("count", "ill", "found"), [(10, 0, 1), (9, 0, 0), (10, 1, 0)])
def test_a_month_without_a_cough_is_doubtful(count: int, ill: int, found: int) -> None:
    kept = [morning(f"2026-03-{2 + place:02d}", abnormal=[]) for place in range(count - ill)]
    kept += [morning(f"2026-03-{25 + place}") for place in range(ill)]
    assert len(list(health.months_without_a_cough(view(kept, school(MORNING))))) == found


@pytest.mark.parametrize(("now", "found"), [("2026-03-06", 0), ("2026-03-07", 1)])
def test_who_is_ill_is_asked_after_every_day(now: str, found: int) -> None:
    kept = [case("2026-03-05")]
    assert len(list(health.ill_and_forgotten(view(kept, school(ILL), on(now))))) == found
    back = [case("2026-03-05", return_on="2026-03-06")]
    assert list(health.ill_and_forgotten(view(back, school(ILL), on(now)))) == []


def test_three_in_a_day_are_reported_within_a_day() -> None:
    here = school(ILL)
    kept = [case("2026-03-05", n, f"09:3{n}", student=f"学生{n}") for n in (1, 2, 3)]
    found = list(health.outbreaks_not_reported(view(kept, here)))
    assert {one.where for one in found} == {"三（2）班 发热", "三（2）班 皮疹"}
    assert list(health.outbreaks_not_reported(view(kept[:2], here))) == []
    for told, count in (("2026-03-06T09:33+08:00", 0), ("2026-03-06T09:34+08:00", 2)):
        report = case("2026-03-05", 3, "09:33", student="学生3", report_cdc=told)
        assert len(list(health.outbreaks_not_reported(view([*kept[:2], report], here)))) == count


def test_five_in_three_days_are_an_outbreak_too() -> None:
    here, days = school(ILL), ("2026-03-03", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-05")
    kept = [case(day, n, symptom=["呕吐"], student=f"学生{n}") for n, day in enumerate(days, 1)]
    assert len(list(health.outbreaks_not_reported(view(kept, here)))) == 1
    assert list(health.outbreaks_not_reported(view(kept[:4], here))) == []
    spread = [*kept[:4], case("2026-03-06", 5, symptom=["呕吐"], student="学生5")]
    assert list(health.outbreaks_not_reported(view(spread, here))) == []
    other = [
        *kept[:4],
        case("2026-03-05", 5, symptom=["呕吐"], student="学生5", class_="三（3）班"),
    ]
    assert list(health.outbreaks_not_reported(view(other, here))) == []


@pytest.mark.parametrize(
    ("disease", "now", "found"),
    [("待查", "2026-03-11", 1), ("待查", "2026-03-10", 0), ("水痘", "2026-03-11", 0)],
)
def test_a_diagnosis_is_not_left_open(disease: str, now: str, found: int) -> None:
    kept = [case("2026-03-05", disease=disease)]
    assert len(list(health.diagnoses_left_open(view(kept, school(ILL), on(now))))) == found


def child(number: int, should: int = 2, **changes: Any) -> Record:
    serial = f"JZZ-20250915-{number:03d}"
    return record(
        CERTIFICATES, serial, on("2025-09-15"), child=f"孩子{number}", should=should, **changes
    )


def test_every_new_child_is_checked_within_thirty_days() -> None:
    here = school(CERTIFICATES)
    late = on("2026-04-02")
    found = list(health.children_not_checked(view([child(1)], here, late)))
    assert [one.message for one in found] == ["应查验2人，已查1人（50.0%）"]
    assert list(health.children_not_checked(view([child(1), child(2)], here, late))) == []
    assert list(health.children_not_checked(view([child(1)], here, on("2026-04-01")))) == []


@pytest.mark.parametrize(
    ("came", "found"),
    [
        (("2025-09-01", "2026-03-02", "2024-09-01"), []),
        (("2025-09-01",), ["应查验2人，学生名录里本学年新生、转入1人"]),
        (("2025-09-01", "2026-07-31", "2026-08-01", ""), []),
    ],
)
def test_who_is_to_be_checked_stands_on_the_roll(came: tuple[str, ...], found: list[str]) -> None:
    roll = {
        f"X{number}": StudentItem.model_validate(
            {"id": f"X{number}", "name": f"孩子{number}", "class_": "一（1）班"}
            | ({"since": day} if day else {})
        )
        for number, day in enumerate(came, 1)
    }
    here = replace(school(CERTIFICATES), directory=Directory({"student": roll}))
    seen = list(health.new_children_of_the_roll(view([child(1)], here)))
    assert [one.message for one in seen] == found


def test_without_a_roll_it_is_not_looked_into() -> None:
    (found,) = health.new_children_of_the_roll(view([child(1)], school(CERTIFICATES)))
    assert found.message == "未核（缺学生名录）"
    assert list(health.new_children_of_the_roll(view([], school(CERTIFICATES)))) == []


def test_children_checked_in_the_autumn_count_in_the_spring() -> None:
    here, came = school(CERTIFICATES), child(3, should=3)
    autumn = [child(1), child(2)]
    assert list(health.children_not_checked(after(autumn, [came], here, END))) == []
    assert len(list(health.children_not_checked(view([came], here)))) == 1
    assert list(health.children_not_checked(after([child(1)], [], here, END))) == []


SECOND: dict[str, Any] = dict.fromkeys(("done_on", "check2_on", "result2"))


def test_everyone_in_need_is_checked_again() -> None:
    here, kept = school(CERTIFICATES), [child(1), child(2, **SECOND)]
    found = list(health.second_checks_missing(view(kept, here)))
    assert [one.message for one in found] == ["首查未完成2人，二次查验1人"]
    assert list(health.second_checks_missing(view(kept, here, on("2025-12-31")))) == []
    assert list(health.second_checks_missing(view([child(1)], here))) == []


def test_the_report_is_the_sum_of_the_lines_and_is_not_changed() -> None:
    here, kept = school(CERTIFICATES), [child(1), child(2, **SECOND, cert="遗失待补")]
    (found,) = health.report_of_certificates(view(kept, here))
    assert found.message == (
        "查验汇总：应查2人，实查2人，持证1人；需补种2人，已补1人，未补1人，禁忌0人"
    )
    assert list(health.report_of_certificates(view([], here))) == []
    reported = signed(child(1), WANG, on("2025-12-20"), "校长")
    again = replace(reported.latest, operation=Operation.CORRECT, version=3)
    touched = replace(reported, versions=(*reported.versions, again))
    assert len(list(health.report_of_certificates(view([reported], here)))) == 1
    found_ones = list(health.report_of_certificates(view([touched], here)))
    assert [one.severity for one in found_ones] == [Severity.HINT, Severity.BLOCK]


@pytest.mark.parametrize(("done", "found"), [(18, 1), (19, 0)])
def test_nearly_everyone_in_need_is_vaccinated(done: int, found: int) -> None:
    kept = [child(n, 20, **({} if n <= done else SECOND)) for n in range(1, 21)]
    here = school(CERTIFICATES)
    assert len(list(health.too_few_vaccinated(view(kept, here)))) == found
    assert list(health.too_few_vaccinated(view(kept, here, on("2025-12-31")))) == []


def test_sealed_values_are_passed_over() -> None:
    sealed = changed(
        case("2026-03-05"), entry={**case("2026-03-05").entry, "symptom": {"sealed": "…"}}
    )
    assert list(health.outbreaks_not_reported(view([sealed] * 3, school(ILL)))) == []
