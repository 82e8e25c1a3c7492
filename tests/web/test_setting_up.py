"""Setting a school up with a browser, on a phone and at a desk: nobody is kept out by a page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from records.directory import Directory, PlaceItem
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from taizhang.home import Home
from taizhang.tls import certify
from taizhang.workbooks import list_workbook
from tests.taizhang.office import TERM
from tests.web.phone import Phone
from tests.web.school import PASSWORD
from tests.web.server import Server
from tests.web.serving import AT

CODE = "482913"
PRINCIPAL = "P001"
LISTS, TERMS = "/settings/lists", f"/settings/terms/{TERM}"
PATHS = (
    "/settings",
    LISTS,
    f"{LISTS}/person",
    f"{LISTS}/person/new",
    f"{LISTS}/person/item?id=P006",
    f"{LISTS}/lesson/new",
    f"{LISTS}/person/import",
    "/settings/codes",
    "/q/place/D001",
    "/settings/accounts",
    "/settings/accounts/new",
    "/settings/accounts/of?person=P004",
    "/settings/backup",
    "/settings/connection",
    "/ca",
    "/settings/school",
    "/settings/school/about",
    "/settings/school/off",
    "/settings/school/limits",
    "/settings/school/absences?register=daily_patrol",
    TERMS,
    f"{TERMS}/edit",
    f"{TERMS}/calendar",
    "/settings/terms/new",
)
PhoneOf = Callable[..., Phone]


def places(folder: Path) -> Path:
    """A workbook with one place more."""
    new = Directory({"place": {"D009": PlaceItem(id="D009", name="操场", area="室外")}})
    file = folder / "地点.xlsx"
    file.write_bytes(list_workbook("place", new.listings("place")))
    return file


@pytest.fixture
def principal(server: Server, phone_of: PhoneOf) -> Phone:
    """周㛃, who administers the school as well; it has its certificate."""
    entrance = Entrance(server.home)
    entrance.accounts.set_roles(PRINCIPAL, [Role.PRINCIPAL, Role.ADMINISTRATOR])
    certify(Home.open(server.home), ["taizhang.lan"], AT)
    phone: Phone = phone_of(PRINCIPAL)
    return phone


def test_every_page_of_the_settings_is_open_to_everybody(principal: Phone) -> None:
    for path in PATHS:
        principal.open(path)
        principal.keeps_nobody_out()


def test_pages_that_come_in_between_are_too(principal: Phone, tmp_path: Path) -> None:
    page = principal.page
    principal.open(f"{LISTS}/person/new")
    principal.press("登记")
    principal.sees("有 1 处要改")
    principal.keeps_nobody_out()
    blank = tmp_path / "名单.xlsx"
    blank.write_bytes(list_workbook("person", ()))
    added = places(tmp_path)
    for kind, file, said in (("person", blank, "没有导入"), ("place", added, "登记这 1 条")):
        principal.open(f"{LISTS}/{kind}/import")
        page.locator("#file").set_input_files(file)
        principal.press("看看会改什么")
        principal.sees(said)
        principal.keeps_nobody_out()
    principal.open(f"{TERMS}/calendar")
    principal.write("贴上校历", "4月10日 活动日\n4月11日 庙会")
    principal.press("看看读得对不对")
    principal.sees("有 1 行读不懂")
    principal.keeps_nobody_out()
    principal.open("/settings/accounts/new")
    principal.tap(page.get_by_text("严宁"))
    principal.press("发给勾选的人")
    principal.sees("一次性口令")
    principal.keeps_nobody_out()


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Server]:
    """A server without a school."""
    (tmp_path / "code").write_text(CODE, "utf-8")
    made = Server(tmp_path / "home", tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_school_is_founded_from_a_phone(new: Server, browser: Browser, scripts: bool) -> None:
    phone = Phone.at(browser, new.address)
    if not scripts:
        phone.context.close()
        context = browser.new_context(java_script_enabled=False, locale="zh-CN")
        phone = Phone(context, context.new_page(), new.address)
    page = phone.page
    phone.open("/")
    phone.sees("建立学校的台账")
    page.get_by_role("button", name="下一步").last.click()
    phone.sees("启用码不对")
    if scripts:
        phone.keeps_nobody_out()
    page.fill("#code", CODE)
    page.fill("#f-name", "青禾市云溪路小学")
    page.fill("#f-code", "云小")
    page.get_by_role("button", name="下一步").last.click()
    page.fill("#f-start", "2026-03-02")
    page.fill("#f-end", "2026-07-03")
    if scripts:
        phone.keeps_nobody_out()
    page.get_by_role("button", name="下一步").last.click()
    page.fill("#principal", "周㛃")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    if scripts:
        phone.keeps_nobody_out()
    page.get_by_role("button", name="建立学校").click()
    phone.sees("还差 6 步")
    assert Home.open(new.home).settings.school.principal == "周㛃"
    if scripts:
        phone.keeps_nobody_out()
    phone.context.close()
    assert phone.faults == []
