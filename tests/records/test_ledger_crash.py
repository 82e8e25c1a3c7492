"""The ledger on a disk that dies: what was acknowledged is there, whole, with its definition."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checklists.entry import Entry
from records.acts import File
from records.errors import RecordError
from records.ledger import Ledger
from records.school import School
from tests.records.conftest import DONG, NOON, TERM, make_school
from tests.records.simulated_disk import STRIKES, Died, Fault, SimulatedDisk
from tests.records.test_sealing import LATE, example, open_school

HOME = Path("/home")
LIMIT = 6  # ways for the power to go at each point
FAULTS = (Fault.DIE_BEFORE, Fault.DIE_INSIDE, Fault.EIO, Fault.FULL, Fault.FORGET, Fault.LASTING)


def new_disk() -> SimulatedDisk:
    return SimulatedDisk({Path("/"): None, HOME: None})


def record(disk: SimulatedDisk, entry: Entry, acked: list[str], school: School) -> None:
    """Two processes one after the other; each files the same."""
    for request in ("one", "two"):
        try:
            with Ledger.open(HOME, TERM, school=school, disk=disk) as ledger:
                done = ledger.append(File(entry), by=DONG, at=NOON, request_id=request)
                acked.append(done.number)
        except RecordError:
            continue
        except Died:
            disk.restart()


def broken_off(entry: Entry, school: School) -> Iterator[tuple[SimulatedDisk, list[str], str]]:
    """Every disk that is left, with what had been acknowledged."""
    well = new_disk()
    record(well, entry, [], school)
    for at, kind in enumerate(well.kinds, 1):
        for fault in FAULTS:
            if kind in STRIKES[fault]:
                disk, acked = new_disk(), list[str]()
                disk.arm(fault, at)
                record(disk, entry, acked, school)
                for left in disk.after_power_loss(LIMIT, seed=at):
                    yield left, acked, f"{fault.name} at operation {at}"


def require_sample(disk: SimulatedDisk, acked: list[str], entry: Entry) -> None:
    with Ledger.open(HOME, TERM, school=make_school(), disk=disk) as ledger:
        samples = list(ledger.find("food_sample_retention"))
        assert set(acked) <= {one.number for one in samples}
        for one in samples:
            (hazard,) = one.opens
            for version in (one.first, ledger.get(hazard).first):
                assert ledger.definition(version).slug == version.register
        hazards = [one.number for one in ledger.find("hazard_rectification")]
        assert hazards == [one.opens[0] for one in samples], "neither without the other"
        following = ledger.append(File(entry), by=DONG, at=NOON, request_id="three").number
        assert following == f"LY-20260305-{len(samples) + 1:03d}", "no gap"


def require_visitor(disk: SimulatedDisk, acked: list[str], entry: Entry) -> None:
    """Whoever was recorded can be read: the key is there for good before the line is."""
    with Ledger.open(HOME, TERM, school=open_school(), disk=disk) as ledger:
        ledger.append(File(entry), by=DONG, at=LATE, request_id="three")
        visitors = list(ledger.find("visitor_register"))
        assert set(acked) <= {one.number for one in visitors}
        assert {one.entry["name"] for one in visitors} == {"钱来"}
        assert len({one.key for one in visitors}) == len(visitors), "a key each"


def everywhere(
    entry: Entry, school: School, require: Callable[[SimulatedDisk, list[str], Entry], None]
) -> int:
    """How many disks were left, every promise kept on each; what is alike is examined once."""
    disks, known = 0, set()
    for disk, acked, where in broken_off(entry, school):
        disks += 1
        what = disk.content, tuple(acked)
        if what in known:
            continue
        known.add(what)
        try:
            require(disk, acked, entry)
        except (AssertionError, RecordError) as wrong:
            pytest.fail(f"{where}, acknowledged {acked}: {wrong}")
    return disks


def test_wherever_it_breaks_off_nothing_acknowledged_is_lost_or_left_half_done(
    sample: Callable[..., Entry], figure: Callable[[str], None]
) -> None:
    """A sample that opens a hazard."""
    disks = everywhere(sample(weight=60), make_school(), require_sample)
    figure(f"ledger, disks left by a fault and a power loss: {disks}, every promise kept")
    assert disks > 300


def test_wherever_it_breaks_off_a_line_has_the_key_of_its_personal_values(
    figure: Callable[[str], None],
) -> None:
    disks = everywhere(example("visitor_register"), open_school(), require_visitor)
    figure(f"keys, disks left by a fault and a power loss: {disks}, every line with its key")
    assert disks > 300
