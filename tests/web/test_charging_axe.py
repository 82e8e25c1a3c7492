"""The pages of charging keep nobody out, on a phone and with scripts or without."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from records.record import Person
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from taizhang.charging import leave, settle_item
from taizhang.home import Home
from tests.taizhang.doorway import CHEAP
from tests.taizhang.fee_class import ROOM, SUPPLY, found_class, paying, slips, taken
from tests.taizhang.fee_term import (
    ACCOUNTANT,
    CARE,
    CASHIER,
    MONDAY,
    SETTLED,
    STAFF,
    TUESDAY,
    FeeTerm,
    at,
)
from tests.web.phone import Phone
from tests.web.school import PASSWORD
from tests.web.server import Server

PAGE = "/papers/fees/charges"
CLASS = urlencode({"item": CARE, "class_": ROOM})
ITEM = urlencode({"item": CARE})


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One family has left, one is settled, one paid today, one still has to."""
    folder = found_class(tmp_path_factory.mktemp("charging") / "home")
    entrance = Entrance(folder, hashing=CHEAP)
    for person in (CASHIER, ACCOUNTANT):
        name, by = STAFF[person][0], Person("t", "测试")
        account, _ = entrance.accounts.add(person, name, (Role.STAFF,), by=by, at=at(MONDAY))
        entrance.accounts.change_password(account, PASSWORD)
    term = FeeTerm(Home.open(folder))
    taken(term, *paying(term, 1, 2), spoilt="0000002")
    term.settle(MONDAY)
    leave(term.desk, term.visit(ACCOUNTANT, TUESDAY), slips(term)[0])
    settle_item(term.desk, term.visit(ACCOUNTANT, SETTLED), CARE, SUPPLY)
    taken(term, *paying(term, 3), day=SETTLED)
    term.desk.close()
    return folder


@pytest.fixture(scope="module")
def server(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(furnished, tmp_path_factory.mktemp("notes"))
    made.start()
    yield made
    made.kill()


PATHS = {
    CASHIER: (
        PAGE,
        f"{PAGE}/take?{CLASS}&all=1",
        f"{PAGE}/day?on={MONDAY}",
        f"{PAGE}/day?on={SETTLED}",
        f"{PAGE}/refund?{CLASS}",
    ),
    ACCOUNTANT: (
        f"{PAGE}/take?{CLASS}",
        f"{PAGE}/settle?{ITEM}",
        f"{PAGE}/settle?{ITEM}&price=286.50",
        f"{PAGE}/settle?{ITEM}&price=x",
    ),
}


@pytest.mark.parametrize("who", PATHS)
def test_pages_of_charging_are_open_to_everybody(phone_of: Callable[..., Phone], who: str) -> None:
    phone = phone_of(who)
    for path in PATHS[who]:
        phone.open(path)
        phone.keeps_nobody_out()
