"""表样: the blank form that a record is printed on, as it is today or as the record pinned it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import ValidationError

from checklists.checklist import ChecklistEntry
from checklists.columns import Column
from checklists.entry import Entry, RowEntry
from checklists.register import Signer
from checklists.verdicts import CheckItem

BlankShape = Literal["row", "checklist", "instrument"]


@dataclass(frozen=True, slots=True)
class Blank:
    """What a register's paper shows, whatever the register's class looks like by now.

    Attributes:
        slug: key of the register; picks a layout of its own.
        shape: many records a page, one visit with its items, or one paper.
        entry: today's class, to ask an entry which conditional signers it needs.
    """

    slug: str
    title: str
    shape: BlankShape
    columns: tuple[Column, ...]
    items: tuple[CheckItem, ...]
    signers: tuple[Signer, ...]
    stages: tuple[str, ...]
    entry: type[Entry] | None = None

    @classmethod
    def of(cls, entry: type[Entry]) -> Self:
        """The form as it is today."""
        register = entry.register
        return cls(
            slug=entry.slug,
            title=register.title,
            shape=shape_of(entry),
            columns=entry.columns(),
            items=entry.items,
            signers=register.signers,
            stages=register.stages,
            entry=entry,
        )

    def column(self, name: str) -> Column | None:
        """A column by name; None when this form has no such column."""
        return next((column for column in self.columns if column.name == name), None)

    def signers_needed(self, content: Mapping[str, Any]) -> frozenset[str]:
        """Conditional signing places that this content asks for."""
        if self.entry is None:
            return frozenset()
        try:
            entry = self.entry.model_validate(self.entry.without_computed(content))
        except ValidationError:  # content of an older form: its places are those that were signed
            return frozenset()
        return entry.signers_needed()


def shape_of(entry: type[Entry]) -> BlankShape:
    """Shape of a register's paper."""
    if issubclass(entry, RowEntry):
        return "row"
    return "checklist" if issubclass(entry, ChecklistEntry) else "instrument"
