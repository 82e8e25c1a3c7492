"""Real writer processes on one real journal, each killed at a moment of its own."""

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from records.chain import verify_journal
from records.disk import Disk
from records.header import Header
from records.journal import Journal

ROOT = Path(__file__).parents[2]
WRITERS = 8
FOREVER = 1_000_000


@dataclass
class Toll:
    """What was acknowledged, and what came of it.

    Attributes:
        kills: processes killed.
        acked: texts that were acknowledged, with their line numbers.
        lost, doubled: texts acknowledged and absent, or elsewhere than said; texts there twice.
    """

    kills: int = 0
    acked: dict[str, int] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    doubled: int = 0


def start(path: Path, name: str, commits: int) -> subprocess.Popen[str]:
    """A writer process; its acknowledgements come over a pipe."""
    command = [sys.executable, "-m", "tests.records.journal_writer", str(path), name, str(commits)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603


def collect(writer: subprocess.Popen[str], toll: Toll) -> None:
    """Take down what a writer was told; a last line that the kill cut short is nothing."""
    output, _ = writer.communicate()
    for line in output.splitlines(keepends=True):
        if line.endswith("\n"):
            number, text = line.split()
            toll.acked[text] = int(number)


def make_journal(path: Path) -> None:
    Journal.open(path, Disk(), Header("青石桥小学", "2026-2027-1")).close()


def kill(path: Path, kills: int, seed: int) -> Toll:
    """Keep eight writers busy and kill one after the other, until `kills` are dead."""
    rng, toll = random.Random(seed), Toll()
    make_journal(path)
    writers: list[subprocess.Popen[str]] = []
    try:
        while toll.kills < kills:
            while len(writers) < min(WRITERS, kills - toll.kills):
                writers.append(start(path, f"w{toll.kills + len(writers)}", FOREVER))
            time.sleep(rng.uniform(0.05, 0.25))
            victim = writers.pop(rng.randrange(len(writers)))
            victim.kill()
            collect(victim, toll)
            toll.kills += 1
    finally:
        for writer in writers:
            writer.kill()
    settle(path, toll)
    return toll


def settle(path: Path, toll: Toll) -> None:
    """Compare what was acknowledged with what is there; then see that it goes on."""
    with Journal.open(path, Disk()) as journal:
        there = [(line.number, line.content["ops"][0]) for line in journal.lines()]
        journal.commit(lambda: {"ops": ["after"]})
    known = set(there)
    toll.lost = {text for text, number in toll.acked.items() if (number, text) not in known}
    toll.doubled = len(there) - len({text for _, text in there})
    status = verify_journal(path, Disk())
    assert status.intact, status.reason
    assert status.length == len(there) + 2
