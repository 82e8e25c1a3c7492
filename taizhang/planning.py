"""The use-cases of a term's plan: taken from a file, looked at, checked, its versions told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checklists.plans.checks import Sight, check
from checklists.plans.model import Plan
from checklists.plans.outline import plain_text
from checklists.plans.reading import Reading, SourceLine, plans_in, read_plan
from checklists.rules import Finding, Severity
from records.audit.view import View
from records.plans import PlanLog, PlanVersion
from records.statistics import statistics
from taizhang import log
from taizhang.desk import Desk, Visit
from taizhang.errors import PlanRefusedError
from taizhang.manuscripts import read_manuscript


@dataclass(frozen=True, slots=True)
class Looked:
    """A plan from a file, read and checked; nothing is kept yet.

    Attributes:
        findings: everything that is wrong with it, each with its line in the file.
    """

    reading: Reading
    findings: tuple[Finding, ...]

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.reading.plan


@dataclass(frozen=True, slots=True)
class Step:
    """A version of a plan, and how much of it is new.

    Attributes:
        added, removed: lines that the version before did not have, or had.
    """

    version: PlanVersion
    added: int
    removed: int


def look_at(desk: Desk, raw: bytes, name: str, *, term: str, which: int = 0) -> Looked:
    """Read a plan from a file and check it.

    Args:
        desk: the home.
        raw: bytes of a .docx or a plain text.
        name: of the file, as it is called when it is refused.
        term: whose plan it becomes.
        which: the plan that is meant where the file holds several, from 1; 0 for the only one.

    Raises:
        ManuscriptError: the file cannot be read.
        PlanRefusedError: it holds several plans, or not as many.
        SchoolFileError: there is no such term.
    """
    desk.home.term(term)
    settings = desk.home.settings.school
    reading = read_plan(
        _chosen(read_manuscript(raw, name), name, which),
        on=desk.now().date(),
        school=settings.name,
        term=term,
        kind=settings.kind,
    )
    found = map(reading.located, findings_of(desk, reading.plan))
    return Looked(reading, (*reading.findings, *found))


def keep_plan(desk: Desk, visit: Visit, plan: Plan, reason: str, seen: int | None) -> PlanVersion:
    """Keep a version of a plan.

    Args:
        desk: the home.
        visit: who, and when.
        plan: of the term it names.
        reason: why it is changed.
        seen: the version that was changed; None is whatever is the last.

    Raises:
        RecordError: it could not be kept, or somebody kept another meanwhile.
    """
    kept = _plans(desk).keep(plan, by=desk.person(visit), at=visit.at, reason=reason, seen=seen)
    log.step("plan", term=plan.term, version=kept.number)
    return kept


def plan_of(desk: Desk, term: str, number: int = 0) -> PlanVersion:
    """A version of a term's plan; the last one without a number.

    Raises:
        PlanRefusedError: there is none, or its file was changed.
    """
    kept = list(_plans(desk).versions(term))
    if not kept and (changed := damage_of(desk, term)):
        raise PlanRefusedError(f"学期 {term} 的计划读不出来：{changed}。先运行 taizhang doctor。")
    if not kept:
        raise PlanRefusedError(f"学期 {term} 还没有计划。先导入：taizhang plan import 文件")
    found = [one for one in kept if number in (0, one.number)]
    if not found:
        raise PlanRefusedError(f"学期 {term} 的计划没有第 {number} 版，共 {len(kept)} 版。")
    return found[-1]


def history_of(desk: Desk, term: str) -> tuple[Step, ...]:
    """Every version of a term's plan, oldest first."""
    return tuple(_steps(_plans(desk).versions(term)))


def damage_of(desk: Desk, term: str) -> str:
    """What of a term's plan was changed in its file, so that later versions are not read."""
    return "；".join(one for one in _plans(desk).damage() if one.startswith(f"{term}."))


def findings_of(desk: Desk, plan: Plan) -> tuple[Finding, ...]:
    """Everything that is wrong with a plan today."""
    school = desk.school(plan.term)
    return check(
        Sight(
            plan,
            desk.now().date(),
            names=frozenset(_own_names(desk)),
            indicators=indicators(desk, plan.term),
            registers={slug for slug in school.registers if school.keeps(slug)},
        )
    )


def indicators(desk: Desk, term: str) -> Mapping[str, tuple[str, ...]]:
    """What a goal may be measured by, as 巡视・完成率, and the registers each comes from."""
    nothing = View((), desk.school(term), desk.now())
    return {
        f"{row.title}・{one.name}": one.sources
        for row in statistics(nothing)
        for one in row.figures
    }


def is_blocked(findings: Sequence[Finding]) -> bool:
    """Whether anything has to be changed before the plan is issued."""
    return any(one.severity is Severity.BLOCK for one in findings)


def _plans(desk: Desk) -> PlanLog:
    return PlanLog(desk.home.folder, desk.disk)


def _chosen(lines: tuple[SourceLine, ...], name: str, which: int) -> tuple[SourceLine, ...]:
    found = plans_in(lines)
    if not which and len(found) > 1:
        raise PlanRefusedError(f"{name} 里有 {len(found)} 份计划。用 --nth 写明第几份。")
    if not 0 <= which <= len(found):
        raise PlanRefusedError(f"{name} 里只有 {len(found)} 份计划，没有第 {which} 份。")
    return found[max(which, 1) - 1]


def _steps(versions: Iterator[PlanVersion]) -> Iterator[Step]:
    before: Counter[str] = Counter()
    for one in versions:
        now = Counter(plain_text(one.plan).split("\n"))
        yield Step(one, (now - before).total(), (before - now).total())
        before = now


def _own_names(desk: Desk) -> Iterator[str]:
    """The school's name, its leaders, people and places."""
    school = desk.home.settings.school
    yield from filter(None, (school.name, school.principal, school.campus))
    for kind in ("person", "place"):
        yield from (one.name for one in desk.directory.listings(kind))
