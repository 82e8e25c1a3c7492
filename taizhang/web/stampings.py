"""用印 as its pages show it to one visitor, in finished strings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from taizhang.desk import Desk
from taizhang.official_seals import find_seal, is_approver, is_custodian, is_in_charge
from taizhang.school_file import SealSection
from taizhang.stamping import ALLOWED, REFUSED, USED, WAITING, Application, Applications
from taizhang.telling import title_of
from taizhang.web.rights import Visitor

TONES = {WAITING: "wait", ALLOWED: "wait", REFUSED: "fail", USED: "pass"}


@dataclass(frozen=True, slots=True)
class SealCard:
    """A seal: `mine` is whether the visitor keeps it."""

    seal: SealSection
    custodians: str
    mine: bool


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of an application.

    Attributes:
        stamp_no: of this use; empty before it, and once it fell with a correction.
    """

    number: str
    title: str
    stamp_no: str


@dataclass(frozen=True, slots=True)
class ApplicationTile:
    """An application.

    Attributes:
        decides, stamps: whether that is this visitor's to do now.
        takes: whether they may take the papers with the seal on.
    """

    application: Application
    tone: str
    decides: bool
    stamps: bool
    takes: bool

    @property
    def waits(self) -> bool:
        """Whether it waits for this visitor."""
        return self.decides or self.stamps

    @property
    def at(self) -> datetime:
        """When something was last done about it."""
        one = self.application
        return one.used_at or one.decided_at or one.asked_at


def tiles(
    applications: Iterable[Application], visitor: Visitor, seals: Sequence[SealSection]
) -> Iterator[ApplicationTile]:
    """Applications as a visitor meets them."""
    for one in applications:
        wanted = [seal for seal in seals if seal.name in one.seals]
        keeps = len(wanted) == len(one.seals) and all(
            is_custodian(visitor.id, [seal]) for seal in wanted
        )
        decided = one.decided_by is not None and one.decided_by.id == visitor.id
        yield ApplicationTile(
            one,
            TONES[one.state],
            decides=one.state == WAITING
            and is_approver(visitor.posts)
            and one.asked_by.id != visitor.id,
            stamps=one.state == ALLOWED and keeps and not decided,
            takes=one.state == USED and keeps and not decided,
        )


def seals_waiting(desk: Desk, visitor: Visitor) -> int:
    """How many applications wait for a visitor, to be allowed or stamped."""
    seals = desk.home.settings.seals
    if not is_in_charge(visitor.id, visitor.posts, seals):
        return 0
    return sum(one.waits for one in tiles(Applications(desk).listed(), visitor, seals))


def cards(desk: Desk, visitor: Visitor) -> list[SealCard]:
    """The school's seals, and who keeps them."""
    return [
        SealCard(one, names_of(desk, one), is_custodian(visitor.id, [one]))
        for one in desk.home.settings.seals
    ]


def names_of(desk: Desk, seal: SealSection) -> str:
    """Who keeps a seal; somebody the directory no longer knows by id."""
    found = ((desk.directory.look_up("person", one), one) for one in seal.custodians)
    return "、".join(person.name if person else key for person, key in found)


def lines(desk: Desk, application: Application) -> Iterator[PaperLine]:
    """The papers of an application."""
    for number in application.numbers:
        record = desk.record(number)
        kind = desk.registers.get(record.register)
        title = title_of(record, kind) if kind else desk.definition(record).title
        request = application.request_id()
        given = (one.stamp_no for one in record.stamps if one.request_id == request)
        yield PaperLine(number, title, next(given, ""))


def is_kept_by(desk: Desk, visitor: Visitor, name: str) -> bool:
    """Whether a visitor keeps the seal of this name.

    Raises:
        SealRefusedError: there is none.
    """
    return is_custodian(visitor.id, [find_seal(desk.home, name)])
