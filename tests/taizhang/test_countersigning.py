"""Signatures in ink are entered when a person has looked at each of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from checklists.surroundings import SHANGHAI
from records.digest import digest
from records.disk import Disk
from records.enrolment import enrol
from records.lifecycle import state_of
from records.record import State
from records.refusals import UnknownPersonError
from records.scans import ScannedSheet
from taizhang.countersigning import (
    Candidate,
    Tick,
    candidates,
    countersign,
    owed_signatures,
)
from taizhang.desk import Desk, Visit
from taizhang.paperwork import prints_of
from taizhang.tray import Place, Tray, TrayPage, assign
from tests.taizhang.office import CLERK as CLERK_PERSON
from tests.taizhang.office import make_home
from tests.taizhang.printed import HEAD, PARTY, letter, printed

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
CLERK = Visit("P003", NOON, channel="web")
SIGNED = {"signed_on": "2026-03-04", "copies_b": True, "seal": True, "seam_seal": True}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(make_home(tmp_path, NOON), now=lambda: NOON) as opened:
        yield opened


def returned(desk: Desk, number: str, *inked: str, version: int = 1) -> tuple[str, str]:
    """The two pages of a letter come back; answers with their digests."""
    names = [desk.attachments.put(f"{number} {version} {n}".encode()) for n in (1, 2)]
    sheets = [
        ScannedSheet(name, f"扫描.pdf 第{page}页", page=page, of=2, copy=1, version=version)
        for page, name in enumerate(names, 1)
    ]
    desk.attach_scan(CLERK, number, [sheets[0], replace(sheets[1], inked=inked)])
    return names[0], names[1]


def issued(desk: Desk, party: str = "许安") -> str:
    """A letter that was printed."""
    number = letter(desk, party, NOON)
    printed(desk, [number], NOON)
    return number


def looked_at(desk: Desk) -> list[Candidate]:
    return list(candidates(desk, prints_of(desk)))


def ticks(one: Candidate, *roles: str) -> list[Tick]:
    return [Tick(two.role, two.signers[0].id, two.sheet) for two in one.places if two.role in roles]


def enter(desk: Desk, one: Candidate, *roles: str, **facts: Any) -> tuple[tuple[str, ...], str]:
    done = countersign(desk, CLERK, one.number, ticks(one, *roles), {**SIGNED, **facts})
    return done.signed, done.refused


def test_places_are_shown_with_their_sheet_and_whose_they_are(desk: Desk) -> None:
    number = issued(desk)
    assert looked_at(desk) == [], "nothing came back yet"
    _, second = returned(desk, number, PARTY)
    (one,) = looked_at(desk)
    told = [(two.role, two.signers[0].name, two.sheet, two.inked) for two in one.places]
    assert told == [(PARTY, "许安", second, True), (HEAD, "周㛃", second, False)]
    assert [two.place.page for two in one.places if two.place] == [2, 2]
    assert [column.name for column in one.asked] == ["signed_on", "copies_b", "seal", "seam_seal"]
    assert not one.is_inked


def test_confirmed_signatures_finish_the_letter(desk: Desk) -> None:
    number = issued(desk)
    first, second = returned(desk, number, PARTY, HEAD)
    (one,) = looked_at(desk)
    assert enter(desk, one, PARTY, HEAD) == ((PARTY, HEAD), "")
    record = desk.record(number)
    assert state_of(record) is State.SIGNED
    assert [(two.role, two.by.name, two.paper) for two in record.signatures] == [
        (PARTY, "许安", second),
        (HEAD, "周㛃", second),
    ]
    assert {two.typed_by.name for two in record.versions[-2:] if two.typed_by} == {"董䶮"}
    assert record.entry["pages"] == 2
    assert [scan["sha256"] for scan in record.entry["scan"]] == [first, second]
    assert looked_at(desk) == []


def test_only_what_was_ticked_is_entered(desk: Desk) -> None:
    number = issued(desk)
    returned(desk, number, PARTY)
    (one,) = looked_at(desk)
    assert enter(desk, one, PARTY) == ((PARTY,), "")
    assert [two.role for two in desk.record(number).signatures] == [PARTY]
    (left,) = looked_at(desk)
    assert [two.role for two in left.places] == [HEAD]
    assert left.asked == ()


def test_a_letter_without_its_date_is_asked_for_it_until_it_is_there(desk: Desk) -> None:
    number = issued(desk)
    returned(desk, number, PARTY, HEAD)
    (one,) = looked_at(desk)
    assert enter(desk, one, PARTY, HEAD, signed_on="") == ((PARTY, HEAD), "")
    (left,) = looked_at(desk)
    assert (left.places, [column.name for column in left.asked]) == ((), ["signed_on"])
    enter(desk, left)
    assert state_of(desk.record(number)) is State.SIGNED
    assert looked_at(desk) == []


def test_a_letter_that_is_put_right_on_paper_only_says_why_it_cannot_be_entered(
    desk: Desk,
) -> None:
    returned(desk, issued(desk), PARTY)
    (one,) = looked_at(desk)
    signed, refused = enter(desk, one, PARTY, signed_on="2026-02-01")
    assert signed == ()
    assert "签订日期" in refused
    assert desk.record(one.number).signatures == ()


def test_ticks_alone_enter_signatures_and_leave_the_rest_open(desk: Desk) -> None:
    number = issued(desk)
    returned(desk, number, PARTY, HEAD)
    (one,) = looked_at(desk)
    done = countersign(desk, CLERK, number, ticks(one, PARTY, HEAD), {})
    assert (done.signed, done.refused) == ((PARTY, HEAD), "")
    assert "scan" not in desk.record(number).entry or not desk.record(number).entry["scan"]


def test_what_blocks_a_letter_is_asked_for_again(desk: Desk) -> None:
    number = issued(desk)
    returned(desk, number, PARTY, HEAD)
    (one,) = looked_at(desk)
    signed, refused = enter(desk, one, PARTY, HEAD, seam_seal=False)
    assert (signed, "骑缝章" in refused) == ((), True)
    (left,) = looked_at(desk)
    assert [column.name for column in left.asked] == ["seam_seal"]
    assert enter(desk, left, PARTY, HEAD) == ((PARTY, HEAD), "")


def test_confirming_twice_enters_nothing_twice(desk: Desk) -> None:
    returned(desk, issued(desk), PARTY, HEAD)
    (one,) = looked_at(desk)
    enter(desk, one, PARTY, HEAD)
    lines = desk.ledger_for(CLERK).size
    assert enter(desk, one, PARTY, HEAD) == ((), "")
    assert desk.ledger_for(CLERK).size == lines


def test_ink_under_an_older_text_is_not_offered(desk: Desk) -> None:
    number = issued(desk)
    returned(desk, number, PARTY, HEAD)
    desk.correct_record(CLERK, number, {"scope": "总务处"}, "补写", lambda _: b"")
    assert looked_at(desk) == []
    printed(desk, [number], NOON)
    _, second = returned(desk, number, PARTY, version=3)
    (one,) = looked_at(desk)
    assert one.places[0].sheet == second


def test_somebody_else_cannot_be_given_as_the_signer(desk: Desk) -> None:
    returned(desk, issued(desk), PARTY, HEAD)
    (one,) = looked_at(desk)
    wrong = [replace(two, signer="P004") for two in ticks(one, PARTY)]
    done = countersign(desk, CLERK, one.number, wrong, SIGNED)
    assert (done.signed, "应由许安签" in done.refused) == ((), True)


def test_a_place_that_is_not_there_is_refused(desk: Desk) -> None:
    _, second = returned(desk, issued(desk), PARTY)
    (one,) = looked_at(desk)
    done = countersign(desk, CLERK, one.number, [Tick("见证人", "P001", second)], SIGNED)
    assert "没有签字处“见证人”" in done.refused


def test_a_page_put_by_hand_is_offered_with_nothing_found_on_it(desk: Desk) -> None:
    number, tray, picture = letter(desk, "许安", NOON), Tray(desk.home.folder), b"by hand"
    key = digest(picture)
    tray.put(TrayPage(sha256=key, name="手机.jpg", why="没有码", at=NOON, by="许安"), picture)
    assign(desk, CLERK, tray, key, Place(number, version=1, page=2, copy=1))
    (one,) = looked_at(desk)
    assert [(two.sheet, two.place, two.inked) for two in one.places] == [(key, None, False)] * 2
    assert enter(desk, one, PARTY, HEAD) == ((PARTY, HEAD), "")


def test_missing_signatures_are_told_with_what_to_do(desk: Desk) -> None:
    out, bare, inked, old = (issued(desk, one) for one in ("许安", "董䶮", "沈玥", "贺珺"))
    returned(desk, bare)
    returned(desk, inked, PARTY)
    desk.correct_record(CLERK, old, {"scope": "食堂"}, "补写", lambda _: b"")
    told = [(one.number, one.role, one.why) for one in owed_signatures(desk, prints_of(desk))]
    assert told == [
        (out, PARTY, "未交回"),
        (out, HEAD, "未交回"),
        (bare, PARTY, "交回了，没有签"),
        (bare, HEAD, "交回了，没有签"),
        (inked, PARTY, "有笔迹，待核对"),
        (inked, HEAD, "交回了，没有签"),
        (old, PARTY, "内容改过，要重新打印、重签"),
        (old, HEAD, "内容改过，要重新打印、重签"),
    ]
    desk.void_record(CLERK, out, "重复")
    assert next(owed_signatures(desk, prints_of(desk))).number == bare
    assert list(owed_signatures(desk, prints_of(desk), "daily_patrol")) == []


@pytest.mark.parametrize(
    ("party", "kind"), [("恒安建筑有限公司", "施工单位"), ("三（2）班家长（J001）", "家长")]
)
def test_a_firm_and_a_family_sign_in_ink_though_no_list_of_people_knows_them(
    desk: Desk, party: str, kind: str
) -> None:
    number = letter(desk, party, NOON, party_type=kind, issued_on="2026-03-05")
    printed(desk, [number], NOON)
    returned(desk, number, PARTY, HEAD)
    (one,) = looked_at(desk)
    assert enter(desk, one, PARTY, HEAD, signed_on="2026-03-05") == ((PARTY, HEAD), "")
    first = desk.record(number).signatures[0]
    assert (first.role, first.by.name) == (PARTY, party)


def test_who_signed_in_ink_and_left_since_is_entered_all_the_same(desk: Desk) -> None:
    number = issued(desk)
    returned(desk, number, PARTY)
    gone = {"id": "P006", "name": "许安", "posts": ["safety_officer"], "until": NOON.date()}
    enrol(desk.home.folder / "directory", "person", gone, by=CLERK_PERSON, at=NOON, disk=Disk())
    later = replace(CLERK, at=NOON + timedelta(days=1))
    with Desk.open(desk.home, now=lambda: later.at) as tomorrow:
        (one,) = candidates(tomorrow, prints_of(tomorrow))
        done = countersign(tomorrow, later, number, ticks(one, PARTY), SIGNED)
    assert (done.signed, done.refused) == ((PARTY,), "")


def test_nobody_signs_on_a_screen_for_whom_no_list_knows(desk: Desk) -> None:
    number = letter(desk, "恒安建筑有限公司", NOON, party_type="施工单位")
    with pytest.raises(UnknownPersonError):
        desk.sign_record(Visit("恒安建筑有限公司", NOON), number, PARTY)
