"""用印 in the browser: who may, who must not, and that no picture of a seal goes astray."""

import io
import re

import httpx2 as httpx
import pypdfium2
import pytest
from PIL import Image, ImageChops

from taizhang.home import Home
from taizhang.stamping import Applications
from tests.taizhang.sealed import SEAL, drawn_seal, give_seal, letter
from tests.web.school import PASSWORD, Client, WebSchool

STAMPS = "/papers/stamps"
STAFF = "贺珺"
"""Food officer, who has no part in it."""


@pytest.fixture
def number(school: WebSchool) -> str:
    """A signed letter of 许安, at a school with a seal that 董䶮 keeps."""
    with school.desk() as desk:
        give_seal(desk)
        return letter(desk)


@pytest.fixture
def key(school: WebSchool, number: str) -> str:
    """An application of 许安."""
    said = {"numbers": number, "seal": SEAL, "copies": "2", "why": "签订安全责任书"}
    answer = school.visitor("许安").post(f"{STAMPS}/ask", said)
    assert answer.status_code == 200, answer.text
    return str(answer.url.path).removeprefix(f"{STAMPS}/")


@pytest.fixture
def stamped(school: WebSchool, key: str) -> str:
    """It was allowed and used."""
    allow(school.visitor("周㛃"), key)
    assert use(school.visitor("董䶮"), key).status_code == 200
    return key


def allow(client: Client, key: str, **said: str) -> httpx.Response:
    form = {"act": "allow", "_password": PASSWORD, **said}
    return client.post(f"{STAMPS}/{key}/decide", form)


def use(client: Client, key: str, **said: str) -> httpx.Response:
    return client.post(f"{STAMPS}/{key}/use", {"_password": PASSWORD, **said})


def state(school: WebSchool, key: str) -> str:
    with school.desk() as desk:
        return Applications(desk).get(key).state


def red_in(pdf: bytes) -> bool:
    """Whether a page of a file shows something red."""
    pages = [page.render().to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]
    bands = [page.split() for page in pages]
    return any(ImageChops.subtract(red, green).getextrema()[1] > 60 for red, green, _ in bands)  # type: ignore[operator]


def test_a_record_leads_to_its_application_and_everybody_to_what_waits_for_them(
    school: WebSchool, number: str
) -> None:
    clerk = school.visitor("许安")
    link = f'href="{STAMPS}/ask?number={number}"'
    assert link in clerk.page(f"/records/{number}")
    page = clerk.page(f"{STAMPS}/ask?number={number}")
    assert number in page
    assert "董䶮保管" in page
    said = {"numbers": number, "seal": SEAL, "copies": "2", "why": "签订安全责任书"}
    page = clerk.post(f"{STAMPS}/ask", said).text
    assert "已申请用印" in page
    assert "待批准" in page
    waiting = school.visitor("周㛃").page(STAMPS)
    assert "签订安全责任书" in waiting.partition("其他申请")[0].partition("用印登记簿")[0]
    assert "没有等您批准或用印的" in school.visitor("董䶮").page(STAMPS)
    counted = f'<dt>等我批准、用印</dt><dd><a href="{STAMPS}">1</a>'
    assert counted in school.visitor("周㛃").page("/")
    assert "等我批准、用印" not in school.visitor("董䶮").page("/")


def test_asked_allowed_stamped_taken_and_logged(school: WebSchool, number: str, key: str) -> None:
    principal, custodian = school.visitor("周㛃"), school.visitor("董䶮")
    assert "批准用印" in principal.page(f"{STAMPS}/{key}")
    assert "已批准" in allow(principal, key).text
    page = use(custodian, key).text
    assert "用印〔2026〕1号" in page
    (address,) = set(re.findall(rf'href="({STAMPS}/{key}/[^"]+[0-9].pdf)"', page))
    answer = custodian.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert red_in(answer.content)
    (issued,) = (school.folder / "issued").glob("*-已用印.pdf")
    assert issued.read_bytes() == answer.content == custodian.get(address).content
    log = custodian.page(STAMPS)
    for told in ("用印〔2026〕1号", number, "签订安全责任书（许安申请）", "周㛃", "董䶮"):
        assert told in log
    assert custodian.get(f"{STAMPS}/log.pdf").content.startswith(b"%PDF")
    assert custodian.get(f"{STAMPS}/log.docx?span=2026").content.startswith(b"PK")
    assert "用印「公章，用印〔2026〕1号」" in principal.page(f"/records/{number}")


def test_an_ordinary_print_says_so_and_shows_no_seal(
    school: WebSchool, number: str, stamped: str
) -> None:
    custodian = school.visitor("董䶮")
    plain = custodian.get(f"/records/{number}/print.pdf").content
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(plain))
    assert "已用印：用印〔2026〕1号，2026年3月5日" in text
    assert not red_in(plain)
    assert not red_in(custodian.get(f"{STAMPS}/{stamped}/{number}/plain.pdf").content)


# ---- who must not


@pytest.mark.parametrize("path", ["", "/log.pdf", "/log.docx"])
def test_whoever_has_no_part_in_it_sees_nothing(school: WebSchool, stamped: str, path: str) -> None:
    assert school.visitor(STAFF).get(STAMPS + path).status_code == 403


def test_nor_an_application_nor_a_paper_of_it(school: WebSchool, number: str, stamped: str) -> None:
    other = school.visitor(STAFF)
    for path in (stamped, f"{stamped}/{number}.pdf", f"{stamped}/{number}/plain.pdf"):
        assert other.get(f"{STAMPS}/{path}").status_code == 403, path
    assert STAMPS not in other.page("/")


@pytest.mark.parametrize("who", ["许安", "周㛃", "沈玥", STAFF])
def test_the_paper_with_the_seal_is_handed_out_by_its_custodian_only(
    school: WebSchool, number: str, stamped: str, who: str
) -> None:
    answer = school.visitor(who).get(f"{STAMPS}/{stamped}/{number}.pdf")
    assert answer.status_code in (403, 422)
    assert not answer.content.startswith(b"%PDF")
    assert list((school.folder / "issued").glob("*-已用印.pdf")) == []


@pytest.mark.parametrize("who", ["许安", "董䶮", STAFF])
def test_only_a_leader_allows(school: WebSchool, key: str, who: str) -> None:
    assert allow(school.visitor(who), key).status_code in (403, 422)
    assert state(school, key) == "待批准"


@pytest.mark.parametrize("who", ["许安", "周㛃", "沈玥", STAFF])
def test_only_the_custodian_stamps(school: WebSchool, number: str, key: str, who: str) -> None:
    allow(school.visitor("周㛃"), key)
    assert use(school.visitor(who), key).status_code in (403, 422)
    with school.desk() as desk:
        assert desk.record(number).stamps == ()


def test_a_browser_left_open_allows_and_stamps_nothing(school: WebSchool, key: str) -> None:
    principal, custodian = school.visitor("周㛃"), school.visitor("董䶮")
    for password in ("", "wrong"):
        answer = allow(principal, key, _password=password)
        assert "没有办成" in answer.text
        assert answer.status_code == 422
    assert state(school, key) == "待批准"
    allow(principal, key)
    assert "没有输入口令" in use(custodian, key, _password="").text
    answer = custodian.post(f"{STAMPS}/{key}/use", {"_password": PASSWORD}, token="0" * 64)
    assert answer.status_code == 403
    assert state(school, key) == "待用印"


def test_nobody_asks_for_a_seal_under_what_is_not_theirs(school: WebSchool, number: str) -> None:
    said = {"numbers": number, "seal": SEAL, "copies": "1", "why": "试试"}
    other = school.visitor(STAFF)
    assert other.post(f"{STAMPS}/ask", said).status_code == 403
    with school.desk() as desk:
        assert Applications(desk).listed() == ()


def test_what_was_said_is_not_lost_when_it_is_refused(school: WebSchool, number: str) -> None:
    said = {"numbers": f"{number} ZRS-20260305-099", "seal": SEAL, "copies": "2", "why": "签订"}
    answer = school.visitor("许安").post(f"{STAMPS}/ask", said)
    assert answer.status_code == 404
    for told in (number, "ZRS-20260305-099", 'value="签订"', 'value="2"'):
        assert told in answer.text


def test_a_leader_who_refuses_says_why_and_the_applicant_reads_it(
    school: WebSchool, key: str
) -> None:
    principal = school.visitor("周㛃")
    assert "不批准要写原因" in allow(principal, key, act="refuse").text
    assert "没有批准" in allow(principal, key, act="refuse", remark="份数不对").text
    assert "份数不对" in school.visitor("许安").page(f"{STAMPS}/{key}")


@pytest.mark.parametrize("path", ["ffffffff", "ffffffff/ZRS-20260305-001.pdf"])
def test_an_unknown_application_is_told_as_such(school: WebSchool, number: str, path: str) -> None:
    answer = school.visitor("董䶮").get(f"{STAMPS}/{path}")
    assert answer.status_code == 422
    assert "没有编号为“ffffffff”的用印申请" in answer.text


# ---- the picture


def test_the_picture_is_shown_to_its_custodian_small_and_kept_by_no_browser(
    school: WebSchool, number: str
) -> None:
    answer = school.visitor("董䶮").get(f"{STAMPS}/seals/{SEAL}.png")
    assert answer.headers["cache-control"] == "no-store"
    assert max(Image.open(io.BytesIO(answer.content)).size) <= 240
    for who in ("周㛃", "沈玥", "许安", STAFF):
        assert school.visitor(who).get(f"{STAMPS}/seals/{SEAL}.png").status_code == 403


def test_the_picture_as_it_is_kept_is_at_no_address(school: WebSchool, number: str) -> None:
    with school.desk() as desk:
        file = desk.home.settings.seals[0].file
    custodian = school.visitor("董䶮")
    for path in (f"/keys/seals/{file}", f"/settings/seals/{file}", f"{STAMPS}/seals/{file}"):
        answer = custodian.get(path)
        assert answer.status_code in (403, 404, 422)
        assert drawn_seal().png not in answer.content


# ---- seals


def keep(client: Client, picture: bytes | None = None, **said: str) -> httpx.Response:
    form = {"name": SEAL, "custodians": "董䶮 沈玥", "width": "40", "place": "落款", "seam": "1"}
    files = {"picture": ("seal.png", picture, "image/png")} if picture else None
    return client.post("/settings/seals", {**form, **said}, files)


def seals_of(school: WebSchool) -> list[tuple[str, tuple[str, ...], int]]:
    kept = Home.open(school.folder).settings.seals
    return [(one.name, one.custodians, one.width) for one in kept]


def test_the_principal_keeps_changes_and_drops_a_seal(school: WebSchool) -> None:
    principal = school.visitor("周㛃")
    assert 'href="/settings/seals"' in principal.page("/settings")
    answer = keep(principal, drawn_seal().png)
    assert "已保存“公章”" in answer.text
    assert seals_of(school) == [(SEAL, ("P003", "P002"), 40)]
    keep(principal, None, custodians="许安", width="42")
    assert seals_of(school) == [(SEAL, ("P006",), 42)]
    assert "data:image" not in principal.page("/settings/seals")
    assert "已停用" in principal.post("/settings/seals/drop", {"name": SEAL}).text
    assert seals_of(school) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"width": "300"}, "宽度"),
        ({"custodians": "无名氏"}, "名录里没有“无名氏”"),
        ({"name": ""}, "没有写印章的名称"),
        ({"place": "封面"}, "盖在落款"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(
    school: WebSchool, said: dict[str, str], told: str
) -> None:
    answer = keep(school.visitor("周㛃"), drawn_seal().png, **said)
    assert answer.status_code == 422
    assert told in answer.text
    assert seals_of(school) == []


def test_a_picture_that_is_none_is_refused(school: WebSchool) -> None:
    assert "打不开" in keep(school.visitor("周㛃"), b"no picture").text
    assert "还没有图片" in keep(school.visitor("周㛃")).text


@pytest.mark.parametrize("who", ["董䶮", "方舟", STAFF])
def test_nobody_else_sets_seals(school: WebSchool, who: str) -> None:
    client = school.visitor(who)
    assert client.get("/settings/seals").status_code == 403
    assert keep(client, drawn_seal().png).status_code == 403
    assert client.post("/settings/seals/drop", {"name": SEAL}).status_code == 403
    assert seals_of(school) == []
