"""Rules and what they find. A broken rule is data (a Finding), never an exception."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar


class Severity(StrEnum):
    """Levels of registers.md 0.4.

    BLOCK: the entry is saved, the record stays 未结: it cannot be signed off, closed or counted.
    WARN: needs an explanation and goes to the spot-check list.  HINT: only reminds.
    """

    BLOCK = "阻断"
    WARN = "警告"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in one entry or across records.

    Attributes:
        code: rule, as ``food_sample_retention.R01`` or ``G13``.
        where: column, check item or record number, in Chinese.
        message: what is not as it should be.
        advice: what to do.
        number: record it belongs to, once there is one.
    """

    code: str
    severity: Severity
    where: str
    message: str
    advice: str = ""
    number: str = ""

    def __str__(self) -> str:
        head = f"[{self.severity}] {self.code} {self.where}：{self.message}"
        return f"{head}。{self.advice}" if self.advice else head


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue.

    Attributes:
        code: number within the register, as ``R01``.
        text: the catalogue's own words.
        needs: key of a register the rule looks into; while that one is missing, the audit
            reports 未核（缺××）.
        needs_title: that register's title, or what else is missing, in Chinese.
    """

    code: str
    severity: Severity
    text: str
    needs: str = ""
    needs_title: str = ""


RuleFunction = TypeVar("RuleFunction", bound=Callable[..., Iterable[Finding]])


def carries_out(*codes: str) -> Callable[[RuleFunction], RuleFunction]:
    """Mark a method of an entry, or a function of the audit, as carrying out rules."""

    def mark(function: RuleFunction) -> RuleFunction:
        function.rule_codes = codes  # type: ignore[attr-defined]  # read back by codes_of
        return function

    return mark


def codes_of(function: Any) -> tuple[str, ...]:
    """Rule codes a function carries out; empty for an ordinary one."""
    codes: tuple[str, ...] = getattr(function, "rule_codes", ())
    return codes
