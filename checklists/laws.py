"""Laws no longer in force that papers of schools still name (registers.md F.2, F.3)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Repealed:
    """A law that another one replaced.

    Attributes:
        name: as it is cited, without 中华人民共和国.
        since: first day on which it was no longer in force.
        by: what replaced it.
    """

    name: str
    since: date
    by: str


REPEALED = (
    Repealed("食品卫生法", date(2009, 6, 1), "《食品安全法》"),
    Repealed("环境保护法", date(2026, 8, 15), "《生态环境法典》"),
    Repealed("固体废物污染环境防治法", date(2026, 8, 15), "《生态环境法典》"),
    Repealed("噪声污染防治法", date(2026, 8, 15), "《生态环境法典》"),
)


def repealed(citation: str, on: date) -> Repealed | None:
    """The law a citation names, if it was no longer in force on a day."""
    return next((one for one in REPEALED if one.name in citation and one.since <= on), None)
