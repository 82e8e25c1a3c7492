"""Boards: how the batches of a home stand now."""

from collections.abc import Iterator
from typing import Any

from checklists.catalogue import find
from records.campaigns import (
    REGISTER,
    Board,
    Facts,
    LetterStanding,
    Tally,
    batches,
    board_of,
    ending,
)
from records.prints import PrintLog
from records.record import Record
from taizhang.desk import Desk
from taizhang.errors import CampaignRefusedError


def term_here(desk: Desk) -> str:
    """The term whose ledger takes letters now."""
    return desk.term_now(desk.now().date())


def letters_now(desk: Desk) -> list[Record]:
    """Letters of the term, of every batch, voided ones included."""
    return desk.records(term_here(desk), REGISTER)


def batches_now(desk: Desk) -> tuple[str, ...]:
    """Names of the term's batches, the last begun first."""
    return batches(letters_now(desk))


def facts_of(desk: Desk) -> Facts:
    """What boards go by beside the letters."""
    term, now = term_here(desk), desk.now()
    school = desk.school(term)
    kind = find(REGISTER, desk.registers)
    begun = desk.has_ledger(term)
    return Facts(
        lists=desk.ledger(term).lists(school) if begun else desk.directory,
        now=now,
        today=now.date(),
        prints=PrintLog(desk.home.folder, desk.disk).latest(),
        due={one.subject: one.due for one in school.duties(kind)},
    )


def board_now(desk: Desk, batch: str) -> Board:
    """How a batch stands.

    Raises:
        CampaignRefusedError: there is no such batch.
    """
    board = board_of(batch, letters_now(desk), facts_of(desk))
    if not board.letters:
        known = "、".join(batches_now(desk)) or "（还没有）"
        raise CampaignRefusedError(f"没有批次“{batch}”。本学期的批次：{known}。")
    return board


def ending_now(desk: Desk) -> tuple[Record, ...]:
    """Letters of this term and earlier ones that end within fifteen days, with none to follow."""
    term, today = term_here(desk), desk.now().date()
    if not desk.has_ledger(term):
        return ()
    directory = desk.directory
    found = ending(desk.ledger(term).standing(REGISTER), today)
    people = ((one, directory.look_up("person", one.entry["party_b"]["id"])) for one in found)
    return tuple(record for record, one in people if one is None or one.active)


def outstanding(board: Board) -> Iterator[str]:
    """Who has not signed, one a line, in Chinese (催签清单)."""
    for one in board.unsigned:
        by = f"，{one.due.month}月{one.due.day}日前签" if one.due else ""
        late = "，已逾期" if one.overdue else ""
        why = f"，{one.again}" if one.again else ""
        yield f"{one.party} {one.name}（{one.record.number}）{by}{late}{why}"
    for draft in board.missing:
        yield f"{draft.party} {draft.name}（还没有责任书）"


# ---- as data


def board_data(board: Board) -> dict[str, Any]:
    """A board as JSON data."""
    return {
        "batch": board.batch,
        "total": _tally_data(board.total),
        "parties": [_tally_data(one) for one in board.parties],
        "letters": [letter_data(one) for one in board.letters],
        "missing": [{"party": one.party, "name": one.name, "id": one.id} for one in board.missing],
        "closed": board.is_closed,
    }


def _tally_data(one: Tally) -> dict[str, Any]:
    return {
        "party": one.party,
        "asked": one.asked,
        "signed": one.signed,
        "filed": one.filed,
        "overdue": one.overdue,
        "again": one.again,
        "rate": round(one.rate, 1),
    }


def letter_data(one: LetterStanding) -> dict[str, Any]:
    """A letter's standing as JSON data."""
    return {
        "number": one.record.number,
        "letter_no": one.record.entry.get("letter_no"),
        "party": one.party,
        "name": one.name,
        "progress": str(one.progress),
        "due": one.due.isoformat() if one.due else None,
        "overdue": one.overdue,
        "again": one.again,
        "lacking": list(one.lacking),
        "gone": one.gone,
    }
