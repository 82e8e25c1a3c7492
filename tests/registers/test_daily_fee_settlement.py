"""当日收费日结单."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

CASH, SCANNED = find("daily_fee_settlement").example["lines"]
SHORT: dict[str, Any] = {
    "notes": [{"face": "100元", "pieces": 14}, {"face": "10元", "pieces": 9}],
    "handling": "短款由收费员书面说明",
    "explanation": "少10元，正在查",
}
OPEN: dict[str, Any] = dict.fromkeys(
    ("account", "deposit_amount", "deposit_on", "slip_no", "photos")
)


def lines(**changes: Any) -> list[dict[str, Any]]:
    row = {**CASH, **changes}
    return [{name: value for name, value in row.items() if value is not None}, SCANNED]


def test_the_example_comes_out_even(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    data = entry.to_data()
    assert data["balance"] == "已平"
    assert data["amount_cn"] == "人民币柒仟伍佰元整"
    assert (data["due_total"], data["reduced_total"], data["actual_total"]) == (
        "7800.00",
        "300.00",
        "7500.00",
    )
    assert (data["cash"], data["funds"], data["faces_total"]) == ("1500.00", "7500.00", "7500.00")
    assert [(one["sheets"], one["valid"]) for one in data["lines"]] == [(7, 6), (20, 20)]


def test_charged_now_deposited_later(make: Make, around: Surroundings) -> None:
    entry = make(**OPEN)
    assert (entry.stage(), entry.is_complete()) == ("缴存", False)
    assert codes(entry, around) == []
    assert entry.to_data()["balance"] == "已平"
    assert "deposit_diff" not in entry.to_data()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"lines": lines(faces="1499.00")}, "②票面−实收（元）"),
        (SHORT, "②资金−实收（元）"),
        ({"deposit_amount": "7499.99"}, "②缴存−实收（元）"),
        ({"deposit_amount": "7500.01"}, "②缴存−实收（元）"),
    ],
)
def test_a_difference_is_kept_and_blocks(
    make: Make, around: Surroundings, changes: dict[str, Any], column: str
) -> None:
    entry = make(**{"explanation": "正在查", **changes})
    assert entry.to_data()["balance"] == "未平"
    (found,) = entry.findings(around)
    assert (found.code, found.severity) == ("daily_fee_settlement.R01", Severity.BLOCK)
    assert found.where == f"「{column}」"
    assert "未平" in found.message


def test_each_line_comes_out_even_by_itself(make: Make, around: Surroundings) -> None:
    """Ten yuan too little here and ten too much there are two differences, not none."""
    more = {**SCANNED, "actual": "6010.00"}
    entry = make(lines=[lines(actual="1490.00")[0], more], explanation="正在查")
    assert entry.to_data()["due_diff"] == "0.00"
    assert entry.to_data()["balance"] == "未平"
    assert codes(entry, around) == ["R02", "R02"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"void": "0012030"}, ["R01"]),
        ({"void": "0012033、0012034"}, ["R04"]),
        ({"void": "0012033、0012034", "remark": "兄妹两人合并开票"}, []),
        ({"void": None}, ["R01"]),
        ({"receipt_to": "0012038", "void": "0012033、0012034"}, []),
        ({"approval_no": None}, ["G17"]),
        (
            {"receipt_from": "无", "receipt_to": "无", "void": None},
            ["R04"],
        ),
        (
            {"receipt_from": "无", "receipt_to": "无", "void": None, "remark": "合并开票"},
            ["R04"],
        ),
    ],
)
def test_receipts_of_a_line(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(lines=lines(**changes)), around) == found


@pytest.mark.parametrize(
    ("day", "deposit_on", "note", "found"),
    [
        ("2026-03-09", "2026-03-09T16:20", None, []),
        ("2026-03-09", "2026-03-10T09:00", None, ["R01"]),
        ("2026-03-09", "2026-03-10T09:00", "银行排队", ["R01"]),
        ("2026-03-14", "2026-03-14T09:00", None, []),
        ("2026-03-14", "2026-03-16T09:00", None, ["R01"]),
        ("2026-03-14", "2026-03-16T09:00", "周六收费，银行不办对公", []),
        ("2026-03-14", "2026-03-17T09:00", "周六收费", ["R01"]),
        ("2026-02-28", "2026-03-02T09:00", "调休上班日", ["R01"]),
    ],
)
def test_deposited_on_the_same_or_the_next_bank_day(
    make: Make, around: Surroundings, day: str, deposit_on: str, note: str | None, found: list[str]
) -> None:
    entry = make(date=day, deposit_on=f"{deposit_on}+08:00", deposit_note=note)
    assert codes(entry, around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"reviewer": "许收"}, ["R03"]),
        ({"spent": "20.00"}, ["R03"]),
        ({"spent": "0"}, []),
        ({**SHORT, "explanation": None}, ["R01", "G17"]),
        ({**SHORT, "handling": None}, ["R01", "G17"]),
        ({**SHORT, "handling": "长款入“其他应付—待查”"}, ["R01", "G17"]),
        ({**SHORT, "scanned": "6030.00"}, ["R01", "G17"]),
        ({"notes": []}, ["R01", "G17", "G17"]),
    ],
)
def test_people_and_explanations(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert sorted(codes(make(**changes), around)) == sorted(found)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount_cn": "人民币柒仟元整"}, "「实收大写」：由系统计算"),
        ({"deposit_on": "2026-03-08T16:00+08:00"}, "「缴存时间」：早于收费日期"),
        ({"lines": lines(receipt_to="0012030")}, "第 1 行「票据起号」：.*数不出份数"),
        ({"lines": lines(void="三份")}, "第 1 行「作废号码」：“三份”读不出号码"),
        ({"lines": lines(actual="999999999999.99")}, "实收合计太大"),
        ({"lines": []}, "「收费、票据汇总」：太少"),
        ({"lines": lines(method="微信")}, "「方式」"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
