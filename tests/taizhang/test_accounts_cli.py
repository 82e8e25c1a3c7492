"""Accounts at the command line, beside a server that runs."""

import pytest

from taizhang.accounts.entering import Entrance
from taizhang.errors import SignInRefusedError
from tests.taizhang.doorway import OWN_WORDS, PHONE, SCHOOL
from tests.taizhang.office import Office

BOSS = "周㛃"


def add(office: Office, person: str, *roles: str) -> str:
    """Make an account; answers with its one-time password."""
    words = [word for role in roles for word in ("--role", role)]
    return str(office.ask("account", "add", person, *words, by=BOSS)["one_time_password"])


@pytest.fixture
def entrance(office: Office) -> Entrance:
    """As the server has it."""
    return Entrance(office.folder)


def test_an_account_is_made_and_its_password_told_once(office: Office, entrance: Entrance) -> None:
    answer = office.run("account", "add", "许安", "--role", "填报人", "--role", "管理员", by=BOSS)
    assert answer.code == 0, answer.error
    told = answer.text.splitlines()[0].rpartition("：")[2]
    assert "只显示这一次" in answer.text
    assert entrance.sign_in("P006", told, office.now, PHONE, shared=False)
    assert told not in office.run("account").text
    (listed,) = office.ask("account", "list")
    assert listed["roles"] == ["staff", "administrator"]
    assert listed["created_by"] == {"id": "P001", "name": "周㛃"}
    assert "password" not in listed


def test_accounts_are_listed_with_roles_and_state(office: Office, entrance: Entrance) -> None:
    told = add(office, "许安", "填报人", "审核人")
    add(office, "严宁", "staff")
    office.ask("account", "disable", "P007", by=BOSS)
    token = entrance.sign_in("许安", told, office.now, PHONE, shared=False)
    entrance.change_password(token, told, OWN_WORDS, office.now, PHONE, school=SCHOOL)
    add(office, "沈玥", "管理员")
    text = office.run("account").text
    for row in (
        ("P006", "许安", "填报人、审核人", "在用"),
        ("P007", "严宁", "填报人", "已停用（2026-03-05）"),
        ("P002", "沈玥", "管理员", "还没改一次性口令"),
    ):
        assert list(row) in [line.split() for line in text.splitlines()]
    assert "共 3 个账号" in text


def test_only_who_is_at_the_school_gets_an_account_but_an_inspector_needs_no_list(
    office: Office, entrance: Entrance
) -> None:
    for words in (["金检", "--role", "填报人"], ["金检", "--role", "检查人员", "--role", "填报人"]):
        refused = office.run("account", "add", *words, by=BOSS)
        assert (refused.code, "名录里没有“金检”" in refused.error) == (2, True)
    told = add(office, "金检", "检查人员")
    assert entrance.sign_in("金检", told, office.now, PHONE, shared=True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "许安"], "没有写明角色。至少一个：填报人"),
        (["add", "许安", "--role", "园丁"], "不能是“园丁”。可用：staff（填报人）"),
        (["add"], "没有写明是谁的账号"),
        (["reset", "严宁"], "“严宁”没有账号"),
        (["promote", "许安"], "“[做什么]”：不能是“promote”。可用：list（列出）"),
    ],
)
def test_what_cannot_be_done_is_refused_in_chinese(
    office: Office, words: list[str], told: str
) -> None:
    answer = office.run("account", *words, by=BOSS)
    assert (answer.code, told in answer.error) == (2, True), answer.error
    assert office.ask("account") == []


def test_who_acts_has_to_be_said_and_to_be_at_the_school(office: Office) -> None:
    for by, told in (("", "没有说明是谁在办"), ("金检", "名录里没有“金检”，或已离岗")):
        answer = office.run("account", "add", "许安", "--role", "填报人", by=by)
        assert (answer.code, told in answer.error) == (2, True), answer.error


def test_a_password_is_reset_and_all_sessions_are_ended(office: Office, entrance: Entrance) -> None:
    old = add(office, "许安", "填报人")
    token = entrance.sign_in("许安", old, office.now, PHONE, shared=False)
    new = office.ask("account", "reset", "许安", by=BOSS)["one_time_password"]
    assert entrance.who(token, office.now) is None
    with pytest.raises(SignInRefusedError):
        entrance.sign_in("许安", old, office.now, PHONE, shared=False)
    assert entrance.sign_in("许安", new, office.now, PHONE, shared=False)


def test_an_account_is_disabled_and_enabled_again(office: Office) -> None:
    add(office, "许安", "填报人")
    assert "许安：填报人，已停用" in office.run("account", "停用", "许安", by=BOSS).text
    assert "许安：填报人，还没改" in office.run("account", "启用", "许安", by=BOSS).text


def test_the_last_administrator_stays(office: Office) -> None:
    add(office, "许安", "管理员")
    for words in (["disable", "许安"], ["roles", "许安", "--role", "填报人"]):
        answer = office.run("account", *words, by=BOSS)
        assert (answer.code, "许安是最后一个管理员" in answer.error) == (2, True)
    assert add(office, "严宁", "管理员")
    changed = office.ask("account", "roles", "许安", "--role", "校长", by=BOSS)
    assert changed["roles"] == ["principal"]


def test_sessions_are_listed_and_ended(office: Office, entrance: Entrance) -> None:
    told = add(office, "许安", "填报人")
    token = entrance.sign_in("许安", told, office.now, PHONE, shared=True)
    assert "2026-03-05 12:00" in office.run("account", "sessions", "许安").text
    (listed,) = office.ask("account", "sessions", "许安")
    assert (listed["device"], listed["shared"]) == ("安卓手机", True)
    assert "digest" not in listed
    assert office.ask("account", "sessions", "许安", "--close", by=BOSS)["closed"] == 1
    assert entrance.who(token, office.now) is None


def test_the_access_log_tells_who_came_in_and_what_was_done_about_accounts(
    office: Office, entrance: Entrance
) -> None:
    told = add(office, "许安", "填报人")
    with pytest.raises(SignInRefusedError):
        entrance.sign_in("许安", "wrong-words", office.now, PHONE, shared=False)
    entrance.sign_in("许安", told, office.now, PHONE, shared=False)
    text = office.run("access-log").text
    rows = [line.split()[2:] for line in text.splitlines() if line.startswith(" 2026")]
    assert rows == [
        ["周㛃", "建账号", "许安（填报人）"],
        ["许安", "登录未成", "192.168.1.20", "安卓手机"],
        ["许安", "登录", "192.168.1.20", "安卓手机"],
    ]
    assert "无权" not in text
    assert office.run("audit").text.count("G12") == 0


def test_the_doctor_finds_accounts_of_who_has_left_and_a_damaged_list(office: Office) -> None:
    for person, role in (("许安", "填报人"), ("严宁", "填报人"), ("金检", "检查人员")):
        add(office, person, role)
    left = '{"编号": "P007", "最后一天": "2026-03-04"}'.encode()
    assert office.run("directory", "人员", "-", by=BOSS, stdin=left).code == 0
    told = [line for line in office.run("doctor").text.splitlines() if "网页账号" in line]
    assert told == ["✗ 网页账号：严宁已离岗，账号还在用：taizhang account disable P007"]
    (office.folder / "web" / "accounts.json").write_bytes(b"{")
    assert "✗ 网页账号：web/accounts.json 读不懂：残缺或被改动" in office.run("doctor").text
