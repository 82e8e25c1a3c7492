"""A class of six whose families were asked for one item: what the tests of charging share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from checklists.catalogue import find
from records.acts import File
from records.charges import CONSENTS, receivables
from taizhang.charging import Handed, Payment, Supply, kept_now, take
from taizhang.errors import ChargeRefusedError
from taizhang.home import Home
from tests.taizhang.fee_term import (
    CARE,
    CASHIER,
    MONDAY,
    ROOMS,
    TEACHER,
    TOLD,
    FeeTerm,
    answer,
    make_school,
    slip,
)
from tests.taizhang.office import TERM

ROOM, ANSWERED = ROOMS[0], TOLD + timedelta(days=1)
SUPPLY = Supply("本校（课后服务）", Decimal("286.50"), "课后服务支出表2026-06")


def found_class(folder: Path) -> Path:
    """Four of six join, the fifth declines, the sixth has not answered; 20 receipts are drawn."""
    term = make_school(folder)
    term.announce()
    term.draw(1, 20, date(2026, 3, 6))
    file_slips(term)
    term.desk.close()
    return folder


@contextmanager
def opened(founded: Path, folder: Path) -> Iterator[FeeTerm]:
    """A copy of the class for one test."""
    copytree(founded, folder)
    made = FeeTerm(Home.open(folder))
    yield made
    made.desk.close()


def file_slips(term: FeeTerm) -> None:
    visit = term.visit(TEACHER, ANSWERED)
    around = term.desk.ledger_for(visit).surroundings(visit.at)
    data = [
        slip(CARE, ROOM, place, TOLD) | answer(place, ANSWERED, joins=place != 5)
        for place in range(1, 6)
    ]
    data.append(slip(CARE, ROOM, 6, TOLD))
    term.desk.act_together(visit, *(File(find(CONSENTS).read(one, around)) for one in data))


def slips(term: FeeTerm) -> list[str]:
    return [one.number for one in receivables(kept_now(term.desk, MONDAY))]


def paying(term: FeeTerm, *places: int, **more: Any) -> list[Payment]:
    return [Payment(slips(term)[place - 1], **more) for place in places]


def taken(term: FeeTerm, *payments: Payment, day: date = MONDAY, **more: Any) -> tuple[Handed, ...]:
    return take(term.desk, term.visit(CASHIER, day), payments, **more).handed


def refusal(
    term: FeeTerm, *payments: Payment, by: str = CASHIER, day: date = MONDAY, **more: Any
) -> str:
    before = term.desk.ledger(TERM).size
    with pytest.raises(ChargeRefusedError) as refused:
        take(term.desk, term.visit(by, day), payments, **more)
    assert term.desk.ledger(TERM).size == before, "nothing is recorded"
    return str(refused.value)
