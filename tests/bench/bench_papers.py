"""What a volume costs, stage by stage, and what other engines take for the same pages.

The pages are of a simulated school's term: every register in its share, the photos in theirs, and
at last the whole term of all registers.
Each measurement has a process of its own; its memory is that of its largest process.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tests.bench.material import lay_in

SIZES = (300, 1_000, 3_000)
TERM = 0  # the whole term
STAGES = ("render", "join", "finish", "sign", "verify")
GOALS = {3_000: ("≤ 10", "≤ 700")}
SAMPLE = 20  # papers for LibreOffice; its time grows with their number, a page is told instead


class Figure(NamedTuple):
    """One measured figure; `goal` as text, empty if there is none."""

    name: str
    value: float
    unit: str
    goal: str = ""


class Result(NamedTuple):
    """What a process said."""

    pages: int
    bytes: int
    seconds: dict[str, float]
    processor_s: float
    largest_mb: float

    @property
    def ms_a_page(self) -> float:
        return 1000 * self.seconds["render"] / self.pages


def run(*arguments: Any) -> Result:
    """One engine in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.engines", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603  fixed command
    return Result(**orjson.loads(done.stdout))


def bulk_figures(result: Result, asked: int) -> Iterator[Figure]:
    """Stages, memory and size of a bound volume."""
    seconds_goal, memory_goal = GOALS.get(asked, ("", ""))
    head = f"{result.pages} pages" if asked else f"the whole term, {result.pages} pages"
    for stage in STAGES:
        yield Figure(f"{head}: {stage}", result.seconds[stage], "s")
    total = sum(result.seconds[stage] for stage in STAGES)
    yield Figure(f"{head}: all stages", total, "s", seconds_goal)
    yield Figure(f"{head}: processor time, all processes", result.processor_s, "s")
    yield Figure(f"{head}: largest process", result.largest_mb, "MB", memory_goal)
    yield Figure(f"{head}: file", result.bytes / 1e6, "MB")


def other_figures(name: str, other: Result, ours: Result) -> Iterator[Figure]:
    """Another engine, and its time for a page against the bulk engine's."""
    yield Figure(f"{name}: render", other.seconds["render"], "s")
    yield Figure(f"{name}: a page / bulk engine", other.ms_a_page / ours.ms_a_page, "×")
    yield Figure(f"{name}: processor time", other.processor_s, "s")
    yield Figure(f"{name}: largest process", other.largest_mb, "MB")


def others(folder: Path, ours: dict[int, Result]) -> Iterator[Figure]:
    """The same pages through WeasyPrint, Typst and LibreOffice."""
    for engine, size, how in (
        ("weasyprint-whole", 300, "one document"),
        ("weasyprint-parts", 1_000, "parts of at most 100 papers"),
        ("typst", 300, "one document"),
        ("typst", 1_000, "one document"),
        ("typst", 3_000, "one document"),
    ):
        other = run(engine, "--runs", folder / f"{size}.runs")
        name = engine.partition("-")[0]
        yield from other_figures(f"{name}, {other.pages} pages, {how}", other, ours[size])
    if shutil.which("soffice") is None:
        yield Figure("LibreOffice is not installed: skipped", 0, "")
        return
    other = run("libreoffice", "--runs", folder / "300.runs", "--papers", SAMPLE)
    name = f"libreoffice, {other.pages} pages of {SAMPLE} papers"
    yield from other_figures(name, other, ours[300])
    scaled = other.ms_a_page * ours[3_000].pages / 1000
    yield Figure(f"libreoffice, scaled to {ours[3_000].pages} pages", scaled, "s")


def figures(*, full: bool = False) -> Iterator[Figure]:
    """Every figure, as it is measured; there is one size only, `full` adds nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        acts = lay_in(folder / "home")
        spent = time.perf_counter() - start
        yield Figure(f"a term of {acts} acts recorded, without waiting for the disk", spent, "s")
        ours = {}
        for size in (*SIZES, TERM):
            left = folder / f"{size}.runs"
            ours[size] = run("bulk", "--pages", size, "--home", folder / "home", "--runs", left)
            yield from bulk_figures(ours[size], size)
        yield from others(folder, ours)
