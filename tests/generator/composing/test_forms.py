from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import find
from generator.compose import compose
from generator.composing.forms import compose_form, detail_grid
from generator.composing.imprint import Imprint
from generator.document import (
    Block,
    Checks,
    Document,
    Facts,
    Heading,
    Notice,
    Photos,
    SignatureBlock,
)
from generator.errors import PictureError
from generator.qr import parse
from generator.school import School
from records.definitions import Definition
from records.record import Operation, Record
from tests.generator.specimens import CLERK, HEAD, at, continued, filed

MARCH_8 = date(2026, 3, 8)
PATROL, HAZARD = find("daily_patrol"), find("hazard_rectification")
Wanted = TypeVar("Wanted", bound=Block)


def patrol() -> Record:
    return filed(PATROL, "XYXS-20260305-001", PATROL.example, at(MARCH_8, "08:00"))


def hazard(**changes: object) -> Record:
    data = {**HAZARD.example, **changes}
    return filed(HAZARD, "YH-20260305-001", data, at(MARCH_8, "08:00"))


def blocks_of(document: Document, kind: type[Wanted]) -> list[Wanted]:
    return [block for block in document.blocks if isinstance(block, kind)]


def values_of(document: Document) -> dict[str, str]:
    facts = [fact for block in blocks_of(document, Facts) for row in block.rows for fact in row]
    return {fact.label: fact.value for fact in facts}


def test_a_checklist_shows_every_item_of_the_form(imprint: Imprint) -> None:
    document = compose(patrol(), Definition.of(PATROL), imprint)
    (checks,) = blocks_of(document, Checks)
    assert [row.no for row in checks.rows] == [str(number) for number in range(1, 19)]
    assert checks.rows[2].item.startswith("★")
    assert checks.rows[2].key


def test_a_day_s_temperatures_show_no_empty_check_table(imprint: Imprint) -> None:
    kind = find("food_storage_check")
    day = {**kind.example, "scope": "每日测温", "checks": {}}
    for data, tables in ((day, 0), (kind.example, 1)):
        record = filed(kind, "KC-20260306-001", data, at(MARCH_8, "08:00"))
        blocks = compose_form(record, Definition.of(kind), imprint).blocks
        assert sum(isinstance(one, Checks) for one in blocks) == tables


def test_a_failed_item_says_where_what_and_how_it_is_handled(imprint: Imprint) -> None:
    data = {**PATROL.example, "checks": dict(PATROL.example["checks"])}
    data["checks"]["I09"] = {
        "verdict": "不合格",
        "remark": "龙头滴水",
        "place": "教学楼二层盥洗处",
        "handling": "当场整改",
        "action": "关阀停用",
    }
    record = filed(PATROL, "XYXS-1", data, at(MARCH_8, "08:00"))
    (checks,) = blocks_of(compose(record, Definition.of(PATROL), imprint), Checks)
    row = checks.rows[8]
    assert (row.verdict, row.failed) == ("不合格", True)
    assert row.remark == "教学楼二层盥洗处；龙头滴水；当场整改；处置：关阀停用"


def test_the_head_names_day_and_weekday(imprint: Imprint) -> None:
    values = values_of(compose(patrol(), Definition.of(PATROL), imprint))
    assert values["日期（星期）"] == "2026年3月5日 周四"
    assert values["用时"] == "35分钟"


def test_the_paper_carries_number_code_and_digest(imprint: Imprint) -> None:
    record = patrol()
    document = compose(record, Definition.of(PATROL), imprint)
    assert document.number == "记录编号：XYXS-20260305-001"
    assert document.subtitle == "青禾路小学（东校区）　2025-2026学年第二学期　第1周"
    assert parse(document.qr).payload["d"] == record.latest.digest[:32]
    assert record.latest.digest[:16] in document.footer


def test_stages_are_numbered_sections(imprint: Imprint) -> None:
    document = compose(hazard(), Definition.of(HAZARD), imprint)
    headings = [block.text for block in blocks_of(document, Heading)]
    assert headings == ["一、发现", "二、整改通知", "三、整改", "四、复查", "五、销号"]
    assert document.title == "安全隐患排查整改台账"
    inside = replace(Definition.of(HAZARD), title="班级（部门）财产登记")
    assert compose(hazard(), inside, imprint).title == "班级（部门）财产登记"


def test_before_and_after_stand_side_by_side(imprint: Imprint) -> None:
    (photos,) = blocks_of(compose(hazard(), Definition.of(HAZARD), imprint), Photos)
    assert photos.pairs
    assert [picture.caption.split("　")[0] for picture in photos.pictures] == [
        "整改前照片",
        "整改后照片",
    ]


def test_a_photo_without_its_partner_stands_alone(imprint: Imprint) -> None:
    one = HAZARD.example["photo_before"][0]
    record = hazard(photo_before=[one, {**one, "sha256": "1" * 64}])
    pair, loose = blocks_of(compose(record, Definition.of(HAZARD), imprint), Photos)
    assert (len(pair.pictures), len(loose.pictures), loose.pairs) == (2, 1, False)


def test_signatures_follow_the_signing_order(imprint: Imprint) -> None:
    record = continued(hazard(), Operation.SIGN, at(MARCH_8, "09:00"), role="发现人", by=HEAD)
    record = continued(
        record, Operation.SIGN, at(MARCH_8, "09:30"), role="安全办", by=HEAD, typed_by=CLERK
    )
    (block,) = blocks_of(compose(record, Definition.of(HAZARD), imprint), SignatureBlock)
    assert [line.role for line in block.lines] == [
        "发现人",
        "安全办",
        "整改责任人",
        "复查人",
        "分管副校长",
    ]
    assert (block.lines[0].name, block.lines[0].date) == ("贺珺", "2026年3月8日 09:00")
    assert block.lines[1].note == "（董玥代录）"
    assert (block.lines[2].name, block.lines[2].date) == ("", "　　年　月　日")


def test_a_place_on_condition_appears_when_the_content_asks_for_it(imprint: Imprint) -> None:
    record = hazard(level="重大")
    (block,) = blocks_of(compose(record, Definition.of(HAZARD), imprint), SignatureBlock)
    assert block.lines[-1].role == "校长"


def test_void_late_and_corrected_records_say_so_on_top(imprint: Imprint) -> None:
    first = patrol()
    record = continued(
        first,
        Operation.CORRECT,
        at(MARCH_8, "09:00"),
        entry={
            **first.entry,
            "weather": "雨",
            "checks": {**first.entry["checks"], "I01": {"verdict": "不合格", "measured": {}}},
        },
        reason="看错",
    )
    record = continued(record, Operation.VOID, at(MARCH_8, "10:00"), reason="重复")
    notices = blocks_of(compose(record, Definition.of(PATROL), imprint), Notice)
    assert [(notice.kind, notice.text.split("（")[0]) for notice in notices[:3]] == [
        ("void", "作废：重复"),
        ("correction", "划改：「天气」 原“晴”改为“雨”"),
        ("correction", "划改：检查项01 校门与围墙 判定 原“合格”改为“不合格”"),
    ]


def test_a_photo_that_is_not_there_stops_the_print() -> None:
    bare = Imprint(School("青禾路小学"), make_calendar())
    with pytest.raises(PictureError, match="没有交来"):
        compose_form(hazard(), Definition.of(HAZARD), bare)


def make_calendar() -> SchoolCalendar:
    return SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10)))


def test_a_long_narrow_table_is_folded_into_panels_read_downwards(imprint: Imprint) -> None:
    form = Definition.of(find("child_pickup_register"))
    column = next(one for one in form.columns if one.name == "arrivals")
    rows = [{"child": {"id": f"{n}", "name": f"幼儿{n}"}, "in_at": "07:50"} for n in range(1, 8)]
    names = {one.name: one for one in column.rows}
    given = [{name: value for name, value in row.items() if name in names} for row in rows]
    long, short = (detail_grid(column, part, imprint, 240) for part in (given, given[:6]))
    panels = len(long.columns) // len(short.columns)
    assert panels >= 2
    assert len(short.rows) == 6
    height = -(-len(given) // panels)
    assert len(long.rows) == height
    width = len(short.columns)
    numbers = [row.cells[panel * width] for panel in range(panels) for row in long.rows]
    assert numbers == [*map(str, range(1, 8)), *[""] * (height * panels - 7)]


@pytest.mark.parametrize(
    ("slug", "lies"),
    [
        ("class_property_register", "portrait"),  # many columns, but short ones
        ("fee_publicity", "landscape"),
        ("daily_fee_settlement", "landscape"),
        ("food_purchase_acceptance", "landscape"),  # too many, however short
        ("monthly_account_publicity", "portrait"),
    ],
)
def test_a_table_lies_on_its_side_only_where_its_columns_need_it(
    imprint: Imprint, slug: str, lies: str
) -> None:
    kind = find(slug)
    record = filed(kind, "1", kind.example, at(date(2026, 4, 20), "08:00"))
    assert compose_form(record, Definition.of(kind), imprint).orientation == lies


def test_what_one_tap_filled_in_is_said_on_top(imprint: Imprint) -> None:
    tapped = tuple(item.id for item in PATROL.items if item.id not in ("I01", "I07"))
    first = replace(patrol().first, together=tapped)
    record = Record(first.number, first.register, (first,))
    (notice,) = blocks_of(compose(record, Definition.of(PATROL), imprint), Notice)
    assert notice == Notice("第2至6、8至18项由“其余全部正常”一次填写", "info")
    assert not blocks_of(compose(patrol(), Definition.of(PATROL), imprint), Notice)
