"""Every limit that a rule asks the school for is on the page, and known to the doctor."""

from collections.abc import Iterator, Mapping

import pytest

from checklists.catalogue import catalogue
from checklists.entry import Entry
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from taizhang.register_pages import limits
from tests.registers.conftest import LATER


class Asked(Mapping[str, Limit]):
    """No limit is set; what is asked for is remembered."""

    def __init__(self) -> None:
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str) -> Limit:
        self.keys_asked.add(key)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


KNOWN = {key for key, *_ in limits()}


@pytest.mark.parametrize("slug", catalogue())
def test_what_is_asked_for_is_listed(slug: str) -> None:
    kind, asked = catalogue()[slug], Asked()
    around = Surroundings(now=LATER, limits=asked)
    entry: Entry = kind.read(kind.example, around)
    entry.findings(around)
    entry.judgements(around)
    assert asked.keys_asked <= KNOWN


def test_limits_that_only_rules_know_are_listed_with_their_defaults() -> None:
    told = {key: default for key, _, default in limits()}
    assert told["weekly_menu.variety"] == "≥80（建议值）"
    assert told["food_storage_check.temp.冷冻"] == "≤-12"
    assert told["tableware_disinfection.seconds.高温洗碗机"] == "≥40"
    assert "tableware_disinfection.conc.蒸汽" not in told
