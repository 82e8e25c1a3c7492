"""How long a search takes on a term of 20,000 records: `python tests/bench/bench_search.py`.

The first search of a term reads it; every later one only what was recorded since.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from records.acts import File
from records.disk import Disk, write_whole
from taizhang.desk import Desk
from taizhang.home import SCHOOL_FILE, Home, SchoolFile, SchoolSection, TermSection
from taizhang.school_file import toml_of
from taizhang.searching import search
from taizhang.texts import Texts
from tests.bench.bench_ledger import BY, NOON, TERM, Figure, grown_home, sample, school

ROUNDS = 15
PIECE = 200
"""Records that a server reads at once, between two requests."""
ASKED = {"of one record": "20260306-017", "of all": "留样", "of none": "不锈钢 漏水"}


def home_of(folder: Path, records: int) -> Home:
    """A home with so many records of one register."""
    grown = grown_home(folder, records)
    term = TermSection(key=TERM, start=date(2026, 3, 2), end=date(2026, 6, 30))
    settings = SchoolFile(school=SchoolSection(name=school().name, code="测"), terms=(term,))
    write_whole(Disk(), grown / SCHOOL_FILE, toml_of(settings).encode())
    return Home.open(grown)


def median_ms(act: Callable[[], object]) -> float:
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def figures(*, full: bool = False) -> Iterator[Figure]:
    """Every figure, as it is measured."""
    records = 100_000 if full else 20_000
    with (
        tempfile.TemporaryDirectory() as name,
        Desk.open(home_of(Path(name), records), now=lambda: NOON) as desk,
    ):
        desk.ledger(TERM)
        texts = Texts()
        start = time.perf_counter()
        texts.prepare(desk, TERM, PIECE)
        yield Figure(f"read {PIECE} records", (time.perf_counter() - start) * 1000, "ms", "≤ 250")
        texts.of(desk, TERM)
        yield Figure(f"read {records} records, once", time.perf_counter() - start, "s")
        for what, words in ASKED.items():
            took = median_ms(partial(search, desk, words, texts=texts))
            yield Figure(f"search for words {what}", took, "ms", "≤ 100")

        def recorded_and_found() -> None:
            desk.ledger(TERM).append(File(sample()), by=BY, at=NOON)
            search(desk, "留样", texts=texts, limit=1)

        yield Figure("record one and find it", median_ms(recorded_and_found), "ms")


def main() -> None:
    for figure in figures():
        print(f"{figure.name:45} {figure.value:9.3f} {figure.unit:3} {figure.goal}")  # noqa: T201  its answer


if __name__ == "__main__":
    main()
