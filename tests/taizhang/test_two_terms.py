"""A hazard left open by one term and closed in the next: one number, two volumes."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checklists.surroundings import SHANGHAI
from generator.manifest import Manifest
from generator.verification import verify_volume
from taizhang.desk import Desk, Visit
from taizhang.home import Home
from taizhang.volumes import material_of
from tests.taizhang.office import Office
from tests.test_one_file import text_of

SPRING, AUTUMN = "2025-2026-2", "2026-2027-1"
NEXT_TERM = """
[[terms]]
key = "2026-2027-1"
start = 2026-09-01
end = 2027-01-22
"""
CHAPTER = ("--chapter", "patrol_hazards")


def july(day: int) -> datetime:
    return datetime(2026, 7, day, 12, 0, tzinfo=SHANGHAI)


def september(day: int) -> datetime:
    return datetime(2026, 9, day, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def carried(office: Office, photo: Callable[[str], str]) -> Office:
    """Two hazards of the stairs, one left open; the spring is sealed."""
    for at in ("2026-03-05T08:00", "2026-03-05T09:00"):
        found = {
            "source": "师生报告",
            "found_at": at,
            "finder": "许安",
            "place": "教学楼一层东",
            "category": "校舍",
            "desc": "扶手立柱松动，可以用手晃动",
            "photo_before": [photo("before.jpg")],
            "level": "一般-限期整改",
            "interim": "隔离看守",
            "owner": "方舟",
            "due": "2026-03-12",
            "notified_at": "2026-03-05T10:00",
        }
        office.add("hazard_rectification", found, "许安")
    close(office, "YH-20260305-001", "2026-03-05", photo)
    office.now = july(10)
    office.ask("seal", SPRING, "--yes", by="周㛃")
    path = office.folder / "school.toml"
    path.write_text(path.read_text("utf-8") + NEXT_TERM, encoding="utf-8")
    office.now = september(10)
    return office


def patrol(office: Office) -> None:
    """Something of the new term, so that it has a ledger."""
    checks = {f"I{number:02d}": {"verdict": "合格"} for number in range(1, 19)}
    checks["I17"] = {"verdict": "不适用", "remark": "校内无施工、池塘、高台"}
    data = {
        "date": "2026-09-10",
        "weather": "晴",
        "period": "上午",
        "route": "校门—教学楼",
        "patroller": "许安",
        "start": "2026-09-10T09:00",
        "end": "2026-09-10T09:30",
        "checks": checks,
    }
    office.add("daily_patrol", data, "许安")


def manifest(path: Path) -> Manifest:
    found = verify_volume(path.read_bytes()).manifest
    assert found is not None
    return found


def close(office: Office, number: str, day: str, photo: Callable[[str], str]) -> Any:
    done = {
        "done_at": f"{day}T10:30",
        "done_desc": f"{day}立柱焊牢补漆",
        "photo_after": [photo("after.jpg")],
    }
    review = {"reviewer": "严宁", "review_at": f"{day}T11:00", "review_result": "合格销号"}
    for by, data in (("方舟", done), ("严宁", {**review, "closed_at": f"{day}T11:30"})):
        raw = json.dumps(data, ensure_ascii=False).encode()
        receipt = office.ask("continue", number, "-", by=by, stdin=raw)
    return receipt


def test_an_open_hazard_keeps_its_number_and_is_closed_in_the_next_term(
    carried: Office, photo: Callable[[str], str]
) -> None:
    (waiting,) = carried.ask("hazards")
    assert (waiting["number"], waiting["hazard_no"]) == ("YH-20260305-002", "2026-002")
    assert waiting["overdue"] > 180
    assert [one["post"] for one in waiting["told"]][-1] == "校长"
    assert "须报 整改责任人（3月13日起，超期1天）、总务主任" in carried.run("hazards").text
    close(carried, "YH-20260305-002", "2026-09-10", photo)
    assert carried.ask("hazards") == []
    (closed,) = carried.ask("hazards", "--all")
    assert (closed["number"], closed["open"]) == ("YH-20260305-002", False)
    versions = carried.ask("show", "YH-20260305-002")["versions"]
    assert len(versions) == 3
    for role, by in (("发现人", "许安"), ("安全办", "许安"), ("整改责任人", "方舟")):
        assert carried.ask("sign", "YH-20260305-002", "--role", role, by=by)["number"]


def test_each_volume_tells_what_its_term_did(
    carried: Office, photo: Callable[[str], str], tmp_path: Path
) -> None:
    patrol(carried)
    carried.ask("bind", AUTUMN, *CHAPTER, "--out", "before.pdf", by="沈玥")
    untouched = text_of((tmp_path / "before.pdf").read_bytes())
    assert "上学期转入隐患 1 项，本学期立案隐患 0 项，已销号 0 项" in untouched
    assert "结转：" not in untouched, "nothing was done to it yet"
    close(carried, "YH-20260305-002", "2026-09-10", photo)
    carried.ask("bind", AUTUMN, *CHAPTER, "--out", "autumn.pdf", by="沈玥")
    autumn = text_of((tmp_path / "autumn.pdf").read_bytes())
    assert "上学期转入隐患 1 项，本学期立案隐患 0 项，已销号 1 项" in autumn
    assert "结转：登记于 2025-2026-2 台账" in autumn
    assert "2026-09-10立柱焊牢补漆" in autumn
    assert "2026-03-05立柱焊牢补漆" not in autumn, "closed in the spring, told in the spring"
    kept = list(manifest(tmp_path / "autumn.pdf").records)
    assert kept == ["XYXS-20260910-001", "YH-20260305-002"]


def test_the_sealed_volume_stays_as_it_is(
    carried: Office, photo: Callable[[str], str], tmp_path: Path
) -> None:
    carried.now = july(10)
    carried.ask("bind", SPRING, *CHAPTER, "--out", "spring.pdf", by="沈玥")
    carried.now = september(10)
    close(carried, "YH-20260305-002", "2026-09-10", photo)
    carried.now = july(10)
    carried.ask("bind", SPRING, *CHAPTER, "--out", "again.pdf", by="沈玥")
    first, again = (tmp_path / name for name in ("spring.pdf", "again.pdf"))
    assert manifest(first).records == manifest(again).records
    text = text_of(again.read_bytes())
    assert "本学期立案隐患 2 项，已销号 1 项，未销号 1 项（转入下学期继续整改）" in text
    assert "2026-09-10" not in text
    assert carried.run("verify", str(first)).code == 0
    assert carried.run("verify", str(carried.folder)).code == 0


def test_what_a_volume_carries_is_what_was_open_at_the_seal(
    carried: Office, photo: Callable[[str], str]
) -> None:
    def material() -> Any:
        with Desk.open(Home.open(carried.folder), now=lambda: carried.now) as desk:
            return material_of(desk, Visit("周㛃", carried.now), AUTUMN)

    patrol(carried)
    before = material()
    assert [one.number for one in before.carried] == ["YH-20260305-002"]
    assert [one.number for one in before.records] == ["XYXS-20260910-001"]
    close(carried, "YH-20260305-002", "2026-09-10", photo)
    after = material()
    assert [one.number for one in after.carried] == ["YH-20260305-002"]
    assert [(one.number, one.carried_from) for one in after.records] == [
        ("YH-20260305-002", SPRING),
        ("XYXS-20260910-001", ""),
    ]
    assert before.standings == after.standings, "what was carried meets no duty of this term"


def test_what_comes_back_is_listed_by_place_and_item(carried: Office) -> None:
    carried.now = july(1)
    (found,) = carried.ask("hazards", "--repeated", "--term", SPRING)
    assert (found["place"], found["item"], found["count"]) == ("教学楼一层东", "校舍", 2)
    assert found["numbers"] == ["YH-20260305-001", "YH-20260305-002"]
    text = carried.run("hazards", "--repeated", "--term", SPRING).text
    assert "教学楼一层东　校舍　2 次，未销号 1" in text
    assert carried.ask("hazards", "--repeated", "--least", "3", "--term", SPRING) == []


def test_figures_stand_beside_those_of_another_term(
    carried: Office, photo: Callable[[str], str]
) -> None:
    patrol(carried)
    close(carried, "YH-20260305-002", "2026-09-10", photo)
    text = carried.run("statistics", "--compare", SPRING).text
    assert "上学期转入 1项（2025-2026-2：0项）" in text
    assert "整改率 100%（2025-2026-2：50%）" in text
    figures = {
        one["name"]: one for one in carried.ask("statistics", "--compare", SPRING)[1]["figures"]
    }
    assert (figures["整改率"]["value"], figures["整改率"]["before"]) == ("100", "50")
    assert carried.ask("statistics")[1]["figures"][0]["before"] is None


def test_figures_of_a_sealed_term_stay_what_they_were(
    carried: Office, photo: Callable[[str], str]
) -> None:
    carried.now = july(10)
    sealed = carried.ask("statistics", SPRING)
    carried.now = september(10)
    close(carried, "YH-20260305-002", "2026-09-10", photo)
    assert carried.ask("statistics", SPRING) == sealed


def test_the_bulletin_of_a_month_is_printed_as_word_and_pdf(
    carried: Office, tmp_path: Path
) -> None:
    carried.now = july(1)
    carried.ask("bulletin", "2026-03", "--out", "bulletin.pdf")
    text = text_of((tmp_path / "bulletin.pdf").read_bytes())
    assert "2026年3月安全隐患通报" in text
    assert "本月发现隐患 2 项，已销号 1 项，整改率 50%" in text
    carried.now = september(10)
    told = carried.ask("bulletin", "--to", "docx")
    assert told["file"] == "隐患通报-2026-09.docx"
    assert (tmp_path / told["file"]).stat().st_size > 10_000
    wrong = carried.run("bulletin", "九月")
    assert (wrong.code, "不是月份，写成 2026-03" in wrong.error) == (2, True)
