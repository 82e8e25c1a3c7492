"""G14: what a register rests on is still in force."""

from dataclasses import replace
from datetime import date

import pytest

from checklists.basis import Basis, seen
from checklists.catalogue import catalogue, find
from checklists.entry import Entry
from checklists.laws import LIBRARY, REPEALED, cited, faults
from records.audit.statutes import statutes_replaced
from records.school import School
from tests.records.made_records import on, school, view


def resting_on(*basis: Basis) -> School:
    kind = find("daily_patrol")
    register = replace(kind.register, basis=basis)
    entry: type[Entry] = type("Own", (kind,), {"register": register})
    return replace(school("daily_patrol"), registers={"daily_patrol": entry})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《食品卫生法》第八条", ["《食品卫生法》已于2009-06-01由《食品安全法》取代"]),
        ("《中华人民共和国食品卫生法》", ["《食品卫生法》已于2009-06-01由《食品安全法》取代"]),
        ("《食品安全法》第八条、《每日食品安全检查记录》", []),
        ("《某市校园管理条例》", ["《某市校园管理条例》不在法规库内，核对是否有效"]),
    ],
)
def test_a_statute_that_was_replaced_is_said(text: str, found: list[str]) -> None:
    told = list(statutes_replaced(view([], resting_on(seen(text)))))
    assert [one.message for one in told] == found
    assert {one.code for one in told} <= {"G14"}


def test_a_law_is_cited_until_the_day_it_ends() -> None:
    here = resting_on(seen("《噪声污染防治法》"))
    assert list(statutes_replaced(view([], here, on("2026-08-14")))) == []
    assert len(list(statutes_replaced(view([], here, on("2026-08-15"))))) == 1


def test_the_library_knows_what_every_register_rests_on() -> None:
    on_the_day = date(2026, 11, 22)  # the day the catalogue was drawn up
    bases = [basis.text for entry in catalogue().values() for basis in entry.register.basis]
    assert [what for text in bases for what in faults(text, on_the_day)] == []
    assert len({name for text in bases for name in cited(text)}) > 50
    assert all(one.by.strip("《》") in LIBRARY for one in REPEALED)
