"""Sessions and inspectors' links: how long they last, and that they can be ended at once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from records.disk import Disk
from taizhang.accounts.accounts import Account
from taizhang.accounts.links import Link, Links
from taizhang.accounts.roles import Role
from taizhang.accounts.sessions import Kind, Sessions, form_token
from taizhang.errors import AccountError, LinkRefusedError
from tests.taizhang.doorway import DAY, FOUNDER, HOUR, MINUTE, NOON

TERM = "2025-2026-2"


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(tmp_path, Disk())


@pytest.fixture
def links(tmp_path: Path) -> Links:
    return Links(tmp_path, Disk())


def owner(person: str = "P006") -> Account:
    return Account(
        person=person,
        name="许安",
        roles=(Role.STAFF,),
        password="-",  # noqa: S106  no hash is looked at here
        created_at=NOON,
        created_by=FOUNDER,
        epoch=3,
    )


def lasts(sessions: Sessions, token: str, *, every: timedelta, until: datetime) -> datetime:
    """When a session that is used now and then was still good for the last time."""
    at = NOON
    while at + every <= until and sessions.find(token, at + every):
        at += every
    return at


def test_a_token_opens_its_session_and_no_other_text_does(sessions: Sessions) -> None:
    token = sessions.open(owner(), NOON, "安卓手机", shared=False)
    session = sessions.find(token, NOON)
    assert session is not None
    assert (session.kind, session.holder, session.epoch) == (Kind.ACCOUNT, "P006", 3)
    assert (session.device, session.opened_at) == ("安卓手机", NOON)
    assert sessions.find(token[:-1], NOON) is None
    assert sessions.find("", NOON) is None
    assert sessions.find(session.digest, NOON) is None


def test_the_file_opens_nothing(sessions: Sessions, tmp_path: Path) -> None:
    token = sessions.open(owner(), NOON, "", shared=False)
    text = (tmp_path / "web" / "sessions.json").read_text("utf-8")
    assert token not in text
    assert form_token(token) not in text


def test_forms_of_two_sessions_carry_different_tokens(sessions: Sessions) -> None:
    one, other = (sessions.open(owner(), NOON, "", shared=False) for _ in range(2))
    assert form_token(one) == form_token(one) != form_token(other)


@pytest.mark.parametrize(
    ("shared", "idle", "whole"), [(False, 14 * DAY, 60 * DAY), (True, 30 * MINUTE, 12 * HOUR)]
)
def test_a_session_ends_when_it_is_not_used_and_in_any_case_some_day(
    sessions: Sessions, shared: bool, idle: timedelta, whole: timedelta
) -> None:
    unused, used = (sessions.open(owner(), NOON, "", shared=shared) for _ in range(2))
    assert lasts(sessions, used, every=whole / 48, until=NOON + 2 * whole) == NOON + whole
    assert sessions.find(unused, NOON + idle + timedelta(seconds=1)) is None
    assert sessions.find(unused, NOON + idle)


def test_last_use_is_written_down_every_five_minutes_only(
    sessions: Sessions, tmp_path: Path
) -> None:
    token = sessions.open(owner(), NOON, "", shared=False)
    file = tmp_path / "web" / "sessions.json"
    before = file.read_bytes()
    sessions.find(token, NOON + 4 * MINUTE)
    assert file.read_bytes() == before
    sessions.find(token, NOON + 5 * MINUTE)
    (session,) = sessions.listed("P006", NOON)
    assert session.seen_at == NOON + 5 * MINUTE


def test_a_session_is_ended_alone_or_with_all_others_of_its_owner(sessions: Sessions) -> None:
    first, second, third = (sessions.open(owner(), NOON, "", shared=False) for _ in range(3))
    other = sessions.open(owner("P007"), NOON, "", shared=False)
    sessions.close(first)
    assert sessions.find(first, NOON) is None
    assert len(sessions.listed("P006", NOON)) == 2
    assert sessions.close_all("P006") == 2
    assert [bool(sessions.find(one, NOON)) for one in (second, third, other)] == [0, 0, 1]


def test_sessions_that_are_over_are_thrown_away_when_somebody_signs_in(
    sessions: Sessions, tmp_path: Path
) -> None:
    for _ in range(3):
        sessions.open(owner(), NOON, "", shared=True)
    sessions.open(owner(), NOON + DAY, "", shared=True)
    assert (tmp_path / "web" / "sessions.json").read_text("utf-8").count('"digest"') == 1
    assert len(sessions.listed("P006", NOON + DAY)) == 1


def test_a_session_by_a_link_is_short_whatever_is_said(sessions: Sessions, links: Links) -> None:
    link, _ = links.make(TERM, by=FOUNDER, at=NOON, until=NOON + 30 * DAY, note="")
    token = sessions.open(link, NOON, "", shared=False)
    session = sessions.find(token, NOON)
    assert session is not None
    assert (session.kind, session.holder) == (Kind.LINK, link.id)
    assert sessions.find(token, NOON + HOUR) is None


def make(links: Links, days: int = 7) -> tuple[Link, str]:
    return links.make(TERM, by=FOUNDER, at=NOON, until=NOON + days * DAY, note="区教育局 检查组")


def test_a_link_opens_until_its_day_and_counts_how_often(links: Links) -> None:
    link, token = make(links)
    links.use(token, NOON + HOUR)
    used = links.use(token, NOON + 7 * DAY)
    assert (used.term, used.uses, used.used_at) == (TERM, 2, NOON + 7 * DAY)
    assert links.get(link.id) == used
    with pytest.raises(LinkRefusedError, match="链接不对、已过期或已撤销"):
        links.use(token, NOON + 7 * DAY + timedelta(seconds=1))
    assert links.get(link.id) == used


def test_a_link_that_was_revoked_opens_nothing_and_stays_so(links: Links) -> None:
    link, token = make(links)
    revoked = links.revoke(link.id, by=FOUNDER, at=NOON + HOUR)
    assert links.revoke(link.id, by=FOUNDER, at=NOON + DAY) == revoked
    assert (revoked.revoked_at, revoked.revoked_by) == (NOON + HOUR, FOUNDER)
    with pytest.raises(LinkRefusedError):
        links.use(token, NOON + HOUR)
    assert links.find(token) == revoked


def test_what_is_no_link_opens_nothing(links: Links, tmp_path: Path) -> None:
    link, token = make(links)
    assert token not in (tmp_path / "web" / "links.json").read_text("utf-8")
    for text in ("", token[:-1], link.digest, link.id):
        with pytest.raises(LinkRefusedError):
            links.use(text, NOON)
    with pytest.raises(AccountError, match="没有编号为“x”的检查链接"):
        links.revoke("x", by=FOUNDER, at=NOON)


def test_a_link_that_would_be_over_at_once_is_not_made(links: Links) -> None:
    with pytest.raises(AccountError, match="截止时间已经过了"):
        make(links, days=0)
    assert links.listed() == ()


def test_links_are_listed_the_newest_first(links: Links) -> None:
    first, second = make(links)[0], make(links)[0]
    assert links.listed() == (second, first)
