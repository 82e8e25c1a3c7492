"""Records as a workbook: a row a record, with what stands beside it on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from checklists.catalogue import catalogue, find
from generator.school import School
from records.definitions import Definition
from records.masking import on_paper
from records.record import Operation, Record
from taizhang.errors import WorkbookError
from taizhang.workbooks import records_workbook
from tests.records.made_records import on, record
from tests.taizhang.workbooks.sheets import opened, values

SCHOOL = School("云溪小学")


def form_of(one: Record) -> Definition:
    return Definition.of(find(one.register))


def sheets(*records: Record, forms: Callable[[Record], Definition] = form_of) -> list[Worksheet]:
    return opened(records_workbook(records, forms, SCHOOL))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    head, *lines = values(sheet)
    return [dict(zip(head, line, strict=True)) for line in lines]


def sample(**changes: Any) -> Record:
    data = {"weight": 126, **changes}
    return record("food_sample_retention", "LY-20260305-001", on("2026-03-05"), **data)


def patrol(**changes: Any) -> Record:
    return record("daily_patrol", "XYXS-20260305-001", on("2026-03-05"), **changes)


def test_days_times_and_numbers_are_such() -> None:
    (row,) = rows(sheets(sample())[0])
    assert row["编号"] == "LY-20260305-001"
    assert row["留样量（g）"] == 126
    assert isinstance(row["留样时间"], datetime)
    assert row["填报时间"] == datetime(2026, 3, 5, 16, 30)  # noqa: DTZ001  a workbook knows no zone


def test_every_check_item_is_a_column_and_what_is_said_stands_together() -> None:
    checks = {
        "I04": {"verdict": "不合格", "remark": "扶手松动", "place": "教学楼", "handling": "报修"}
    }
    (row,) = rows(sheets(patrol(checks=checks))[0])
    assert row["04 楼梯、扶手、栏杆"] == "不合格"
    assert row["01 校门与围墙"] == "合格"
    said = row["检查情况"].splitlines()
    assert said[0] == "04 楼梯、扶手、栏杆：扶手松动；部位：教学楼；处理方式：报修"
    assert row["判定"] == "不合格"


def test_readings_have_columns_of_their_own() -> None:
    (row,) = rows(sheets(record("kitchen_daily_check", "CT-20260305-001", on("2026-03-05")))[0])
    readings = {head: value for head, value in row.items() if head.endswith("（℃）")}
    assert readings
    assert any(isinstance(value, int | float) for value in readings.values())


def test_detail_rows_are_a_sheet_with_the_number_of_their_record() -> None:
    book = sheets(record("weekly_menu", "SP-20260302-001", on("2026-03-02")))
    details = next(one for one in book if one.title.startswith("明细"))
    first = rows(details)[0]
    assert (first["编号"], first["行"]) == ("SP-20260302-001", 1)
    assert details.freeze_panes == "D2"


def test_void_and_corrected_records_say_so() -> None:
    one = sample()
    corrected = replace(
        one.first,
        operation=Operation.CORRECT,
        version=2,
        entry={**one.entry, "weight": 130},
        reason="抄错",
    )
    void = replace(one.first, operation=Operation.VOID, version=2, reason="登重了")
    sheet, *_ = sheets(
        Record("LY-20260305-001", one.register, (one.first, corrected)),
        Record("LY-20260305-002", one.register, (one.first, void)),
    )
    first, second = rows(sheet)
    assert (first["留样量（g）"], "原“126g”改为“130g”" in first["附注"]) == (130, True)
    assert (second["状态"], "作废：登重了" in second["附注"]) == ("已作废", True)
    assert [sheet[f"A{row}"].font.strike for row in (2, 3)] == [None, True]


def test_a_late_record_says_so() -> None:
    one = sample()
    late = replace(one.first, is_late=True, reason="停电")
    (row,) = rows(sheets(Record(one.number, one.register, (late,)))[0])
    assert "补录：停电（未经批准）" in row["附注"]


def test_personal_values_are_as_the_record_shows_them() -> None:
    one = record("visitor_register", "LF-20260305-001", on("2026-03-05"))
    columns = find("visitor_register").columns()
    name = one.entry["name"]
    (masked,) = rows(sheets(on_paper(one, columns, whole=False))[0])
    (whole,) = rows(sheets(on_paper(one, columns, whole=True))[0])
    assert (masked["来访人姓名"], whole["来访人姓名"]) == (f"{name[0]}**", name)
    assert name not in str(list(masked.values()))


def test_what_staff_typed_is_no_formula() -> None:
    sheet, *_ = sheets(patrol(route="=HYPERLINK(1)"))
    head = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, head.index("巡视路线") + 1)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_column_called_otherwise_before_stays_apart() -> None:
    def older(one: Record) -> Definition:
        form = form_of(one)
        if one.number.endswith("001"):
            columns = (replace(c, label="重量") if c.name == "weight" else c for c in form.columns)
            form = replace(form, columns=tuple(columns))
        return form

    one = sample()
    two = Record("LY-20260305-002", one.register, one.versions)
    first, second = rows(sheets(one, two, forms=older)[0])
    assert (first["重量（g）"], first["留样量（g）"]) == (126, None)
    assert (second["重量（g）"], second["留样量（g）"]) == (None, 126)


def test_the_columns_are_explained() -> None:
    meanings = {row["栏"]: row for row in rows(sheets(sample())[-1])}
    assert "125" in meanings["留样量（g）"]["标准"]


def test_the_same_records_are_the_same_bytes() -> None:
    assert records_workbook([sample()], form_of, SCHOOL) == records_workbook(
        [sample()], form_of, SCHOOL
    )


def test_no_record_is_no_workbook() -> None:
    with pytest.raises(WorkbookError, match="没有记录可导出"):
        records_workbook([], form_of, SCHOOL)


def test_every_register_makes_a_workbook_of_its_example() -> None:
    for slug, kind in catalogue().items():
        one = record(slug, f"{kind.register.prefix}-20260705-001", on("2026-07-05"))
        assert rows(sheets(one)[0])[0]["状态"], slug
