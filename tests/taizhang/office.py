"""A small school with a home, and the command line as a user has it."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from checklists.surroundings import SHANGHAI
from records.disk import Disk
from records.enrolment import enrol
from records.record import Person
from taizhang import cli
from taizhang.founding import make_identity
from taizhang.home import Home, SchoolFile, SchoolSection, TermSection

TERM = "2025-2026-2"
CLERK = Person("test", "测试")
PEOPLE = {
    "P001": ("周㛃", ["principal"]),
    "P002": ("沈玥", ["vp_logistics", "food_director"]),
    "P003": ("董䶮", ["logistics_head"]),
    "P004": ("贺珺", ["food_officer"]),
    "P005": ("程𬱖", ["sample_keeper"]),
    "P006": ("许安", ["safety_officer", "logistics_clerk"]),
    "P007": ("严宁", ["safety_officer"]),
    "P008": ("方舟", ["electrician", "canteen_manager"]),
}
PLACES = {"D001": "教学楼一层东", "D002": "锅炉房"}


@dataclass
class Answer:
    """What the command line answered."""

    code: int
    text: str
    error: str

    @property
    def data(self) -> Any:
        return json.loads(self.text)


class Office:
    """A school at its command line, with a clock that the test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)

    def run(self, *words: str, by: str = "", stdin: bytes = b"") -> Answer:
        """Run a command at the home, as a person."""
        options = ["--home", str(self.folder), *(["--as", by] if by else [])]
        out, err, code = io.StringIO(), io.StringIO(), 0
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            with redirect_stdout(out), redirect_stderr(err):
                try:
                    cli.main([*options, *words])
                except SystemExit as end:
                    code = int(end.code or 0)
        return Answer(code, out.getvalue(), err.getvalue())

    def ask(self, *words: str, by: str = "", stdin: bytes = b"") -> Any:
        """Run a command that must succeed, for its JSON."""
        answer = self.run("--json", *words, by=by, stdin=stdin)
        assert answer.code in (0, 1), answer.text + answer.error
        return answer.data

    def add(self, slug: str, data: Any, by: str, *words: str) -> Any:
        """Add an entry handed in on standard input."""
        raw = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
        return self.ask("add", slug, "-", *words, by=by, stdin=raw)


def make_home(folder: Path, at: datetime) -> Home:
    """The home of the tests' school."""
    section = TermSection(key=TERM, start=date(2026, 3, 2), end=date(2026, 7, 3))
    school = SchoolSection(name="青禾市云溪路小学", code="云小", principal="周㛃")
    home = Home.create(folder, SchoolFile(school=school, terms=(section,)))
    make_identity(home, at)
    listed: dict[str, list[dict[str, Any]]] = {
        "person": [{"id": key, "name": n, "posts": posts} for key, (n, posts) in PEOPLE.items()],
        "place": [{"id": key, "name": name} for key, name in PLACES.items()],
        "extinguisher": [
            {
                "id": "M001",
                "name": "M001",
                "place": "D001",
                "type": "干粉ABC",
                "spec": "MFZ/ABC4",
                "made_on": date(2024, 1, 10),
            }
        ],
    }
    for kind, rows in listed.items():
        for row in rows:
            enrol(folder / "directory", kind, row, by=CLERK, at=at, disk=Disk())
    return home
