"""Lists of the directory as pages show them, and as their forms give them back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData

from checklists.errors import Problem
from checklists.posts import POSTS
from records.digest import digest_of
from records.directory import ITEMS, Directory, Item, Listing
from taizhang.listings import heading_of, ordered, told
from taizhang.web.fields import PREFIX, tree_of
from taizhang.web.model_fields import (
    Drawn,
    Offers,
    draw_model,
    problems_of_model,
    read_model,
)
from taizhang.web.sheets import LISTS_KEPT_PRIVATE, Option
from taizhang.web.widgets import LISTED_AT_MOST

SHOWN_AT_MOST = 300
"""Rows of a table; the rest of a longer list is found by searching."""
OFFERED = {
    "place": "place",
    "room": "place",
    "class_": "class",
    "homeroom": "person",
    "teacher": "person",
    "owner": "person",
    "head": "person",
}
"""Column → list whose names are offered while typing."""
NAMED_AFTER = {"roster": "person", "diners": "class"}
"""Lists whose lines have the name of somebody, or something, of another one."""
OWN_POSTS = f"{PREFIX}own_posts"
"""Form field of posts that are the school's own."""


# ---- as a table


@dataclass(frozen=True, slots=True)
class Row:
    """An item in words, the first cell its name."""

    id: str
    cells: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A list, or what was searched for in it.

    Attributes:
        rows: at most `SHOWN_AT_MOST`.
        found: how many there are in all.
        gone: how many are not in service any more, and hidden.
    """

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    found: int
    gone: int


def table_of(kind: str, listings: Sequence[Listing], wanted: str, *, whole: bool) -> Table:
    """A list as a table, without the columns in which nothing stands.

    Args:
        kind: as in `directory.ITEMS`.
        listings: what is on the list.
        wanted: words that a row has to have, each of them; empty is every row.
        whole: also what is no longer in service.
    """
    item, words = ITEMS[kind], wanted.split()
    names = [name for name in ordered(item) if name not in ("id", "name")]
    kept = [one for one in listings if whole or one.active]
    found = [one for one in kept if _has(one, words)]
    shown = [name for name in names if any(told(one.item, name) for one in found)]
    rows = [
        Row(one.id, tuple(told(one.item, name) for name in ("name", "id", *shown)), one.active)
        for one in found[:SHOWN_AT_MOST]
    ]
    heads = tuple(heading_of(item, name) for name in ("name", "id", *shown))
    return Table(heads, tuple(rows), len(found), len(listings) - len(kept))


def _has(listing: Listing, words: Sequence[str]) -> bool:
    said = " ".join(told(listing.item, name) for name in type(listing.item).model_fields)
    return all(word.casefold() in said.casefold() for word in words)


# ---- as a form


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An item to be filled in.

    Attributes:
        posts: codes that are ticked; None where a kind has none.
        own_posts: posts of the school's own, in words.
        seen: digest of the item as the page showed it.
        lists: names to choose from, by kind.
    """

    drawn: Drawn
    posts: frozenset[str] | None
    own_posts: str
    seen: str
    lists: Mapping[str, Sequence[Option]]


def form_of(
    kind: str,
    directory: Directory,
    data: Mapping[str, Any],
    *,
    seen: str = "",
    problems: tuple[Problem, ...] = (),
) -> ItemForm:
    """The form of an item.

    Args:
        kind: as in `directory.ITEMS`.
        directory: whose names it offers.
        data: values by name; of one that is new none.
        seen: digest of the item that was shown; empty for a new one.
        problems: what was wrong with what was filled in.
    """
    offered = _offered(kind, directory)
    offers = Offers(offered, problems, frozenset({"id"}))
    drawn = draw_model(ITEMS[kind], _columns(kind, is_new=not seen), data, offers)
    held = [str(one) for one in data.get("posts") or ()]
    return ItemForm(
        drawn,
        frozenset(held) if _has_posts(kind) else None,
        "、".join(one for one in held if one not in POSTS),
        seen,
        {one: options(directory, one) for one in set(offered.values())},
    )


def _columns(kind: str, *, is_new: bool) -> list[str]:
    """What is filled in; the posts are ticked beside it, and the end has a form of its own."""
    beside = {"posts", *(() if is_new else ("id",)), *(() if ends_by_itself(kind) else ("until",))}
    names = ["name", *(one for one in ordered(ITEMS[kind]) if one != "name")]
    return [one for one in names if one not in beside]


def _has_posts(kind: str) -> bool:
    return "posts" in ITEMS[kind].model_fields


def ends_by_itself(kind: str) -> bool:
    """Whether a line is for some days from the beginning, as one of the 值班表."""
    return "until" in vars(ITEMS[kind])["__annotations__"]


def _offered(kind: str, directory: Directory) -> dict[str, str]:
    found = {name: to for name, to in OFFERED.items() if name in ITEMS[kind].model_fields}
    if kind in NAMED_AFTER:
        found["name"] = NAMED_AFTER[kind]
    return {name: to for name, to in found.items() if options(directory, to)}


def options(directory: Directory, kind: str) -> list[Option]:
    """Names of a list to choose from; none of children and parents, nor of a very long one."""
    found = [one for one in directory.listings(kind) if one.active]
    if kind in LISTS_KEPT_PRIVATE or len(found) > LISTED_AT_MOST:
        return []
    return [Option(one.name, one.id) for one in found]


def read_form(kind: str, form: FormData, *, is_new: bool) -> dict[str, Any]:
    """What a form says of an item, column by column; what was left empty is empty.

    Raises:
        BadRequestError: a name that no page of ours has.
    """
    tree = tree_of(form)
    data = read_model(ITEMS[kind], _columns(kind, is_new=is_new), tree)
    if _has_posts(kind):
        ticked = [one for one in form.getlist(f"{PREFIX}posts") if isinstance(one, str)]
        own = str(form.get(OWN_POSTS, "")).replace("，", "、").split("、")
        data["posts"] = [*ticked, *(one.strip() for one in own if one.strip())]
    return data


def problems_of_item(
    kind: str, directory: Directory, data: Mapping[str, Any], key: str
) -> tuple[Problem, ...]:
    """What keeps an item from being kept.

    Args:
        kind: as in `directory.ITEMS`.
        directory: as it is now.
        data: as `read_form` reads it.
        key: id of the item; empty for a new one.
    """
    item = ITEMS[kind]
    try:
        item.model_validate({**data, "id": key or data.get("id") or "0"})
    except ValidationError as error:
        return problems_of_model(error, item)
    asked = str(data.get("id") or "")
    if not key and asked and directory.look_up(kind, asked) is not None:
        what = f"编号“{asked}”已经用过"
        return (Problem("「编号」", what, "换一个，或空着由系统给", "id"),)
    return ()


def twin_of(kind: str, directory: Directory, name: str, key: str) -> str:
    """Id of another one in service with this name; empty if there is none."""
    others = (one for one in directory.listings(kind) if one.active and one.id != key)
    return next((one.id for one in others if one.name == name), "")


def seen_of(item: Item) -> str:
    """Digest of an item, by which a form notices that it was changed meanwhile."""
    return digest_of(item.model_dump(mode="json"))


# ---- what a workbook would change


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a workbook that says something new.

    Attributes:
        id: of the item; empty if it is new.
        told: what is new: column, what stood there, what is to stand there.
    """

    id: str
    name: str
    told: tuple[tuple[str, str, str], ...]


def changes_of(
    kind: str, directory: Directory, rows: Iterable[Mapping[str, Any]]
) -> Iterator[Change]:
    """What lines would add or change.

    Args:
        kind: as in `directory.ITEMS`.
        directory: as it is now.
        rows: as `enrolling.understood` reads them.
    """
    there = {one.id: one.item for one in directory.listings(kind)}
    for row in rows:
        before = there.get(str(row.get("id", "")))
        known = before.model_dump(exclude_defaults=True) if before else {}
        after = ITEMS[kind].model_validate({"id": "0", **known, **row})
        yield Change(before.id if before else "", after.name, tuple(_told(before, after)))


def _told(before: Item | None, after: Item) -> Iterator[tuple[str, str, str]]:
    for name in ordered(type(after)):
        old, new = told(before, name) if before else "", told(after, name)
        if old != new and (before or name != "id"):
            yield heading_of(type(after), name), old, new
