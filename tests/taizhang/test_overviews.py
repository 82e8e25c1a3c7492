"""The overview as the desk strings it together: before a term, in it, and once it is sealed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from records.overview.bookcase import Bookcase
from records.overview.picture import Overview, Row
from taizhang.desk import Desk
from taizhang.home import Home
from taizhang.overviews import overview
from tests.taizhang.office import TERM, Office

SAMPLE: dict[str, Any] = {
    "date": "2026-03-05",
    "meal": "中",
    "diners": 612,
    "box_temp": "4.0",
    "dish": "番茄炒蛋",
    "cooked_at": "2026-03-05T10:50",
    "sampled_at": "2026-03-05T11:05",
    "weight": 110,
    "container": "A-03",
    "keeper": "程𬱖",
    "temp": "4.2",
    "reviewer": "贺珺",
}
SEALED = datetime.fromisoformat("2026-07-10T12:00:00+08:00")
AUTUMN = '[[terms]]\nkey = "2026-2027-1"\nstart = 2026-09-01\nend = 2027-01-22\n'


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    with Desk.open(Home.open(office.folder), now=lambda: office.now, read_only=True) as opened:
        yield opened


def row(found: Overview, slug: str) -> Row:
    return next(one for one in found.matrix.rows if one.register.slug == slug)


def test_before_anything_is_recorded_all_that_is_due_is_missing(office: Office, desk: Desk) -> None:
    found = overview(desk, TERM, office.now)
    assert found.total.due == found.total.missing == len(found.debts) > 0
    assert found.total.pending > found.total.due
    assert not desk.has_ledger(TERM), "looking begins no ledger"


def test_a_record_counts_and_the_hazard_it_opened_is_there(office: Office, desk: Desk) -> None:
    before = overview(desk, TERM, office.now)
    office.add("food_sample_retention", SAMPLE, "程𬱖")
    office.now = office.now.replace(hour=20)
    found = overview(desk, TERM, office.now)
    samples = row(found, "food_sample_retention").total
    assert (samples.done, samples.open) == (0, 1), "too little: kept, and open"
    assert "LY-20260305-001" in [number for debt in found.debts for number in debt.one.numbers]
    assert samples.due == row(before, "food_sample_retention").total.due + 1
    assert [one.hazard.opened_by for one in found.hazards.open] == ["LY-20260305-001"]


def test_a_bookcase_that_is_kept_gives_the_same(office: Office, desk: Desk) -> None:
    office.add("food_sample_retention", SAMPLE, "程𬱖")
    bookcase = Bookcase(desk.ledger(TERM))
    assert overview(desk, TERM, office.now, bookcase) == overview(desk, TERM, office.now)
    office.add("food_sample_retention", {**SAMPLE, "container": "A-04"}, "程𬱖")
    again = overview(desk, TERM, office.now, bookcase)
    assert again == overview(desk, TERM, office.now)
    assert len(again.hazards.open) == 2


def test_a_sealed_term_stays_as_it_was_when_it_was_sealed(office: Office) -> None:
    office.add("food_sample_retention", SAMPLE, "程𬱖")
    office.now = SEALED
    office.ask("seal", TERM, "--yes", by="周㛃")
    path = office.folder / "school.toml"
    path.write_text(f"{path.read_text('utf-8')}\n{AUTUMN}", encoding="utf-8")
    office.now = datetime.fromisoformat("2026-10-09T12:00:00+08:00")
    with Desk.open(Home.open(office.folder), now=lambda: office.now, read_only=True) as desk:
        found = overview(desk, TERM, office.now)
        assert found.at == SEALED
        assert found.total.pending > 0, "what was due in August was nobody's any more"
        autumn = overview(desk, "2026-2027-1", office.now)
    assert autumn.at == office.now
    assert autumn.hazards.carried == 1, "left open by the spring"
    assert not any(one.is_today for one in found.days if one.date != SEALED.date())
