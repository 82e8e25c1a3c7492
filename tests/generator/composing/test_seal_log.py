"""用印登记簿 on paper."""

from datetime import date

from generator.composing.seal_log import FALLEN, compose_seal_log
from generator.document import Grid
from generator.school import School
from records.record import Person
from records.seal_uses import SealUse
from tests.generator.specimens import at

SCHOOL = School("青禾市云溪路小学")
TITLES = {"ZRS-20260302-001": "班主任安全责任书（王安）"}


def use(number: int, *, stands: bool = True) -> SealUse:
    return SealUse(
        stamp_no=f"用印〔2026〕{number}号",
        at=at(date(2026, 3, 9), "12:00"),
        number="ZRS-20260302-001",
        register="safety_responsibility_letter",
        seals=("公章", "法定代表人签名章"),
        copies=2,
        why="签订责任书（许安申请）",
        approved_by=Person("P001", "周㛃"),
        by=Person("P003", "董䶮"),
        stands=stands,
        line=number,
    )


def test_a_line_says_what_was_stamped_why_and_by_whom() -> None:
    document = compose_seal_log([use(1)], TITLES, "2026年", SCHOOL)
    assert document.title == "用印登记簿"
    assert document.subtitle == "青禾市云溪路小学　2026年　共 1 次"
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    (row,) = grid.rows
    assert dict(zip((one.label for one in grid.columns), row.cells, strict=True)) == {
        "用印编号": "用印〔2026〕1号",
        "日期": "2026年3月9日",
        "文书": "班主任安全责任书（王安）",
        "记录编号": "ZRS-20260302-001",
        "印章": "公章、法定代表人签名章",
        "份数": "2",
        "用途、申请人": "签订责任书（许安申请）",
        "批准人": "周㛃",
        "用印人": "董䶮",
        "备注": "",
    }
    assert not row.marks


def test_what_stands_no_more_is_struck_out_and_keeps_its_number() -> None:
    document = compose_seal_log([use(1), use(2, stands=False)], TITLES, "2026年", SCHOOL)
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [row.marks for row in grid.rows] == [frozenset(), {"void"}]
    assert [row.cells[0] for row in grid.rows] == ["用印〔2026〕1号", "用印〔2026〕2号"]
    assert grid.rows[1].cells[-1] == FALLEN
