import io
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest

from checklists.calendar import SchoolCalendar, SchoolDay, Term
from checklists.catalogue import find
from generator.completeness import Span, completeness
from generator.composing.chapters import compose_chapter_note, compose_chapter_title
from generator.composing.covers import compose_contents, compose_cover, entitle
from generator.composing.hazard_summary import compose_hazards
from generator.composing.imprint import Imprint
from generator.composing.shortfalls import compose_shortfalls
from generator.composing.volume_note import Making, compose_volume_note
from generator.document import Document, Facts, Grid, Prose, Qr
from generator.manifest import Head
from generator.outline import Chapter, Tally, arrange
from generator.qr import parse
from generator.rendering import Press
from generator.school import School
from records.record import Operation, Record
from tests.generator.specimens import at, continued, filed, keeping, sample

MARCH_2, MARCH_9 = date(2026, 3, 2), date(2026, 3, 9)
HAZARD = find("hazard_rectification")
REGISTERS = [HAZARD, find("food_sample_retention")]
CALENDAR = SchoolCalendar(
    Term("2025-2026-2", MARCH_2, date(2026, 7, 3)),
    school_days={date(2026, 3, 5): SchoolDay.EMERGENCY_CLOSE},
    no_meals=frozenset({date(2026, 3, 6)}),
)
IMPRINT = Imprint(School("青禾路小学", fonds="Z109"), CALENDAR)


def hazard(number: str, **changes: Any) -> Record:
    data = {name: one for name, one in {**HAZARD.example, **changes}.items() if one is not None}
    return filed(HAZARD, number, data, at(date(2026, 4, 1), "08:00"))


def measured(records: list[Record]) -> Any:
    moment = at(MARCH_9, "12:00")
    reasons = {"food_sample_retention/2026-03-04": "停气"}
    return completeness(REGISTERS, records, Span(keeping(CALENDAR), moment, reasons))


def chapters(records: list[Record]) -> tuple[Chapter, ...]:
    return arrange(REGISTERS, records, measured(records))


def cells(document: Document) -> list[tuple[str, ...]]:
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [row.cells for grid in grids for row in grid.rows]


def text(document: Document) -> str:
    prose = [block for block in document.blocks if isinstance(block, Prose)]
    return "\n".join(paragraph.text for one in prose for paragraph in one.paragraphs)


def facts(document: Document) -> dict[str, str]:
    found = [block for block in document.blocks if isinstance(block, Facts)]
    return {fact.label: fact.value for one in found for row in one.rows for fact in row}


def test_the_cover_has_the_items_of_the_standard() -> None:
    outline = chapters([])
    name = entitle(IMPRINT, outline, True, "Z109-2026-001")
    cover = compose_cover(IMPRINT, name, outline[0].retention, 12, 34)
    assert facts(cover) == {
        "全宗名称": "Z109",
        "类目名称": "安全与后勤",
        "案卷题名": "青禾路小学2025—2026学年第二学期安全与后勤工作台账",
        "时　　间": "2026年3月2日至7月3日",
        "保管期限": "3年",
        "件数页数": "12 件　34 页",
        "档　　号": "Z109-2026-001",
        "责任部门": "总务处",
    }


def test_a_cover_with_long_entries_stays_on_its_page(press: Press) -> None:
    school = School("青禾市云溪路小学", campus="本部", fingerprint="7029 " * 16)
    name = entitle(Imprint(school, CALENDAR), chapters([]), True, "")
    kept = find("renovation_project_file").register.retention
    cover = compose_cover(Imprint(school, CALENDAR), name, kept, 9, 32)
    with pikepdf.open(io.BytesIO(press.paper(cover))) as printed:
        assert len(printed.pages) == 1


def test_the_catalogue_gives_first_pages_and_of_the_last_item_both_ends() -> None:
    records = [sample("LY-20260302-001", MARCH_2), sample("LY-20260302-002", MARCH_2)]
    outline = chapters(records)
    pages = {"patrol_hazards": (1, 2), "hazard_rectification": (1, 1), "canteen": (3, 9)}
    pages |= {"food_sample_retention": (4, 8), "应填情况统计": (10, 12)}
    rows = cells(compose_contents(IMPRINT, outline, ["应填情况统计"], pages))
    assert [row[5] for row in rows] == ["1", "1", "3", "4", "10–12"]
    assert rows[1][1] == "—"
    assert rows[3][1:5] == (
        "LY-20260302-001\n至 LY-20260302-002",
        "总务处",
        "食品留样记录",
        "20260302",
    )
    assert [row[0] for row in rows] == ["", "1", "", "2", "3"]


def test_a_chapter_opens_with_its_registers_and_their_rates() -> None:
    late = sample("LY-20260302-001", MARCH_2)
    kept = replace(late, versions=(replace(late.first, at=at(MARCH_2, "11:40")),))
    records = [kept, hazard("YH-20260305-001")]
    patrols, canteen = chapters(records)
    assert cells(compose_chapter_title(patrols, IMPRINT))[0][3:] == ("1", *"—————", "按次")
    row = cells(compose_chapter_title(canteen, IMPRINT))[0]
    assert row[3:] == ("1", "3", "1", "0", "0", "2", "33.3%")


def test_a_chapters_note_says_what_is_wanting() -> None:
    _, canteen = chapters([sample("LY-20260302-001", MARCH_2)])
    note = compose_chapter_note(canteen, IMPRINT, Tally.of(canteen.records, 3), 7)
    assert "记录 1 件，共 7 页，其中照片 3 张" in text(note)
    assert "应填未填 2 项，未结 0 项" in text(note)


def test_the_completeness_page_lists_shortfalls_and_closed_days() -> None:
    document = compose_shortfalls(measured([]), IMPRINT, "2026年3月9日 12:00")
    shortfalls = [row[2:] for row in cells(document)[2:]]
    assert shortfalls == [
        ("3月2日（周一） 中餐", "缺", "—", "未说明"),
        ("3月3日（周二） 中餐", "缺", "—", "未说明"),
        ("3月4日（周三） 中餐", "缺", "—", "停气"),
    ]
    assert "停课：3月5日。" in text(document)
    assert "食堂停供：3月6日。" in text(document)
    assert "法定节假日：4月6日、5月1日、5月4日、5月5日、6月19日。" in text(document)
    assert "2026-05-09（星期六）调休上班，学生是否到校未定，暂按不到校计。" in text(document)


def test_a_term_without_shortfalls_says_so() -> None:
    until = compose_shortfalls([], IMPRINT, "2026年3月1日 12:00")
    assert "应填记录全部按时登记" in text(until)


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, "已销号"),
        ({"closed_at": None}, "待销号"),
        ({"closed_at": None, "review_at": None, "reviewer": None, "review_result": None}, "待复查"),
        ({"due": "2026-03-05", "closed_at": None}, "待销号，超期"),
    ],
)
def test_a_hazard_is_listed_with_where_it_stands(changes: dict[str, Any], standing: str) -> None:
    rows = cells(compose_hazards([hazard("YH-1", **changes)], IMPRINT, date(2026, 4, 1)))
    assert rows[0][-1] == standing


def test_hazards_are_summed_up_and_voided_ones_left_out() -> None:
    void = continued(hazard("YH-2"), Operation.VOID, at(MARCH_9, "09:00"), reason="误报")
    records = [hazard("YH-1"), void, hazard("YH-3", closed_at=None)]
    document = compose_hazards(records, IMPRINT, date(2026, 4, 1))
    assert "本学期立案隐患 2 项，已销号 1 项，未销号 1 项" in text(document)
    assert "超期 0 项；整改率 50%。" in text(document)
    assert [row[1] for row in cells(document)[:2]] == ["YH-1", "YH-3"]


def test_hazards_of_earlier_terms_come_first_and_are_marked() -> None:
    carried = [hazard("YH-0", closed_at=None), hazard("YH-00")]
    document = compose_hazards([hazard("YH-1")], IMPRINT, date(2026, 4, 1), carried)
    assert "上学期转入隐患 2 项，本学期立案隐患 1 项，已销号 2 项，未销号 1 项" in text(document)
    assert [(row[1], row[-1]) for row in cells(document)[:3]] == [
        ("YH-0", "上学期转入\n待销号"),
        ("YH-00", "上学期转入\n已销号"),
        ("YH-1", "已销号"),
    ]


def test_what_began_in_an_earlier_term_is_told_of_once() -> None:
    begun = hazard("YH-0", closed_at=None)
    done = continued(begun, Operation.CONTINUE, at(MARCH_9, "09:00"), term="2025-2026-1")
    document = compose_hazards([done, hazard("YH-1")], IMPRINT, date(2026, 4, 1), [done])
    assert [row[1] for row in cells(document)[:-1]] == ["YH-0", "YH-1"]


def test_what_comes_back_at_a_place_stands_in_a_table_of_its_own() -> None:
    found = [hazard("YH-1"), hazard("YH-2", closed_at=None), hazard("YH-3", place="操场")]
    found = [
        replace(one, versions=(replace(one.first, opened_for="daily_patrol.I04"),)) for one in found
    ]
    document = compose_hazards(found, IMPRINT, date(2026, 4, 1))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert grids[1].caption == "同一部位、同一检查项（或类别）重复出现的隐患"
    assert [row.cells for row in grids[1].rows] == [
        (
            "教学楼东楼梯",
            "校园每日巡视记录 楼梯、扶手、栏杆",
            "2",
            "3月5日",
            "3月5日",
            "1",
            "YH-1、YH-2",
        )
    ]
    once = compose_hazards(found[1:], IMPRINT, date(2026, 4, 1))
    assert len([block for block in once.blocks if isinstance(block, Grid)]) == 1


def test_the_note_prints_the_head_in_full_in_groups_and_as_a_code() -> None:
    making = Making(
        by="董玥",
        checked_by="",
        at=at(MARCH_9, "12:00"),
        head=Head(lines=412, digest="3f9a" * 16),
        substitutes={"SimSun": "Noto Serif SC"},
        attached=("manifest.json", "records.json"),
    )
    note = compose_volume_note(IMPRINT, Tally.of([], 0), 7, making)
    assert facts(note)["链头"] == f"412:{'3f9a' * 16}"
    assert facts(note)["链头分组"] == " ".join(["3f9a"] * 16)
    assert "SimSun以Noto Serif SC代替" in text(note)
    (code,) = (block.payload for block in note.blocks if isinstance(block, Qr))
    assert parse(code).payload["h"] == "3f9a" * 16
