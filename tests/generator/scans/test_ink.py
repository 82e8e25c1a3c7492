import pytest
from PIL import Image, ImageDraw

from generator.pagecodes import Box
from generator.scans.developing import DOTS
from generator.scans.ink import WRITTEN, is_blank, measure_ink
from tests.generator.scans.glass import Spoil, blurred, grainy, shaded, sign

SIZE = (round(45 * DOTS), round(13 * DOTS))
HERE = Box(0, 0, 45, 13)


def place() -> Image.Image:
    return Image.new("RGB", SIZE, (238, 234, 226))


@pytest.mark.parametrize(
    "spoil",
    [lambda one: one, grainy(20), shaded(0.7), blurred(1)],
    ids=["clean", "grainy", "shaded", "blurred"],
)
def test_a_signature_is_told_from_bare_paper(spoil: Spoil) -> None:
    signed = place()
    sign(signed, HERE, 150)
    assert measure_ink(spoil(place())) == 0
    assert measure_ink(spoil(signed)) > 10 * WRITTEN


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_rules_at_the_edge_are_not_ink_however_the_paper_shifted(shift: float) -> None:
    ruled = place()
    x, y = shift * DOTS, shift * DOTS
    edges = (x, y, SIZE[0] - 1 - x, SIZE[1] - 1 - y)
    ImageDraw.Draw(ruled).rectangle(edges, outline="black", width=2)
    assert measure_ink(ruled) == 0
    sign(ruled, HERE, 150)
    assert measure_ink(ruled) > 5 * WRITTEN


def test_a_tick_is_ink_and_dust_is_not() -> None:
    ticked, dusty = place(), place()
    ImageDraw.Draw(ticked).line([(100, 40), (112, 55), (140, 20)], fill="black", width=3)
    for x, y in ((50, 30), (90, 12), (200, 44), (240, 60)):
        ImageDraw.Draw(dusty).ellipse((x, y, x + 1, y + 1), fill="black")
    assert measure_ink(ticked) >= WRITTEN
    assert measure_ink(dusty) == 0


def test_the_other_side_shining_through_is_neither_ink_nor_a_page() -> None:
    back = place()
    for line in range(6, SIZE[1], 9):
        ImageDraw.Draw(back).line((0, line, SIZE[0], line), fill=(215, 211, 203), width=3)
    assert measure_ink(back) == 0
    assert is_blank(back.resize((1240, 1754)).convert("L"))


def test_a_box_too_small_to_write_in_holds_nothing() -> None:
    assert measure_ink(Image.new("L", (5, 5), 0)) == 0
