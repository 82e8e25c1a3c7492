"""The play: every register's script put together, in order of time."""

from datetime import timedelta

from taizhang.home import SchoolFile
from taizhang.simulator import term
from taizhang.simulator.kitchen import kitchen_checks
from taizhang.simulator.patrols import patrols
from taizhang.simulator.plan import Plan
from taizhang.simulator.samples import samples
from taizhang.simulator.school import SCHOOL, Premises
from taizhang.simulator.world import World, in_order, moment

SMALL = 4
SCRIPTS = (patrols, samples, kitchen_checks)


def simulate(seed: int = 2026, weeks: int = term.WEEKS) -> Plan:
    """A finished term.

    Args:
        seed: the same seed gives the same term.
        weeks: length of the term; up to four weeks it is small: few dishes, letters and
            extinguishers.
    """
    full = weeks > SMALL
    section = term.make_term(weeks)
    world = World(seed, section.calendar(), Premises() if full else Premises(6), full)
    scripts = [script(world) for script in SCRIPTS]
    missing = tuple(gap for one in scripts for gap in one.missing)
    absences = {f"{gap.register}/{gap.day}": gap.reason for gap in missing if gap.reason}
    return Plan(
        settings=SchoolFile(school=SCHOOL, terms=(section,), absences=absences),
        items=world.premises.items,
        subjects=_subjects(world),
        acts=tuple(in_order([act for one in scripts for act in one.acts])),
        expected_missing=missing,
        expected_late=tuple(gap for one in scripts for gap in one.late),
        expected_extra=tuple(gap for one in scripts for gap in one.extra),
        ends=moment(section.end, "18:00", timedelta(days=3)),
    )


def _subjects(world: World) -> dict[str, tuple[tuple[str, str], ...]]:
    premises = world.premises
    return {
        "extinguisher": tuple((one.id, one.name) for one in premises.bottles),
        "extinguisher_half_month": tuple((one.id, one.name) for one in premises.often),
    }
