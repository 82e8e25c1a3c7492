"""A school of both stages with one clerk, 任万事, who holds every post."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from checklists.catalogue import catalogue
from checklists.columns import Column
from checklists.entry import Entry
from checklists.surroundings import SHANGHAI
from records.disk import Disk
from records.enrolment import enrol_all
from records.record import Person
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from taizhang.home import Home, SchoolFile, SchoolSection, TermSection
from tests.taizhang.doorway import CHEAP
from tests.web.school import PASSWORD, WebSchool

CLERK, NAME = "P000", "任万事"
EVERY_POST = sorted({post for one in catalogue().values() for post in one.register.owners})
LATER = datetime(2026, 7, 13, 8, 0, tzinfo=SHANGHAI)
"""After whatever the examples say has happened."""


def whole_school(folder: Path) -> WebSchool:
    """The school, where everybody whom an example names is listed, and nothing else."""
    begin = TermSection(key="2025-2026-2", start=date(2026, 3, 2), end=date(2026, 7, 10))
    about = SchoolSection(name="青禾市云溪路小学", code="云小", kind="小学附设幼儿园")
    Home.create(folder, SchoolFile(school=about, terms=(begin,)))
    by = Person("t", "测试")
    names = sorted({name for one in catalogue().values() for name in people_in(one)} - {NAME})
    rows = [{"id": CLERK, "name": NAME, "posts": EVERY_POST}]
    rows += [{"name": name, "posts": EVERY_POST} for name in names]
    enrol_all(folder / "directory", "person", rows, by=by, at=LATER, disk=Disk())
    entrance = Entrance(folder, hashing=CHEAP)
    account, _ = entrance.accounts.add(CLERK, NAME, [Role.STAFF], by=by, at=LATER)
    entrance.accounts.change_password(account, PASSWORD)
    made = WebSchool(folder, founded=False)
    made.now = LATER
    return made


def people_in(kind: type[Entry]) -> Iterator[str]:
    """Names of the people in a register's example."""
    yield from _people(kind.columns(), kind.example)


def _people(columns: tuple[Column, ...], data: Any) -> Iterator[str]:
    for column in columns:
        value = data.get(column.name)
        if value is None:
            continue
        if column.ref == "person":
            yield from ([value] if isinstance(value, str) else value)
        elif column.kind == "rows":
            for row in value:
                yield from _people(column.rows, row)
