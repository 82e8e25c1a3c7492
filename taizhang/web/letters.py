"""Agreements as pages show them: boards, plans and somebody's own, in finished strings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from checklists.catalogue import find
from records.campaigns import REGISTER, Board, LetterDraft, LetterStanding, Progress, Tally
from records.campaigns.letters import PARTY_A, PARTY_B
from records.lifecycle import is_returned, next_place, unsigned_roles
from records.record import Record
from taizhang.campaigning import Plan, board_now, to_be_filed
from taizhang.campaigning.boards import letters_now
from taizhang.desk import Desk
from taizhang.web.rights import Visitor

LETTERS = "/papers/letters"
WAITING = {PARTY_B: "等您签字", PARTY_A: "等学校签字"}
"""Signing place → how somebody's own letter stands before it is signed there."""
TONES = {
    Progress.MADE: "",
    Progress.PRINTED: "",
    Progress.ON_SCREEN: "pass",
    Progress.ON_PAPER: "pass",
    Progress.FILED: "pass",
}
OVERDUE, AGAIN, UNSIGNED, NO_PAPER, BACK = "逾期", "需重签", "未签", "已签待归档", "被退回"
STATES = (UNSIGNED, OVERDUE, AGAIN, BACK, *map(str, Progress), NO_PAPER)
"""What a board can be narrowed down to."""


@dataclass(frozen=True, slots=True)
class Row:
    """A letter on a board.

    Attributes:
        tags: text and tone.
        told: what is wanting.
        ready: it can be filed now.
    """

    number: str
    letter_no: str
    name: str
    party: str
    scope: str
    tags: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    ready: bool


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board as its page shows it.

    Attributes:
        rows: as narrowed down by state and post.
        found: how many there are in all.
        ready: numbers of the letters that can be filed.
        electronic: how many of these were signed on a screen.
    """

    batch: str
    address: str
    total: Tally
    parties: tuple[Tally, ...]
    rows: tuple[Row, ...]
    found: int
    missing: tuple[LetterDraft, ...]
    ready: tuple[str, ...]
    is_closed: bool
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's own letter; `signs` where it waits for their signature."""

    number: str
    title: str
    state: str
    until: date
    signs: bool


def address_of(batch: str, page: str = "board", **more: str) -> str:
    """Address of a page about a batch."""
    return f"{LETTERS}/{page}?{urlencode({'batch': batch, **more})}"


def view_of(board: Board, state: str = "", post: str = "") -> BoardView:
    """A board, narrowed down to a state and a post where they are named."""
    ready = {one.record.number for one in to_be_filed(board)}
    found = [one for one in board.letters if not post or one.party == post]
    shown = [one for one in found if not state or is_in(one, state, ready)]
    counts = ((name, sum(is_in(one, name, ready) for one in found)) for name in STATES)
    return BoardView(
        board.batch,
        address_of(board.batch),
        board.total,
        board.parties,
        tuple(_row(one, one.record.number in ready) for one in shown),
        len(board.letters),
        tuple(one for one in board.missing if not post or one.party == post),
        tuple(one.record.number for one in board.letters if one.record.number in ready),
        board.is_closed,
        tuple((name, count) for name, count in counts if count),
    )


def is_in(one: LetterStanding, state: str, ready: Iterable[str]) -> bool:
    """Whether a letter is one of those that a state names."""
    match state:
        case "逾期":
            return one.overdue
        case "需重签":
            return bool(one.again)
        case "未签":
            return not one.gone and (not one.progress.is_signed or bool(one.again))
        case "被退回":
            return is_returned(one.record)
        case "已签待归档":
            return one.record.number in ready
        case _:
            return str(one.progress) == state and not one.again


def _row(one: LetterStanding, ready: bool) -> Row:
    entry = one.record.entry
    return Row(
        one.record.number,
        str(entry.get("letter_no") or ""),
        one.name,
        one.party,
        str(entry.get("scope") or ""),
        tuple(_tags(one)),
        (*((one.again,) if one.again else ()), *one.lacking),
        ready,
    )


def _tags(one: LetterStanding) -> Iterator[tuple[str, str]]:
    if one.gone:
        yield "已离岗", ""
    if one.again:
        yield AGAIN, "fail"
    else:
        yield str(one.progress), TONES[one.progress]
    if is_returned(one.record):
        yield BACK, "fail"
    if one.overdue:
        yield OVERDUE, "fail"


# ---- somebody's own


def own_letters(desk: Desk, who: Visitor) -> tuple[Own, ...]:
    """The letters somebody signs as 乙方, the newest first."""
    kept = [one for one in letters_now(desk) if not one.is_void]
    mine = [one for one in kept if one.entry["party_b"]["id"] == who.id]
    return tuple(_own(one) for one in reversed(mine))


def _own(record: Record) -> Own:
    place = next_place(record, find(REGISTER).register)
    return Own(
        record.number,
        f"{record.entry['party_type']}安全责任书",
        WAITING.get(place, "学校在办") if unsigned_roles(record) else "双方已签",
        date.fromisoformat(record.entry["valid_to"]),
        place == PARTY_B,
    )


# ---- plans


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Letters of a post that would be made: name, scope, number, and what to look at."""

    party: str
    rows: tuple[tuple[str, str, str, str], ...]


def groups_of(planned: Plan) -> tuple[PlanGroup, ...]:
    """What would be made, post by post."""
    parties = dict.fromkeys(draft.party for draft, _, _ in planned.drafts)
    return tuple(
        PlanGroup(
            party,
            tuple(
                (draft.name, draft.scope, number, draft.remark)
                for draft, _, number in planned.drafts
                if draft.party == party
            ),
        )
        for party in parties
    )


# ---- who is to be asked again


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody who has not signed, for the list that goes round."""

    party: str
    name: str
    number: str
    due: str
    why: str


def reminders(board: Board) -> Sequence[Reminder]:
    """Everybody who has not signed, those who are overdue first; then who has no letter."""
    asked = [
        Reminder(one.party, one.name, one.record.number, _day(one.due), _why(one))
        for one in board.unsigned
    ]
    return [
        *asked,
        *(Reminder(one.party, one.name, "", "", "还没有责任书") for one in board.missing),
    ]


def _day(due: datetime | None) -> str:
    return f"{due.month}月{due.day}日" if due else ""


def _why(one: LetterStanding) -> str:
    return "；".join(filter(None, (OVERDUE if one.overdue else "", one.again, *one.lacking)))


def boards_of(desk: Desk, batches: Iterable[str]) -> tuple[BoardView, ...]:
    """Every batch with its figures."""
    return tuple(view_of(board_now(desk, one)) for one in batches)
