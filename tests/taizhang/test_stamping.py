"""用印: asked for by one, allowed by a leader, stamped by the custodian, told by the log."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from checklists.surroundings import SHANGHAI
from records.refusals import UnknownRecordError
from taizhang.desk import Desk
from taizhang.errors import SealRefusedError
from taizhang.seal_log import seal_log
from taizhang.stamping import (
    ALLOWED,
    REFUSED,
    USED,
    WAITING,
    Application,
    Applications,
    ask,
    decide,
    lay_out_sealed,
    stamp,
)
from tests.taizhang.office import make_home
from tests.taizhang.sealed import DONG, SEAL, SHEN, XU, ZHOU, give_seal, letter, visit

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(make_home(tmp_path, NOON), now=lambda: NOON) as opened:
        give_seal(opened)
        yield opened


def asked(desk: Desk, *numbers: str, by: str = XU) -> Application:
    return ask(desk, visit(desk, by), numbers, [SEAL], 2, "签订责任书")


def allowed(desk: Desk, *numbers: str) -> Application:
    return decide(desk, visit(desk, ZHOU), asked(desk, *numbers).id, allow=True)


def test_three_people_and_three_steps_lead_to_a_seal(desk: Desk) -> None:
    number = letter(desk)
    application = asked(desk, number)
    assert application.state == WAITING
    application = decide(desk, visit(desk, ZHOU), application.id, allow=True)
    assert application.state == ALLOWED
    assert desk.record(number).stamps == (), "nothing is stamped before the custodian does it"
    application = stamp(desk, visit(desk, DONG), application.id)
    assert application.state == USED
    (use,) = desk.record(number).stamps
    assert (use.stamp_no, use.seals, use.copies) == ("用印〔2026〕1号", (SEAL,), 2)
    assert use.approved_by is not None
    assert (use.by.id, use.approved_by.id, use.reason) == (DONG, ZHOU, "签订责任书（许安申请）")


def test_a_stack_is_stamped_as_one_line_and_numbered_on(desk: Desk) -> None:
    numbers = [letter(desk, party_type=kind) for kind in ("中层", "水电工", "保洁绿化")]
    lines = desk.ledger_for(visit(desk, DONG)).size
    stamp(desk, visit(desk, DONG), allowed(desk, *numbers).id)
    assert desk.ledger_for(visit(desk, DONG)).size == lines + 1
    given = [one.stamp_no for number in numbers for one in desk.record(number).stamps]
    assert given == [f"用印〔2026〕{n}号" for n in (1, 2, 3)]


@pytest.mark.parametrize(("by", "said"), [(XU, "不是校长或分管副校长"), (DONG, "不是校长或分管副")])
def test_only_the_heads_of_the_school_allow_it(desk: Desk, by: str, said: str) -> None:
    application = asked(desk, letter(desk))
    with pytest.raises(SealRefusedError, match=said):
        decide(desk, visit(desk, by), application.id, allow=True)
    assert Applications(desk).get(application.id).state == WAITING


def test_nobody_allows_what_they_asked_for(desk: Desk) -> None:
    application = asked(desk, letter(desk), by=SHEN)
    with pytest.raises(SealRefusedError, match="自己申请的用印不能自己批准"):
        decide(desk, visit(desk, SHEN), application.id, allow=True)
    assert decide(desk, visit(desk, ZHOU), application.id, allow=True).state == ALLOWED


def test_whoever_keeps_the_seal_alone_does_not_allow_its_use(desk: Desk) -> None:
    give_seal(desk, custodians=[SHEN])
    application = asked(desk, letter(desk))
    with pytest.raises(SealRefusedError, match="由您一人保管"):
        decide(desk, visit(desk, SHEN), application.id, allow=True)


def test_of_two_custodians_the_one_who_allowed_it_does_not_stamp(desk: Desk) -> None:
    give_seal(desk, custodians=[SHEN, DONG])
    application = decide(desk, visit(desk, SHEN), asked(desk, letter(desk)).id, allow=True)
    with pytest.raises(SealRefusedError, match="不能又由沈玥用印"):
        stamp(desk, visit(desk, SHEN), application.id)
    assert stamp(desk, visit(desk, DONG), application.id).state == USED


@pytest.mark.parametrize("by", [ZHOU, SHEN, XU])
def test_nobody_but_the_custodian_stamps(desk: Desk, by: str) -> None:
    number = letter(desk)
    application = allowed(desk, number)
    with pytest.raises(SealRefusedError, match="不是“公章”的保管人"):
        stamp(desk, visit(desk, by), application.id)
    assert desk.record(number).stamps == ()


def test_nothing_is_stamped_before_it_is_allowed_or_twice(desk: Desk) -> None:
    application = asked(desk, letter(desk))
    with pytest.raises(SealRefusedError, match="待批准"):
        stamp(desk, visit(desk, DONG), application.id)
    decide(desk, visit(desk, ZHOU), application.id, allow=True)
    stamp(desk, visit(desk, DONG), application.id)
    with pytest.raises(SealRefusedError, match="已用印"):
        stamp(desk, visit(desk, DONG), application.id)


def test_a_refusal_has_its_reason_and_ends_it(desk: Desk) -> None:
    application = asked(desk, letter(desk))
    with pytest.raises(SealRefusedError, match="不批准要写原因"):
        decide(desk, visit(desk, ZHOU), application.id, allow=False)
    decided = decide(desk, visit(desk, ZHOU), application.id, allow=False, remark="份数不对")
    assert (decided.state, decided.remark) == (REFUSED, "份数不对")
    with pytest.raises(SealRefusedError, match="未批准"):
        stamp(desk, visit(desk, DONG), application.id)


# ---- 不得空白印章


def test_a_letter_that_the_head_has_not_signed_gets_no_seal(desk: Desk) -> None:
    number = letter(desk, signed=False)
    with pytest.raises(SealRefusedError, match=r"“甲方校长（盖章）”还没有签"):
        asked(desk, number)


def test_what_is_found_wanting_gets_no_seal(desk: Desk) -> None:
    number = letter(desk, special=["发生事故学校概不负责。"], signed=False)
    with pytest.raises(SealRefusedError, match="还有未结事项"):
        asked(desk, number)


@pytest.mark.parametrize("act", ["return", "void"])
def test_what_was_sent_back_or_struck_out_gets_no_seal(desk: Desk, act: str) -> None:
    number = letter(desk)
    application = allowed(desk, number)
    undo = desk.return_record if act == "return" else desk.void_record
    undo(visit(desk, ZHOU), number, "写错了")
    with pytest.raises(SealRefusedError, match="已退回" if act == "return" else "已作废"):
        asked(desk, number)
    with pytest.raises(SealRefusedError, match="不能用印"):
        stamp(desk, visit(desk, DONG), application.id)


def test_what_was_allowed_is_the_text_that_was_asked_for(desk: Desk) -> None:
    number = letter(desk)
    application = allowed(desk, number)
    change = {"special": ["每周五检查水电。"]}
    desk.correct_record(visit(desk, XU), number, change, "漏写", lambda _: b"")
    for person in (XU, ZHOU):
        desk.sign_record(visit(desk, person), number)
    with pytest.raises(SealRefusedError, match="批准的不是这个内容"):
        stamp(desk, visit(desk, DONG), application.id)


def test_a_seal_falls_with_a_correction_and_the_log_says_so(desk: Desk) -> None:
    number = letter(desk)
    application = allowed(desk, number)
    stamp(desk, visit(desk, DONG), application.id)
    assert lay_out_sealed(desk, visit(desk, DONG), application.id, number).kept
    change = {"special": ["每周五检查水电。"]}
    desk.correct_record(visit(desk, XU), number, change, "漏写", lambda _: b"")
    with pytest.raises(SealRefusedError, match="那次用印不再有效"):
        lay_out_sealed(desk, visit(desk, DONG), application.id, number)
    (use,) = seal_log(desk).uses
    assert (use.number, use.stands) == (number, False)


def test_a_paper_without_a_place_for_it_gets_no_seal(desk: Desk) -> None:
    parents = letter(desk, party_type="家长", party_b="许安", signed=False)
    for person in (XU, ZHOU):
        desk.sign_record(visit(desk, person), parents)
    with pytest.raises(SealRefusedError, match="没有盖章的落款"):
        asked(desk, parents)


@pytest.mark.parametrize(
    ("seals", "copies", "why", "said"),
    [
        ([], 1, "签订", "要写用哪枚印章"),
        ([SEAL], 0, "签订", "要写用哪枚印章"),
        ([SEAL], 1, "  ", "为什么用"),
        (["财务章"], 1, "报账", "没有“财务章”这枚印章"),
    ],
)
def test_an_application_says_what_and_why(
    desk: Desk, seals: list[str], copies: int, why: str, said: str
) -> None:
    number = letter(desk)
    with pytest.raises(SealRefusedError, match=said):
        ask(desk, visit(desk, XU), [number], seals, copies, why)
    assert Applications(desk).listed() == ()


def test_a_number_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownRecordError):
        asked(desk, "ZRS-20260305-099")
    with pytest.raises(SealRefusedError, match="1 到 200 份"):
        asked(desk)


def test_two_seals_do_not_stand_on_one_place(desk: Desk) -> None:
    give_seal(desk, "总务处章")
    with pytest.raises(SealRefusedError, match="同一处只盖一枚"):
        ask(desk, visit(desk, XU), [letter(desk)], [SEAL, "总务处章"], 1, "签订")


# ---- the log


def test_the_log_is_of_a_term_or_a_year_and_names_nothing_that_was_not_used(desk: Desk) -> None:
    used, waiting = letter(desk), letter(desk, party_type="水电工")
    stamp(desk, visit(desk, DONG), allowed(desk, used).id)
    allowed(desk, waiting)
    for span in ("", "2025-2026-2", "2026"):
        log = seal_log(desk, span)
        assert [one.number for one in log.uses] == [used]
        assert log.titles == {used: "中层安全责任书（许安）"}
    assert seal_log(desk, "2025").uses == ()
