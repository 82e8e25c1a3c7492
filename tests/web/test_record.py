"""The page of one record: everything about it, for whoever may see it, and what comes next."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image

from records.access import AccessLog
from records.disk import Disk
from taizhang.desk import Visit
from tests.web.kept import LOOSE, caller, patrol, sample, sign
from tests.web.school import WebSchool


def words(page: str) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def buttons(page: str) -> list[str]:
    """What can be done, in order."""
    return re.findall(r'class="button[^"]*" href="/records/[^"]+">([^<]+)</a>', page)


def nothing(name: str) -> bytes:
    """No file comes along."""
    raise AssertionError(name)


def read(school: WebSchool, number: str, login: str) -> str:
    return school.visitor(login).page(f"/records/{number}")


def test_a_page_tells_content_items_photos_signatures_and_course(school: WebSchool) -> None:
    number = patrol(school, school.now - timedelta(days=1), I04=LOOSE)
    page = read(school, number, "P003")
    told = words(page)
    for text in ("3月4日上午巡视", "校园每日巡视记录", "已登记", "不合格", "许安填"):
        assert text in told, text
    assert "楼梯、扶手、栏杆" in told
    assert "备注：二层扶手立柱松动，可晃动" in told
    assert "部位：教学楼一层东" in told
    assert re.search(r"已开隐患：\s*YH-20260304-001", told)
    assert re.search(r"巡视人 许安 2026年3月4日 11:01 手写签名", told)
    assert re.search(r"总务主任 还没有签", told)
    assert re.search(r"登记 许安 2026年3月4日 11:00 命令行", told)
    assert 'alt="楼梯、扶手、栏杆：现场.jpg"' in page


def test_the_hazard_leads_back_to_what_found_it(school: WebSchool) -> None:
    number = patrol(school, I04=LOOSE)
    page = read(school, "YH-20260305-001", "P006")
    assert f'由 <a href="/records/{number}">' in page


def test_corrections_stand_side_by_side_with_who_and_why(school: WebSchool) -> None:
    number = sample(school, dish="番茄炒蛋")
    with school.desk() as desk:
        desk.correct_record(
            Visit("P005", school.now), number, {"dish": "青椒肉丝"}, "写错", nothing
        )
    page = read(school, number, "P004")
    assert '<del class="struck">番茄炒蛋</del>' in page
    row = words(re.search(r"<tr><td>「.*?</tr>", page, re.DOTALL)[0])  # type: ignore[index]
    assert all(word in row for word in ("番茄炒蛋", "青椒肉丝", "程𬱖", "写错", "2026-03-05 12:00"))


def test_what_was_typed_confirmed_or_filled_in_late_is_said_honestly(school: WebSchool) -> None:
    number = patrol(school, school.now - timedelta(days=3), late_reason="当天停电")
    with school.desk() as desk:
        desk.sign_record(Visit("P003", school.now, channel="web"), number, "补录批准")
    told = words(read(school, number, "P003"))
    assert "补录：当天停电（董䶮批准）" in told
    assert "签字「补录批准」 董䶮（口令确认）" in told


def test_a_voided_record_is_said_to_be_so_and_nothing_more_is_done(school: WebSchool) -> None:
    number = sample(school)
    with school.desk() as desk:
        desk.void_record(Visit("P005", school.now), number, "重复登记")
    page = read(school, number, "P005")
    assert "作废：重复登记" in words(page)
    assert buttons(page) == ["打印 Word", "打印 PDF"]


# ---- what comes next, and for whom


def test_each_is_offered_what_is_theirs_to_do(school: WebSchool) -> None:
    number = sample(school)
    papers = ["打印 Word", "打印 PDF"]
    keeper = buttons(read(school, number, "P005"))
    assert keeper == ["签字：留样员", "续填：销毁", *papers, "更正", "作废"]
    reviewer = buttons(read(school, number, "P004"))
    assert reviewer == ["续填：销毁", *papers, "更正", "退回"], "is named in it, did not file it"
    head = buttons(read(school, number, "P003"))
    assert head == [*papers, "退回", "作废"], "answers for it, but fills in nothing here"
    sign(school, number, "P005")
    assert buttons(read(school, number, "P004"))[0] == "签字：食品安全员"


def test_what_was_sent_back_is_put_right_first(school: WebSchool) -> None:
    number = sample(school)
    with school.desk() as desk:
        desk.return_record(Visit("P004", school.now), number, "重量写错")
    page = read(school, number, "P005")
    assert "贺珺退回，还没有改：重量写错" in words(page)
    assert f'<a class="button main" href="/records/{number}/correct">更正</a>' in page
    assert "退回" not in buttons(read(school, number, "P004"))


def test_nobody_opens_what_is_not_theirs_and_it_looks_the_same_for_all_of_it(
    school: WebSchool,
) -> None:
    number = patrol(school, I04=LOOSE)
    other = school.visitor("P005")
    (photo,) = photos(school, number)
    for path in ("", "/sign", "/return", "/void", "/correct", f"/attachments/{photo}",
                 "/signatures/2.png", "/print.pdf"):  # fmt: skip
        assert other.get(f"/records/{number}{path}").status_code == 403, path
        assert other.get(f"/records/XYXS-20260305-999{path}").status_code == 404, path


# ---- personal values


def readings(school: WebSchool, number: str) -> list[tuple[str, str, bool]]:
    log = AccessLog(school.folder, Disk())
    return [(one.by.id, one.how, one.allowed) for one in log.entries() if one.what == number]


def photos(school: WebSchool, number: str) -> list[str]:
    """Digests of the photos in a record."""
    with school.desk() as desk:
        entry = desk.record(number).entry
        named = [*entry.get("photos", ())]
        for check in entry.get("checks", {}).values():
            named += check.get("photos", ())
    return [one["sha256"] for one in named]


def test_personal_values_are_masked_for_whoever_may_not_read_them(school: WebSchool) -> None:
    number = caller(school)
    page = read(school, number, "P003")
    assert "钱来" not in page
    assert "13800000000" not in page
    assert "钱**" in page
    assert "个人信息已遮盖" in page
    assert "更正" not in buttons(page), "nobody corrects what they cannot read"
    assert readings(school, number) == [("P003", "查看", False)]


def test_whoever_may_reads_them_and_that_is_noted(school: WebSchool) -> None:
    number = caller(school)
    assert "钱来" in read(school, number, "P001")
    assert readings(school, number) == [("P001", "查看", True)]


def test_a_photo_of_a_face_is_shown_to_those_only_and_kept_nowhere(school: WebSchool) -> None:
    number = caller(school)
    (photo,) = photos(school, number)
    for size in ("", "?small=1"):
        path = f"/records/{number}/attachments/{photo}{size}"
        shown = school.visitor("P001").get(path)
        assert shown.headers["content-type"] == "image/jpeg"
        assert shown.headers["cache-control"] == "no-store"
        assert school.visitor("P003").get(path).status_code == 404
        assert school.visitor("P004").get(path).status_code == 404, (
            "though the caller came for them"
        )
    assert [one for one in readings(school, number) if one[2]] == [("P001", "查看", True)] * 2


# ---- photos and signatures


def test_a_photo_is_served_whole_and_small_under_its_own_name(school: WebSchool) -> None:
    number = patrol(school, I04=LOOSE)
    (photo,) = photos(school, number)
    clerk = school.visitor("P006")
    whole = clerk.get(f"/records/{number}/attachments/{photo}")
    assert whole.headers["content-type"] == "image/jpeg"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["content-disposition"] == (
        "inline; filename*=utf-8''%E7%8E%B0%E5%9C%BA.jpg"
    )
    small = clerk.get(f"/records/{number}/attachments/{photo}?small=1")
    sizes = [Image.open(io.BytesIO(one.content)).size for one in (whole, small)]
    assert sizes[0] == (640, 480)
    assert max(sizes[1]) <= 362
    assert sizes[1][0] * 3 == sizes[1][1] * 4 or abs(sizes[1][0] / sizes[1][1] - 4 / 3) < 0.02


def test_only_what_a_record_names_is_served_by_its_address(school: WebSchool) -> None:
    number, other = patrol(school, I04=LOOSE), sample(school)
    (photo,) = photos(school, number)
    food_officer = school.visitor("P004")
    assert food_officer.get(f"/records/{other}/attachments/{photo}").status_code == 404
    for odd in ("0" * 64, "school.p12", "%2e%2e%2fschool.toml"):
        assert food_officer.get(f"/records/{other}/attachments/{odd}").status_code == 404, odd


def test_a_lost_photo_is_told_and_stops_no_page(school: WebSchool) -> None:
    number = patrol(school, I04=LOOSE)
    (photo,) = photos(school, number)
    (school.folder / "attachments" / photo[:2] / photo).unlink()
    clerk = school.visitor("P006")
    assert clerk.get(f"/records/{number}").status_code == 200
    for size in ("", "?small=1"):
        assert clerk.get(f"/records/{number}/attachments/{photo}{size}").status_code == 404


def test_a_signature_is_ink_on_white(school: WebSchool) -> None:
    number = patrol(school)
    head = school.visitor("P003")
    page = head.page(f"/records/{number}")
    (address,) = re.findall(r'<img class="signature" src="([^"]+)" alt="手写签名：许安">', page)
    answer = head.get(address)
    assert answer.headers["content-type"] == "image/png"
    drawn = Image.open(io.BytesIO(answer.content)).convert("L")
    assert drawn.getextrema() == (0, 255)
    assert head.get(address.replace("2.png", "1.png")).status_code == 404, "nobody signed there"


@pytest.mark.parametrize("login", ["P008", "P004"])
def test_a_signature_is_for_those_who_see_the_record(school: WebSchool, login: str) -> None:
    number = patrol(school)
    assert school.visitor(login).get(f"/records/{number}/signatures/2.png").status_code == 403
