from collections.abc import Callable
from datetime import date, timedelta

import pytest

from checklists.catalogue import catalogue
from checklists.columns import EXAMPLE_PHOTO
from checklists.entry import Entry
from records.acts import Acknowledgement, Continue, File, Void
from records.ledger import Ledger
from records.lifecycle import state_of
from records.record import Operation, State
from records.refusals import RequestReusedError, UnknownRecordError, VersionConflictError
from records.school import School
from tests.records.conftest import DONG, HE, NOON, TERM, WANG

DISPOSED = {"dispose_at": "2026-03-07T16:10:00+08:00", "dispose_by": "董玥"}


def test_a_filed_entry_is_found_with_its_number_content_and_pinned_definition(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    record = ledger.get("LY-20260305-001")
    assert filed.number == record.number
    assert record.entry["dish"] == {"id": "番茄炒蛋", "name": "番茄炒蛋"}
    assert record.entry["keeper"] == {"id": "p01", "name": "董玥"}
    assert (record.first.by, record.first.at, record.first.channel) == (DONG, NOON, "cli")
    assert ledger.definition(record.first).title == "食品留样记录"


def test_numbers_run_without_gaps_per_register_and_day(
    ledger: Ledger, sample: Callable[..., Entry]
) -> None:
    day = {"date": "2026-03-04", "cooked_at": "2026-03-04T10:50", "sampled_at": "2026-03-04T11:05"}
    days: tuple[dict[str, str], ...] = ({}, {}, {**day, "served_at": "2026-03-04T11:30"}, {})
    done = [ledger.append(File(sample(**one)), by=DONG, at=NOON).number for one in days]
    assert done == ["LY-20260305-001", "LY-20260305-002", "LY-20260304-001", "LY-20260305-003"]


def test_two_registers_with_one_pattern_count_apart(ledger: Ledger, school: School) -> None:
    def order(clock: str) -> Entry:
        data = {
            "reported_at": f"2026-03-05T{clock}",
            "reporter": "董玥",
            "dept": "三（2）班",
            "place": "三（2）班教室",
            "kind": "桌椅",
            "fault": "桌腿松动",
            "urgency": "当日",
        }
        return catalogue()["repair_work_order"].read(data, school.surroundings(NOON))

    def hazard(clock: str) -> Entry:
        data = {
            "source": "师生报告",
            "found_at": f"2026-03-05T{clock}",
            "finder": "王安",
            "place": "操场",
            "category": "其他",
            "desc": "篮球架松动",
            "level": "一般-限期整改",
            "photo_before": [EXAMPLE_PHOTO],
        }
        return catalogue()["hazard_rectification"].read(data, school.surroundings(NOON))

    for entry in (order("08:10"), hazard("08:20"), order("08:30"), hazard("08:40")):
        ledger.append(File(entry), by=DONG, at=NOON)
    given = [ledger.get(number).entry for number in ledger.numbers()]
    assert [one.get("order_no") for one in given] == ["2026-0001", None, "2026-0002", None]
    assert [one.get("hazard_no") for one in given] == [None, "2026-001", None, "2026-002"]


def test_a_refused_append_uses_up_no_number_and_leaves_no_line(
    ledger: Ledger, filed: Acknowledgement, sample: Callable[..., Entry]
) -> None:
    before = ledger.head
    with pytest.raises(UnknownRecordError, match="LY-20260305-099"):
        ledger.append(File(sample()), Void("LY-20260305-099", "重复"), by=DONG, at=NOON)
    assert ledger.head == before
    assert ledger.append(File(sample()), by=DONG, at=NOON).number == "LY-20260305-002"


def test_asking_again_with_the_same_request_returns_the_first_acknowledgement(
    ledger: Ledger, filed: Acknowledgement, sample: Callable[..., Entry]
) -> None:
    later = NOON + timedelta(minutes=5)
    assert ledger.append(File(sample()), by=DONG, at=later, request_id="first") == filed
    assert ledger.acknowledgement("first") == filed
    assert ledger.acknowledgement("never") is None
    assert ledger.size == filed.line


def test_a_request_id_is_not_used_for_something_else(
    ledger: Ledger, filed: Acknowledgement, sample: Callable[..., Entry]
) -> None:
    with pytest.raises(RequestReusedError, match="first"):
        ledger.append(File(sample(weight=140)), by=DONG, at=NOON, request_id="first")


def test_a_record_that_moved_on_is_not_overwritten(ledger: Ledger, filed: Acknowledgement) -> None:
    two_days = NOON + timedelta(days=2, hours=5)
    act = Continue(filed.number, DISPOSED, expected_version=1)
    ledger.append(act, by=DONG, at=two_days)
    with pytest.raises(VersionConflictError, match="已经是第 2 版，您看到的是第 1 版"):
        ledger.append(Void(filed.number, "重复", expected_version=1), by=WANG, at=two_days)


def test_several_acts_of_one_append_build_on_each_other_and_are_one_line(
    ledger: Ledger, sample: Callable[..., Entry]
) -> None:
    number = "LY-20260305-001"
    done = ledger.append(File(sample()), Void(number, "试录"), by=DONG, at=NOON)
    assert [one.operation for one in done.versions] == [Operation.FILE, Operation.VOID]
    assert {one.line for one in ledger.history(number)} == {done.line}
    assert state_of(ledger.get(number)) is State.VOID


def test_records_are_found_by_register_day_and_condition(
    ledger: Ledger, filed: Acknowledgement, sample: Callable[..., Entry]
) -> None:
    light = ledger.append(File(sample(weight=90)), by=DONG, at=NOON).number
    samples = ledger.find("food_sample_retention")
    assert [one.number for one in samples] == [filed.number, light]
    found = ledger.find("food_sample_retention", where=lambda one: one.entry["weight"] < 125)
    assert [one.number for one in found] == [light]
    assert not list(ledger.find("daily_patrol"))
    assert not list(ledger.find(first=date(2026, 3, 6)))
    assert (
        len(
            list(
                ledger.find("food_sample_retention", first=date(2026, 3, 5), last=date(2026, 3, 5))
            )
        )
        == 2
    )


def test_what_somebody_filed_is_told_without_what_others_did(
    ledger: Ledger, sample: Callable[..., Entry]
) -> None:
    first, second = (ledger.append(File(sample()), by=DONG, at=NOON).number for _ in range(2))
    ledger.append(File(sample()), by=WANG, at=NOON)
    ledger.append(Void(first, "重复"), by=WANG, at=NOON)
    assert ledger.numbers_by(DONG.id, "food_sample_retention") == [first, second]
    assert ledger.numbers_by(DONG.id, "daily_patrol") == []


def test_another_handle_sees_what_was_added_and_only_what_is_new(
    ledger: Ledger, filed: Acknowledgement, school: School
) -> None:
    with Ledger.open(ledger.home, TERM, school=school) as other:
        done = other.append(Void(filed.number, "错"), by=HE, at=NOON)
        assert [one.operation for one in ledger.changes(since=filed.line)] == [Operation.VOID]
        assert ledger.head == other.head == done.head


def test_what_is_read_can_be_changed_without_changing_the_ledger(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    entry = ledger.get(filed.number).entry
    entry["dish"]["name"] = "别的"
    assert ledger.get(filed.number).entry["dish"]["name"] == "番茄炒蛋"


def test_the_truth_is_kept_however_bad(ledger: Ledger, sample: Callable[..., Entry]) -> None:
    done = ledger.append(File(sample(weight=60)), by=DONG, at=NOON)
    record = ledger.get(done.number)
    assert record.verdict == "不合格"
    assert [one.code for one in record.blocking] == ["food_sample_retention.R01"]
    assert state_of(record) is State.OPEN


def test_what_is_dated_ahead_is_numbered_by_the_day_it_was_captured(
    ledger: Ledger, sample: Callable[..., Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = sample()
    monkeypatch.setattr(type(entry), "business_date", lambda _: date(2026, 9, 1))
    done = ledger.append(File(entry), by=DONG, at=NOON)
    assert (done.number, ledger.get(done.number).date) == ("LY-20260305-001", date(2026, 9, 1))
