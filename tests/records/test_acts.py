from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checklists.catalogue import catalogue
from checklists.surroundings import Surroundings
from records.acts import Act, Correct, File, Occasion, Sign, Void, request_digest
from records.ledger import Ledger
from tests.records.conftest import DONG, NOON

NUMBER = "LY-20260305-001"


def sample() -> Any:
    kind = catalogue()["food_sample_retention"]
    later = ("dispose_at", "dispose_by")
    data = {name: one for name, one in kind.example.items() if name not in later}
    return kind.read(data, Surroundings(now=NOON))


@pytest.mark.parametrize(
    ("act", "digest"),
    [
        (File(sample(), "停电"), "041f9fab70e56a61"),
        (Sign(NUMBER, "留样员"), "f10f28280c747ff3"),
        (Correct(NUMBER, {"weight": 150}, "抄错", 2), "22b1875bbe139614"),
        (Void(NUMBER, "重复"), "e79af4b6b04dee32"),
    ],
    ids=["file", "sign", "correct", "void"],
)
def test_a_request_that_was_asked_before_acts_could_say_more_is_still_known(
    act: Act, digest: str
) -> None:
    assert request_digest((act,), DONG) == digest


def test_the_same_signature_drawn_otherwise_is_another_request() -> None:
    acts = (Sign(NUMBER), Sign(NUMBER, strokes="ab" * 32), Sign(NUMBER, strokes="cd" * 32))
    assert len({request_digest((act,), DONG) for act in acts}) == 3


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (None, None),
        (NOON - timedelta(hours=5), "2026-03-05T07:00:00+08:00"),
        ((NOON + timedelta(hours=5)).astimezone(UTC), "2026-03-05T17:00:00+08:00"),
        (datetime(2026, 3, 5, 7, 0), "2026-03-05T07:00:00+08:00"),  # noqa: DTZ001  a careless one
        (datetime(1970, 1, 1, tzinfo=UTC), None),
        (datetime.max.replace(tzinfo=UTC), None),
        (datetime.min.replace(tzinfo=UTC), None),
    ],
    ids=["none", "before", "after", "no-offset", "reset", "last", "first"],
)
def test_what_a_devices_clock_said_is_kept_unless_it_was_never_set(
    told: datetime | None, kept: str | None
) -> None:
    assert Occasion(DONG, NOON, device_at=told).content().get("device_at") == kept


def test_the_devices_time_is_read_again_and_vouched_for_and_asks_for_nothing_else(
    ledger: Ledger,
) -> None:
    early, late = (NOON - timedelta(hours=hours) for hours in (5, 4))
    done = ledger.append(File(sample()), by=DONG, at=NOON, request_id="r", device_at=early)
    again = ledger.append(File(sample()), by=DONG, at=NOON, request_id="r", device_at=late)
    assert again == done, "the same request, whatever the clock says by now"
    with Ledger.open(ledger.home, ledger.term, read_only=True) as opened:
        (version,) = opened.history(done.number)
    assert (version.device_at, version.at) == (early, NOON)
    plain = ledger.append(File(sample()), by=DONG, at=NOON).versions[0]
    assert plain.device_at is None
