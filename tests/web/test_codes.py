"""Codes at places and things: sheets to print, and the form that a scan opens."""

import io
import re
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image

from checklists.catalogue import catalogue
from generator.qr import to_png, to_svg
from taizhang.web.codes import CODED, subject_of
from tests.web.school import Client, WebSchool

OPEN_TO_ALL = [
    "安全隐患排查整改台账（整改通知—复查—销号）",
    "报修与维修记录（工单）",
    "安全事故与突发事件报告登记",
]


def read(address: str) -> str:
    """What a telephone reads in the code of an address."""
    return str(zxingcpp.read_barcodes(Image.open(io.BytesIO(to_png(address))))[0].text)


def titles(page: str) -> list[str]:
    return re.findall(r'<a class="row" href="/registers/[^"]+"><span class="main">([^<]+)', page)


@pytest.fixture
def officer(school: WebSchool) -> Client:
    """许安, safety officer and clerk."""
    return school.visitor("许安")


# ---- what a scan opens


def test_one_scan_of_an_extinguisher_opens_its_form_with_it_filled_in(officer: Client) -> None:
    answer = officer.get("/q/extinguisher/M001")
    assert answer.url.path == "/registers/fire_extinguisher_inspection/new"
    assert re.search(r'name="e.ext_no"[^>]*value="M001"', answer.text)


def test_where_several_can_be_filled_in_there_is_a_choice(officer: Client) -> None:
    page = officer.page("/q/place/D001")
    assert "教学楼一层东" in page
    found = titles(page)
    assert "校舍安全排查表" in found
    assert found[-3:] == OPEN_TO_ALL
    address = re.search(r'href="(/registers/repair_work_order/new[^"]+)"', page)
    assert address
    assert 'value="教学楼一层东"' in officer.page(address[1])


def test_only_registers_of_ones_own_are_offered(school: WebSchool, officer: Client) -> None:
    cook = school.visitor("程𬱖")
    assert titles(cook.page("/q/place/D001")) != titles(officer.page("/q/place/D001"))
    page = cook.page("/q/extinguisher/M001")
    assert titles(page) == []
    assert "您的岗位没有要在这里填的" in page
    assert "报隐患" in page
    assert "报隐患" not in school.visitor("方舟").page("/q/extinguisher/M001")


def test_whoever_scans_before_signing_in_comes_to_the_form_afterwards(school: WebSchool) -> None:
    answer = school.visitor().client.get("/q/extinguisher/M001", follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?to=/q/extinguisher/M001"


@pytest.mark.parametrize(
    "path", ["/q/place/D999", "/q/person/P001", "/q/student/X001", "/q/place/教学楼一层东"]
)
def test_a_label_that_means_nothing_says_so(officer: Client, path: str) -> None:
    assert "这个标签已经没有用了" in officer.page(path, 404)


def test_what_is_out_of_service_says_so_before_anything_is_filled_in(
    school: WebSchool, officer: Client
) -> None:
    head = school.visitor("董䶮")
    head.post("/settings/lists/extinguisher/end?id=M001", {"until": "2026-03-01"})
    page = officer.page("/q/extinguisher/M001")
    assert "名录里写着已停用" in page
    assert len(titles(page)) == 1


def test_every_register_is_about_the_most_particular_thing_it_names() -> None:
    about = {slug: subject_of(kind)[0] for slug, kind in catalogue().items()}
    assert about["fire_extinguisher_inspection"] == "extinguisher"
    assert about["equipment_maintenance_record"] == "equipment"
    assert about["utility_meter_record"] == "meter"
    assert about["morning_health_check"] == "class"
    assert about["hazard_rectification"] == "place"
    assert set(about.values()) == {"", *CODED}


# ---- sheets


def test_a_sheet_has_a_label_for_every_place_that_a_telephone_can_read(school: WebSchool) -> None:
    head = school.visitor("董䶮")
    page = head.page("/settings/codes")
    assert re.findall(r"<strong>([^<]+)</strong>", page) == ["教学楼一层东", "锅炉房"]
    address = "http://testserver/q/place/D001"
    assert to_svg(address) in page
    assert read(address) == address
    assert head.page("/settings/codes?q=锅炉").count("<svg") == 1
    assert "名录里还没有设备" in head.page("/settings/codes?kind=equipment")
    assert "没有名称里有“操场”的" in head.page("/settings/codes?q=操场")


def test_an_odd_id_comes_back_as_it_is(school: WebSchool, officer: Client) -> None:
    head = school.visitor("董䶮")
    head.post("/settings/lists/place/new", {"e.name": "车棚", "e.id": "东/1 号?"})
    path = "/q/place/%E4%B8%9C%2F1%20%E5%8F%B7%3F"
    assert unquote(path) == "/q/place/东/1 号?"
    assert "车棚" in officer.page(path)


@pytest.mark.parametrize("who", ["贺珺", ""])
def test_sheets_are_for_those_who_keep_the_lists(school: WebSchool, who: str) -> None:
    answer = school.visitor(who).client.get("/settings/codes", follow_redirects=False)
    assert answer.status_code == (403 if who else 303)


def test_children_have_no_labels(school: WebSchool) -> None:
    for kind in ("student", "person", "nothing"):
        assert "没有标签" in school.visitor("周㛃").page(f"/settings/codes?kind={kind}", 404)
