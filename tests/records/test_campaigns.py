"""Campaigns: who is asked to sign what, and how a batch stands."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from records.campaigns import (
    REGISTER,
    Board,
    Campaign,
    Facts,
    LetterDraft,
    Progress,
    RosterLine,
    batches,
    board_of,
    campaign_like,
    drafts_of,
    drafts_of_roster,
    ending,
    forbidden_in,
    is_signed,
    letters_of,
)
from records.directory import Directory
from records.items import ITEMS, Item
from records.prints import Print
from records.record import Operation, Record, Version
from records.scans import ScannedSheet
from tests.records.made_records import WANG, on, record, voided

BATCH = "2025-2026学年第二学期安全责任书"
MARCH_3, END = date(2026, 3, 3), date(2026, 8, 31)
ASKED = Campaign(BATCH, MARCH_3, date(2026, 3, 2), END)
MARCH_10 = on("2026-03-10")
SCAN = {"sha256": "c" * 64, "name": "c.pdf", "media_type": "application/pdf"}
SIGNED: dict[str, Any] = {
    "signed_on": "2026-03-06",
    "copies_b": True,
    "seal": True,
    "scan": [SCAN],
}
PARTY_B, PARTY_A = "乙方本人", "甲方校长（盖章）"


def item(kind: str, key: str, name: str, **facts: Any) -> Item:
    return ITEMS[kind].model_validate({"id": key, "name": name, **facts})


def lists(*more: Item, **people: str) -> Directory:
    """People by name and posts, whose ids are numbered, and whatever else is listed."""
    staff = [
        item("person", f"p{number}", name, posts=posts.split())
        for number, (name, posts) in enumerate(people.items(), 1)
    ]
    kinds: dict[str, dict[str, Item]] = {}
    for one in (*staff, *more):
        kinds.setdefault(one.kind, {})[one.id] = one
    return Directory(kinds, MARCH_3)


def said(drafts: tuple[LetterDraft, ...]) -> list[tuple[str, str, str]]:
    return [(one.name, one.party, one.scope) for one in drafts]


# ---- from the lists


def test_everybody_with_a_post_is_asked_as_what_they_are() -> None:
    here = lists(
        item("class", "301", "三（1）班", homeroom="王安"),
        item("lesson", "C1", "数学", class_="三（1）班", teacher="p3", weekday=1, period=1),
        item("lesson", "C2", "数学", class_="三（2）班", teacher="p3", weekday=2, period=1),
        item("area", "Q1", "前院", owner="孟桂花"),
        沈霁="principal",
        王安="homeroom teacher",
        尹乐="teacher",
        牛铁生="electrician gardener",
        孟桂花="cleaner",
        卓然="science_teacher teacher",
    )
    assert said(drafts_of(ASKED, here)) == [
        ("王安", "班主任", "三（1）班"),
        ("尹乐", "任课教师", "数学"),
        ("卓然", "实验教师", ""),
        ("牛铁生", "水电工", ""),
        ("孟桂花", "保洁绿化", "前院"),
    ]


def test_a_homeroom_teacher_without_a_class_is_told_and_not_invented() -> None:
    (draft,) = drafts_of(ASKED, lists(王安="homeroom"))
    assert draft.lacking == "班级名录里没有写是哪个班的班主任"
    assert draft.scope == ""


def test_somebody_of_several_posts_signs_for_each_only_where_that_is_asked() -> None:
    here = lists(item("class", "301", "三（1）班", homeroom="王安"), 王安="homeroom teacher")
    assert [one.party for one in drafts_of(ASKED, here)] == ["班主任"]
    each = replace(ASKED, every_post=True)
    assert [one.party for one in drafts_of(each, here)] == ["班主任", "任课教师"]


def test_posts_without_clauses_of_their_own_are_told() -> None:
    accountant, caregiver = drafts_of(ASKED, lists(江秋="accountant", 池荷="caregiver"))
    assert (accountant.party, accountant.remark) == ("中层", "会计没有专门的条款，按中层起草")
    assert (caregiver.party, caregiver.remark) == (
        "任课教师",
        "保育员没有专门的条款，按任课教师起草",
    )
    assert not accountant.lacking


def test_who_is_not_in_service_on_the_day_is_not_asked() -> None:
    here = lists(
        item("person", "p8", "已离", posts=["teacher"], until=date(2026, 3, 2)),
        item("person", "p9", "未到", posts=["teacher"], since=date(2026, 3, 4)),
        尹乐="teacher",
    )
    assert [one.name for one in drafts_of(ASKED, here)] == ["尹乐"]


def test_only_the_posts_that_are_wanted_are_asked() -> None:
    here = lists(尹乐="teacher", 牛铁生="electrician")
    wanted = replace(ASKED, parties=("水电工",))
    assert [one.name for one in drafts_of(wanted, here)] == ["牛铁生"]


def test_firms_suppliers_and_families_are_groups_of_their_own() -> None:
    here = lists(
        item("worker", "W1", "甲", firm="青禾建筑公司"),
        item("worker", "W2", "乙", firm="青禾建筑公司"),
        item("worker", "W3", "丙"),
        item("supplier", "G1", "云溪服装厂"),
        item("student", "X1", "小禾", class_="三（1）班"),
        item("guardian", "J1", "禾父", child="X1"),
        尹乐="teacher",
    )
    outside = replace(ASKED, sources=("worker", "supplier", "guardian"))
    found = drafts_of(outside, here)
    assert said(found) == [
        ("青禾建筑公司", "施工单位", ""),
        ("云溪服装厂", "承租承包方", ""),
        ("三（1）班家长（J1）", "家长", "三（1）班"),
    ]
    assert "禾父" not in str(found), "no name of a family stands in a letter"


def test_a_contractor_signs_one_letter_even_where_each_post_does() -> None:
    each = replace(ASKED, every_post=True)
    assert [one.party for one in drafts_of(each, lists(田守信="contractor"))] == ["施工单位"]


# ---- from a roster


def test_a_roster_says_who_and_the_lists_say_the_rest() -> None:
    here = lists(
        item("class", "301", "三（1）班", homeroom="王安"), 王安="homeroom", 尹乐="teacher"
    )
    lines = [
        RosterLine(2, "王安", copies=3),
        RosterLine(3, "尹乐", "任课教师", "数学", ("兼管图书角。",)),
        RosterLine(4, "青禾建筑公司", "施工单位"),
    ]
    first, second, third = drafts_of_roster(ASKED, lines, here)
    assert (first.id, first.party, first.scope, first.copies) == ("p1", "班主任", "三（1）班", 3)
    assert (second.scope, second.special) == ("数学", ("兼管图书角。",))
    assert (third.id, third.lacking) == ("青禾建筑公司", "")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (RosterLine(2, "无此人"), "名录里没有这个人"),
        (RosterLine(2, "无此人", "班主任"), "名录里没有这个人，核对姓名，或先登记名录"),
        (RosterLine(2, "尹乐", "校长"), "没有“校长”这个主送类别"),
        (RosterLine(2, "尹乐", "班主任"), "班级名录里没有写是哪个班的班主任"),
        (RosterLine(2, "同名"), "名录里有几个同名的人，改写人员编号"),
        (RosterLine(2, "已离"), "下发那天不在岗"),
    ],
)
def test_a_line_that_cannot_be_followed_says_why(line: RosterLine, why: str) -> None:
    here = lists(
        item("person", "p8", "同名", posts=["teacher"]),
        item("person", "p9", "同名", posts=["teacher"]),
        item("person", "p7", "已离", posts=["teacher"], until=date(2026, 3, 2)),
        尹乐="teacher",
    )
    (draft,) = drafts_of_roster(ASKED, [line], here)
    assert draft.lacking.startswith(why)
    assert draft.row == 2


def test_a_line_twice_and_another_post_than_listed_are_told() -> None:
    lines = [RosterLine(2, "尹乐"), RosterLine(3, "p1"), RosterLine(4, "尹乐", "水电工")]
    first, second, third = drafts_of_roster(ASKED, lines, lists(尹乐="teacher"))
    assert (first.lacking, second.lacking) == ("", "与第 2 行重复")
    assert (third.lacking, third.remark) == ("", "名录里的岗位是任课教师")


# ---- what may not be said


def test_what_may_not_stand_is_told_with_its_sentence_and_why() -> None:
    asked = replace(
        ASKED,
        special={"任课教师": ("迟到一次罚款50元。",)},
        clauses={"任课教师": ("发生事故学校概不负责。",)},
    )
    clause, special = forbidden_in(asked, LetterDraft("p1", "尹乐", "任课教师"))
    assert clause.startswith("任课教师「乙方职责条款」“发生事故学校概不负责。”：免责条款")
    assert "法定责任" in clause
    assert special.startswith("任课教师「特别约定」“迟到一次罚款50元。”：罚款")
    assert forbidden_in(ASKED, LetterDraft("p1", "尹乐", "任课教师")) == ()


# ---- how a batch stands


def letter(name: str, number: int = 1, **changes: Any) -> Record:
    data = {
        "batch": BATCH,
        "issued_on": "2026-03-03",
        "party_b": {"id": name, "name": name},
        "party_type": "任课教师",
        "scope": None,
        "valid_to": "2026-08-31",
        **changes,
    }
    return record(REGISTER, f"ZRS-20260303-{number:03d}", on("2026-03-03"), **data)


def then(one: Record, operation: Operation, day: str = "2026-03-05", **facts: Any) -> Record:
    """The record after one more operation; `entry` are the columns that became others."""
    entry = {**one.entry, **facts.pop("entry", {})}
    version: Version = replace(
        one.content,
        operation=operation,
        version=one.latest.version + 1,
        at=on(day),
        entry=entry,
        **facts,
    )
    return replace(one, versions=(*one.versions, version))


def both_sign(one: Record, paper: str = "") -> Record:
    signers = (PARTY_B, PARTY_A)
    start = replace(one, versions=(replace(one.first, signers=signers), *one.versions[1:]))
    for role in signers:
        start = then(start, Operation.SIGN, role=role, paper=paper, signers=signers)
    return start


def filed(one: Record) -> Record:
    signed = both_sign(one)
    return then(signed, Operation.CONTINUE, entry=SIGNED, is_complete=True, role="")


def printed(one: Record, version: int = 1) -> Print:
    return Print(on("2026-03-04"), WANG, one.number, version, "d", 2, 3)


def board(*letters: Record, now: datetime = MARCH_10, **facts: Any) -> Board:
    here = facts.pop("lists", lists())
    return board_of(BATCH, letters, Facts(here, now, now.date(), **facts))


def test_a_letter_comes_from_made_to_filed() -> None:
    made, paper = letter("甲"), letter("乙", 2)
    found = board(
        made,
        paper,
        both_sign(letter("丙", 3)),
        both_sign(letter("丁", 4), paper="c" * 64),
        filed(letter("戊", 5)),
        prints={paper.number: printed(paper)},
    )
    assert [(one.name, str(one.progress)) for one in found.letters] == [
        ("甲", "已生成"),
        ("乙", "已打印"),
        ("丙", "已在屏幕签"),
        ("丁", "已在纸上签"),
        ("戊", "已归档"),
    ]
    total = found.total
    assert (total.asked, total.signed, total.filed) == (5, 3, 1)
    assert total.rate == 60.0
    assert not found.is_closed
    assert board(filed(made)).is_closed


def test_who_has_not_signed_in_time_is_asked_again_the_latest_first() -> None:
    due = {"甲": on("2026-03-09"), "乙": on("2026-03-06"), "丙": on("2026-03-20")}
    found = board(letter("甲"), letter("乙", 2), letter("丙", 3), due=due)
    assert [(one.name, one.overdue) for one in found.unsigned] == [
        ("乙", True),
        ("甲", True),
        ("丙", False),
    ]
    assert found.total.overdue == 2


def test_without_a_duty_thirty_days_are_left() -> None:
    one = letter("青禾建筑公司", party_type="施工单位")
    assert not board(one, now=on("2026-04-01")).total.overdue
    assert board(one, now=on("2026-04-02")).total.overdue


def test_who_is_given_a_letter_after_its_day_has_two_weeks() -> None:
    due = {"甲": on("2026-03-02")}
    assert not board(letter("甲"), now=on("2026-03-17"), due=due).total.overdue
    assert board(letter("甲"), now=on("2026-03-18"), due=due).total.overdue


def test_who_does_not_agree_sends_it_back_and_that_is_told() -> None:
    back = then(letter("甲"), Operation.RETURN, by=WANG, reason="责任范围写错了")
    (one,) = board(back).letters
    assert one.lacking[0] == "王安退回：责任范围写错了"


def test_a_new_text_has_to_be_signed_and_printed_again() -> None:
    text = {"clauses": ["另写的一条。"]}
    on_screen = then(both_sign(letter("甲")), Operation.CORRECT, entry=text)
    on_paper = letter("乙", 2)
    sheet = ScannedSheet("c" * 64, "p1", version=1)
    scanned = then(on_paper, Operation.SCAN, scans=(sheet,))
    scanned = then(scanned, Operation.CORRECT, entry=text, scans=())
    only_printed = then(letter("丙", 3), Operation.CORRECT, entry=text)
    prints = {one.number: printed(one) for one in (on_paper, only_printed)}
    found = board(on_screen, scanned, only_printed, prints=prints)
    assert [one.again for one in found.letters] == [
        "第4版改过正文，要重签",
        "第3版改过正文，要重签",
        "第2版改过正文，重新打印再签",
    ]
    assert [one.progress for one in found.letters] == [Progress.MADE] * 3
    assert found.total.again == 3


def test_the_day_of_signing_holds_for_the_text_it_was_put_under() -> None:
    written = letter("甲", **SIGNED)
    assert is_signed(written)
    assert is_signed(then(written, Operation.CORRECT, entry={"seal": False}))
    assert not is_signed(then(written, Operation.CORRECT, entry={"clauses": ["另写。"]}))
    assert not is_signed(letter("甲"))


def test_who_changed_posts_signs_again() -> None:
    moved = both_sign(letter("p1"))
    (one,) = board(moved, lists=lists(尹乐="electrician")).letters
    assert one.again == "岗位已变动，按新岗位重签"
    (same,) = board(moved, lists=lists(尹乐="teacher")).letters
    assert same.again == ""


def test_who_left_is_not_asked_any_more() -> None:
    gone = item("person", "p9", "已离", posts=["teacher"], until=date(2026, 3, 8))
    found = board(letter("p9"), lists=lists(gone))
    assert found.letters[0].gone
    assert (found.total.asked, found.unsigned) == (0, ())


def test_who_came_later_has_no_letter_yet() -> None:
    here = lists(尹乐="teacher", 穆兰="teacher", 牛铁生="electrician")
    found = board(both_sign(letter("p1")), lists=here)
    assert [one.name for one in found.missing] == ["穆兰"], "only posts of the batch are asked"
    assert (found.total.asked, found.total.signed) == (2, 1)


def test_a_voided_letter_is_none_and_the_last_of_several_counts() -> None:
    first, second = letter("甲"), letter("甲", 2)
    assert letters_of([first, voided(second)], BATCH) == (first,)
    assert letters_of([first, second], BATCH) == (second,)
    assert batches([first, letter("乙", 3, batch="另一批")]) == ("另一批", BATCH)


def test_what_came_back_and_was_not_confirmed_is_told() -> None:
    sheet = ScannedSheet("c" * 64, "p2", version=1, inked=(PARTY_B,))
    (one,) = board(then(letter("甲"), Operation.SCAN, scans=(sheet,))).letters
    assert one.lacking == ("扫描件已回，乙方签名待确认",)
    bare = replace(sheet, inked=())
    (two,) = board(then(letter("甲"), Operation.SCAN, scans=(bare,))).letters
    assert two.lacking == ("扫描件已回，没有看到乙方签名",)


def test_a_forbidden_sentence_in_a_kept_letter_is_told() -> None:
    (one,) = board(letter("甲", special=["迟到一次罚款50元。"])).letters
    assert any("罚款" in text for text in one.lacking)


# ---- the same again


def test_a_batch_is_asked_again_with_its_own_text_and_end() -> None:
    same, more = "同岗约定。", "只对甲。"
    kept = [
        letter("甲", clauses=["改过的一条。"], special=[same, more], copies=3),
        letter("乙", 2, clauses=["改过的一条。"], special=[same], copies=3),
    ]
    again = campaign_like(BATCH, kept, date(2026, 4, 13))
    assert (again.issued_on, again.valid_from, again.valid_to) == (
        date(2026, 4, 13),
        date(2026, 4, 13),
        END,
    )
    assert again.copies == 3
    assert again.parties == ("任课教师",)
    assert again.clauses["任课教师"] == ("改过的一条。",)
    assert again.special["任课教师"] == (same,)


@pytest.mark.parametrize(("left", "found"), [(16, 0), (15, 1), (-1, 1)])
def test_fifteen_days_before_the_end_the_next_one_is_due(left: int, found: int) -> None:
    assert len(ending([letter("甲")], END - timedelta(days=left))) == found


def test_a_letter_that_another_one_follows_is_over_in_peace() -> None:
    follows = letter("甲", 2, batch="下一批", valid_from="2026-08-31", valid_to="2027-01-31")
    assert ending([letter("甲"), follows], END) == ()
    assert len(ending([letter("甲"), letter("乙", 3)], END)) == 2


def test_a_draft_becomes_the_content_of_a_letter() -> None:
    draft = LetterDraft("p1", "尹乐", "任课教师", "数学", ("兼管图书角。",), 3)
    asked = replace(ASKED, special={"任课教师": ("同岗约定。",)})
    data = draft.data(asked)
    assert data["party_b"] == {"id": "p1", "name": "尹乐"}
    assert (data["copies"], data["special"]) == (3, ["同岗约定。", "兼管图书角。"])
    assert "clauses" not in data, "the library's text is taken over by the register itself"
