"""Scanned sheets: what came back from paper, as a record names it.

The picture of a sheet is an attachment; a sheet says which page of which copy it shows, of which
version's print, and at which signing places something is written on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from records.digest import LENGTH


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """One side of a sheet of paper that came back.

    Attributes:
        sha256: of the picture, an attachment; empty where it may not be seen.
        name: file it came in, with its page.
        page, of: which page of the paper, and of how many; 0 where the paper does not say.
        copy, copies: which of the copies (一式几份); 0 where the paper does not say.
        version: of the record that was printed; 0 for a form that was filled in by pen.
        inked: signing places where something is written.
    """

    sha256: str
    name: str
    media_type: str = "image/jpeg"
    page: int = 0
    of: int = 0
    copy: int = 0
    copies: int = 0
    version: int = 0
    inked: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """As it stands in a line; what is not known is left out."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain["inked"] = list(self.inked)
        return {name: value for name, value in plain.items() if value}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Self:
        """From a line."""
        return cls(**{**data, "inked": tuple(data.get("inked", ()))})

    @property
    def is_withheld(self) -> bool:
        """Whether only that there is such a sheet may be told."""
        return len(self.sha256) != LENGTH
