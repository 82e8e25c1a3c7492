"""Every register can be filled in on its page, column by column, and keeps what was filled in."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checklists.catalogue import catalogue
from tests.taizhang.test_developing import photo
from tests.web.filled import fields, photographed
from tests.web.school import WebSchool
from tests.web.whole import CLERK, LATER, whole_school

PHOTO = photo((64, 48))


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Home of a school in which every register is somebody's to fill in."""
    folder = tmp_path_factory.mktemp("whole") / "home"
    whole_school(folder).close()
    return folder


@pytest.fixture
def school(founded: Path, tmp_path: Path) -> Iterator[WebSchool]:
    """The same school anew for every register: what one keeps changes what the next may say."""
    shutil.copytree(founded, tmp_path / "home")
    made = WebSchool(tmp_path / "home", founded=False)
    made.now = LATER
    yield made
    made.close()


@pytest.mark.parametrize("slug", catalogue())
def test_what_is_filled_in_on_the_page_is_what_is_kept(school: WebSchool, slug: str) -> None:
    kind = catalogue()[slug]
    clerk = school.visitor(CLERK)
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
