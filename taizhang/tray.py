"""The tray (待归): scanned pages that a person has to put where they belong.

Their pictures lie in ``<home>/tray/``, one file each, for nobody else on the computer to read;
``pages.json`` beside them says where each came from and what became of it. No journal names them
yet, so they are no attachments; the data backup takes them along. A page that was put to a record,
or thrown away, leaves its line behind, so that the same scan does not come up again; its picture
goes, for it may show a child's name.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.composing.scans import scanned_digests
from records.access import Access, AccessLog
from records.digest import digest
from records.disk import Disk, make_folders, read_whole, write_whole
from records.errors import NotWrittenError, cause_of
from records.record import Person, Record
from records.refusals import NotAllowedError
from records.scans import ScannedSheet
from taizhang.accounts.cabinet import Cabinet, Sheet
from taizhang.desk import Desk, Visit
from taizhang.errors import TrayError

FOLDER, LIST = "tray", "pages"
LEAST = 6
"""Digits of a digest by which a page is named, at least."""
DISCARDED = "丢弃扫描页"


class TrayPage(Sheet):
    """One scanned page and what is known of it.

    Attributes:
        sha256: of its picture.
        name: file it came in, with its page.
        why: it could not be filed, in Chinese.
        number: of the record it may belong to; `version`, `page`, `of`, `copy_no` and `copies`
            as its code says.
        slug: register of a blank form that was filled in by pen; `form_no` the number on it.
        filed_to: number of the record it was put to; `discarded` why it was thrown away.
    """

    sha256: str
    name: str
    why: str
    at: datetime
    by: str
    number: str = ""
    version: int = 0
    page: int = 0
    of: int = 0
    copy_no: int = 0
    copies: int = 0
    slug: str = ""
    form_no: str = ""
    filed_to: str = ""
    discarded: str = ""

    @property
    def key(self) -> str:
        """Digest of its picture."""
        return self.sha256

    @property
    def waits(self) -> bool:
        """Whether a person still has to see to it."""
        return not (self.filed_to or self.discarded)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person says that a page belongs.

    Attributes:
        page, copy: as `ScannedSheet`; 0 where the person does not know.
        version: of the record that was printed; 0 for a form that was filled in by pen.
    """

    number: str
    version: int = 0
    page: int = 0
    copy: int = 0


class Tray:
    """The tray of a home."""

    def __init__(self, home: Path, disk: Disk | None = None) -> None:
        self.home, self.disk = home, disk or Disk()
        self._pages = Cabinet(home, LIST, TrayPage, self.disk, FOLDER)

    def known(self) -> Mapping[str, TrayPage]:
        """Every page that ever lay here, by the digest of its picture."""
        return self._pages.read()

    def waiting(self) -> list[TrayPage]:
        """Pages that a person still has to see to, in the order they came."""
        return [one for one in self.known().values() if one.waits]

    def put(self, page: TrayPage, picture: bytes) -> bool:
        """Lay a page in; durable on return.

        Returns:
            whether it is new: the same picture is here, or was, only once.

        Raises:
            NotWrittenError: the disk failed or is full.
        """
        known = self.known().get(page.key)
        if known is not None and not known.waits:
            return False
        try:
            make_folders(self.disk, self.home, FOLDER)
            write_whole(self.disk, self._path(page.key), picture)
        except OSError as error:
            raise NotWrittenError("待归扫描页", cause_of(error)) from error
        return self._pages.change(lambda pages: pages.setdefault(page.key, page) is page)

    def find(self, key: str) -> TrayPage:
        """A page that waits, by the first digits of its digest.

        Raises:
            TrayError: there is none, or several.
        """
        found = [one for one in self.waiting() if len(key) >= LEAST and one.key.startswith(key)]
        if len(found) != 1:
            what = "不止一页" if found else "没有"
            raise TrayError(f"待归扫描页“{key}”：{what}。用 taizhang tray 看编号，多写几位再试。")
        return found[0]

    def picture(self, key: str) -> bytes:
        """The picture of a page that waits.

        Raises:
            TrayError: it is not there, or is not what was laid in.
        """
        page = self.find(key)
        with suppress(OSError):
            data = read_whole(self.disk, self._path(page.key))
            if digest(data) == page.key:
                return data
        raise TrayError(f"待归扫描页 {page.name}：图片不见了或已损坏。丢弃这一页，重新扫描。")

    def settle(self, key: str, *, filed_to: str = "", discarded: str = "") -> None:
        """Take a page out: it was put to a record, or thrown away.

        Args:
            key: digest of its picture.
            filed_to: number of the record.
            discarded: why.

        Raises:
            NotWrittenError: the disk failed.
        """

        def note(pages: dict[str, TrayPage]) -> None:
            became = {"filed_to": filed_to, "discarded": discarded}
            pages[key] = pages[key].model_copy(update=became)

        self._pages.change(note)
        with suppress(FileNotFoundError):
            self.disk.remove(self._path(key))

    def _path(self, key: str) -> Path:
        return self.home / FOLDER / f"{key}.jpg"


def assign(desk: Desk, visit: Visit, tray: Tray, key: str, place: Place) -> TrayPage:
    """Put a page to the record it belongs to.

    Raises:
        TrayError: it is not in the tray.
        RecordError: refused by the ledger; the page stays in the tray.
    """
    page = tray.find(key)
    if page.key not in scanned_digests(desk.record(place.number)):  # else it died before settling
        sheet = ScannedSheet(
            desk.attachments.put(tray.picture(page.key)),
            page.name,
            page=place.page,
            of=page.of,
            copy=place.copy,
            copies=page.copies,
            version=place.version,
        )
        desk.attach_scan(visit, place.number, [sheet])
    tray.settle(page.key, filed_to=place.number)
    return page


def discard(desk: Desk, visit: Visit, tray: Tray, key: str, reason: str) -> TrayPage:
    """Throw a page away; who did it and why is noted in the access log first.

    Raises:
        TrayError: it is not in the tray.
        NotAllowedError: no reason is given.
        NotWrittenError: it could not be noted; the page stays.
    """
    page, said = tray.find(key), reason.strip()
    if not said:
        raise NotAllowedError(f"待归扫描页 {page.name}", "没有写丢弃的原因", "写明原因")
    by: Person = desk.person(visit)
    access = Access(visit.at, by, DISCARDED, page.key[:16], why=f"{page.name}：{said}")
    AccessLog(desk.home.folder, desk.disk).note(access)
    tray.settle(page.key, discarded=said)
    return page


def guessed(record: Record, page: TrayPage) -> int:
    """The version of a record that a page most likely shows, where nobody says it.

    What its code says counts for the record it names; a form that was filled in by pen is of none.
    """
    if page.slug:
        return 0
    said = page.version if page.number == record.number else 0
    return said or record.rewritten


def to_data(page: TrayPage) -> dict[str, Any]:
    """A page as JSON."""
    return page.model_dump(mode="json", exclude={"filed_to", "discarded"})
