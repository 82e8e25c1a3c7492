"""The rules of PDF/A-3 (ISO 19005-3) and PDF/UA-1 that our pipeline can break.

Not a whole validator: what neither engine nor the finish pass can write is not looked for. Each
rule is one small function; papers claim level A and are held to the structure rules too.
"""

from dataclasses import dataclass

import pikepdf

from generator.pdfa import annotations, colour, container, description, fonts, structure
from generator.pdfa.anatomy import Anatomy, Finding, Rule

RULES: tuple[Rule, ...] = (
    *container.RULES,
    *colour.RULES,
    *fonts.RULES,
    *annotations.RULES,
    *description.RULES,
)
TAGGED_RULES: tuple[Rule, ...] = structure.RULES
"""Asked of files that claim level A."""


@dataclass(frozen=True, slots=True)
class PdfaProblem:
    """One breach: rule, clause of ISO 19005-3 (or of PDF/UA-1 where it says so), place, what."""

    rule: str
    clause: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}：{self.message}（{self.rule}，{self.clause}）"


def check(pdf: bytes) -> list[PdfaProblem]:
    """Every breach found in a file; empty for a file that keeps the rules."""
    try:
        file = Anatomy(pdf)
    except pikepdf.PdfError:
        return [PdfaProblem("可读", "6.1", "文件", "不是可读的 PDF，或已加密")]
    rules = (*RULES, *TAGGED_RULES) if file.tagged else RULES
    return [
        PdfaProblem(rule.name, rule.clause, where, message)
        for rule in rules
        for where, message in _ask(rule, file)
    ]


def _ask(rule: Rule, file: Anatomy) -> list[Finding]:
    try:
        return list(rule.find(file))
    except Exception as error:
        # A malformed object can be anything at all; that a rule cannot read it is its finding.
        return [("文件", f"有对象不成形，这一条查不下去（{type(error).__name__}）")]
