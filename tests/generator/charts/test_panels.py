"""Panels, and the page part that shows them."""

from dataclasses import replace
from html.parser import HTMLParser

import jinja2
import pytest

from generator.charts.panels import headline, panels
from records.overview.picture import Aged, Month, Overview
from records.overview.tally import Tally
from records.standings import Standing
from taizhang.papers import TEMPLATES
from tests.generator.charts.pictures import (
    NASTY,
    days,
    debt,
    debtor,
    expiring,
    flow,
    hazard,
    march,
    overview,
)
from tests.generator.charts.reading import read


def busy() -> Overview:
    """Something of everything."""
    waiting = debt(5, Standing.OPEN, "XYXS-20260305-001")
    tallies = {march(2): Tally(done=3), march(3): Tally(done=1, missing=2, open=1, late=1)}
    return overview(
        days=tuple(days(tallies, march(2), march(31))),
        debts=(debt(3), debt(9), waiting),
        debtors=(debtor(NASTY, debt(3), debt(9), waiting),),
        hazards=flow(Month(march(1), 3, 1, 3), open_=(Aged(hazard(), 7),), carried=1),
        expiring=(expiring(NASTY, -1), expiring("贺珺", 3)),
    )


def test_the_headline_marks_what_asks_for_something_to_be_done() -> None:
    assert [(one.name, one.value, one.is_bad) for one in headline(busy())] == [
        ("到现在应填", "8", False),
        ("按时", "50%", False),
        ("补录", "1", False),
        ("未结", "1", True),
        ("缺", "2", True),
        ("没销号的隐患", "1", False),
        ("超期的隐患", "1", True),
        ("证件器材过期", "1", True),
    ]
    assert not any(one.is_bad for one in headline(overview()))


def test_every_panel_says_in_a_sentence_what_there_is_to_see() -> None:
    leads = {one.key: one.lead for one in panels(busy())}
    assert leads == {
        "calendar": "到现在应填 8 项，按时 4 项（50%），缺2，未结1，补录1。"
        "缺的里面有 1 项过时不到24小时，现在补上还算按时。",
        "matrix": "本学期定期要填的 1 册，0 册有缺的或没结的；"
        "另有 0 册没有定期要填的，多是发生了才填。",
        "debts": "过了时还没填的、没结的共 3 项。几个人共同负责的，每人名下都列。",
        "hazards": "学期前发现 1 项，本学期发现 3 项，销号 1 项；"
        "没销号的 1 项，其中超期 1 项、重大 0 项。",
        "expiring": "已过期 1 项，60 天以内到期 1 项。",
    }


def test_where_there_is_nothing_the_sentence_says_so() -> None:
    found = {one.key: one for one in panels(overview(days=(), debts=()))}
    assert found["calendar"].lead == "还没有到时的。"
    assert found["debts"].lead == "过了时的都填了、结了。"
    assert found["expiring"].lead == "60 天以内没有到期的。"
    assert (found["debts"].charts, found["expiring"].tables) == ((), ())


def test_what_is_not_drawn_is_said_to_be_in_the_table() -> None:
    many = replace(busy(), expiring=tuple(expiring(str(one), one) for one in range(25)))
    *_, last = panels(many)
    assert last.lead.endswith("图上只画前 20 项，全部在表里。")
    assert len(last.tables[0].rows) == 25


def test_every_chart_is_a_picture_a_strict_policy_lets_stand() -> None:
    charts = [one for panel in panels(busy()) for one in (panel.legend, *panel.charts) if one]
    assert len(charts) > 6
    for one in charts:
        read(one)


def test_every_table_has_as_many_cells_as_its_head() -> None:
    tables = [table for panel in panels(busy()) for table in panel.tables]
    for table in tables:
        assert {len(row) for row in table.rows} <= {len(table.head)}, table.caption


class Reader(HTMLParser):
    """Which elements a page has, and whether something in it is a style or a script."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.forbidden: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.forbidden.append(name)
            if name == "id":
                self.ids.append(value or "")


@pytest.fixture(scope="module")
def page() -> Reader:
    looks = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    shown = busy()
    html = looks.get_template("panels.html").render(panels=panels(shown), figures=headline(shown))
    reader = Reader()
    reader.feed(html)
    return reader


def test_the_page_part_shows_every_panel_and_escapes_what_people_wrote(page: Reader) -> None:
    assert page.tags.count("section") == 5
    assert page.tags.count("table") == 7
    assert "script" not in page.tags
    assert page.forbidden == []
    assert page.ids == ["calendar", "matrix", "debts", "hazards", "expiring"]
