"""Charging in the browser: a class pays, a day is settled, an item comes to its end."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from shutil import copytree
from urllib.parse import urlencode

import pytest

from records.charges import DAYS
from records.record import Person
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from taizhang.charging import Payment, kept_now, settle_day, take
from taizhang.desk import Visit
from tests.taizhang.doorway import CHEAP
from tests.taizhang.fee_class import ROOM, found_class
from tests.taizhang.fee_term import ACCOUNTANT, CARE, CASHIER, MONDAY, SETTLED, STAFF, at
from tests.web.school import PASSWORD, Client, WebSchool

PAGE = "/papers/fees/charges"
CASHIER_NAME, ACCOUNTANT_NAME, TEACHER_NAME, COOK = "许收", "江秋", "罗班", "贺珺"
ROLES = {
    **{key: (STAFF[key][0], Role.STAFF) for key in (CASHIER, ACCOUNTANT, "P103", "P105")},
    "P001": ("周㛃", Role.PRINCIPAL),
    "P004": (COOK, Role.STAFF),
}


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of six, four of whom join, and accounts for everybody who has to do with money."""
    folder = found_class(tmp_path_factory.mktemp("charging") / "home")
    entrance = Entrance(folder, hashing=CHEAP)
    for person, (name, role) in ROLES.items():
        by, now = Person("t", "测试"), at(MONDAY)
        account, _ = entrance.accounts.add(person, name, (role,), by=by, at=now)
        entrance.accounts.change_password(account, PASSWORD)
    return folder


@pytest.fixture
def till(founded: Path, tmp_path: Path) -> Iterator[WebSchool]:
    copytree(founded, tmp_path / "home")
    made = WebSchool(tmp_path / "home", founded=False)
    made.now = at(MONDAY, "15:00")
    yield made
    made.close()


def address(page: str, **more: str) -> str:
    return f"{PAGE}/{page}?{urlencode({'item': CARE, **more})}"


TAKE, REFUND = address("take", class_=ROOM), address("refund", class_=ROOM)


def picks(client: Client, path: str = TAKE) -> list[str]:
    """Families that can be ticked on a page."""
    return re.findall(r'name="pick" value="([^"]+)"', client.page(path))


def words(html: str) -> str:
    """Text of a page as it is read."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def pay(client: Client, *numbers: str, **said: str) -> str:
    """Tick families and take their money; the page that follows."""
    answer = client.client.post(
        TAKE,
        data={"_token": client.token(), "pick": list(numbers), **said},
        headers={"origin": "http://testserver"},
    )
    return answer.text


# ---- who finds what


def test_everybody_with_money_to_do_finds_the_door(till: WebSchool) -> None:
    for login in (CASHIER_NAME, ACCOUNTANT_NAME, TEACHER_NAME, "周㛃"):
        client = till.visitor(login)
        assert PAGE in client.page("/papers")
        assert "待收 4" in words(client.page(PAGE))


def test_who_has_nothing_to_do_with_it_is_refused(till: WebSchool) -> None:
    client = till.visitor(COOK)
    assert PAGE not in client.page("/papers")
    for path in (PAGE, TAKE, REFUND, f"{PAGE}/day", address("settle")):
        assert "收费由收费员、会计和班主任办理" in client.page(path, 403)
    assert client.get(address("print/receipts.pdf", class_=ROOM)).status_code == 403


@pytest.mark.parametrize("login", [ACCOUNTANT_NAME, TEACHER_NAME, "周㛃"])
def test_only_the_cashier_takes_money(till: WebSchool, login: str) -> None:
    client = till.visitor(login)
    assert picks(client) == []
    page = pay(client, "DSF-20260305-001")
    assert "收款由收费员（出纳）办理" in page
    answer = client.post(f"{PAGE}/day", {"reviewer": ACCOUNTANT_NAME})
    assert (answer.status_code, "日结由收费员（出纳）办理" in answer.text) == (403, True)


def test_only_the_accountant_settles_an_item(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    said = {"supplier": "本校（课后服务）", "price": "286.50", "invoice": "支出表"}
    answer = client.post(address("settle"), said)
    assert (answer.status_code, "结算由会计办理" in answer.text) == (403, True)


# ---- a class pays


def test_a_class_pays_and_reads_who_has_which_receipt(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    page = words(client.page(TAKE))
    assert "下一张票据： 0000001" in page
    numbers = picks(client)
    assert len(numbers) == 4, "who declined and who has not answered cannot be ticked"
    page = words(pay(client, *numbers, method="扫码", **{f"method.{numbers[2]}": "现金"}))
    assert "收 4 户，1,200.00 元，票据 0000001—0000004。下一张 0000005" in page
    assert "20230103 已收 300.00 0000001 现金" in page
    assert "20230101 已收 300.00 0000002 扫码" in page
    assert picks(client) == []


def test_nothing_is_ticked_beforehand_but_all_can_be_at_once(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    assert " checked" not in client.page(TAKE).split("待收（")[1]
    assert client.page(f"{TAKE}&all=1").count('type="checkbox" name="pick"') == 4
    assert client.page(f"{TAKE}&all=1").split("待收（")[1].count(" checked") == 4


def test_what_is_refused_stays_on_the_page(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    one, two, *_ = picks(client)
    said = {f"reduce.{one}": "150.00", "spoilt": "0000009"}
    page = pay(client, one, two, **said)
    assert "一户也没有收" in page
    assert "减免没有审批号" in page
    assert page.split("待收（")[1].count(" checked") == 2
    assert 'value="150.00"' in page
    assert 'value="0000009"' in page
    assert len(picks(client)) == 4


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"reduce": "很多"}, "“很多”不是金额"),
        ({"reduce": "-1"}, "不是金额"),
        ({"reduce": "0.001"}, "不是金额"),
        ({"units": "两"}, "份数“两”不对"),
        ({"method": "支票"}, "没有“支票”这种收款方式"),
    ],
)
def test_odd_amounts_are_refused_in_words(till: WebSchool, said: dict[str, str], told: str) -> None:
    client = till.visitor(CASHIER_NAME)
    one = picks(client)[0]
    assert told in pay(client, one, **{f"{name}.{one}": text for name, text in said.items()})


def test_a_page_of_another_session_takes_nothing(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    answer = client.post(TAKE, {"pick": picks(client)[0]}, token="0" * 32)
    assert answer.status_code == 403
    assert len(picks(client)) == 4


def test_a_form_that_is_sent_twice_takes_once(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    one = picks(client)[0]
    sent = {"_id": "6f1a2f6e-2a58-4a0e-9d3a-0b8a2f6f3c11"}
    pay(client, one, **sent)
    assert "收 1 户，300.00 元" in words(pay(client, one, **sent))


def test_a_class_that_was_never_asked_is_empty(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    assert "还没有发过" in client.page(address("take", class_="六（9）班"))
    assert "没有缴这个项目的家庭" in client.page(f"{PAGE}/settle?item=没有")


# ---- the day


def test_a_day_is_counted_and_every_equation_shown(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    pay(client, *picks(client))
    assert "还没日结（4 户，1,200.00 元）" in client.page(f"{PAGE}/day")
    said = {"face.0": "12", "reviewer": ACCOUNTANT_NAME}
    page = words(client.post(f"{PAGE}/day?on=2026-03-09", said).text)
    assert "：已平。" in page
    assert "② 实收＝资金合计 平 1,200.00 1,200.00" in page
    assert "③ 份数＝止号－起号＋1＝有效＋作废 平 4 有效4＋作废0" in page
    assert "待缴存" in page
    assert "登记缴存" in page
    assert "登记缴存" not in till.visitor(ACCOUNTANT_NAME).page(f"{PAGE}/day")


def test_a_difference_stays_one(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    pay(client, *picks(client))
    said = {"face.0": "11", "reviewer": ACCOUNTANT_NAME, "handling": "短款由收费员书面说明"}
    page = words(client.post(f"{PAGE}/day", {**said, "explanation": "正在查"}).text)
    assert "：未平。" in page
    assert "② 实收＝资金合计 未平：差-100.00元 1,200.00 1,100.00" in page


def test_what_was_counted_stays_where_the_day_is_refused(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    pay(client, *picks(client))
    answer = client.post(f"{PAGE}/day", {"face.0": "12", "scanned": "一百", "reviewer": "江秋"})
    assert (answer.status_code, "“一百”不是金额" in answer.text) == (422, True)
    assert 'name="face.0" id="face.0" value="12"' in answer.text
    answer = client.post(f"{PAGE}/day", {"face.0": "十二"})
    assert "100元的张数“十二”不对" in answer.text


def test_a_day_without_takings_is_empty(till: WebSchool) -> None:
    client = till.visitor(CASHIER_NAME)
    assert "这一天没有收费" in client.page(f"{PAGE}/day?on=2026-03-08")
    answer = client.post(f"{PAGE}/day", {"reviewer": "江秋"})
    assert (answer.status_code, "还没日结的款" in answer.text) == (422, True)


# ---- the end


def paid(till: WebSchool) -> None:
    """Everybody who joined has paid, and it is June."""
    client = till.visitor(CASHIER_NAME)
    numbers = picks(client)
    with till.desk() as desk:
        visit = Visit(CASHIER, till.now)
        take(desk, visit, [Payment(one) for one in numbers])
        counted = {"notes": [{"face": "100元", "pieces": 12}], "reviewer": "江秋"}
        settle_day(desk, visit, MONDAY, counted, lambda name: b"")
        assert len(kept_now(desk, MONDAY).of_register(DAYS)) == 1
    till.now = at(SETTLED)


def test_an_item_is_tried_settled_and_given_back(till: WebSchool) -> None:
    paid(till)
    client = till.visitor(ACCOUNTANT_NAME)
    tried = words(client.page(address("settle", price="286.50")))
    assert "试算" in tried
    assert "退费合计 54.00 元（已退 0.00 元）" in tried
    said = {"supplier": "本校（课后服务）", "price": "286.50", "invoice": "支出表2026-06"}
    settled = words(client.post(address("settle"), said).text)
    assert "已结算：支出 1,146.00 元，退费 54.00 元。" in settled
    assert "一（1）班 4 户 4 户 54.00" in settled
    numbers = picks(client, REFUND)
    assert len(numbers) == 4
    data = {"_token": client.token(), "pick": numbers[:3]}
    headers = {"origin": "http://testserver"}
    page = words(client.client.post(REFUND, data=data, headers=headers).text)
    assert "登记退费 3 户，40.50 元。" in page
    assert "待退（1）" in page
    assert "已退清（3）" in page
    assert "没有勾选" in client.post(REFUND).text


def test_the_papers_of_an_item(till: WebSchool) -> None:
    paid(till)
    client = till.visitor(ACCOUNTANT_NAME)
    said = {"supplier": "本校（课后服务）", "price": "286.50", "invoice": "支出表2026-06"}
    client.post(address("settle"), said)
    for kind in ("settlement", "receipts", "refunds"):
        answer = client.get(address(f"print/{kind}.pdf", class_=ROOM))
        assert answer.content.startswith(b"%PDF-"), kind
    answer = client.get(address("print/settlement.docx"))
    assert answer.content.startswith(b"PK")
    issued = [one.name for one in (till.folder / "issued").iterdir()]
    assert all("结算公示" in one for one in issued), "lists that name pupils are not kept"


def test_what_cannot_be_settled_says_why(till: WebSchool) -> None:
    paid(till)
    client = till.visitor(ACCOUNTANT_NAME)
    answer = client.post(address("settle"), {"supplier": "本校（课后服务）", "price": "286.50"})
    assert (answer.status_code, "都要公开" in answer.text) == (422, True)
    assert 'value="286.50"' in answer.text
    assert "不是金额" in client.page(address("settle", price="x"), 422)
