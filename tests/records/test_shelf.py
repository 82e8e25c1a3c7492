"""A register as it stands is read once; afterwards only what changed."""

from records.record import Record
from records.shelf import Shelf
from tests.records.made_records import on, record, voided

STORE = "warehouse_ledger"


def test_only_what_changed_is_read_again() -> None:
    numbers = [f"KC-20260306-{n:03d}" for n in (1, 2, 3)]
    kept = {number: record(STORE, number, on("2026-03-06")) for number in numbers}
    read: list[str] = []
    shelf = Shelf()

    def reading(number: str) -> Record | None:
        read.append(number)
        return kept.get(number)

    shelf.take(kept, reading)
    assert shelf.standing() == list(kept.values())
    kept[numbers[0]] = voided(kept[numbers[0]])
    shelf.take([numbers[0]] * 2, reading)
    assert read == [*numbers, numbers[0]]
    assert shelf.standing() == list(kept.values())[1:]
