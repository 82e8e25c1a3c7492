"""Filing what came back from paper: every page of a stack to its record, the rest to the tray.

Pages come in any order, turned any way; their codes say what they are. Nothing is lost: a page
goes to its record, is a blank back, or lies in the tray. Done again, it changes nothing; broken
off, it is done by running it again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.composing.scans import scanned_digests
from generator.errors import GeneratorError
from generator.pagecodes import Box
from generator.qr import QrContent, QrKind
from generator.scans import ScannedPage, read_scans
from records.digest import digest
from records.prints import InkPlace
from records.record import Record
from records.refusals import NotAllowedError, UnknownRecordError
from records.scans import ScannedSheet
from taizhang import log
from taizhang.desk import Desk, Visit
from taizhang.paperwork import Paperwork, Prints, paperwork_of, prints_of
from taizhang.tray import Tray, TrayPage, to_data

LONGEST_NAME = 120
"""Characters of a file's name, and of its page, that are kept; the page stands at its end."""
Tell = Callable[[int, int, str], None]
NO_CODE = "没有读到码"
UNKNOWN, DIFFERENT, VOID = "台账里没有这个编号", "码上的摘要与台账不符", "记录已作废"
AGAIN = "这一页已经归档"
FORM, ORDINARY = "空白表，待录入", "是记录的普通打印件，没有写第几页"
OTHER = "不是文书的码"


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What became of a stack.

    Attributes:
        pages: read in all: `filed` now, `repeated` were here before, `blank` backs, the rest in
            the tray.
        records: whose sheets these are, as their paper stands now.
        tray: pages that a person has to see to.
        unread: files that could not be opened, each with why.
    """

    pages: int
    filed: int
    repeated: int
    blank: int
    records: tuple[Paperwork, ...]
    tray: tuple[TrayPage, ...]
    unread: tuple[tuple[str, str], ...]

    @property
    def summary(self) -> str:
        """In one line."""
        parts = (
            f"共 {self.pages} 页：归档 {self.filed} 页（{len(self.records)} 份记录）",
            f"待归 {len(self.tray)} 页" if self.tray else "",
            f"先前归过 {self.repeated} 页" if self.repeated else "",
            f"空白 {self.blank} 页" if self.blank else "",
            f"读不了的文件 {len(self.unread)} 个" if self.unread else "",
        )
        return "，".join(filter(None, parts))

    def to_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "pages": self.pages,
            "filed": self.filed,
            "repeated": self.repeated,
            "blank": self.blank,
            "records": [one.to_data() for one in self.records],
            "tray": [to_data(one) for one in self.tray],
            "unread": [{"file": name, "why": why} for name, why in self.unread],
            "summary": self.summary,
        }


def file_scans(
    desk: Desk,
    visit: Visit,
    files: Iterable[tuple[str, bytes]],
    tell: Tell = lambda *_: None,
) -> ScanReport:
    """File a stack of scans.

    Args:
        desk: where the records are.
        visit: who hands the stack in, and when.
        files: name and bytes of PDFs and photos; read one after the other.
        tell: is told how far it is: done, total (0 while it is not known), step.

    Raises:
        RecordError: the disk failed, or the ledger is busy: what was not done is done by the
            same call again.
    """
    desk.ledger_for(visit)  # refused before anything is read
    visit = replace(visit, request_id="")  # what is done twice is told by the pages
    sorting = _Sorting(desk, visit, desk.person(visit).name)
    for name, data in files:
        sorting.read(name, data, tell)
    return sorting.finish(tell)


@dataclass(slots=True)
class _Sorting:
    """A stack being sorted.

    Attributes:
        by: name of who hands it in.
        records: those that pages of the stack name, as they stood.
        sheets: by number of the record they go to.
        laid: pages in the tray, by digest.
    """

    desk: Desk
    visit: Visit
    by: str
    pages: int = 0
    blank: int = 0
    repeated: int = 0
    filed: int = 0
    records: dict[str, Record] = field(default_factory=dict)
    sheets: dict[str, list[ScannedSheet]] = field(default_factory=dict)
    laid: dict[str, TrayPage] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    tray: Tray = field(init=False)
    prints: Prints = field(init=False)

    def __post_init__(self) -> None:
        self.tray = Tray(self.desk.home.folder, self.desk.disk)
        self.prints = prints_of(self.desk)

    def read(self, name: str, data: bytes, tell: Tell) -> None:
        """Every page of a file; one that cannot be opened stops none of the others."""
        try:
            for page in read_scans(name, data):
                self.pages += 1
                self._take(page)
                tell(0, 0, f"读扫描件，已读 {self.pages} 页")
        except GeneratorError as error:
            self.unread.append((name, str(error)))

    def finish(self, tell: Tell) -> ScanReport:
        """Put the sheets to their records, all of one record in one act."""
        for done, (number, sheets) in enumerate(self.sheets.items(), start=1):
            in_order = sorted(sheets, key=lambda one: (one.version, one.copy, one.page))
            self._attach(number, in_order)
            tell(done, len(self.sheets), "归档")
        log.step("scan", pages=self.pages, filed=self.filed, tray=len(self.laid))
        found = (self.desk.record(number) for number in sorted(self.records))
        return ScanReport(
            self.pages,
            self.filed,
            self.repeated,
            self.blank,
            tuple(paperwork_of(self.desk, one, self.prints) for one in found if one.scans),
            tuple(self.laid.values()),
            tuple(self.unread),
        )

    # ---- one page

    def _take(self, page: ScannedPage) -> None:
        if page.blank:
            self.blank += 1
            return
        key = digest(page.picture)
        known = self.tray.known().get(key)
        if key in self.laid or (known is not None and not known.waits):
            self.repeated += 1
        elif known is not None:
            self.laid[key] = known
        elif why := self._file(page, key):
            self._lay(key, page.picture, page.name, why, page.code)

    def _file(self, page: ScannedPage, key: str) -> str:
        """Have a page go to its record; why it cannot, in Chinese, or empty."""
        if page.code is None:
            return page.problem or NO_CODE
        if page.code.kind is not QrKind.COPY:
            return {QrKind.FORM: FORM, QrKind.RECORD: ORDINARY}.get(page.code.kind, OTHER)
        said = page.code.payload
        try:
            record = self._record(said["n"])
        except UnknownRecordError:
            return UNKNOWN
        sheets = self.sheets.get(record.number, [])
        if key in scanned_digests(record) or key in {one.sha256 for one in sheets}:
            self.repeated += 1
            return ""
        sheet = _sheet(page, said, self._inked(page, said))
        why = _why_not(record, said) or (AGAIN if _is_here(sheet, (*record.scans, *sheets)) else "")
        if not why:
            kept = replace(sheet, sha256=self.desk.attachments.put(page.picture))
            self.sheets.setdefault(record.number, []).append(kept)
        return why

    def _record(self, number: str) -> Record:
        if number not in self.records:
            self.records[number] = self.desk.record(number)
        return self.records[number]

    def _inked(self, page: ScannedPage, said: Mapping[str, str]) -> tuple[str, ...]:
        """Signing places of the page where something is written."""
        known = self.prints.get((said["n"], int(said["v"])))
        places = known.places if known else ()
        here = [one for one in places if one.page == int(said.get("p", 0))]
        return tuple(one.role for one in here if page.ink_in(box_of(one)))

    def _lay(self, key: str, picture: bytes, name: str, why: str, code: QrContent | None) -> None:
        known = dict(self._known(code)) if code else {}
        name = name[-LONGEST_NAME:]
        page = TrayPage(sha256=key, name=name, why=why, at=self.visit.at, by=self.by, **known)
        self.tray.put(page, picture)
        self.laid[key] = page

    def _known(self, code: QrContent) -> Iterator[tuple[str, Any]]:
        """What a code says of a page that could not be filed by it."""
        said = code.payload
        if code.kind is QrKind.FORM:
            yield from (("slug", said["s"]), ("form_no", said["i"]))
        if code.kind is QrKind.RECORD:
            yield from (("number", said["n"]), ("version", self._version(said)))
        if code.kind is QrKind.COPY:
            yield from (("number", said["n"]), ("version", int(said["v"])))
        for name, key in (("page", "p"), ("of", "q"), ("copy_no", "k"), ("copies", "m")):
            if code.kind in (QrKind.COPY, QrKind.FORM) and key in said:
                yield name, int(said[key])

    def _version(self, said: Mapping[str, str]) -> int:
        """The version whose ordinary print this is; 0 where the ledger has none of that digest."""
        try:
            versions = self._record(said["n"]).versions
        except UnknownRecordError:
            return 0
        return next((one.version for one in versions if one.digest.startswith(said["d"])), 0)

    # ---- all of a record

    def _attach(self, number: str, sheets: list[ScannedSheet]) -> None:
        try:
            self.desk.attach_scan(self.visit, number, sheets)
        except NotAllowedError as refused:  # voided while the stack was read
            for one in sheets:
                picture = self.desk.attachments.get(one.sha256)
                self._lay(one.sha256, picture, one.name, refused.what, None)
            return
        self.filed += len(sheets)


def _sheet(page: ScannedPage, said: Mapping[str, str], inked: tuple[str, ...]) -> ScannedSheet:
    """A page as its record names it; its picture is not kept yet."""
    return ScannedSheet(
        "",
        page.name[-LONGEST_NAME:],
        page=int(said.get("p", 0)),
        of=int(said.get("q", 0)),
        copy=int(said["k"]),
        copies=int(said["m"]),
        version=int(said["v"]),
        inked=inked,
    )


def _why_not(record: Record, said: Mapping[str, str]) -> str:
    """Why a page that names a record is not simply put to it, in Chinese; empty if it is."""
    at = int(said["v"]) - 1
    if at >= len(record.versions) or not record.versions[at].digest.startswith(said["d"]):
        return DIFFERENT
    return VOID if record.is_void else ""


def _is_here(sheet: ScannedSheet, kept: Iterable[ScannedSheet]) -> bool:
    """Whether another picture of the same page of the same copy is there."""
    same = (sheet.version, sheet.copy, sheet.page)
    return bool(sheet.page) and any((one.version, one.copy, one.page) == same for one in kept)


def box_of(place: InkPlace) -> Box:
    """Where ink is expected, as a scanned page is asked for it."""
    return Box(place.x, place.y, place.w, place.h)
