"""The use-case of printing many records for ink: what goes to the printer, and the note of it."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.compose import compose
from generator.metadata import About
from generator.qr import QrKind
from generator.rendering import Press
from generator.stacks import Order, Setup, print_stack
from generator.word_joining import print_words
from records.digest import digest_of
from records.disk import Disk
from records.prints import Print, PrintLog
from records.record import Person, Record
from taizhang import log
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.home import Home
from taizhang.papers import about, imprint_of
from taizhang.privacy import read_record

MOST_COPIES = 9
SHORT_DIGEST = 16
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys('\\/:*?"<>|\n', "－"))


@dataclass(frozen=True, slots=True)
class RunLayout:
    """A print run before it is one: all that it takes from the desk.

    Attributes:
        orders: what is to be printed, in order.
        records: number, content version and digest of each.
        names: what to call the files of each, without ending.
        about: what the whole stack says of itself.
        whole: personal values stand on some of them.
        hints: what is masked, and why, in Chinese.
    """

    by: Person
    at: datetime
    orders: tuple[Order, ...]
    records: tuple[tuple[str, int, str], ...]
    names: tuple[str, ...]
    about: About
    whole: bool
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunPaper:
    """The papers of one record: all copies, coded; empty what nobody asked for."""

    name: str
    pdf: bytes
    docx: bytes = b""


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What a print run made.

    Attributes:
        prints: as they are noted.
        stack: everything for the printer, person by person, copy by copy.
        papers: the same record by record.
        joined: everything as Word, a file for each kind of paper.
        whole: personal values stand on some; nothing of it is to be kept.
        hints: what is masked, and why, in Chinese.
    """

    prints: tuple[Print, ...]
    stack: bytes
    papers: tuple[RunPaper, ...]
    joined: tuple[bytes, ...]
    whole: bool
    hints: tuple[str, ...]

    def archive(self) -> bytes:
        """Everything in one zip: the stack, and the files of each record."""
        files = {"全部.pdf": self.stack}
        for number, data in enumerate(self.joined, start=1):
            files["全部.docx" if number == 1 else f"全部-{number}.docx"] = data
        for paper in self.papers:
            files |= {f"{paper.name}.pdf": paper.pdf, f"{paper.name}.docx": paper.docx}
        return _zipped({name: data for name, data in files.items() if data}, self.prints[0].at)


def print_run(
    desk: Desk,
    press: Press,
    visit: Visit,
    numbers: Sequence[str],
    *,
    copies: int | None = None,
    seams: bool = True,
    duplex: bool = False,
    words: bool = True,
    why: str = "",
) -> PrintRun:
    """Print records for signing on paper, every page coded, and note it.

    Args:
        desk: where they are.
        press: prints them.
        visit: who prints, and when.
        numbers: of the records, in the order wanted.
        copies: of each; None is as many as the record itself says, else one.
        seams: mark where the seal across the edges goes.
        duplex: for printing on both sides: every copy begins on a sheet of its own.
        words: make Word files, too.
        why: what for, where personal values are read.

    Raises:
        UsageError: nothing is asked for, a voided record, or too many copies.
        RecordError: there is no such record; or the run could not be noted, so it counts for none.
        GeneratorError: one cannot be printed as what it is.
    """
    layout = lay_out_run(desk, visit, numbers, copies=copies, why=why)
    run = put_run_on_paper(press, layout, Setup(seams=seams, duplex=duplex), words=words)
    note_run(desk.home, run)
    return run


def lay_out_run(
    desk: Desk, visit: Visit, numbers: Sequence[str], *, copies: int | None = None, why: str = ""
) -> RunLayout:
    """All that a run takes from the desk, which others may have while it is printed.

    Raises:
        UsageError: nothing is asked for, a voided record, or too many copies.
        RecordError: there is no such record.
        GeneratorError: one cannot be printed as what it is.
    """
    wanted = tuple(dict.fromkeys(numbers))
    if not wanted:
        raise UsageError("没有要打印的记录。写上记录编号，或用 --batch 写批次名称。")
    readings = [read_record(desk, one, by=visit.by, how="打印", why=why) for one in wanted]
    records = [one.record for one in readings]
    hints = dict.fromkeys(one.hint for one in readings if one.hint)
    return RunLayout(
        by=desk.person(visit),
        at=visit.at,
        orders=tuple(_order(desk, one, copies) for one in records),
        records=tuple((one.number, one.content.version, one.content.digest) for one in records),
        names=tuple(_name(one.record.number, one.title) for one in readings),
        about=_about(desk, visit, records),
        whole=any(one.whole for one in readings),
        hints=tuple(hints),
    )


def records_of_batch(desk: Desk, batch: str) -> list[str]:
    """Numbers of this term's records of a batch (批次名称) that are not voided, in their order.

    Raises:
        UsageError: there are none.
    """
    term = desk.term_now(desk.now().date())
    records = desk.records(term)
    found = [one.number for one in records if one.entry.get("batch") == batch and not one.is_void]
    if not found:
        raise UsageError(f"{term} 没有批次“{batch}”的记录。核对批次名称。")
    return found


def put_run_on_paper(
    press: Press, layout: RunLayout, setup: Setup, *, words: bool = False
) -> PrintRun:
    """Print what was laid out, by all rendering children.

    Raises:
        GeneratorError: one cannot be printed as what it is.
    """
    sheets, stack = print_stack(press, layout.orders, layout.about, setup)
    docx, joined = print_words(press, layout.orders) if words else ([b""] * len(sheets), [])
    prints = tuple(
        Print(layout.at, layout.by, *record, len(order.copies), one.pages, one.places)
        for record, order, one in zip(layout.records, layout.orders, sheets, strict=True)
    )
    papers = tuple(
        RunPaper(name, one.data, word)
        for name, one, word in zip(layout.names, sheets, docx, strict=True)
    )
    log.step("print", records=len(prints), to="stack", bytes=len(stack))
    return PrintRun(prints, stack, papers, tuple(joined), layout.whole, layout.hints)


def note_run(home: Home, run: PrintRun) -> None:
    """Note what was printed, so that it is known when it comes back.

    Raises:
        NotWrittenError: it could not be noted: the papers are not to be given out.
    """
    PrintLog(home.folder, Disk()).note(run.prints)


def _order(desk: Desk, record: Record, copies: int | None) -> Order:
    number, term = record.number, desk.term_holding(record)
    if record.is_void:
        raise UsageError(f"记录 {number} 已作废，不用打印待签。去掉这个编号再打印。")
    count = copies or record.entry.get("copies") or 1
    if not 1 <= count <= MOST_COPIES:
        raise UsageError(f"记录 {number} 要印 {count} 份，一次最多 {MOST_COPIES} 份。")
    document = compose(record, desk.definition(record), imprint_of(desk, term))
    shared = {
        "n": number,
        "v": str(record.content.version),
        "d": record.content.digest[:SHORT_DIGEST],
        "m": str(count),
    }
    return Order(
        document=document,
        about=about(document, record, desk.home, term),
        kind=QrKind.COPY,
        copies=tuple({**shared, "k": str(copy)} for copy in range(1, count + 1)),
    )


def _about(desk: Desk, visit: Visit, records: Sequence[Record]) -> About:
    name = f"待签文书 {visit.at:%Y%m%d-%H%M%S}"
    return About(
        title=f"待签文书（{len(records)}件）",
        author=desk.home.settings.school.name,
        subject=name,
        document_id=name,
        content_sha256=digest_of([[one.number, one.content.digest] for one in records]),
        term=desk.term_holding(records[0]),
        created=visit.at,
    )


def _name(number: str, title: str) -> str:
    return f"{number} {title}".strip().translate(_NOT_IN_A_NAME)


def _zipped(files: dict[str, bytes], at: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # they are packed already
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), data)
    return out.getvalue()
