"""Coming in and going out, what ends it, and what the access log says of it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from records.access import AccessLog
from records.disk import Disk
from records.errors import NotWrittenError
from taizhang.accounts.administering import Administration
from taizhang.accounts.entering import NOT_LET_IN, Caller, Entrance
from taizhang.accounts.roles import Role
from taizhang.errors import (
    LinkRefusedError,
    PasswordRefusedError,
    SignInRefusedError,
    TooManyTriesError,
)
from tests.taizhang.doorway import (
    CHEAP,
    DAY,
    FOUNDER,
    HOUR,
    NOON,
    OFFICE_PC,
    OWN_WORDS,
    PHONE,
    SCHOOL,
)

TERM = "2025-2026-2"
WRONG = "wrong-words"


@pytest.fixture
def entrance(tmp_path: Path) -> Entrance:
    return Entrance(tmp_path, hashing=CHEAP)


@pytest.fixture
def office(entrance: Entrance) -> Administration:
    return Administration(entrance, FOUNDER, NOON, OFFICE_PC)


@pytest.fixture
def told(office: Administration) -> str:
    """One-time password of 许安."""
    return office.add("P006", "许安", [Role.STAFF])[1]


def sign_in(entrance: Entrance, password: str, at: datetime = NOON, login: str = "许安") -> str:
    return entrance.sign_in(login, password, at, PHONE, shared=False)


def noted(entrance: Entrance) -> list[tuple[str, str, str]]:
    """Who, how and about what, as the log has it."""
    return [(one.by.name, one.how, one.what) for one in entrance.log.entries()]


def test_who_signs_in_is_known_by_the_token_until_signing_out(
    entrance: Entrance, told: str
) -> None:
    token = sign_in(entrance, told)
    admission = entrance.who(token, NOON + HOUR)
    assert admission is not None
    assert (admission.person.id, admission.person.name) == ("P006", "许安")
    assert (set(admission.roles), admission.must_change) == ({Role.STAFF}, True)
    assert admission.form_token
    entrance.sign_out(token, NOON + HOUR, PHONE)
    assert entrance.who(token, NOON + HOUR) is None
    entrance.sign_out(token, NOON + HOUR, PHONE)
    assert noted(entrance)[1:] == [("许安", "登录", ""), ("许安", "退出", "")]
    assert [one.place for one in entrance.log.entries()][1:] == ["192.168.1.20 安卓手机"] * 2


def test_unknown_disabled_and_wrong_are_told_in_the_same_words(
    entrance: Entrance, office: Administration, told: str
) -> None:
    right = office.add("P007", "严宁", [Role.STAFF])[1]
    office.disable("P007")
    for login, password in (("许安", WRONG), ("查无此人", told), ("严宁", right)):
        with pytest.raises(SignInRefusedError) as refused:
            sign_in(entrance, password, login=login)
        assert str(refused.value) == NOT_LET_IN


def test_of_a_failure_the_log_says_who_was_meant_and_nothing_that_was_typed(
    entrance: Entrance, told: str, tmp_path: Path
) -> None:
    for login, password in (("许安", WRONG), ("my-secret-words", "许安")):
        with pytest.raises(SignInRefusedError):
            sign_in(entrance, password, login=login)
    assert noted(entrance)[1:] == [("许安", "登录未成", ""), ("（不认识的人）", "登录未成", "")]
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (WRONG, "my-secret-words", told):
        assert secret.encode() not in everything


def test_who_is_told_to_wait_is_not_looked_at_and_not_noted(entrance: Entrance, told: str) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefusedError):
            sign_in(entrance, WRONG)
    for password in (WRONG, told):
        with pytest.raises(TooManyTriesError, match="请过 30 秒再试"):
            sign_in(entrance, password)
    assert len(noted(entrance)) == 6
    assert sign_in(entrance, told, NOON + timedelta(seconds=30))


def test_a_new_password_ends_all_other_sessions_and_goes_on_here(
    entrance: Entrance, told: str
) -> None:
    elsewhere, here = sign_in(entrance, told), sign_in(entrance, told)
    token = entrance.change_password(here, told, OWN_WORDS, NOON, PHONE, school=SCHOOL)
    assert entrance.who(elsewhere, NOON) is None
    assert entrance.who(here, NOON) is None
    admission = entrance.who(token, NOON)
    assert admission is not None
    assert not admission.must_change
    assert noted(entrance)[-1] == ("许安", "改口令", "")
    with pytest.raises(SignInRefusedError):
        sign_in(entrance, told)
    assert sign_in(entrance, OWN_WORDS)


def test_a_password_is_not_changed_without_the_old_one_nor_to_a_bad_one(
    entrance: Entrance, told: str
) -> None:
    token = sign_in(entrance, told)
    with pytest.raises(SignInRefusedError, match=NOT_LET_IN):
        entrance.change_password(token, WRONG, OWN_WORDS, NOON, PHONE, school=SCHOOL)
    assert noted(entrance)[-1] == ("许安", "登录未成", "")
    with pytest.raises(PasswordRefusedError, match="校名"):
        entrance.change_password(token, told, f"{SCHOOL}99", NOON, PHONE, school=SCHOOL)
    with pytest.raises(SignInRefusedError, match="没有登录"):
        entrance.change_password("", told, OWN_WORDS, NOON, PHONE, school=SCHOOL)
    assert entrance.who(token, NOON)


def test_a_password_confirms_who_it_is_without_another_session(
    entrance: Entrance, told: str
) -> None:
    assert entrance.confirm("P006", told, NOON, PHONE).name == "许安"
    for _ in range(5):
        with pytest.raises(SignInRefusedError):
            entrance.confirm("P006", WRONG, NOON, PHONE)
    with pytest.raises(TooManyTriesError):
        entrance.confirm("P006", told, NOON, PHONE)
    assert entrance.sessions.listed("P006", NOON) == ()
    assert noted(entrance)[1:] == [("许安", "登录未成", "")] * 5


@pytest.mark.parametrize("act", ["reset", "disable", "close_sessions"])
def test_what_an_administrator_does_ends_sessions_at_once(
    entrance: Entrance, office: Administration, told: str, act: str
) -> None:
    token = sign_in(entrance, told)
    getattr(office, act)("P006")
    assert entrance.who(token, NOON) is None
    assert entrance.sessions.listed("P006", NOON) == ()


def test_a_session_opened_with_a_password_that_was_just_reset_is_none(
    entrance: Entrance, office: Administration, told: str
) -> None:
    """Verified before the reset, opened after it: the account's epoch has gone on."""
    verified = entrance.accounts.verify("P006", told)
    assert verified is not None
    office.reset("P006")
    token = entrance.sessions.open(verified, NOON, "", shared=False)
    assert entrance.who(token, NOON) is None


def test_sessions_of_before_stay_closed_when_an_account_is_enabled_again(
    entrance: Entrance, office: Administration, told: str
) -> None:
    verified = entrance.accounts.verify("P006", told)
    assert verified is not None
    office.disable("P006")
    token = entrance.sessions.open(verified, NOON, "", shared=False)
    office.enable("P006")
    assert entrance.who(token, NOON) is None


def test_new_roles_count_from_the_next_page_on(
    entrance: Entrance, office: Administration, told: str
) -> None:
    token = sign_in(entrance, told)
    office.set_roles("P006", [Role.REVIEWER, Role.STAFF])
    admission = entrance.who(token, NOON)
    assert admission is not None
    assert admission.roles == {Role.STAFF, Role.REVIEWER}


def test_what_is_done_about_others_is_noted_with_who_did_it(
    entrance: Entrance, office: Administration, told: str
) -> None:
    office.set_roles("P006", [Role.STAFF, Role.REVIEWER])
    office.reset("P006")
    office.disable("P006")
    office.enable("P006")
    office.close_sessions("P006")
    acts = ["建账号", "改角色", "重设口令", "停用账号", "启用账号", "结束登录"]
    whose = ["许安（填报人）", *["许安（填报人、审核人）"] * 5]
    assert noted(entrance) == [("周㛃", *one) for one in zip(acts, whose, strict=True)]


@pytest.fixture
def link(office: Administration) -> tuple[str, str]:
    """Id and token of a link for a week."""
    made, token = office.make_link(TERM, until=NOON + 7 * DAY, note="区教育局")
    return made.id, token


def test_an_inspector_comes_in_by_a_link_and_is_noted(
    entrance: Entrance, link: tuple[str, str]
) -> None:
    key, token = link
    session = entrance.open_link(token, NOON, PHONE)
    admission = entrance.who(session, NOON)
    assert admission is not None
    assert (set(admission.roles), admission.must_change) == ({Role.INSPECTOR}, False)
    assert admission.person.name == "检查人员（区教育局）"
    assert noted(entrance) == [
        ("周㛃", "建检查链接", f"{key} {TERM}"),
        ("检查人员（区教育局）", "打开检查链接", TERM),
    ]
    with pytest.raises(SignInRefusedError, match="没有登录"):
        entrance.change_password(session, "", OWN_WORDS, NOON, PHONE, school=SCHOOL)


def test_whoever_is_in_by_a_link_is_out_when_it_is_revoked_or_over(
    entrance: Entrance, office: Administration, link: tuple[str, str]
) -> None:
    key, token = link
    eve = NOON + 7 * DAY
    late = entrance.open_link(token, eve, PHONE)
    assert entrance.who(late, eve)
    assert entrance.who(late, eve + timedelta(seconds=1)) is None
    session = entrance.open_link(token, NOON, PHONE)
    office.revoke_link(key)
    assert entrance.who(session, NOON) is None
    with pytest.raises(LinkRefusedError):
        entrance.open_link(token, NOON, PHONE)
    assert noted(entrance)[-2:] == [
        ("周㛃", "撤销检查链接", f"{key} {TERM}"),
        ("检查人员（区教育局）", "检查链接失效", TERM),
    ]


def test_a_wrong_link_opens_nothing(entrance: Entrance) -> None:
    with pytest.raises(LinkRefusedError, match="向学校要一个新的"):
        entrance.open_link("x" * 43, NOON, PHONE)


def test_nobody_comes_in_unseen(entrance: Entrance, told: str, tmp_path: Path) -> None:
    log = tmp_path / "access" / "2026.log"
    log.write_bytes(log.read_bytes().replace("周㛃".encode(), "周敏".encode()))
    with pytest.raises(NotWrittenError, match="被改动"):
        sign_in(entrance, told)


def test_a_browser_that_says_strange_things_of_itself_writes_one_short_line(
    entrance: Entrance, told: str
) -> None:
    caller = Caller("192.168.1.20", "x\u202e\n" * 500)
    entrance.sign_in("许安", told, NOON, caller, shared=False)
    *_, last = AccessLog(entrance.log.home, Disk()).entries()
    assert last.place == ("192.168.1.20 " + "x " * 30).strip()
    (session,) = entrance.sessions.listed("P006", NOON)
    assert session.device == "x " * 30
