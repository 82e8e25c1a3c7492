"""The use-cases of paper: print a record, and what every print needs of a home."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import school as paper
from generator.compose import compose
from generator.composing.bulletin import compose_bulletin
from generator.composing.imprint import Imprint
from generator.document import Document
from generator.fonts import font_folders, write_fontconfig
from generator.identity import Identity, fingerprint, open_identity
from generator.layouts import Looks
from generator.metadata import About
from generator.rendering import Press, spawn_pool
from records.digest import digest, digest_of
from records.disk import Disk, write_whole
from records.record import Record
from taizhang import log
from taizhang.desk import Desk
from taizhang.errors import UsageError
from taizhang.home import Home
from taizhang.settings import native_fonts, processors

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
IDENTITY = "school.p12"
CERTIFICATE = "school.pem"
FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Layout:
    """A print before it is one: `name` to give it, form, content, and what the file says of it."""

    name: str
    form: str
    document: Document
    about: About


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished print.

    Attributes:
        name: file name to give it.
        digest: of the records it shows.
    """

    name: str
    data: bytes
    document: Document


def looks_of(home: Home) -> Looks:
    """Templates and fonts of a home: the school's own first."""
    native = native_fonts()
    own = [folder for folder in (home.folder / "fonts", native) if folder and folder.is_dir()]
    folders = font_folders(*own)
    fontconfig = write_fontconfig(home.folder / "cache" / "fonts.conf", folders)
    return Looks((home.folder / "templates", TEMPLATES), folders, fontconfig)


@contextmanager
def open_press(home: Home) -> Iterator[Press]:
    """A press with its pool of rendering children."""
    looks = looks_of(home)
    pool = spawn_pool(looks, workers=max(processors(), 1))
    try:
        yield Press(looks, pool)
    finally:
        pool.shutdown(cancel_futures=True)


def school_on_paper(home: Home) -> paper.School:
    """The school as papers name it, with its certificate's fingerprint."""
    settings = home.settings.school
    return paper.School(
        name=settings.name,
        code=settings.code,
        kind=settings.kind,
        principal=settings.principal,
        department=settings.department,
        campus=settings.campus,
        phone=settings.phone,
        hotline=settings.hotline,
        fonds=settings.fonds,
        zone=home.zone,
        fingerprint=certificate_fingerprint(home),
    )


def school_identity(home: Home) -> Identity:
    """The school's key and certificate.

    Raises:
        UsageError: the home has none.
    """
    path = home.folder / "keys" / IDENTITY
    if not path.is_file():
        raise UsageError(f"{path} 不在：学校密钥没有了。从密钥备份恢复后再试。")
    return open_identity(path.read_bytes())


def certificate_fingerprint(home: Home) -> str:
    """Fingerprint of the school's certificate; empty before there is one."""
    path = home.folder / "keys" / IDENTITY
    return fingerprint(open_identity(path.read_bytes()).certificate) if path.is_file() else ""


def imprint_of(desk: Desk, term: str) -> Imprint:
    """What prints of a term take from outside the records."""
    calendar = desk.home.calendar(term)
    return Imprint(school_on_paper(desk.home), calendar, desk.attachments.get)


def print_record(
    desk: Desk, press: Press, record: Record, form: str, kind: str = "", *, scans: bool = False
) -> Paper:
    """One record on paper, on the form it was made by; or the paper of a kind drawn up from it.

    Args:
        desk: where it is.
        press: prints.
        record: as it may be shown.
        form: docx or pdf.
        kind: of the paper; empty is the record's own.
        scans: whether the sheets that came back follow it.

    Raises:
        UsageError: an unknown format.
        GeneratorError: it cannot be printed as what it is.
    """
    return put_on_paper(press, lay_out(desk, record, form, kind, scans=scans))


def lay_out(
    desk: Desk, record: Record, form: str, kind: str = "", *, scans: bool = False
) -> Layout:
    """All that a print takes from the desk, which others may have while it is printed.

    Raises:
        UsageError: an unknown format.
        GeneratorError: it cannot be printed as what it is.
    """
    if form not in FORMATS:
        raise UsageError(f"没有“{form}”这种格式。可用：{'、'.join(FORMATS)}。")
    number, term = record.number, desk.term_holding(record)
    imprint = imprint_of(desk, term)
    document = compose(record, desk.definition(record), imprint, kind, scans=scans)
    log.step("document", number=number)
    name = f"{'-'.join(filter(None, (number, kind)))}.{form}"
    return Layout(name, form, document, about(document, record, desk.home, term))


def put_on_paper(press: Press, layout: Layout) -> Paper:
    """Print what was laid out.

    Raises:
        GeneratorError: it cannot be printed as what it is.
    """
    document, said = layout.document, layout.about
    data = press.word(document) if layout.form == "docx" else press.finished(document, said)
    log.step("print", number=said.document_id, to=layout.form, bytes=len(data))
    return Paper(layout.name, data, document)


def print_bulletin(desk: Desk, press: Press, month: date, form: str) -> Paper:
    """A month's hazards as they stand now, for the staff meeting."""
    return put_on_paper(press, lay_out_bulletin(desk, month, form))


def lay_out_bulletin(desk: Desk, month: date, form: str) -> Layout:
    """All that a month's bulletin takes from the desk."""
    now = desk.now()
    term = desk.home.term_of(month).key
    hazards, on = desk.hazards(term, open_only=False, on=now), now.date()
    document = compose_bulletin(hazards, month, imprint_of(desk, term), on, desk.registers)
    name = f"隐患通报-{month:%Y-%m}"
    said = About(
        title=document.title,
        author=document.school,
        subject=name,
        document_id=name,
        content_sha256=digest_of([name, on.isoformat(), [one.number for one in hazards]]),
        term=term,
        created=now,
    )
    return Layout(f"{name}.{form}", form, document, said)


def about(document: Document, record: Record, home: Home, term: str) -> About:
    """What a printed record says about itself: the same for the same record."""
    return About(
        title=document.title.replace("\n", ""),
        author=home.settings.school.name,
        subject=record.number,
        document_id=record.number,
        content_sha256=record.latest.digest,
        term=term,
        created=record.latest.at,
    )


def issue(home: Home, name: str, data: bytes) -> Path:
    """Keep what left the house under its digest; printing the same again adds nothing.

    Returns:
        where it lies in ``issued/``.
    """
    folder = home.folder / "issued"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest(data)[:16]}-{name}"
    if not path.exists():
        write_whole(Disk(), path, data)
    return path
