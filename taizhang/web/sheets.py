"""A sheet: a form as its page draws it, made from a register and what is known so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checklists.columns import Column
from checklists.entry import Entry
from checklists.errors import Problem
from checklists.register import CHAPTERS, Register, Signer
from checklists.surroundings import Listed
from records.drafts import Drafting
from records.items import ITEMS
from taizhang.desk import Desk
from taizhang.web.rights import Visitor
from taizhang.web.widgets import Field, ItemField, Names, fields_of, id_of, items_of

LISTS_KEPT_PRIVATE = frozenset(kind for kind, item in ITEMS.items() if item.personal)
"""Lists of children and parents are not put into pages."""


@dataclass(frozen=True, slots=True)
class Option:
    """One name that a field offers."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What form.html draws.

    Attributes:
        action: where it is posted; `api` where the offline queue puts it, ``{id}`` for its id.
        draft: key under which the browser keeps what is being typed.
        definition: digest of the form's edition, so that an old draft is noticed.
        number: of the record it continues or corrects; `version` the one that was shown.
        links: ids of the elements that the problems are about, one a problem.
        notices: text and kind.
        drafting: how it can be begun from earlier records, before anything is filled in.
        reason: label of the reason that is asked for; empty if none is.
        signer: signing place that can be signed along; empty if none can.
        scan: digest of the scanned page that is typed in; empty if none is.
    """

    title: str
    chapter: str
    action: str
    api: str
    draft: str
    id: str
    fields: tuple[Field, ...]
    items: tuple[ItemField, ...] = ()
    together: str = ""
    lists: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    links: Sequence[str] = ()
    notices: Sequence[tuple[str, str]] = ()
    number: str = ""
    version: int = 0
    definition: str = ""
    drafting: Drafting | None = None
    reason: str = ""
    said_reason: str = ""
    late: bool = False
    said_late: str = ""
    signer: str = ""
    scan: str = ""
    may_skip: bool = True
    send: str = "提交"


def names_for(
    desk: Desk,
    term: str,
    columns: Sequence[Column],
    problems: Sequence[Problem],
    fresh: Mapping[str, str],
    *,
    checks: bool,
) -> Names:
    """What the fields of some columns may offer and have to say."""
    kinds = {one.ref for column in columns for one in (column, *column.rows) if one.ref}
    kinds |= {"place"} if checks else set()
    ledger, school = desk.ledger(term), desk.school(term)
    lists = ledger.lists(school)
    offered = {
        kind: [one for one in lists.listings(kind) if one.active]
        for kind in sorted(kinds - LISTS_KEPT_PRIVATE)
    }
    return Names(offered, problems, desk.home.zone, school.limits, fresh)


def options_of(names: Names) -> dict[str, list[Option]]:
    """Datalists of a page."""
    return {
        kind: [Option(one.name, _note(one)) for one in found]
        for kind, found in names.lists.items()
        if names.offers(kind)
    }


def _note(one: Listed) -> str:
    """What tells apart things of like names: where they are."""
    place = one.facts.get("place", "") or one.facts.get("area", "")
    return f"{one.id} {place}".strip()


def parts_of(
    kind: type[Entry],
    columns: Sequence[Column],
    data: Mapping[str, Any],
    names: Names,
    together: Sequence[str] = (),
    *,
    items: bool,
) -> tuple[tuple[Field, ...], tuple[ItemField, ...]]:
    """Fields and check items of a form."""
    return (
        fields_of(columns, data, names),
        items_of(kind, data, names, together) if items else (),
    )


def links_of(
    problems: Sequence[Problem], fields: Sequence[Field], items: Sequence[ItemField]
) -> list[str]:
    """For each problem the id of its element, or of the nearest one around it; empty if none."""
    known = set(_ids(fields)) | {f"item-{one.item.id}" for one in items}
    known |= {id_of("checks")} if items else set()
    for one in items:
        known |= {two.id for two in (one.verdict, *one.readings, one.remark, *one.details)}
    return [_nearest(one.path, known) for one in problems]


def _ids(fields: Sequence[Field]) -> list[str]:
    found = []
    for one in fields:
        found.append(one.id)
        for row in one.rows:
            found += _ids(row.fields)
    return found


def _nearest(path: str, known: set[str]) -> str:
    parts = path.split(".")
    while parts and parts != [""]:
        if parts[0] == "checks" and len(parts) == 2:
            return f"item-{parts[1]}" if f"item-{parts[1]}" in known else ""
        if id_of(".".join(parts)) in known:
            return id_of(".".join(parts))
        parts.pop()
    return ""


def chapter_of(kind: type[Entry]) -> str:
    """Chapter in words: 5 食堂与食品安全."""
    number, title = CHAPTERS[kind.chapter]
    return f"{number} {title}"


def first_signer(register: Register, visitor: Visitor, stage: str) -> str:
    """The first signing place, where it can be signed with the form of a stage by this person.

    Whether the person named in the form is this one is seen when it is signed.
    """
    places = [one for one in register.signers if not one.condition and one.stage in ("", stage)]
    for one in places[:1]:
        if _fits(one, visitor) and (one.stage or len(register.stages) == 1):
            return one.role
    return ""


def _fits(signer: Signer, visitor: Visitor) -> bool:
    return bool(signer.column) or not set(signer.posts).isdisjoint(visitor.posts)
