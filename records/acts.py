"""What can be asked of a ledger. One append takes one or several acts, all or none.

ledger.append(File(entry), by=person, at=now, request_id="…")
ledger.append(Sign("LY-20260305-001", "食品安全员"), by=person, at=now)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from checklists.entry import Entry
from checklists.errors import InvalidEntryError, Problem
from records.codec import Json, encode_person, without_empty
from records.digest import digest_of
from records.record import Person, Version
from records.scans import ScannedSheet


@dataclass(frozen=True, slots=True)
class File:
    """Keep an entry as a new record; the hazards it reports are opened in the same commit.

    Attributes:
        reason: why it comes late, when it does (补录).
        together: ids of the check items that one tap filled in (其余全部正常).
    """

    entry: Entry
    reason: str = ""
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Continue:
    """Add what came later.

    Attributes:
        data: the columns that are new; rows and files are added to those kept.
        expected_version: the version the caller has seen; a newer one is a conflict.
        reason: why a record comes late that nobody has explained yet.
    """

    number: str
    data: Mapping[str, Any]
    expected_version: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correct:
    """Put right what was written wrongly. Signatures have to be given again (G03).

    Attributes:
        data: the whole content as it should be; what the system computes or numbers may be left
            out or given back unchanged.
        together: ids of the check items that one tap filled in now.
    """

    number: str
    data: Mapping[str, Any]
    reason: str
    expected_version: int | None = None
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """Sign at a place of the register's signing order.

    Attributes:
        role: the place as printed; empty is the next one in order. `lifecycle.LATE_APPROVAL` is
            the approval of a late entry.
        reason: opinion; for the approval of a late entry why it came late, if nobody has said.
        strokes: digest of the signature written by hand, kept as an attachment before.
        paper: digest of the scanned sheet on which it stands in ink, attached before.
    """

    number: str
    role: str = ""
    expected_version: int | None = None
    reason: str = ""
    strokes: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Send back to whoever filled it in; signatures have to be given again."""

    number: str
    reason: str
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Void:
    """作废: number and content stay, struck out (G04)."""

    number: str
    reason: str
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete the personal values of a record for ever: the key goes, line and digest stay (G12)."""

    number: str
    reason: str
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Attach:
    """Put scanned sheets of its paper to a record; content and signatures stay as they are."""

    number: str
    sheets: tuple[ScannedSheet, ...]
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """用印: the school's seals are put under the content that stands, by two people.

    Attributes:
        seals: names of the seals, as 公章, 骑缝章.
        copies: how many papers are stamped.
        approved_by: who allowed it, another one than who stamps.
        reason: what for.
    """

    number: str
    seals: tuple[str, ...]
    copies: int
    approved_by: Person
    reason: str = ""
    expected_version: int | None = None


Act = File | Continue | Correct | Sign | Return | Void | Erase | Attach | Stamp


def filled_together(act: File | Correct, entry: Entry) -> list[str]:
    """The check items that one tap filled in, in the order of the register.

    Raises:
        InvalidEntryError: it has no such item.
    """
    known = [item.id for item in entry.items]
    problems = tuple(
        Problem(
            "其余全部正常", f"没有检查项“{key}”", f"可用：{'、'.join(known) or '（这一册没有）'}"
        )
        for key in act.together
        if key not in known
    )
    if problems:
        raise InvalidEntryError(entry.register.title, problems)
    return [key for key in known if key in act.together]


def request_digest(acts: tuple[Act, ...], by: Person) -> str:
    """What a request asks for, so that a request id used for something else is noticed."""
    return digest_of([by.id, *(_asked(act) for act in acts)])[:16]


LATER = ("strokes", "paper", "together")
"""What acts were not asked at first: it counts where it says something, so old digests stay."""


def _asked(act: Act) -> Json:
    plain = {name: getattr(act, name) for name in act.__dataclass_fields__}
    said = {name: one for name, one in plain.items() if one or name not in LATER}
    if isinstance(act, File):
        said["entry"] = act.entry.to_data()
    if isinstance(act, Attach):
        said["sheets"] = [one.to_data() for one in act.sheets]
    if isinstance(act, Stamp):
        said["approved_by"] = encode_person(act.approved_by)
    return {"act": type(act).__name__, **said}


UNSET = timedelta(days=3650)  # a clock that is off by more was never set


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who asks for something, and when.

    Attributes:
        at: capture time with offset.
        typed_by: who typed it, if it was someone else (代录).
        channel: cli, web, import or system.
        request_id: names the request, so that asking again does not do it again.
        device_at: what the clock of the device said when it was filled in; such clocks lie, so
            it is told and never judged by. Without offset it is taken for one of `at`.
    """

    by: Person
    at: datetime
    channel: str = "cli"
    typed_by: Person | None = None
    request_id: str = ""
    device_at: datetime | None = None

    def content(self) -> Json:
        """As it stands in a line."""
        return without_empty(
            {
                "at": self.at.isoformat(),
                "by": encode_person(self.by),
                "typed_by": encode_person(self.typed_by),
                "channel": self.channel,
                "request_id": self.request_id,
                "device_at": self._device_at(),
            }
        )

    def _device_at(self) -> str:
        """In the zone of `at`; empty for a clock that was never set, which tells nothing."""
        zone, told = self.at.tzinfo, self.device_at
        if told is None:
            return ""
        told = told if told.tzinfo else told.replace(tzinfo=zone)
        return told.astimezone(zone).isoformat() if abs(self.at - told) < UNSET else ""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What an append left in the ledger: durable.

    Attributes:
        line: journal line.
        head: the journal's head with it.
        versions: what it added, in order: first the acts asked for, then the hazards they opened.
        request_id: as given.
    """

    line: int
    head: str
    versions: tuple[Version, ...]
    request_id: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Records it is about, in order."""
        return tuple(dict.fromkeys(version.number for version in self.versions))

    @property
    def number(self) -> str:
        """The first of them."""
        return self.versions[0].number

    @property
    def hazards(self) -> tuple[str, ...]:
        """Numbers of the hazards it opened."""
        return tuple(number for version in self.versions for number in version.opens)
