"""Home folder of one school: where everything lies, and what school.toml says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from checklists.calendar import SchoolCalendar
from checklists.limits import Limit
from checklists.profile import NO_CANTEEN, Profile
from records.disk import Disk, write_whole
from taizhang.errors import NoHomeError, SchoolFileError
from taizhang.rewriting import rewrite
from taizhang.school_file import (
    SCHOOL_FILE,
    SchoolFile,
    SchoolSection,
    TermSection,
    read_school_file,
    read_settings,
    toml_of,
)

__all__ = [
    "FOLDERS",
    "SCHOOL_FILE",
    "Home",
    "SchoolFile",
    "SchoolSection",
    "TermSection",
    "read_settings",
]

FOLDERS = (
    "ledgers",
    "attachments",
    "definitions",
    "directory",
    "templates",
    "keys",
    "issued",
    "logs",
)


@dataclass(frozen=True, slots=True)
class Home:
    """A school's home folder with its settings read.

    Attributes:
        folder: the folder.
        settings: school.toml.
    """

    folder: Path
    settings: SchoolFile

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read the home.

        Raises:
            NoHomeError: no school.toml there.
            SchoolFileError: it cannot be understood.
        """
        path = folder / SCHOOL_FILE
        if not path.is_file():
            raise NoHomeError(
                f"{folder} 里还没有学校档案（缺 {SCHOOL_FILE}）。"
                "先运行 taizhang init，或用 --home 指明文件夹。"
            )
        return cls(folder, read_school_file(path))

    @classmethod
    def create(cls, folder: Path, settings: SchoolFile) -> Self:
        """Make the folders and school.toml.

        Raises:
            SchoolFileError: there is a school already; nothing is overwritten.
        """
        path = folder / SCHOOL_FILE
        if path.exists():
            raise SchoolFileError(f"{path} 已经存在，未改动。要改设置请直接编辑它。")
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        write_whole(Disk(), path, toml_of(settings).encode())
        return cls.open(folder)

    def rewrite(
        self, settings: SchoolFile, *, by: str, at: datetime, disk: Disk | None = None
    ) -> Self:
        """Put new settings in the place of those read here; the replaced file is kept.

        Args:
            settings: the new ones.
            by: who changes them, by name.
            at: when.
            disk: where the home is.

        Raises:
            SchoolFileError, NotWrittenError: as `rewriting.rewrite`; the old settings stand.
        """
        new = rewrite(self.folder, self.settings, settings, by=by, at=at, disk=disk or Disk())
        return replace(self, settings=new)

    @property
    def zone(self) -> ZoneInfo:
        """Zone of the school."""
        return ZoneInfo(self.settings.school.zone)

    @property
    def profile(self) -> Profile:
        """What kind of school it is."""
        about = self.settings.school
        return Profile(about.kind, about.canteen, about.diners, about.boarding, self.settings.off)

    @property
    def limits(self) -> Mapping[str, Limit]:
        """The school's own limits."""
        return {
            key: Limit(one.low, one.high, evidence="学校设定")
            for key, one in self.settings.limits.items()
        }

    def term(self, key: str) -> TermSection:
        """A term of school.toml.

        Raises:
            SchoolFileError: it is not there.
        """
        found = next((term for term in self.settings.terms if term.key == key), None)
        if found is None:
            known = "、".join(term.key for term in self.settings.terms) or "（还没有）"
            raise SchoolFileError(
                f"{SCHOOL_FILE} 里没有学期 {key}。已有：{known}。请在 [[terms]] 里补上起止日期。"
            )
        return found

    def calendar(self, key: str) -> SchoolCalendar:
        """Calendar of a term; without a canteen nobody is served.

        Raises:
            SchoolFileError: school.toml has no such term.
        """
        calendar = self.term(key).calendar()
        no_canteen = self.settings.school.canteen == NO_CANTEEN
        return replace(calendar, meals=()) if no_canteen else calendar

    def term_of(self, day: date) -> TermSection:
        """The term a day belongs to: the last that began by then, or the first one before it began.

        Raises:
            SchoolFileError: there is no term at all.
        """
        terms = sorted(self.settings.terms, key=lambda term: term.start)
        if not terms:
            raise SchoolFileError(f"{SCHOOL_FILE} 里还没有学期。请在 [[terms]] 里补上起止日期。")
        return next((term for term in reversed(terms) if term.start <= day), terms[0])

    def term_after(self, key: str) -> TermSection | None:
        """The term that follows another; None if school.toml has none."""
        later = [term for term in self.settings.terms if term.start > self.term(key).start]
        return min(later, key=lambda term: term.start, default=None)
