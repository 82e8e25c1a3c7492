"""The play: every register's script put together, in order of time."""

from collections.abc import Collection, Iterator, Sequence
from importlib import import_module

from checklists.catalogue import catalogue
from checklists.register import CHAPTERS
from records.record import Operation
from taizhang.home import SchoolFile
from taizhang.simulator import term
from taizhang.simulator.canteen.menu import diners
from taizhang.simulator.fees_finance.lists import BUDGET_ITEMS, FEE_ITEMS
from taizhang.simulator.patrol_hazards.hazard_words import COURSES
from taizhang.simulator.patrol_hazards.hazards import hazards
from taizhang.simulator.patrol_hazards.repair_words import WORKERS
from taizhang.simulator.plan import Act, Plan, named_in
from taizhang.simulator.property.lists import BALANCES, DEPTS
from taizhang.simulator.pupils import STUDENTS
from taizhang.simulator.rosters import roster
from taizhang.simulator.school import SCHOOL, bottles, directory
from taizhang.simulator.timetable import LESSONS
from taizhang.simulator.world import Play, World, in_order, moment

SMALL = 2
LISTS = (*WORKERS, *LESSONS, *DEPTS, *BALANCES, *FEE_ITEMS, *BUDGET_ITEMS)
HAZARDS = "hazard_rectification"
NOT_PLAYED = "演示学校本学期没有启用"
IN_SMALL = ("letters", "fee_notices", "patrols", "extinguisher_checks", "samples", "kitchen_checks")
"""What is played in a small term."""


def simulate(
    seed: int = 2026, weeks: int = term.WEEKS, chapters: Collection[str] = tuple(CHAPTERS)
) -> Plan:
    """A finished term.

    Args:
        seed: the same seed gives the same term.
        weeks: eighteen for the whole term; one or two give a small one of seven registers, with
            few dishes, letters and extinguishers. The stories are written for these lengths.
        chapters: which chapters are played.
    """
    full = weeks > SMALL
    section = term.make_term(weeks)
    world = World(seed, section.calendar(), bottles(36 if full else 3), full)
    ends = moment(section.end, "18:00")
    scripts = [play(world) for play in _plays(chapters) if full or play.__name__ in IN_SMALL]
    played = [act for one in scripts for act in one.acts]
    courses = [*COURSES, *(course for one in scripts for course in one.courses)]
    scripts.append(hazards(world, played, courses))
    acts = _whole([act for one in scripts for act in one.acts])
    missing = tuple(gap for one in scripts for gap in one.missing)
    kept = {act.register for act in acts} | {HAZARDS}
    off = {slug: NOT_PLAYED for slug in catalogue() if slug not in kept}
    absences = {gap.key: gap.reason for gap in missing if gap.reason}
    pupils = STUDENTS if full else ()
    return Plan(
        settings=SchoolFile(school=SCHOOL, terms=(section,), absences=absences, off=off),
        directory=directory(world.bottles, *diners(world), *roster(world), *LISTS, *pupils),
        acts=tuple(act for act in in_order(acts) if act.at <= ends),
        expected_missing=missing,
        expected_late=tuple(gap for one in scripts for gap in one.late),
        expected_extra=tuple(gap for one in scripts for gap in one.extra),
        ends=ends,
    )


def _whole(acts: Sequence[Act]) -> Sequence[Act]:
    """Without records that name one of a chapter not played, and those that name them."""
    filed = {act.ref for act in acts if act.verb is Operation.FILE}
    torn = {
        act.ref
        for act in acts
        for ref in named_in(act.data)
        if (ref if isinstance(ref, str) else ref[0]) not in filed
    }
    return _whole([act for act in acts if act.ref not in torn]) if torn else acts


def _plays(chapters: Collection[str]) -> Iterator[Play]:
    """The plays of every chapter, in the order of the chapters."""
    for chapter in CHAPTERS:
        if chapter in chapters:
            yield from import_module(f"taizhang.simulator.{chapter}").SCRIPTS
