"""日管控 → 周排查 → 月调度 at the command line: drafted, filled in, taken."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checklists.surroundings import SHANGHAI
from tests.taizhang.office import TERM, Office

DIRTY = {"判定": "不合格", "备注": "公示栏过期", "处理方式": "当场整改", "处置": "换新"}


def asked(form: dict[str, Any], label: str) -> str:
    """The key of a form that asks for something."""
    return next(key for key in form if key.partition("：")[0] == label)


def kitchen(office: Office, day: int, *, dirty: bool = False) -> str:
    """The daily check of a day in March."""
    office.now = datetime(2026, 3, day, 16, 0, tzinfo=SHANGHAI)
    form = json.loads(office.run("describe", "5.5", "--example").text)
    form |= {"日期": f"2026-03-{day:02d}", "食品安全员": "贺珺", "现场照片": []}
    if dirty:
        key = next(one for one in form["检查项"] if one.startswith("I01"))
        form["检查项"][key] = DIRTY
    return str(office.add("5.5", form, "贺珺")["number"])


def filled(form: dict[str, Any]) -> dict[str, Any]:
    """What a person adds to a draft of the week."""
    form[asked(form, "参加人")] = ["沈玥", "贺珺"]
    form[asked(form, "风险点")] = "气温回升"
    form[asked(form, "防范措施")] = "缩短备餐时间"
    form[asked(form, "责任人/期限")] = "方舟，3月13日前"
    for key, check in form["检查项"].items():
        if not key.startswith("（") and check == "":
            form["检查项"][key] = "合格"
        elif isinstance(check, dict):
            check["实测"] = {name: value or "100" for name, value in check["实测"].items()}
            check["实测"] = {
                name: "0" if name.startswith("账实差异") else value
                for name, value in check["实测"].items()
            }
    return form


def test_the_weekly_report_is_drafted_filled_in_and_taken(office: Office, tmp_path: Path) -> None:
    numbers = [kitchen(office, day, dirty=day == 3) for day in (2, 3, 4, 5, 6)]
    file = tmp_path / "周排查.json"
    answer = office.run("draft", "食堂督查", "--on", "2026-03-06", "--out", str(file))
    assert answer.code == 0, answer.error
    assert "日管控5份，不合格1份" in answer.text
    form = json.loads(file.read_text("utf-8"))
    assert form[asked(form, "类型")] == "周排查"
    assert form[asked(form, "主持人")] == "沈玥"
    (row,) = form[asked(form, "日管控问题")]
    assert row[asked(row, "日管控记录号")] == numbers[1]
    assert row[asked(row, "已关闭")] == "是"
    done = next(one for key, one in form["检查项"].items() if key.startswith("I02"))
    assert done["实测"] == {next(iter(done["实测"])): "100"}

    receipt = office.add("5.11", filled(form), "沈玥")
    kept = office.ask("show", receipt["number"])["entry"]
    assert kept["daily_issue"] == "1项，未关闭0项"
    assert kept["checks"]["I02"]["measured"]["done"] == "100"

    office.now = datetime(2026, 3, 31, 16, 0, tzinfo=SHANGHAI)
    month = json.loads(office.run("draft", "5.11", "--of", "月调度").text)
    assert month[asked(month, "主持人")] == "周㛃"
    assert receipt["number"] in month["（说明：起草依据）"][0]
    (issue,) = month[asked(month, "日管控问题")]
    assert issue[asked(issue, "日管控记录号")] == numbers[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("每日巡视",), "不能起草。可以起草的：《食堂督查（周排查、月调度）》"),
        (("盘点",), "要写明库房（命令行用 --of）"),
        (("5.11", "--of", "年调度"), "没有“年调度”这一种。可用：周排查、月调度"),
    ],
)
def test_what_cannot_be_drafted_says_why(office: Office, words: tuple[str, ...], told: str) -> None:
    kitchen(office, 5)
    answer = office.run("draft", *words)
    assert answer.code == 2
    assert told in answer.error


def test_nothing_is_drafted_from_nothing(office: Office) -> None:
    answer = office.run("draft", "5.11")
    assert answer.code == 2
    assert f"{TERM} 还没有记录" in answer.error


def test_a_draft_changes_nothing(office: Office) -> None:
    kitchen(office, 5)
    before = office.ask("list")
    office.run("draft", "5.11")
    assert office.ask("list") == before


def test_the_kitchen_s_morning_is_drafted_from_the_list_alone(office: Office) -> None:
    form = json.loads(office.run("draft", "从业人员每日晨检").text)
    rows = form[asked(form, "晨检人员")]
    assert [row[asked(row, "姓名")] for row in rows] == ["程𬱖", "方舟"]
    assert all(row[asked(row, "结论")] == "" for row in rows)
