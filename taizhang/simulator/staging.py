"""The play: every register's script put together, in order of time."""

from checklists.catalogue import catalogue
from taizhang.home import SchoolFile
from taizhang.simulator import term
from taizhang.simulator.extinguishers import extinguisher_checks
from taizhang.simulator.fees import fee_notices
from taizhang.simulator.hazards import hazards
from taizhang.simulator.kitchen import kitchen_checks
from taizhang.simulator.letters import letters
from taizhang.simulator.patrols import patrols
from taizhang.simulator.plan import Plan
from taizhang.simulator.samples import samples
from taizhang.simulator.school import SCHOOL, bottles, directory
from taizhang.simulator.world import World, in_order, moment

SMALL = 2
HAZARDS = "hazard_rectification"
NOT_PLAYED = "演示学校本学期没有启用"
SCRIPTS = (letters, fee_notices, patrols, extinguisher_checks, samples, kitchen_checks)


def simulate(seed: int = 2026, weeks: int = term.WEEKS) -> Plan:
    """A finished term.

    Args:
        seed: the same seed gives the same term.
        weeks: eighteen for the whole term; one or two give a small one, with few dishes, letters
            and extinguishers. The stories are written for these lengths.
    """
    full = weeks > SMALL
    section = term.make_term(weeks)
    world = World(seed, section.calendar(), bottles(36 if full else 3), full)
    ends = moment(section.end, "18:00")
    scripts = [script(world) for script in SCRIPTS]
    scripts.append(hazards(world, [act for one in scripts for act in one.acts]))
    acts = [act for one in scripts for act in one.acts]
    missing = tuple(gap for one in scripts for gap in one.missing)
    kept = {act.register for act in acts} | {HAZARDS}
    off = {slug: NOT_PLAYED for slug in catalogue() if slug not in kept}
    absences = {gap.key: gap.reason for gap in missing if gap.reason}
    return Plan(
        settings=SchoolFile(school=SCHOOL, terms=(section,), absences=absences, off=off),
        directory=directory(world.bottles),
        acts=tuple(act for act in in_order(acts) if act.at <= ends),
        expected_missing=missing,
        expected_late=tuple(gap for one in scripts for gap in one.late),
        expected_extra=tuple(gap for one in scripts for gap in one.extra),
        ends=ends,
    )
