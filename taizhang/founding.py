"""Founding a home: folders, school.toml, the school's certificate, the first person."""

import os
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

from generator.signing import certificate_pem, make_school_identity, open_identity
from records.disk import Disk
from records.enrolment import enrol
from records.errors import RecordError
from records.record import Person
from taizhang.home import SCHOOL_FILE, Home, SchoolFile
from taizhang.papers import CERTIFICATE, IDENTITY

FOUNDER = "founder"


def found(
    folder: Path, settings: SchoolFile, principal: str, now: Callable[[tzinfo], datetime]
) -> Home:
    """Make a home with its own key and certificate, and its principal in the directory.

    Raises:
        SchoolFileError: there is one already, or the settings contradict themselves.
    """
    home = Home.create(folder, settings)
    at = now(home.zone)
    try:
        make_identity(home, at)
        if principal:
            by = Person(FOUNDER, principal)
            first = {"name": principal, "posts": ["principal"]}
            enrol(home.folder / "directory", "person", first, by=by, at=at, disk=Disk())
    except (OSError, RecordError):
        (folder / SCHOOL_FILE).unlink()  # half a home is none: it can be founded again
        raise
    return home


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
