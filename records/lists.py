"""The school's lists as rules see them: the directory's files, and beside them what records say.

A card is not copied into a list: which assets there are, whose certificate was renewed and what a
check put out of use is read from the records (registers.md G10).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from checklists.in_service import STOPPED
from checklists.surroundings import Directory, Listed, begun, listings
from records.equipment import conditions
from records.record import Record, is_sealed

CARDS, DISPOSALS = "fixed_asset_ledger", "asset_disposal"
HEALTH, POSTS = "canteen_staff_health", "post_duty_register"
GONE, USED = "已处置", ("在用", "借出")
HELD = "岗位"
"""Fact of a person: codes of the posts the book of posts says are theirs."""
REPAIR, SCRAP, INSPECTED = "应维修日期", "应报废日期", "法定检验有效期至"
"""Facts of a thing: the days that its last check gave."""
Facts = dict[str, dict[str, str]]


class Store(Protocol):
    """What the lists ask of the ledger; earlier terms are included."""

    def standing(self, register: str) -> Sequence[Record]:
        """Records of a register that are not voided, earlier terms first."""

    def find_record(self, number: str) -> Record | None:
        """A record as it stands."""

    def changes_of(self, register: str) -> int:
        """Grows with every version of a record of this register."""


@dataclass(frozen=True, slots=True)
class Card:
    """A fixed asset as its card and the papers of its disposal say; called by number and name."""

    id: str
    name: str
    active: bool
    facts: Mapping[str, str]
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Something of the files, with the facts that records add; they are read when asked for."""

    listed: Listed
    more: Callable[[], Mapping[str, str]]

    @property
    def id(self) -> str:
        """Key."""
        return self.listed.id

    @property
    def name(self) -> str:
        """Name."""
        return self.listed.name

    @property
    def active(self) -> bool:
        """In service, as the files say."""
        return self.listed.active

    @property
    def posts(self) -> tuple[str, ...]:
        """Post codes of a person, those of the book of posts included."""
        booked = self.more().get(HELD, "").split()
        return tuple(dict.fromkeys((*self.listed.posts, *booked)))

    @property
    def facts(self) -> Mapping[str, str]:
        """Of the files; what is in both counts as the later day."""
        known = dict(self.listed.facts)
        for name, value in self.more().items():
            known[name] = max(known.get(name, ""), value)
        return known


class KeptLists:
    """A directory composed of the files and the records."""

    def __init__(self, files: Directory, store: Store) -> None:
        self.files, self.store = files, store
        self._facts_of: dict[str, tuple[int, Facts]] = {}

    def keeps(self, kind: str) -> bool:
        """Whether there is a list in the files; assets without a card may be named, too."""
        return self.files.keeps(kind)

    def begun(self, kind: str) -> bool:
        """Whether the school made this list."""
        return begun(self.files, kind)

    def listings(self, kind: str) -> Sequence[Listed]:
        """Everything the files list of a kind."""
        return listings(self.files, kind)

    def look_up(self, kind: str, key: str) -> Listed | None:
        """The item of the files, with what records say of it; or the card of an asset."""
        if kind == "asset":
            return self._card(key)
        if kind in NAMED:
            return self._named(kind, key)
        if kind == "record":
            return self._paper(key)
        found = self.files.look_up(kind, key)
        if found is None or kind not in SOURCES:
            return found
        return Told(found, lambda: self._facts(kind).get(found.id, {}))

    def _card(self, key: str) -> Card | None:
        facts = self._facts("asset").get(key)
        if not facts:
            return None
        called = facts["name"] if facts["name"].startswith(key) else f"{key} {facts['name']}"
        return Card(key, called, facts.get("status") != GONE, facts)

    def _named(self, kind: str, key: str) -> Card | None:
        """What earlier records called something by this number; its own name is no number."""
        facts = self._facts(kind).get(key)
        return Card(key, facts["name"], active=True, facts=facts) if facts else None

    def _paper(self, number: str) -> Card | None:
        record = self.store.find_record(number)
        return None if record is None else Card(number, number, not record.is_void, {})

    def _facts(self, kind: str) -> Facts:
        registers, fold = SOURCES[kind]
        changes = sum(map(self.store.changes_of, registers))
        known = self._facts_of.get(kind)
        if known is None or known[0] != changes:
            found = fold(*map(self.store.standing, registers))
            known = self._facts_of[kind] = changes, found
        return known[1]


def _people(health: Iterable[Record], posts: Sequence[Record]) -> Facts:
    """Certificates of people with the last day each is good for, and their posts."""
    found: Facts = {}
    for record in health:
        _note(found, record.entry["name"]["id"], "健康证", record.entry["cert_to"])
    for record in posts:
        certs = record.entry.get("certs", ())
        for one in () if is_sealed(certs) else certs:
            _note(found, record.entry["holder"]["id"], one["name"], one["until"])
    last = {(one.entry["holder"]["id"], one.entry["post_code"]): one for one in posts}
    for (person, post), record in last.items():
        if "effective_to" not in record.entry:
            known = found.setdefault(person, {})
            known[HELD] = f"{known.get(HELD, '')} {post}".strip()
    return found


def _note(found: Facts, person: str, name: str, until: str) -> None:
    known = found.setdefault(person, {})
    known[name] = max(known.get(name, ""), until)


def _cards(cards: Iterable[Record], disposals: Iterable[Record]) -> Facts:
    """Assets by number: name, status, and why one is not used."""
    found: Facts = {}
    for record in cards:
        status = str(record.entry["status"])
        facts = {"name": str(record.entry["name"]), "status": status}
        if status not in USED:
            facts[STOPPED] = f"卡片状态为{status}"
        found[str(record.entry["asset_no"])] = facts
    for record in disposals:
        if record.entry.get("written_off_on"):
            for one in record.entry["assets"]:
                known = found.setdefault(one["asset_no"]["id"], {"name": one["asset_no"]["name"]})
                known |= {"status": GONE, "until": record.entry["written_off_on"]}
    return found


def _checked(column: str, days: Mapping[str, str]) -> Callable[[Sequence[Record]], Facts]:
    """What the last check of a thing put out of use, and the days it gave; `days` names them."""

    def fold(records: Sequence[Record]) -> Facts:
        found: Facts = {}
        for record in sorted(records, key=lambda one: one.date):
            if isinstance(named := record.entry.get(column), dict):
                given = {fact: record.entry.get(name) for name, fact in days.items()}
                known = found.setdefault(str(named.get("id")), {})
                known |= {fact: str(day) for fact, day in given.items() if day}
        for key, one in conditions(records, column).items():
            if not one.in_use:
                found[key][STOPPED] = one.reason
        return found

    return fold


def _names(column: str, cell: str = "") -> Callable[[Iterable[Record]], Facts]:
    """Numbers of things with the names that records gave them, in a column or in its rows."""

    def fold(records: Iterable[Record]) -> Facts:
        found: Facts = {}
        for record in records:
            value = record.entry.get(column)
            rows = [row.get(cell) for row in value] if cell and isinstance(value, list) else [value]
            for one in rows:
                if isinstance(one, dict) and one.get("id") != one.get("name"):
                    found[str(one["id"])] = {"name": str(one["name"])}
        return found

    return fold


NAMED = ("material", "food", "book")
"""Kinds whose numbers are known from the records that first gave them with a name."""
SOURCES: Mapping[str, tuple[tuple[str, ...], Callable[..., Facts]]] = {
    "asset": ((CARDS, DISPOSALS), _cards),
    "person": ((HEALTH, POSTS), _people),
    "extinguisher": (
        ("fire_extinguisher_inspection",),
        _checked("ext_no", {"next_repair_due": REPAIR, "scrap_due": SCRAP}),
    ),
    "material": (("warehouse_ledger",), _names("item")),
    "food": (("food_purchase_acceptance",), _names("lines", "item")),
    "book": (("library_loan_register",), _names("book")),
    "equipment": (
        ("equipment_maintenance_record",),
        _checked("asset", {"inspect_valid": INSPECTED}),
    ),
}
