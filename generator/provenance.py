"""What a volume was made with: faces and their stand-ins, templates, programs."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from generator.layouts import Looks

PROGRAMS = ("taizhang", "weasyprint", "plutoprint", "pikepdf", "uharfbuzz", "pyhanko")
_STACK = re.compile(r"--([\w-]+)\s*:([^;]*);")


@dataclass(frozen=True, slots=True)
class Provenance:
    """For the manifest and the volume note.

    Attributes:
        fonts: family → SHA-256 of its file.
        substitutes: family asked for first → family that stands in for it.
        software: program → version.
        templates: SHA-256 over the names and contents of all templates.
    """

    fonts: Mapping[str, str]
    substitutes: Mapping[str, str]
    software: Mapping[str, str]
    templates: str


SCREEN = "web/"
"""Templates of pages that are looked at, not printed."""


def gather(looks: Looks) -> Provenance:
    """What `looks` print with on this machine."""
    installed = {face.family: face for face in looks.faces}
    stylesheet = looks.find("html/fonts.css").read_text(encoding="utf-8")
    used, substitutes = {}, {}
    for _, stack in _STACK.findall(stylesheet):
        wanted, *_ = families = re.findall(r'"([^"]+)"', stack)
        found = next((family for family in families if family in installed), "")
        if found:
            used[found] = installed[found].sha256()
        if found and found != wanted:
            substitutes[wanted] = found
    return Provenance(
        fonts=used,
        substitutes=substitutes,
        software={name: version(name) for name in PROGRAMS},
        templates=templates_digest(looks),
    )


def templates_digest(looks: Looks) -> str:
    """SHA-256 over every template of papers: a school's own hides the shipped one of its name."""
    chosen = {}
    for folder in reversed(looks.folders):
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            is_printed = path.suffix in {".html", ".css", ".docx"} and not name.startswith(SCREEN)
            if path.is_file() and is_printed:
                chosen[name] = path
    total = hashlib.sha256()
    for name in sorted(chosen):
        total.update(f"{name}\n".encode())
        total.update(hashlib.sha256(chosen[name].read_bytes()).digest())
    return total.hexdigest()
