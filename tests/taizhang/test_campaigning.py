"""The campaign at a real home: made, added to, revised, signed, filed, closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from checklists.clauses.library import post_clauses
from checklists.surroundings import SHANGHAI
from records.campaigns import Campaign, RosterLine
from records.disk import Disk
from records.enrolment import enrol
from records.lifecycle import state_of
from records.record import Operation, State
from records.scans import ScannedSheet
from taizhang.campaigning import (
    Executed,
    batches_now,
    board_data,
    board_now,
    close_batch,
    ending_now,
    file_away,
    make,
    new_campaign,
    newcomers,
    outstanding,
    plan,
    revise,
    text_of_post,
    to_be_filed,
)
from taizhang.desk import Desk, Visit
from taizhang.errors import CampaignRefusedError
from tests.taizhang.office import CLERK, make_home

MARCH_3 = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
PARTY_B, PARTY_A = "乙方本人", "甲方校长（盖章）"
EXECUTED = Executed(seal=True, seam_seal=True, copies_b=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at nine on 3 March, with two teachers and their class."""
    home = make_home(tmp_path / "home", MARCH_3)
    list_more(home.folder, "person", id="P020", name="王安", posts=["homeroom", "teacher"])
    list_more(home.folder, "person", id="P021", name="尹乐", posts=["teacher"])
    list_more(home.folder, "class", id="301", name="三（1）班", homeroom="王安")
    with Desk.open(home, now=lambda: MARCH_3) as opened:
        yield opened


def list_more(folder: Path, kind: str, **row: object) -> None:
    enrol(folder / "directory", kind, row, by=CLERK, at=MARCH_3, disk=Disk())


def visit(by: str = "P006", minutes: int = 0, request_id: str = "") -> Visit:
    return Visit(by, MARCH_3 + timedelta(minutes=minutes), request_id=request_id)


def made(desk: Desk, **asked: object) -> Campaign:
    campaign = new_campaign(desk, **asked)
    make(desk, visit(), campaign)
    return campaign


def number_of(desk: Desk, batch: str, name: str) -> str:
    return next(one.record.number for one in board_now(desk, batch).letters if one.name == name)


def both_sign(desk: Desk, number: str, minutes: int = 5) -> None:
    party = str(desk.record(number).entry["party_b"]["id"])
    desk.sign_record(visit(party, minutes), number, PARTY_B)
    desk.sign_record(visit("P001", minutes + 1), number, PARTY_A)


# ---- making


def test_a_campaign_is_of_the_term_and_asks_everybody(desk: Desk) -> None:
    campaign = new_campaign(desk)
    assert campaign.batch == "2025-2026学年第二学期安全责任书"
    assert (campaign.issued_on, campaign.valid_from) == (date(2026, 3, 3), date(2026, 3, 2))
    assert campaign.valid_to == date(2026, 8, 31)
    planned = plan(desk, campaign)
    assert [(draft.party, number) for draft, _, number in planned.drafts] == [
        ("副校长", "云小〔2026〕安责-FXZ-001号"),
        ("中层", "云小〔2026〕安责-ZC-001号"),
        ("中层", "云小〔2026〕安责-ZC-002号"),
        ("中层", "云小〔2026〕安责-ZC-003号"),
        ("班主任", "云小〔2026〕安责-BZR-001号"),
        ("任课教师", "云小〔2026〕安责-RKJS-001号"),
        ("食堂从业人员", "云小〔2026〕安责-STCY-001号"),
        ("食堂从业人员", "云小〔2026〕安责-STCY-002号"),
        ("水电工", "云小〔2026〕安责-SDG-001号"),
    ]
    assert planned.late == ()
    assert batches_now(desk) == (), "a plan makes nothing"


def test_all_letters_are_one_line_with_the_numbers_that_were_shown(desk: Desk) -> None:
    campaign = new_campaign(desk)
    shown = [number for _, _, number in plan(desk, campaign).drafts]
    before = desk.ledger_for(visit()).size
    done = make(desk, visit(), campaign)
    letters = [desk.record(one.number) for one in done.receipts]
    assert [one.entry["letter_no"] for one in letters] == shown
    assert desk.ledger_for(visit()).size == before + 1
    assert letters[4].entry["scope"] == "三（1）班"
    assert tuple(letters[4].entry["clauses"]) == post_clauses("班主任")


def test_making_again_makes_none_twice(desk: Desk) -> None:
    campaign = made(desk)
    again = make(desk, visit(minutes=1), campaign)
    assert again.receipts == ()
    assert len(again.skipped) == 9
    assert again.skipped[0][1].startswith("ZRS-20260303-")


def test_a_voided_letter_is_made_again(desk: Desk) -> None:
    campaign = made(desk, parties=("任课教师",))
    number = number_of(desk, campaign.batch, "尹乐")
    desk.void_record(visit(minutes=1), number, "姓名写错")
    again = make(desk, visit(minutes=2), campaign)
    assert [one.number for one in again.receipts] == ["ZRS-20260303-002"]


def test_who_came_later_gets_the_text_of_the_batch(desk: Desk) -> None:
    campaign = made(desk, parties=("任课教师",))
    revise(desk, visit(), campaign.batch, "任课教师", ["改过的一条。"], [], reason="校会修订")
    list_more(desk.home.folder, "person", id="P022", name="穆兰", posts=["teacher"])
    desk.renew(desk.home)
    assert [one.name for one in board_now(desk, campaign.batch).missing] == ["穆兰"]
    done = make(desk, visit(), newcomers(desk, campaign.batch))
    (letter,) = (desk.record(one.number) for one in done.receipts)
    assert (letter.entry["party_b"]["name"], letter.entry["clauses"]) == ("穆兰", ["改过的一条。"])
    assert board_now(desk, campaign.batch).missing == ()


def test_a_sentence_that_may_not_stand_stops_everything_and_says_why(desk: Desk) -> None:
    campaign = new_campaign(desk, special={"任课教师": ("迟到一次罚款50元。",)})
    assert "罚款" in plan(desk, campaign).forbidden[0]
    with pytest.raises(CampaignRefusedError, match=r"“迟到一次罚款50元。”.*学校没有处罚权"):
        make(desk, visit(), campaign)
    assert batches_now(desk) == ()


def test_a_kept_letter_with_such_a_sentence_stays_open(desk: Desk) -> None:
    data = {
        "batch": "旧批次",
        "issued_on": "2026-03-03",
        "party_b": "尹乐",
        "party_type": "任课教师",
        "special": ["迟到一次罚款50元。"],
        "valid_from": "2026-03-03",
        "valid_to": "2026-07-03",
    }
    kept = desk.file_entry(visit(), "safety_responsibility_letter", data, lambda _: b"")
    assert state_of(desk.record(kept.number)) is State.OPEN


def test_a_roster_with_a_wrong_line_makes_nothing(desk: Desk) -> None:
    lines = [RosterLine(2, "尹乐"), RosterLine(3, "无此人")]
    with pytest.raises(CampaignRefusedError, match="第 3 行 无此人：名录里没有这个人"):
        make(desk, visit(), new_campaign(desk), lines)
    assert batches_now(desk) == ()
    done = make(desk, visit(), new_campaign(desk), lines[:1])
    assert len(done.receipts) == 1


def test_who_cannot_be_given_a_letter_is_said_and_the_others_get_theirs(desk: Desk) -> None:
    list_more(desk.home.folder, "person", id="P023", name="无班", posts=["homeroom"])
    desk.renew(desk.home)
    done = make(desk, visit(), new_campaign(desk, parties=("班主任",)))
    assert [one.name for one in done.lacking] == ["无班"]
    assert len(done.receipts) == 1


def test_letters_that_come_late_say_so(desk: Desk) -> None:
    late = MARCH_3 + timedelta(days=40)
    with Desk.open(desk.home, now=lambda: late) as later:
        campaign = new_campaign(later, parties=("任课教师",))
        assert [one.name for one in plan(later, campaign).late] == ["尹乐"]
        done = make(later, Visit("P006", late), campaign, late_reason="名录刚补齐")
        assert later.record(done.receipts[0].number).late_reason == "名录刚补齐"


# ---- revising


def test_a_new_text_is_a_new_version_and_signatures_fall(desk: Desk) -> None:
    campaign = made(desk, parties=("任课教师",))
    number = number_of(desk, campaign.batch, "尹乐")
    both_sign(desk, number)
    clauses, special = text_of_post(desk, campaign.batch, "任课教师")
    assert clauses == post_clauses("任课教师")
    new = [*clauses, "课间候课。"]
    revise(desk, visit(minutes=9), campaign.batch, "任课教师", new, special, reason="校会修订")
    record = desk.record(number)
    assert record.latest.operation is Operation.CORRECT
    assert record.latest.reason == "校会修订"
    assert record.signatures == ()
    assert record.entry["clauses"][-1] == "课间候课。"
    assert record.entry["letter_no"] == record.first.entry["letter_no"]
    (one,) = board_now(desk, campaign.batch).letters
    assert one.again == "第4版改过正文，要重签"


def test_what_was_said_of_the_old_paper_falls_with_it(desk: Desk) -> None:
    campaign = made(desk, parties=("任课教师",))
    number = number_of(desk, campaign.batch, "尹乐")
    file_paper(desk, number)
    revise(desk, visit(minutes=9), campaign.batch, "任课教师", ["一条。"], [], reason="修订")
    record = desk.record(number)
    assert "signed_on" not in record.entry
    assert not record.entry.get("scan")
    assert record.content.stage == "签订"


def test_what_is_agreed_with_one_person_stays(desk: Desk) -> None:
    campaign = new_campaign(desk, parties=("中层",), special={"中层": ("同岗约定。",)})
    lines = [RosterLine(2, "董䶮", special=("只对他。",)), RosterLine(3, "许安")]
    make(desk, visit(), campaign, lines)
    text = text_of_post(desk, campaign.batch, "中层")
    assert text[1] == ("同岗约定。",)
    revise(desk, visit(), campaign.batch, "中层", text[0], ["新约定。"], reason="修订")
    specials = {
        one.name: one.record.entry["special"] for one in board_now(desk, campaign.batch).letters
    }
    assert specials == {"董䶮": ["新约定。", "只对他。"], "许安": ["新约定。"]}


@pytest.mark.parametrize(
    ("party", "clauses", "why"),
    [
        ("任课教师", list(post_clauses("任课教师")), "与原来一样"),
        ("任课教师", [], "不能为空"),
        ("任课教师", ["后果自负。"], "免责条款"),
        ("宿管", ["一条。"], "这一批没有“宿管”的责任书"),
    ],
)
def test_a_text_that_cannot_be_is_refused(
    desk: Desk, party: str, clauses: list[str], why: str
) -> None:
    campaign = made(desk, parties=("任课教师",))
    with pytest.raises(CampaignRefusedError, match=why):
        revise(desk, visit(), campaign.batch, party, clauses, [], reason="修订")


# ---- filing and closing


def file_paper(desk: Desk, number: str) -> None:
    """Its paper comes back signed, is confirmed and filed."""
    record = desk.record(number)
    digest = desk.attachments.put(b"\xff\xd8\xff" + number.encode())
    sheet = ScannedSheet(digest, "p1.jpg", page=1, of=2, copy=1, copies=2, version=1)
    desk.attach_scan(visit(minutes=2), number, [sheet])
    party = str(record.entry["party_b"]["id"])
    desk.sign_record(Visit(party, MARCH_3, "P006"), number, PARTY_B, paper=digest)
    desk.sign_record(Visit("P001", MARCH_3, "P006"), number, PARTY_A, paper=digest)
    batch = str(record.entry["batch"])
    file_away(desk, visit(minutes=4), batch, [number], EXECUTED)


def test_a_paper_that_came_back_is_filed_with_its_sheets(desk: Desk) -> None:
    campaign = made(desk, parties=("任课教师",))
    number = number_of(desk, campaign.batch, "尹乐")
    file_paper(desk, number)
    record = desk.record(number)
    assert state_of(record) is State.SIGNED
    assert record.entry["signed_on"] == "2026-03-03"
    assert (record.entry["pages"], record.entry["seam_seal"]) == (2, True)
    assert record.entry["scan"][0]["sha256"] == record.scans[0].sha256
    assert board_now(desk, campaign.batch).is_closed


def test_a_letter_signed_on_a_screen_is_filed_as_its_pdf(desk: Desk) -> None:
    campaign = made(desk, parties=("任课教师",))
    number = number_of(desk, campaign.batch, "尹乐")
    both_sign(desk, number)
    with pytest.raises(CampaignRefusedError, match="没有扫描件"):
        file_away(desk, visit(minutes=8), campaign.batch, [number], EXECUTED)
    executed = replace(EXECUTED, electronic={number: b"%PDF-1.7 made"})
    done = file_away(desk, visit(minutes=8), campaign.batch, [number], executed)
    assert [one.number for one in done.receipts] == [number]
    assert state_of(desk.record(number)) is State.SIGNED


@pytest.mark.parametrize(
    ("executed", "why"),
    [
        (replace(EXECUTED, seal=False), "没有确认甲方盖章"),
        (replace(EXECUTED, copies_b=False), "没有确认乙方留存一份"),
    ],
)
def test_nothing_is_filed_that_nobody_vouches_for(desk: Desk, executed: Executed, why: str) -> None:
    campaign = made(desk, parties=("任课教师",))
    number = number_of(desk, campaign.batch, "尹乐")
    both_sign(desk, number)
    vouched = replace(executed, electronic={number: b"%PDF-1.7 made"})
    with pytest.raises(CampaignRefusedError, match=why):
        file_away(desk, visit(minutes=8), campaign.batch, [number], vouched)


def test_what_cannot_be_filed_stops_none_of_the_others(desk: Desk) -> None:
    campaign = made(desk, parties=("班主任", "任课教师"))
    mine, other = (number_of(desk, campaign.batch, one) for one in ("尹乐", "王安"))
    both_sign(desk, mine)
    executed = replace(EXECUTED, electronic={mine: b"%PDF-1.7 made"})
    done = file_away(desk, visit(minutes=8), campaign.batch, [mine, other], executed)
    assert [one.number for one in done.receipts] == [mine]
    assert [(one.name, why) for one, why in done.waiting] == [("王安", "乙方还没有签")]


def test_a_batch_is_closed_only_when_everybody_has_signed(desk: Desk) -> None:
    campaign = made(desk, parties=("班主任", "任课教师"))
    mine = number_of(desk, campaign.batch, "尹乐")
    both_sign(desk, mine)
    told = r"签订率 50.0%.*截至2026年3月3日还没有签的 1 人：\n  班主任 王安"
    with pytest.raises(CampaignRefusedError, match=told):
        close_batch(desk, visit(minutes=9), campaign.batch, EXECUTED)
    other = number_of(desk, campaign.batch, "王安")
    both_sign(desk, other, minutes=10)
    ready = {one.record.number for one in to_be_filed(board_now(desk, campaign.batch))}
    assert ready == {mine, other}
    executed = replace(EXECUTED, electronic=dict.fromkeys(ready, b"%PDF-1.7 made"))
    close_batch(desk, visit(minutes=12), campaign.batch, executed)
    board = board_now(desk, campaign.batch)
    assert board.is_closed
    assert list(outstanding(board)) == []


def test_a_board_is_data_too(desk: Desk) -> None:
    campaign = made(desk, parties=("任课教师",))
    data = board_data(board_now(desk, campaign.batch))
    assert data["total"]["asked"] == 1
    assert data["letters"][0]["progress"] == "已生成"
    assert data["letters"][0]["due"].startswith("2026-03-16")


def test_a_batch_that_is_not_there_names_those_that_are(desk: Desk) -> None:
    made(desk, parties=("任课教师",))
    with pytest.raises(CampaignRefusedError, match="本学期的批次：2025-2026学年第二学期安全责任书"):
        board_now(desk, "去年的")


@pytest.mark.parametrize(("day", "found"), [(15, 0), (16, 1)])
def test_the_next_one_is_due_before_the_end(desk: Desk, day: int, found: int) -> None:
    made(desk, parties=("任课教师",))
    at = datetime(2026, 8, day, 9, 0, tzinfo=SHANGHAI)
    with Desk.open(desk.home, now=lambda: at) as then:
        assert len(ending_now(then)) == found
