"""Cards: of every record what it is looked for by, without its content."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from checklists.verdicts import Verdict
from records.record import CONTENT, Record, Version


@dataclass(frozen=True, slots=True)
class Card:
    """A record without its content.

    Attributes:
        record: its versions, bare of judgements and of content but for whom and what columns name;
            how it stands, and who signs next, can still be told.
        verdict: of the content that stands.
        named: ids of whoever and whatever is named in that content.
    """

    record: Record
    verdict: Verdict | None = None
    named: frozenset[str] = frozenset()

    @property
    def people(self) -> frozenset[str]:
        """Ids of everybody who did something to it, or is named in it."""
        return self.named | {one.by.id for one in self.record.versions}

    def followed_by(self, version: Version) -> "Card":
        """The card once one more version is there."""
        number, register, before = self.record.number, self.record.register, self.record.versions
        record = Record(number, register, (*before, _bare(version)))
        if version.operation not in CONTENT:
            return Card(record, self.verdict, self.named)
        judged = Record(number, register, (version,)).verdict
        return Card(record, judged, frozenset(ids_in(version.entry)))


def card_of(record: Record) -> Card:
    """The card of a record."""
    card = Card(replace(record, versions=()))
    for version in record.versions:
        card = card.followed_by(version)
    return card


def _bare(version: Version) -> Version:
    if not version.entry:
        return version
    named = {column: value for column, value in version.entry.items() if _is_name(value)}
    return replace(version, entry=named, judgements=())


def ids_in(value: Any) -> Iterator[str]:
    """Ids of everybody and everything of the directory that some content (JSON data) names."""
    if isinstance(value, dict):
        if _is_name(value):
            yield str(value["id"])
        for one in value.values():
            yield from ids_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from ids_in(one)


def _is_name(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"id", "name"}
