"""Waiting after wrong passwords."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from taizhang.accounts.throttle import LONGEST_WAIT, Throttle
from taizhang.errors import TooManyTriesError
from tests.taizhang.doorway import DAY, HOUR, MINUTE, NOON


def wait(throttle: Throttle, at: datetime, login: str = "许安", address: str = "a") -> timedelta:
    """Begin a try; how long it has to wait, nothing if it need not."""
    try:
        throttle.begin(login, address, at)
    except TooManyTriesError as error:
        return error.wait
    return timedelta()


def test_five_wrong_passwords_are_free_then_waits_grow_up_to_a_quarter_of_an_hour() -> None:
    throttle, at = Throttle(), NOON
    assert [wait(throttle, at) for _ in range(5)] == [timedelta()] * 5
    waits = []
    for _ in range(8):
        waits.append(wait(throttle, at))
        at += waits[-1]
        assert wait(throttle, at) == timedelta(), "after the wait it may be tried"
    minutes = [one / MINUTE for one in waits]
    assert minutes == [0.5, 1, 2, 4, 8, 15, 15, 15]


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.2, "1 秒"), (45, "45 秒"), (60, "1 分钟"), (61, "2 分钟")]
)
def test_the_wait_is_told(seconds: float, told: str) -> None:
    error = TooManyTriesError(timedelta(seconds=seconds))
    assert f"请过 {told}再试" in str(error)


def test_who_is_told_to_wait_does_not_wait_longer_for_asking() -> None:
    throttle = Throttle()
    for _ in range(30):
        wait(throttle, NOON)
    assert wait(throttle, NOON + timedelta(seconds=29)) == timedelta(seconds=1)
    assert wait(throttle, NOON + timedelta(seconds=30)) == timedelta()


def test_one_name_waits_wherever_it_is_tried_and_others_do_not() -> None:
    throttle = Throttle()
    for number in range(5):
        wait(throttle, NOON, address=f"a{number}")
    assert wait(throttle, NOON, " 许安 ", "b") > timedelta()
    assert wait(throttle, NOON, "严宁", "a1") == timedelta()


def test_an_address_that_tries_one_name_after_the_other_waits() -> None:
    throttle = Throttle()
    for number in range(20):
        assert wait(throttle, NOON, f"P{number}") == timedelta()
    assert wait(throttle, NOON, "P20") > timedelta()
    assert wait(throttle, NOON, "P20", "b") == timedelta()


def test_where_no_address_is_known_only_names_wait() -> None:
    throttle = Throttle()
    for number in range(30):
        assert wait(throttle, NOON, f"P{number}", "") == timedelta()


def test_the_right_password_starts_afresh_and_gives_the_address_no_free_tries() -> None:
    throttle = Throttle()
    for number in range(19):
        wait(throttle, NOON, f"P{number}")
    for _ in range(5):
        assert wait(throttle, NOON) == timedelta()
        throttle.succeed("许安", "a")
    wait(throttle, NOON, "P20")
    assert wait(throttle, NOON, "许安") > timedelta()


def test_an_hour_later_all_is_forgotten() -> None:
    throttle = Throttle()
    for _ in range(6):
        wait(throttle, NOON)
    later = NOON + HOUR + MINUTE
    assert [wait(throttle, later) for _ in range(5)] == [timedelta()] * 5


def test_a_clock_set_back_makes_nobody_wait_for_a_day() -> None:
    throttle = Throttle()
    for _ in range(12):
        wait(throttle, NOON)
    assert timedelta() < wait(throttle, NOON - DAY) <= LONGEST_WAIT


def test_many_tries_at_once_count_as_many() -> None:
    throttle = Throttle()
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: wait(throttle, NOON), range(64)))
    assert waits.count(timedelta()) == 5


def test_of_more_names_than_can_be_remembered_the_oldest_is_forgotten() -> None:
    throttle = Throttle(most=20)
    for _ in range(5):
        wait(throttle, NOON)
    for number in range(40):
        wait(throttle, NOON, f"P{number}", f"b{number}")
    assert len(throttle._tries) == 20
    assert wait(throttle, NOON) == timedelta()


def test_what_was_typed_for_a_name_is_not_remembered() -> None:
    throttle = Throttle()
    wait(throttle, NOON, "my-password")
    assert "my-password" not in repr(throttle._tries)
