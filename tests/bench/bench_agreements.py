"""How many agreements a print run makes a second, and what docxtpl with LibreOffice makes of them.

Eighty people in nine posts, a letter each, two copies, a code on every page. The peer makes one
copy without codes, and is measured twice: LibreOffice started once for all files, and once for each
of a few. WeasyPrint, which prints single papers here, is measured on as few. All in one run.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

from checklists.surroundings import SHANGHAI
from generator.rendering import Press, finished_of, word_of
from generator.stacks import Setup
from records.enrolment import enrol
from taizhang.desk import Desk, Visit
from taizhang.home import Home
from taizhang.papers import open_press
from taizhang.printruns import RunLayout, lay_out_run, put_run_on_paper
from taizhang.rehearsal import Stage
from tests.taizhang.office import CLERK, make_home

PEOPLE, FEW = 80, 8
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
POSTS = (
    "班主任",
    "任课教师",
    "专任体育教师",
    "年级组长",
    "食堂从业人员",
    "门卫保安",
    "宿管",
    "水电工",
    "保洁绿化",
)


class Figure(NamedTuple):
    """One measured figure; `goal` as text, empty if there is none."""

    name: str
    value: float
    unit: str
    goal: str = ""


def letters(folder: Path) -> Iterator[str]:
    """Record the letters; their numbers."""
    home = make_home(folder, NOON)
    for number in range(PEOPLE):
        row = {"id": f"T{number:03d}", "name": f"测{number:03d}", "posts": ["teacher"]}
        enrol(folder / "directory", "person", row, by=CLERK, at=NOON, disk=Stage())
    with Desk.open(home, now=lambda: NOON, disk=Stage()) as desk:
        for number, post in enumerate(islice(cycle(POSTS), PEOPLE)):
            data = letter(f"T{number:03d}", post)
            visit = Visit("P006", NOON)
            yield desk.file_entry(visit, "safety_responsibility_letter", data, unread).number


def unread(name: str) -> bytes:
    raise FileNotFoundError(name)


def letter(person: str, post: str) -> dict[str, Any]:
    return {
        "batch": "2025-2026学年第二学期安全责任书",
        "issued_on": "2026-03-05",
        "party_b": person,
        "party_type": post,
        "scope": "三（2）班",
        "valid_from": "2026-03-05",
        "valid_to": "2026-07-03",
    }


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def ours(press: Press, layout: RunLayout) -> dict[str, float]:
    """Seconds of the stack, of the stack with a PDF for each, and of everything with Word."""
    printed = partial(put_run_on_paper, press, layout)
    return {
        "one stack": seconds(partial(printed, Setup(singly=False))),
        "a stack, and a PDF each": seconds(partial(printed, Setup())),
        "a stack, PDF and Word each, all joined": seconds(partial(printed, Setup(), words=True)),
    }


def weasyprint(press: Press, layout: RunLayout) -> float:
    """Seconds for all letters as single papers, from a few, by all children."""

    def few() -> None:
        pool, looks = press.pool, press.looks
        waiting = [
            pool.submit(finished_of, one.document, looks, one.about) for one in layout.orders[:FEW]
        ]
        for future in waiting:
            future.result()

    return seconds(few) * PEOPLE / FEW


def libreoffice(layout: RunLayout, press: Press, work: Path) -> dict[str, float]:
    """Seconds of docxtpl for all, then of one start for all, and of a start for each."""
    documents = [one.document for one in layout.orders]
    paths = [work / f"{number}.docx" for number in range(len(documents))]

    def words() -> None:
        for path, document in zip(paths, documents, strict=True):
            path.write_bytes(word_of(document, press.looks))

    written = seconds(words)
    convert(paths[:1], work)  # its profile is made at the first start
    at_once = seconds(partial(convert, paths, work))
    singly = seconds(partial(convert_singly, paths[:FEW], work)) * PEOPLE / FEW
    return {"one start for all": written + at_once, "a start for each": written + singly}


def convert(paths: Sequence[Path], work: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(work), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  fixed command


def convert_singly(paths: Sequence[Path], work: Path) -> None:
    for path in paths:
        convert([path], work)


def figures(*, full: bool = False) -> Iterator[Figure]:
    """Every figure, as it is measured; there is one size only, `full` adds nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = list(letters(folder / "home"))
        home = Home.open(folder / "home")
        with Desk.open(home, now=lambda: NOON) as desk, open_press(home) as press:
            laid_out = seconds(partial(lay_out_run, desk, Visit("P006", NOON), numbers))
            layout = lay_out_run(desk, Visit("P006", NOON), numbers)
            put_run_on_paper(press, warm(layout), Setup())
            yield Figure(f"lay out {PEOPLE} agreements", laid_out, "s")
            spent = ours(press, layout)
            for what, took in spent.items():
                yield Figure(f"{PEOPLE} agreements, two copies: {what}", PEOPLE / took, "/s")
            single = weasyprint(press, layout)
            stack = spent["one stack"]
            yield Figure("WeasyPrint, single papers / one stack", single / stack, "×")
            if shutil.which("soffice") is None:
                yield Figure("LibreOffice is not installed: skipped", 0, "")
                return
            work = folder / "work"
            work.mkdir()
            for how, took in libreoffice(layout, press, work).items():
                yield Figure(f"docxtpl + LibreOffice, {how}", PEOPLE / took, "/s")
                yield Figure(f"docxtpl + LibreOffice, {how} / one stack", took / stack, "×")


def warm(layout: RunLayout) -> RunLayout:
    """Half of it, printed beforehand: every child reads its fonts once."""
    return replace(
        layout,
        orders=layout.orders[:40],
        records=layout.records[:40],
        names=layout.names[:40],
    )


def main() -> None:
    for figure in figures():
        print(f"{figure.name:60} {figure.value:9.3f} {figure.unit:3} {figure.goal}")  # noqa: T201  its answer


if __name__ == "__main__":
    main()
