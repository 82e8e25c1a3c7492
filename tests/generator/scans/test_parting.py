from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from generator.qr import parse
from generator.scans.codes import FoundCode
from generator.scans.parting import Area, around, part_of, without
from tests.generator.scans.glass import code_of

GLASS = Area(0, 0, 840, 594)


def code_at(x: float, y: float, *, upside_down: bool = False) -> FoundCode:
    """A code of 30 pixels around a point."""
    square = [(x - 15, y - 15), (x + 15, y - 15), (x + 15, y + 15), (x - 15, y + 15)]
    first, second, third, fourth = square[2:] + square[:2] if upside_down else square
    return FoundCode(parse(code_of(1)), (first, second, third, fourth))


def test_papers_side_by_side_end_beyond_the_code_of_the_left_one() -> None:
    left, right = code_at(394, 26), code_at(814, 26)
    assert part_of(left, [right], GLASS) == (0, 0, 424, 594)
    assert part_of(right, [left], GLASS) == (424, 0, 840, 594)


def test_papers_one_above_the_other_end_above_the_code_of_the_lower_one() -> None:
    upper, lower = code_at(814, 26), code_at(814, 320)
    assert part_of(upper, [lower], GLASS) == (0, 0, 840, 290)
    assert part_of(lower, [upper], GLASS) == (0, 290, 840, 594)


def test_one_upside_down_ends_where_the_other_does() -> None:
    left, right = code_at(394, 26), code_at(446, 568, upside_down=True)
    assert part_of(left, [right], GLASS) == (0, 0, 420, 594)
    assert part_of(right, [left], GLASS) == (420, 0, 840, 594)


def test_codes_that_say_nothing_of_the_edge_between_them_share_it() -> None:
    left, right = code_at(100, 300, upside_down=True), code_at(700, 300)
    assert part_of(left, [right], GLASS) == (0, 0, 400, 594)


spans = st.tuples(st.integers(0, 90), st.integers(1, 60))


@given(st.lists(st.tuples(spans, spans), max_size=4))
def test_what_is_left_is_everything_but_what_was_taken_once(
    corners: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    whole = Area(0, 0, 100, 80)
    taken = [Area(x, y, x + width, y + height) for (x, width), (y, height) in corners]
    left = without(whole, taken)
    for x in range(0, 100, 7):
        for y in range(0, 80, 7):
            free = not any(one.holds((x, y)) for one in taken)
            assert sum(piece.holds((x, y)) for piece in left) == free


def test_an_area_around_a_leaning_sheet_holds_its_corners() -> None:
    corners = [(10.2, 5.0), (90.0, 12.0), (84.0, 99.6), (4.4, 90.0)]
    assert around(corners) == (4, 5, 90, 100)
    assert hypot(*around(corners).size) > 100
    assert Area(-4, 5, 90, 100).within((50, 60)) == (0, 5, 50, 60)
