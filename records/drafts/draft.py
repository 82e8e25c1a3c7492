"""What a draft is: columns known from other records, and from which."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from records.audit.view import View


@dataclass(frozen=True, slots=True)
class Draft:
    """The beginning of a form.

    Attributes:
        data: columns by name, as `Entry.read` takes them; only what records say.
        notes: what it rests on, in Chinese, for whoever fills in the rest.
    """

    data: Mapping[str, Any]
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Drafting:
    """How a register is drafted.

    Attributes:
        sources: keys of the registers it is drafted from.
        of: what has to be named, in Chinese (which room, which store); empty is nothing.
        choices: what may be named, where that is known beforehand; the first if nothing is.
        make: draft of a day; what was named comes third, and is empty where nothing was.
    """

    sources: tuple[str, ...]
    make: Callable[[View, date, str], Draft]
    of: str = ""
    choices: tuple[str, ...] = ()


def only_holder(view: View, column: str, post: str) -> dict[str, str]:
    """A column with the name of whoever holds a post, if it is one person only."""
    held = [one.name for one in view.listed("person") if one.active and post in one.posts]
    return {column: held[0]} if len(held) == 1 else {}
