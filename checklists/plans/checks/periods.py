"""How often: words that name no period, and terms mixed with years (F.2 M-09, M-15)."""

import re
from collections.abc import Iterator

from checklists.catalogue import catalogue
from checklists.plans.checks.sight import Sight, hint, warn
from checklists.plans.outline import Line
from checklists.plans.subjects import registers_about
from checklists.rules import Finding

_VAGUE = re.compile(r"定期不定期|不?定期|经常|适时|随时(?!整|处|上)")
_CLAUSE = re.compile(r"[^，,。；;：:！!？?]+")
_TERM, _YEAR = re.compile(r"本学期"), re.compile(r"本年度|本学年|全年")


def periods(sight: Sight) -> Iterator[Finding]:
    """Words without a period, each with the period its register has; two spans in one plan."""
    for line in sight.lines:
        yield from _vague(line)
    terms, years = (
        [line for line in sight.lines if pattern.search(line.text)] for pattern in (_TERM, _YEAR)
    )
    if terms and years:
        found = _YEAR.search(years[0].text)
        told = found.group() if found else ""
        what = f"“本学期”和“{told}”混用"
        yield warn("M-09", years[0], what, "学期计划统一写“本学期”")


def _vague(line: Line) -> Iterator[Finding]:
    for clause in _CLAUSE.finditer(line.text):
        if found := _VAGUE.search(clause.group()):
            what = f"“{found.group()}”没有说多久一次：{clause.group()}"
            yield hint("M-15", line, what, _advice(clause.group(), line.text))


def _advice(clause: str, text: str) -> str:
    """The period of the register that the words are about; the words near by count first."""
    for slug in (*registers_about(clause), *registers_about(text)):
        about = catalogue()[slug].register
        if about.cadence.text not in ("按次", "按项目"):
            return f"写明周期，如“{about.cadence.text}”（建议值，《{about.title}》的周期）"
    return "写明周期，如“每周”“每月”"
