from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from checklists.catalogue import catalogue
from checklists.entry import Entry
from checklists.errors import InvalidEntryError
from checklists.incompatible import are_incompatible
from checklists.surroundings import SHANGHAI, Surroundings
from records.acts import Acknowledgement, Continue, Correct, File, Return, Sign, Void
from records.ledger import Ledger
from records.lifecycle import LATE_APPROVAL, open_reasons, state_of
from records.record import Person, State
from records.refusals import (
    NotAllowedError,
    ReasonMissingError,
    SigningRefusedError,
    UnknownPersonError,
)
from records.school import School
from tests.records.conftest import DONG, HE, NOON, WANG, People

EVENING = datetime(2026, 3, 7, 17, 0, tzinfo=SHANGHAI)
DISPOSED = {"dispose_at": "2026-03-07T16:10:00+08:00", "dispose_by": "董玥"}


@pytest.fixture
def number(ledger: Ledger, filed: Acknowledgement) -> str:
    """A sample that was destroyed in time and waits for signatures."""
    ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    return filed.number


def do(ledger: Ledger, act: Any, by: Person = DONG, at: datetime = EVENING) -> State:
    done = ledger.append(act, by=by, at=at)
    return state_of(ledger.get(done.number))


def content_of(ledger: Ledger, number: str, **changes: Any) -> dict[str, Any]:
    return {**ledger.get(number).entry, **changes}


def test_a_record_is_open_until_its_last_stage_is_done(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    assert open_reasons(ledger.get(filed.number)) == ("“销毁”还没有办完",)
    assert do(ledger, Continue(filed.number, DISPOSED)) is State.FILED


def test_what_is_filled_in_is_corrected_not_continued(ledger: Ledger, number: str) -> None:
    with pytest.raises(InvalidEntryError, match="「留样量」：已经登记过，续填不能改。要改请用更正"):
        do(ledger, Continue(number, {"weight": 150}))


def test_signatures_are_given_in_the_order_of_the_catalogue(ledger: Ledger, number: str) -> None:
    with pytest.raises(SigningRefusedError, match="还没有轮到：先签「留样员」"):
        do(ledger, Sign(number, "食品安全员"), by=HE)
    assert do(ledger, Sign(number)) is State.FILED
    assert do(ledger, Sign(number), by=HE) is State.FILED
    assert do(ledger, Sign(number)) is State.SIGNED
    signed = [(one.role, one.by.name) for one in ledger.get(number).signatures]
    assert signed == [("留样员", "董玥"), ("食品安全员", "贺珺"), ("销毁人", "董玥")]
    with pytest.raises(SigningRefusedError, match="该签的都签过了"):
        do(ledger, Sign(number))


@pytest.mark.parametrize(
    ("role", "by", "told"),
    [
        ("留样员", HE, "应由董玥签"),
        ("食品安全员", WANG, "王安不是食品安全员"),
        ("校长", WANG, "没有签字处“校长”。可用：留样员、食品安全员、销毁人"),
    ],
)
def test_only_the_right_person_signs(
    ledger: Ledger, number: str, role: str, by: Person, told: str
) -> None:
    if role == "食品安全员":
        do(ledger, Sign(number))
    with pytest.raises(SigningRefusedError, match=told):
        do(ledger, Sign(number, role), by=by)


def test_who_is_not_in_the_directory_or_has_left_does_not_sign(ledger: Ledger, number: str) -> None:
    with pytest.raises(UnknownPersonError, match="“p99”：名录里没有"):
        do(ledger, Sign(number), by=Person("p99", "无名"))
    with pytest.raises(UnknownPersonError, match="“𬱖㛃”：已离岗"):
        do(ledger, Sign(number), by=Person("p04", "𬱖㛃"))


@pytest.mark.parametrize(("until", "signs"), [("2026-03-07", True), ("2026-03-06", False)])
def test_whose_certificate_has_run_out_does_not_sign_in_the_kitchen(
    ledger: Ledger, number: str, school: School, until: str, signs: bool
) -> None:
    people = school.directory
    assert isinstance(people, People)
    people.people[0] = replace(people.people[0], facts={"健康证": until})
    if signs:
        assert do(ledger, Sign(number)) is State.FILED
        return
    with pytest.raises(
        SigningRefusedError, match="董玥的健康证已于2026-03-06到期。换证并登记后再签"
    ):
        do(ledger, Sign(number))


def test_a_later_signature_is_not_earlier(ledger: Ledger, number: str) -> None:
    do(ledger, Sign(number))
    with pytest.raises(SigningRefusedError, match=r"早于前一签字（2026-03-07 17:00）"):
        do(ledger, Sign(number), by=HE, at=EVENING - timedelta(minutes=1))


def test_nothing_is_signed_while_something_is_open(
    ledger: Ledger, filed: Acknowledgement, sample: Callable[..., Entry]
) -> None:
    do(ledger, Sign(filed.number))
    do(ledger, Sign(filed.number), by=HE)
    with pytest.raises(SigningRefusedError, match="「销毁人」：“销毁”还没有办完"):
        do(ledger, Sign(filed.number))
    light = ledger.append(File(sample(weight=60)), by=DONG, at=NOON).number
    do(ledger, Continue(light, DISPOSED))
    with pytest.raises(SigningRefusedError, match="还有未结事项：「留样量」：60g"):
        do(ledger, Sign(light))


def test_a_correction_keeps_the_old_value_beside_and_asks_for_new_signatures(
    ledger: Ledger, number: str
) -> None:
    do(ledger, Sign(number))
    assert (
        do(ledger, Correct(number, content_of(ledger, number, weight=150), "抄错")) is State.FILED
    )
    record = ledger.get(number)
    assert record.signatures == ()
    assert [(one.column, one.before, one.after, one.reason) for one in record.corrections] == [
        ("weight", 130, 150, "抄错")
    ]


def test_a_correction_needs_a_reason_and_a_change(ledger: Ledger, number: str) -> None:
    with pytest.raises(ReasonMissingError, match="更正没有写原因"):
        do(ledger, Correct(number, content_of(ledger, number, weight=150), " "))
    with pytest.raises(NotAllowedError, match="更正后与原来一样"):
        do(ledger, Correct(number, content_of(ledger, number), "看错"))


def test_a_correction_can_take_a_value_back(ledger: Ledger, number: str) -> None:
    data = content_of(ledger, number)
    del data["dispose_at"]
    assert do(ledger, Correct(number, data, "还没有销毁")) is State.OPEN
    assert "dispose_at" not in ledger.get(number).entry


def test_a_returned_record_is_corrected_or_confirmed_before_it_is_signed(
    ledger: Ledger, number: str
) -> None:
    do(ledger, Sign(number))
    assert do(ledger, Return(number, "核对克数"), by=HE) is State.RETURNED
    with pytest.raises(SigningRefusedError, match="已退回，还没有改"):
        do(ledger, Sign(number))
    confirmed = Correct(number, content_of(ledger, number), "核对无误")
    assert do(ledger, confirmed) is State.FILED
    assert do(ledger, Sign(number)) is State.FILED


def test_a_voided_record_keeps_number_and_content_and_is_left_alone(
    ledger: Ledger, number: str
) -> None:
    with pytest.raises(ReasonMissingError, match="作废没有写原因"):
        do(ledger, Void(number, ""))
    assert do(ledger, Void(number, "重复登记"), by=WANG) is State.VOID
    assert ledger.get(number).entry["weight"] == 130
    for act in (Sign(number), Void(number, "再次"), Continue(number, {}), Return(number, "退")):
        with pytest.raises(NotAllowedError, match="已作废，不能再办理"):
            do(ledger, act)


def test_a_late_entry_is_marked_for_ever_and_approved_by_a_superior_before_it_is_signed(
    ledger: Ledger, sample: Callable[..., Entry]
) -> None:
    at = datetime(2026, 3, 8, 9, 0, tzinfo=SHANGHAI)
    late = ledger.append(File(sample(at, **DISPOSED), "停电"), by=DONG, at=at).number
    assert ledger.get(late).is_late
    assert open_reasons(ledger.get(late)) == ("补录未经批准",)
    with pytest.raises(SigningRefusedError, match="是补录，还没有批准"):
        do(ledger, Sign(late), at=at)
    with pytest.raises(SigningRefusedError, match="董玥不能批准"):
        do(ledger, Sign(late, LATE_APPROVAL), at=at)
    assert do(ledger, Sign(late, LATE_APPROVAL), by=WANG, at=at) is State.FILED
    assert do(ledger, Sign(late), at=at) is State.FILED
    record = ledger.get(late)
    assert (record.is_late, record.late_reason, record.late_approved_by) == (True, "停电", WANG)
    assert [one.role for one in record.signatures] == ["留样员"]


def test_a_late_entry_without_a_reason_is_kept_and_asks_for_one(
    ledger: Ledger, sample: Callable[..., Entry]
) -> None:
    at = datetime(2026, 3, 8, 9, 0, tzinfo=SHANGHAI)
    late = ledger.append(File(sample(at, **DISPOSED)), by=DONG, at=at).number
    assert open_reasons(ledger.get(late)) == ("补录没有写原因", "补录未经批准")
    with pytest.raises(SigningRefusedError, match="补录没有写原因"):
        do(ledger, Sign(late, LATE_APPROVAL), by=WANG, at=at)
    do(ledger, Sign(late, LATE_APPROVAL, reason="食堂停电，事后补记"), by=WANG, at=at)
    assert open_reasons(ledger.get(late)) == ()


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (1, True)])
def test_an_entry_is_late_24_hours_after_it_was_due(
    ledger: Ledger, sample: Callable[..., Entry], minutes: int, late: bool
) -> None:
    at = datetime(2026, 3, 6, 17, 30, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
    assert ledger.get(ledger.append(File(sample(at)), by=DONG, at=at).number).is_late is late


def test_only_a_late_entry_is_approved(ledger: Ledger, number: str) -> None:
    with pytest.raises(SigningRefusedError, match="不是补录"):
        do(ledger, Sign(number, LATE_APPROVAL), by=WANG)


def test_roles_that_check_each_other_are_not_one_person() -> None:
    assert are_incompatible("整改责任人", "复查人")
    assert are_incompatible("验收员", "采购员")
    assert not are_incompatible("发现人", "安全办")


def test_what_a_month_has_twice_is_late_by_its_own_day_only(ledger: Ledger) -> None:
    """The monthly inspection is due on the 25th; the first one has met that (G02)."""
    kind = catalogue()["fire_inspection_monthly"]

    def inspect(day: str, captured: str) -> bool:
        at = datetime.fromisoformat(f"{captured}:00+08:00")
        entry = kind.read({**kind.example, "date": day}, Surroundings(now=at))
        return ledger.get(ledger.append(File(entry), by=WANG, at=at).number).is_late

    assert inspect("2026-03-28", "2026-03-28T12:00"), "nothing had met March by the 26th"
    assert not inspect("2026-03-30", "2026-03-31T12:00"), "March is met: its own day counts"
    assert inspect("2026-03-27", "2026-03-31T12:00"), "two days late by its own day"
    assert not inspect("2026-04-20", "2026-04-26T12:00"), "before the 26th at half past five"
