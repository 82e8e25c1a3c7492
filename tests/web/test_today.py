"""The first page: what each person has to do, one tap from the form."""

import html
import re
from datetime import timedelta
from typing import Any

from records.disk import Disk
from records.enrolment import enrol
from taizhang.desk import Visit
from tests.taizhang.office import CLERK
from tests.web.school import PASSWORD, WebSchool
from tests.web.test_filling import PATROL, ROUND, SAMPLE, SAMPLES, number_in, value_of


def links(page: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'class="row" href="([^"]+)"', page)]


def everything_normal() -> dict[str, str]:
    return {f"e.checks.I{number:02}.verdict": "合格" for number in range(1, 19)}


def test_each_person_sees_what_their_post_owes(school: WebSchool) -> None:
    keeper, safety = school.visitor("P005").page("/"), school.visitor("P006").page("/")
    assert "食品留样记录" in keeper
    assert "校园每日巡视记录" not in keeper
    assert "校园每日巡视记录" in safety
    assert "食品留样记录" not in safety


def test_one_tap_opens_the_form_of_what_is_due_with_its_day_and_thing(school: WebSchool) -> None:
    safety = school.visitor("P006")
    about = next(one for one in links(safety.page("/")) if "fire_extinguisher_inspection" in one)
    page = safety.page(about)
    assert value_of(page, "e.checked_on") == "2026-03-05"
    assert value_of(page, "e.ext_no") == "M001"
    assert value_of(page, "e.location") == "教学楼一层东", "what the directory knows of it"
    assert value_of(page, "e.made_on") == "2024-01-10"


def test_what_was_done_is_counted_and_gone_from_the_list(school: WebSchool) -> None:
    safety = school.visitor("P006")
    before = safety.page("/")
    total = re.search(r"<dd>0 / (\d+)</dd>", before)
    assert total
    assert any(PATROL in one for one in links(before))
    safety.post(PATROL, ROUND | everything_normal())
    after = safety.page("/")
    assert f"<dd>1 / {total[1]}</dd>" in after
    todays = [one for one in links(after) if PATROL in one and "day=2026-03-05" in one]
    assert todays == []


def test_what_is_past_its_time_is_told_apart_from_what_is_late(school: WebSchool) -> None:
    page = school.visitor("P006").page("/")
    missing = page.index("缺的、没结的")
    assert page.index("今天") < missing
    assert "day=2026-03-02" in html.unescape(page[missing:])


def test_what_was_sent_back_comes_first_with_its_reason(school: WebSchool) -> None:
    keeper = school.visitor("P005")
    number = number_in(keeper.post(SAMPLES, SAMPLE).text)
    with school.desk() as desk:
        desk.return_record(Visit("P004", school.now), number, "照片看不清")
    page = keeper.page("/")
    assert "退回给我" in page
    assert "贺珺：照片看不清" in page
    assert links(page)[0] == f"/records/{number}/correct"
    assert "照片看不清" in keeper.page(f"/records/{number}/correct")
    assert "退回给我" not in school.visitor("P004").page("/")


def test_a_record_from_the_command_line_shows_on_the_next_page(school: WebSchool) -> None:
    safety = school.visitor("P006")
    assert any(PATROL in one and "03-05" in one for one in links(safety.page("/")))
    entry: dict[str, Any] = {name.removeprefix("e."): value for name, value in ROUND.items()}
    entry["checks"] = {f"I{number:02}": {"verdict": "合格"} for number in range(1, 19)}
    with school.desk() as desk:
        desk.file_entry(Visit("P006", school.now), "daily_patrol", entry, lambda _: b"")
    after = [one for one in links(safety.page("/")) if PATROL in one and "03-05" in one]
    assert after == []


def test_signatures_that_wait_are_counted_for_whoever_gives_them(school: WebSchool) -> None:
    school.visitor("P006").post(PATROL, ROUND | everything_normal() | {"_password": PASSWORD})
    head = school.visitor("P003").page("/")
    assert re.search(r'等我签字</dt><dd><a href="/review">1</a>', head)
    assert "等我签字" not in school.visitor("P005").page("/")


def test_late_entries_wait_for_an_approval(school: WebSchool) -> None:
    school.now += timedelta(days=3)
    safety = school.visitor("P006")
    late = ROUND | {"_late_reason": "停电，纸上先记"} | everything_normal()
    safety.post(PATROL, late)
    assert "等我批准补录" in school.visitor("P003").page("/")
    assert "等我批准补录" not in safety.page("/"), "nobody approves their own"


def test_a_person_added_from_the_command_line_is_there_on_the_next_page(school: WebSchool) -> None:
    keeper = school.visitor("P005")
    assert "姚远" not in keeper.page(SAMPLES)
    row = {"name": "姚远", "posts": ["cook"]}
    enrol(school.folder / "directory", "person", row, by=CLERK, at=school.now, disk=Disk())
    assert '<option value="姚远">' in keeper.page(SAMPLES)


def test_whoever_fills_in_nothing_is_led_to_their_own_first_page(school: WebSchool) -> None:
    answer = school.visitor("P008").client.get("/", follow_redirects=False)
    assert answer.headers["location"] == "/settings"


def test_a_page_that_a_browser_only_keeps_takes_no_message_away(school: WebSchool) -> None:
    keeper = school.visitor("P005")
    form = SAMPLE | {"_token": keeper.token()}
    keeper.client.post(
        SAMPLES, data=form, headers={"origin": "http://testserver"}, follow_redirects=False
    )
    assert "登记成功" not in keeper.client.get("/", headers={"x-keeping": "1"}).text
    assert "登记成功" in keeper.page("/")
    assert "登记成功" not in keeper.page("/"), "it is said once"
