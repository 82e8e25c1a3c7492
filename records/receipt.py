"""The receipt of the last commit: how far the journal was whole, to tell damage from a torn tail.

It is written after the journal has been synced and is itself never synced. So it may be old after
a power loss, but what it says was true: up to there, every line was whole and durable. Two slots
in two sectors take turns: writing one never endangers the other. Behind them stands a mark while
a cut is under way, for others to see if the one who cuts dies before it is durable.
"""

from dataclasses import dataclass
from pathlib import Path

from records.digest import LENGTH, digest
from records.disk import Disk, read_whole

SLOT = 512
MARK = 2 * SLOT  # where the mark stands


@dataclass(frozen=True, slots=True)
class Receipt:
    """The end of the journal after a commit.

    Attributes:
        number: lines, the header included.
        size: bytes.
        head: digest of the last line.
    """

    number: int
    size: int
    head: str

    @property
    def offset(self) -> int:
        """Where in the receipt file it stands."""
        return self.number % 2 * SLOT

    def encode(self) -> bytes:
        """Its bytes, with a checksum of their own."""
        text = f"{self.number:010d} {self.size:014d} {self.head} ".encode()
        return text + digest(text).encode() + b"\n"


NOTHING = Receipt(0, 0, "")
_WIDTH = len(Receipt(0, 0, "0" * LENGTH).encode())


def receipt_path(journal: Path) -> Path:
    """Where the receipt of a journal stands."""
    return journal.with_suffix(".receipt")


def load_receipt(disk: Disk, journal: Path) -> Receipt:
    """The receipt beside a journal; NOTHING if there is none."""
    path = receipt_path(journal)
    return read_receipt(read_whole(disk, path)) if disk.exists(path) else NOTHING


def read_receipt(data: bytes) -> Receipt:
    """The later of the two receipts in a receipt file; NOTHING if none is whole."""
    slots = (_decode(data[start : start + _WIDTH]) for start in (0, SLOT))
    return max(slots, key=lambda receipt: receipt.number)


def _decode(slot: bytes) -> Receipt:
    text, check = slot[: -LENGTH - 1], slot[-LENGTH - 1 :]
    if len(slot) != _WIDTH or check != digest(text).encode() + b"\n":
        return NOTHING
    number, size, head = text.decode().split()
    return Receipt(int(number), int(size), head)
