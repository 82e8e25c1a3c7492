"""A tiny school with a fixed clock."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import catalogue
from checklists.entry import Entry
from checklists.surroundings import SHANGHAI
from records.acts import Acknowledgement, File
from records.ledger import Ledger
from records.record import Person
from records.school import School

# Otherwise it makes a folder in the project, which pytest then refuses to pass over.
set_hypothesis_home_dir(Path(gettempdir()) / "taizhang-hypothesis")

TERM = "2025-2026-2"
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
DONG, HE, WANG = Person("p01", "董玥"), Person("p02", "贺珺"), Person("p03", "王安")


@dataclass(frozen=True)
class Somebody:
    id: str
    name: str
    posts: tuple[str, ...] = ()
    active: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


class People:
    """A directory of people only."""

    def __init__(self) -> None:
        self.people = [
            Somebody("p01", "董玥", ("sample_keeper", "teacher")),
            Somebody("p02", "贺珺", ("food_officer",)),
            Somebody("p03", "王安", ("logistics_head",)),
            Somebody("p04", "𬱖㛃", ("teacher",), active=False),
            Somebody("p05", "周琦", ("safety_officer",)),
        ]

    def look_up(self, kind: str, key: str) -> Somebody | None:
        return next((one for one in self.people if key in (one.id, one.name)), None)

    def keeps(self, kind: str) -> bool:
        return kind == "person"


def make_school(term: str = TERM) -> School:
    start = date(2026, 3, 2) if term == TERM else date(2026, 9, 1)
    calendar = SchoolCalendar(Term(term, start, start + timedelta(days=120)))
    return School("第一小学", calendar, People())


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def ledger(tmp_path: Path, school: School) -> Iterator[Ledger]:
    with Ledger.open(tmp_path, TERM, school=school) as opened:
        yield opened


@pytest.fixture
def sample(school: School) -> Callable[..., Entry]:
    """A food sample as the keeper files it at noon; keywords replace columns."""

    def make(at: datetime = NOON, **changes: Any) -> Entry:
        kind = catalogue()["food_sample_retention"]
        data = {**kind.example, **changes}
        data = {name: value for name, value in data.items() if value is not None}
        for later in ("dispose_at", "dispose_by"):
            if later not in changes:
                data.pop(later, None)
        return kind.read(data, school.surroundings(at))

    return make


@pytest.fixture
def filed(ledger: Ledger, sample: Callable[..., Entry]) -> Acknowledgement:
    """The first record of the ledger, without anything to complain of."""
    return ledger.append(File(sample()), by=DONG, at=NOON, request_id="first")
