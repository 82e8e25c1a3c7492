"""A home that the first version of the program wrote, with its seven registers, opens for ever.

Its folder is kept as it was written, without the keys: they are made anew.
"""

import shutil
from pathlib import Path

import pytest

from taizhang.founding import make_identity
from taizhang.home import Home
from tests.taizhang.office import TERM, Office

KEPT = Path(__file__).parents[1] / "records" / "homes" / "first-version"


@pytest.fixture
def old(office: Office) -> Office:
    """The old home on another disk, opened by today's program."""
    shutil.copytree(KEPT, office.folder.with_name("old"))
    office.folder = office.folder.with_name("old")
    office.now = office.now.replace(month=4, day=2)
    (office.folder / "keys").mkdir()
    make_identity(Home.open(office.folder), office.now)
    return office


def test_it_verifies_line_by_line(old: Office) -> None:
    answer = old.run("verify", str(old.folder))
    assert answer.code == 0, answer.text
    assert "台账完好" in answer.text


def test_every_record_is_listed_and_shown_on_the_form_of_its_time(old: Office) -> None:
    listed = old.ask("list")
    assert len(listed) == 7
    for one in listed:
        answer = old.run("show", one["number"])
        assert answer.code == 0, answer.error
        assert one["number"] in answer.text
    assert "已作废" in old.run("show", "SFGS-20260224-001").text
    assert "划改" in old.run("show", "RGK-20260305-001").text


def test_it_is_bound_and_the_volume_verifies(old: Office, tmp_path: Path) -> None:
    volume = tmp_path / "old.pdf"
    done = old.ask("bind", TERM, "--out", str(volume), by="周㛃")
    assert done["records"] == 7
    assert old.run("verify", str(volume)).code == 0


def test_it_goes_on_with_todays_program(old: Office) -> None:
    before = old.ask("verify", str(old.folder))["terms"][0]
    kitchen = old.ask("show", "RGK-20260305-001")["entry"]["meals"]
    old.ask("sign", "RGK-20260305-001", by="方舟")
    work = {
        "reported_at": "2026-04-02 08:00",
        "reporter": "许安",
        "dept": "总务处",
        "phone": "13900000002",
        "place": "锅炉房",
        "kind": "水",
        "fault": "水管接头漏水",
        "urgency": "当日",
    }
    number = old.add("repair_work_order", work, "许安")["number"]
    after = old.ask("verify", str(old.folder))["terms"][0]
    assert (after["intact"], after["lines"]) == (True, before["lines"] + 2)
    assert "13900000002" not in (old.folder / "ledgers" / f"{TERM}.journal").read_text("utf-8")
    assert "13900000002" in old.run("show", number, by="许安").text
    assert old.ask("show", "RGK-20260305-001")["entry"]["meals"] == kitchen


def test_it_is_audited_and_backed_up_and_restored(
    old: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taizhang.cli.keeping.passphrase", lambda: "学校的长口令三十六计")
    assert old.run("audit").code in (0, 1)
    made = old.ask("backup", str(tmp_path))
    old.folder = tmp_path / "restored"
    assert old.run("restore", made["data"], "--keys", made["keys"]).code == 0
    assert len(old.ask("list")) == 7
