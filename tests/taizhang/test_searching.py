"""Records are found by words in them: quickly, the newest first, and no more than is shown."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from checklists.catalogue import find
from records.disk import Disk
from records.enrolment import enrol
from records.record import Record
from taizhang.desk import Desk
from taizhang.errors import SchoolFileError
from taizhang.home import Home, TermSection
from taizhang.searching import Hit, search
from taizhang.texts import Reach, Texts
from tests.taizhang.office import CLERK, TERM, Office


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    """A desk of the office, which commands write beside."""
    with Desk.open(Home.open(office.folder), now=lambda: office.now, read_only=True) as opened:
        yield opened


def patrol(office: Office, day: str, remark: str = "扶手松动") -> str:
    """A patrol that has a remark on the stairs, recorded; its number."""
    data = json.loads(json.dumps(find("daily_patrol").example, default=str))
    data |= {"date": day, "patroller": "许安", "start": f"{day} 09:00", "end": f"{day} 09:40"}
    data["checks"] = {item: {"verdict": "合格"} for item in data["checks"]}
    data["checks"]["I04"]["remark"] = remark
    office.now = datetime.fromisoformat(f"{day}T12:00+08:00")
    return str(office.add("daily_patrol", data, "许安")["number"])


def numbers(hits: list[Hit]) -> list[str]:
    return [hit.record.number for hit in hits]


def test_all_words_have_to_stand_in_it_and_the_newest_comes_first(
    office: Office, desk: Desk
) -> None:
    first = patrol(office, "2026-03-03", "东梯扶手松动")
    second = patrol(office, "2026-03-04", "东梯扶手掉漆")
    assert numbers(search(desk, "扶手 东梯")) == [second, first]
    assert numbers(search(desk, "扶手 松动")) == [first]
    assert search(desk, "扶手 冒烟") == []
    assert search(desk, " ") == []


def test_a_hit_says_what_it_is_and_where_the_words_stand(office: Office, desk: Desk) -> None:
    patrol(office, "2026-03-03", "东梯扶手松动")
    (hit,) = search(desk, "松动")
    assert hit.title == "3月3日下午巡视"
    assert (hit.where, hit.snippet) == ("检查项04 楼梯、扶手、栏杆", "东梯扶手松动")
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["松动"]


@pytest.mark.parametrize(
    "asked",
    [
        "XYXS-20260303-001",
        "xyxs",
        "20260303",
        "３月３日",
        "2026-03-03",
        "巡视记录",
        "许安",
        "LED",
        "未结 扶手",
    ],
)
def test_numbers_days_people_and_states_are_found(office: Office, desk: Desk, asked: str) -> None:
    number = patrol(office, "2026-03-03", "扶手松动，ＬＥＤ灯不亮")
    expected = [] if asked.startswith("未结") else [number]
    assert numbers(search(desk, asked)) == expected


def test_the_words_of_the_form_alone_find_nothing(office: Office, desk: Desk) -> None:
    patrol(office, "2026-03-03")
    assert search(desk, "校门与围墙") == [], "an item about which nothing is said"


def test_what_was_recorded_since_is_found_by_the_same_texts(office: Office, desk: Desk) -> None:
    texts, number = Texts(), patrol(office, "2026-03-03", "扶手松动")
    assert numbers(search(desk, "松动", texts=texts)) == [number]
    later = patrol(office, "2026-03-04", "门松动")
    assert numbers(search(desk, "松动", texts=texts)) == [later, number]


def test_a_correction_is_found_by_its_new_words_only(office: Office, desk: Desk) -> None:
    texts, number = Texts(), patrol(office, "2026-03-03", "扶手松动")
    assert search(desk, "掉漆", texts=texts) == []
    change = json.dumps({"检查项": {"I04": {"备注": "扶手掉漆"}}}, ensure_ascii=False).encode()
    office.ask("correct", number, "-", "--reason", "看错", by="许安", stdin=change)
    assert numbers(search(desk, "掉漆 看错", texts=texts)) == [number]
    assert search(desk, "松动", texts=texts) == []


def test_a_void_record_is_found_as_such(office: Office, desk: Desk) -> None:
    number = patrol(office, "2026-03-03")
    office.ask("void", number, "--reason", "登重了", by="许安")
    assert numbers(search(desk, "已作废 登重")) == [number]


def test_texts_outlive_a_desk_and_notice_another_ledger(office: Office, tmp_path: Path) -> None:
    texts, number = Texts(), patrol(office, "2026-03-03", "扶手松动")
    for _ in range(2):
        with Desk.open(Home.open(office.folder), now=lambda: office.now, read_only=True) as desk:
            assert numbers(search(desk, "松动", texts=texts)) == [number]
    for left in (office.folder / "ledgers").glob("*"):
        left.unlink()
    other = patrol(office, "2026-03-04", "门松动")
    with Desk.open(Home.open(office.folder), now=lambda: office.now, read_only=True) as desk:
        assert numbers(search(desk, "松动", texts=texts)) == [other]


def test_a_server_reads_before_it_is_asked_piece_by_piece(office: Office, desk: Desk) -> None:
    for day in ("2026-03-03", "2026-03-04", "2026-03-05"):
        patrol(office, day)
    texts = Texts()
    assert [texts.prepare(desk, TERM, 2) for _ in range(2)] == [False, True]
    assert len(search(desk, "扶手", texts=texts)) == 3


def test_only_what_the_reader_may_see_is_found(office: Office, desk: Desk) -> None:
    first, second = patrol(office, "2026-03-03"), patrol(office, "2026-03-04")

    def allowed(record: Record) -> bool:
        return record.number != second

    assert numbers(search(desk, "扶手", allowed=allowed)) == [first]
    assert numbers(search(desk, "扶手", allowed=allowed, limit=1)) == [first]


def test_who_reaches_no_register_finds_what_concerns_them(office: Office, desk: Desk) -> None:
    number = patrol(office, "2026-03-03")
    own, others = Reach(frozenset(), "P006"), Reach(frozenset(), "P005")
    assert numbers(search(desk, "扶手", reach=own)) == [number]
    assert search(desk, "扶手", reach=others) == []
    assert numbers(search(desk, "扶手", reach=Reach(frozenset({"daily_patrol"}), ""))) == [number]


def test_register_and_limit_narrow_the_search(office: Office, desk: Desk) -> None:
    patrol(office, "2026-03-03")
    patrol(office, "2026-03-04")
    assert search(desk, "扶手", register="food_sample_retention") == []
    assert len(search(desk, "扶手", register="daily_patrol", limit=1)) == 1


def test_an_unknown_term_is_refused_and_an_empty_one_has_nothing(
    office: Office, desk: Desk
) -> None:
    with pytest.raises(SchoolFileError, match="没有学期 2031-2032-1"):
        search(desk, "扶手", term="2031-2032-1")
    assert search(desk, "扶手", term=TERM) == []


# ---- what is personal


@pytest.fixture
def visitor(office: Office) -> str:
    """A visitor's record; its number."""
    row = {"id": "P009", "name": "方守", "posts": ["gate_guard"]}
    enrol(office.folder / "directory", "person", row, by=CLERK, at=office.now, disk=Disk())
    example = json.loads(
        json.dumps(find("visitor_register").example, ensure_ascii=False, default=str)
    )
    data = {name: value for name, value in example.items() if name != "photos"}
    data |= {"host": "许安", "host_sign": "许安"}
    return str(office.add("visitor_register", data, "方守")["number"])


def test_personal_values_are_found_only_as_they_are_shown(
    office: Office, desk: Desk, visitor: str
) -> None:
    entry = desk.record(visitor).entry
    assert search(desk, entry["name"]) == []
    assert search(desk, entry["phone"]) == []
    (hit,) = search(desk, f"{entry['name'][0]}**")
    assert hit.record.entry["name"] == f"{entry['name'][0]}**"


def test_what_was_erased_is_found_no_more(office: Office, desk: Desk, visitor: str) -> None:
    texts, first = Texts(), desk.record(visitor).entry["name"][0]
    assert len(search(desk, f"{first}**", texts=texts)) == 1
    office.ask("erase", visitor, "--reason", "本人要求", by="周㛃")
    assert search(desk, f"{first}**", texts=texts) == []
    assert numbers(search(desk, "已销毁", texts=texts)) == [visitor]


# ---- the command line


def test_the_command_line_lists_what_was_found(office: Office) -> None:
    number = patrol(office, "2026-03-03", "东梯扶手松动")
    answer = office.run("search", "扶手", "东梯")
    assert answer.text.splitlines() == [
        f"{number}　3月3日下午巡视　2026-03-03　已登记",
        "    检查项04 楼梯、扶手、栏杆：东梯扶手松动",
        "找到 1 条",
    ]
    (found,) = office.ask("search", "扶手", "--register", "巡视", "--term", TERM)
    assert (found["number"], found["marks"]) == (number, [[2, 4]])


def test_more_than_is_listed_is_said_to_be_there(office: Office) -> None:
    patrol(office, "2026-03-03")
    patrol(office, "2026-03-04")
    assert "找到 1 条，只列最近的" in office.run("search", "扶手", "--most", "1").text


# ---- several terms


def test_what_a_later_term_did_to_a_record_is_found_in_both(office: Office) -> None:
    number = patrol(office, "2026-03-03", "扶手松动")
    office.now = datetime.fromisoformat("2026-07-10T12:00+08:00")
    office.ask("seal", TERM, "--yes", by="周㛃")
    home = Home.open(office.folder)
    autumn = TermSection(key="2026-2027-1", start=date(2026, 9, 1), end=date(2027, 1, 22))
    terms = (*home.settings.terms, autumn)
    settings = home.settings.model_copy(update={"terms": terms})
    home.rewrite(settings, by="周㛃", at=office.now)
    office.now = datetime.fromisoformat("2026-09-10T12:00+08:00")
    change = json.dumps({"检查项": {"I04": {"备注": "扶手掉漆"}}}, ensure_ascii=False).encode()
    office.ask("correct", number, "-", "--reason", "看错", by="许安", stdin=change)
    with Desk.open(Home.open(office.folder), now=lambda: office.now, read_only=True) as desk:
        texts = Texts()
        for term in ("", TERM, autumn.key):
            assert numbers(search(desk, "掉漆", term=term, texts=texts)) == [number], term
            assert search(desk, "松动", term=term, texts=texts) == [], term
