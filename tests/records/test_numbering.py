import pytest

from checklists.catalogue import catalogue
from checklists.columns import Serial
from checklists.surroundings import Surroundings
from records.numbering import Numbering, serial_number, serial_series
from records.refusals import NumberUnusableError


def test_a_series_goes_on_from_the_terms_before() -> None:
    asked: list[str] = []

    def before(series: str) -> int:
        asked.append(series)
        return 7 if series == "2026-{n}" else 0

    numbering = Numbering(before)
    assert [numbering.last(one) for one in ("2026-{n}", "2027-{n}", "2026-{n}")] == [7, 0, 7]
    numbering.take("2026-{n}", 8)
    numbering.take("2026-{n}", 3)
    assert numbering.last("2026-{n}") == 8
    assert asked == ["2026-{n}", "2027-{n}"]


def test_a_pattern_is_filled_from_the_entry_and_counts_per_everything_else() -> None:
    kind = catalogue()["food_sample_retention"]
    entry = kind.read(kind.example, Surroundings())
    serial = Serial("{meal}〔{year}〕{n:03d}号")
    series = serial_series(serial, entry)
    assert series == "中〔2026〕{n}号"
    assert serial_number(serial, series, 12) == "中〔2026〕012号"


def test_a_pattern_that_names_what_an_entry_lacks_gives_no_number() -> None:
    kind = catalogue()["food_sample_retention"]
    entry = kind.read(kind.example, Surroundings())
    with pytest.raises(NumberUnusableError, match="缺“action”，编不出来"):
        serial_series(Serial("{action}-{n}"), entry)
