"""Bulk records for benches are plain, deterministic and accepted."""

from itertools import pairwise

from checklists.catalogue import find
from checklists.surroundings import Surroundings
from taizhang.simulator.bulk import bulk_acts


def test_bulk_acts_are_the_same_for_the_same_seed_and_in_order() -> None:
    acts = list(bulk_acts(200, seed=3))
    assert acts == list(bulk_acts(200, seed=3))
    assert len({act.ref for act in acts}) == 200
    assert all(one.at <= other.at for one, other in pairwise(acts))


def test_bulk_acts_are_rows_and_checklists_that_are_understood() -> None:
    registers = set()
    for act in bulk_acts(60):
        around = Surroundings(now=act.at)
        entry = find(act.register).read(act.data, around)
        assert not entry.findings(around)
        assert not entry.hazards(around)
        registers.add(act.register)
    assert registers == {"daily_patrol", "food_sample_retention"}
