"""What a volume holds, told to a machine: `manifest.json` among its attachments.

Canonical JSON, so that equal manifests have equal bytes. The manifest does not list itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.errors import ManifestError
from records.digest import canonical_json, digest

NAME = "manifest.json"
RECORDS_NAME = "records.json"
FORMAT: Final = 1
_WHERE = f"清单 {NAME}"

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class FileEntry(_Frozen):
    """An attached file: digest and size in bytes."""

    sha256: Digest
    size: Annotated[int, Field(ge=0)]


class Head(_Frozen):
    """Where the journal stood when the volume was bound: lines and digest of the last one."""

    lines: Annotated[int, Field(ge=0)]
    digest: Digest


class Manifest(_Frozen):
    """What a volume holds and what it was made with.

    Attributes:
        format: of this manifest.
        school: name of the school.
        term: as ``2025-2026-2``.
        head: of the journal the records come from.
        records: number → digest of the version that was bound.
        files: attachment → digest and size.
        fonts: family → digest of the file used.
        substitutes: family asked for → family used.
        software: program → version.
        templates: digest over all templates used.
    """

    format: Literal[1] = FORMAT
    school: str
    term: str
    head: Head
    records: Mapping[str, Digest]
    files: Mapping[str, FileEntry]
    fonts: Mapping[str, Digest] = {}
    substitutes: Mapping[str, str] = {}
    software: Mapping[str, str] = {}
    templates: Digest


@dataclass(frozen=True, slots=True)
class Differences:
    """How the attachments differ from what the manifest lists; names, sorted."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()


def describe_file(data: bytes) -> FileEntry:
    """The entry of an attachment."""
    return FileEntry(sha256=digest(data), size=len(data))


def to_json(manifest: Manifest) -> bytes:
    """Canonical JSON."""
    return canonical_json(manifest.model_dump(mode="json"))


def from_json(data: bytes) -> Manifest:
    """Read a manifest back.

    Raises:
        ManifestError: not one of ours, or of a newer format.
    """
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ManifestError(_WHERE, "不是有效的 JSON", "请用原始的案卷文件") from error
    number = found.get("format") if isinstance(found, dict) else None
    if isinstance(number, int) and number > FORMAT:
        raise ManifestError(_WHERE, f"格式 {number} 比本程序新", "请升级程序后再核验")
    try:
        return Manifest.model_validate(found)
    except ValidationError as error:
        fields = "、".join(sorted({str(*problem["loc"][:1]) for problem in error.errors()}))
        raise ManifestError(_WHERE, f"这些项目读不懂：{fields}", "请用原始的案卷文件") from error


def compare(manifest: Manifest, files: Mapping[str, bytes]) -> Differences:
    """Hold the attachments of a volume (without the manifest itself) against the list."""
    present = files.keys() & manifest.files.keys()
    return Differences(
        missing=tuple(sorted(manifest.files.keys() - files.keys())),
        changed=tuple(
            sorted(name for name in present if describe_file(files[name]) != manifest.files[name])
        ),
        unlisted=tuple(sorted(files.keys() - manifest.files.keys())),
    )
