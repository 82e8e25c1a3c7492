"""Filling in without network: nothing is lost, nothing comes twice, nobody else hands it in."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from taizhang.desk import Visit
from taizhang.web.looks import PAGES, STATIC
from tests.taizhang.working import until
from tests.web.phone import LAN_NAME, Phone, photo
from tests.web.school import PASSWORD
from tests.web.server import Server
from tests.web.serving import AT, BUSY, DIE, HOLD, ROUND

CLERK, COOK = "P006", "P004"
NEW_ROUND = f"/registers/{ROUND}/new"
REPAIR = "repair_work_order"
ROUND_DATA = {
    "date": "2026-03-05",
    "inspector": "许安",
    "checks": {f"I{number:02d}": {"verdict": "合格"} for number in range(1, 31)},
}
SCRIPTS = sorted(STATIC.glob("*.js"))
PhoneOf = Callable[..., Phone]


def no_file(name: str) -> bytes:
    """Nothing came along."""
    raise AssertionError(name)


def ready(phone: Phone) -> Phone:
    """A phone that can do without network from now on."""
    phone.open("/outbox")
    phone.sees("断网也能打开")
    return phone


def fill_round(phone: Phone) -> None:
    """All thirty items in order, signed."""
    phone.press("其余全部正常")
    phone.sign()


def fill_repair(phone: Phone, place: str = "锅炉房") -> None:
    """A broken door."""
    phone.write("班级/部门", "总务处")
    phone.write("地点/房间", place)
    phone.page.get_by_label("类别").select_option("锁具")
    phone.write("故障描述", "门锁打不开")
    phone.tap(phone.page.get_by_text("当日", exact=True))


def test_what_was_filled_in_while_the_server_was_dead_arrives_once_when_it_is_back(
    server: Server, phone_of: PhoneOf
) -> None:
    phone = ready(phone_of(CLERK))
    server.kill()
    phone.open(NEW_ROUND)
    phone.sees("这是本机存下的一页")
    fill_round(phone)
    phone.choose("I03", "不合格")
    phone.write("说明", "栏杆松动", "#item-I03")
    phone.take_photos("e.checks.I03.photos", "栏杆.jpg")
    phone.submit()
    expect(phone.page).to_have_url(f"{server.address}/outbox")
    phone.waiting(1)
    phone.sees("1 份未上传，最早 3月5日 12:00")
    server.start()
    phone.press("立即上传")
    phone.waiting(0)
    (record,) = server.records(ROUND)
    assert server.uploads == ["201"]
    assert record.first.device_at == AT
    (kept,) = record.entry["checks"]["I03"]["photos"]
    assert kept["original_sha256"] == hashlib.sha256(photo()).hexdigest()
    assert len(record.content.together) == 29


def test_a_server_that_does_not_answer_is_not_waited_for(server: Server, phone_of: PhoneOf) -> None:
    phone = ready(phone_of(CLERK))
    server.fall_asleep()
    phone.open(NEW_ROUND)
    phone.sees("这是本机存下的一页")
    phone.progress("已填 0/30")


def test_a_busy_server_and_a_lost_receipt_make_one_record(
    server: Server, phone_of: PhoneOf
) -> None:
    phone = ready(phone_of(CLERK))
    phone.open(NEW_ROUND)
    fill_round(phone)
    server.do_wrong(BUSY, DIE)
    phone.submit()
    phone.waiting(1)
    phone.press("立即上传")
    server.wait()
    assert server.uploads == ["503", "201"]
    server.start()
    phone.waiting(0)
    assert server.uploads == ["503", "201", "200"]
    assert len(server.records(ROUND)) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", LAN_NAME])
def test_two_tabs_do_not_send_at_the_same_time(
    host: str, server: Server, phone_of: PhoneOf
) -> None:
    phone = phone_of(CLERK, f"http://{host}:{server.port}")
    phone.open(NEW_ROUND)
    fill_round(phone)
    server.do_wrong(HOLD)
    phone.submit()
    until(lambda: server.uploads == ["held"], "the form is being sent")
    other = phone.second_tab()
    other.open("/outbox")
    other.waiting(1)
    assert other.page.evaluate("Store.alone(() => 'alone')") == "busy"
    other.press("立即上传")
    server.go_on()
    expect(phone.page).to_have_url(re.compile("/records/"))
    other.waiting(0)
    assert server.uploads == ["held", "201"]
    assert len(server.records(ROUND)) == 1


def test_a_page_that_was_left_has_everything_again_photo_and_signature_too(
    server: Server, phone_of: PhoneOf
) -> None:
    phone = phone_of(CLERK)
    phone.open(NEW_ROUND)
    fill_round(phone)
    phone.choose("I03", "不合格")
    phone.write("说明", "栏杆松动", "#item-I03")
    phone.take_photos("e.checks.I03.photos", "一.jpg", "二.jpg")
    drawn = phone.page.locator("[name=_strokes]").input_value()
    phone.page.reload()
    phone.sees("已恢复 3月5日 12:00 填的草稿")
    phone.progress("已填 30/30")
    assert phone.page.locator("[name=_strokes]").input_value() == drawn
    expect(phone.page.locator("#item-I03 figcaption")).to_have_text(["一.jpg", "二.jpg"])
    phone.press("删除 一.jpg")
    phone.submit()
    expect(phone.page).to_have_url(re.compile("/records/"))
    (record,) = server.records(ROUND)
    assert record.entry["checks"]["I03"]["remark"] == "栏杆松动"
    assert [one["name"] for one in record.entry["checks"]["I03"]["photos"]] == ["二.jpg"]
    phone.open(NEW_ROUND)
    phone.progress("已填 0/30")
    phone.sees_no(".notice")


def test_a_draft_can_be_thrown_away(phone_of: PhoneOf) -> None:
    phone = phone_of(COOK)
    phone.open("/registers/canteen_morning_check/new")
    phone.press("＋ 再加一行")
    phone.write("姓名", "钱师傅")
    phone.sees("草稿已存")
    phone.page.reload()
    expect(phone.page.locator("[data-row]")).to_have_count(2)
    phone.press("不要草稿，重新填")
    expect(phone.page.locator("[data-row]")).to_have_count(1)
    phone.sees("草稿已删除")
    phone.page.reload()
    phone.progress("已填 0/8")
    phone.sees_no(".notice")


def test_nobody_hands_in_or_sees_what_somebody_else_filled_in_on_the_same_phone(
    server: Server, phone_of: PhoneOf
) -> None:
    phone = ready(phone_of(CLERK))
    phone.open(f"/registers/{REPAIR}/new")
    fill_repair(phone)
    server.do_wrong(*[BUSY] * 40)
    phone.submit()
    phone.waiting(1)
    phone.open(f"/registers/{REPAIR}/new")
    phone.write("故障描述", "还没写完")
    phone.sees("草稿已存")
    phone.press("退出")
    sign_in(phone, "贺珺")
    server.do_wrong()
    phone.open("/outbox")
    phone.sees("等本人登录后上传")
    phone.sees("没有没填完的表")
    phone.open(f"/registers/{REPAIR}/new")
    phone.sees("1 份要等本人登录")
    phone.sees_no(".notice")
    assert server.records(REPAIR) == ()
    phone.press("退出")
    sign_in(phone, "许安")
    phone.open("/outbox")
    phone.waiting(0)
    (record,) = server.records(REPAIR)
    assert record.first.by.id == CLERK


def sign_in(phone: Phone, name: str) -> None:
    phone.write("姓名或编号", name)
    phone.write("口令", PASSWORD)
    phone.press("登录")
    phone.sees("退出")


def test_pages_of_one_person_are_not_kept_for_the_next(server: Server, phone_of: PhoneOf) -> None:
    phone = ready(phone_of(CLERK))
    phone.press("退出")
    sign_in(phone, "贺珺")
    ready(phone)
    server.kill()
    phone.open(NEW_ROUND)
    expect(phone.page).to_have_url(f"{server.address}/outbox")
    phone.open("/registers/canteen_morning_check/new")
    phone.progress("已填 0/8")


def test_plain_http_keeps_drafts_and_what_was_submitted(server: Server, phone_of: PhoneOf) -> None:
    phone = phone_of(CLERK, f"http://{LAN_NAME}:{server.port}")
    phone.open(NEW_ROUND)
    assert not phone.page.evaluate("isSecureContext")
    phone.choose("I01", "合格")
    phone.sees("草稿已存")
    phone.page.reload()
    phone.progress("已填 1/30")
    fill_round(phone)
    phone.take_photos("e.checks.I01.photos", "门.jpg")
    server.kill()
    phone.submit()
    phone.sees("《三十项巡查》已存本机，联网后自动上传")
    server.start()
    phone.sees("《三十项巡查》已上传")
    (record,) = server.records(ROUND)
    assert len(record.entry["checks"]["I01"]["photos"]) == 1
    assert server.uploads == ["201"]


def test_what_is_refused_later_waits_with_the_reason_until_it_is_put_right(
    server: Server, phone_of: PhoneOf
) -> None:
    phone = ready(phone_of(CLERK))
    server.kill()
    phone.open(f"/registers/{REPAIR}/new")
    fill_repair(phone, place="没有的地方")
    phone.take_photos("e.photo_before", "锁.jpg")
    phone.submit()
    phone.waiting(1)
    server.start()
    phone.press("立即上传")
    phone.sees("没有被接受")
    phone.sees("「地点/房间」")
    phone.press("打开修改：报修与维修记录（工单）")
    phone.sees("有 1 处要改")
    phone.page.reload()
    phone.sees("有 1 处要改")
    phone.tap(phone.page.locator("#errors a"))
    expect(phone.page.locator("#f-place")).to_be_focused()
    phone.write("地点/房间", "锅炉房")
    phone.submit()
    expect(phone.page).to_have_url(re.compile("/records/"))
    (record,) = server.records(REPAIR)
    assert record.entry["place"]["name"] == "锅炉房"
    assert len(record.entry["photo_before"]) == 1
    assert server.uploads == ["422", "201"]


def test_what_somebody_else_changed_meanwhile_is_told_and_nothing_is_lost(
    server: Server, phone_of: PhoneOf
) -> None:
    phone = ready(phone_of(CLERK))
    with server.desk() as desk:
        number = desk.file_entry(Visit(CLERK, AT), ROUND, ROUND_DATA, no_file).number
    phone.open(f"/records/{number}/correct")
    phone.choose("I05", "不合格")
    phone.write("说明", "门锁坏了", "#item-I05")
    phone.write("更正原因", "看漏了")
    server.kill()
    phone.submit()
    phone.waiting(1)
    with server.desk() as desk:
        changes = {"checks": {"I01": {"verdict": "不适用", "remark": "已拆"}}}
        desk.correct_record(Visit(CLERK, AT), number, changes, "已拆除", no_file)
    server.start()
    phone.press("立即上传")
    phone.sees("没有被接受")
    assert server.uploads == ["409"]
    phone.press("打开修改：更正：三十项巡查")
    phone.sees("草稿是按第 1 版填的，记录现在是第 2 版，请逐栏核对")
    expect(phone.page.locator("#errors")).to_contain_text("还没有保存")
    expect(phone.page.locator("#item-I05").get_by_label("说明")).to_have_value("门锁坏了")
    expect(phone.page.get_by_label("更正原因")).to_have_value("看漏了")


def test_a_daily_check_of_thirty_items_takes_three_taps_and_a_signature(
    server: Server, phone_of: PhoneOf, figure: Callable[[str], None]
) -> None:
    phone = phone_of(CLERK)
    phone.open("/")
    phone.tap(phone.page.get_by_role("link", name="三十项巡查").first)
    phone.press("其余全部正常")
    phone.progress("已填 30/30，都填了")
    phone.sign()
    phone.submit()
    expect(phone.page).to_have_url(re.compile("/records/"))
    (record,) = server.records(ROUND)
    assert [one.role for one in record.signatures] == ["巡查人"]
    assert len(record.together) == 30
    figure(f"daily check of 30 items, all normal: {phone.taps} taps and the signature")
    assert phone.taps <= 5


def test_items_that_are_measured_or_answered_are_left_to_whoever_looks(phone_of: PhoneOf) -> None:
    phone = phone_of(COOK)
    phone.open("/registers/canteen_morning_check/new")
    phone.choose("I02", "不适用")
    phone.press("其余全部正常")
    phone.progress("已填 7/8，还差 6")
    expect(phone.page.locator("#item-I06 .measures input")).to_be_focused()
    phone.page.keyboard.type("25")
    phone.progress("已填 8/8，都填了")
    together = phone.page.locator("[name=_together]")
    expect(together).to_have_value("I01 I03 I04 I05 I07 I08")
    phone.choose("I03", "不合格")
    expect(phone.page.locator("#item-I03 details")).to_have_attribute("open", "")
    expect(together).to_have_value("I01 I04 I05 I07 I08")


def test_a_mistake_in_a_row_is_shown_at_that_row_blank_ones_or_not(phone_of: PhoneOf) -> None:
    phone = phone_of(COOK)
    phone.open("/registers/canteen_morning_check/new")
    phone.press("其余全部正常")
    phone.press("＋ 再加一行")
    phone.press("＋ 再加一行")
    phone.write("姓名", "钱师傅", "[data-row='1']")
    phone.press("删除晨检人员 2")
    phone.write("姓名", "董玥", "[data-row='2']")
    phone.write("体温", "三十六度", "[data-row='2']")
    phone.submit()
    phone.sees("还没有保存")
    phone.tap(phone.page.locator("#errors a[href='#f-people-2-temp']"))
    expect(phone.page.locator("#f-people-2-temp")).to_be_focused()
    expect(phone.page.locator("#f-people-2-temp")).to_have_attribute("aria-invalid", "true")
    expect(phone.page.locator("[data-row='2'] .wrong").first).to_be_visible()


def test_a_page_that_was_kept_knows_what_day_it_is_and_what_it_was_opened_for(
    server: Server, phone_of: PhoneOf
) -> None:
    phone = ready(phone_of(CLERK))
    server.kill()
    phone.set_clock(AT + timedelta(days=1, hours=2))
    phone.open(f"/registers/{REPAIR}/new?subject=锅炉房&fault=漏水")
    phone.sees("这张表是为「锅炉房」打开的")
    expect(phone.page.get_by_label("报修时间")).to_have_value("2026-03-06T14:00")
    expect(phone.page.get_by_label("故障描述")).to_have_value("漏水")
    phone.open(f"{NEW_ROUND}?day=2026-03-04")
    expect(phone.page.get_by_label("日期")).to_have_value("2026-03-04")


def test_a_password_is_never_written_down(server: Server, phone_of: PhoneOf) -> None:
    phone = ready(phone_of(CLERK))
    phone.open(NEW_ROUND)
    phone.press("其余全部正常")
    phone.press("改用口令确认")
    phone.write("口令", PASSWORD, ".typed")
    server.kill()
    phone.submit()
    phone.sees("口令没有存在本机")
    with phone.page.expect_download() as download:
        phone.press("导出：三十项巡查")
    copy = download.value.path().read_text("utf-8")
    assert '"e.checks.I30.verdict"' in copy
    assert PASSWORD not in copy
    assert PASSWORD not in json.dumps(phone.page.evaluate("Store.entries()"))
    server.start()
    phone.press("立即上传")
    phone.waiting(0)
    (record,) = server.records(ROUND)
    assert record.signatures == ()


def test_a_password_signs_where_the_server_answers(server: Server, phone_of: PhoneOf) -> None:
    phone = phone_of(CLERK)
    phone.open(NEW_ROUND)
    phone.press("其余全部正常")
    phone.press("改用口令确认")
    phone.write("口令", PASSWORD, ".typed")
    phone.submit()
    phone.sees("已签「巡查人」")
    assert len(server.records(ROUND)[0].signatures) == 1


def test_a_scribble_is_no_signature(server: Server, phone_of: PhoneOf) -> None:
    phone = phone_of(CLERK)
    phone.open(NEW_ROUND)
    phone.sign(strokes=1)
    phone.press("重写")
    expect(phone.page.locator("[name=_strokes]")).to_have_value("")
    phone.tap(phone.page.locator("#pad"))
    phone.submit()
    phone.sees("笔画太少，不像签名")
    expect(phone.page.locator("#pad")).to_be_focused()
    phone.press("退一笔")
    phone.sign()
    expect(phone.page.locator("#pad-wrong")).to_be_hidden()
    assert server.uploads == []


def test_a_new_edition_of_the_pages_is_kept_whole_before_the_old_one_goes(
    server: Server, phone_of: PhoneOf
) -> None:
    phone = ready(phone_of(CLERK))
    server.kill()
    server.set_edition("another")
    server.start()
    phone.open("/me")
    expect(phone.page.locator("body")).to_have_attribute("data-edition", "another")
    kept = "caches.keys().then(names => names.map(name => name.split('/')[1]))"
    until(lambda: set(phone.page.evaluate(kept)) == {"another"}, "the old edition is gone")
    server.kill()
    phone.open(NEW_ROUND)
    expect(phone.page.locator("body")).to_have_attribute("data-edition", "another")
    phone.progress("已填 0/30")


def test_forms_and_outbox_can_be_used_by_everybody(server: Server, phone_of: PhoneOf) -> None:
    phone = ready(phone_of(CLERK))
    phone.open(f"/registers/{REPAIR}/new")
    fill_repair(phone, place="没有的地方")
    phone.take_photos("e.photo_before", "锁.jpg")
    phone.submit()
    phone.sees("有 1 处要改")
    assert phone.barriers() == []
    phone.open(NEW_ROUND)
    phone.press("其余全部正常")
    phone.choose("I03", "不合格")
    assert phone.barriers() == []
    server.kill()
    phone.submit()
    phone.waiting(1)
    phone.sees("草稿")
    assert phone.barriers() == []


# ---- files


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short_and_read_by_old_browsers(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 200
    assert max(map(len, text.splitlines())) <= 108
    assert not re.search(
        r"\?\.\D|\?\?|https?://|\.(flat|flatMap|replaceAll|replaceChildren|at)\(", text
    )


def test_pages_have_no_script_or_style_of_their_own_and_ask_nobody_else() -> None:
    for path in PAGES.glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<script(?! src=)|<style|\son\w+=|\sstyle=|https?://", text), (
            path.name
        )
