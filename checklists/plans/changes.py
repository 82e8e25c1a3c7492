"""What of a plan's words has to change: repealed law, fines, 帐, amounts in capitals (F.2)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from checklists.amounts import AmountError, parse_capital
from checklists.clauses.forbidden import MONEY, WHY, forbidden_clauses
from checklists.laws import REPEALED

_CLAUSE = re.compile(r"[^，,。；;：:！!？?]+")
_FINE = re.compile(r"(?:(?:考核|通报|批评)(?:或者|或|、|和|及|与)?)?(?:经济)?罚(?:款|金|钱)")
_INSTEAD = "劝阻、通报、整改、考核"
_ACCOUNT = re.compile(
    r"(?:台|入|报|结|记|账)?(?<![蚊营军篷幔床])帐(?![篷子幕幔])(?:物相符|目|户|本|簿)?"
)
_CAPITAL = re.compile(
    r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[壹贰叁肆伍陆柒捌玖拾佰仟][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*元整?"
)
_TEN_THOUSAND = 10_000
_FEN = 100


@dataclass(frozen=True, slots=True)
class Change:
    """Words that had to change, and what stands there now.

    Attributes:
        code: of the catalogue's list of mistakes, as M-05.
        where: the source line, as 第 73 行.
        before, after: the words; `after` is empty where they were taken out.
        why: in Chinese.
    """

    code: str
    where: str
    before: str
    after: str
    why: str

    def __str__(self) -> str:
        done = f"改为“{self.after}”" if self.after else "删去"
        return f"{self.code} {self.where}：“{self.before}”{done}。{self.why}"


Swap = tuple[re.Match[str], str]
"""Words that are found in a text, and what they become."""


def corrected(text: str, on: date, where: str) -> tuple[str, tuple[Change, ...]]:
    """A line with everything changed that has to be, and what that was.

    Args:
        text: the line.
        on: the day by which laws are in force or not.
        where: how the line is called.
    """
    made: list[Change] = []
    for code, why, find in _RULES:
        swaps = tuple(find(text, on))
        made += [Change(code, where, found.group(), after, why) for found, after in swaps]
        for found, after in reversed(swaps):
            text = f"{text[: found.start()]}{after}{text[found.end() :]}"
    return text, tuple(made)


def _laws(text: str, on: date) -> Iterator[Swap]:
    for law in REPEALED:
        if law.is_replaced(on):
            for found in re.finditer(rf"《(?:中华人民共和国)?{law.name}》", text):
                yield found, law.by


def _fines(text: str, _: date) -> Iterator[Swap]:
    for clause in _CLAUSE.finditer(text):
        if any(one.kind == MONEY for one in forbidden_clauses(clause.group())):
            found = _FINE.search(text, clause.start(), clause.end())
            if found:
                yield found, _INSTEAD


def _damages(text: str, _: date) -> Iterator[Swap]:
    return ((found, "赔偿") for found in re.finditer("赔款", text))


def _accounts(text: str, _: date) -> Iterator[Swap]:
    return ((found, found.group().replace("帐", "账")) for found in _ACCOUNT.finditer(text))


def _amounts(text: str, _: date) -> Iterator[Swap]:
    for found in _CAPITAL.finditer(text):
        try:
            yuan = parse_capital(f"{found.group().removesuffix('整')}整") // _FEN
        except AmountError:
            continue
        whole = yuan % _TEN_THOUSAND == 0 and yuan
        yield found, f"{yuan // _TEN_THOUSAND}万元" if whole else f"{yuan}元"


_RULES: tuple[tuple[str, str, Callable[[str, date], Iterator[Swap]]], ...] = (
    ("M-05", "引用的法律已经失效，改引现行的", _laws),
    ("M-07", WHY[MONEY], _fines),
    ("M-07", "学校只能依法要求民事赔偿（民法典第一千一百八十八条），不能“赔款”", _damages),
    ("M-08", "统一用“账”“台账”", _accounts),
    ("M-14", "大写金额只用于票据，计划里写数字", _amounts),
)
