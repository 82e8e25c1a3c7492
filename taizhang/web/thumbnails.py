"""Thumbnails: photos small enough for a page of them, signatures as ink; made once, kept a while.

They are kept in memory only: on the disk they would outlive the photo of a child that is deleted.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

from generator.document import Picture
from generator.pictures import fit
from generator.strokes import to_ink

SIDE_MM = 46.0
"""At the resolution of print 360 pixels: sharp at twice the size a page shows it."""
MOST = 600


class Thumbnails:
    """What was made small lately, by the digest of the original; threads may share it."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._most, self._turn = most, threading.Lock()

    def photo(self, digest: str, read: Callable[[], bytes]) -> tuple[bytes, str]:
        """A photo small, with its media type.

        Raises:
            PictureError: it cannot be opened.
            RecordError: it cannot be read.
        """
        return self._made(digest, read, _small)

    def ink(self, digest: str, read: Callable[[], bytes]) -> tuple[bytes, str]:
        """A signature as ink, with its media type.

        Raises:
            RecordError: it cannot be read.
        """
        return self._made(digest, read, lambda data: (to_ink(data), "image/png"))

    def cut(self, name: str, make: Callable[[], bytes]) -> tuple[bytes, str]:
        """A part of a page as JPEG, made by `make`; `name` says which part of which."""
        return self._made(name, make, lambda data: (data, "image/jpeg"))

    def _made(
        self,
        digest: str,
        read: Callable[[], bytes],
        make: Callable[[bytes], tuple[bytes, str]],
    ) -> tuple[bytes, str]:
        with self._turn:
            if digest in self._kept:
                self._kept.move_to_end(digest)
                return self._kept[digest]
        made = make(read())
        with self._turn:
            self._kept[digest] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


def _small(data: bytes) -> tuple[bytes, str]:
    made = fit(Picture(data, "", "", ""), SIDE_MM, SIDE_MM)
    return made.data, made.media_type
