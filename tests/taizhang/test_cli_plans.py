"""The plan of a term at the command line: taken from Word or text, checked, its versions kept."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from records.disk import Disk
from records.plans import PlanLog
from tests.checklists.plans import test_five_plans as five
from tests.taizhang.manuscripts.written import blank, numbered, on_list, saved
from tests.taizhang.office import TERM, Office

GOOD = """青禾市云溪路小学2025—2026学年第二学期总务处工作计划
一、指导思想
以教学为中心，服务师生。
二、工作目标
三个确保是：确保安全；确保供应；确保账物相符。
三、主要工作
（一）巡视
1.每日巡视校园。〔责任人：许安；完成期限：2026年6月30日；登记簿：校园每日巡视记录〕
2.发现隐患当日上报。〔责任人：董䶮；完成期限：2026年6月30日；登记簿：校园每日巡视记录〕
（二）维修
1.报修当日响应。〔责任人：方舟；完成期限：2026年6月30日；登记簿：报修与维修记录（工单）〕
2.假期前集中检修。〔责任人：方舟；完成期限：2026年6月30日；登记簿：报修与维修记录（工单）〕
四、月度安排
时间\t事项
三月\t开学检查
青禾市云溪路小学总务处
2026年3月2日
"""
BY = "董䶮"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "计划.txt"
    path.write_text(GOOD, "utf-8")
    return path


def test_a_plan_is_imported_shown_and_has_nothing_wrong(office: Office, file: Path) -> None:
    done = office.run("plan", "import", str(file), by=BY)
    assert (done.code, done.error) == (0, "")
    assert "3 条目标" in done.text
    assert f"已存入 {TERM} 学期计划第 1 版" in done.text
    assert "要核对的" not in done.text
    assert office.run("plan").text == GOOD
    assert office.run("plan", "check").text == "没有问题\n"


def test_what_was_kept_is_the_plan_with_its_bindings(office: Office, file: Path) -> None:
    data = office.ask("plan", "import", str(file), by=BY)
    kept = PlanLog(office.folder, Disk()).latest(TERM)
    assert kept is not None
    assert (data["version"], data["digest"]) == (1, kept.digest)
    assert json.loads(kept.plan.model_dump_json()) == data["plan"]
    assert kept.by.name == BY
    assert [one.person for one in kept.plan.measures] == ["许安", BY, "方舟", "方舟"]
    assert kept.plan.measures[2].registers == ("repair_work_order",)
    assert kept.plan.school == "青禾市云溪路小学"


def test_one_of_the_five_plans_is_chosen_and_what_is_wrong_is_told(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "五篇.txt"
    path.write_text(five.TEXT, "utf-8")
    refused = office.run("plan", "import", str(path), by=BY)
    assert (refused.code, "有 5 份计划。用 --nth 写明第几份" in refused.error) == (2, True)
    for none in ("6", "-1"):
        assert f"没有第 {none} 份" in office.run("plan", "check", str(path), "--nth", none).error
    done = office.run("plan", "import", str(path), "--nth", "4", by=BY)
    assert done.code == 1
    assert "阻断" in done.error
    assert "已经改正的（4）" in done.text
    assert "第 199 行：“考核或罚款”改为“劝阻、通报、整改、考核”" in done.text
    assert "[阻断] M-18 第 227 行 结束语第 1 段：“蒋校长”不在本校名录里" in done.text


def test_a_file_is_checked_without_keeping_anything(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "五篇.txt"
    path.write_text(five.TEXT, "utf-8")
    data = office.ask("plan", "check", str(path), "--nth", "2")
    assert [one["after"] for one in data["changes"]] == ["《食品安全法》"]
    assert data["unplaced"] == []
    assert "M-19" in {one["code"] for one in data["findings"]}
    assert not (office.folder / "plans").exists()


def test_what_could_not_be_placed_is_told_and_kept(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "计划.txt"
    path.write_text("工作计划\n关于食堂\n一、食堂\n设备\t数量\n冰箱\t2台\n", "utf-8")
    told = office.run("plan", "check", str(path)).text
    assert "没有认出来、按普通文字保留的（3）" in told
    assert "第 2 行 开头第 1 段：“关于食堂”" in told


def test_a_plan_in_word_is_imported_with_the_numbers_word_counts(
    office: Office, tmp_path: Path
) -> None:
    document = blank()
    number = numbered(document)
    document.add_paragraph("总务处工作计划", style="Title")
    for text, depth in (("主要工作", 0), ("巡视", 1), ("每日巡视。", 2), ("发现隐患上报。", 2)):
        on_list(document.add_paragraph(text), number, depth)
    path = tmp_path / "计划.docx"
    path.write_bytes(saved(document))
    office.run("plan", "import", str(path), by=BY)
    assert office.run("plan").text.split("\n")[1:5] == [
        "一、主要工作",
        "（一）巡视",
        "1.每日巡视。",
        "2.发现隐患上报。",
    ]


def test_every_version_is_listed_and_can_be_shown(office: Office, file: Path) -> None:
    office.run("plan", "import", str(file), by=BY)
    office.now += timedelta(days=1)
    file.write_text(GOOD.replace("每日巡视校园", "每日两次巡视校园"), "utf-8")
    office.run("plan", "import", str(file), "--reason", "行政会议要求", by="周㛃")
    first, second = office.ask("plan", "history")
    assert (first["version"], first["by"], first["reason"]) == (1, BY, "由 计划.txt 导入")
    assert (second["version"], second["by"], second["reason"]) == (2, "周㛃", "行政会议要求")
    assert (second["added"], second["removed"]) == (1, 1)
    assert "2026-03-06 12:00" in office.run("plan", "history").text
    assert office.run("plan", "show", "--version", "1").text == GOOD
    assert "没有第 3 版，共 2 版" in office.run("plan", "show", "--version", "3").error


def test_a_plan_can_be_written_to_a_file(office: Office, file: Path, tmp_path: Path) -> None:
    office.run("plan", "import", str(file), by=BY)
    office.run("plan", "show", "--out", str(tmp_path / "出.txt"))
    assert (tmp_path / "出.txt").read_text("utf-8") == GOOD


def test_doctor_tells_of_a_plan_that_was_changed(office: Office, file: Path) -> None:
    office.run("plan", "import", str(file), by=BY)
    path = office.folder / "plans" / f"{TERM}.log"
    path.write_bytes(path.read_bytes().replace("云溪路".encode(), "云溪街".encode(), 1))
    found = {one["name"]: one["ok"] for one in office.ask("doctor")}
    assert found["学期计划"] is False


def test_who_looks_is_told_that_later_versions_were_changed(office: Office, file: Path) -> None:
    office.run("plan", "import", str(file), by=BY)
    file.write_text(GOOD.replace("每日巡视校园", "每日两次巡视校园"), "utf-8")
    office.run("plan", "import", str(file), by=BY)
    path = office.folder / "plans" / f"{TERM}.log"
    first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + second.replace("每日两次".encode(), "每日三次".encode()))
    said = f"{TERM}.log 第 2 行被改动或残缺"
    for words in (("plan",), ("plan", "history"), ("plan", "check")):
        answer = office.run(*words)
        assert (answer.code, said in answer.error) == (1, True), words
    path.write_bytes(first.replace("云溪路".encode(), "云溪街".encode(), 1) + second)
    refused = office.run("plan")
    assert (refused.code, f"读不出来：{TERM}.log 第 1 行" in refused.error) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan",), "还没有计划。先导入"),
        (("plan", "history", "a.txt"), "plan history 不用写文件"),
        (("plan", "import"), "没有写明文件"),
        (("plan", "import", "没有.txt"), "读不了文件 没有.txt"),
        (("plan", "--term", "2030-2031-1"), "还没有计划"),
        (("plan", "check", "没有.txt", "--term", "2030-2031-1"), "读不了文件"),
    ],
)
def test_what_cannot_be_done_is_refused_and_says_why(
    office: Office, words: tuple[str, ...], said: str
) -> None:
    answer = office.run(*words, by=BY)
    assert answer.code == 2
    assert said in answer.error


def test_nobody_in_particular_imports_nothing(office: Office, file: Path) -> None:
    assert "没有说明是谁在办" in office.run("plan", "import", str(file)).error
    assert "名录里没有" in office.run("plan", "import", str(file), by="路人").error
    term = office.run("plan", "import", str(file), "--term", "2030-2031-1", by=BY)
    assert "没有学期 2030-2031-1" in term.error
    assert not (office.folder / "plans").exists()
