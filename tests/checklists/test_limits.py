"""Limits judge and never stop a reading; check items follow from a table."""

from decimal import Decimal

import pytest

from checklists.errors import DefinitionError
from checklists.limits import Choice, Limit
from checklists.verdicts import CheckItem, Measure, Verdict, check_items, holds, judge


@pytest.mark.parametrize(
    ("limit", "words", "inside", "outside"),
    [
        (Limit.of("0", "8"), "0–8", ("0", "8", "4.25"), ("-0.1", "8.01")),
        (Limit.of(low="125"), "≥125", ("125", "9999"), ("124.9",)),
        (Limit.of(high="1.50"), "≤1.50", ("-3", "1.5"), ("1.51",)),
        (Limit(), "不限", ("0", "1E+9"), ()),
    ],
)
def test_a_limit_includes_its_ends(
    limit: Limit, words: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    assert str(limit) == words
    assert all(limit.holds(Decimal(one)) for one in inside)
    assert not any(limit.holds(Decimal(one)) for one in outside)


def test_a_choice_passes_by_its_options() -> None:
    zone = Choice.of("绿区", failing=("红区", "黄区"))
    assert zone.options == ("绿区", "红区", "黄区")
    assert (zone.holds("绿区"), zone.holds("红区"), str(zone)) == (True, False, "绿区")
    assert holds(None, "anything")


TWO = CheckItem(
    "I01",
    "两次测温",
    "测",
    "≥70",
    measures=(Measure("a", "一", Limit.of(low="70")), Measure("b", "二", Limit.of(low="70"))),
)
ANY = CheckItem(
    "I02",
    "存放",
    "测",
    "其一",
    measures=(Measure("hot", "热", Limit.of(low="60")), Measure("cold", "冷", Limit.of(high="8"))),
    any_of=True,
)


@pytest.mark.parametrize(
    ("item", "measured", "verdict"),
    [
        (TWO, {"a": "71", "b": "70"}, Verdict.PASS),
        (TWO, {"a": "71", "b": "69.9"}, Verdict.FAIL),
        (TWO, {"a": "69"}, Verdict.FAIL),
        (TWO, {"a": "71"}, None),
        (TWO, {}, None),
        (ANY, {"hot": "65"}, Verdict.PASS),
        (ANY, {"hot": "50", "cold": "6"}, Verdict.PASS),
        (ANY, {"hot": "50"}, Verdict.FAIL),
        (ANY, {}, None),
    ],
)
def test_the_verdict_follows_from_the_readings(
    item: CheckItem, measured: dict[str, str], verdict: Verdict | None
) -> None:
    bounds = {one.name: one.bound for one in item.measures}
    readings: dict[str, Decimal | str] = {name: Decimal(text) for name, text in measured.items()}
    assert judge(item, readings, bounds) is verdict


def test_items_are_read_from_a_table_as_the_catalogue_prints_it() -> None:
    first, second = check_items(
        """
        01   | 校门 | 目视 | 无破损
        02 ★ | 楼梯 | 手摇 | 稳固 | 校舍
        """,
        {"I02": (Measure("gap", "缝", unit="mm"),)},
        any_of=("I02",),
    )
    assert first == CheckItem("I01", "校门", "目视", "无破损")
    assert (second.key, second.category, second.any_of) == (True, "校舍", True)
    assert second.where == "检查项02 楼梯"
    assert second.measures[0].is_number


@pytest.mark.parametrize(
    "line", ["校门 | 目视 | 无破损 | x", "01 | 校门 | 目视", "01 * | 校门 | 目视 | x"]
)
def test_a_line_of_another_form_is_no_item(line: str) -> None:
    with pytest.raises(DefinitionError):
        check_items(line)
