"""Sight: what a check of a plan sees, and how it tells of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checklists.plans.model import Plan
from checklists.plans.outline import Line, lines_of
from checklists.rules import Finding, Severity


@dataclass(frozen=True, slots=True)
class Sight:
    """A plan and what is known around it.

    Attributes:
        on: the day by which laws are in force or not.
        names: the school's own: its name, its people and places.
        indicators: that a goal may be measured by, as 巡视・完成率, and the registers each comes
            from; None where nobody knows.
        registers: keys of those that the school keeps; None where nobody knows.
    """

    plan: Plan
    on: date
    names: Collection[str] = ()
    indicators: Mapping[str, Collection[str]] | None = None
    registers: Collection[str] | None = None

    @property
    def lines(self) -> Iterator[Line]:
        """Every line in order."""
        return lines_of(self.plan)

    def owns(self, name: str) -> bool:
        """Whether a name is one of the school's own, or part of one."""
        return any(name in own for own in self.names)


def block(code: str, line: Line, what: str, advice: str) -> Finding:
    """What must not stay; the plan cannot be issued before."""
    return Finding(code, Severity.BLOCK, line.where, what, advice)


def warn(code: str, line: Line, what: str, advice: str) -> Finding:
    """What ought to be changed."""
    return Finding(code, Severity.WARN, line.where, what, advice)


def hint(code: str, line: Line, what: str, advice: str) -> Finding:
    """What is worth a thought."""
    return Finding(code, Severity.HINT, line.where, what, advice)
