"""Accounts in the browser: slips that are shown once, roles, who may not be locked out."""

import re

import pytest

from records.access import AccessLog
from records.disk import Disk
from taizhang.accounts.roles import Role
from tests.web.school import Client, WebSchool

ACCOUNTS = "/settings/accounts"
SECRET = re.compile(r'<dd class="secret">([\w-]+)</dd>')


@pytest.fixture
def administrator(school: WebSchool) -> Client:
    """方舟."""
    return school.visitor("方舟")


def of(person: str) -> str:
    return f"{ACCOUNTS}/of?person={person}"


def acts(school: WebSchool) -> list[tuple[str, str]]:
    """Who did what about accounts, as the log has it."""
    log = AccessLog(school.folder, Disk()).entries()
    return [(one.by.name, one.how) for one in log if one.how not in ("登录", "退出")]


@pytest.mark.parametrize("who", ["贺珺", "董䶮", "周㛃", ""])
def test_accounts_are_the_administrators_alone(school: WebSchool, who: str) -> None:
    client = school.visitor(who)
    for path in (ACCOUNTS, f"{ACCOUNTS}/new", of("P004")):
        answer = client.client.get(path, follow_redirects=False)
        assert answer.status_code == (403 if who else 303), path
    if who:
        assert (
            client.post(f"{ACCOUNTS}/new", {"person": "P007", "role": "staff"}).status_code == 403
        )
        assert client.post(of("P004"), {"act": "reset"}).status_code == 403
    assert acts(school) == []


def test_the_list_says_who_is_in_and_since_when(school: WebSchool, administrator: Client) -> None:
    school.visitor("贺珺")
    text = administrator.page(ACCOUNTS)
    assert re.search(r"贺珺</a>.*?在用.*?2026-03-05 12:00.*?>1</td>", text)
    assert re.search(r"周㛃</a>.*?没有登录着", text)
    assert "还有 1 人没有账号" in text


def test_a_slip_opens_the_door_once_and_is_kept_nowhere(
    school: WebSchool, administrator: Client
) -> None:
    made = administrator.post(f"{ACCOUNTS}/new", {"person": ["P007"], "role": ["staff"]})
    password = SECRET.findall(made.text)
    assert len(password) == 1
    assert (made.headers["cache-control"], password[0] in str(made.url)) == ("no-store", False)
    everything = b"".join(one.read_bytes() for one in school.folder.rglob("*") if one.is_file())
    assert password[0].encode() not in everything
    newcomer = school.visitor()
    newcomer.login = "严宁"
    assert "这个口令是别人给的" in newcomer.sign_in(password[0]).text
    assert acts(school) == [("方舟", "建账号")]


def test_several_get_one_at_once_and_who_has_one_is_said(
    school: WebSchool, administrator: Client
) -> None:
    chosen = {"person": ["P007", "P004", "P999"], "role": ["staff", "reviewer"]}
    text = administrator.post(f"{ACCOUNTS}/new", chosen).text
    assert len(SECRET.findall(text)) == 1
    assert "贺珺已经有账号" in text
    assert "名录里没有“P999”" in text
    roles = school.site.entrance.accounts.get("P007").roles
    assert roles == (Role.STAFF, Role.REVIEWER)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"role": "staff"}, "没有选人"),
        ({"person": "P007"}, "没有选角色"),
        ({"person": "P007", "role": "king"}, "没有选角色"),
        ({"person": [f"P{n}" for n in range(41)], "role": "staff"}, "一次最多 40 人"),
    ],
)
def test_an_incomplete_choice_makes_nothing(
    school: WebSchool, administrator: Client, form: dict[str, object], said: str
) -> None:
    answer = administrator.post(f"{ACCOUNTS}/new", form)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert acts(school) == []


def test_a_forgotten_password_is_reset_and_ends_every_session(
    school: WebSchool, administrator: Client
) -> None:
    officer = school.visitor("贺珺")
    told = SECRET.findall(administrator.post(of("P004"), {"act": "reset"}).text)[0]
    assert (
        officer.client.get("/", follow_redirects=False).headers["location"].startswith("/sign-in")
    )
    assert "姓名或口令不对" in officer.sign_in().text
    assert officer.sign_in(told).status_code == 200


def test_roles_count_from_the_next_page_on(school: WebSchool, administrator: Client) -> None:
    officer = school.visitor("贺珺")
    assert officer.get("/overview").status_code == 403
    done = administrator.post(of("P004"), {"act": "roles", "role": ["staff", "reviewer"]})
    assert "贺珺现在是填报人、审核人" in done.text
    assert officer.get(ACCOUNTS).status_code == 403
    assert officer.get("/settings/lists").status_code == 200
    none = administrator.post(of("P004"), {"act": "roles"})
    assert (none.status_code, "没有写明角色" in none.text) == (422, True)


def test_an_account_is_stopped_opened_again_and_signed_out(
    school: WebSchool, administrator: Client
) -> None:
    officer = school.visitor("贺珺")
    assert "已在 1 处退出" in administrator.post(of("P004"), {"act": "sessions"}).text
    officer.sign_in()
    assert "已停用" in administrator.post(of("P004"), {"act": "disable"}).text
    assert officer.client.get("/", follow_redirects=False).status_code == 303
    assert "姓名或口令不对" in officer.sign_in().text
    administrator.post(of("P004"), {"act": "enable"})
    assert officer.sign_in().status_code == 200
    assert [how for _, how in acts(school)] == ["结束登录", "停用账号", "登录未成", "启用账号"]


def test_nobody_locks_the_school_out(school: WebSchool, administrator: Client) -> None:
    for form, said in (
        ({"act": "disable"}, "周㛃是最后一个校长"),
        ({"act": "roles", "role": "staff"}, "周㛃是最后一个校长"),
    ):
        answer = administrator.post(of("P001"), form)
        assert (answer.status_code, said in answer.text) == (422, True)
    for act in ("disable", "reset"):
        assert administrator.post(of("P008"), {"act": act}).status_code == 403
    last = administrator.post(of("P008"), {"act": "roles", "role": "staff"})
    assert (last.status_code, "方舟是最后一个管理员" in last.text) == (422, True)


def test_what_there_is_not_is_said(administrator: Client) -> None:
    assert "没有账号" in administrator.page(of("P999"), 422)
    assert administrator.post(of("P004"), {"act": "promote"}).status_code == 400
    assert administrator.post(of("P004"), {"act": "disable"}, token="0" * 64).status_code == 403
