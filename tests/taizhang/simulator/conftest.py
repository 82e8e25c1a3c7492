from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from checklists.catalogue import catalogue, find
from checklists.entry import Entry
from checklists.profile import Profile
from checklists.rules import Finding
from checklists.surroundings import SHANGHAI
from generator.completeness import RegisterCompleteness, Span, completeness
from records import acts as ledger_acts
from records.audit import audit
from records.audit.view import View
from records.ledger import Ledger
from records.record import Operation, Person, Record
from records.school import School
from taizhang.intake import take_in
from taizhang.rehearsal import Stage
from taizhang.simulator import Act, Plan, Ref, simulate
from taizhang.simulator.plan import numbered


@dataclass
class Performance:
    """A plan carried out on a ledger, its pictures not drawn."""

    plan: Plan
    school: School
    ledger: Ledger
    numbers: dict[Ref, str]

    def record(self, ref: Ref) -> Record:
        return self.ledger.get(self.numbers[ref])

    def records(self) -> Sequence[Record]:
        return self._records

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the audit finds when the term is over."""
        return tuple(audit(View.of(self.ledger, self.school, self.plan.ends)))

    @cached_property
    def duties(self) -> tuple[RegisterCompleteness, ...]:
        """What was due in each register by then, and what became of it."""
        span = Span(self.school, self.plan.ends, self.plan.settings.absences)
        return tuple(completeness(catalogue().values(), self.records(), span))

    @cached_property
    def _records(self) -> tuple[Record, ...]:
        return tuple(self.ledger.find())


def taken_in(act: Act, kind: type[Entry]) -> dict[str, Any]:
    named = {photo.name for photo in act.photos}

    def read(name: str) -> bytes:
        assert name in named, f"{act.ref}: no picture {name}"
        return b"%PDF-" + name.encode()

    return take_in(act.data, kind, read, lambda raw: sha256(raw).hexdigest(), SHANGHAI)


def perform(plan: Plan, home: Path) -> Performance:
    directory = plan.directory
    settings = plan.settings.school
    school = School(
        settings.name,
        plan.calendar,
        directory,
        directory.subjects(),
        code=settings.code,
        profile=Profile(kind=settings.kind, off=plan.settings.off),
    )
    ledger = Ledger.open(home, plan.calendar.term.key, school=school, disk=Stage())
    done = Performance(plan, school, ledger, {})
    for act in plan.acts:
        _do(done, act)
    return done


def _do(done: Performance, act: Act) -> None:
    person, typist = _person(done.school, act.by), _person(done.school, act.typed_by)
    assert person is not None
    kept = done.ledger.append(_asked(done, act), by=person, at=act.at, typed_by=typist)
    if act.verb is Operation.FILE:
        done.numbers[act.ref] = kept.number
    for version in kept.versions:
        if version.opened_for and isinstance(act.ref, str):
            done.numbers[act.ref, version.opened_for] = version.number


def _person(school: School, key: str) -> Person | None:
    listed = school.person(key) if key else None
    return Person(listed.id, listed.name) if listed else None


def _asked(done: Performance, planned: Act) -> ledger_acts.Act:
    kind = find(planned.register)
    act = replace(planned, data=numbered(planned.data, done.numbers.__getitem__))
    if act.verb is Operation.FILE:
        entry = kind.read(taken_in(act, kind), done.school.surroundings(act.at))
        return ledger_acts.File(entry, act.reason)
    number = done.numbers[act.ref]
    match act.verb:
        case Operation.CONTINUE:
            return ledger_acts.Continue(number, taken_in(act, kind))
        case Operation.CORRECT:
            whole: Mapping[str, Any] = {**done.ledger.get(number).entry, **taken_in(act, kind)}
            return ledger_acts.Correct(number, whole, act.reason)
        case Operation.SIGN:
            return ledger_acts.Sign(number, act.role, reason=act.reason)
        case Operation.RETURN:
            return ledger_acts.Return(number, act.reason)
    return ledger_acts.Void(number, act.reason)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return simulate()


@pytest.fixture(scope="session")
def performance(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return perform(plan, tmp_path_factory.mktemp("home"))
