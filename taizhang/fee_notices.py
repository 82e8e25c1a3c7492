"""The use-case of the notice board: which fee notices hang, which are to come, what they lack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checklists.approvals import KIND, Approval
from checklists.fees import forbidden_item, plain
from records.charges.kept import NOTICES
from records.charges.notices import number_of, replaced, replaces, told_on
from records.lifecycle import state_of
from records.record import Record
from taizhang.charging.kept import TermBooks, kept_now
from taizhang.desk import Desk


class Hanging(StrEnum):
    """How a notice stands on a day."""

    UNFIT = "不能公示"
    COMING = "待公示"
    THERE = "公示中"
    REPLACED = "已替代"
    OVER = "已到期"


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice, on one day.

    Attributes:
        publicity_no: 公示号; the record's number where none was given yet.
        by: 公示号 of the notice that replaces it; empty if none does.
        photo_due: it hangs, and no photo of the board is kept.
        faults: why it must not be put up, in Chinese.
    """

    number: str
    publicity_no: str
    items: tuple[str, ...]
    start: date
    end: date
    charge_from: date
    hanging: Hanging
    state: str
    replaces: str
    by: str
    photo_due: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One item of the catalogue, on one day.

    Attributes:
        basis: document and authority.
        days: from when to when it holds, in Chinese.
        holds: whether it is in force.
        forbidden: which entry of the 禁收清单 it falls under; empty if none.
        told: whether a notice that hangs has it.
    """

    id: str
    name: str
    nature: str
    standard: str
    unit: str
    basis: str
    days: str
    holds: bool
    forbidden: str
    told: bool

    @property
    def told_of(self) -> str:
        """Whether it may be charged, and whether the school says that it is, in Chinese."""
        if self.forbidden:
            return f"禁收项目（{self.forbidden}），不得公示"
        if not self.holds:
            return "批准不在有效期内"
        return "公示中" if self.told else "没有公示"


def notices_of(desk: Desk, day: date) -> tuple[NoticeLine, ...]:
    """Notices of the term, the newest first."""
    kept = kept_now(desk, day)
    return tuple(_line(kept, one, day) for one in reversed(kept.of_register(NOTICES)))


def catalogue_of(desk: Desk, day: date) -> tuple[CatalogueLine, ...]:
    """Items of the directory in use, in its order."""
    told = {plain(one.item) for one in told_on(kept_now(desk, day), day)}
    return tuple(_catalogued(desk, day, told))


def _line(kept: TermBooks, record: Record, day: date) -> NoticeLine:
    entry = record.entry
    first, last, charge = (
        date.fromisoformat(entry[one]) for one in ("start", "end", "charge_from")
    )
    others = (one for one in kept.of_register(NOTICES) if not one.blocking)
    other = next((one for one in others if replaces(one, record)), None)
    down = replaced(kept).get(record.number)
    hanging = _hanging(record, day, first, last, down)
    return NoticeLine(
        record.number,
        number_of(record),
        tuple(str(one["item"]) for one in entry["fees"]),
        first,
        last,
        charge,
        hanging,
        str(state_of(record)),
        str(entry.get("replaces") or ""),
        number_of(other) if other else "",
        hanging is Hanging.THERE and not entry.get("photos"),
        tuple(f"{one.where}{one.message}" for one in record.blocking),
    )


def _hanging(record: Record, day: date, first: date, last: date, down: date | None) -> Hanging:
    if record.blocking:
        return Hanging.UNFIT
    if down is not None and down <= day:
        return Hanging.REPLACED
    if day < first:
        return Hanging.COMING
    return Hanging.THERE if day <= last else Hanging.OVER


def _catalogued(desk: Desk, day: date, told: set[str]) -> Iterator[CatalogueLine]:
    for one in desk.directory.listings(KIND):
        if not one.active:
            continue
        approval, facts = Approval.of(one), one.facts
        authority = f"（{facts['authority']}）" if facts.get("authority") else ""
        yield CatalogueLine(
            one.id,
            one.name,
            facts.get("nature", ""),
            "" if approval.standard is None else f"{approval.standard:.2f}",
            approval.unit,
            f"{approval.document}{authority}",
            approval.days,
            approval.holds(day),
            forbidden_item(one.name) or "",
            plain(one.name) in told,
        )
