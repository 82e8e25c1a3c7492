"""Lists in the browser: who keeps them, what is added, changed, stopped, read from a workbook."""

import json
import re
from datetime import date
from typing import Any

import httpx2 as httpx
import pytest

from records.access import AccessLog
from records.directory import Directory, PersonItem
from records.disk import Disk
from taizhang.workbooks import list_workbook
from tests.web.school import Client, WebSchool

PEOPLE = "/settings/lists/person"


@pytest.fixture
def head(school: WebSchool) -> Client:
    """董䶮, head of logistics."""
    return school.visitor("董䶮")


@pytest.fixture
def principal(school: WebSchool) -> Client:
    return school.visitor("周㛃")


def listed(school: WebSchool) -> Directory:
    return Directory.open(school.folder / "directory", school.now.date())


def person(school: WebSchool, key: str) -> PersonItem:
    item = listed(school).items["person"][key]
    assert isinstance(item, PersonItem)
    return item


def seen(client: Client, kind: str, key: str) -> str:
    """What the page of an item says it showed."""
    found = re.search(
        r'name="_seen" value="(\w+)"', client.page(f"/settings/lists/{kind}/item?id={key}")
    )
    assert found
    return found[1]


def upload(client: Client, kind: str, raw: bytes) -> httpx.Response:
    return client.post(f"/settings/lists/{kind}/import", files={"file": ("名单.xlsx", raw)})


def held(page: str) -> str:
    found = re.search(r'name="held" value="([\w-]+)"', page)
    assert found, page
    return found[1]


# ---- who


@pytest.mark.parametrize("who", ["贺珺", ""])
def test_whoever_keeps_no_lists_opens_none(school: WebSchool, who: str) -> None:
    client = school.visitor(who)
    for path in ("", "/person", "/person/new", "/person/item?id=P004", "/person/workbook"):
        answer = client.client.get(f"/settings/lists{path}", follow_redirects=False)
        assert answer.status_code == (403 if who else 303), path


def test_children_are_shown_to_whose_registers_name_them_and_that_is_noted(
    school: WebSchool, principal: Client
) -> None:
    added = {"e.name": "林晓", "e.class_": "一（1）班"}
    assert "林晓" in principal.post("/settings/lists/student/new", added).text
    administrator = school.visitor("方舟")
    for path in ("", "/new", "/item?id=X001", "/workbook", "/import"):
        text = administrator.page(f"/settings/lists/student{path}", 403)
        assert "林晓" not in text
        assert "不是这一册的责任岗" in text
    log = [
        (one.by.name, one.what, one.allowed) for one in AccessLog(school.folder, Disk()).entries()
    ]
    assert ("周㛃", "名录：学生", True) in log
    assert ("方舟", "名录：学生", False) in log


def test_nobody_of_the_office_gives_posts_to_themselves(school: WebSchool, head: Client) -> None:
    form = {"e.name": "董䶮", "e.posts": ["logistics_head", "principal"]}
    form |= {"_seen": seen(head, "person", "P003")}
    answer = head.post(f"{PEOPLE}/item?id=P003", form)
    assert (answer.status_code, "自己的岗位不能自己改" in answer.text) == (422, True)
    assert person(school, "P003").posts == ("logistics_head",)


def test_nobody_writes_the_last_principal_out_nor_themselves(
    school: WebSchool, head: Client, principal: Client
) -> None:
    gone = {"until": "2026-03-04"}
    for client, key, why in (
        (head, "P001", "周㛃是最后一个校长"),
        (head, "P003", "不能把自己写成离岗"),
        (principal, "P008", "方舟是最后一个管理员"),
    ):
        answer = client.post(f"{PEOPLE}/end?id={key}", gone)
        assert (answer.status_code, why in answer.text) == (403, True)
        assert person(school, key).until is None


# ---- one by one


def test_somebody_is_added_with_posts_and_certificates(school: WebSchool, head: Client) -> None:
    form = {
        "e.name": "骆瑾",
        "e.posts": ["electrician", "cook"],
        "e.own_posts": "食堂仓管、 水泵工",
        "e.certificates.0.key": "电工证",
        "e.certificates.0.value": "2028-05-01",
        "e.certificates.1.key": "",
        "e.certificates.1.value": "",
        "e.since": "2026-03-01",
    }
    assert "已登记 骆瑾（P009）" in head.post(f"{PEOPLE}/new", form).text
    kept = person(school, "P009")
    assert kept.posts == ("electrician", "cook", "食堂仓管", "水泵工")
    assert (kept.certificates, kept.since) == ({"电工证": date(2028, 5, 1)}, date(2026, 3, 1))
    history = (school.folder / "directory" / "history.jsonl").read_text().splitlines()
    assert json.loads(history[-1])["by"] == {"id": "P003", "name": "董䶮"}


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    school: WebSchool, head: Client
) -> None:
    form = {
        "e.name": "",
        "e.since": "三月",
        "e.note": "借调一年",
        "e.posts": ["cook"],
        "e.certificates.0.key": "健康证",
        "e.certificates.0.value": "明年",
    }
    answer = head.post(f"{PEOPLE}/new", form)
    assert answer.status_code == 422
    for said in ('href="#f-name"', 'href="#f-since"', 'href="#f-certificates"'):
        assert said in answer.text
    for typed in ("三月", "借调一年", "健康证", "明年", 'value="cook" checked'):
        assert typed in answer.text
    assert len(listed(school).items["person"]) == 8


def test_a_row_more_is_given_without_javascript(head: Client) -> None:
    form = {
        "e.name": "骆瑾",
        "e.certificates.0.key": "健康证",
        "e.certificates.0.value": "2027-01-01",
    }
    text = head.post(f"{PEOPLE}/new", {**form, "_more": "e.certificates"}).text
    assert 'name="e.certificates.1.key"' in text
    assert 'value="健康证"' in text


def test_another_one_of_the_same_name_is_asked_about_once(school: WebSchool, head: Client) -> None:
    answer = head.post(f"{PEOPLE}/new", {"e.name": "许安"})
    assert (answer.status_code, "名录里已有同名的 P006" in answer.text) == (422, True)
    assert (
        "已登记 许安（P009）" in head.post(f"{PEOPLE}/new", {"e.name": "许安", "_twin": "1"}).text
    )
    used = head.post(f"{PEOPLE}/new", {"e.name": "骆瑾", "e.id": "P006"})
    assert (used.status_code, "编号“P006”已经用过" in used.text) == (422, True)


def test_a_column_that_is_emptied_is_empty(school: WebSchool, head: Client) -> None:
    key = "M001"
    form = {"e.name": "M001", "e.half_month": "是", "_seen": seen(head, "extinguisher", key)}
    head.post(f"/settings/lists/extinguisher/item?id={key}", form)
    kept: Any = listed(school).items["extinguisher"][key]
    assert (kept.half_month, kept.place, kept.type, kept.made_on) == (True, "", "", None)


def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    school: WebSchool, head: Client, principal: Client
) -> None:
    shown = {"_seen": seen(head, "person", "P006"), "e.name": "许安"}
    principal.post(
        f"{PEOPLE}/item?id=P006", {**shown, "e.note": "兼门卫组长", "e.posts": "safety_officer"}
    )
    answer = head.post(f"{PEOPLE}/item?id=P006", {**shown, "e.note": "长假"})
    assert (answer.status_code, "您打开以后有人改过" in answer.text) == (422, True)
    assert person(school, "P006").note == "兼门卫组长"


def test_who_has_left_is_stopped_and_may_come_back(school: WebSchool, head: Client) -> None:
    guard = school.visitor("程𬱖")
    head.post(f"{PEOPLE}/end?id=P005", {"until": "2026-03-04"})
    assert guard.client.get("/", follow_redirects=False).headers["location"].startswith("/sign-in")
    assert "程𬱖" not in head.page(PEOPLE)
    assert "程𬱖" in head.page(f"{PEOPLE}?whole=1")
    head.post(f"{PEOPLE}/end?id=P005", {"until": ""})
    assert person(school, "P005").until is None
    assert head.post(f"{PEOPLE}/end?id=P005", {"until": "去年"}).status_code == 422


def test_a_list_is_searched_by_every_word(head: Client) -> None:
    text = head.page(f"{PEOPLE}?q=许安 干事")
    assert "P006" in text
    assert "P007" not in text
    assert "没有找到“不在此地”" in head.page(f"{PEOPLE}?q=不在此地")


def test_what_there_is_not_is_a_page_that_says_so(head: Client) -> None:
    for path in ("/nothing", "/nothing/new", "/person/item?id=P999", "/asset"):
        assert "没有" in head.page(f"/settings/lists{path}", 404)


def test_a_form_of_another_session_changes_nothing(school: WebSchool, head: Client) -> None:
    for path in ("/person/new", "/person/end?id=P005", "/person/import", "/person/take"):
        assert (
            head.post(f"/settings/lists{path}", {"e.name": "骆瑾"}, token="0" * 64).status_code
            == 403
        )
    assert len(listed(school).items["person"]) == 8


# ---- as a workbook


def workbook_of(school: WebSchool, **changes: Any) -> bytes:
    """The list of people with one of them changed, as a clerk hands it back."""
    directory = listed(school)
    items = [one.item for one in directory.listings("person")]
    changed = [one.model_copy(update=changes) if one.id == "P006" else one for one in items]
    new = PersonItem(id="P020", name="骆瑾", posts=("cook",))
    kept = Directory({"person": {one.id: one for one in (*changed, new)}}, school.now.date())
    return list_workbook("person", kept.listings("person"))


def test_a_workbook_is_shown_before_it_is_taken(school: WebSchool, head: Client) -> None:
    page = upload(head, "person", workbook_of(school, note="代管门卫")).text
    assert "骆瑾" in page
    assert "代管门卫" in page
    assert "登记这 2 条" in page
    assert len(listed(school).items["person"]) == 8
    done = head.post(f"{PEOPLE}/take", {"held": held(page)})
    assert "已登记 2 条" in done.text
    assert (person(school, "P020").posts, person(school, "P006").note) == (("cook",), "代管门卫")
    assert head.post(f"{PEOPLE}/take", {"held": held(page)}).status_code == 422


def test_a_workbook_that_says_nothing_new_asks_for_nothing(school: WebSchool, head: Client) -> None:
    raw = list_workbook("person", listed(school).listings("person"))
    assert "都已经在名录里" in upload(head, "person", raw).text


def test_a_workbook_with_a_fault_is_told_by_row_and_column_and_leaves_nothing(
    school: WebSchool, head: Client
) -> None:
    answer = upload(head, "person", workbook_of(school, note="太长" * 200))
    assert (answer.status_code, "第 7 行" in answer.text, "备注" in answer.text) == (
        422,
        True,
        True,
    )
    assert upload(head, "person", b"PK no workbook").status_code == 422
    assert head.post(f"{PEOPLE}/import").status_code == 422
    assert len(listed(school).items["person"]) == 8


def test_a_workbook_gives_nobody_their_own_posts(school: WebSchool) -> None:
    clerk = school.visitor("董䶮")
    items = {one.id: one.item for one in listed(school).listings("person")}
    mine = items["P003"]
    assert isinstance(mine, PersonItem)
    items["P003"] = mine.model_copy(update={"posts": ("logistics_head", "principal")})
    raw = list_workbook("person", Directory({"person": items}).listings("person"))
    answer = clerk.post(f"{PEOPLE}/take", {"held": held(upload(clerk, "person", raw).text)})
    assert (answer.status_code, "自己的岗位不能自己改" in answer.text) == (403, True)
    assert person(school, "P003").posts == ("logistics_head",)


def test_a_list_goes_out_as_a_workbook_and_comes_back_as_it_was(
    school: WebSchool, head: Client
) -> None:
    answer = head.get(f"{PEOPLE}/workbook")
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert "都已经在名录里" in upload(head, "person", answer.content).text
    empty = head.get(f"{PEOPLE}/workbook?blank=1").content
    assert "没有一行内容" in upload(head, "person", empty).text
