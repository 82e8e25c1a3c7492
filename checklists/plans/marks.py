"""Marks of an outline in all their spellings: 一、 (一)、 1. 1、 （1） 1） ① ● 第一章 ⑴ ⒈ ㈠."""

import re
from typing import NamedTuple

from checklists.plans.numerals import value_of

_HALF = {chr(0xFF10 + n): str(n) for n in range(10)}
FLAT = str.maketrans(
    {**_HALF, "（": "(", "）": ")", "．": ".", "，": ",", "：": ":", "　": " ", "\t": " "}
)
"""One character for one, so that places stay."""
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_END = r"\s*[、.,:]*\s*"
_CLASS = "班(?![级主产会队务容])"
_YEAR = r"20\d\d年"
_MORE = r"\d+(?:年级|班|号|楼|月|日|周|岁|名|个|人|层|级|[、—-])"
"""What follows 1、 where no item begins, but several things are counted up."""

CHAPTER, PART, FIRST, SECOND = "第一章", "第一节", "一、", "（一）"
RANKS = {CHAPTER: 0, PART: 1, FIRST: 2, SECOND: 3}
"""Styles that stand above others wherever they come; the rest go by their order."""
BULLET = "●"

_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(rf"\s*{pattern}"))
    for style, pattern in (
        (CHAPTER, rf"第\s*(?P<n>{_NUMERAL}|\d{{1,2}})\s*(?:章|部分){_END}"),
        (PART, rf"第\s*(?P<n>{_NUMERAL}|\d{{1,2}})\s*[节条](?!课){_END}"),
        (SECOND, rf"\(\s*(?P<n>{_NUMERAL})\s*\)(?!{_CLASS}){_END}"),
        (SECOND, rf"(?P<n>[㈠-㈩]){_END}"),
        (FIRST, rf"第?(?P<n>{_NUMERAL})\s*[、.,:](?!{_NUMERAL}(?:年级|班|号)){_END}"),
        ("（1）", rf"\(\s*(?P<n>\d{{1,3}})\s*\)(?!{_CLASS}){_END}"),
        ("（1）", rf"(?P<n>[⑴-⒇]){_END}"),
        ("1）", rf"(?P<n>\d{{1,3}})\s*\){_END}"),
        ("1.1.1", r"\d{1,2}[.]\d{1,2}[.](?P<n>\d{1,2})[.、]?\s+"),
        ("1.1", r"\d{1,2}[.](?P<n>\d{1,2})[.、]?\s+"),
        ("1.", rf"(?P<n>\d{{1,3}})\s*(?:[.](?!\d)|[.](?={_YEAR})|[,:](?!\d)|、(?!{_MORE})){_END}"),
        ("1.", rf"(?P<n>[⒈-⒛]){_END}"),
        ("①", rf"(?P<n>[①-⑳㉑-㉟㊱-㊿]){_END}"),
        ("A.", rf"(?P<n>[A-Za-z])\s*[.、)](?![A-Za-z]){_END}"),
        (BULLET, r"(?P<n>[●•·■◆▪○◎★☆▲△►▶➢✓√])\s*"),
        (BULLET, r"(?P<n>[-*–])\s+"),
    )
)
_RUNS = (("㈠", "㈩"), ("⑴", "⒇"), ("⒈", "⒛"))


class Mark(NamedTuple):
    """The number a line begins with.

    Attributes:
        style: kind of mark, as （一）.
        number: what it counts; 0 for bullets, which count nothing.
        spelled: the mark as it is written, without blanks.
        size: characters of the line that it takes, blanks around it among them.
    """

    style: str
    number: int
    spelled: str
    size: int


def mark_in(text: str) -> Mark | None:
    """The mark that a line begins with; None where it begins with words."""
    flat = text.translate(FLAT)
    for style, pattern in _STYLES:
        found = pattern.match(flat)
        if found:
            spelled = "".join(text[: found.end()].split())
            return Mark(style, _number(style, found["n"]), spelled, found.end())
    return None


def _number(style: str, numeral: str) -> int:
    if style == BULLET:
        return 0
    if style == "A.":
        return ord(numeral.upper()) - ord("A") + 1
    run = next((first for first, last in _RUNS if first <= numeral <= last), "")
    return ord(numeral) - ord(run) + 1 if run else value_of(numeral)
