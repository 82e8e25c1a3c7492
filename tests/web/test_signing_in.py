"""Coming in, going, and one's own account."""

from datetime import timedelta

import pytest

from records.access import AccessLog
from records.disk import Disk
from records.record import Person
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from tests.taizhang.doorway import CHEAP, OWN_WORDS
from tests.web.school import PASSWORD, WebSchool


def test_whoever_signs_in_sees_their_day(school: WebSchool) -> None:
    page = school.visitor("P005").page("/")
    assert "3月5日（周四）" in page
    assert "程𬱖" in page
    assert "食品留样记录" in page


def test_one_text_for_a_wrong_name_and_a_wrong_password(school: WebSchool) -> None:
    texts = set()
    for login, password in (("P005", "wrong"), ("nobody", PASSWORD)):
        client = school.visitor()
        client.login = login
        answer = client.sign_in(password)
        assert answer.status_code == 422
        texts.add(answer.text.replace(login, ""))
    assert len(texts) == 1
    assert "姓名或口令不对" in texts.pop()


def test_guessing_is_slowed_down(school: WebSchool) -> None:
    client = school.visitor()
    client.login = "P005"
    assert [client.sign_in("wrong").status_code for _ in range(6)][-1] == 429
    assert client.sign_in().status_code == 429, "the right one has to wait, too"
    school.now += timedelta(minutes=1)
    assert client.sign_in().status_code == 200


def test_a_password_that_was_told_is_changed_before_anything_else(school: WebSchool) -> None:
    entrance = Entrance(school.folder, hashing=CHEAP)
    by = Person("P008", "方舟")
    _, told = entrance.accounts.add("P007", "严宁", [Role.STAFF], by=by, at=school.now)
    client = school.visitor()
    client.login = "P007"
    assert "请先换成自己的" in client.sign_in(told).text
    assert "请先换成自己的" in client.page("/registers"), "every page leads there"
    changed = client.post("/me/password", {"old": told, "new": OWN_WORDS, "again": OWN_WORDS})
    assert "今天" in changed.text
    assert client.page("/registers")


def test_two_different_new_passwords_are_told(school: WebSchool) -> None:
    client = school.visitor("P005")
    answer = client.post("/me/password", {"old": PASSWORD, "new": OWN_WORDS, "again": "青石桥"})
    assert answer.status_code == 422
    assert "不一样" in answer.text


def test_signing_out_ends_the_session_on_the_server(school: WebSchool) -> None:
    client = school.visitor("P005")
    kept = client.client.cookies["taizhang"]
    client.post("/sign-out")
    client.client.cookies.set("taizhang", kept)
    assert client.client.get("/me", follow_redirects=False).status_code == 303


def test_a_lost_phone_is_signed_out_from_another_device(school: WebSchool) -> None:
    phone, office = school.visitor("P005"), school.visitor("P005")
    office.post("/me/sessions")
    assert phone.client.get("/me", follow_redirects=False).status_code == 303


def test_a_session_on_a_shared_computer_ends_by_itself(school: WebSchool) -> None:
    client = school.visitor()
    client.client.post(
        "/sign-in",
        data={"login": "P005", "password": PASSWORD, "shared": "1"},
        headers={"origin": "http://testserver"},
    )
    assert client.get("/me").status_code == 200
    school.now += timedelta(minutes=31)
    assert client.client.get("/me", follow_redirects=False).status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(school: WebSchool) -> None:
    client = school.visitor()
    answer = client.client.post(
        "/sign-in",
        data={"login": "P005", "password": PASSWORD},
        headers={"origin": "http://testserver"},
        follow_redirects=False,
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"]
)
def test_signing_in_leads_to_no_other_site(school: WebSchool, to: str) -> None:
    answer = school.visitor().client.post(
        "/sign-in",
        data={"login": "P005", "password": PASSWORD, "to": to},
        headers={"origin": "http://testserver"},
        follow_redirects=False,
    )
    assert answer.headers["location"] == "/"


def test_coming_and_going_is_noted_with_the_address_and_no_secret(school: WebSchool) -> None:
    client = school.visitor("P005")
    client.post("/sign-out")
    client.login = "kite-river-42-typed-as-a-name"
    client.sign_in("wrong")
    noted = list(AccessLog(school.folder, Disk()).entries())
    assert [one.how for one in noted] == ["登录", "退出", "登录未成"]
    assert all("testclient" in one.place for one in noted)
    assert "kite-river" not in (school.folder / "access" / "2026.log").read_text("utf-8")


def test_whoever_has_left_the_school_is_out(school: WebSchool) -> None:
    client = school.visitor("P005")
    people = school.folder / "directory" / "people.toml"
    text = people.read_text("utf-8")
    people.write_text(text.replace('name = "程𬱖"', 'name = "程𬱖"\nuntil = 2026-03-04'), "utf-8")
    assert client.client.get("/me", follow_redirects=False).status_code == 303
