"""From the first run to the inspector's copy: a school does everything in the browser.

Once as most do, once without scripts: a password then stands where a signature is drawn.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from records.record import Record
from taizhang.desk import Desk
from taizhang.home import Home
from tests.taizhang.office import TERM
from tests.web.phone import SLOW_MS, Phone, photo
from tests.web.server import Server
from tests.web.serving import AT

CODE, WORDS = "482913", "青石桥边2026"
BOUND_MS = 240_000
PEOPLE = {
    "贺珺": ("food_officer", "填报人"),
    "周䶮": ("canteen_manager", "审核人"),
    "沈玥": ("food_director", "审核人"),
}
"""Name → post and role."""
READINGS = {
    "I06.measured.soaked": "35",
    "I07.measured.core_1": "82.5",
    "I07.measured.core_2": "78",
    "I08.measured.held": "40",
    "I10.measured.room": "22.5",
    "I13.measured.least": "130",
    "I22.measured.left": "6.4",
}


@dataclass
class Somebody:
    """Somebody at a device; on the server they are whoever signed in there."""

    phone: Phone
    scripts: bool

    @property
    def page(self) -> Page:
        return self.phone.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).last.click()

    def sign_in(self, name: str, password: str) -> None:
        self.phone.open("/sign-in")
        self.page.fill("#login", name)
        self.page.fill("#password", password)
        self.press("登录")

    def put_signature(self) -> None:
        """By hand, or by the password where there is no pad."""
        if self.scripts:
            self.phone.sign()
        else:
            self.page.locator("#signing #password").fill(WORDS)

    @property
    def number(self) -> str:
        """Of the record whose page is open."""
        expect(self.page).to_have_url(re.compile(r"/records/[A-Z]+-\d+-\d+"), timeout=SLOW_MS)
        found = re.search(r"[A-Z]+-\d{8}-\d{3}", self.page.url)
        assert found
        return found[0]


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browsers run any."""
    return bool(request.param)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server without a school."""
    (tmp_path / "code").write_text(CODE, "utf-8")
    made = Server(tmp_path / "home", tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def somebody(browser: Browser, server: Server, scripts: bool) -> Iterator[Callable[[], Somebody]]:
    """Gives a device that nobody has used yet."""
    given: list[Somebody] = []

    def give() -> Somebody:
        phone = Phone.at(browser, server.address)
        if not scripts:
            phone.context.close()
            context = browser.new_context(
                java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="zh-CN"
            )
            phone = Phone(context, context.new_page(), server.address)
        phone.page.set_default_timeout(SLOW_MS)
        given.append(Somebody(phone, scripts))
        return given[-1]

    yield give
    for one in given:
        one.phone.context.close()
        assert one.phone.faults == []


def test_a_school_goes_from_the_first_run_to_the_inspectors_copy(
    server: Server, somebody: Callable[[], Somebody], tmp_path: Path
) -> None:
    principal, officer, manager, director = (somebody() for _ in range(4))
    found_school(principal)
    told = give_accounts(principal)
    for one, name in ((officer, "贺珺"), (manager, "周䶮"), (director, "沈玥")):
        change_password(one, name, told[name])

    number = fill_in_the_kitchen_check(officer)
    send_back(manager, number)
    put_right(officer, number)
    for one in (officer, manager, director):
        sign(one, number)
    record = record_of(server, number)
    assert [one.by.name for one in record.signatures] == ["贺珺", "周䶮", "沈玥"]
    assert all(bool(one.strokes) is principal.scripts for one in record.signatures)
    assert [one.after for one in record.corrections if one.column == "meals"] != []

    link = bind(principal)
    ledger = take_away(somebody(), link, tmp_path / "ledger.pdf")
    command = [sys.executable, "-m", "taizhang", "--home", str(server.home), "verify", str(ledger)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own
    assert "完整，签名人可信" in answer.stdout, answer.stdout + answer.stderr
    assert answer.returncode == 0
    printed = text_of(ledger)
    assert "贺珺" in printed
    assert ("手写签名" if principal.scripts else "口令确认") in printed
    assert f"2026年3月5日{AT:%H:%M}" in printed.replace(" ", "")


def found_school(principal: Somebody) -> None:
    """The three pages of the first run."""
    page = principal.page
    principal.phone.open("/")
    page.fill("#code", CODE)
    page.fill("#f-name", "青禾市云溪路小学")
    page.fill("#f-code", "云小")
    principal.press("下一步")
    page.fill("#f-start", "2026-03-02")
    page.fill("#f-end", "2026-07-03")
    principal.press("下一步")
    page.fill("#principal", "周㛃")
    page.fill("#password", WORDS)
    page.fill("#again", WORDS)
    principal.press("建立学校")
    principal.phone.sees("还差 6 步")


def give_accounts(principal: Somebody) -> dict[str, str]:
    """People and a place go into the lists; everybody gets a password for once."""
    page, told = principal.page, dict[str, str]()
    for name, (post, _) in PEOPLE.items():
        principal.phone.open("/settings/lists/person/new")
        page.get_by_label("姓名").fill(name)
        page.locator(f'input[name="e.posts"][value="{post}"]').check()
        principal.press("登记")
        principal.phone.sees(name)
    principal.phone.open("/settings/lists/place/new")
    page.get_by_label("名称").fill("食堂操作间")
    principal.press("登记")
    principal.phone.sees("食堂操作间")
    for name, (_, role) in PEOPLE.items():
        principal.phone.open("/settings/accounts/new")
        for box in page.locator('input[name="roles"]').all():
            box.uncheck()
        page.get_by_label(role).first.check()
        page.get_by_label(name).check()
        principal.press("发给勾选的人")
        told[name] = page.locator(".secret").inner_text().strip()
    return told


def change_password(one: Somebody, name: str, told: str) -> None:
    one.sign_in(name, told)
    one.phone.sees("请先换成自己的")
    one.page.fill("#old", told)
    one.page.fill("#new", WORDS)
    one.page.fill("#again", WORDS)
    one.press("换口令")
    one.phone.sees("3月5日（周四）")


def fill_in_the_kitchen_check(officer: Somebody) -> str:
    """One item failed, with its photo; the rest normal by one tap; signed in the same go."""
    page = officer.page
    page.get_by_role("link", name="食堂每日食品安全检查").first.click()
    page.locator("#f-meals-0-meal").get_by_text("中", exact=True).click()
    page.fill("#f-meals-0-diners", "216")
    failed = page.locator("#item-I16")
    failed.get_by_text("不合格", exact=True).click()
    if not officer.scripts:
        failed.locator("summary").click()
    failed.get_by_label("说明").fill("地面有积水")
    failed.get_by_text("当场整改", exact=True).click()
    failed.locator("input[type=file]").set_input_files(picture("积水.jpg"))
    page.locator("#f-photos").set_input_files([picture(f"现场{n}.jpg") for n in range(3)])
    for name, value in READINGS.items():
        page.locator(f'[name="e.checks.{name}"]').fill(value)
    officer.press("其余全部正常")
    officer.put_signature()
    officer.press("提交")
    officer.phone.sees("登记成功")
    officer.phone.sees("已签「食品安全员」")
    return officer.number


def picture(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo()}


def send_back(manager: Somebody, number: str) -> None:
    manager.phone.open("/review")
    manager.page.get_by_role("link", name=number).click()
    manager.page.get_by_role("link", name="退回").click()
    manager.page.fill("#reason", "就餐人数写错")
    manager.press("退回")
    manager.phone.sees("已退回")


def put_right(officer: Somebody, number: str) -> None:
    """From the first page, where it stands first with its reason."""
    officer.phone.open("/")
    officer.phone.sees("周䶮：就餐人数写错")
    officer.page.get_by_role("link", name=number).click()
    officer.page.fill("#f-meals-0-diners", "612")
    officer.page.fill("#reason", "看错一行")
    officer.press("保存更正")
    officer.phone.sees("更正成功")
    assert officer.number == number


def sign(one: Somebody, number: str) -> None:
    one.phone.open("/review")
    one.page.get_by_role("link", name=number).click()
    one.put_signature()
    one.press("签字")
    one.phone.sees("已签")


def bind(principal: Somebody) -> str:
    """The term becomes a volume while its page is watched; then a link for the inspector."""
    page = principal.page
    principal.phone.open("/volumes")
    principal.press(f"装订 {TERM}")
    expect(page.locator("body")).to_contain_text(f"下载 台账-{TERM}.pdf", timeout=BOUND_MS)
    principal.phone.open("/volumes")
    page.fill("#link-note", "期末检查")
    principal.press("建检查链接")
    return page.locator("#new-link").input_value()


def take_away(inspector: Somebody, link: str, path: Path) -> Path:
    inspector.page.goto(link)
    inspector.phone.sees("这里只能看和下载")
    with inspector.page.expect_download() as download:
        inspector.page.get_by_role("link", name="下载台账").first.click()
    download.value.save_as(path)
    return path


def record_of(server: Server, number: str) -> Record:
    home = Home.open(server.home)
    with Desk.open(home, now=lambda: AT, read_only=True) as desk:
        record = desk.record(number)
    assert record.content.entry["meals"][0]["diners"] == 612
    return record


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_range() for page in document)
