"""Answers: what stands on the slips that came back, each a step of its own record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn

from checklists.errors import InvalidEntryError
from records.charges.kept import CONSENTS
from records.charges.receivables import DECLINES, JOINS
from records.record import Record
from taizhang.desk import Desk, Visit
from taizhang.errors import ConsentRefusedError, UsageError
from taizhang.exits import REFUSALS

JOINING, DECLINING = "参加", "不参加"
CHOICES: Mapping[str, str] = {JOINING: JOINS, DECLINING: DECLINES, JOINS: JOINS}
"""As people write it → as it is recorded."""
NOT_YET = ("", "未交")
ON_PAPER = "纸质签字"


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands on one slip.

    Attributes:
        number: of the record.
        choice: one of `CHOICES`.
        signed_on: day the parent wrote.
        reason: why not, if they say so.
        relation, phone: as the parent wrote them.
        expected_version: the version that was seen.
    """

    number: str
    choice: str
    signed_on: date | None
    reason: str = ""
    relation: str = ""
    phone: str = ""
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one answer: how the record stands, or why it was not taken."""

    number: str
    state: str = ""
    refused: str = ""


def answer(desk: Desk, visit: Visit, answers: Sequence[Answer]) -> tuple[Answered, ...]:
    """Record answers one after the other; what is refused stops none of the others."""
    return tuple(_taken(desk, visit, one) for one in answers)


def _taken(desk: Desk, visit: Visit, one: Answer) -> Answered:
    named = replace(
        visit, request_id=f"{visit.request_id}/{one.number}" if visit.request_id else ""
    )
    try:
        data = _data(desk.record(one.number), one)
        receipt = desk.continue_record(
            named, one.number, data, _no_files, expected_version=one.expected_version
        )
    except InvalidEntryError as error:
        told = (f"{found.where}：{found.what}。{found.advice}" for found in error.problems)
        return Answered(one.number, refused="".join(told))
    except REFUSALS as error:
        return Answered(one.number, refused=str(error))
    return Answered(one.number, receipt.state)


def _data(record: Record, one: Answer) -> dict[str, str]:
    """The columns of an answer.

    Raises:
        ConsentRefusedError: it says nothing, or not when.
    """
    if record.register != CONSENTS:
        raise ConsentRefusedError(f"{one.number} 不是自愿确认单。核对编号。")
    choice = CHOICES.get(one.choice)
    if choice is None:
        raise ConsentRefusedError("没有写参加还是不参加。照家长的勾选填。")
    if one.signed_on is None:
        raise ConsentRefusedError("没有家长签字日期。照单上写的日期填。")
    said = {
        "choice": choice,
        "signed_on": one.signed_on.isoformat(),
        "channel": ON_PAPER,
        "reason": one.reason.strip() if choice == DECLINES else "",
        "relation": one.relation.strip(),
        "phone": one.phone.strip(),
    }
    return {name: value for name, value in said.items() if value}


def _no_files(name: str) -> NoReturn:
    raise UsageError(f"这里没有附件“{name}”。扫描件用扫描归档。")


def answers_from(raw: bytes) -> tuple[Answer, ...]:
    """Answers of a workbook: 记录编号, 意愿, 签字日期, 不参加理由, 与学生关系, 联系电话.

    Rows without an answer (未交) are passed over.

    Raises:
        WorkbookError: something in it cannot be read.
    """
    from taizhang.workbooks import read_answers  # loads a library that few commands need

    return tuple(_read(read_answers(raw)))


def _read(rows: Sequence[tuple[int, Mapping[str, str | date]]]) -> Iterator[Answer]:
    for _, row in rows:
        choice = str(row.get("choice", ""))
        if choice in NOT_YET:
            continue
        signed_on = row.get("signed_on")
        yield Answer(
            str(row.get("number", "")),
            choice,
            signed_on if isinstance(signed_on, date) else None,
            str(row.get("reason", "")),
            str(row.get("relation", "")),
            str(row.get("phone", "")),
        )
