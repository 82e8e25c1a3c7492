"""Amounts in capitals: what the rules say, read back by another method, and what they forbid."""

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from checklists.amounts import (
    AmountError,
    capital,
    capital_date,
    capital_of_fen,
    parse_capital,
    writings,
)

EXAMPLES = [  # registers.md B.3: amount, form to write, other legal forms, forms named as wrong
    ("1409.50", "人民币壹仟肆佰零玖元伍角整", ["壹仟肆佰零玖元伍角"], []),
    ("6007.14", "人民币陆仟零柒元壹角肆分", [], []),
    ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分", ["壹仟陆佰捌拾元叁角贰分"], []),
    ("107000.53", "人民币壹拾万柒仟元零伍角叁分", ["壹拾万零柒仟元伍角叁分"], []),
    ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分", [], ["壹万陆仟肆佰零玖元贰分"]),
    ("325.04", "人民币叁佰贰拾伍元零肆分", [], ["叁佰贰拾伍元肆分"]),
    ("0.05", "人民币伍分", [], ["伍分整", "零元零伍分"]),
    ("0.50", "人民币伍角整", ["伍角"], []),
    ("10.00", "人民币壹拾元整", [], ["拾元整", "壹拾元"]),
    ("15.80", "人民币壹拾伍元捌角整", ["壹拾伍元捌角"], ["拾伍元捌角整"]),
    ("100.01", "人民币壹佰元零壹分", [], ["壹佰元壹分"]),
    ("50000.00", "人民币伍万元整", [], ["伍万元"]),
    ("200005.60", "人民币贰拾万零伍元陆角整", ["贰拾万零伍元陆角"], ["贰拾万伍元陆角整"]),
    ("10001000.00", "人民币壹仟万壹仟元整", ["壹仟万零壹仟元整"], []),
    ("2030405.06", "人民币贰佰零叁万零肆佰零伍元零陆分", [], []),
    ("1000000.00", "人民币壹佰万元整", [], []),
    ("100000000.10", "人民币壹亿元零壹角整", ["壹亿元壹角整"], []),
    ("30000.30", "人民币叁万元零叁角整", ["叁万元叁角整"], []),
    ("0.00", "人民币零元整", [], ["零元", "元整"]),
]


@pytest.mark.parametrize(("amount", "form", "others", "wrong"), EXAMPLES)
def test_the_examples_of_the_rules_are_written_and_read_as_printed(
    amount: str, form: str, others: list[str], wrong: list[str]
) -> None:
    fen = int(Decimal(amount) * 100)
    assert capital(Decimal(amount)) == form
    for text in (form, form.removeprefix("人民币"), *others):
        assert parse_capital(text) == fen
    for text in wrong:
        with pytest.raises(AmountError):
            parse_capital(text)


def independent_fen(text: str) -> int:
    """Reads character by character with running totals; knows nothing of groups or legality."""
    value = {char: number for number, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
    place = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = 0
    fen = 0
    for char in text.removeprefix("人民币"):
        if char in value:
            digit = value[char]
        elif char in place:
            section, digit = section + digit * place[char], 0
        elif char in "万亿":
            total, section, digit = (
                total + (section + digit) * {"万": 10**4, "亿": 10**8}[char],
                0,
                0,
            )
        elif char == "元":
            fen, digit = (total + section + digit) * 100, 0
        elif char == "角":
            fen, digit = fen + digit * 10, 0
        elif char == "分":
            fen, digit = fen + digit, 0
        else:
            assert char == "整"
    return fen


def some_amounts(count: int) -> list[int]:
    dice = random.Random(2026)
    picked = []
    for _ in range(count):
        digits = dice.randint(1, 14)
        kept = [dice.choice("0000123456789") for _ in range(digits)]  # noughts are where it is hard
        picked.append(int("".join(kept)))
    return picked


def test_ten_thousand_random_amounts_come_back_through_another_reader() -> None:
    for fen in some_amounts(10_000):
        written = capital_of_fen(fen)
        assert independent_fen(written) == fen, written
        assert parse_capital(written) == fen, written


def test_every_legal_writing_means_the_same_amount() -> None:
    for fen in some_amounts(1_000):
        forms = list(writings(fen))
        assert len(forms) == len(set(forms))
        for form in forms:
            assert independent_fen(form) == fen
            assert parse_capital(form) == fen


def test_small_amounts_and_round_ones_come_back_too() -> None:
    fens = [*range(2_000), *(10**power * digit for power in range(13) for digit in range(1, 10))]
    for fen in fens:
        assert independent_fen(capital_of_fen(fen)) == parse_capital(capital_of_fen(fen)) == fen


MUTATIONS: dict[str, Callable[[str], str | None]] = {
    "整 after 分": lambda text: text + "整" if text.endswith("分") else None,
    "整 left out after 元": lambda text: text[:-1] if text.endswith("元整") else None,
    "two 零 in a row": lambda text: text.replace("零", "零零", 1) if "零" in text[4:] else None,
    "壹 left out before 拾": lambda text: (
        text.replace("币壹拾", "币拾") if "币壹拾" in text else None
    ),
    "〇 for 零": lambda text: text.replace("零", "〇", 1) if "零" in text else None,
    "lower-case digits": lambda text: text.replace("壹", "一", 1) if "壹" in text else None,
    "廿": lambda text: text.replace("贰拾", "廿", 1) if "贰拾" in text else None,
    "a blank": lambda text: text.replace("币", "币 "),
    "¥ as well": lambda text: "¥" + text,
    "unit twice": lambda text: text.replace("元", "元元", 1) if "元" in text else None,
    "零 before the amount": lambda text: text.replace("币", "币零", 1),
    "块": lambda text: text.replace("元", "块", 1) if "元" in text else None,
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutated_form_is_refused(name: str) -> None:
    tried = 0
    for fen in some_amounts(2_000):
        mutated = MUTATIONS[name](capital_of_fen(fen))
        if mutated is None:
            continue
        tried += 1
        with pytest.raises(AmountError):
            parse_capital(mutated)
    assert tried > 30


def test_a_needed_nought_left_out_is_refused_or_changes_the_amount() -> None:
    for fen in some_amounts(3_000):
        written = capital_of_fen(fen)
        for index, char in enumerate(written):
            if char != "零" or fen == 0:
                continue
            shorter = written[:index] + written[index + 1 :]
            if shorter.removeprefix("人民币") in set(writings(fen)):
                continue  # one of the noughts the rules leave to the writer
            with pytest.raises(AmountError):
                parse_capital(shorter)


def test_round_characters_and_traditional_ones_are_read() -> None:
    assert parse_capital("人民币貳拾萬零伍圓陸角正") == 20_000_560


@pytest.mark.parametrize(
    "text",
    [
        "",
        "人民币",
        "整",
        "元",
        "壹",
        "壹佰",
        "佰元整",
        "壹拾拾元整",
        "壹万亿元整",
        "壹元壹元整",
        "角",
    ],
)
def test_what_is_no_amount_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(AmountError, match="大写金额“"):
        parse_capital(text)


def test_an_illegal_form_is_told_the_legal_one() -> None:
    with pytest.raises(AmountError, match="应写成“人民币叁佰贰拾伍元零肆分”"):
        parse_capital("叁佰贰拾伍元肆分")


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "NaN", "Infinity", "1000000000000.00"])
def test_what_cannot_be_written_is_refused(amount: str) -> None:
    with pytest.raises(AmountError, match="金额“"):
        capital(Decimal(amount))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 15), "贰零贰陆年零壹月壹拾伍日"),
        (date(2026, 10, 20), "贰零贰陆年零壹拾月零贰拾日"),
        (date(2026, 2, 9), "贰零贰陆年零贰月零玖日"),
        (date(2026, 11, 30), "贰零贰陆年壹拾壹月零叁拾日"),
        (date(2026, 12, 31), "贰零贰陆年壹拾贰月叁拾壹日"),
        (date(2026, 3, 10), "贰零贰陆年叁月零壹拾日"),
    ],
)
def test_dates_of_bank_bills_are_in_capitals(day: date, text: str) -> None:
    assert capital_date(day) == text
