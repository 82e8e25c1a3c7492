"""财政票据（收据）领用核销登记."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

FACES = find("receipt_stub_register").example["faces"]
CHECKED: dict[str, Any] = dict.fromkeys(("check_on", "checker", "faces"))
DRAWN: dict[str, Any] = {
    **CHECKED,
    **dict.fromkeys(("issued", "void", "next_no", "amount")),
}


def test_the_example_adds_up(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.to_data()["left"] == 47


@pytest.mark.parametrize(
    ("changes", "stage", "left"), [(DRAWN, "开具", None), (CHECKED, "核销", 47), ({}, "核销", 47)]
)
def test_drawn_used_and_checked(
    make: Make, around: Surroundings, changes: dict[str, Any], stage: str, left: int | None
) -> None:
    entry = make(**changes)
    assert (entry.stage(), entry.to_data().get("left")) == (stage, left)
    assert codes(entry, around) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"next_no": "0012035"}, ["R01"]),
        ({"next_no": "0012033"}, ["R01"]),
        ({"next_no": "0012035", "skipped": "0012034", "skip_reason": "缺页，已登记"}, []),
        ({"next_no": "0012035", "skipped": "0012034"}, ["R01"]),
        ({"next_no": "0012035", "skipped": "0012099", "skip_reason": "缺页"}, ["R01"]),
        ({"next_no": "0012082"}, ["R01"]),
        ({"next_no": "无"}, ["R01"]),
        ({"no_to": "0012033", "next_no": "无"}, []),
        ({"no_to": "0012032", "next_no": "无"}, ["R01", "R01"]),
        (
            {
                "next_no": "0012035",
                "void": "0012033",
                "void_copies": True,
                "skipped": "0012033",
                "skip_reason": "x",
            },
            ["R01", "R01", "R04"],
        ),
    ],
)
def test_r01_numbers_add_up(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("人民币叁佰元整", []),
        ("叁佰元正", []),
        ("叁佰圆整", []),
        ("人民币叁佰零元整", ["R02"]),
        ("人民币叁仟元整", ["R02"]),
        ("300元", ["R02"]),
        ("三百元整", ["R02"]),
    ],
)
def test_r02_capitals_are_held_against_figures(
    make: Make, around: Surroundings, written: str, found: list[str]
) -> None:
    faces = [{**FACES[0], "written": written}, *FACES[1:]]
    entry = make(faces=faces)
    assert codes(entry, around) == found
    assert entry.to_data()["faces"][0]["written"] == written, "kept as it stands on the stub"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"amount": "899.00"}, ["R02"]),
        ({"faces": FACES[:2]}, ["R02"]),
        ({"user": "江秋"}, ["R03"]),
        ({"checker": "江秋"}, ["R03"]),
        ({"checker": "许收"}, ["R03"]),
        ({"drawn_on": "2025-09-29"}, []),
        ({"drawn_on": "2025-09-28"}, ["R04"]),
    ],
)
def test_sums_people_and_time(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("copies", "voids", "found"),
    [
        (True, "0012100", []),
        (False, "0012100", ["R03"]),
        (None, "0012100", ["R03"]),
        (True, "0012100-0012101", ["R04"]),
    ],
)
def test_void_receipts_are_whole_and_few(
    make: Make, around: Surroundings, copies: bool | None, voids: str, found: list[str]
) -> None:
    entry = make(
        no_to="0012200",
        void=voids,
        void_copies=copies,
        issued=34,
        next_no="0012067" if "-" in voids else "0012066",
        **CHECKED,
    )
    assert codes(entry, around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"no_to": "0012030"}, "「起始号码」：.*数不出份数"),
        ({"no_to": "12080"}, "「起始号码」：.*数不出份数"),
        ({"void": "两份"}, "「作废份数（号码）」：“两份”读不出号码"),
        ({"next_no": "A12034"}, "「下一张未用号码」"),
        ({"check_on": "2026-03-01"}, "「核销日期」：早于本册领用日期"),
        ({"left": 50}, "「结余份数」：由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
