"""The money chain at the command line: what is due, taken, settled, given back, and how it ties."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from taizhang import clock
from taizhang.home import Home
from tests.taizhang.fee_class import ROOM, found_class
from tests.taizhang.fee_term import CARE, MONDAY, SETTLED, FeeTerm, at
from tests.taizhang.office import Office

COUNTED = {"notes": [{"face": "100元", "pieces": 12}], "reviewer": "江秋"}
SUPPLIED = (
    "--supplier",
    "本校（课后服务）",
    "--price",
    "286.50",
    "--invoice",
    "课后服务支出表2026-06",
)
ASKED = ("--item", CARE, "--class", ROOM)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return found_class(tmp_path_factory.mktemp("charging") / "home")


@pytest.fixture
def till(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office on the day of the charge."""
    copytree(founded, tmp_path / "home")
    office = Office(tmp_path / "home")
    office.now = at(MONDAY)
    monkeypatch.setattr(clock, "now", lambda zone: office.now.astimezone(zone))
    monkeypatch.chdir(tmp_path)
    return office


def slips(office: Office) -> list[str]:
    return [one["number"] for one in office.ask("charge", "due", *ASKED)]


def counted(folder: Path, **changes: object) -> str:
    path = folder / "counted.json"
    path.write_text(json.dumps({**COUNTED, **changes}, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_what_is_due_by_class_and_by_family(till: Office) -> None:
    (room,) = till.ask("charge")
    assert (room["item"], room["class"], room["due"], room["open"]) == (
        CARE,
        ROOM,
        "1200.00",
        "1200.00",
    )
    families = till.ask("charge", "due", *ASKED)
    assert [one["standing"] for one in families] == ["待收"] * 4 + ["不参加", "未答复"]
    assert "待收" in till.run("charge", "due").text


def test_a_class_pays_and_the_day_is_settled(till: Office, tmp_path: Path) -> None:
    done = till.ask("charge", "take", *ASKED, "--spoilt", "0000002", by="许收")
    assert [one["receipt_no"] for one in done["handed"]] == [
        "0000001",
        "0000003",
        "0000004",
        "0000005",
    ]
    assert (done["total"], done["next"]) == ("1200.00", "0000006")
    assert "还没日结：4户，1,200.00元" in till.run("charge", "day").text
    kept = till.ask("charge", "day", counted(tmp_path), by="许收")
    assert kept["balance"] == "已平"
    day = till.run("charge", "day")
    assert day.code == 1, "nothing is in the bank yet"
    assert "② 实收＝资金合计　1,200.00｜1,200.00　平" in day.text
    assert "④ 缴存日＝收费日（银行非营业日为下一营业日并说明）　｜2026-03-09　待缴存" in day.text


def test_what_does_not_balance_stays_so(till: Office, tmp_path: Path) -> None:
    till.ask("charge", "take", *ASKED, by="许收")
    short = counted(tmp_path, notes=[{"face": "100元", "pieces": 11}])
    assert till.ask("charge", "day", short, by="许收")["balance"] == "未平"
    assert "未平：差-100.00元" in till.run("charge", "day").text


def test_who_declined_is_not_charged(till: Office) -> None:
    answer = till.run("charge", "take", slips(till)[4], by="许收")
    assert (answer.code, "家长选择不参加" in answer.error) == (2, True)
    answer = till.run("charge", "take", "--item", CARE, by="许收")
    assert "用 --item、--class 指明" in answer.error


def test_an_item_is_settled_given_back_and_tied(till: Office, tmp_path: Path) -> None:
    first = slips(till)[0]
    till.ask("charge", "take", first, "--method", "扫码", by="许收")
    till.ask("charge", "day", counted(tmp_path, notes=[], scanned="300.00"), by="许收")
    till.now = at(SETTLED)
    done = till.ask("charge", "settle", "--item", CARE, *SUPPLIED, by="江秋")
    assert (done["paid"], done["cost"], done["refund"]) == ("300.00", "286.50", "13.50")
    assert till.ask("charge", "refund", *ASKED, by="江秋")["total"] == "13.50"
    chain = till.ask("charge", "ties", first)
    assert chain["wanting"] == []
    assert chain["chain"]["票据"] == "0000001"
    assert chain["chain"]["日结单"].startswith("RJD-")
    assert chain["chain"]["期末结算"] == "2026-06-24"


def test_a_price_has_to_be_one(till: Office) -> None:
    till.ask("charge", "take", slips(till)[0], by="许收")
    answer = till.run("charge", "settle", "--item", CARE, "--price", "很多", by="江秋")
    assert (answer.code, "“很多”不是金额" in answer.error) == (2, True)


def test_who_leaves_or_complains_rightly_gets_everything_back(till: Office) -> None:
    one, two, *_ = slips(till)
    till.ask("charge", "take", one, two, by="许收")
    till.ask("charge", "leave", one, by="江秋")
    till.ask("charge", "uphold", two, "--why", "班里要求都参加", by="江秋")
    (room,) = till.ask("charge")
    assert (room["paid"], room["owed"]) == ("600.00", "0")
    term = FeeTerm(Home.open(till.folder))
    assert [term.desk.record(each).entry["returned"] for each in (one, two)] == ["300.00"] * 2
    term.desk.close()


def test_a_book_is_summed_up(till: Office, tmp_path: Path) -> None:
    till.ask("charge", "take", *ASKED, "--spoilt", "0000002", by="许收")
    till.ask("charge", "day", counted(tmp_path), by="许收")
    (stub,) = till.ask("list", "receipt_stub_register")
    answer = till.run("charge", "stub", stub["number"], by="顾管")
    assert "写明各联次是否齐全" in answer.error
    answer = till.run("charge", "stub", stub["number"], "--spoilt", "齐", by="顾管")
    assert "已用4份，作废0000002，下一张 0000006，金额1,200.00元" in answer.text


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("settlement", "--item", CARE), f"代收费结算公示-{CARE}.pdf"),
        (("receipts", *ASKED), f"收款回执清单-{CARE}-{ROOM}.pdf"),
        (("refunds", *ASKED, "--to", "docx"), f"退费签收表-{CARE}-{ROOM}.docx"),
    ],
)
def test_papers_of_an_item(till: Office, tmp_path: Path, words: tuple[str, ...], name: str) -> None:
    till.ask("charge", "take", *ASKED, by="许收")
    till.now = at(SETTLED)
    till.ask("charge", "settle", "--item", CARE, *SUPPLIED, by="江秋")
    assert till.ask("charge", "print", *words, by="江秋")["file"] == name
    assert (tmp_path / name).stat().st_size > 5_000


def test_what_was_not_paid_has_no_papers(till: Office) -> None:
    answer = till.run("charge", "print", "receipts", *ASKED, by="江秋")
    assert "没有缴“课后服务费”的" in answer.error
