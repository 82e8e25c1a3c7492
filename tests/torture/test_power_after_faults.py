"""The faults of the suite, with many more ways for the power to go after each."""

from collections.abc import Callable

import pytest

from tests.records.crash_story import Program, fail_everywhere


@pytest.mark.timeout(1200)
def test_a_fault_and_a_power_loss_after_it_lose_nothing_acknowledged(
    figure: Callable[[str], None],
) -> None:
    examined = fail_everywhere(Program(), limit=256)
    figure(
        f"journal, faults at {examined.points} points and a power loss after each: "
        f"{examined.disks} disks left, each of the {len(examined.known)} that differ examined; "
        "0 broken promises"
    )
    assert examined.disks > 100_000
