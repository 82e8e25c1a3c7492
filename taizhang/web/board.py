"""The board of hazards: each at its stage, with who has to see to it, by when, and who is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.catalogue import find
from checklists.entry import Entry
from records.escalation import told
from records.hazards import REGISTER, Hazard, open_hazards
from taizhang.desk import Desk
from taizhang.web.rights import Visitor, may_see, may_see_all


@dataclass(frozen=True, slots=True)
class Tile:
    """A hazard on the board.

    Attributes:
        mark: 超期3天, or how it ended; `tone` how that is meant.
        told: who has to know, in words.
    """

    number: str
    hazard_no: str
    title: str
    description: str
    level: str
    owner: str
    due: date | None
    mark: str
    tone: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the board, or what is over."""

    stage: str
    tiles: tuple[Tile, ...]


def hazards_seen(desk: Desk, visitor: Visitor) -> list[Hazard]:
    """Hazards of the term, and those left open before, as far as somebody may see them."""
    term = desk.term_now(desk.now().date())
    kind = find(REGISTER, desk.registers)
    found = desk.hazards(term, open_only=False, on=desk.now())
    if may_see_all(visitor, kind, term):
        return list(found)
    return [one for one in found if may_see(visitor, desk.record(one.number), kind, term)]


def is_mine(visitor: Visitor, hazard: Hazard, kind: type[Entry]) -> bool:
    """Whether somebody has to do something about a hazard next."""
    if not hazard.is_open:
        return False
    if hazard.stage == "整改":
        return hazard.owner is not None and hazard.owner.id == visitor.id
    signing = (one for one in kind.register.signers if one.stage == hazard.stage)
    posts = {*kind.register.owners, *(post for one in signing for post in one.posts)}
    return not posts.isdisjoint(visitor.posts)


def columns_of(desk: Desk, hazards: Sequence[Hazard]) -> Iterator[Column]:
    """The stages in order, then what is over; those most overdue first."""
    stages = find(REGISTER, desk.registers).register.stages
    waiting = open_hazards(hazards)
    for stage in stages:
        here = [one for one in waiting if one.stage == stage]
        yield Column(stage, tuple(_tile(desk, one) for one in here))
    over = [one for one in hazards if not one.is_open]
    if over:
        yield Column("已销号、已作废", tuple(_tile(desk, one) for one in reversed(over)))


def _tile(desk: Desk, hazard: Hazard) -> Tile:
    mark, tone = _mark(hazard)
    return Tile(
        number=hazard.number,
        hazard_no=hazard.hazard_no,
        title=f"{hazard.place or '部位待补'}　{hazard.category}",
        description=hazard.description,
        level=hazard.level,
        owner=str(hazard.owner or ""),
        due=hazard.due,
        mark=mark,
        tone=tone,
        told=tuple(map(str, told(hazard, desk.home.limits))),
    )


def _mark(hazard: Hazard) -> tuple[str, str]:
    if hazard.is_void:
        return "已作废", ""
    if hazard.is_closed:
        return "已销号", "pass"
    if hazard.is_overdue:
        return f"超期{hazard.overdue}天", "fail"
    return ("重大", "fail") if hazard.is_major else ("", "")
