"""The guide is followed to the letter: its settings, lists and forms are taken as they stand."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from checklists.catalogue import find
from taizhang.blanks import blank_form
from taizhang.calendar_import import import_calendar, lines_of
from taizhang.forms import understood
from taizhang.home import Home, TermSection, read_settings
from tests.taizhang.office import Office

GUIDE = Path(__file__).parent.parent.parent / "docs" / "guide"


def blocks(page: str, language: str) -> list[str]:
    text = (GUIDE / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_settings_shown_can_be_read() -> None:
    (shown,) = blocks("start.md", "toml")
    school = {"name": "云溪市实验小学", "code": "云小"}
    settings = read_settings({"school": school, **tomllib.loads(shown)}, "start.md")
    assert settings.terms[0].calendar().term.key == "2026-2027-1"
    assert settings.limits.keys() == {"food_sample_retention.weight"}


@pytest.mark.parametrize(("kind", "number"), [("人员", 0), ("地点", 1), ("灭火器", 2)])
def test_the_lists_shown_are_taken(office: Office, kind: str, number: int) -> None:
    lines = blocks("start.md", "json")[number]
    answer = office.run("directory", kind, "-", by="周㛃", stdin=lines.encode())
    assert (answer.code, answer.error) == (0, "")


def test_the_calendar_shown_is_taken(office: Office) -> None:
    (shown,) = blocks("calendar.md", "text")
    term = TermSection(key="2026-2027-1", start=date(2026, 9, 1), end=date(2027, 1, 22))
    both = term.model_copy(update={"meals": ("早", "中")})
    settings = Home.open(office.folder).settings.model_copy(update={"terms": (both,)})
    found = import_calendar(Home(office.folder, settings), term.key, lines_of(shown))
    assert [one.fault for one in found.lines] == [""] * 6
    told = (GUIDE / "calendar.md").read_text(encoding="utf-8")
    assert f"    {found.lines[0].told}\n" in told
    assert f"    {found.lines[1].told}\n" in told


def test_a_change_names_only_what_changes(office: Office) -> None:
    text = (GUIDE / "start.md").read_text(encoding="utf-8")
    for line in re.findall(r"`(\{.*?\})`", text):
        known = line.replace("P009", "P004")
        answer = office.run("directory", "人员", "-", by="周㛃", stdin=known.encode())
        assert (answer.code, answer.error) == (0, "")
    changed = {one["id"]: one for one in office.ask("directory", "人员")}
    assert changed["P002"]["posts"] == ["logistics_head", "safety_officer"]
    assert changed["P004"]["until"] == "2026-11-20"


def test_the_form_shown_asks_what_the_form_handed_out_asks() -> None:
    kind = find("daily_patrol")
    shown = json.loads(blocks("daily.md", "json")[0])
    assert shown.keys() <= blank_form(kind).keys()
    data = understood(shown, kind)
    assert data["checks"]["I01"] == {"verdict": "合格"}
    assert set(data["checks"]["I04"]) == {
        *("verdict", "remark", "place", "handling", "action", "photos")
    }


def test_the_readings_and_corrections_shown_are_understood() -> None:
    (_, reading) = blocks("daily.md", "json")
    fire = find("fire_extinguisher_inspection")
    item = understood({"检查项": json.loads(f"{{{reading}}}")}, fire)["checks"]["I06"]
    assert item["measured"] == {"zone": "红区"}
    text = (GUIDE / "correcting.md").read_text(encoding="utf-8")
    route, check, cleared = (json.loads(one) for one in re.findall(r"`(\{.*?\})`", text))
    assert understood(route, find("daily_patrol")) == {"route": "校门—教学楼—操场"}
    kitchen = understood(check, find("kitchen_daily_check"))
    assert kitchen == {"checks": {"I06": {"measured": {"soaked": "40"}}}}
    sample = find("food_sample_retention")
    assert understood(cleared, sample, clearing=True) == {"served_at": None}


def test_every_page_is_listed_in_the_index() -> None:
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in GUIDE.glob("*.md")} - {"README.md"}
    assert {page for page in pages if f"]({page})" not in index} == set()
