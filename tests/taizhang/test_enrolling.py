"""A list that is handed in goes into the directory whole, or not at all."""

import json
from typing import Any

import pytest

from records.directory import Directory
from records.disk import Disk
from records.enrolment import HISTORY, enrol
from records.refusals import UnknownPersonError
from taizhang.enrolling import Enrolled, enrol_rows, read_rows
from taizhang.errors import UsageError, WorkbookError
from taizhang.home import Home
from taizhang.workbooks import list_workbook
from tests.taizhang.office import CLERK, Office
from tests.taizhang.workbooks.sheets import workbook


def enrolled(office: Office, kind: str, *rows: dict[str, Any], by: str = "周㛃") -> Enrolled:
    numbered = list(enumerate(rows, 2))
    return enrol_rows(Home.open(office.folder), kind, numbered, by=by, at=office.now)


def refusal(office: Office, kind: str, *rows: dict[str, Any]) -> str:
    with pytest.raises(UsageError) as refused:
        enrolled(office, kind, *rows)
    return str(refused.value)


def listings(office: Office, kind: str) -> dict[str, Any]:
    people = Directory.open(office.folder / "directory", office.now.date())
    return {one.name: one.item for one in people.listings(kind)}


def history(office: Office) -> int:
    return len((office.folder / "directory" / HISTORY).read_bytes().splitlines())


def test_a_workbook_is_taken_by_the_command_line(office: Office) -> None:
    path = office.folder.parent / "人员.xlsx"
    path.write_bytes(workbook([["教职工名单"], ["岗位", "姓名"], ["总务干事、水电工", "孙　梅"]]))
    answer = office.run("directory", "人员", str(path), by="周㛃")
    assert (answer.code, "已登记 1 条。" in answer.text) == (0, True), answer.error
    assert listings(office, "person")["孙梅"].posts == ("logistics_clerk", "electrician")


def test_a_bad_workbook_is_refused_with_its_place(office: Office) -> None:
    path = office.folder.parent / "灭火器.xlsx"
    path.write_bytes(workbook([["编号牌", "出厂日期"], ["M9", "去年"], ["M10", "2023-5-1"]]))
    answer = office.run("directory", "灭火器", str(path), by="周㛃")
    assert answer.code == 2
    assert f"{path} 第 2 行：“出厂日期”读不懂（“去年”不是日期，写成 2026-03-05）" in answer.error
    assert list(listings(office, "extinguisher")) == ["M001"]


def test_a_list_that_went_out_comes_back_without_changing_anything(office: Office) -> None:
    people = Directory.open(office.folder / "directory", office.now.date())
    rows = read_rows(list_workbook("person", people.listings("person")), "person", "人员.xlsx")
    before = history(office)
    done = enrol_rows(Home.open(office.folder), "person", rows, by="周㛃", at=office.now)
    assert (done.kept, done.same, history(office)) == ((), 8, before)


def test_the_same_list_twice_adds_nobody_twice(office: Office) -> None:
    lesson = {"课程": "语文", "班级": "三（2）班", "星期": 3, "第几节": 1}
    assert len(enrolled(office, "lesson", lesson).kept) == 1
    again = enrolled(office, "lesson", lesson, {**lesson, "第几节": 2})
    assert (len(again.kept), again.same) == (1, 1)


def test_another_one_of_the_same_name_needs_a_number_of_its_own(office: Office) -> None:
    told = refusal(office, "person", {"姓名": "沈玥", "岗位": "厨师"})
    assert "名单 第 2 行：名录里已有“沈玥”（P002）。是同一个就写上编号" in told
    done = enrolled(office, "person", {"编号": "P099", "姓名": "沈玥", "岗位": "厨师"})
    assert [one.id for one in done.kept] == ["P099"]


def test_two_lines_of_the_same_name_are_told_apart_or_refused(office: Office) -> None:
    told = refusal(office, "place", {"名称": "操场"}, {"名称": "操场", "校区": "东"})
    assert "第 3 行：与第 2 行同名“操场”" in told
    assert len(enrolled(office, "student", {"姓名": "张伟"}, {"姓名": "张伟"}).kept) == 2


def test_who_takes_the_name_of_somebody_who_left_is_new(office: Office) -> None:
    enrolled(office, "person", {"编号": "P007", "最后一天": "2026-03-01"})
    assert len(enrolled(office, "person", {"姓名": "严宁", "岗位": "厨师"}).kept) == 1


def test_a_masked_list_does_not_mask_the_directory(office: Office) -> None:
    enrolled(office, "student", {"编号": "X001", "姓名": "林小满"})
    told = refusal(office, "student", {"编号": "X001", "姓名": "林**"})
    assert "“姓名”是遮盖过的，写全名" in told
    assert list(listings(office, "student")) == ["林小满"]


def test_every_faulty_line_is_told_and_none_is_kept(office: Office) -> None:
    told = refusal(office, "place", {"名称": "甲"}, {"校区": "东"}, {"名称": "乙", "电话": "1"})
    assert told.splitlines() == [
        "名单 第 3 行：“名称”读不懂（没有填写，这一栏必填，请补上）",
        "名单 第 4 行：“电话”读不懂（没有这一栏，删去，或改成正确的栏名）。"
        "改正后再试，一条也没有登记。",
    ]
    assert "甲" not in listings(office, "place")


def test_of_very_many_faults_the_first_are_told(office: Office) -> None:
    told = refusal(office, "place", *({"校区": "东"} for _ in range(25)))
    assert "还有 5 行。改正后再试" in told


def test_only_somebody_in_service_changes_the_directory(office: Office) -> None:
    with pytest.raises(UnknownPersonError, match="名录里没有"):
        enrolled(office, "place", {"名称": "甲"}, by="路人")
    enrolled(office, "person", {"编号": "P007", "最后一天": "2026-03-01"})
    with pytest.raises(UnknownPersonError, match="已离岗"):
        enrolled(office, "place", {"名称": "甲"}, by="严宁")


def test_the_first_person_is_added_by_anybody(office: Office) -> None:
    (office.folder / "directory" / "people.toml").unlink()
    assert [one.name for one in enrolled(office, "person", {"姓名": "周敏"}, by="周敏").kept] == [
        "周敏"
    ]


def test_posts_that_no_register_asks_for_are_named(office: Office) -> None:
    done = enrolled(office, "person", {"姓名": "孙梅", "岗位": ["logistic_head", "厨师"]})
    assert done.odd_posts == ("logistic_head",)


def test_a_file_of_either_kind_is_told_by_its_content() -> None:
    lines = json.dumps({"姓名": "孙梅"}, ensure_ascii=False).encode()
    assert read_rows(lines, "person", "名单") == [(1, {"姓名": "孙梅"})]
    with pytest.raises(WorkbookError):
        read_rows(b"PK\x03\x04", "person", "名单")


def test_the_command_line_writes_a_list_as_a_workbook(office: Office) -> None:
    enrol(
        office.folder / "directory",
        "student",
        {"name": "林小满"},
        by=CLERK,
        at=office.now,
        disk=Disk(),
    )
    people, pupils = (office.folder.parent / name for name in ("人员.xlsx", "学生.xlsx"))
    assert "已写到" in office.run("directory", "人员", "--out", str(people)).text
    assert len(read_rows(people.read_bytes(), "person", "")) == 8
    masked = office.run("directory", "学生", "--out", str(pupils))
    assert "个人信息已遮盖" in masked.error
    assert [row["name"] for _, row in read_rows(pupils.read_bytes(), "student", "")] == ["林**"]
