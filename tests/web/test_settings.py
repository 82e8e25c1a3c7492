"""The first page of the settings: what a visitor may set, and what is waiting for them."""

import re

import pytest

from records.backup import make_backup
from tests.web.school import WebSchool

WORDS = "青石桥边2026"
ROOMS = {
    "school": "学校和学期",
    "lists": "名录",
    "codes": "扫码标签",
    "accounts": "账号",
    "backup": "备份",
    "connection": "手机怎么连",
}


@pytest.mark.parametrize(
    ("who", "rooms"),
    [
        ("周㛃", {"school", "lists", "seals", "codes", "connection"}),
        ("董䶮", {"lists", "codes", "connection"}),
        ("方舟", set(ROOMS)),
    ],
)
def test_everybody_sees_what_they_may_set(school: WebSchool, who: str, rooms: set[str]) -> None:
    text = school.visitor(who).page("/settings")
    shown = set(re.findall(r'<a class="row" href="/settings/(\w+)"><span class="main">\D', text))
    assert shown == rooms


@pytest.mark.parametrize("who", ["贺珺", ""])
def test_whoever_sets_nothing_does_not_come_in(school: WebSchool, who: str) -> None:
    answer = school.visitor(who).client.get("/settings", follow_redirects=False)
    assert answer.status_code == (403 if who else 303)


def test_the_first_steps_stay_until_they_are_done(school: WebSchool) -> None:
    administrator = school.visitor("方舟")
    text = administrator.page("/settings")
    assert "还差 2 步" in text, "no classes, and never backed up"
    administrator.post("/settings/lists/class/new", {"e.name": "一（1）班"})
    stick = school.folder.parent / "stick"
    stick.mkdir()
    make_backup(school.folder, stick, at=school.now, passphrase=WORDS)
    assert "开头几步" not in administrator.page("/settings")


def test_hints_lead_to_the_page_that_helps(school: WebSchool) -> None:
    administrator = school.visitor("方舟")
    text = administrator.page("/settings")
    hint = re.search(r"<strong>岗位</strong><small>没有[^<]*签不了.*?href=\"([^\"]+)\"", text)
    assert hint
    assert hint[1] == "/settings/lists/person"
    assert "从未备份" in text
    assert '/settings/backup"' in text
    office = school.visitor("董䶮").page("/settings")
    assert "从未备份" in office
    assert '/settings/backup"' not in office, "not theirs to make"
