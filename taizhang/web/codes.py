"""Codes at places and things: which registers a scan of one opens, and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup

from checklists.catalogue import Catalogue
from checklists.entry import Entry
from checklists.profile import Profile
from records.directory import Listing
from taizhang.web.addresses import code_of
from taizhang.web.prefill import first_columns
from taizhang.web.rights import Visitor, may_file

CODED = ("extinguisher", "equipment", "meter", "class", "place")
"""Kinds of the directory that carry a code, the most particular first: that one a register is about
when it names several."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A register that a code opens, at the address of its form with the thing filled in."""

    kind: type[Entry]
    address: str


@dataclass(frozen=True, slots=True)
class Label:
    """What is stuck to a place or a thing."""

    id: str
    name: str
    note: str
    code: Markup


def subject_of(kind: type[Entry]) -> tuple[str, str]:
    """What a register is about, of the kinds that carry a code, and the column that names it."""
    found = [
        (CODED.index(one.ref), one.ref, one.name)
        for one in first_columns(kind)
        if one.kind == "ref" and one.ref in CODED and one.need in ("必", "条件")
    ]
    _, thing, column = min(found, key=lambda one: one[0], default=(0, "", ""))
    return thing, column


def opened_by(
    thing: str, key: str, visitor: Visitor, registers: Catalogue, profile: Profile
) -> list[Opened]:
    """Registers that somebody may fill in about a thing; those that are open to all come last.

    Args:
        thing: kind of the directory.
        key: id of the thing.
        visitor: who scans.
        registers: there are.
        profile: which of them the school keeps.
    """
    found = [
        Opened(kind, f"/registers/{kind.slug}/new?{urlencode({column: key})}")
        for kind in registers.values()
        for about, column in [subject_of(kind)]
        if about == thing and may_file(visitor, kind) and not profile.why_not_kept(kind)
    ]
    return sorted(found, key=lambda one: one.kind.register.open_to_all)


def labels(thing: str, listings: list[Listing], address: str) -> Iterator[Label]:
    """A label for each thing in service.

    Args:
        thing: kind of the directory.
        listings: of that kind.
        address: of the pages, with a slash at the end.
    """
    for one in listings:
        if one.active:
            note = one.facts.get("place", "") or one.facts.get("area", "")
            code = code_of(f"{address}q/{thing}/{quote(one.id, safe='')}")
            yield Label(one.id, one.name, note, code)
