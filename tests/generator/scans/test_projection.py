import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.scans.projection import Projection, fit

SEEN = [
    ((0.0, 0.0), (120.0, 80.0)),
    ((210.0, 0.0), (1890.0, 140.0)),
    ((210.0, 297.0), (1750.0, 2600.0)),
    ((0.0, 297.0), (40.0, 2480.0)),
]
places = st.tuples(st.floats(0, 297), st.floats(0, 297))


@pytest.mark.parametrize("count", [2, 3, 4])
def test_what_it_was_fitted_to_comes_out_where_it_was_seen(count: int) -> None:
    projection = fit(SEEN[:count])
    for here, there in SEEN[:count]:
        assert projection(*here) == pytest.approx(there, abs=1e-6)


def test_two_points_turn_and_scale_without_shear_or_mirror() -> None:
    quarter = fit([((0, 0), (100, 0)), ((10, 0), (100, 50))])
    assert quarter(0, 10) == pytest.approx((50, 0))


def test_points_in_a_line_fit_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        fit([((0, 0), (0, 0)), ((1, 1), (5, 5)), ((2, 2), (10, 10))])


@given(places, places, st.floats(0.5, 20), st.floats(0.1, 2))
def test_other_origins_and_scales_name_the_same_points(
    place: tuple[float, float], origin: tuple[float, float], finer: float, larger: float
) -> None:
    projection: Projection = fit(SEEN)
    x, y = (projection(*place)[0] * larger, projection(*place)[1] * larger)
    other = projection.moved(*origin).scaled(finer, larger)
    there = other((place[0] - origin[0]) * finer, (place[1] - origin[1]) * finer)
    assert there == pytest.approx((x, y), rel=1e-6, abs=1e-6)
