"""Law in a plan: repealed statutes, fines and deposits, what may not be charged for (F.2, B.1)."""

import re
from collections.abc import Iterator

from checklists.clauses.forbidden import MONEY, STATUTE, WATER, WHY, clauses_of, forbidden_clauses
from checklists.fees import forbidden_item
from checklists.laws import LIBRARY, cited, repealed
from checklists.plans.checks.sight import Sight, block, hint, warn
from checklists.plans.outline import Line
from checklists.rules import Finding

_CODES = {MONEY: "M-07", WATER: "M-06", STATUTE: "M-05"}
_CHARGES = re.compile(r"(?:收取|缴纳|交纳|代收|缴|交|收)(?:的)?.{0,8}费|缴费|交费|收费")
_FORBIDS = re.compile(r"不得|不准|严禁|禁止|杜绝|不再|取消|免[收费交缴]|违规|乱")
_UNNAMED = re.compile(r"(?<![《所])卫生保健制度(?!》)")


def statutes(sight: Sight) -> Iterator[Finding]:
    """What the law does not let stand, line by line."""
    for line in sight.lines:
        yield from _laws(line, sight)
        yield from _forbidden(line, sight)
        yield from _charges(line)


def _laws(line: Line, sight: Sight) -> Iterator[Finding]:
    for name in cited(line.text):
        law = repealed(name, sight.on)
        if law:
            what = f"《{name}》已于{law.until}失效"
            yield block("M-05", line, what, f"改引{law.by}")
        elif name not in LIBRARY:
            yield hint("G14", line, f"《{name}》不在法规库内", "核对名称和是否有效")
    if _UNNAMED.search(line.text):
        what = "“卫生保健制度”没有说明是哪一份"
        advice = (
            "指 1985 年《托儿所、幼儿园卫生保健制度》的，已由"
            "《托儿所幼儿园卫生保健工作规范》（卫妇社发〔2012〕35号）取代；指本园制度的写全称"
        )
        yield warn("M-19", line, what, advice)


def _forbidden(line: Line, sight: Sight) -> Iterator[Finding]:
    for found in forbidden_clauses(line.text, sight.on):
        if found.kind != STATUTE:
            code = _CODES.get(found.kind, "A.1")
            yield block(
                code, line, f"“{found.words}”（{found.kind}）", f"{WHY[found.kind]}，请改写"
            )


def _charges(line: Line) -> Iterator[Finding]:
    for clause in clauses_of(line.text):
        item = forbidden_item(clause) if _CHARGES.search(clause) else None
        if item and item != "饮水" and not _FORBIDS.search(clause):
            what = f"“{clause}”像是要收“{item}”的费用"
            yield block(
                "B.1", line, what, "在禁收清单内（发改价格〔2010〕1619号），不得收取，请改写"
            )
