"""Consents of whole classes: one slip a pupil, answers as they stand, and how far all is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from checklists.surroundings import SHANGHAI
from records.access import AccessLog
from records.disk import Disk
from taizhang.consenting import (
    DECLINING,
    JOINING,
    Answer,
    Asked,
    Asking,
    answer,
    answers_from,
    ask,
    board_of,
    items_asked,
    items_to_ask,
    read_class,
)
from taizhang.desk import Desk, Visit
from taizhang.errors import ConsentRefusedError, WorkbookError
from taizhang.workbooks import answers_workbook
from tests.taizhang.families import (
    CARE,
    FOUR,
    FREE,
    SERVICE,
    TERM_ITEM,
    THREE,
    Families,
    make_families,
)

THIRD = date(2026, 3, 3)
NEXT_DAY = datetime(2026, 3, 6, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def families(tmp_path: Path) -> Families:
    found = make_families(tmp_path / "home")
    found.put_up()
    return found


@pytest.fixture
def desk(families: Families) -> Iterator[Desk]:
    with families.desk() as opened:
        yield opened


def asked(desk: Desk, families: Families, class_: str = THREE, **changes: Any) -> Asked:
    return ask(desk, families.visit(), replace(TERM_ITEM, **changes), class_)


# ---- asking


def test_every_pupil_with_a_guardian_gets_a_slip(desk: Desk, families: Families) -> None:
    done = asked(desk, families)
    assert done.class_ == THREE
    assert len(done.numbers) == 5
    assert done.alone == ("3006",), "said, and not made"
    entry = desk.record(done.numbers[0]).entry
    assert entry["student"] == {"id": "3001", "name": "三生1"}
    assert entry["parent"] == {"id": "J1", "name": "家长1"}
    assert entry["item"] == {"id": "F01", "name": CARE}
    assert entry["standard"] == SERVICE["standard"]
    assert entry["basis_doc"] == SERVICE["basis_doc"]
    assert entry["service"] == SERVICE["purpose"]
    assert entry["told_on"] == "2026-03-05"
    assert entry["declared"] is True


def test_nothing_is_chosen_for_anybody(desk: Desk, families: Families) -> None:
    for number in asked(desk, families).numbers:
        entry = desk.record(number).entry
        assert not {"choice", "signed_on", "channel", "paid"} & entry.keys()


def test_asking_again_makes_no_slip_twice(desk: Desk, families: Families) -> None:
    first = asked(desk, families)
    again = asked(desk, families)
    assert again == Asked(THREE, (), before=5, alone=("3006",))
    later = asked(desk, families, anyway=True)
    assert (len(later.numbers), later.before) == (1, 5)
    assert desk.record(later.numbers[0]).entry["parent"]["name"] == "家长"
    assert len({*first.numbers, *later.numbers}) == 6


def test_a_class_is_one_line_of_the_journal(desk: Desk, families: Families) -> None:
    before = desk.ledger_for(families.visit()).size
    asked(desk, families)
    assert desk.ledger_for(families.visit()).size == before + 1


def test_another_period_is_another_slip(desk: Desk, families: Families) -> None:
    asked(desk, families)
    june = asked(desk, families, period_from=date(2026, 6, 1))
    assert len(june.numbers) == 5


def test_a_slip_that_was_struck_out_is_made_anew(desk: Desk, families: Families) -> None:
    first = asked(desk, families)
    desk.void_record(families.visit(), first.numbers[0], "学生转走又转回")
    again = asked(desk, families)
    assert len(again.numbers) == 1
    assert again.numbers[0] not in first.numbers


def test_a_child_named_like_another_is_nobody_s_in_particular(
    desk: Desk, families: Families
) -> None:
    done = asked(desk, families, FOUR)
    assert done.alone == ("4001",)
    (number,) = done.numbers
    assert desk.record(number).entry["parent"]["name"] == "同家二", "named by the student number"


@pytest.mark.parametrize(
    ("item", "class_", "words"),
    [
        ("饮水机清洗费", THREE, "禁收项目（饮水）.*家长自愿也不得收"),
        ("校服费", THREE, "“校服费”2026-03-05没有在公示"),
        ("学费、杂费", THREE, "不是自愿选择的项目"),
        (CARE, "九（9）班", "名录里没有班级“九（9）班”"),
        (CARE, "五（1）班", "名录里没有学生"),
    ],
)
def test_families_are_asked_only_for_what_may_be_asked(
    desk: Desk, families: Families, item: str, class_: str, words: str
) -> None:
    with pytest.raises(ConsentRefusedError, match=words):
        asked(desk, families, class_, item=item)
    assert items_asked(desk) == ()


def test_what_is_on_the_board_and_by_choice_may_be_asked(desk: Desk) -> None:
    assert [(one.item, one.basis) for one in items_to_ask(desk)] == [(CARE, SERVICE["basis_doc"])]


# ---- answering


def test_answers_are_taken_as_they_stand_on_the_slips(desk: Desk, families: Families) -> None:
    numbers = asked(desk, families).numbers
    families.now = NEXT_DAY
    day = date(2026, 3, 6)
    answers = [
        Answer(numbers[0], JOINING, day, relation="母亲", phone="13800000001"),
        Answer(numbers[1], DECLINING, day, reason="家中有人照管"),
    ]
    assert [one.refused for one in answer(desk, families.visit(), answers)] == ["", ""]
    joining, declining = (desk.record(one).entry for one in numbers[:2])
    assert (joining["choice"], joining["signed_on"]) == ("自愿参加", "2026-03-06")
    assert (joining["relation"], joining["channel"]) == ("母亲", "纸质签字")
    assert (declining["choice"], declining["reason"]) == ("不参加", "家中有人照管")
    assert "choice" not in desk.record(numbers[2]).entry


def test_what_is_refused_stops_none_of_the_others(desk: Desk, families: Families) -> None:
    numbers = asked(desk, families).numbers
    families.now = NEXT_DAY
    day = date(2026, 3, 6)
    answers = [
        Answer(numbers[0], "", day),
        Answer(numbers[1], JOINING, None),
        Answer(numbers[2], JOINING, THIRD),
        Answer(numbers[3], JOINING, day + timedelta(days=1)),
        Answer(numbers[4], JOINING, day),
        Answer("DSF-20260305-099", JOINING, day),
    ]
    refused = [one.refused for one in answer(desk, families.visit(), answers)]
    for words, said in zip(
        (
            "没有写参加还是不参加",
            "没有家长签字日期",
            "「家长签字日期」：早于告知日期",
            "还没有到",
            "",
            "099",
        ),
        refused,
        strict=True,
    ):
        assert words in said
    assert refused[4] == ""


def test_the_same_answer_sent_twice_is_one(desk: Desk, families: Families) -> None:
    (number, *_) = asked(desk, families).numbers
    families.now = NEXT_DAY
    one = Answer(number, JOINING, date(2026, 3, 6))
    visit = families.visit(request_id="9f0c")
    assert answer(desk, visit, [one]) == answer(desk, visit, [one])
    assert len(desk.record(number).versions) == 2


def test_an_answer_that_stands_is_not_overwritten(desk: Desk, families: Families) -> None:
    (number, *_) = asked(desk, families).numbers
    families.now = NEXT_DAY
    day = date(2026, 3, 6)
    answer(desk, families.visit(), [Answer(number, JOINING, day)])
    (done,) = answer(desk, families.visit(), [Answer(number, DECLINING, day)])
    assert "续填不能改" in done.refused
    stale = replace(Answer(number, JOINING, day), expected_version=1)
    (done,) = answer(desk, families.visit("卢青"), [stale])
    assert done.refused


# ---- how far it is


def answered(desk: Desk, families: Families, *choices: str) -> None:
    """A class that was asked and answered, pupil by pupil; empty is not yet."""
    numbers = asked(desk, families).numbers
    families.now = NEXT_DAY
    day = date(2026, 3, 6)
    given = [Answer(one, said, day) for one, said in zip(numbers, choices, strict=True) if said]
    assert not any(one.refused for one in answer(desk, families.visit(), given))


def test_the_board_counts_class_by_class(desk: Desk, families: Families) -> None:
    answered(desk, families, JOINING, DECLINING, JOINING, "", "")
    three, four, five = board_of(desk, CARE)
    assert (three.class_, three.pupils, three.out, three.back) == (THREE, 6, 5, 3)
    assert (three.joining, three.declining, three.everybody_joins) == (2, 1, False)
    assert three.remarks == ("还有1人没有发", "还有2份没有收回")
    assert (four.class_, four.pupils, four.out) == (FOUR, 2, 0)
    assert (five.pupils, five.remarks) == (0, ())
    assert items_asked(desk) == (CARE,)


def test_a_class_in_which_all_join_is_looked_at_again(desk: Desk, families: Families) -> None:
    answered(desk, families, *[JOINING] * 5)
    (three, *_) = board_of(desk, CARE)
    assert three.everybody_joins
    assert "参加率100%，疑似强制，请抽访家长复核" in three.remarks


def test_who_may_reads_the_class_and_that_is_noted_once(desk: Desk, families: Families) -> None:
    answered(desk, families, JOINING, "", "", "", "")
    reading = read_class(desk, CARE, THREE, by="蒋禾")
    assert reading.hint == ""
    assert (reading.slips[0].pupil, reading.slips[0].parent) == ("三生1（3001）", "家长1（J1）")
    assert (reading.slips[0].choice, reading.slips[0].standing) == ("自愿参加", "待收")
    assert (reading.slips[1].choice, reading.slips[1].standing) == ("", "未答复")
    noted = [one for one in AccessLog(families.folder, Disk()).entries() if one.how == "查看"]
    assert [(one.what, one.allowed) for one in noted] == [(f"自愿确认单：{THREE} {CARE}", True)]


def test_others_see_masks(desk: Desk, families: Families) -> None:
    answered(desk, families, DECLINING, "", "", "", "")
    for reader in ("罗平", ""):
        reading = read_class(desk, CARE, THREE, by=reader)
        assert "个人信息已遮盖" in reading.hint
        assert "三生1" not in reading.slips[0].pupil
        assert "3001" not in reading.slips[0].pupil


# ---- workbooks


def test_answers_come_back_from_a_workbook(desk: Desk, families: Families) -> None:
    numbers = asked(desk, families).numbers
    rows = [
        (numbers[0], "三生1", "参加", "2026-03-06"),
        (numbers[1], "三生2", "未交", ""),
        (numbers[2], "三生3", "", ""),
    ]
    (only,) = answers_from(answers_workbook(rows, "确认单"))
    assert (only.number, only.choice, only.signed_on) == (numbers[0], "参加", date(2026, 3, 6))


def test_a_workbook_with_a_day_nobody_can_read_is_refused() -> None:
    raw = answers_workbook([("DSF-20260305-001", "三生1", "参加", "开学第一天")], "确认单")
    with pytest.raises(WorkbookError, match="“开学第一天”读不懂"):
        answers_from(raw)


def test_a_workbook_without_numbers_is_refused() -> None:
    raw = answers_workbook([("", "三生1", "参加", "2026-03-06")], "确认单")
    with pytest.raises(WorkbookError, match="没有记录编号"):
        answers_from(raw)


def test_an_adjusted_standard_is_what_new_slips_ask_for(desk: Desk, families: Families) -> None:
    families.now = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)
    first = next(iter(desk.ledger_for(Visit("白薇", families.now)).numbers("fee_publicity")))
    families.put_up(
        checked_on="2026-04-01",
        start="2026-04-01",
        charge_from="2026-04-09",
        replaces=first,
        fees=[FREE, {**SERVICE, "standard": "280.00"}],
    )
    (number, *_) = ask(
        desk, families.visit(), Asking(CARE, NEXT_DAY.date(), NEXT_DAY.date()), THREE
    ).numbers
    assert desk.record(number).entry["standard"] == "280.00"
