"""A roster of who signs which agreement, written and read back."""

import pytest

from records.campaigns import LetterDraft, RosterLine
from taizhang.errors import WorkbookError
from taizhang.workbooks import read_roster, roster_workbook
from taizhang.workbooks.sheets import Head, Line, Sheet, Value
from taizhang.workbooks.writing import write_workbook

HEADS = ("姓名", "主送类别", "责任范围", "特别约定", "份数")


def filled(*rows: tuple[Value, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    sheet = Sheet("名单", tuple(map(Head, heads)), [Line(row) for row in rows])
    return write_workbook([sheet], title="名单")


def test_what_is_handed_out_is_read_back() -> None:
    drafts = (
        LetterDraft("p1", "王安", "班主任", "三（1）班", ("一条。", "两条。"), 3),
        LetterDraft("p2", "尹乐", "任课教师"),
    )
    assert read_roster(roster_workbook(drafts)) == (
        RosterLine(2, "王安", "班主任", "三（1）班", ("一条。", "两条。"), 3),
        RosterLine(3, "尹乐", "任课教师"),
    )


def test_an_empty_one_is_a_template_and_says_how_it_is_filled_in() -> None:
    with pytest.raises(WorkbookError, match="只有栏名"):
        read_roster(roster_workbook())


def test_only_the_name_is_needed() -> None:
    assert read_roster(filled(("王安",), heads=("姓名",))) == (RosterLine(2, "王安"),)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((None, "班主任", None, None, None), "第 2 行「姓名」：没有填写"),
        (("王安", None, None, None, 1), "第 2 行「份数」：“1”不对。写2到9的整数"),
        (("王安", None, None, None, "两份"), "第 2 行「份数」：“两份”不对"),
        (("王安", None, None, None, 2.5), "第 2 行「份数」：“2.5”不对"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row(row: tuple[Value, ...], why: str) -> None:
    with pytest.raises(WorkbookError, match=why):
        read_roster(filled(row))
