"""How long a record takes and a term opens: `python tests/bench/bench_ledger.py [--full]`.

Everything compared is measured in turns within one run, for a disk's minutes are not alike.
Quick goes up to 20,000 records, `--full` up to 100,000.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import catalogue
from checklists.entry import Entry
from checklists.surroundings import SHANGHAI
from records.acts import File
from records.directory import Directory
from records.disk import Disk
from records.journal import Journal
from records.ledger import Ledger
from records.line import Line, next_line
from records.record import Person
from records.school import School
from records.terms import journal_path

TERM, NOON = "2025-2026-2", datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
BY = Person("p01", "董玥")
ROUNDS = 300


class Figure(NamedTuple):
    """One measured figure; `goal` as text, empty if there is none."""

    name: str
    value: float
    unit: str
    goal: str = ""


def school() -> School:
    start = date(2026, 3, 2)
    calendar = SchoolCalendar(Term(TERM, start, start + timedelta(days=120)))
    return School("测速小学", calendar, Directory())


def sample() -> Entry:
    return example("food_sample_retention", without="dispose")


def visitor() -> Entry:
    return example("visitor_register", without="photos")  # four personal values


def example(slug: str, without: str) -> Entry:
    kind = catalogue()[slug]
    data = {key: value for key, value in kind.example.items() if not key.startswith(without)}
    return kind.read(data, school().surroundings(NOON))


def grown_home(folder: Path, records: int) -> Path:
    """A home whose ledger has one real record and as many more like it, written without syncs."""
    home = folder / str(records)
    home.mkdir(parents=True)
    with Ledger.open(home, TERM, school=school()) as ledger:
        ledger.append(File(sample()), by=BY, at=NOON)
        number, head, first = ledger.size, ledger.head, ledger.journal.lines()[0]
    content = content_of(first)
    with journal_path(home, TERM).open("ab") as file:
        for place in range(number + 1, records + 2):
            line = next_line(place, head, numbered(content, place))
            head = line.head
            file.write(line.encode())
    return home


def content_of(line: Line) -> dict[str, Any]:
    return {key: value for key, value in line.content.items() if key != "n"}


def numbered(content: dict[str, Any], place: int) -> dict[str, Any]:
    day = date(2026, 3, 6) + timedelta(days=place // 400 % 110)
    number = f"LY-{day:%Y%m%d}-{place:03d}"
    operation = {**content["ops"][0], "number": number, "date": day.isoformat()}
    return {**content, "request_id": f"grown-{place}", "ops": [operation]}


def raw_append(path: Path, data: bytes) -> Callable[[], None]:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def append() -> None:
        os.write(file, data)
        os.fdatasync(file)

    return append


def in_turns(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median of each in ms; one call of each in turn, so that all see the same disk."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS):
        for name, act in acts.items():
            start = time.perf_counter()
            act()
            found[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(one) for name, one in found.items()}


def appending(folder: Path, sizes: tuple[int, ...]) -> Iterator[Figure]:
    """One record: raw, through the journal alone, through the whole ledger, at several sizes."""
    acts: dict[str, Callable[[], object]] = {}
    with ExitStack() as opened:
        for size in sizes:
            home = grown_home(folder, size)
            ledger = opened.enter_context(Ledger.open(home, TERM, school=school()))
            acts[f"ledger {size}"] = partial(ledger.append, File(sample()), by=BY, at=NOON)
            acts[f"sealed {size}"] = partial(ledger.append, File(visitor()), by=BY, at=NOON)
            other = grown_home(folder / "bare", size)
            journal = opened.enter_context(Journal.open(journal_path(other, TERM), Disk()))
            line = journal.lines()[0]
            acts[f"journal {size}"] = partial(journal.commit, partial(content_of, line))
        acts["raw"] = raw_append(folder / "raw", line.encode())
        found = in_turns(acts)
    least, most = sizes[0], sizes[-1]
    commit, whole = (found[f"{kind} {least}"] for kind in ("journal", "ledger"))
    grew = [found[f"{kind} {most}"] / found[f"{kind} {least}"] for kind in ("journal", "ledger")]
    yield Figure("raw append + fdatasync", found["raw"], "ms")
    yield Figure(f"journal commit / raw at {least}", commit / found["raw"], "×", "≤ 1.5")
    yield Figure(f"journal commit, {most} / {least} records", grew[0], "×", "≤ 1.2")
    yield Figure(f"whole append (judged, numbered) at {least}", whole, "ms")
    yield Figure(f"whole append, {most} / {least} records", grew[1], "×", "≤ 1.2")
    yield Figure("whole append of a visitor, sealed", found[f"sealed {least}"], "ms")


OPEN = """
import sys, time
from pathlib import Path
from records.ledger import Ledger
def memory(key):
    rows = (line.split() for line in open("/proc/self/status"))
    return next(int(row[1]) for row in rows if row[0] == key) / 1024
before = memory("VmRSS:")
start = time.perf_counter()
ledger = Ledger.open(Path(sys.argv[1]), sys.argv[2], read_only=sys.argv[3] == "1")
opened = time.perf_counter() - start
after = memory("VmHWM:")
start = time.perf_counter()
count = sum(1 for _ in ledger.find())
print(opened, after - before, time.perf_counter() - start, count)
"""  # Linux only, as is the memory


def opening(home: Path, records: int) -> Iterator[Figure]:
    """A term in a fresh process: time, peak memory above the bare program, reading all of it."""
    command = [sys.executable, "-c", OPEN, str(home), TERM, "1"]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(5)]  # noqa: S603  fixed command
    rows = [[float(word) for word in run.stdout.split()] for run in runs]
    seconds, memory, read, _ = (statistics.median(column) for column in zip(*rows, strict=True))
    yield Figure(f"open {records} records", seconds, "s", "≤ 1")
    yield Figure(f"memory of {records} records", memory, "MB")
    yield Figure(f"read and decode {records} records", read, "s")


def figures(*, full: bool = False) -> Iterator[Figure]:
    """Every figure, as it is measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = (1_000, 20_000, 100_000) if full else (1_000, 20_000)
        yield from appending(folder, sizes)
        yield from opening(folder / "20000", 20_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="up to 100,000 records")
    for figure in figures(full=parser.parse_args().full):
        print(f"{figure.name:45} {figure.value:9.3f} {figure.unit:3} {figure.goal}")  # noqa: T201  its answer


if __name__ == "__main__":
    main()
