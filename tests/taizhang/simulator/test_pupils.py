"""The invented roll: as many children as the classes have, each known by one name and number."""

from taizhang.simulator.pupils import ROLL
from taizhang.simulator.school import CLASSES, PUPILS


def test_every_seat_has_its_child_and_no_two_are_alike() -> None:
    assert {key: len(seats) for key, seats in ROLL.items()} == PUPILS
    children = [child for seats in ROLL.values() for child in seats]
    assert len({child.name for child in children}) == len(children)
    assert len({child.number for child in children}) == len(children)


def test_a_child_knows_its_class_and_when_it_came() -> None:
    names = {one.id: one.name for one in CLASSES}
    assert all(child.klass == names[key] for key, seats in ROLL.items() for child in seats)
    assert (ROLL["101"][0].number, ROLL["602"][0].number) == ("20250101", "20200201")
    assert (ROLL["Y1"][0].number, ROLL["Y3"][0].number) == ("2025Y101", "2023Y301")
