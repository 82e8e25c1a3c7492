"""Volumes that were issued: what lies in ``issued/`` of a term."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from taizhang.home import Home


@dataclass(frozen=True, slots=True)
class IssuedVolume:
    """A volume.

    Attributes:
        path: of the file; its name begins with the digest.
        name: to give it.
        at: when it was issued.
    """

    path: Path
    name: str
    digest: str
    at: datetime
    size: int

    @property
    def megabytes(self) -> str:
        """Size in words."""
        return f"{self.size / 1_000_000:.1f} MB"


def issued_volumes(home: Home, term: str) -> tuple[IssuedVolume, ...]:
    """Volumes issued for a term, the newest first."""
    name = f"台账-{term}.pdf"
    found = [_volume(path, name, home) for path in (home.folder / "issued").glob(f"*-{name}")]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _volume(path: Path, name: str, home: Home) -> IssuedVolume:
    about = path.stat()
    at = datetime.fromtimestamp(about.st_mtime, home.zone)
    return IssuedVolume(path, name, path.name.partition("-")[0], at, about.st_size)
