"""Particulars: nothing that was filled in is left out, whichever screen it stands on."""

from datetime import timedelta

from checklists.catalogue import find
from generator.school import School
from records.definitions import Definition
from records.record import Record
from taizhang.particulars import Fact, Table, content, events, items, places
from tests.records.made_records import WANG, changed, on, record, signed

SCHOOL = School("第一小学")
PHOTO = {
    "sha256": "0" * 64,
    "name": "现场.jpg",
    "media_type": "image/jpeg",
    "taken_at": "2026-03-05T15:50:00+08:00",
    "device": "Yunxi YX-7",
    "original_sha256": "0" * 64,
}


def filled(one: Record) -> list[Fact | Table]:
    return list(content(one, Definition.of(find(one.register)), SCHOOL))


def table(one: Record, label: str) -> Table:
    found = (part for part in filled(one) if isinstance(part, Table) and part.label == label)
    return next(found)


def test_rows_within_rows_are_told() -> None:
    menu = table(record("weekly_menu", "SP-20260306-001", on("2026-03-06")), "食谱")
    rice = dict(zip(menu.heads, (cell.text for cell in menu.rows[0]), strict=True))
    assert rice["主要原料及人均量"] == "大米，100g，¥5.20"


def test_no_and_nothing_at_all_are_told_apart() -> None:
    tools = table(
        record(
            "special_room_use_log",
            "ZYS-20260305-001",
            on("2026-03-05"),
            equip=[
                {"name": "酒精灯", "taken": "10", "danger": False, "left": "0"},
                {"name": "酒精（mL）", "taken": "500", "danger": True},
            ],
        ),
        "使用器材（含危险品用量）",
    )
    lamp, spirit = ({cell.label: cell.text for cell in row} for row in tools.rows)
    assert (lamp["危险品"], spirit["危险品"]) == ("否", "是")
    assert (lamp["剩余（退回）"], spirit["剩余（退回）"]) == ("0", "")


def test_a_photo_says_when_and_with_what_it_was_taken() -> None:
    walked = record(
        "daily_patrol",
        "XYXS-20260305-001",
        on("2026-03-05"),
        {"I04": {"verdict": "不合格", "remark": "立柱松动", "photos": [PHOTO]}},
    )
    form = Definition.of(find("daily_patrol"))
    stairs = next(one for one in items(walked, form, SCHOOL) if one.number == "04")
    assert (stairs.verdict, stairs.said) == ("不合格", (("备注", "立柱松动"),))
    (photo,) = stairs.files
    assert photo.is_picture
    assert photo.taken == "2026年3月5日 15:50 拍，Yunxi YX-7"


def test_whoever_has_not_signed_has_a_place_too() -> None:
    walked = changed(
        record("daily_patrol", "XYXS-20260305-001", on("2026-03-05")),
        signers=("巡视人", "总务主任"),
    )
    (head, walker) = places(signed(walked, WANG, on("2026-03-05", "17:00")), SCHOOL)
    assert (head.role, head.by, head.at) == ("总务主任", "王安", "2026年3月5日 17:00")
    assert (walker.role, walker.by, walker.version) == ("巡视人", "", 0)


def test_a_device_that_was_long_before_says_when_it_was_filled_in() -> None:
    at = on("2026-03-05", "18:00")
    walked = record("daily_patrol", "XYXS-20260305-001", at)
    for before, told in ((timedelta(minutes=1), ""), (timedelta(hours=2), "2026年3月5日 16:00")):
        (filed,) = events(changed(walked, device_at=at - before, channel="web"), SCHOOL)
        assert (filed.device_at, filed.channel) == (told, "网页")
