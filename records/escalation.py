"""Escalation: who has to be told of an open hazard, and since when (registers.md 3.2 R07, F3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from checklists.hazards import TOLD_AFTER, TOLD_AT_ONCE
from checklists.limits import Limit
from records.hazards import REGISTER, Hazard


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who has to know.

    Attributes:
        post: as named in the catalogue, 分管副校长.
        since: from which day on.
        why: 重大隐患, or 超期3天.
    """

    post: str
    since: date
    why: str

    def __str__(self) -> str:
        return f"{self.post}（{self.since.month}月{self.since.day}日起，{self.why}）"


def told(hazard: Hazard, limits: Mapping[str, Limit]) -> tuple[Told, ...]:
    """Everybody who has to be told by now, each for the earliest reason; nobody once it is closed.

    Args:
        hazard: as it stands today.
        limits: the school's own; ``hazard_rectification.told.校长`` is days past the due date.
    """
    found: dict[str, Told] = {}
    for one in _reasons(hazard, limits) if hazard.is_open else ():
        known = found.setdefault(one.post, one)
        if one.since < known.since:
            found[one.post] = one
    return tuple(found.values())


def _reasons(hazard: Hazard, limits: Mapping[str, Limit]) -> Iterator[Told]:
    for post in TOLD_AT_ONCE.get(hazard.level, ()):
        yield Told(post, hazard.found_at.date(), f"{hazard.level}隐患")
    for post, default in TOLD_AFTER.items():
        days = int(limits.get(f"{REGISTER}.told.{post}", default).high or 0)
        if hazard.due is not None and hazard.overdue >= max(days, 1):
            yield Told(post, hazard.due + timedelta(days=days), f"超期{days}天")
