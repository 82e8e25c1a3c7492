"""Agreements: the catalogue's sentences to the letter, and nothing that may not stand in one."""

import re
from pathlib import Path
from typing import Any

import pytest

from checklists import clauses
from checklists.catalogue import find
from checklists.clauses.agreement import Agreement, agreement_text, fill
from checklists.clauses.forbidden import forbidden_clauses
from checklists.clauses.library import ON_TOP_OF, is_reviewed, post_clauses, shared_clauses
from checklists.errors import DefinitionError
from checklists.posts import PARTIES, POSTS, parties_of, post_title, signs_letter
from checklists.surroundings import Surroundings
from tests.registers.same_words import plain

LIBRARY = Path(clauses.__file__).with_name("library.md")
SOURCE = Path(__file__).parents[1] / "catalogue" / "clauses.md"
NUMBER = re.compile(r"(?:^|(?<=[;。\n]))\d+\. ")
HEADINGS = {
    "分管副校长": "副校长",
    "班主任": "班主任",
    "任课教师": "任课教师",
    "专任体育教师(在任课教师条款外增加)": "专任体育教师",
    "食堂负责人(自营)/承包方": "食堂负责人",
    "食堂从业人员": "食堂从业人员",
    "门卫、保安": "门卫保安",
    "宿管员(寄宿制)": "宿管",
    "校车司机": "校车司机",
    "随车照管员": "随车照管员",
    "水电工": "水电工",
    "保洁、绿化人员": "保洁绿化",
    "家长(监护人)告知书": "家长",
}


def catalogue_clauses() -> dict[str, list[str]]:
    """Sentences of every heading of registers.md A.5, numbers taken out."""
    parts = re.split(r"^\*\*(.+)\*\*$", SOURCE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        heading: NUMBER.split(body.replace("(必备句)", ""))[1:]
        for heading, body in zip(parts[1::2], parts[2::2], strict=True)
    }


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_clauses_are_those_of_the_catalogue_to_the_letter(heading: str) -> None:
    party = HEADINGS[heading]
    above = ON_TOP_OF.get(party, "")
    before = post_clauses(above) if above else ()
    own = post_clauses(party)
    assert own[: len(before)] == before
    wanted = catalogue_clauses()[heading]
    assert list(map(plain, own[len(before) :])) == list(map(plain, wanted))
    assert is_reviewed(party)


def test_every_sentence_of_the_catalogue_stands_in_the_library_once() -> None:
    lines = LIBRARY.read_text(encoding="utf-8").splitlines()
    library = [plain(NUMBER.sub("", line)) for line in lines]
    asked = [plain(one) for body in catalogue_clauses().values() for one in body]
    assert len(asked) == 107
    assert {one: library.count(one) for one in asked} == dict.fromkeys(asked, 1)


def test_every_heading_of_the_catalogue_is_taken_over() -> None:
    assert catalogue_clauses().keys() == HEADINGS.keys()


@pytest.mark.parametrize("party", PARTIES)
def test_every_party_has_its_clauses(party: str) -> None:
    clauses = post_clauses(party)
    assert len(clauses) >= 6
    assert all(clause.endswith("。") for clause in clauses)


def test_posts_without_a_text_are_to_be_reviewed_by_the_school() -> None:
    open_ones = {party for party in PARTIES if not is_reviewed(party)}
    assert open_ones == {"中层", "年级组长", "实验教师", "施工单位", "承租承包方"}
    assert all(8 <= len(post_clauses(party)) <= 15 for party in open_ones)


def test_an_unknown_heading_is_a_wrong_definition() -> None:
    with pytest.raises(DefinitionError):
        shared_clauses("不存在")


@pytest.mark.parametrize("party", PARTIES)
def test_the_library_itself_says_nothing_forbidden(party: str) -> None:
    agreement = written(party)
    text = "\n".join(sentence for part in agreement.parts for sentence in part.sentences)
    assert forbidden_clauses(f"{agreement.introduction}\n{text}\n{agreement.receipt}") == []


def written(party: str, **changes: Any) -> Agreement:
    kind = find("safety_responsibility_letter")
    data = {**kind.example, "party_type": party, **changes}
    letter: Any = kind.read(data, Surroundings())
    return agreement_text(letter, legal_person="沈云霁", term="2025-2026学年第二学期")


def parts(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    return {part.heading: part.sentences for part in agreement.parts}


def test_an_agreement_has_all_its_parts() -> None:
    agreement = written("班主任", special=["本学期兼管三楼东侧疏散通道。"])
    assert agreement.title == "青禾市云溪路小学2025-2026学年第二学期班主任安全责任书"
    assert agreement.parties == (
        ("甲方", "青禾市云溪路小学（法定代表人：沈云霁）"),
        ("乙方（班主任）", "王安"),
    )
    assert agreement.introduction.startswith("为贯彻“安全第一、预防为主、综合治理”方针")
    assert list(parts(agreement)) == [
        "责任目标",
        "责任范围与期限",
        "甲方职责",
        "乙方职责",
        "特别约定",
        "考核与奖惩",
        "附则",
    ]
    assert "是三（2）班安全工作第一责任人" in "".join(parts(agreement)["乙方职责"])
    assert parts(agreement)["责任范围与期限"][1] == "责任期限：2026年3月2日至2026年7月10日。"
    assert parts(agreement)["附则"][0].startswith("本责任书一式两份，甲乙双方各执一份，")
    assert agreement.remark == ""


def test_three_copies_are_shared_out() -> None:
    first = parts(written("班主任", copies=3))["附则"][0]
    assert first == "本责任书一式三份，甲方存两份、乙方执一份，具有同等效力。"


def test_parents_get_a_notice_with_a_receipt() -> None:
    notice = written("家长")
    assert notice.title.endswith("家长（监护人）安全告知书")
    assert list(parts(notice)) == ["告知事项"]
    assert parts(notice)["告知事项"][-1].startswith("本告知书不免除学校依法应尽的")
    assert notice.title in notice.receipt
    assert "甲方" not in notice.introduction


def test_a_contractor_is_bound_by_contract_and_not_by_staff_rules() -> None:
    agreement = written("施工单位")
    text = "".join("".join(one) for one in parts(agreement).values())
    assert "评优" not in text
    assert "合同" in text
    assert agreement.remark == "本岗位条款待学校审定。"


def test_an_open_variable_is_left_to_be_written_in() -> None:
    assert fill("是〔班级〕负责人，夜查不少于〔2〕次", {}) == "是________负责人，夜查不少于2次"
    assert fill("是〔班级〕负责人", {"班级": "一（1）班"}) == "是一（1）班负责人"


def test_posts_and_parties_fit() -> None:
    assert {post for party in PARTIES.values() for post in party.posts} <= POSTS.keys()
    initials = [party.initials for party in PARTIES.values()]
    assert len(set(initials)) == len(initials)
    assert parties_of(("homeroom", "teacher")) == ("班主任", "任课教师")
    assert parties_of(("principal",)) == ()
    assert not signs_letter(("principal", "food_director"))
    assert signs_letter(("accountant",))
    assert (post_title("homeroom"), post_title("own_post")) == ("班主任", "own_post")
    options = next(
        one.options
        for one in find("safety_responsibility_letter").columns()
        if one.name == "party_type"
    )
    assert options == tuple(PARTIES)
