"""A list of the directory goes out as a workbook and comes back as it was."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from checklists.posts import POSTS
from records.directory import ITEMS, Item, Listing
from records.items import (
    BannedItem,
    ClassItem,
    DinersItem,
    ExtinguisherItem,
    LessonItem,
    MeterItem,
    PersonItem,
    PlaceItem,
)
from taizhang.errors import WorkbookError
from taizhang.listings import headings_of, listed
from taizhang.simulator import simulate
from taizhang.workbooks import list_workbook, read_workbook
from taizhang.workbooks.reading import plain_heading
from tests.taizhang.workbooks.sheets import opened, values, workbook

MADE = date(2023, 5, 10)
ITEMS_OF_ALL_SORTS = [
    PersonItem(
        id="P001",
        name="孙梅",
        posts=("logistics_head", "contractor", "本校自设岗"),
        certificates={"健康证": date(2027, 3, 1), "电工证": MADE},
        since=MADE,
        note="=1+1",
    ),
    PlaceItem(id="D001", name="锅炉房", half_month=True),
    ExtinguisherItem(id="M001", name="MHQ-001", place="锅炉房", made_on=MADE),
    ClassItem(id="B001", name="三（2）班", stage="小学", until=date(2027, 7, 1)),
    MeterItem(id="L001", name="001", multiplier=Decimal("0.5")),
    BannedItem(id="N001", name="张三", child="李四", reason="法院裁定"),
    LessonItem(id="C001", name="语文", class_="三（2）班", weekday=3, period=1),
    DinersItem(id="R001", name="三（2）班", count=38, meal="中"),
]


def refusal(kind: str, *rows: list[Any]) -> str:
    with pytest.raises(WorkbookError) as refused:
        read_workbook(workbook(rows), kind)
    return str(refused.value)


@pytest.mark.parametrize("item", ITEMS_OF_ALL_SORTS, ids=lambda item: item.kind)
def test_a_list_comes_back_as_it_went_out(item: Item) -> None:
    ((number, row),) = read_workbook(
        list_workbook(item.kind, [Listing(item, active=True)]), item.kind
    )
    assert number == 2
    assert ITEMS[item.kind].model_validate(listed(row, item.kind)) == item


@pytest.mark.parametrize("kind", ITEMS)
def test_an_empty_list_is_a_template_with_every_heading(kind: str) -> None:
    sheet, how = opened(list_workbook(kind, []))
    assert set(values(sheet)[0]) == set(headings_of(ITEMS[kind]).values())
    assert {row[0] for row in values(how)[1:]} >= set(values(sheet)[0])
    with pytest.raises(WorkbookError, match="只有栏名，没有一行内容"):
        read_workbook(list_workbook(kind, []), kind)


@pytest.mark.parametrize("kind", ITEMS)
def test_no_two_headings_of_a_list_are_compared_as_one(kind: str) -> None:
    plain = [plain_heading(one) for one in headings_of(ITEMS[kind]).values()]
    assert len(set(plain)) == len(plain)


def test_the_template_names_every_post_and_offers_what_may_be_chosen() -> None:
    sheet, how = opened(list_workbook("person", []))
    assert {row[2] for row in values(how)} >= set(POSTS.values())
    chosen = opened(list_workbook("place", []))[0].data_validations.dataValidation
    assert [one.formula1 for one in chosen] == ['"是,否"']
    assert sheet["A1"].value == "编号"


def test_the_same_list_is_the_same_bytes() -> None:
    people = [Listing(ITEMS_OF_ALL_SORTS[0], active=True)]
    assert list_workbook("person", people) == list_workbook("person", people)


def test_a_list_as_staff_make_it_is_read() -> None:
    raw = workbook(
        [
            ["云溪小学灭火器台账"],
            [],
            ["序号", "设置点", "编号牌", "出厂日期", "每半月检查", "规格"],
            [1, "教学楼一层", "MHQ-００１", "2023/5/10", "√", "MFZ/ABC4"],
            [2, "锅炉房", "MHQ-002", datetime(2023, 5, 10), None, None],  # noqa: DTZ001
        ],
        "A1:F1",
    )
    first, second = (row for _, row in read_workbook(raw, "extinguisher"))
    assert first == {
        "place": "教学楼一层",
        "name": "MHQ-001",
        "made_on": MADE,
        "half_month": True,
        "spec": "MFZ/ABC4",
    }
    assert second["made_on"] == MADE


def test_the_columns_may_be_called_by_their_own_names() -> None:
    assert read_workbook(workbook([["name", "posts"], ["孙梅", "厨师"]]), "person") == [
        (2, {"name": "孙梅", "posts": ["厨师"]})
    ]


def test_every_unreadable_cell_is_told_with_row_and_column() -> None:
    told = refusal(
        "person",
        ["姓名", "证件和有效期至"],
        [datetime(2026, 1, 2), "健康证"],  # noqa: DTZ001
        ["董玥", "健康证至2027-03-01"],
    )
    assert told.splitlines()[0] == "有 2 处读不懂，什么也没有导入："
    assert "第 2 行「姓名」：“2026-01-02 00:00:00”是 Excel 改成的日期或时间" in told
    assert "第 2 行「证件和有效期至」：“健康证”读不懂" in told


def test_every_list_of_a_school_comes_back_as_it_went_out() -> None:
    directory = simulate(weeks=1).directory
    assert len(directory.items) > 10
    for kind, items in directory.items.items():
        rows = read_workbook(list_workbook(kind, directory.listings(kind)), kind) if items else []
        read = [ITEMS[kind].model_validate(listed(row, kind)) for _, row in rows]
        assert read == list(items.values()), kind
