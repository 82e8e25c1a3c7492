"""The use-case of 用印登记簿: the uses of a term or a year, and how they are printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.composing.seal_log import TITLE, compose_seal_log
from generator.metadata import About
from records.digest import digest_of
from records.record import Record
from records.seal_uses import SealUse, seal_uses, stamped_numbers
from records.terms import terms_kept
from taizhang.desk import Desk
from taizhang.errors import UsageError
from taizhang.papers import FORMATS, Layout, school_on_paper
from taizhang.telling import title_of


@dataclass(frozen=True, slots=True)
class SealLog:
    """The uses of a while.

    Attributes:
        span: term or year, as it was asked for; `name` in words.
        titles: record number → what paper it is.
    """

    span: str
    name: str
    uses: tuple[SealUse, ...]
    titles: Mapping[str, str]

    @property
    def data(self) -> Iterator[dict[str, object]]:
        """The uses as plain data."""
        for one in self.uses:
            yield {
                "stamp_no": one.stamp_no,
                "at": one.at.isoformat(),
                "paper": self.titles[one.number],
                "number": one.number,
                "seals": list(one.seals),
                "copies": one.copies,
                "why": one.why,
                "approved_by": one.approved_by.name if one.approved_by else "",
                "by": one.by.name,
                "stands": one.stands,
            }


def seal_log(desk: Desk, span: str = "") -> SealLog:
    """The uses of a term, or of a year.

    Args:
        desk: where the records are.
        span: as 2025-2026-2 or 2026; empty is the term of today.

    Raises:
        UsageError: neither.
        SchoolFileError: there is no such term.
    """
    span = span or desk.home.term_of(desk.now().date()).key
    is_year = len(span) == len("2026") and span.isdecimal()
    name = f"{span}年" if is_year else desk.home.calendar(span).term.title
    records = {number: desk.record(number) for number in _stamped(desk)}
    uses = tuple(one for one in seal_uses(records.values()) if span in _spans(one, desk))
    titles = {one.number: _title(desk, records[one.number]) for one in uses}
    return SealLog(span, name, uses, titles)


def _stamped(desk: Desk) -> Iterator[str]:
    for term in terms_kept(desk.home.folder):
        ledger = desk.ledger(term)
        ledger.refresh()
        yield from stamped_numbers(ledger.journal.lines())


def _spans(use: SealUse, desk: Desk) -> tuple[str, str]:
    """The year and the term in which a seal was used."""
    on = use.at.astimezone(desk.home.zone).date()
    return str(on.year), desk.home.term_of(on).key


def _title(desk: Desk, record: Record) -> str:
    kind = desk.registers.get(record.register)
    return title_of(record, kind) if kind else desk.definition(record).title


def lay_out_seal_log(desk: Desk, log: SealLog, form: str) -> Layout:
    """All that printing the log takes from the desk.

    Raises:
        UsageError: an unknown format.
    """
    if form not in FORMATS:
        raise UsageError(f"没有“{form}”这种格式。可用：{'、'.join(FORMATS)}。")
    document = compose_seal_log(log.uses, log.titles, log.name, school_on_paper(desk.home))
    name, now = f"{TITLE}-{log.span}", desk.now()
    said = About(
        title=TITLE,
        author=desk.home.settings.school.name,
        subject=log.name,
        document_id=name,
        content_sha256=digest_of([name, [[one.stamp_no, one.stands] for one in log.uses]]),
        term=log.span,
        created=now,
    )
    return Layout(f"{name}.{form}", form, document, said)
