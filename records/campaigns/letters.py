"""How one letter stands: printed, signed on a screen or on paper, filed; what it still lacks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from checklists.posts import parties_of
from records.campaigns.asking import REGISTER, Campaign
from records.lifecycle import is_returned, unsigned_roles
from records.prints import Print
from records.record import CONTENT, Operation, Record, Signature

PARTY_B, PARTY_A = "乙方本人", "甲方校长（盖章）"
BEFORE_END = timedelta(days=15)
"""As long before its end the next letter is due (registers.md 1.3)."""
SIGNING = ("signed_on", "copies_b", "seal", "pages", "seam_seal", "scan")
"""Columns of the stage 签订: what they say is said of one text, and falls with it."""


class Progress(StrEnum):
    """How far a letter has come."""

    MADE = "已生成"
    PRINTED = "已打印"
    ON_SCREEN = "已在屏幕签"
    ON_PAPER = "已在纸上签"
    FILED = "已归档"

    @property
    def is_signed(self) -> bool:
        """Whether 乙方 has signed."""
        return self in (Progress.ON_SCREEN, Progress.ON_PAPER, Progress.FILED)


@dataclass(frozen=True, slots=True)
class LetterStanding:
    """A letter and how it stands.

    Attributes:
        printed: last print of the text that stands.
        due: by when it is to be signed; None where nothing says so.
        overdue: that has passed, and it is not signed.
        again: why it has to be signed anew, in Chinese; empty if it need not be.
        lacking: what else is wanting, in Chinese.
        gone: 乙方 is no longer in service: nobody asks for it.
    """

    record: Record
    progress: Progress
    printed: Print | None
    due: datetime | None
    overdue: bool
    again: str
    lacking: tuple[str, ...]
    gone: bool

    @property
    def party(self) -> str:
        """主送类别."""
        return str(self.record.entry["party_type"])

    @property
    def key(self) -> tuple[str, str]:
        """Who signs as what."""
        return key_of(self.record)

    @property
    def name(self) -> str:
        """乙方."""
        return str(self.record.entry["party_b"]["name"])


def key_of(record: Record) -> tuple[str, str]:
    """Who signs as what: in a batch, once."""
    return str(record.entry["party_b"]["id"]), str(record.entry["party_type"])


# ---- batches


def batches(records: Iterable[Record]) -> tuple[str, ...]:
    """Names of the batches that have letters, the last begun first."""
    names = (str(one.entry.get("batch")) for one in records if _is_letter(one))
    return tuple(reversed(dict.fromkeys(names)))


def letters_of(records: Iterable[Record], batch: str) -> tuple[Record, ...]:
    """Letters of a batch that count, one a person and 主送类别: the last."""
    kept = (one for one in records if _is_letter(one) and one.entry.get("batch") == batch)
    return tuple({key_of(one): one for one in kept}.values())


def _is_letter(record: Record) -> bool:
    return record.register == REGISTER and not record.is_void


def campaign_like(batch: str, letters: Sequence[Record], today: date) -> Campaign:
    """The campaign a batch came from, asked again today: for who came later.

    What most of its letters say is taken over; text and 特别约定 of a post are those of its
    letters, though of a single one nobody can tell whether they are the post's.
    """
    entries = [one.entry for one in letters]
    issued = max([today, *(date.fromisoformat(one["issued_on"]) for one in entries)])
    return Campaign(
        batch=batch,
        issued_on=issued,
        valid_from=max(issued, date.fromisoformat(_usual(entries, "valid_from"))),
        valid_to=date.fromisoformat(_usual(entries, "valid_to")),
        copies=int(_usual(entries, "copies")),
        parties=tuple(dict.fromkeys(str(one["party_type"]) for one in entries)),
        special={party: _special(of) for party, of in _by_party(entries) if len(of) > 1},
        clauses={party: tuple(of[-1].get("clauses", ())) for party, of in _by_party(entries)},
    )


def _usual(entries: Sequence[Mapping[str, Any]], column: str) -> Any:
    return Counter(one[column] for one in entries).most_common(1)[0][0]


def _by_party(
    entries: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    for party in dict.fromkeys(str(one["party_type"]) for one in entries):
        yield party, [one for one in entries if one["party_type"] == party]


def text_of(letters: Sequence[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """乙方职责条款 of the letters of a post, and the 特别约定 that every one of them has."""
    entries = [one.entry for one in letters]
    return tuple(entries[-1].get("clauses", ())), _special(entries)


def _special(entries: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    first, *others = (one.get("special", ()) for one in entries)
    return tuple(sentence for sentence in first if all(sentence in one for one in others))


def ending(records: Iterable[Record], today: date) -> tuple[Record, ...]:
    """Letters that end within fifteen days, or have ended, and that no later one follows."""
    last: dict[tuple[str, str], Record] = {}
    for one in filter(_is_letter, records):
        before = last.get(key_of(one))
        if before is None or before.entry["valid_to"] <= one.entry["valid_to"]:
            last[key_of(one)] = one
    until = (today + BEFORE_END).isoformat()
    return tuple(one for one in last.values() if one.entry["valid_to"] <= until)


# ---- one letter


def is_signed(record: Record) -> bool:
    """Whether 乙方 has signed the text that stands: on a screen, on paper, or as written down."""
    return _signature(record) is not None or _is_written_down(record)


def _is_written_down(record: Record) -> bool:
    """Whether the day of signing stands there, and the text was not changed since it was put."""
    signed_on, text, holds = None, None, False
    for one in record.versions:
        if one.operation in CONTENT:
            said = {name: one.entry[name] for name in one.entry if name not in SIGNING}
            holds = one.entry.get("signed_on") != signed_on or (holds and said == text)
            signed_on, text = one.entry.get("signed_on"), said
    return bool(signed_on) and holds


def is_filed(record: Record) -> bool:
    """Whether everything is there: both signatures, the paper, and nothing against it."""
    return (
        record.content.is_complete
        and _is_written_down(record)
        and not is_returned(record)
        and not record.blocking
        and not unsigned_roles(record)
    )


def standing_of(
    record: Record,
    *,
    printed: Print | None,
    due: datetime | None,
    now: datetime,
    posts: Sequence[str] = (),
    gone: bool = False,
) -> LetterStanding:
    """How a letter stands.

    Args:
        record: the letter.
        printed: its last print, of whatever version.
        due: by when it is to be signed.
        now: moment.
        posts: of 乙方 now; none where they are not on the list of people.
        gone: 乙方 is no longer in service.
    """
    stands = printed is not None and printed.version >= record.rewritten
    again = _again(record, printed, posts)
    progress = _progress(record, printed=stands)
    signed = progress.is_signed and not again
    return LetterStanding(
        record=record,
        progress=progress,
        printed=printed if stands else None,
        due=due,
        overdue=not signed and not gone and due is not None and now > due,
        again=again,
        lacking=tuple(_lacking(record, progress)),
        gone=gone,
    )


def _progress(record: Record, *, printed: bool) -> Progress:
    if is_filed(record):
        return Progress.FILED
    given = _signature(record)
    if given is not None and not given.paper:
        return Progress.ON_SCREEN
    if given is not None or is_signed(record):
        return Progress.ON_PAPER
    return Progress.PRINTED if printed else Progress.MADE


def _signature(record: Record) -> Signature | None:
    return next((one for one in record.signatures if one.role == PARTY_B), None)


def _again(record: Record, printed: Print | None, posts: Sequence[str]) -> str:
    held = parties_of(posts)
    if held and record.entry["party_type"] not in held:
        return "岗位已变动，按新岗位重签"
    if record.rewritten == 1 or is_signed(record):
        return ""
    fell = any(
        one.operation is Operation.SIGN and one.version < record.rewritten
        for one in record.versions
    )
    if fell or any(0 < one.version < record.rewritten for one in record.scans):
        return f"第{record.rewritten}版改过正文，要重签"
    if printed is not None and printed.version < record.rewritten:
        return f"第{record.rewritten}版改过正文，重新打印再签"
    return ""


def _lacking(record: Record, progress: Progress) -> Iterator[str]:
    if is_returned(record):
        last = next(one for one in reversed(record.versions) if one.operation is Operation.RETURN)
        yield f"{last.by.name}退回：{last.reason}"
    yield from (f"{one.where}{one.message}" for one in record.blocking)
    here = [one for one in record.scans if one.version >= record.rewritten]
    if here and not progress.is_signed:
        inked = any(PARTY_B in one.inked for one in here)
        yield "扫描件已回，乙方签名待确认" if inked else "扫描件已回，没有看到乙方签名"
    if progress.is_signed and PARTY_A in unsigned_roles(record):
        yield "等甲方签字"
    if progress is Progress.ON_PAPER and not here and not record.entry.get("scan"):
        yield "没有扫描件"
