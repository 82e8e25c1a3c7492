"""Agreements in the browser: a campaign from choosing to closing, and who sees what of it."""

import io
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pikepdf
import pytest

from records.disk import Disk
from records.enrolment import enrol
from records.lifecycle import state_of
from records.prints import PrintLog
from records.record import Record, State
from taizhang.campaigning import board_now
from taizhang.desk import Visit
from taizhang.workbooks import read_roster
from tests.taizhang.office import CLERK
from tests.taizhang.workbooks.test_rosters import filled
from tests.web.school import PASSWORD, STROKES, Client, WebSchool

BATCH = "2025-2026学年第二学期安全责任书"
ASKED: Mapping[str, Any] = {
    "batch": BATCH,
    "valid_from": "2026-03-02",
    "valid_to": "2026-07-03",
    "copies": "2",
    "party": ["中层", "水电工"],
}
OFFICER, BOSS, KEEPER, ELECTRICIAN = "P006", "P001", "P005", "P008"
VOUCHED = {"seal": "1", "seam_seal": "1", "copies_b": "1"}


def at(page: str, batch: str = BATCH, **more: str) -> str:
    rest = "".join(f"&{name}={quote(value)}" for name, value in more.items())
    return f"/papers/letters/{page}?batch={quote(batch)}{rest}"


def made(school: WebSchool, **changes: Any) -> Client:
    """The safety officer, who has just made the letters."""
    officer = school.visitor(OFFICER)
    answer = officer.post("/papers/letters/make", {**ASKED, **changes})
    assert "已生成" in answer.text, answer.text[-600:]
    return officer


def letter_of(school: WebSchool, name: str) -> Record:
    with school.desk() as desk:
        found = board_now(desk, BATCH).letters
        return next(one.record for one in found if one.name == name)


def signed_by_both(school: WebSchool, name: str) -> str:
    record = letter_of(school, name)
    for who in (str(record.entry["party_b"]["id"]), BOSS):
        said = {"_strokes": STROKES, "_version": ""}
        school.visitor(who).post(f"/records/{record.number}/sign", said)
    return record.number


# ---- who sees what


def test_papers_have_doors_for_those_whom_they_open(school: WebSchool) -> None:
    officer = school.visitor(OFFICER).page("/papers")
    assert 'href="/papers/letters"' in officer
    assert 'href="/papers/stamps"' not in officer
    keeper = school.visitor(KEEPER).page("/papers")
    assert 'href="/papers/letters"' not in keeper
    assert 'href="/papers/scans"' not in keeper
    assert "本学期还没有您的责任书" in keeper
    assert 'href="/papers/stamps"' in school.visitor(BOSS).page("/papers")


def test_everybody_else_sees_their_own_letter_only(school: WebSchool) -> None:
    made(school, party=["中层", "食堂从业人员"])
    number, other = letter_of(school, "程𬱖").number, letter_of(school, "董䶮").number
    keeper = school.visitor(KEEPER)
    page = keeper.page("/papers/letters")
    assert f'href="/records/{number}/sign"' in page
    assert "等您签字" in page
    assert other not in page
    for address in (at("board"), at("reminder"), at("add"), at("text", post="中层")):
        keeper.page(address, 403)
    keeper.page("/papers/letters/new", 403)
    keeper.page("/papers/letters/roster.xlsx", 403)
    keeper.page(f"/records/{other}", 403)
    for address in ("make", "new"):
        assert keeper.post(f"/papers/letters/{address}", ASKED).status_code == 403
    for address in ("print", "file", "close", "add"):
        assert keeper.post(at(address), {"pick": number, **VOUCHED}).status_code == 403


def test_leaders_run_campaigns_and_an_administrator_reads_nothing(school: WebSchool) -> None:
    made(school)
    leader = school.visitor("P002")
    assert "打印勾选的" in leader.page(at("board"))
    administrator = school.visitor(ELECTRICIAN)
    administrator.page("/papers/letters", 403)


def test_the_text_is_not_changed_by_who_signs_it(school: WebSchool) -> None:
    made(school, party=["食堂从业人员"])
    number = letter_of(school, "程𬱖").number
    keeper = school.visitor(KEEPER)
    page = keeper.page(f"/records/{number}")
    assert "更正" not in re.findall(r'class="button[^"]*" href="[^"]*">([^<]*)<', page)
    keeper.page(f"/records/{number}/correct", 403)


# ---- choosing and making


def test_what_would_be_made_is_shown_and_nothing_made(school: WebSchool) -> None:
    officer = school.visitor(OFFICER)
    page = officer.page("/papers/letters/new")
    assert f'value="{BATCH}"' in page
    assert "中层（3）" in page
    shown = officer.post("/papers/letters/new", ASKED).text
    assert "云小〔2026〕安责-SDG-001号" in shown
    assert "生成 4 份" in shown
    assert "本学期还没有责任书" in officer.page("/papers/letters")


def test_letters_are_made_once_and_stand_on_the_board(school: WebSchool) -> None:
    officer = made(school)
    page = officer.page(at("board"))
    assert page.count("已生成</span>") == 4
    again = officer.post("/papers/letters/make", ASKED).text
    assert "已生成 0 份责任书。4 人本批已有，没有重发。" in again
    narrowed = officer.page(at("board", post="水电工", state="未签"))
    assert narrowed.count("已生成</span>") == 1
    officer.page(at("board", state="什么"), 422)
    assert "没有批次" in officer.page(at("board", "去年的"), 422)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"party": []}, "没有勾选主送类别"),
        ({"party": ["校长"]}, "没有“校长”这个主送类别"),
        ({"valid_to": "2026-03-02"}, "止日不晚于起日"),
        ({"valid_to": "夏天"}, "没有写责任期限"),
        ({"copies": "1"}, "份数“1”不对"),
        ({"batch": "甲\u200b乙\x07"}, "看不见的字符"),
    ],
)
def test_what_cannot_be_understood_comes_back_with_what_was_chosen(
    school: WebSchool, changes: dict[str, Any], why: str
) -> None:
    officer = school.visitor(OFFICER)
    for address in ("new", "make"):
        answer = officer.post(f"/papers/letters/{address}", {**ASKED, **changes})
        assert answer.status_code == 422
        assert why in answer.text
        assert 'name="valid_from" value="2026-03-02"' in answer.text


def test_a_sentence_that_may_not_stand_is_shown_with_why_and_nothing_made(
    school: WebSchool,
) -> None:
    officer = school.visitor(OFFICER)
    asked = {**ASKED, "special.水电工": "违者罚款50元。"}
    for address in ("new", "make"):
        answer = officer.post(f"/papers/letters/{address}", asked)
        assert answer.status_code == 422
        assert "“违者罚款50元。”" in answer.text
        assert "学校没有处罚权" in answer.text
    assert "本学期还没有责任书" in officer.page("/papers/letters")


def test_a_roster_is_followed_line_by_line(school: WebSchool) -> None:
    officer = school.visitor(OFFICER)
    handed = officer.get("/papers/letters/roster.xlsx")
    assert {"董䶮", "方舟"} <= {one.name for one in read_roster(handed.content)}
    sheet = filled(("董䶮", None, "总务", "兼管仓库。", 3))
    files = {"roster": ("名单.xlsx", sheet)}
    shown = officer.post("/papers/letters/new", ASKED, files).text
    assert "生成 1 份" in shown
    held = re.search(r'name="held" value="([^"]+)"', shown)
    assert held
    officer.post("/papers/letters/make", {**ASKED, "held": held[1]})
    entry = letter_of(school, "董䶮").entry
    assert (entry["scope"], entry["special"], entry["copies"]) == ("总务", ["兼管仓库。"], 3)


def test_a_roster_with_a_wrong_line_says_which_and_makes_nothing(school: WebSchool) -> None:
    officer = school.visitor(OFFICER)
    sheet = filled(("董䶮", None, None, None, None), ("无此人", None, None, None, None))
    answer = officer.post("/papers/letters/new", ASKED, {"roster": ("名单.xlsx", sheet)})
    assert answer.status_code == 422
    assert "第 3 行" in answer.text
    assert "名录里没有这个人" in answer.text
    assert "回去改" in answer.text
    broken = officer.post("/papers/letters/new", ASKED, {"roster": ("名单.xlsx", b"no")})
    assert broken.status_code >= 400
    assert "没有生成" in broken.text


def test_who_came_since_is_given_a_letter(school: WebSchool) -> None:
    officer = made(school)
    newcomer = {"id": "P030", "name": "新来的", "posts": ["electrician"]}
    enrol(school.folder / "directory", "person", newcomer, by=CLERK, at=school.now, disk=Disk())
    assert "还没有责任书的（1）" in officer.page(at("board"))
    assert "新来的" in officer.page(at("add"))
    assert "已生成 1 份" in officer.post(at("add")).text
    assert "还没有责任书的" not in officer.page(at("board"))


# ---- signing


def test_somebody_reads_the_whole_text_and_signs_it_on_the_screen(school: WebSchool) -> None:
    made(school, party=["食堂从业人员"])
    number = letter_of(school, "程𬱖").number
    keeper = school.visitor(KEEPER)
    assert number in keeper.page("/review")
    page = keeper.page(f"/records/{number}/sign")
    for part in (
        "甲方：青禾市云溪路小学",
        "一、责任目标",
        "餐厨废弃物按规定交有资质单位",
        "六、附则",
    ):
        assert part in page
    keeper.post(f"/records/{number}/sign", {"_strokes": STROKES})
    assert "等学校签字" in keeper.page("/papers/letters")
    boss = school.visitor(BOSS)
    together = boss.page("/review/batch?register=safety_responsibility_letter")
    assert "餐厨废弃物按规定交有资质单位" in together
    boss.post(f"/records/{number}/sign", {"_password": PASSWORD})
    assert "双方已签" in keeper.page("/papers/letters")
    assert "已在屏幕签" in school.visitor(OFFICER).page(at("board"))


def test_who_does_not_agree_sends_it_back_with_why(school: WebSchool) -> None:
    made(school, party=["食堂从业人员"])
    number = letter_of(school, "程𬱖").number
    keeper = school.visitor(KEEPER)
    keeper.post(f"/records/{number}/return", {"_reason": "我不管采购", "_version": "1"})
    page = school.visitor(OFFICER).page(at("board", state="被退回"))
    assert "程𬱖退回：我不管采购" in page
    assert "等您签字" not in keeper.page("/papers/letters")


# ---- a new text


def test_a_new_text_goes_to_all_of_a_post_and_is_signed_again(school: WebSchool) -> None:
    officer = made(school)
    number = signed_by_both(school, "董䶮")
    page = officer.page(at("text", post="中层"))
    assert "对分管范围内的安全工作负直接管理责任" in page
    said = {"clauses": "一条。\n两条。", "special": "同岗约定。", "reason": "校会修订"}
    wrong = officer.post(at("text", post="中层"), {**said, "clauses": "后果自负。"})
    assert wrong.status_code == 422
    assert "免责条款" in wrong.text
    assert "后果自负。</textarea>" in wrong.text
    assert "没有写原因" in officer.post(at("text", post="中层"), {**said, "reason": ""}).text
    done = officer.post(at("text", post="中层"), said).text
    assert "已改 3 份中层责任书" in done
    assert "需重签" in done
    record = letter_of(school, "董䶮")
    assert (record.number, record.signatures) == (number, ())
    assert record.entry["clauses"] == ["一条。", "两条。"]


# ---- paper, filing, closing


def test_what_is_ticked_is_printed_with_codes_and_noted(school: WebSchool) -> None:
    officer = made(school)
    number = letter_of(school, "方舟").number
    assert officer.post(at("print")).status_code == 422
    answer = officer.post(at("print"), {"pick": number})
    assert answer.headers["content-type"] == "application/pdf"
    log = PrintLog(school.folder, Disk()).latest()
    assert log[number].copies == 2
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 2 * log[number].pages
    assert "已打印" in officer.page(at("board", post="水电工"))


def test_what_both_signed_is_filed_and_the_batch_closed(school: WebSchool) -> None:
    officer = made(school, party=["水电工"])
    assert "关闭这一批" not in officer.page(at("board"))
    refused = officer.post(at("close"), VOUCHED)
    assert "签订率 0.0%" in refused.text
    number = sign_electrician(school)
    wanting = officer.post(at("file"), {"pick": number, "seal": "1", "seam_seal": "1"})
    assert "没有确认乙方留存一份" in wanting.text
    assert "关闭这一批" in officer.page(at("board"))
    done = officer.post(at("close"), VOUCHED).text
    assert "已归档 1 份" in done
    assert "这一批已关闭" in done
    assert state_of(letter_of(school, "方舟")) is State.SIGNED


def sign_electrician(school: WebSchool) -> str:
    """Who has no account that fills in signs at the office."""
    number = letter_of(school, "方舟").number
    with school.desk() as desk:
        desk.sign_record(Visit(ELECTRICIAN, school.now), number)
        desk.sign_record(Visit(BOSS, school.now), number)
    return number


def test_who_has_not_signed_stands_on_a_list_to_carry_round(school: WebSchool) -> None:
    officer = made(school)
    signed_by_both(school, "董䶮")
    page = officer.page(at("reminder"))
    assert "应签 4，已签 1（25.0%），未签 3" in page
    assert "董䶮" not in page
    assert page.count('<th scope="row">') == 3


def test_a_number_of_another_batch_is_refused(school: WebSchool) -> None:
    officer = made(school, party=["水电工"])
    for address in ("print", "file"):
        answer = officer.post(at(address), {"pick": "LY-20260305-001", **VOUCHED})
        assert answer.status_code == 422
        assert "不是这一批的" in answer.text


@pytest.mark.parametrize("address", ["make", "new"])
def test_a_page_of_another_session_makes_nothing(school: WebSchool, address: str) -> None:
    officer = school.visitor(OFFICER)
    answer = officer.post(f"/papers/letters/{address}", ASKED, token="0" * 64)
    assert answer.status_code == 403
