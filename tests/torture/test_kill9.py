"""240 kills among eight writers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.records.killing import kill


@pytest.mark.timeout(1200)
def test_of_240_writers_killed_nothing_acknowledged_is_lost_or_doubled(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    toll = kill(tmp_path / "ledgers" / "2026-2027-1.journal", kills=240, seed=240)
    figure(
        f"journal, {toll.kills} kill -9 among 8 writers: {len(toll.acked)} acknowledged, "
        f"{len(toll.lost)} lost, {toll.doubled} doubled"
    )
    assert len(toll.acked) > 240
    assert (toll.lost, toll.doubled) == (set(), 0)
