"""The queue of those who sign, and several looked at and signed together."""

import re
from datetime import datetime, timedelta
from urllib.parse import quote

from checklists.surroundings import SHANGHAI
from taizhang.desk import Visit
from tests.web.kept import LOOSE, numbers_on, patrol, sample
from tests.web.school import PASSWORD, STROKES, Client, WebSchool

BATCH = "/review/batch?register=daily_patrol"


def cards(page: str) -> list[str]:
    """What is told of each record on a page that signs several."""
    return re.findall(r'<li class="card">(.*?)\n</li>', page, re.DOTALL)


def form_of(page: str, *picked: str) -> dict[str, object]:
    """The page as its form would be sent, with these ticked."""
    found = re.findall(r'<input type="hidden" name="(_[^"]+)" value="([^"]*)"', page)
    hidden = {name: value for name, value in found if name != "_token"}
    return {**hidden, "pick": list(picked)}


def signed(school: WebSchool, number: str) -> list[str]:
    with school.desk() as desk:
        return [one.role for one in desk.record(number).signatures]


def week(school: WebSchool, days: int = 3) -> list[str]:
    """Patrols of so many days up to today, the oldest first, all waiting for the head."""
    return [patrol(school, school.now - timedelta(days=day)) for day in reversed(range(days))]


# ---- the queue


def test_the_queue_names_what_waits_for_oneself_the_oldest_first(school: WebSchool) -> None:
    kept = week(school)
    page = school.visitor("P003").page("/review")
    assert numbers_on(page) == kept
    assert "校园每日巡视记录（3）" in page
    assert page.count(">总务主任<") == 3
    assert "没有等您签的" in school.visitor("P006").page("/review"), "has signed already"
    assert "没有等您签的" in school.visitor("P002").page("/review"), "signs elsewhere"


def test_late_entries_that_wait_for_an_approval_stand_apart(school: WebSchool) -> None:
    (waiting,) = week(school, 1)
    late = patrol(school, school.now - timedelta(days=3), late_reason="停电")
    page = school.visitor("P003").page("/review")
    approvals, _, signing = page.partition("等我签字")
    assert "补录，等我批准" in approvals
    assert numbers_on(approvals) == [late]
    assert numbers_on(signing) == [waiting]


def test_what_was_sent_back_or_is_open_waits_for_nobody_here(school: WebSchool) -> None:
    returned, open_ = week(school, 2)
    with school.desk() as desk:
        desk.return_record(Visit("P003", school.now), returned, "没有写全")
    kept = patrol(school, school.now.replace(day=2), late_reason="", I04=LOOSE)
    page = school.visitor("P003").page("/review")
    assert numbers_on(page) == [kept, open_]


def test_a_long_queue_shows_the_first_of_each_register_and_leads_to_all(school: WebSchool) -> None:
    school.now = datetime(2026, 3, 20, 16, 0, tzinfo=SHANGHAI)
    kept = week(school, 12)
    head = school.visitor("P003")
    assert numbers_on(head.page("/review")) == kept[:8]
    assert numbers_on(head.page("/review?register=daily_patrol")) == kept


# ---- several together


def test_each_is_told_in_brief_before_it_is_ticked(school: WebSchool) -> None:
    (number,) = week(school, 1)
    failed = patrol(school, school.now - timedelta(days=1), I04=LOOSE)
    page = school.visitor("P003").page(BATCH)
    bad, good = cards(page)
    assert failed in bad
    assert "不合格：楼梯、扶手、栏杆：教学楼一层东；二层扶手立柱松动，可晃动" in bad
    assert number in good
    assert "不合格" not in good
    for card in (bad, good):
        assert "许安填" in card
        assert 'name="pick"' in card
        assert "checked" not in card, "nothing is ticked for anybody"


def test_what_is_ticked_is_signed_by_one_signature_each_by_an_act_of_its_own(
    school: WebSchool,
) -> None:
    first, second, third = week(school)
    head = school.visitor("P003")
    form = form_of(head.page(BATCH), first, third)
    answer = head.post(BATCH, {**form, "_strokes": STROKES, "_reason": "已阅"})
    assert "签了 2 份" in answer.text
    assert numbers_on(answer.text) == [first, third]
    assert signed(school, first) == signed(school, third) == ["巡视人", "总务主任"]
    assert signed(school, second) == ["巡视人"]
    with school.desk() as desk:
        done = [desk.record(number).latest for number in (first, third)]
    assert {one.reason for one in done} == {"已阅"}
    assert len({one.line for one in done}) == 2
    assert len({one.strokes for one in done}) == 1
    again = head.post(BATCH, {**form, "_strokes": STROKES, "_reason": "已阅"})
    assert "签了 2 份" in again.text, "the same page once more"
    assert signed(school, first) == ["巡视人", "总务主任"]


def test_one_that_is_refused_stops_none_of_the_others_and_is_told(school: WebSchool) -> None:
    first, second, third = week(school)
    head = school.visitor("P003")
    form = form_of(head.page(BATCH), first, second, third)
    with school.desk() as desk:
        desk.return_record(Visit("P003", school.now), second, "没有写全")
    answer = head.post(BATCH, {**form, "_password": PASSWORD})
    assert "签了 2 份，1 份没有签成" in answer.text
    refused, _, done = answer.text.partition(">已签<")
    assert numbers_on(refused) == [second]
    assert "其间有人办理过" in refused
    assert numbers_on(done) == [first, third]


def test_without_a_tick_or_a_signature_nothing_is_signed_and_the_ticks_stay(
    school: WebSchool,
) -> None:
    first, second = week(school, 2)
    head = school.visitor("P003")
    page = head.page(BATCH)
    for form, told in (
        ({**form_of(page), "_strokes": STROKES}, "没有勾选"),
        (form_of(page, first), "没有签名"),
        ({**form_of(page, first), "_password": "falsch-42"}, "口令不对"),
    ):
        answer = head.post(BATCH, form)
        assert answer.status_code == 422
        assert told in answer.text
    ticked = dict(zip((first, second), cards(answer.text), strict=True))
    assert "checked" in ticked[first]
    assert "checked" not in ticked[second]
    assert signed(school, first) == ["巡视人"]


def test_nobody_signs_for_somebody_else_by_ticking(school: WebSchool) -> None:
    mine, other = week(school, 1)[0], sample(school)
    for login, number in (("P004", mine), ("P005", mine), ("P003", other)):
        visitor = school.visitor(login)
        form = {"_id": "", "pick": [number], f"_role.{number}": "总务主任", "_strokes": STROKES}
        answer = visitor.post(BATCH, form)
        assert "签了 0 份，1 份没有签成" in answer.text, login
    assert signed(school, mine) == ["巡视人"]
    assert signed(school, other) == []


def many(school: WebSchool, days: int) -> tuple[Client, list[str]]:
    school.now = datetime(2026, 3, 20, 16, 0, tzinfo=SHANGHAI)
    return school.visitor("P003"), week(school, days)


def test_what_the_audit_will_say_of_so_many_is_told_before_and_after(school: WebSchool) -> None:
    head, kept = many(school, 11)
    page = head.page(BATCH)
    assert "这一页有 11 个日期：一次全签就会提示" in page
    answer = head.post(BATCH, {**form_of(page, *kept[:10]), "_strokes": STROKES})
    assert "签的是 10 个不同日期的记录，审计会提示（G08" in answer.text
    with school.desk() as desk:
        found = [one for one in desk.audit("2025-2026-2", school.now) if one.code == "G08"]
    assert len(found) == 1, "and so it does"
    assert "10个不同日期" in found[0].message


def test_of_a_few_it_says_only_where_it_begins(school: WebSchool) -> None:
    head, kept = many(school, 9)
    page = head.page(BATCH)
    assert "审计会提示（G08）" in page
    assert "一次全签就会提示" not in page
    answer = head.post(BATCH, {**form_of(page, *kept), "_strokes": STROKES})
    assert "审计会提示" not in answer.text
    with school.desk() as desk:
        codes = [one.code for one in desk.audit("2025-2026-2", school.now)]
    assert "G08" not in codes


def test_an_unknown_register_has_nothing_to_sign(school: WebSchool) -> None:
    page = school.visitor("P003").page(f"/review/batch?register={quote('没有')}")
    assert "没有等您签的" in page
