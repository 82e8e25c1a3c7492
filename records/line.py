"""One line of a journal, and following a chain of them.

A line is ``sha256hex SP json LF``. The digest covers the previous line's digest, a blank and the
exact JSON bytes; the JSON opens with the line's number as ``n``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from records.digest import LENGTH, digest

GENESIS = "0" * LENGTH


class Line(NamedTuple):
    """One line; its bytes never change.

    Attributes:
        number: place in the file, from 1 (the header).
        head: the digest that stands in it, which vouches for everything up to here.
        body: its JSON, exactly as it stands in the file.
    """

    number: int
    head: str
    body: bytes

    @property
    def content(self) -> dict[str, Any]:
        """What it says, decoded anew each time."""
        content: dict[str, Any] = orjson.loads(self.body)
        return content

    def encode(self) -> bytes:
        """As it stands in the file."""
        return b"%s %s\n" % (self.head.encode(), self.body)


def next_line(number: int, previous: str, content: Mapping[str, object]) -> Line:
    """The line that follows the one with digest `previous`."""
    body = orjson.dumps({"n": number, **content})
    return Line(number, _chained(previous, body), body)


def read_line(raw: bytes, number: int, previous: str) -> Line | None:
    """A line as it stands in the file, or None if it is not whole and in its place."""
    head, blank, body, feed = raw[:LENGTH], raw[LENGTH : LENGTH + 1], raw[LENGTH + 1 : -1], raw[-1:]
    opening = b'{"n":%d' % number
    whole = (
        (blank, feed) == (b" ", b"\n")
        and body.startswith((opening + b",", opening + b"}"))
        and _chained(previous, body).encode() == head
    )
    return Line(number, head.decode(), body) if whole else None


def _chained(previous: str, body: bytes) -> str:
    return digest(b"%s %s" % (previous.encode(), body))


def split_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Raw lines with their line feed; only the last may lack it."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (raw + b"\n" for raw in whole)
    if rest:
        yield rest


class Chain:
    """A place in a chain, which goes on from line to line up to the first broken one.

    Attributes:
        heads: digests of the whole lines so far.
        size: their bytes.
        rest: the first broken line and everything behind it.
    """

    def __init__(self) -> None:
        self.heads: list[str] = []
        self.size, self.rest = 0, b""

    @property
    def number(self) -> int:
        """Number of the last whole line."""
        return len(self.heads)

    @property
    def head(self) -> str:
        """Its digest."""
        return self.heads[-1] if self.heads else GENESIS

    def follow(self, raws: Iterable[bytes]) -> Iterator[Line]:
        """The whole lines among `raws`, which continue from here."""
        self.rest = b""
        raws = iter(raws)
        for raw in raws:
            line = read_line(raw, self.number + 1, self.head)
            if line is None:
                self.rest = raw + b"".join(raws)
                return
            self.take(line, len(raw))
            yield line

    def take(self, line: Line, size: int) -> None:
        """Step on to `line`, which has `size` bytes in the file."""
        self.heads.append(line.head)
        self.size += size

    @property
    def goes_on(self) -> bool:
        """Whether anything stands behind the broken line: then no crash broke it."""
        return b"\n" in self.rest[:-1]
