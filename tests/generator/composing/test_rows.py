from dataclasses import replace
from datetime import date

import pytest

from checklists.catalogue import find
from generator.compose import compose
from generator.composing.imprint import Imprint
from generator.composing.rows import compose_row_photos, compose_rows, foot_of, page_digest
from generator.document import Grid, GridRow, Photos
from generator.qr import parse
from records.definitions import Definition
from records.record import Operation, Person, Record
from tests.generator.specimens import CLERK, HEAD, at, continued, drawn, filed, kept, sample

MARCH_2 = date(2026, 3, 2)
FORM = Definition.of(find("food_sample_retention"))


def grid_of(imprint: Imprint, *records: Record) -> Grid:
    (grid,) = compose_rows(records, FORM, imprint).blocks
    assert isinstance(grid, Grid)
    return grid


def cell(grid: Grid, row: int, label: str) -> str:
    labels = [column.label for column in grid.columns]
    return grid.rows[row].cells[labels.index(label)]


def pictured(number: str) -> Record:
    kept = sample(number, MARCH_2)
    file = find("hazard_rectification").example["photo_before"][0]
    entry = {**kept.entry, "photos": [file]}
    return continued(kept, Operation.CORRECT, at(MARCH_2, "12:30"), entry=entry, reason="补照片")


def test_photos_of_rows_follow_on_pages_of_their_own(imprint: Imprint) -> None:
    records = [pictured("LY-1"), sample("LY-2", MARCH_2), pictured("LY-3")]
    table = compose_rows(records, FORM, imprint)
    (document,) = compose_row_photos(table, records, FORM, imprint)
    assert (document.title, document.orientation) == ("食品留样记录　照片", "landscape")
    assert document.subtitle.endswith("共 2 张")
    (photos,) = document.blocks
    assert isinstance(photos, Photos)
    assert [one.caption.split("\n")[-1] for one in photos.pictures] == ["LY-1", "LY-3"]
    assert list(compose_row_photos(table, records[1:2], FORM, imprint)) == []


def test_a_row_printed_alone_has_its_photo_below(imprint: Imprint) -> None:
    grid, photos = compose(pictured("LY-1"), FORM, imprint).blocks
    assert isinstance(grid, Grid)
    assert isinstance(photos, Photos)
    assert len(photos.pictures) == 1


def test_a_row_has_the_number_first_and_the_remarks_last(imprint: Imprint) -> None:
    grid = grid_of(imprint, sample("LY-20260302-001", MARCH_2))
    labels = [column.label for column in grid.columns]
    assert (labels[0], labels[-1]) == ("记录编号", "备注")
    assert grid.rows[0].cells[0] == "LY-20260302-001"


def test_units_stand_in_the_heads_and_days_without_the_year(imprint: Imprint) -> None:
    grid = grid_of(imprint, sample("LY-1", MARCH_2))
    assert cell(grid, 0, "留样量\n(g)") == "130"
    assert cell(grid, 0, "日期") == "3月2日"
    assert cell(grid, 0, "销毁时间") == "3月4日 16:10"


def test_every_row_has_as_many_cells_as_columns(imprint: Imprint) -> None:
    kept = sample("LY-1", MARCH_2)
    void = continued(sample("LY-2", MARCH_2), Operation.VOID, at(MARCH_2, "20:00"), reason="重复")
    corrected = continued(kept, Operation.CORRECT, at(MARCH_2, "20:00"), entry=dict(kept.entry))
    grid = grid_of(imprint, kept, void, corrected)
    assert {len(row.cells) for row in grid.rows} == {len(grid.columns)}


def test_a_corrected_record_keeps_its_old_line_struck_out(imprint: Imprint) -> None:
    first = sample("LY-1", MARCH_2)
    changed = {**first.entry, "weight": 150}
    record = continued(
        first, Operation.CORRECT, at(MARCH_2, "12:30"), entry=changed, reason="笔误", by=HEAD
    )
    grid = grid_of(imprint, record)
    assert [row.marks for row in grid.rows] == [frozenset({"void"}), frozenset()]
    assert [cell(grid, row, "留样量\n(g)") for row in (0, 1)] == ["130", "150"]
    assert (
        cell(grid, 1, "备注")
        == "划改：「留样量」 原“130g”改为“150g”（贺珺 2026年3月2日 12:30，因笔误）"
    )


def test_what_was_signed_before_it_was_corrected_keeps_its_old_line(imprint: Imprint) -> None:
    first = sample("LY-1", MARCH_2)
    signed = continued(first, Operation.SIGN, at(MARCH_2, "12:20"), role="留样员", entry={})
    changed = {**first.entry, "weight": 150}
    corrected = continued(signed, Operation.CORRECT, at(MARCH_2, "12:30"), entry=changed)
    grid = grid_of(imprint, corrected)
    assert [cell(grid, row, "留样量\n(g)") for row in (0, 1)] == ["130", "150"]


def test_what_a_line_is_about_keeps_its_column(imprint: Imprint) -> None:
    kind = find("fixed_asset_ledger")
    other = {
        "asset_no": "ZC-2018-0063-甲", "name": "军鼓", "gb_code": "A05040302", "unit": "分校",
        "category": "家具和用具", "model": "13寸", "unit_qty": "面/12", "value": "10320.00",
        "acquired_on": "2018-03-12", "registered_on": "2026-03-07", "way": "自建",
        "acceptance_no": "验〔2018〕6号", "depreciable_years": 5, "user_dept": "音乐组",
        "custodian": "董玥", "voucher": "2018年3月记字12号", "status": "闲置",
    }  # fmt: skip
    cards = [
        filed(kind, f"GDZC-{number}", {**kind.example, **changes}, at(date(2026, 3, 8), "08:00"))
        for number, changes in enumerate(({}, other))
    ]
    (grid,) = compose_rows(cards, Definition.of(kind), imprint).blocks
    assert isinstance(grid, Grid)
    assert cell(grid, 1, "资产编号（唯一，二维码）") == "ZC-2018-0063-甲"
    assert cell(grid, 1, "名称") == "军鼓"
    assert "规格型号/SN：13寸" in cell(grid, 1, "备注")


def test_a_voided_record_keeps_its_number_and_says_why(imprint: Imprint) -> None:
    record = continued(
        sample("LY-1", MARCH_2), Operation.VOID, at(MARCH_2, "12:30"), reason="重复登记"
    )
    grid = grid_of(imprint, record)
    assert cell(grid, 0, "菜品名称") == "番茄炒蛋"
    assert "void" in grid.rows[0].marks
    assert cell(grid, 1, "菜品名称") == ""
    assert cell(grid, 1, "备注") == "作废：重复登记（董玥 2026年3月2日 12:30）"


def test_a_failed_reading_marks_the_row_and_opens_remarks(imprint: Imprint) -> None:
    grid = grid_of(imprint, sample("LY-1", MARCH_2, weight=90))
    assert grid.rows[0].marks == frozenset({"fail"})
    assert cell(grid, 0, "判定") == "不合格"
    remarks = cell(grid, 0, "备注").split("\n")
    assert "不合格：留样量 90g（标准≥125）" in remarks
    assert any(line.startswith("阻断：「留样量」90g") for line in remarks)


def test_what_is_rarely_filled_in_goes_to_the_remarks(imprint: Imprint) -> None:
    plain = [sample(f"LY-{number}", MARCH_2) for number in range(4)]
    acted = sample("LY-9", MARCH_2, action="移至备用留样柜", action_by="贺珺")
    grid = grid_of(imprint, *plain, acted)
    assert "处置" not in [column.label for column in grid.columns]
    assert "处置：移至备用留样柜\n处置人：贺珺" in cell(grid, 4, "备注")


def spraying(number: str, **changes: object) -> Record:
    kind = find("disinfection_pest_control")
    return filed(kind, number, {**kind.example, **changes}, at(date(2026, 3, 8), "08:00"))


def test_where_room_is_short_what_is_always_the_same_is_said_once(imprint: Imprint) -> None:
    form = Definition.of(find("disinfection_pest_control"))
    records = [
        spraying("XDCH-1"),
        spraying("XDCH-2", place="垃圾房", product="漂白粉", warn="通风1小时"),
    ]
    (grid,) = compose_rows(records, form, imprint).blocks
    assert isinstance(grid, Grid)
    heads = {column.label for column in grid.columns}
    assert grid.caption.startswith("各条相同：日期 3月5日；类型 预防性消毒；")
    assert "专柜上锁 是" in grid.caption
    assert heads.isdisjoint({"日期", "类型", "专柜上锁"})
    assert {"场所/部位", "药剂名称", "监督人\n及签字"} <= heads
    remarks = [row.cells[-1] for row in grid.rows]
    assert not any("专柜上锁" in one for one in remarks)


def test_one_record_alone_keeps_its_columns_or_says_it_in_the_remarks(imprint: Imprint) -> None:
    form = Definition.of(find("disinfection_pest_control"))
    (grid,) = compose_rows([spraying("XDCH-1")], form, imprint).blocks
    assert isinstance(grid, Grid)
    assert grid.caption == ""
    heads = {column.label for column in grid.columns}
    assert {"日期", "类型", "药剂名称"} <= heads
    assert "专柜上锁：是" in grid.rows[0].cells[-1]
    assert "专柜上锁" not in heads


def test_where_there_is_room_nothing_is_said_above_the_table(imprint: Imprint) -> None:
    alike = [sample("LY-1", MARCH_2), sample("LY-2", MARCH_2)]
    assert grid_of(imprint, *alike).caption == ""


def test_a_late_entry_says_why_and_who_approved(imprint: Imprint) -> None:
    record = sample("LY-1", MARCH_2)
    late = replace(record.first, is_late=True, reason="停电", late_approved_by=HEAD)
    grid = grid_of(imprint, replace(record, versions=(late,)))
    assert cell(grid, 0, "备注") == "补录：停电（贺珺批准）"


def test_signatures_stand_with_name_time_and_typist(imprint: Imprint) -> None:
    record = sample("LY-1", MARCH_2)
    record = continued(record, Operation.SIGN, at(MARCH_2, "12:40"), role="留样员")
    record = continued(
        record,
        Operation.SIGN,
        at(date(2026, 3, 3), "08:00"),
        role="食品安全员",
        by=HEAD,
        typed_by=Person("P9", "王安"),
    )
    grid = grid_of(imprint, record)
    assert cell(grid, 0, "留样人\n及签字") == "董玥\n12:40"
    assert cell(grid, 0, "食品安全员签字") == "贺珺\n3月3日 08:00\n（王安代录）"
    assert cell(grid, 0, "登记") == "董玥\n3月5日 08:30"


def test_a_missing_signature_is_room_for_ink(imprint: Imprint) -> None:
    grid = grid_of(imprint, sample("LY-1", MARCH_2))
    assert cell(grid, 0, "食品安全员签字") == ""
    assert cell(grid, 0, "留样人\n及签字") == "董玥"


def test_an_empty_signing_place_is_wide_enough_for_a_hand(imprint: Imprint) -> None:
    record = sample("LY-1", MARCH_2)
    signed = continued(record, Operation.SIGN, at(MARCH_2, "12:40"), role="食品安全员", by=HEAD)
    empty, full = (
        next(one for one in grid_of(imprint, each).columns if one.label == "食品安全员签字")
        for each in (record, signed)
    )
    assert empty.width > full.width
    assert empty.width >= 17


def test_the_widths_fill_the_paper(imprint: Imprint) -> None:
    grid = grid_of(imprint, *(sample(f"LY-20260302-{n:03d}", MARCH_2) for n in range(5)))
    assert sum(column.width for column in grid.columns) == pytest.approx(257, abs=0.2)


def test_the_foot_of_a_page_names_its_records_and_their_digest(imprint: Imprint) -> None:
    records = [sample(f"LY-20260302-{n:03d}", MARCH_2) for n in range(1, 6)]
    rows = grid_of(imprint, *records).rows
    foot = foot_of(records)(rows[1:4])
    assert foot.text.startswith("记录编号 LY-20260302-002 至 LY-20260302-004，共 3 条\n")
    assert foot.text.endswith(page_digest(records[1:4]))
    assert parse(foot.qr).payload == {
        "a": "LY-20260302-002",
        "z": "LY-20260302-004",
        "c": "3",
        "d": page_digest(records[1:4])[:32],
    }


def test_a_struck_line_counts_with_its_record(imprint: Imprint) -> None:
    kept = sample("LY-20260302-001", MARCH_2)
    record = continued(kept, Operation.CORRECT, at(MARCH_2, "12:30"), entry=dict(kept.entry))
    struck: GridRow = grid_of(imprint, record).rows[0]
    assert "共 1 条" in foot_of([record])([struck]).text


def test_short_checks_printed_as_rows_have_a_marked_column_for_every_item(imprint: Imprint) -> None:
    kind = find("morning_health_check")
    form = Definition.of(kind)
    kept = {**kind.example, "date": MARCH_2.isoformat()}
    record = filed(kind, "CWJ-20260302-001", kept, at(date(2026, 7, 10), "12:00"))
    (grid,) = compose_rows([record], form, imprint).blocks
    assert isinstance(grid, Grid)
    labels = [column.label for column in grid.columns]
    items = labels[labels.index("1一摸") :][: len(form.items)]
    assert items == ["1一摸", "2二看", "3三问", "4四查", "5午睡巡视", "6离园前观察"]
    marks = [cell(grid, 0, label) for label in items]
    judged = {one.key.rpartition(".")[2]: str(one.verdict) for one in record.content.judgements}
    words = {"√": "合格", "×": "不合格", "—": "不适用", "未": "未检"}
    assert [words[mark] for mark in marks] == [judged[item.id] for item in form.items]
    remarks = cell(grid, 0, "备注")
    for item, check in kind.example["checks"].items():
        assert check.get("remark", "") in remarks, item
    assert "不涉及" not in remarks  # the mark of the item says it


def test_of_columns_that_give_way_the_one_that_tells_least_goes_first(imprint: Imprint) -> None:
    register = find("utility_meter_record")
    records = [
        filed(
            register,
            f"NHCB-{number}",
            {**register.example, "meter": f"D-{number} 楼层表", "this": f"{1290 + number}.75"},
            at(date(2026, 4, 2), "10:00"),
        )
        for number in range(1, 6)
    ]
    (grid,) = compose_rows(records, Definition.of(register), imprint).blocks
    assert isinstance(grid, Grid)
    labels = [column.label for column in grid.columns]
    assert "用量" in labels
    assert not {"本期换表", "照片含表号"} & set(labels)


def test_what_one_tap_filled_in_is_remarked_in_its_row(imprint: Imprint) -> None:
    kind = find("morning_health_check")
    record = filed(
        kind, "CJ-1", kind.example, at(date(2026, 3, 8), "08:00"), together=("I02", "I03", "I04")
    )
    (grid,) = compose_rows((record,), Definition.of(kind), imprint).blocks
    assert isinstance(grid, Grid)
    assert "第2至4项一次填写" in cell(grid, 0, "备注").split("\n")


# ---- signatures written by hand


def inked(imprint: Imprint, strokes: str, *more: Record) -> Grid:
    """The table of a sample that its keeper and its reviewer signed by hand, and of others."""
    record = sample("LY-1", MARCH_2)
    for clock, role, person, drawing in (
        ("12:40", "留样员", CLERK, drawn("董玥")),
        ("12:50", "食品安全员", HEAD, strokes),
    ):
        record = continued(
            record, Operation.SIGN, at(MARCH_2, clock), role=role, by=person, strokes=drawing
        )
    return grid_of(replace(imprint, attachments=kept), record, *more)


def test_the_ink_stands_above_name_and_time_in_its_cell(imprint: Imprint) -> None:
    grid = inked(imprint, drawn("贺珺"), sample("LY-2", MARCH_2))
    signed, unsigned = grid.rows
    labels = [column.label for column in grid.columns]
    found = {label: ink.alt for label, ink in zip(labels, signed.inks, strict=True) if ink}
    assert found == {"留样人\n及签字": "手写签名：董玥", "食品安全员签字": "手写签名：贺珺"}
    assert cell(grid, 0, "留样人\n及签字") == "董玥\n12:40"
    assert cell(grid, 0, "食品安全员签字") == "贺珺\n12:50"
    assert unsigned.inks == ()


def test_a_column_with_ink_is_as_wide_as_one_that_waits_for_it(imprint: Imprint) -> None:
    columns = {one.label: one.width for one in inked(imprint, drawn("贺珺")).columns}
    assert min(columns["留样人\n及签字"], columns["食品安全员签字"]) >= 17


def test_ink_that_is_gone_is_said_to_be_in_its_cell(imprint: Imprint) -> None:
    grid = inked(imprint, "0" * 64)
    assert cell(grid, 0, "食品安全员签字") == "贺珺\n12:50\n签名缺失"
    assert [ink.lost for ink in grid.rows[0].inks if ink] == [False, True]


def test_a_voided_line_shows_no_ink(imprint: Imprint) -> None:
    record = continued(
        sample("LY-1", MARCH_2),
        Operation.SIGN,
        at(MARCH_2, "12:40"),
        role="留样员",
        strokes=drawn("董玥"),
    )
    record = continued(record, Operation.VOID, at(MARCH_2, "13:00"), reason="重复", strokes="")
    grid = grid_of(replace(imprint, attachments=kept), record)
    assert [row.inks for row in grid.rows] == [(), ()]
