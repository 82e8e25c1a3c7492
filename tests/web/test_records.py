"""The list of records: what is found, by whom, and what is taken along."""

import io
from datetime import timedelta
from urllib.parse import quote

import openpyxl
import pytest

from records.record import Operation
from taizhang.desk import Visit
from taizhang.web.pages import records
from tests.web.kept import LOOSE, caller, numbers_on, patrol, sample
from tests.web.school import WebSchool


def found(school: WebSchool, query: str = "", login: str = "P003") -> list[str]:
    return numbers_on(school.visitor(login).page(f"/records{query}"))


def test_the_newest_day_stands_first_with_what_has_to_be_known(school: WebSchool) -> None:
    before = patrol(school, school.now - timedelta(days=2))
    after = patrol(school, school.now - timedelta(days=1), I04=LOOSE)
    page = school.visitor("P003").page("/records?register=daily_patrol")
    assert numbers_on(page) == [after, before]
    assert "共 2 条" in page
    assert "3月4日上午巡视" in page
    assert page.count(">不合格<") == 1
    assert page.count(">已登记</span>") == 2


def test_each_filter_leaves_what_fits_it(school: WebSchool) -> None:
    tuesday = patrol(school, school.now - timedelta(days=2))
    failed = patrol(school, school.now - timedelta(days=1), I04=LOOSE)
    kept = sample(school)
    with school.desk() as desk:
        (hazard,) = desk.record(failed).opens
        desk.void_record(Visit("P006", school.now), tuesday, "填错日期")
    assert set(found(school)) == {tuesday, failed, hazard, kept}
    assert found(school, "?register=food_sample_retention") == [kept]
    assert found(school, "?first=2026-03-04&last=2026-03-04&register=daily_patrol") == [failed]
    assert found(school, f"?state={quote('已作废')}") == [tuesday]
    assert found(school, "?failed=1") == [failed]
    assert set(found(school, f"?person={quote('程𬱖')}")) == {kept}
    assert set(found(school, "?person=P005")) == {kept}
    assert found(school, f"?person={quote('没有这个人')}") == []


def test_words_are_found_wherever_they_were_written(school: WebSchool) -> None:
    failed = patrol(school, I04=LOOSE)
    patrol(school, school.now - timedelta(days=1))
    with school.desk() as desk:
        (hazard,) = desk.record(failed).opens
    assert set(found(school, f"?words={quote('立柱')}")) == {failed, hazard}
    page = school.visitor("P003").page(f"/records?words={quote('立柱')}&register=daily_patrol")
    assert numbers_on(page) == [failed]
    assert "二层扶手<mark>立柱</mark>松动" in page, "and shown where they stand"
    assert found(school, f"?words={failed}&register=daily_patrol") == [failed]
    assert "没有找到" in school.visitor("P003").page(f"/records?words={quote('彩虹')}")


def test_staff_find_their_own_registers_and_what_concerns_them(school: WebSchool) -> None:
    walked, kept, called = patrol(school), sample(school), caller(school)
    assert set(found(school, login="P001")) == {walked, kept, called}
    assert found(school, login="P006") == [walked], "a clerk keeps the patrols"
    assert found(school, login="P005") == [kept], "who keeps samples sees no patrol"
    concerned = set(found(school, login="P004"))
    assert concerned == {kept, called}, "signs samples, and is named by a caller"
    page = school.visitor("P005").page("/records")
    assert "校园每日巡视记录" not in page, "nor that there are any"
    assert found(school, "?register=daily_patrol", login="P005") == []
    assert found(school, f"?words={quote('教学楼')}", login="P005") == []


def test_a_search_finds_no_name_that_the_screen_does_not_show(school: WebSchool) -> None:
    number = caller(school)
    page = school.visitor("P003").page("/records")
    assert number in page
    assert "钱来" not in page
    assert found(school, f"?words={quote('钱来')}") == []
    assert found(school, "?words=13800000000") == []


def test_long_lists_are_leafed_through(school: WebSchool, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [patrol(school, school.now - timedelta(days=day)) for day in (3, 2, 1)]
    monkeypatch.setattr(records, "PAGE", 2)
    head = school.visitor("P003")
    first = head.page("/records?register=daily_patrol")
    assert numbers_on(first) == [kept[2], kept[1]]
    assert "第 1 / 2 页" in first
    assert "/records?term=2025-2026-2&amp;register=daily_patrol&amp;page=2" in first
    assert numbers_on(head.page("/records?register=daily_patrol&page=2")) == [kept[0]]
    assert numbers_on(head.page("/records?register=daily_patrol&page=99")) == [kept[0]]


def test_what_is_recorded_elsewhere_meanwhile_stands_on_the_next_page(school: WebSchool) -> None:
    head = school.visitor("P003")
    assert "没有找到" in head.page("/records")
    number = patrol(school)
    assert numbers_on(head.page("/records")) == [number]
    with school.desk() as desk:
        desk.return_record(Visit("P003", school.now), number, "路线没有写全")
        assert desk.record(number).latest.operation is Operation.RETURN
    assert numbers_on(head.page(f"/records?state={quote('已退回')}")) == [number]


@pytest.mark.parametrize(
    "query", ["first=gestern", "state=好", "page=zwei", f"term={quote('没有的学期')}"]
)
def test_what_an_address_cannot_mean_is_said(school: WebSchool, query: str) -> None:
    answer = school.visitor("P003").get(f"/records?{query}")
    assert answer.status_code == 422
    assert "没有办成" in answer.text


def test_the_same_records_are_taken_along_as_a_workbook(school: WebSchool) -> None:
    patrol(school, school.now - timedelta(days=2))
    kept = patrol(school, school.now - timedelta(days=1), I04=LOOSE)
    answer = school.visitor("P003").get("/records.xlsx?register=daily_patrol&failed=1")
    assert quote("校园每日巡视记录-2025-2026-2.xlsx") in answer.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    assert kept in [row[0] for row in rows]
    assert not any(str(row[0]).startswith("XYXS-20260303") for row in rows)


def test_a_workbook_holds_no_personal_value_and_nothing_that_is_not_theirs(
    school: WebSchool,
) -> None:
    caller(school)
    answer = school.visitor("P001").get("/records.xlsx?register=visitor_register")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    said = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert "钱**" in said
    assert not any("钱来" in one or "13800000000" in one for one in said)
    refused = school.visitor("P005").get("/records.xlsx?register=visitor_register")
    assert refused.status_code == 422
    assert "没有记录可导出" in refused.text
    assert school.visitor("P003").get("/records.xlsx").status_code == 422
