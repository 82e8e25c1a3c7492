"""The journal on a disk that dies, fails and loses power at every single operation."""

import logging
from collections.abc import Callable

import pytest

from records.errors import RecordError
from tests.records.crash_story import (
    Program,
    Story,
    damage_everywhere,
    examine,
    fail_everywhere,
    lose_power,
)
from tests.records.planted_bugs import FINDERS, Bug, plant
from tests.records.simulated_disk import Fault

WAYS = 4096  # examined of each power loss at most; nowhere are there more
Figure = Callable[[str], None]


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "records")


def test_in_fair_weather_everything_is_acknowledged_but_what_came_while_locked() -> None:
    story = Story(Program())
    story.tell()
    assert story.acked == ["A1", "A2", "A3", "B1", "A4", "A5", "B3", "A6", "A7"]
    assert (story.refused, story.unknown) == ({"B2"}, {"C1", "C2"})
    examine(story.disk, story)


def test_a_power_loss_at_any_operation_loses_nothing_acknowledged(figure: Figure) -> None:
    examined = lose_power(Program(), WAYS)
    assert examined.sampled == 0, "not exhaustive any more: raise WAYS or shorten the story"
    figure(
        f"journal, power loss at {examined.points} points, with every subset of unsynced sectors, "
        f"lengths and names: {examined.disks} disks left, each of the {len(examined.known)} that "
        "differ examined; 0 broken promises"
    )


def test_a_fault_at_any_operation_loses_nothing_acknowledged(figure: Figure) -> None:
    examined = fail_everywhere(Program(), limit=16)
    assert examined.points > 400
    figure(
        f"journal, {len(Fault)} faults at {examined.points} points, the power staying or going "
        f"soon after: {examined.disks} disks left, each of the {len(examined.known)} that differ "
        "examined; 0 broken promises"
    )


def test_damage_to_any_acknowledged_line_is_named_and_nothing_is_cut() -> None:
    assert damage_everywhere(Program()) > 30


@pytest.mark.parametrize("bug", FINDERS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_caught(bug: Bug) -> None:
    with pytest.raises((AssertionError, RecordError)):
        FINDERS[bug](plant(bug))


def test_enough_bugs_are_planted(figure: Figure) -> None:
    assert len(FINDERS) >= 15
    figure(f"journal, planted bugs: {len(FINDERS)}, each with a test that catches it")
