"""Photos and scans named in a form: read, kept by their digest, and put into the entry's data."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path, PurePath
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from checklists.columns import Column
from checklists.entry import Entry
from records.errors import cause_of
from taizhang.errors import UsageError

LARGEST = 20_000_000
MEDIA_TYPES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}

_BLANK_PDF = b"%PDF-"

Files = Callable[[str], bytes]
"""Bytes of a file named in a form; raises UsageError if it cannot be read."""

Keep = Callable[[bytes], str]
"""Stores bytes durably and answers with their SHA-256."""


def take_in(
    data: Mapping[str, Any], kind: type[Entry], files: Files, keep: Keep, zone: tzinfo
) -> dict[str, Any]:
    """The data with every file name replaced by the attachment it became.

    Nothing is kept before every file was read: a form with one bad file leaves no trace.

    Raises:
        UsageError: a file cannot be read, is too large, or is neither picture nor PDF.
    """
    columns, read = kind.columns(), dict[str, bytes]()
    _walk(data, columns, lambda name: read.setdefault(name, _checked(files(name), name)))
    kept = {name: attachment(name, raw, keep, zone) for name, raw in read.items()}
    return _walk(data, columns, lambda name: kept[name])


def unkept(data: Mapping[str, Any], kind: type[Entry], zone: tzinfo) -> dict[str, Any]:
    """The data as if its files had been read and kept, to try it out."""
    return take_in(data, kind, lambda _: _BLANK_PDF, lambda _: "0" * 64, zone)


def beside(kept: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Kept content with what was changed; of a check item only what was named in it."""
    data, checks = {**kept, **changes}, changes.get("checks")
    if isinstance(checks, Mapping):
        known = kept.get("checks") or {}
        data["checks"] = {**known, **{key: _met(known.get(key), checks[key]) for key in checks}}
    return data


def _met(known: Any, check: Any) -> Any:
    is_partial = isinstance(known, Mapping) and isinstance(check, Mapping)
    return {**known, **check} if is_partial else check


def files_in(folder: Path) -> Files:
    """Attachments named in a form lie beside it.

    Raises:
        UsageError: when asked for one that cannot be read.
    """

    def read(name: str) -> bytes:
        try:
            with (folder / name).open("rb") as file:
                return file.read(LARGEST + 1)  # enough to see that it is too large
        except OSError as error:
            raise UsageError(f"读不了附件 {name}：{cause_of(error)}。核对文件名。") from None

    return read


def _walk(
    data: Mapping[str, Any], columns: Sequence[Column], change: Callable[[str], Any]
) -> dict[str, Any]:
    """The data with its file names changed: in columns, in rows however deep, in check items."""
    done = dict(data)
    for column in columns:
        value = data.get(column.name)
        if column.kind == "files" and value is not None:
            done[column.name] = _change(value, change)
        elif column.kind == "rows" and isinstance(value, list):
            done[column.name] = [_row(one, column.rows, change) for one in value]
        elif column.kind == "checks" and isinstance(value, Mapping):
            done[column.name] = {key: _check(check, change) for key, check in value.items()}
    return done


def _row(row: Any, columns: Sequence[Column], change: Callable[[str], Any]) -> Any:
    return _walk(row, columns, change) if isinstance(row, Mapping) else row


def _check(check: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(check, Mapping) and "photos" in check:
        return {**check, "photos": _change(check["photos"], change)}
    return check


def _change(value: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(value, str):
        return [change(value)]
    if isinstance(value, list):
        return [change(one) if isinstance(one, str) else one for one in value]
    return value


def _checked(raw: bytes, name: str) -> bytes:
    if len(raw) > LARGEST:
        raise UsageError(f"附件 {name} 有 {len(raw) / 1_000_000:.0f} MB，超过 20 MB。缩小后再试。")
    if media_type(raw) is None:
        raise UsageError(f"附件 {name} 不是 JPEG、PNG 照片，也不是 PDF。换成这三种格式再试。")
    return raw


def media_type(raw: bytes) -> str | None:
    """Media type by the first bytes; None for anything we do not keep."""
    return next((kind for start, kind in MEDIA_TYPES.items() if raw.startswith(start)), None)


def attachment(name: str, raw: bytes, keep: Keep, zone: tzinfo) -> dict[str, Any]:
    """Keep one file and describe it as the entry wants it."""
    digest = keep(raw)
    taken, device = capture(raw, zone)
    return {
        "sha256": digest,
        "name": PurePath(name).name,
        "media_type": media_type(raw),
        "taken_at": taken.isoformat() if taken else None,
        "device": device,
        "original_sha256": digest,
    }


def capture(raw: bytes, zone: tzinfo) -> tuple[datetime | None, str | None]:
    """Capture time and device a picture names; None where it does not say."""
    if not (media_type(raw) or "").startswith("image/"):
        return None, None
    try:
        with Image.open(io.BytesIO(raw)) as picture:
            picture.load()  # half a picture is refused here, not when the term is bound
            exif = picture.getexif()
    except (UnidentifiedImageError, OSError, SyntaxError):  # Pillow's three ways to say unreadable
        raise UsageError("照片文件已损坏，打不开。重新拍摄或换一张。") from None
    taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    device = " ".join(
        str(exif[tag]).strip() for tag in (ExifTags.Base.Make, ExifTags.Base.Model) if exif.get(tag)
    )
    return _moment(taken, zone), device or None


def _moment(text: Any, zone: tzinfo) -> datetime | None:
    try:
        return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None
