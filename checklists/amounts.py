"""Amounts of money in capitals, as bills and receipts need them (registers.md B.3).

Rules: 会计基础工作规范第五十二条 and 《正确填写票据和结算凭证的基本规定》. One amount has one form
that is written here and several that are legal; reading accepts the legal ones and nothing else.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from checklists.errors import ChecklistError

CURRENCY = "人民币"
DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("元", "万", "亿")
LARGEST = 10**14 - 1  # fen: 9999亿9999万9999元9角9分

_VARIANTS = str.maketrans("圆正貳陸萬億圓參", "元整贰陆万亿元叁")
_FORM = re.compile(
    rf"(?:{CURRENCY})?(?:(?P<yuan>[{DIGITS}拾佰仟万亿]+)元)?"
    rf"零?(?:(?P<jiao>[{DIGITS}])角)?零?(?:(?P<fen>[{DIGITS}])分)?整?"
)
_GROUP = re.compile("".join(rf"零*(?:([{DIGITS}]){place})?" for place in ("仟", "佰", "拾", "")))


class AmountError(ChecklistError):
    """An amount that cannot be written in capitals, or capitals that are not legal."""

    code = "CL-005"


def capital(amount: Decimal) -> str:
    """An amount in yuan in capitals, as 人民币壹仟肆佰零玖元伍角整.

    Raises:
        AmountError: negative, too large, or with a fraction of a fen.
    """
    fen = amount * 100
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise AmountError(f"金额“{amount}”：不是整分。四舍五入到分后再写大写。")
    return capital_of_fen(int(fen))


def capital_of_fen(fen: int) -> str:
    """An amount in fen in capitals.

    Raises:
        AmountError: negative or too large.
    """
    if fen < 0:
        raise AmountError(
            f"金额“{Decimal(fen) / 100}”：负数不写大写。开红字票据或退费单，金额写正数。"
        )
    if fen > LARGEST:
        raise AmountError(f"金额“{Decimal(fen) / 100}”：太大，超过九千九百九十九亿。核对数字。")
    return CURRENCY + next(writings(fen))


def parse_capital(text: str) -> int:
    """Fen of an amount in capitals.

    The currency's name may stand before it or not; 圆, 正 and the traditional 貳 陸 萬 億 are read
    as 元, 整, 贰 陆 万 亿.

    Raises:
        AmountError: no legal way to write an amount; says which one would be.
    """
    plain = text.translate(_VARIANTS)
    stranger = re.search(rf"[^{CURRENCY}{DIGITS}拾佰仟万亿元角分整]", plain)
    if stranger:
        raise AmountError(
            f"大写金额“{_short(text)}”：“{stranger.group()}”不是大写金额用字。"
            f"只用{DIGITS}拾佰仟万亿元角分整。"
        )
    fen = _read(plain)
    if fen is None:
        raise AmountError(
            f"大写金额“{_short(text)}”：读不出金额。写成“{capital_of_fen(140950)}”的样子。"
        )
    if plain.removeprefix(CURRENCY) not in writings(fen):
        raise AmountError(
            f"大写金额“{_short(text)}”：写法不合规定。应写成“{capital_of_fen(fen)}”。"
        )
    return fen


def writings(fen: int) -> Iterator[str]:
    """Every legal way to write an amount, without the currency; the first is the one to write."""
    yuan, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    for whole, tail in product(_whole(yuan), _tail(yuan, jiao, cents)):
        written = whole + tail
        yield written or "零元整"


def _whole(yuan: int) -> list[str]:
    """Ways to write the yuan, with 元; some noughts between groups are optional (B.3.6)."""
    if yuan == 0:
        return [""]
    forms = [""]
    for index in (2, 1, 0):
        group, above = yuan // 10 ** (4 * index) % 10000, yuan // 10 ** (4 * index + 4)
        if group == 0:
            continue
        joints = [""]
        if above and group < 1000:
            joints = ["零"]
        elif above and above % 10000 == 0:
            joints = ["零", ""]  # a whole group of noughts lies between
        elif above and above % 10 == 0:
            joints = ["", "零"]
        unit = GROUPS[index] if index else ""
        forms = [form + joint + _group(group) + unit for form in forms for joint in joints]
    return [f"{form}元" for form in forms]


def _group(number: int) -> str:
    """1 to 9999; noughts inside are one 零 (B.3.4)."""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + PLACES[place]
        gap = digit == 0
    return text


def _tail(yuan: int, jiao: int, cents: int) -> list[str]:
    """Ways to write what is less than a yuan, with 整 where it belongs (B.3.3, 5, 7)."""
    if not jiao and not cents:
        return ["整" if yuan else ""]
    if not jiao:
        return [f"{'零' if yuan else ''}{DIGITS[cents]}分"]
    joints = ["零", ""] if yuan and yuan % 10 == 0 else [""]
    ends = [f"{DIGITS[cents]}分"] if cents else ["整", ""]
    return [f"{joint}{DIGITS[jiao]}角{end}" for end, joint in product(ends, joints)]


def _read(plain: str) -> int | None:
    """Fen of a text that looks like an amount, legal or not."""
    found = _FORM.fullmatch(plain)
    if found is None or not any(found.group("yuan", "jiao", "fen")):
        return None
    yuan = _read_whole(found["yuan"] or "零")
    jiao, cents = (DIGITS.index(found[name] or "零") for name in ("jiao", "fen"))
    return None if yuan is None else yuan * 100 + jiao * 10 + cents


def _read_whole(text: str) -> int | None:
    total = 0
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        head, found, rest = text.partition(unit) if unit else (text, "", "")
        if unit and not found:
            continue
        group = _GROUP.fullmatch(head)
        if group is None:
            return None
        digits = [DIGITS.index(digit or "零") for digit in group.groups()]
        total += sum(d * 10 ** (3 - place) for place, d in enumerate(digits)) * 10**power
        text = rest
    return total


def capital_date(day: date) -> str:
    """Date of a bank bill in capitals (B.3.11), as 贰零贰陆年零壹月壹拾伍日."""
    year = "".join(DIGITS[int(digit)] for digit in f"{day.year:04d}")
    month = ("零" if day.month in (1, 2, 10) else "") + _group(day.month)
    number = ("零" if day.day < 10 or day.day in (10, 20, 30) else "") + _group(day.day)
    return f"{year}年{month}月{number}日"


def _short(text: str) -> str:
    shown = "".join(char if char.isprintable() else "·" for char in text)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
