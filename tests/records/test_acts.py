from typing import Any

import pytest

from checklists.catalogue import catalogue
from checklists.surroundings import Surroundings
from records.acts import Act, Correct, File, Sign, Void, request_digest
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
