"""Several processes write to one journal at once; some are killed over it."""

from collections.abc import Callable
from pathlib import Path

from tests.records.killing import Toll, collect, kill, make_journal, settle, start


def test_of_30_writers_killed_nothing_acknowledged_is_lost_or_doubled(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    toll = kill(tmp_path / "ledgers" / "2026-2027-1.journal", kills=30, seed=30)
    figure(
        f"journal, {toll.kills} kill -9 among 8 writers: {len(toll.acked)} acknowledged, "
        f"{len(toll.lost)} lost, {toll.doubled} doubled"
    )
    assert len(toll.acked) > 30
    assert (toll.lost, toll.doubled) == (set(), 0)


def test_of_two_processes_writing_at_once_neither_loses_anything(tmp_path: Path) -> None:
    path = tmp_path / "ledgers" / "2026-2027-1.journal"
    make_journal(path)
    toll = Toll()
    for writer in [start(path, name, 300) for name in ("cli", "web")]:
        collect(writer, toll)
    settle(path, toll)
    assert len(toll.acked) == 600
    assert sorted(toll.acked.values()) == list(range(2, 602))
    assert (toll.lost, toll.doubled) == (set(), 0)
