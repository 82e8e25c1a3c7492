from datetime import date

from generator.charts.bars import bars, bars_table
from records.overview.picture import Month
from tests.generator.charts.pictures import flow, march
from tests.generator.charts.reading import boxes_of, texts_of, titles_of

MONTHS = (Month(march(1), 4, 2, 3), Month(date(2026, 4, 1), 0, 3, 0))


def test_every_number_is_written_also_where_there_is_no_bar() -> None:
    chart = bars(flow(*MONTHS, carried=1))
    assert texts_of(chart) == [
        *("发现", "销号"),
        *("4", "2", "3月", "未销3"),
        *("0", "3", "4月", "未销0"),
    ]
    assert titles_of(chart)[0].endswith(
        "学期前发现1；3月发现4，销号2，月末未销3；4月发现0，销号3，月末未销0"
    )


def test_bars_are_as_high_as_they_count() -> None:
    _, _, *drawn = boxes_of(bars(flow(*MONTHS)))
    heights = [float(box["height"]) + float(box["stroke-width"]) for box in drawn]
    assert heights == [100, 50, 75]


def test_a_term_without_hazards_has_a_chart_of_noughts() -> None:
    assert texts_of(bars(flow(Month(march(1), 0, 0, 0))))[2:] == ["0", "0", "3月", "未销0"]


def test_the_table_says_what_was_there_before() -> None:
    assert bars_table(flow(*MONTHS, carried=1)).rows == (
        ("学期前发现", "1", "—", "1"),
        ("2026年3月", "4", "2", "3"),
        ("2026年4月", "0", "3", "0"),
    )
    assert len(bars_table(flow(*MONTHS)).rows) == 2
