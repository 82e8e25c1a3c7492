"""What is shown can be read: complete, in words, at any width, and without touching anything."""

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from taizhang.cli import frame
from tests.taizhang.office import Office


@pytest.fixture
def checked(office: Office) -> Office:
    """A patrol with one failed item, and the hazard it opened."""
    patrol: dict[str, Any] = json.loads(office.run("describe", "巡视", "--example").text)
    patrol["巡视人"] = "许安"
    patrol["时段"] = "上午"
    patrol["开始时间"], patrol["结束时间"] = "2026-03-05 09:40", "2026-03-05 10:15"
    patrol["检查项"]["I04 楼梯、扶手、栏杆"] = {
        "判定": "不合格",
        "备注": "扶手松动😀",
        "部位": "教学楼一层东",
        "处理方式": "报隐患",
        "处置": "已围挡",
    }
    office.add("巡视", patrol, "许安", "--typed-by", "严宁")
    return office


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def test_a_record_reads_like_one(checked: Office) -> None:
    text = checked.run("show", "XYXS-20260305-001").text
    for told in (
        "3月5日上午巡视　未结",
        "日期（星期）：2026年3月5日",
        "开始时间：2026年3月5日 09:40",
        "用时：35分钟",
        "04 ★楼梯、扶手、栏杆　不合格　部位：教学楼一层东　备注：扶手松动😀　处理方式：报隐患",
        "17 ★危险区域警示（施工、池塘、高台、变压器）　不适用　备注：校内无施工",
        "已开 YH-20260305-001",
        "□ 巡视人",
        "许安（严宁代录）",
        "还差",
        "接着办",
    ):
        assert told in text, told


def test_a_list_in_a_pipe_is_never_cut(checked: Office) -> None:
    text = checked.run("list").text
    assert "教学楼一层东校舍隐患" in text
    assert "…" not in text
    assert "2025-2026-2 共 2 条" in text


def test_a_list_on_a_narrow_terminal_is_folded_not_cut(
    checked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "UNBOUNDED", 60)
    text = checked.run("list").text
    assert "…" not in text
    letters = "".join(text.split())
    assert all(
        one in letters for one in ("XYXS-", "教学楼", "已登记" if "已登记" in text else "未")
    )


def test_an_empty_list_says_so(office: Office) -> None:
    assert "（没有）" in office.run("list", "留样").text
    assert office.ask("list", "留样") == []


def test_a_hazard_tells_stage_place_and_source(checked: Office) -> None:
    text = checked.run("hazards").text
    assert "YH-20260305-001　隐患2026-001　在“发现”　等级待定　教学楼一层东" in text
    assert "来自 XYXS-20260305-001" in text
    assert "没销号 1 条，其中超期 0 条" in text


def test_an_audit_says_once_what_many_records_want(checked: Office) -> None:
    checked.now = checked.now.replace(day=12)
    text = checked.run("audit").text
    assert text.count("[阻断] 漏填 → 补录并写明原因，由上一级岗位批准　（daily_patrol.R01）") == 1
    assert "    《校园每日巡视记录》3月6日（周五）" in text
    assert "2025-2026-2 阻断 " in text.splitlines()[-1]


def test_reading_touches_nothing_in_the_home(checked: Office) -> None:
    before = contents(checked.folder)
    for words in (["list"], ["show", "XYXS-20260305-001"], ["hazards"], ["audit"]):
        assert checked.run(*words).code in (0, 1)
    assert contents(checked.folder) == before


@pytest.mark.parametrize("words", [["list"], ["registers"], ["show", "XYXS-20260305-001"]])
def test_every_command_takes_the_shared_options_before_and_behind(
    checked: Office, words: list[str]
) -> None:
    behind = checked.run(*words, "--json", "--as", "许安", "--home", str(checked.folder))
    assert behind.data == checked.run("--json", *words).data


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (["lsit"], "没有“lsit”这个命令。是不是 list？"),
        (["list", "--foo"], "没有选项 --foo。"),
        (["list", "--from", "昨天"], "选项 --from：“昨天”不是日期，写成 2026-03-05。"),
        (["list", "--state", "好"], "不能是“好”。可用：未结、已登记"),
        (["list", "--term", "2026"], "school.toml 里没有学期 2026。已有：2025-2026-2"),
        (["list", "没有的"], "没有“没有的”这种登记簿。全部见 taizhang registers"),
        (["list", "食堂"], "名称里有“食堂”的登记簿不止一种：5.1"),
        (["show"], "缺少“记录编号”。"),
        (["show", "XX"], "台账里没有这个编号"),
        (["void", "XX"], "缺少选项 --reason。"),
        (["directory", "人"], "可用：person（人员）、place（地点）"),
        (["print", "XX", "--to", "rtf"], "不能是“rtf”。可用：docx（Word）、pdf（PDF）"),
        (["add", "巡视", "-"], "没有说明是谁在办。加上 --as 姓名"),
        (["--as"], "选项 --as 后面缺内容"),
        (["tray", "--page", "三"], "选项 --page：要写整数，不小于 0。"),
        (["serve", "--port", "99999"], "选项 --port：要写整数，不小于 1，不大于 65535。"),
        (["list", "a", "b"], "多写了“b”"),
        (["list", "a", "灭火器"], "多写了“灭火器”"),
    ],
)
def test_what_was_typed_wrongly_is_told_in_chinese(
    office: Office, words: list[str], saying: str
) -> None:
    answer = office.run(*words, stdin=b"{}")
    assert (answer.code, saying in answer.error) == (2, True), answer.error
    told = office.run("--json", *words, stdin=b"{}")
    assert (told.code, saying in told.data["error"]["message"]) == (2, True)


def test_help_is_chinese_throughout(office: Office) -> None:
    for words in ([], ["--help"], ["add", "--help"], ["init", "-h"]):
        text = office.run(*words).text
        assert text.startswith("用法：taizhang")
        assert not {"Usage", "Options", "Show", "TEXT", "required"} & set(text.split())


def test_a_fault_of_the_program_is_admitted_without_a_traceback(
    checked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("王安")

    monkeypatch.setattr("taizhang.cli.reading.account", broken)
    answer = checked.run("show", "XYXS-20260305-001")
    assert answer.code == 3
    assert "程序自己出了错（ZeroDivisionError test_cli_reading.py" in answer.error
    assert "Traceback" not in answer.error
    log = (checked.folder / "logs" / "taizhang.log").read_text(encoding="utf-8")
    assert "fault ZeroDivisionError" in log
    assert "王安" not in log


def test_ctrl_c_says_what_is_known_and_no_more(
    checked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("taizhang.cli.reading.account", interrupted)
    answer = checked.run("show", "XYXS-20260305-001")
    assert (answer.code, "已中断。已经说办成的都在" in answer.error) == (3, True)


def test_a_system_that_refuses_is_told_in_chinese(
    checked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "某处")

    monkeypatch.setattr("taizhang.cli.reading.account", full)
    answer = checked.run("show", "XYXS-20260305-001")
    assert (answer.code, "某处：磁盘满了" in answer.error) == (2, True)


def test_the_figures_of_a_term_say_where_they_come_from(checked: Office) -> None:
    text = checked.run("statistics").text
    assert "发现 1项，已销号 0项" in text
    assert "（来源：安全隐患排查整改台账（整改通知—复查—销号），1 条，" in text
    assert "报修 无记录" in text
    assert "转入“存在问题”的" in text
    rows = checked.ask("statistics", "2025-2026-2")
    assert [row["row"] for row in rows][:2] == ["巡视", "隐患"]
    assert len(rows) == 18
    rate = rows[1]["figures"][4]
    assert (rate["name"], rate["value"], rate["part"], rate["whole"]) == ("整改率", "0", "0", "1")


def test_a_term_without_records_has_no_figures(office: Office) -> None:
    assert "没有数可统计" in office.run("statistics").text
    assert office.ask("statistics") == []
