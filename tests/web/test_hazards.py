"""Hazards in the browser: from a check that failed to its end, each step by whose it is."""

import re
from datetime import timedelta

import pytest

from records.hazards import Hazard
from records.lifecycle import state_of
from tests.web.kept import LOOSE, jpeg, numbers_on, patrol
from tests.web.school import PASSWORD, Client, WebSchool

NOTICE = {
    "e.level": "一般-限期整改",
    "e.interim": "已拉隔离带，专人看守",
    "e.owner": "董䶮",
    "e.due": "2026-03-09",
    "e.notified_at": "2026-03-05T11:40",
}
WORK = {"e.done_at": "2026-03-06T10:00", "e.done_desc": "换膨胀螺栓四只，焊牢"}
LOOK = {
    "e.reviewer": "许安",
    "e.review_at": "2026-03-06T11:00",
    "e.review_result": "合格销号",
}
END = {"e.closed_at": "2026-03-06T11:30"}


def opened(school: WebSchool) -> str:
    """Number of the hazard that a patrol opened."""
    number = patrol(school, I04=LOOSE)
    with school.desk() as desk:
        return desk.record(number).opens[0]


def hazard(school: WebSchool, number: str) -> Hazard:
    with school.desk() as desk:
        found = desk.hazards("2025-2026-2", open_only=False, on=desk.now())
    return next(one for one in found if one.number == number)


def carry_on(client: Client, number: str, data: dict[str, str], photo: str = "") -> str:
    """Fill in the next stage of a hazard, with a photo where it asks for one."""
    path = f"/records/{number}/continue"
    page = client.page(path)
    hidden = dict(re.findall(r'name="(_id|_version)" value="([^"]+)"', page))
    files = {photo: ("现场.jpg", jpeg("#c09010" if "after" in photo else "#402080"), "image/jpeg")}
    answer = client.post(path, hidden | data, files if photo else None)
    assert "续填成功" in answer.text, answer.text[-2000:]
    return answer.text


def tabs(page: str) -> dict[str, int]:
    """How many are behind each word."""
    found = re.findall(r'<a href="/hazards[^"]*"[^>]*>(\S+) (\d+)</a>', page)
    return {name: int(count) for name, count in found}


def columns(page: str) -> dict[str, list[str]]:
    """Numbers at each stage."""
    found = re.findall(r'<h2 id="stage-\d+">(\S+?)（\d+）</h2>(.*?)</section>', page, re.DOTALL)
    return {stage: numbers_on(part) for stage, part in found}


def test_a_hazard_goes_through_all_hands_in_the_browser(school: WebSchool) -> None:
    number = opened(school)
    safety, head, deputy = (school.visitor(login) for login in ("P006", "P003", "P002"))
    assert columns(safety.page("/hazards?mine=1")) == {"发现": [number]}
    carry_on(safety, number, NOTICE)
    assert columns(head.page("/hazards?mine=1")) == {"整改": [number]}
    school.now += timedelta(days=1)
    page = carry_on(head, number, WORK, "e.photo_after")
    assert 'alt="整改后照片：现场.jpg"' in page
    assert columns(safety.page("/hazards?mine=1")) == {"复查": [number]}
    carry_on(safety, number, LOOK)
    assert columns(deputy.page("/hazards?mine=1")) == {"销号": [number]}
    carry_on(deputy, number, END)
    assert hazard(school, number).is_closed
    assert tabs(head.page("/hazards")) == {"未销号": 0, "等我办": 0, "超期": 0, "全部": 1}
    assert columns(head.page("/hazards?all=1")) == {"已销号、已作废": [number]}


def test_then_each_signs_in_the_order_of_the_paper(school: WebSchool) -> None:
    number = opened(school)
    people = {one: school.visitor(one) for one in ("P006", "P003", "P002")}
    carry_on(people["P006"], number, NOTICE | {"_password": PASSWORD})
    school.now += timedelta(days=1)
    carry_on(people["P003"], number, WORK, "e.photo_after")
    carry_on(people["P006"], number, LOOK)
    carry_on(people["P002"], number, END)
    for login in ("P006", "P003", "P006", "P002"):
        client = people[login]
        page = client.page(f"/records/{number}/sign")
        hidden = dict(re.findall(r'name="(_id|_version|_role)" value="([^"]+)"', page))
        answer = client.post(f"/records/{number}/sign", hidden | {"_password": PASSWORD})
        assert "已签" in answer.text, login
    with school.desk() as desk:
        record = desk.record(number)
    roles = [one.role for one in record.signatures]
    assert roles == ["发现人", "安全办", "整改责任人", "复查人", "分管副校长"]
    assert state_of(record) == "已签结"


def test_what_did_not_help_goes_back_to_rectification(school: WebSchool) -> None:
    number = opened(school)
    safety, head = school.visitor("P006"), school.visitor("P003")
    carry_on(safety, number, NOTICE)
    school.now += timedelta(days=1)
    carry_on(head, number, WORK, "e.photo_after")
    page = carry_on(safety, number, LOOK | {"e.review_result": "不合格重整改"})
    assert "历次整改" in page
    assert (hazard(school, number).stage, hazard(school, number).rounds) == ("整改", 1)
    assert columns(head.page("/hazards?mine=1")) == {"整改": [number]}


def test_the_board_says_who_by_when_how_late_and_who_has_to_be_told(school: WebSchool) -> None:
    number = opened(school)
    carry_on(school.visitor("P006"), number, NOTICE | {"e.level": "较大"})
    school.now += timedelta(days=8)
    page = school.visitor("P003").page("/hazards?overdue=1")
    assert numbers_on(page) == [number]
    for told in (
        "责任人 董䶮",
        "期限 3月9日",
        ">超期4天<",
        ">较大<",
        "教学楼一层东",
        "须报 总务主任",
    ):
        assert told in page, told
    assert "分管副校长" in page
    assert tabs(page)["超期"] == 1


@pytest.mark.parametrize(
    ("login", "sees"), [("P001", True), ("P006", True), ("P004", False), ("P005", False)]
)
def test_staff_see_the_hazards_that_concern_them(school: WebSchool, login: str, sees: bool) -> None:
    number = opened(school)
    page = school.visitor(login).page("/hazards")
    assert (number in page) is sees
    assert ("隐患通报" in page) is sees
    assert tabs(page)["未销号"] == int(sees)


def test_whoever_has_to_rectify_sees_it_works_on_it_and_cannot_strike_it_out(
    school: WebSchool,
) -> None:
    number = opened(school)
    carry_on(school.visitor("P006"), number, NOTICE | {"e.owner": "贺珺"})
    owner = school.visitor("P004")
    assert columns(owner.page("/hazards?mine=1")) == {"整改": [number]}
    assert owner.get(f"/records/{number}/void").status_code == 403
    school.now += timedelta(days=1)
    carry_on(owner, number, WORK, "e.photo_after")
    assert hazard(school, number).stage == "复查"
    assert school.visitor("P005").get(f"/records/{number}/continue").status_code == 403


def test_anybody_reports_a_hazard_and_finds_it_on_the_board(school: WebSchool) -> None:
    keeper = school.visitor("P005")
    assert 'href="/registers/hazard_rectification/new"' in keeper.page("/hazards")
    answer = keeper.post(
        "/registers/hazard_rectification/new",
        {
            "e.source": "师生报告",
            "e.found_at": "2026-03-05T11:20",
            "e.finder": "程𬱖",
            "e.place": "锅炉房",
            "e.category": "燃气",
            "e.desc": "燃气软管老化开裂，接头处有异味。",
        },
        {"e.photo_before": ("软管.jpg", jpeg(), "image/jpeg")},
    )
    assert "登记成功" in answer.text
    assert "锅炉房" in keeper.page("/hazards")
    assert tabs(school.visitor("P006").page("/hazards?mine=1"))["等我办"] == 1
