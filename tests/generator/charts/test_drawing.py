import pytest

from generator.charts.drawing import INK, PAPER, QUIET, WIDTH, Drawing, cut, length
from generator.charts.marks import MARKS, MUCH, Mark, draw_cell, legend
from records.overview.tally import Tally
from records.standings import Standing
from tests.generator.charts.pictures import NASTY
from tests.generator.charts.reading import boxes_of, read, texts_of, titles_of

READABLE = 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """As WCAG 2.2 has it."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_of_others_are_words_and_nothing_else() -> None:
    drawing = Drawing(20, NASTY)
    with drawing.group(NASTY):
        drawing.words(0, 10, NASTY)
    svg, shown = drawing.to_svg(), "<script>alert(1)</script>&\"'"
    assert "<script" not in svg
    assert texts_of(svg) == [shown]
    assert titles_of(svg) == [shown, shown]


def test_the_same_drawing_is_the_same_text() -> None:
    def draw() -> str:
        drawing = Drawing(33.333333, "a")
        drawing.box(1 / 3, 0, 10, 10, edge="#000000", thick=2, dashed=True)
        drawing.dot(1, 1)
        return drawing.to_svg()

    assert draw() == draw()
    assert 'x="1.33"' in draw(), "two decimals are enough"


def test_what_follows_a_group_is_outside_it() -> None:
    drawing = Drawing(20, "a")
    with drawing.group("b"):
        drawing.words(0, 10, "inside")
    drawing.words(0, 10, "outside")
    assert [one.tag.rpartition("}")[2] for one in read(drawing.to_svg())] == ["title", "g", "text"]


def test_the_edge_of_a_box_lies_inside_it() -> None:
    drawing = Drawing(20, "a")
    drawing.box(0, 0, 20, 10, edge="#000000", thick=2)
    (box,) = boxes_of(drawing.to_svg())
    assert (box["x"], box["width"], box["height"]) == ("1", "18", "8")


def test_a_text_is_cut_where_there_is_no_room() -> None:
    assert cut("食品留样记录", 200) == "食品留样记录"
    short = cut("食品留样记录", 50)
    assert short == "食品留…"
    assert length(short) <= 50
    assert cut("食品", 1) == "…"


@pytest.mark.parametrize("mark", [*MARKS.values(), MUCH], ids=lambda one: one.word)
def test_what_is_written_on_a_mark_can_be_read(mark: Mark) -> None:
    assert contrast(mark.ink, mark.fill) >= READABLE


@pytest.mark.parametrize("ink", [INK, QUIET, MUCH.fill])
def test_what_is_written_on_paper_can_be_read(ink: str) -> None:
    assert contrast(ink, PAPER) >= READABLE


def shape(tally: Tally) -> tuple[object, ...]:
    """A cell without its colours: what a black-and-white printer leaves of it."""
    drawing = Drawing(20, "a")
    ink = draw_cell(drawing, tally, (0, 0), (20, 20))
    read(drawing.to_svg())
    colours = ("fill", "stroke")
    drawn = [
        (one.tag, *((name, value) for name, value in one.attrib.items() if name not in colours))
        for one in list(read(drawing.to_svg()))[1:]
    ]
    return (luminance(ink) > 0.5, *drawn)


def test_no_two_cells_differ_by_colour_alone() -> None:
    kinds = [
        Tally(done=20),
        Tally(done=19, late=1),
        Tally(done=19, open=1),
        Tally(done=19, missing=1),
        Tally(done=10, missing=10),
        Tally(pending=1),
        Tally(),
    ]
    assert len({shape(one) for one in kinds}) == len(kinds)


def test_a_tenth_missing_is_much() -> None:
    assert shape(Tally(done=9, missing=1)) == shape(Tally(missing=4))
    assert shape(Tally(done=10, missing=1)) == shape(Tally(done=99, missing=1))


def test_the_legend_names_every_mark_and_stays_within_its_width() -> None:
    svg = legend(("还有一句",))
    words = texts_of(svg)
    assert words == ["按时", "补录", "未结", "缺", "缺一成以上", "未到时", "还有一句"]
    *_, last, _ = read(svg).iter("{http://www.w3.org/2000/svg}text")
    assert float(last.get("x") or 0) + length(last.text or "") <= WIDTH + 0.01


def test_every_standing_has_a_mark() -> None:
    assert MARKS.keys() == set(Standing)
