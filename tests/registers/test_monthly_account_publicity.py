"""每月账目（伙食、经费、代收费）公布."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

PUPILS = find("monthly_account_publicity").example["accounts"][0]
UP: dict[str, Any] = dict.fromkeys(("union", "publish_place", "publish_on", "photos"))
CLOSED: dict[str, Any] = dict.fromkeys(("closed_on", "question", "answered_on"))


def rich(**changes: Any) -> dict[str, Any]:
    """Accounts with 2.01 percent left over."""
    return {
        "accounts": [{**PUPILS, "opening": "0", "income": "10000.00", "expense": "9799.00"}],
        "book_income": "10000.00",
        "book_expense": "9799.00",
        **changes,
    }


def test_the_example_is_complete(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    data = entry.to_data()
    assert [one["balance"] for one in data["accounts"]] == ["1045.30", "126.40"]
    assert (data["balance_total"], data["rate"]) == ("1171.70", "0.80")
    assert entry.subject() == "2026-03 伙食账"


@pytest.mark.parametrize(
    ("changes", "stage"), [({**UP, **CLOSED}, "公布"), (CLOSED, "期满"), ({}, "期满")]
)
def test_drawn_up_published_and_taken_down(
    make: Make, around: Surroundings, changes: dict[str, Any], stage: str
) -> None:
    entry = make(**changes)
    assert (entry.stage(), entry.is_complete()) == (stage, not changes)
    assert codes(entry, around) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"book_income": "147120.01"}, ["R01"]),
        ({"book_income": "1", "book_expense": "1"}, ["R01", "R01"]),
        (rich(), ["R01", "R01"]),
        (rich(reason="寒假结余"), ["R01"]),
        (rich(reason="寒假结余", adjust="四月每餐加一个鸡蛋"), []),
        (rich(kind="经费收支"), []),
        (
            rich(
                accounts=[{**PUPILS, "opening": "-1", "income": "10000.00", "expense": "9799.00"}]
            ),
            [],
        ),
        (
            rich(
                accounts=[{**PUPILS, "income": "0", "expense": "0"}],
                book_income="0",
                book_expense="0",
            ),
            [],
        ),
        ({"publish_on": "2026-04-10", "closed_on": "2026-04-17"}, []),
        ({"publish_on": "2026-04-11", "closed_on": "2026-04-18"}, ["R02"]),
        ({"closed_on": "2026-04-13"}, ["R02"]),
        ({"answered_on": None}, ["R03"]),
        ({"answered_on": None, "question": None}, []),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_week_on_the_board_is_only_recommended(make: Make, around: Surroundings) -> None:
    (short,) = make(closed_on="2026-04-13").findings(around)
    (late,) = make(publish_on="2026-04-11", closed_on="2026-04-18").findings(around)
    assert (short.severity, late.severity) == (Severity.WARN, Severity.BLOCK)


def test_a_school_may_set_another_rate(make: Make, around: Surroundings) -> None:
    more = {"monthly_account_publicity.rate": Limit.of(high="3")}
    assert codes(make(**rich()), replace(around, limits=more)) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"month": "三月"}, "「月份」：“三月”不是月份"),
        ({"month": "2026-13"}, "「月份」：“2026-13”不是月份"),
        ({"month": "2026-05"}, "「编制日期」：早于账目所属月份"),
        ({"publish_on": "2026-04-02"}, "「公布日期」：早于编制日期"),
        ({"closed_on": "2026-04-06"}, "「公示止」：早于公布日期"),
        ({"accounts": [{**PUPILS, "balance": "0"}]}, "「结余（元）」：由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
