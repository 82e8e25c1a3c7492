"""What is to be done, and by whom, as a clerk is told."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from checklists.catalogue import catalogue
from checklists.surroundings import SHANGHAI
from tests.taizhang.office import Office

KEPT = {
    "daily_patrol",
    "fire_extinguisher_inspection",
    "fire_inspection_monthly",
    "food_sample_retention",
    "greening_maintenance",
    "morning_health_check",
    "weekly_menu",
}


@pytest.fixture
def office(office: Office) -> Office:
    """A school that keeps a few registers, on the Friday before a 调休 Saturday."""
    office.now = datetime(2026, 5, 8, 16, 0, tzinfo=SHANGHAI)
    path = office.folder / "school.toml"
    off = [f'{slug} = "不设"' for slug in catalogue() if slug not in KEPT]
    days = ["", "[terms.days]", '2026-05-11 = "停课"', ""]
    text = path.read_text(encoding="utf-8") + "\n".join([*days, "[off]", *off, ""])
    path.write_text(text.replace("no_meals = []", "no_meals = [2026-05-13]"), encoding="utf-8")
    return office


def patrol(office: Office, day: str) -> Any:
    checks = {f"I{number:02d}": {"verdict": "合格"} for number in range(1, 19)}
    data = {"weather": "晴", "period": "上午", "route": "校门—教学楼", "patroller": "许安"}
    clock = {"start": f"{day}T09:00", "end": f"{day}T09:30"}
    return office.add("daily_patrol", {"date": day, **data, **clock, "checks": checks}, "许安")


def owed(office: Office, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What is owed, by when it is and the duty."""
    found = office.ask("due", *words)["owed"]
    return {(one["when"], f"{one['register']} {one['duty']}"): one for one in found}


def test_the_day_is_told_with_those_that_are_unusual(office: Office) -> None:
    lines = office.run("due").text.splitlines()
    assert lines[0] == "2026年5月8日（周五）　第10周，学生到校"
    assert lines[1:5] == [
        "  5月9日（周六） 调休上班，学生不到校",
        "  5月11日（周一） 停课，学生不到校",
        "  5月13日（周三） 学生到校，不供中餐",
        "! 2026-05-09（星期六）调休上班，学生是否到校未定，暂按不到校计",
    ]


def test_today_this_week_and_this_month_say_what_and_who(office: Office) -> None:
    text = office.run("due").text
    today, week, month = (text.index(one) for one in ("今天要填", "本周还要填", "本月还要填"))
    assert "  校园每日巡视记录　17:30前\n    许安" in text[today:week]
    assert "  食品留样记录　17:30前\n    中餐\n    程𬱖" in text[today:week]
    assert "  每周带量食谱（菜谱）审定与公示　17:30前\n    第11周\n    方舟" in text[today:week]
    assert "  绿化养护记录　17:30前\n    第10周\n    还没有人任绿化工" in text[today:week]
    assert "  灭火器检查卡　5月10日前\n    2026年5月 M001\n    许安、严宁" in text[week:month]
    assert "  月度防火检查表　5月25日前\n    2026年5月\n    沈玥、许安、严宁" in text[month:]


def test_what_is_done_is_no_longer_owed(office: Office) -> None:
    key = ("today", "daily_patrol 5月8日（周五）")
    assert key in owed(office)
    patrol(office, "2026-05-08")
    assert key not in owed(office)
    told = office.ask("due")
    assert (told["due_today"], told["done_today"]) == (4, 1)
    assert "今天要填 4 项，已填 1 项" in office.run("due").text


def test_what_is_over_its_time_can_still_be_done_for_a_day(office: Office) -> None:
    office.now = datetime(2026, 5, 8, 9, 0, tzinfo=SHANGHAI)
    yesterday = ("before", "daily_patrol 5月7日（周四）")
    one = owed(office)[yesterday]
    assert (one["past"], one["late"]) == (True, False)
    text = office.run("due").text
    urgent = text[text.index("过了时，24小时内补上还算按时") : text.index("今天要填")]
    assert "  校园每日巡视记录　5月7日已过" in urgent
    office.now += timedelta(hours=9)
    assert owed(office)[yesterday]["late"]
    assert "缺的、没结的" in office.run("due").text


def test_late_entries_without_approval_are_still_owed(office: Office) -> None:
    number = patrol(office, "2026-05-06")["number"]
    one = owed(office)["before", "daily_patrol 5月6日（周三）"]
    assert (one["standing"], one["numbers"]) == ("未结", [number])
    assert "补录未经批准" in one["reason"]


def test_another_day_and_one_post(office: Office) -> None:
    saturday = owed(office, "--on", "2026-05-09")
    assert not any(when == "today" for when, _ in saturday), "not a school day until decided"
    text = office.run("due", "--post", "留样员").text
    assert "食品留样记录" in text
    assert "巡视" not in text
    assert office.run("due", "--post", "sample_keeper").text == text
    answer = office.run("due", "--post", "舰长")
    assert (answer.code, "不能是“舰长”" in answer.error) == (2, True)


def test_a_class_is_owed_by_its_teacher(office: Office) -> None:
    folder = office.folder / "directory"
    classes = '[[class]]\nid = "B1"\nname = "一（1）班"\nhomeroom = "秦川"\n'
    (folder / "classes.toml").write_text(classes, encoding="utf-8")
    found = owed(office)
    one = found["today", "morning_health_check 5月8日（周五） 一（1）班 晨检"]
    assert (one["owners"], one["subject"]) == (["秦川"], "B1 晨检")


def test_outside_the_term_nothing_is_to_be_done(office: Office) -> None:
    told = office.ask("due", "--on", "2026-08-01")
    assert told["about"] == "不在2025-2026学年第二学期内"
    assert told["due_today"] == 0
