from generator.charts.drawing import WIDTH
from generator.charts.matrix import matrix, matrix_table
from records.overview.picture import Matrix
from records.overview.tally import Tally
from tests.generator.charts.pictures import row, weeks
from tests.generator.charts.reading import boxes_of, texts_of, titles_of

GOOD, NOTHING = Tally(done=5), Tally()
FOUND = Matrix(
    weeks(0, 1, 2, 3, 5),
    (
        row("daily_patrol", NOTHING, GOOD, Tally(done=3, missing=2), Tally(pending=5), NOTHING),
        row("fire_patrol_daily", NOTHING, Tally(done=4, open=1), GOOD, Tally(pending=5), NOTHING),
        row("fire_inspection_monthly", NOTHING, Tally(late=1), NOTHING, NOTHING, Tally(pending=1)),
        row("visitor_register", *[NOTHING] * 5),
    ),
)


def test_a_chart_a_chapter_with_its_registers_and_their_rates() -> None:
    patrols, fire = matrix(FOUND)
    assert texts_of(patrols) == [
        "三、每日巡视与隐患治理",
        "按时 80%　缺2",
        *("前", "1", "2", "3", "后"),
        "校园每日巡视记录",
        "按时 80%　缺2",
        "2",
    ]
    assert texts_of(fire)[0] == "四、消防安全"
    assert texts_of(fire)[-3:] == ["月度防火检查表", "按时 0%　补录1", "1"]


def test_a_tooltip_tells_all_of_a_cell() -> None:
    patrols, fire = matrix(FOUND)
    assert titles_of(patrols)[1:] == [
        "第1周：应填5，按时5",
        "第2周：应填5，按时3，缺2",
        "第3周：还没到时5",
    ]
    assert "学期后：还没到时1" in titles_of(fire)


def test_the_table_has_every_register_and_the_weeks_that_were_weak() -> None:
    rows = {one[0]: one[1:] for one in matrix_table(FOUND).rows}
    assert rows["校园每日巡视记录"] == ("10", "8", "0", "0", "2", "5", "第2周")
    assert rows["月度防火检查表"] == ("1", "0", "1", "0", "0", "1", "第1周")
    assert rows["外来人员（车辆）出入登记簿"] == ("0", "0", "0", "0", "0", "0", "")
    assert len(rows) == 4


def test_a_long_term_and_large_numbers_stay_within_the_chart() -> None:
    many = weeks(*range(30), last=28)
    (chart,) = matrix(Matrix(many, (row("daily_patrol", *[Tally(missing=12345)] * 30),)))
    for box in boxes_of(chart):
        assert float(box["x"]) + float(box["width"]) <= WIDTH
    assert texts_of(chart).count("12345") == 30


def test_a_long_title_gives_way_to_the_figures() -> None:
    tally = Tally(done=1000, late=1000, open=1000, missing=1000)
    (chart,) = matrix(Matrix(weeks(1), (row("cleaning_area_inspection", tally),)))
    (title,) = (one for one in texts_of(chart) if one.startswith("环境卫生责任区"))
    assert title.endswith("…")


def test_registers_that_owe_nothing_make_no_chart() -> None:
    assert matrix(Matrix(weeks(1), (row("visitor_register", NOTHING),))) == ()
