"""Who may do what in the browser: rights of a role, and which registers and records are somebody's.

Pure functions. What a post may sign, and who may read personal values, is decided below
(records/lifecycle.py, records/access.py) and not said again here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checklists.entry import Entry
from checklists.posts import POST_GROUPS
from records.campaigns import REGISTER as LETTERS
from records.hazards import REGISTER as HAZARDS
from records.overview.cards import Card, ids_in
from records.record import Record
from taizhang.accounts.entering import Caller
from taizhang.accounts.roles import Role


class Right(StrEnum):
    """What a page asks for."""

    FILL = "登记"
    REVIEW = "审签"
    READ_ALL = "查看全部记录"
    OVERVIEW = "总览"
    BIND = "装订"
    SEAL = "封存"
    LINKS = "检查链接"
    LISTS = "名录"
    SETTINGS = "设置"
    SEALS = "印章"
    ACCOUNTS = "账号"
    BACKUP = "备份"
    INSPECT = "检查"


GRANTED: Mapping[Role, frozenset[Right]] = {
    Role.STAFF: frozenset({Right.FILL}),
    Role.REVIEWER: frozenset(
        {Right.FILL, Right.REVIEW, Right.READ_ALL, Right.OVERVIEW, Right.BIND, Right.LISTS}
    ),
    Role.PRINCIPAL: frozenset(
        {
            Right.FILL,
            Right.REVIEW,
            Right.READ_ALL,
            Right.OVERVIEW,
            Right.BIND,
            Right.SEAL,
            Right.LINKS,
            Right.LISTS,
            Right.SETTINGS,
            Right.SEALS,
        }
    ),
    Role.INSPECTOR: frozenset({Right.INSPECT}),
    Role.ADMINISTRATOR: frozenset({Right.LISTS, Right.SETTINGS, Right.ACCOUNTS, Right.BACKUP}),
}
"""An administrator keeps the machine running and reads no record; who has to has two roles."""


OFFICE = frozenset(POST_GROUPS["校领导与总务"])
"""Posts that do the school's paperwork."""
CAMPAIGNERS = frozenset(
    {"principal", "vp_logistics", "logistics_head", "logistics_clerk", "safety_officer"}
)
"""Posts that answer for the agreements of all."""
NOWHERE = Caller()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, as the session and the directory know them.

    Attributes:
        id, name: in the directory; of an inspector by link, those of the link.
        posts: post codes in the directory.
        term: the only term an inspector may look at; empty for everybody else.
        session: digest that names the session; `form_token` is what its forms carry.
        must_change: the password was given by somebody else and has to be changed first.
        caller: from where they ask, for the access log.
    """

    id: str
    name: str
    roles: frozenset[Role]
    posts: frozenset[str] = frozenset()
    term: str = ""
    session: str = ""
    form_token: str = ""
    must_change: bool = False
    caller: Caller = field(default=NOWHERE)

    @property
    def rights(self) -> frozenset[Right]:
        """Everything their roles grant."""
        return frozenset(right for role in self.roles for right in GRANTED[role])

    def may(self, *rights: Right) -> bool:
        """Whether one of these rights is theirs."""
        return not self.rights.isdisjoint(rights)


def is_own(kind: type[Entry], posts: Collection[str]) -> bool:
    """Whether a register is kept by one of these posts: it answers for it, or signs in it."""
    register = kind.register
    wanted = {*register.owners, *(post for one in register.signers for post in one.posts)}
    return not wanted.isdisjoint(posts)


def may_file(visitor: Visitor, kind: type[Entry]) -> bool:
    """Whether somebody may begin a record of a register."""
    register = kind.register
    if not visitor.may(Right.FILL):
        return False
    first = {post for one in register.signers[:1] for post in one.posts}
    return register.open_to_all or not {*register.owners, *first}.isdisjoint(visitor.posts)


def may_see_register(visitor: Visitor, kind: type[Entry]) -> bool:
    """Whether somebody may leaf through a register."""
    if visitor.may(Right.READ_ALL, Right.INSPECT):
        return True
    return visitor.may(Right.FILL) and is_own(kind, visitor.posts)


def may_see_all(visitor: Visitor, kind: type[Entry] | None, term: str) -> bool:
    """Whether every record of a register in a term may be looked at.

    Args:
        visitor: who asks.
        kind: the register; None where the program no longer knows it.
        term: term of the ledger its records began in.
    """
    if visitor.term:
        return visitor.may(Right.INSPECT) and visitor.term == term
    return visitor.may(Right.READ_ALL, Right.INSPECT) or (
        kind is not None and may_see_register(visitor, kind)
    )


def may_see(visitor: Visitor, record: Record, kind: type[Entry] | None, term: str) -> bool:
    """Whether somebody may look at a record; its personal values are another matter.

    Args:
        visitor: who asks.
        record: the record.
        kind: its register; None where the program no longer knows it.
        term: term of the ledger it began in.
    """
    return may_see_all(visitor, kind, term) or (
        visitor.may(Right.FILL) and is_concerned(visitor, record)
    )


def may_see_card(visitor: Visitor, card: Card, kind: type[Entry] | None, term: str) -> bool:
    """The same by the card of a record, where many are listed."""
    return may_see_all(visitor, kind, term) or (
        visitor.may(Right.FILL) and visitor.id in card.people
    )


def may_work_on(visitor: Visitor, record: Record, kind: type[Entry]) -> bool:
    """Whether somebody may continue or correct a record: their register, or they are named in it.

    Hazards are anybody's who is named in them; the office answers for all. An agreement is not
    changed by who is to sign it.
    """
    if not visitor.may(Right.FILL):
        return False
    if kind.slug == LETTERS:
        return may_campaign(visitor)
    owns = not set(kind.register.owners).isdisjoint(visitor.posts)
    reviews = visitor.may(Right.REVIEW) and kind.slug == HAZARDS
    return owns or reviews or is_concerned(visitor, record)


def may_campaign(visitor: Visitor) -> bool:
    """Whether somebody makes, prints and files everybody's agreements: offices and leaders."""
    return visitor.may(Right.FILL) and not CAMPAIGNERS.isdisjoint(visitor.posts)


def may_return(visitor: Visitor, record: Record, kind: type[Entry]) -> bool:
    """Whether somebody may send a record back: who reviews it, not who filled it in last.

    Of an agreement also who is to sign it, and does not agree.
    """
    if kind.slug == LETTERS and record.entry["party_b"]["id"] == visitor.id:
        return visitor.may(Right.FILL)
    reviewing = {post for one in kind.register.signers[1:] for post in one.posts}
    reviews = visitor.may(Right.REVIEW) or not reviewing.isdisjoint(visitor.posts)
    return visitor.may(Right.FILL) and reviews and record.content.by.id != visitor.id


def may_void(visitor: Visitor, record: Record, kind: type[Entry]) -> bool:
    """Whether somebody may strike a record out: its filer, the register's owners, the office.

    Being named in it is not enough: nobody strikes out the hazard that they have to see to.
    """
    owns = not set(kind.register.owners).isdisjoint(visitor.posts)
    filed = record.first.by.id == visitor.id
    return visitor.may(Right.FILL) and (owns or filed or visitor.may(Right.REVIEW))


def may_put_away(visitor: Visitor) -> bool:
    """Whether somebody files the papers that come back, of whatever register: office and leaders.

    A page that nobody can place may be about anybody, so not everybody looks through them.
    """
    return visitor.may(Right.FILL) and (
        visitor.may(Right.REVIEW) or not OFFICE.isdisjoint(visitor.posts)
    )


def why_no_posts(visitor: Visitor, person: str, before: Iterable[str], after: Iterable[str]) -> str:
    """Why somebody may not give a person these posts, in Chinese; empty if they may.

    Posts decide what somebody signs: nobody gives them to themselves but who settles such things.
    """
    same = set(before) == set(after)
    if same or person != visitor.id or visitor.may(Right.SETTINGS):
        return ""
    return "自己的岗位不能自己改"


def is_concerned(visitor: Visitor, record: Record) -> bool:
    """Whether somebody filled in or signed a record, or is named in it."""
    return any(one.by.id == visitor.id for one in record.versions) or visitor.id in set(
        ids_in(record.entry)
    )
