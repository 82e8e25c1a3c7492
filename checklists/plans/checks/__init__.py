"""Checks of a plan: everything that registers.md F.2 and C.3 find wrong, told where it stands."""

from checklists.plans.checks.names import names
from checklists.plans.checks.periods import periods
from checklists.plans.checks.shape import shape
from checklists.plans.checks.sight import Sight
from checklists.plans.checks.statutes import statutes
from checklists.plans.checks.wording import wordings
from checklists.rules import Finding

__all__ = ["CHECKS", "Sight", "check"]

CHECKS = (shape, statutes, names, wordings, periods)


def check(sight: Sight) -> tuple[Finding, ...]:
    """Everything that is wrong with a plan, what concerns all of it first, then line by line."""
    order = {line.where: number for number, line in enumerate(sight.lines)}
    found = (one for checked in CHECKS for one in checked(sight))
    return tuple(sorted(found, key=lambda one: order.get(one.where, -1)))
