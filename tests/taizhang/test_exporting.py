"""The records of a register are taken along as a workbook."""

import json
from pathlib import Path
from typing import Any

import pytest

from checklists.catalogue import find
from tests.taizhang.office import TERM, Office
from tests.taizhang.workbooks.sheets import opened, values


def patrol(office: Office, day: int) -> str:
    data: dict[str, Any] = json.loads(json.dumps(find("daily_patrol").example, default=str))
    date = f"2026-03-{day:02}"
    data |= {"date": date, "patroller": "许安", "start": f"{date} 09:00", "end": f"{date} 09:40"}
    data["checks"] = {item: {"verdict": "合格"} for item in data["checks"]}
    office.now = office.now.replace(day=day)
    return str(office.add("daily_patrol", data, "许安")["number"])


def exported(office: Office, *words: str) -> list[str]:
    """Numbers of the records in the workbook that a command writes."""
    path = office.folder.parent / "导出" / "巡视.xlsx"
    answer = office.run("export", "巡视", *words, "--out", str(path))
    assert answer.code == 0, answer.error
    sheet, *_ = opened(path.read_bytes())
    return [str(row[0]) for row in values(sheet)[1:]]


def test_the_records_of_a_term_are_written_to_the_file_named(office: Office) -> None:
    numbers = [patrol(office, 3), patrol(office, 4)]
    assert exported(office) == numbers
    assert (
        exported(office, "--term", TERM, "--from", "2026-03-04", "--to", "2026-03-04")
        == numbers[1:]
    )


def test_a_file_nobody_named_is_called_after_register_and_term(office: Office) -> None:
    patrol(office, 3)
    answer = office.run("export", "巡视")
    name = f"校园每日巡视记录-{TERM}.xlsx"
    assert (answer.text, Path(name).exists()) == (f"已导出 1 条到 {name}\n", True)


def test_without_a_record_there_is_no_file(office: Office) -> None:
    answer = office.run("export", "巡视", "--out", "空.xlsx")
    assert (answer.code, Path("空.xlsx").exists()) == (2, False)
    assert f"{TERM} 没有《校园每日巡视记录》的记录" in answer.error


@pytest.mark.parametrize("by", ["", "方舟", "周㛃"])
def test_personal_values_are_masked_whoever_takes_them_along(office: Office, by: str) -> None:
    text = json.dumps(find("visitor_register").example, ensure_ascii=False, default=str)
    data = {name: value for name, value in json.loads(text).items() if name != "photos"}
    office.add(
        "visitor_register", data | {"guard": "许安", "host": "许安", "host_sign": "许安"}, "许安"
    )
    office.run("export", "外来人员", "--out", "来访.xlsx", by=by)
    told = str([values(sheet) for sheet in opened(Path("来访.xlsx").read_bytes())])
    assert "钱**" in told
    assert data["name"] not in told
    assert data["phone"] not in told
