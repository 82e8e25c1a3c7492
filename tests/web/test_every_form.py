"""Every register can be filled in on its page, column by column, and keeps what was filled in."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

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
from tests.taizhang.test_developing import photo
from tests.web.filled import fields, photographed
from tests.web.school import PASSWORD, WebSchool

EVERYBODY = sorted({post for one in catalogue().values() for post in one.register.owners})
PHOTO = photo((64, 48))
LATER = datetime(2026, 7, 13, 8, 0, tzinfo=SHANGHAI)
"""After whatever the examples say has happened."""


@pytest.fixture
def school(tmp_path: Path) -> Iterator[WebSchool]:
    """A school of both stages, where one clerk holds every post and nothing else is listed."""
    folder = tmp_path / "home"
    begin = TermSection(key="2025-2026-2", start=date(2026, 3, 2), end=date(2026, 7, 10))
    about = SchoolSection(name="青禾市云溪路小学", code="云小", kind="小学附设幼儿园")
    home = Home.create(folder, SchoolFile(school=about, terms=(begin,)))
    by = Person("t", "测试")
    names = sorted({name for one in catalogue().values() for name in people_in(one)} - {"任万事"})
    rows = [{"id": "P000", "name": "任万事", "posts": EVERYBODY}]
    rows += [{"name": name, "posts": EVERYBODY} for name in names]
    enrol_all(folder / "directory", "person", rows, by=by, at=LATER, disk=Disk())
    entrance = Entrance(folder, hashing=CHEAP)
    account, _ = entrance.accounts.add("P000", "任万事", [Role.STAFF], by=by, at=LATER)
    entrance.accounts.change_password(account, PASSWORD)
    made = WebSchool(home.folder, founded=False)
    made.now = LATER
    yield made
    made.close()


def people_in(kind: type[Entry]) -> Iterator[str]:
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


@pytest.mark.parametrize("slug", catalogue())
def test_what_is_filled_in_on_the_page_is_what_is_kept(school: WebSchool, slug: str) -> None:
    kind = catalogue()[slug]
    clerk = school.visitor("P000")
    page = clerk.page(f"/registers/{slug}/new")
    first = {one.name for one in kind.columns() if one.stage == kind.register.stages[0]}
    example = {name: value for name, value in kind.example.items() if name in first}
    posted = fields(kind, example)

    offered = set(re.findall(r'name="(e\.[^"]+)"', page))
    missing = {name for name, _ in posted if not any(_offers(name, one) for one in offered)}
    assert not missing, "fields that the page does not have"

    # A form posts every field it has, most of them empty.
    empty = [(name, "") for name in offered if not re.search(r"\.\d+\.|photos", name)]
    answer = clerk.post(
        f"/registers/{slug}/new",
        grouped([*((n, v) for n, v in empty if n not in dict(posted)), *posted]),
        [(name, ("现场.jpg", PHOTO, "image/jpeg")) for name in photographed(kind, example)],
    )
    told = re.findall(r'role="alert".*?</(?:ul|div)>', answer.text, re.DOTALL)
    assert answer.status_code == 200, told
    number = re.search(r"成功：([A-Z]+-\d+-\d+)", answer.text)
    assert number, answer.text[-3000:]

    with school.desk() as desk:
        record = desk.record(number[1])
        plain = kind.read(kind.example, desk.ledger("2025-2026-2").surroundings(school.now))
    assert record.first.channel == "web"
    expected = plain.to_data()
    for name, _ in posted:
        column = name.split(".")[1]
        if column != "checks":
            assert _without_files(record.entry[column]) == _without_files(expected[column]), column
    for item in example.get("checks", {}):
        kept = record.entry["checks"][item]
        assert kept.get("verdict") == expected["checks"][item].get("verdict")
        assert kept["measured"] == expected["checks"][item]["measured"]


def _without_files(value: Any) -> Any:
    """The same without files: an example's have no bytes, and what was posted has."""
    if isinstance(value, list):
        return [_without_files(one) for one in value if not _is_file(one)]
    if isinstance(value, dict):
        return {key: _without_files(one) for key, one in value.items()}
    return value


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and "sha256" in value


def _offers(name: str, offered: str) -> bool:
    """Whether a page that offers one field can bring another: rows are added by number."""
    plain = re.compile(r"\.\d+\.")
    return plain.sub(".N.", name) == plain.sub(".N.", offered)


def grouped(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """What comes several times, as the client wants it."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        found[name] = [*found[name], value] if name in found else [value]
    return found
