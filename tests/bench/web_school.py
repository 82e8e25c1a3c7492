"""The school that the web bench asks: a full term of 20,000 records, fifty people who may come in.

The simulated school's term is played up to a working day in June; its records are then repeated
under new numbers until there are enough. Everybody takes turns at the daily patrol, so that all of
them have a checklist to fill in.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

from checklists.surroundings import SHANGHAI
from records.directory import Directory, Listing, PersonItem
from records.ledger import Ledger
from records.line import Line, next_line
from records.record import Person
from records.terms import journal_path
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from taizhang.accounts.sessions import form_token
from taizhang.desk import Desk
from taizhang.rehearsal import Stage, build_home, carry_out
from taizhang.simulator import Plan, simulate
from taizhang.simulator.term import KEY as TERM
from tests.taizhang.doorway import CHEAP

AT = datetime(2026, 6, 24, 16, 0, tzinfo=SHANGHAI)
"""Where the clock stands: late in the term, an hour and a half before the patrol is due."""
RECORDS, PEOPLE = 20_000, 50
TURN, HEAD = "duty_teacher", "logistics_head"
OWN_ONLY = (b'"sealed"', b'"opens"', b'"opened_by"', b'"strokes"')
"""What makes a line no other record's: a key, another record, a signature for exactly this one."""
SHIFT = 1_000


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is signed in.

    Attributes:
        cookie: of the session.
        token: what its forms carry.
        may_bind: the head of logistics, who has the term bound.
    """

    name: str
    cookie: str
    token: str
    may_bind: bool


def found(folder: Path) -> int:
    """Make the home; answers how many records its ledger has."""
    plan = _all_on_patrol(simulate())
    played = replace(plan, acts=tuple(act for act in plan.acts if act.at <= AT))
    home = build_home(folder, plan)
    with Desk.open(home, now=lambda: AT, disk=Stage()) as desk:
        carry_out(desk, played)
    return grow(folder, RECORDS)


def _all_on_patrol(plan: Plan) -> Plan:
    people = {
        key: item.model_copy(update={"posts": (*item.posts, TURN)})
        for key, item in plan.directory.items["person"].items()
        if isinstance(item, PersonItem) and TURN not in item.posts
    }
    items = {**plan.directory.items, "person": {**plan.directory.items["person"], **people}}
    return replace(plan, directory=Directory(items))


def grow(home: Path, records: int) -> int:
    """Repeat records of a ledger until it has so many; whole ones, and without syncs."""
    with Ledger.open(home, TERM, read_only=True) as ledger:
        have, number, head = len(ledger.numbers()), ledger.size, ledger.head
        histories = _repeatable(ledger.journal.lines())
    with journal_path(home, TERM).open("ab") as file:
        for content in islice(_again(histories), max(0, records - have)):
            for one in content:
                number += 1
                line = next_line(number, head, one)
                head = line.head
                file.write(line.encode())
    with Ledger.open(home, TERM, read_only=True) as ledger:
        return len(ledger.numbers())


def _repeatable(lines: Sequence[Line]) -> list[list[dict[str, Any]]]:
    """What the lines of a record say, a list a record, for records that stand for themselves."""
    found, own = defaultdict[str, list[dict[str, Any]]](list), set[str]()
    for line in lines:
        for operation in line.content.get("ops", ()):
            found[operation["number"]].append(line.content)
            if any(word in line.body for word in OWN_ONLY):
                own.add(operation["number"])
    return [contents for number, contents in found.items() if number not in own]


def _again(histories: Sequence[list[dict[str, Any]]]) -> Iterator[list[dict[str, Any]]]:
    """The same records over and over, each time with higher numbers."""
    for times in count(1):
        for contents in histories:
            yield [_renumbered(one, times * SHIFT) for one in contents]


def _renumbered(content: Mapping[str, Any], shift: int) -> dict[str, Any]:
    (operation,) = content["ops"]
    series, _, serial = operation["number"].rpartition("-")
    number = f"{series}-{int(serial) + shift:03d}"
    kept = {key: value for key, value in content.items() if key != "n"}
    return {**kept, "ops": [{**operation, "number": number}]}


def admit(home: Path) -> list[User]:
    """Fifty people of the school with accounts, signed in."""
    entrance = Entrance(home, hashing=CHEAP)
    people = Directory.open(home / "directory", AT.date()).listings("person")
    chosen = islice((one for one in people if one.active), PEOPLE)
    return [_signed_in(entrance, one, may_bind=HEAD in one.posts) for one in chosen]


def _signed_in(entrance: Entrance, person: Listing, *, may_bind: bool) -> User:
    role = Role.REVIEWER if may_bind else Role.STAFF
    account, password = entrance.accounts.add(
        person.id, person.name, (role,), by=Person("bench", "测速"), at=AT
    )
    account = entrance.accounts.change_password(account, f"{password}-own")
    cookie = entrance.sessions.open(account, AT, "手机", shared=False)
    return User(person.name, cookie, form_token(cookie), may_bind)
