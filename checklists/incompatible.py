"""不相容岗位 (registers.md 1.1 R01, 0.8 point 3): what one person may not do together. One matrix.

Registers say with `Acts` which post somebody acts as in a column; signing places are known by the
words in their names; who holds which post stands in the directory and in post_duty_register.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checklists.columns import Ref
from checklists.posts import post_title
from checklists.surroundings import Directory

if TYPE_CHECKING:
    from checklists.entry import Entry

POSTS_APART = (
    ("purchaser", "acceptor"),
    ("purchaser", "warehouse_keeper"),
    ("cashier", "accountant"),
    ("cashier", "receipt_admin"),
)
"""Posts that nobody holds together."""
ACTS_APART = (*POSTS_APART, ("acceptor", "warehouse_keeper"))
"""What nobody does together on one paper: 采购人≠验收人≠保管人 (10.2 R02), too."""
WORDS_APART = (
    ("采购", "验收"),
    ("采购", "保管"),
    ("出纳", "会计"),
    ("出纳", "票据"),
    ("收费", "核销"),
    ("整改", "复查"),
)
"""The same in the names of signing places, with the roles that are no posts."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody who acts against the matrix.

    Attributes:
        code: rule of the register, or G05.
        where: column.
        what: in Chinese.
    """

    code: str
    where: str
    what: str


def are_incompatible(one: str, other: str) -> bool:
    """Whether one person may not sign in both roles of a record, by the words in their names."""
    return any(
        (first in one and second in other) or (second in one and first in other)
        for first, second in WORDS_APART
    )


def clashes(entry: "Entry", directory: Directory | None) -> Iterator[Clash]:
    """Who does two incompatible things on this paper, or holds a post that forbids one of them."""
    acting = list(_acting(entry))
    for place, (label, post, code, who) in enumerate(acting):
        before = [one for one in acting[:place] if one[3].id == who.id]
        for earlier, other, _, _ in before:
            if _apart(post, other, ACTS_APART):
                yield Clash(code, f"「{label}」", f"{who.name}与「{earlier}」是同一人")
        listed = directory.look_up("person", who.id) if directory else None
        for held in listed.posts if listed else ():
            if _apart(post, held, POSTS_APART) and held not in (one[1] for one in before):
                what = f"{who.name}任{post_title(held)}，岗位不相容"
                yield Clash(code, f"「{label}」", what)


def _apart(one: str, other: str, matrix: tuple[tuple[str, str], ...]) -> bool:
    return (one, other) in matrix or (other, one) in matrix


def _acting(entry: "Entry") -> Iterator[tuple[str, str, str, Ref]]:
    for column in entry.columns():
        value = getattr(entry, column.name) if column.acts else None
        for one in (value,) if isinstance(value, Ref) else value or ():
            yield column.label, column.acts, column.acts_rule, one
