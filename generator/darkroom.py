"""Photos made small and signatures drawn before a volume is composed, in the children.

A term holds gigabytes of phone photos, and paper needs a hundredth of that: nobody ever has more
than a few of the originals in memory.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import Any

from generator.composing.imprint import Imprint
from generator.document import Picture
from generator.errors import PictureError
from generator.pictures import PAGE_HEIGHT_MM, PAGE_WIDTH_MM, fit
from generator.rendering import Press
from generator.strokes import to_ink
from records.errors import RecordError
from records.record import Record

IN_FLIGHT = 8


def develop(
    records: Iterable[Record], imprint: Imprint, press: Press, tell: Callable[[int, int], None]
) -> Imprint:
    """The imprint with the photos of these records as small as paper needs, their strokes as ink.

    What is missing or cannot be opened is left to those who print: they say so in its place.

    Args:
        records: whose photos and signatures.
        imprint: where the originals are.
        press: its children do the work.
        tell: is told how many are done, and how many there are.

    Raises:
        RenderingFailedError: a child died.
    """
    wanted: dict[str, Callable[[bytes], bytes]] = {}
    for record in records:
        wanted |= dict.fromkeys(_photos_in(record.entry), made_small)
        sheets = (one.sha256 for one in record.scans if not one.is_withheld)
        wanted |= dict.fromkeys(sheets, page_made_small)
        wanted |= dict.fromkeys((one.strokes for one in record.signatures if one.strokes), drawn)
    small: dict[str, bytes] = {}
    under_way: deque[tuple[str, Future[bytes]]] = deque()

    def take_out() -> None:
        digest, future = under_way.popleft()
        small[digest] = press.wait("照片", future)

    for done, (digest, work) in enumerate(wanted.items(), start=1):
        with suppress(RecordError):  # a lost one is told of on the paper
            original = imprint.attachments(digest)
            under_way.append((digest, press.pool.submit(work, original)))
        if len(under_way) == IN_FLIGHT:
            take_out()
        tell(done, len(wanted))
    while under_way:
        take_out()
    return replace(imprint, attachments=lambda one: small.get(one) or imprint.attachments(one))


def made_small(data: bytes) -> bytes:
    """In a child: a photo as it is printed; one that cannot be opened, unchanged."""
    return _fitted(data)


def page_made_small(data: bytes) -> bytes:
    """In a child: a scanned page as it is printed; one that cannot be opened, unchanged."""
    return _fitted(data, PAGE_WIDTH_MM, PAGE_HEIGHT_MM)


def _fitted(data: bytes, *room: float) -> bytes:
    try:
        return fit(Picture(data, "", "", ""), *room).data
    except PictureError:
        return data


def drawn(data: bytes) -> bytes:
    """In a child: strokes as ink; what cannot be read, unchanged."""
    try:
        return to_ink(data)
    except RecordError:
        return data


def _photos_in(value: Any) -> Iterator[str]:
    """Digests of the images that are named anywhere in the content of a record."""
    if isinstance(value, Mapping):
        if str(value.get("media_type", "")).startswith("image/"):
            yield value["sha256"]
        for one in value.values():
            yield from _photos_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _photos_in(one)
