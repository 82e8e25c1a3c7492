"""Founding a home: folders, school.toml, the school's certificate, the first person."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, tzinfo
from pathlib import Path

from generator.identity import certificate_pem, make_school_identity, open_identity
from records.directory import FILES
from records.disk import Disk
from records.enrolment import enrol
from records.record import Person
from taizhang.home import SCHOOL_FILE, Home, SchoolFile
from taizhang.papers import CERTIFICATE, IDENTITY

FOUNDER = "founder"
Admit = Callable[[Person, datetime], None]
"""Gives the first person a way in."""


def found(
    folder: Path,
    settings: SchoolFile,
    principal: str,
    now: Callable[[tzinfo], datetime],
    admit: Admit | None = None,
) -> Home:
    """Make a home with its own key and certificate, and its principal in the directory.

    Whatever fails, what was made goes again: half a home is none, and can be founded anew.

    Args:
        folder: where; made if it is not there.
        settings: of the school.
        principal: name; without one nobody is listed.
        now: clock.
        admit: what is done for the principal in the end.

    Raises:
        SchoolFileError: there is one already, or the settings contradict themselves.
    """
    with ExitStack() as undo:
        home = Home.create(folder, settings)
        undo.callback((folder / SCHOOL_FILE).unlink)
        at = now(home.zone)
        make_identity(home, at)
        for name in (IDENTITY, CERTIFICATE):
            undo.callback((home.folder / "keys" / name).unlink)
        if principal:
            person = _list_first(home, principal, at, undo)
            if admit is not None:
                admit(person, at)
        undo.pop_all()
    return home


def _list_first(home: Home, principal: str, at: datetime, undo: ExitStack) -> Person:
    folder = home.folder / "directory"
    is_first = not (folder / FILES["person"]).exists()
    data, by = {"name": principal, "posts": ["principal"]}, Person(FOUNDER, principal)
    person = enrol(folder, "person", data, by=by, at=at, disk=Disk())
    if is_first:
        undo.callback((folder / FILES["person"]).unlink)
    return Person(person.id, person.name)


def make_identity(home: Home, at: datetime) -> None:
    """The school's key (readable by its owner only) and the certificate that inspectors get."""
    keys = home.folder / "keys"
    keys.chmod(0o700)
    data = make_school_identity(home.settings.school.name, None, at)
    path = keys / IDENTITY
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # never over another key
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(data)
        (keys / CERTIFICATE).write_bytes(certificate_pem(open_identity(data).certificate))
    except OSError:
        path.unlink()
        raise
