"""骑缝章: the strips of all pages make up the seal."""

import io

import pytest
from PIL import Image

from generator.impressions import MM
from generator.seal_images import read_seal_image
from generator.seams import MOST, seam
from taizhang.simulator.seals import draw_seal

A4 = (210 * MM, 297 * MM)
LYING = (A4[1], A4[0])


@pytest.fixture(scope="module")
def seal() -> bytes:
    return read_seal_image(draw_seal("青禾市云溪路小学")).png


def together(strips: list[bytes]) -> Image.Image:
    """Strips laid edge on edge."""
    images = [Image.open(io.BytesIO(one)) for one in strips]
    whole = Image.new("RGBA", (sum(one.width for one in images), images[0].height))
    left = 0
    for one in images:
        whole.paste(one, (left, 0))
        left += one.width
    return whole


@pytest.mark.parametrize("pages", [2, 3, 7, MOST])
def test_the_strips_make_up_the_seal_without_a_gap(seal: bytes, pages: int) -> None:
    strips = seam(seal, 42, [A4] * pages)
    assert [one.page for one in strips] == list(range(pages))
    whole = together([one.png for one in strips])
    assert whole.tobytes() == Image.open(io.BytesIO(seal)).tobytes()
    assert sum(one.width for one in strips) == pytest.approx(42 * MM)


def test_every_strip_ends_at_the_right_edge_at_one_height(seal: bytes) -> None:
    strips = seam(seal, 42, [A4, LYING, A4])
    edges = [width for width, _ in (A4, LYING, A4)]
    assert [one.left + one.width for one in strips] == pytest.approx(edges)
    assert len({(one.top, one.height) for one in strips}) == 1
    assert strips[0].top + strips[0].height < LYING[1]
    assert {one.alt for one in strips} == {""}, "a strip says nothing by itself"


@pytest.mark.parametrize(
    ("pages", "groups"), [(MOST + 1, [6, 7]), (30, [10, 10, 10]), (25, [8, 9, 8])]
)
def test_many_pages_are_as_few_seals_as_can_be_evenly(
    seal: bytes, pages: int, groups: list[int]
) -> None:
    strips = seam(seal, 42, [A4] * pages)
    assert [one.page for one in strips] == list(range(pages))
    first = 0
    for size in groups:
        whole = together([one.png for one in strips[first : first + size]])
        assert whole.tobytes() == Image.open(io.BytesIO(seal)).tobytes()
        first += size
    assert first == pages


def test_one_page_has_no_seam(seal: bytes) -> None:
    assert seam(seal, 42, [A4]) == []
