from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from checklists.catalogue import catalogue
from checklists.entry import Entry
from checklists.errors import InvalidEntryError
from checklists.surroundings import SHANGHAI, Surroundings
from records.acts import Acknowledgement, Continue, Correct, File, Sign, Void
from records.hazards import Hazard, hazards_of, open_hazards
from records.ledger import Ledger
from records.record import Person, Record
from records.refusals import SigningRefusedError
from tests.records.conftest import DONG, HE, NOON, WANG

PHOTO = {"sha256": "0" * 64, "name": "前.jpg", "media_type": "image/jpeg"}
NOTICE = {
    "place": "留样间",
    "photo_before": [PHOTO],
    "level": "一般-限期整改",
    "interim": "暂停使用该柜",
    "owner": "董玥",
    "due": "2026-03-10",
    "notified_at": "2026-03-05T14:00",
}
DONE = {"done_at": "2026-03-06T10:00", "done_desc": "更换温控器", "photo_after": [PHOTO]}
REVIEW = {"reviewer": "周琦", "review_at": "2026-03-06T15:00"}


@pytest.fixture
def light(ledger: Ledger, sample: Callable[..., Entry]) -> Acknowledgement:
    """A sample that weighs too little."""
    return ledger.append(File(sample(weight=60)), by=WANG, at=NOON)


def hazard(ledger: Ledger, at: datetime = NOON) -> Hazard:
    return hazards_of(ledger, at)[0]


def go_on(ledger: Ledger, number: str, data: dict[str, Any], hours: int) -> Record:
    ledger.append(Continue(number, data), by=WANG, at=NOON + timedelta(hours=hours))
    return ledger.get(number)


def test_a_failed_check_and_the_hazard_it_opens_are_one_line(
    ledger: Ledger, light: Acknowledgement
) -> None:
    assert light.numbers == ("LY-20260305-001", "YH-20260305-001")
    assert light.hazards == ("YH-20260305-001",)
    assert {one.line for one in ledger.changes()} == {light.line}
    found = hazard(ledger)
    assert (found.hazard_no, found.stage, found.is_open) == ("2026-001", "发现", True)
    assert (found.opened_by, found.opened_for) == (light.number, "food_sample_retention.weight")
    assert found.finder == DONG, "who checked found it, not who typed"
    assert found.found_at == NOON.replace(hour=11, minute=30), "when it was weighed, not typed"
    assert "留样量不合格" in found.description


def test_a_hazard_is_found_when_the_check_was_made_however_late_it_is_entered(
    ledger: Ledger, sample: Callable[..., Entry]
) -> None:
    late = NOON + timedelta(days=9)
    ledger.append(File(sample(weight=60), "停电"), by=WANG, at=late)
    record = ledger.get("YH-20260305-001")
    assert hazard(ledger, late).found_at == NOON.replace(hour=11, minute=30)
    assert not record.is_late, "the approval of the sample is enough"
    go_on(ledger, record.number, {**NOTICE, "notified_at": "2026-03-05T11:40"}, 9 * 24)
    done = go_on(ledger, record.number, {**DONE, "done_at": "2026-03-05T12:10"}, 9 * 24)
    assert done.content.stage == "复查"


def test_where_only_the_day_is_known_nothing_done_that_day_is_too_early() -> None:
    kind = catalogue()["kitchen_daily_check"]
    entry = kind.read(kind.example, Surroundings())
    assert entry.seen_at(datetime(2026, 3, 9, 8, 30, tzinfo=SHANGHAI)).isoformat() == (
        "2026-03-05T00:00:00+08:00"
    )
    assert entry.seen_at(datetime(2026, 3, 5, 14, 9, 46, tzinfo=SHANGHAI)).isoformat() == (
        "2026-03-05T14:09:00+08:00"
    )


def test_a_failed_commit_leaves_neither_the_check_nor_the_hazard(
    ledger: Ledger, sample: Callable[..., Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise InvalidEntryError("安全隐患", ())

    before = ledger.head
    monkeypatch.setattr(catalogue()["hazard_rectification"], "read", refuse)
    with pytest.raises(InvalidEntryError):
        ledger.append(File(sample(weight=60)), by=DONG, at=NOON)
    assert (ledger.head, list(ledger.find())) == (before, [])


def test_a_hazard_goes_through_its_stages_to_its_close(
    ledger: Ledger, light: Acknowledgement
) -> None:
    number = light.hazards[0]
    assert go_on(ledger, number, NOTICE, 2).content.stage == "整改"
    assert hazard(ledger).due is not None
    assert go_on(ledger, number, DONE, 24).content.stage == "复查"
    assert (
        go_on(ledger, number, {**REVIEW, "review_result": "合格销号"}, 28).content.stage == "销号"
    )
    assert hazard(ledger).is_open
    assert go_on(ledger, number, {"closed_at": "2026-03-06T16:00"}, 29).content.is_complete
    closed = hazard(ledger)
    assert (closed.is_closed, closed.is_open, closed.rounds) == (True, False, 1)
    assert open_hazards(hazards_of(ledger, NOON)) == ()


def test_a_hazard_reinspected_by_its_rectifier_stays_open(
    ledger: Ledger, light: Acknowledgement
) -> None:
    number = light.hazards[0]
    review = {**REVIEW, "reviewer": "董玥", "review_result": "合格销号"}
    steps: tuple[dict[str, Any], ...] = (NOTICE, DONE, review, {"closed_at": "2026-03-06T16:00"})
    for hours, data in enumerate(steps, 26):
        go_on(ledger, number, data, hours)
    found = hazard(ledger)
    assert (found.is_closed, found.is_open) == (False, True)
    assert found.waiting == ("「复查人」：与整改责任人是同一人",)


def test_a_failed_reinspection_begins_a_new_round_and_takes_signatures_of_it_back(
    ledger: Ledger, light: Acknowledgement
) -> None:
    number = light.hazards[0]
    go_on(ledger, number, NOTICE, 2)
    go_on(ledger, number, DONE, 24)
    zhou, late = Person("p05", "周琦"), NOON + timedelta(hours=26)
    for by in (DONG, zhou, DONG):
        ledger.append(Sign(number), by=by, at=late)
    record = go_on(ledger, number, {**REVIEW, "review_result": "不合格重整改"}, 28)
    assert record.content.stage == "整改"
    assert [one.role for one in record.signatures] == ["发现人", "安全办"]
    assert len(record.entry["rounds"]) == 1
    assert hazard(ledger).rounds == 1
    with pytest.raises(SigningRefusedError, match="“整改”还没有办完"):
        ledger.append(Sign(number, "整改责任人"), by=DONG, at=late)
    again = {**DONE, "done_at": "2026-03-07T10:00"}
    assert go_on(ledger, number, again, 48).content.stage == "复查"
    assert hazard(ledger).rounds == 2


def test_a_hazard_is_overdue_until_it_is_rectified(ledger: Ledger, light: Acknowledgement) -> None:
    go_on(ledger, light.hazards[0], NOTICE, 2)
    on_time, late = (datetime(2026, 3, day, 9, tzinfo=SHANGHAI) for day in (10, 13))
    assert not hazard(ledger, on_time).is_overdue
    assert hazard(ledger, late).overdue == 3
    go_on(ledger, light.hazards[0], DONE, 24)
    assert hazard(ledger, late).overdue == 0


def test_a_correction_that_takes_the_failure_away_leaves_the_hazard_to_a_person(
    ledger: Ledger, light: Acknowledgement
) -> None:
    data = {**ledger.get(light.number).entry, "weight": 160}
    corrected = ledger.append(Correct(light.number, data, "抄错"), by=DONG, at=NOON)
    assert corrected.hazards == ()
    assert hazard(ledger).is_open
    ledger.append(Void(light.hazards[0], "抄错克数，并无隐患"), by=HE, at=NOON)
    assert not hazard(ledger).is_open


def test_one_failure_opens_one_hazard_however_often_the_record_is_touched(
    ledger: Ledger, light: Acknowledgement
) -> None:
    data = {**ledger.get(light.number).entry, "diners": 600}
    assert ledger.append(Correct(light.number, data, "抄错"), by=DONG, at=NOON).hazards == ()
    worse = {**ledger.get(light.number).entry, "temp": "14.5"}
    assert ledger.append(Correct(light.number, worse, "抄错"), by=DONG, at=NOON).hazards == (
        "YH-20260305-002",
    )
    numbers = [one.hazard_no for one in hazards_of(ledger, NOON)]
    assert numbers == ["2026-001", "2026-002"]
    assert [one.number for one in open_hazards(hazards_of(ledger, NOON))] == [
        "YH-20260305-001",
        "YH-20260305-002",
    ]


def test_a_hazard_is_numbered_on_without_gaps(
    ledger: Ledger, sample: Callable[..., Entry], light: Acknowledgement
) -> None:
    several = [File(sample(weight=one, temp="12")) for one in (70, 80)]
    ledger.append(*several, by=DONG, at=NOON)
    numbers = [one.hazard_no for one in hazards_of(ledger, NOON)]
    assert numbers == [f"2026-00{number}" for number in range(1, 6)]
    notices = [go_on(ledger, light.hazards[0], NOTICE, 2).entry["notice_no"]]
    assert notices == ["整改〔2026〕1号"]
