"""What is asked of one chapter of the simulated term."""

from collections.abc import Collection, Iterator

from checklists.rules import Finding, Severity
from records.lifecycle import state_of
from records.record import Record, State
from records.standings import Standing
from tests.taizhang.simulator.conftest import Performance
from tests.taizhang.simulator.test_performance import standings

CLOSED = (State.SIGNED, State.VOID)
UNDRAWN = "G09"
"""Pictures are not drawn here, so none says when it was taken."""


def found(done: Performance, registers: Collection[str]) -> Iterator[Finding]:
    """What the audit blocks or warns of in these registers."""
    for one in done.findings:
        register = done.ledger.get(one.number).register if one.number else one.code.split(".")[0]
        if register in registers and one.severity is not Severity.HINT and one.code != UNDRAWN:
            yield one


def as_planned(done: Performance) -> bool:
    """Exactly the planned duties are missing or late, none is half done."""
    plan = done.plan
    planned = {
        Standing.MISSING: plan.expected_missing,
        Standing.LATE: plan.expected_late,
        Standing.OPEN: (),
    }
    return all(
        standings(done, standing) == {(gap.register, gap.day, gap.subject) for gap in gaps}
        for standing, gaps in planned.items()
    )


def unfinished(done: Performance, registers: Collection[str]) -> list[Record]:
    """Records of these registers that are neither signed by everybody nor struck out."""
    return [
        one for one in done.records() if one.register in registers and state_of(one) not in CLOSED
    ]


def followed(done: Performance) -> bool:
    """Every hazard that a record opened is taken up."""
    opened = {ref for ref in done.numbers if isinstance(ref, tuple)}
    return opened == {act.ref for act in done.plan.acts if isinstance(act.ref, tuple)}
