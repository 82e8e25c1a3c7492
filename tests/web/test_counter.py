"""The desk that requests share is as fresh as what lies behind it, and reads no ledger twice."""

from datetime import timedelta
from pathlib import Path

import pytest

from records.refusals import DirectoryDamagedError, UnknownPersonError
from taizhang.errors import NoHomeError, SchoolFileError
from taizhang.web.counter import Counter
from tests.taizhang.office import TERM
from tests.web.school import WebSchool


@pytest.fixture
def counter(school: WebSchool) -> Counter:
    return school.site.counter


def edit(path: Path, before: str, after: str) -> None:
    """As a person does in an editor."""
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_a_list_or_setting_that_changed_counts_at_once_for_ledgers_that_lie_open(
    school: WebSchool, counter: Counter
) -> None:
    with counter.desk() as desk:
        ledger = desk.ledger(TERM)
    edit(school.folder / "directory" / "people.toml", 'name = "程𬱖"', 'name = "程远"')
    edit(school.folder / "school.toml", "[school]", '[off]\nvisitor_register = "不用"\n\n[school]')
    with counter.desk() as desk:
        assert desk.ledger(TERM) is ledger
        assert ledger.school is not None
        assert ledger.school.person("P005").name == "程远"
        assert not ledger.school.keeps("visitor_register")


def test_a_new_day_counts_as_well(school: WebSchool, counter: Counter) -> None:
    people = school.folder / "directory" / "people.toml"
    edit(people, 'name = "程𬱖"', 'name = "程𬱖"\nuntil = 2026-03-05')
    with counter.desk() as desk:
        desk.ledger(TERM)
        assert desk.school(TERM).person("P005").active
    school.now += timedelta(days=1)
    with counter.desk() as desk, pytest.raises(UnknownPersonError, match="已离岗"):
        desk.school(TERM).person("P005")


def test_a_list_that_cannot_be_read_is_told_of_until_it_is_mended(
    school: WebSchool, counter: Counter
) -> None:
    people = school.folder / "directory" / "people.toml"
    with counter.desk() as desk:
        ledger = desk.ledger(TERM)
    edit(people, "[[person]]", "[[person")
    for _ in range(2):
        with pytest.raises(DirectoryDamagedError, match="people"), counter.desk():
            pass
    edit(people, "[[person", "[[person]]")
    with counter.desk() as desk:
        assert desk.ledger(TERM) is ledger


def test_a_school_of_another_name_is_another_desk(school: WebSchool, counter: Counter) -> None:
    with counter.desk() as desk:
        name = desk.home.settings.school.name
    edit(school.folder / "school.toml", name, "别的学校")
    with counter.desk() as other:
        assert other is not desk
        assert counter.home.settings.school.name == "别的学校"


def test_settings_are_read_again_where_school_toml_is_another(
    school: WebSchool, counter: Counter
) -> None:
    file = school.folder / "school.toml"
    before = counter.home
    assert counter.home is before
    edit(file, "[school]", "[school")
    with pytest.raises(SchoolFileError):
        _ = counter.home
    file.unlink()
    with pytest.raises(NoHomeError):
        _ = counter.home
