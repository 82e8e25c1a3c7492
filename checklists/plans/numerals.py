"""Numbers of an outline: 一、（一）1.（1）①1） by depth (GB/T 9704-2012 7.3.3), and back."""

DIGITS = "一二三四五六七八九"
DEEPEST = 6
"""The standard has four levels; two more stand for what plans go down to."""
CIRCLED = "".join(
    map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)))
)
"""① to ㊿."""


def numeral(number: int) -> str:
    """一, 十二, 三十: Chinese numerals from 1 to 99; larger ones stay digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else f"{DIGITS[tens - 1] if tens > 1 else ''}十"
    return head + (DIGITS[ones - 1] if ones else "")


def value_of(numeral: str) -> int:
    """What a Chinese, Arabic or circled number of at most two places says."""
    if numeral in CIRCLED:
        return CIRCLED.index(numeral) + 1
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    high = (DIGITS.find(tens) + 1 if tens else 1) if ten else 0
    return high * 10 + (DIGITS.find(ones) + 1 if ones else 0)


def mark_of(depth: int, number: int) -> str:
    """The mark of the `number`-th of its level; depth is from 1 to `DEEPEST`."""
    match depth:
        case 1:
            return f"{numeral(number)}、"
        case 2:
            return f"（{numeral(number)}）"
        case 3:
            return f"{number}."
        case 4:
            return f"（{number}）"
        case 5 if number <= len(CIRCLED):
            return CIRCLED[number - 1]
        case _:
            return f"{number}）"
