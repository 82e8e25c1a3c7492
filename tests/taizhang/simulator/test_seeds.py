"""Every sentence of the five plans is answered by records of the simulated term."""

import pytest

from checklists.catalogue import catalogue
from checklists.register import Seed
from records.lifecycle import state_of
from records.record import State
from tests.taizhang.simulator.conftest import Performance

SEEDS = [(kind.slug, seed) for kind in catalogue().values() for seed in kind.register.seeds]


@pytest.mark.parametrize(
    ("slug", "seed"), SEEDS, ids=[f"{one.plan}-{one.line}-{slug}" for slug, one in SEEDS]
)
def test_a_sentence_has_records_that_stand(slug: str, seed: Seed, performance: Performance) -> None:
    kept = [one for one in performance.records() if one.register == slug]
    assert any(state_of(one) is State.SIGNED for one in kept), seed.quote
