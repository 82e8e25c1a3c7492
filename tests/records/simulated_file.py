"""A file on the simulated disk: what the system shows, and what a power loss may leave of it.

When the power goes, every 512-byte sector holds any of the contents it had since it was last
synced, and the file has any of the lengths it had. A sync that fails may forget: the system takes
the sectors for written, and no later sync writes them unless they are written again.
"""

from dataclasses import dataclass, field

SECTOR = 512


@dataclass
class Node:
    """A file: what the system shows, and what is on the disk."""

    shown: bytearray = field(default_factory=bytearray)
    durable: bytes = b""
    lengths: list[int] = field(default_factory=list)  # since the last sync
    sectors: dict[int, list[bytes]] = field(default_factory=dict)  # contents since the last sync

    def write(self, data: bytes, offset: int) -> None:
        self.shown[offset : offset + len(data)] = data
        self._note_length()
        last = (offset + len(data) - 1) // SECTOR
        for number in range(offset // SECTOR, last + 1):
            self._change(number)

    def cut(self, length: int) -> None:
        del self.shown[length:]
        self._note_length()
        if length % SECTOR:
            self._change(length // SECTOR)

    def _note_length(self) -> None:
        if len(self.shown) != [len(self.durable), *self.lengths][-1]:
            self.lengths.append(len(self.shown))

    def _change(self, number: int) -> None:
        content = bytes(self.shown[number * SECTOR : (number + 1) * SECTOR])
        self.sectors.setdefault(number, []).append(content)

    def sync(self) -> None:
        """What is waiting reaches the disk; what was forgotten does not wait."""
        self.durable = self._content(
            len(self.shown), {number: contents[-1] for number, contents in self.sectors.items()}
        )
        self.lengths, self.sectors = [], {}

    @property
    def settled(self) -> bool:
        """Whether it holds something, and nothing of it is waiting or forgotten."""
        return not self.sectors and not self.lengths and self.shown == self.durable != b""

    def forget(self, every: int) -> None:
        """A sync that failed: of the waiting sectors, all but each `every`th are forgotten."""
        written = {n: c[-1] for n, c in self.sectors.items() if every and n % every == 0}
        length = max(len(self.durable), len(self.shown) if written else 0)
        self.durable = self._content(length, written)
        self.sectors = {}

    def _content(self, length: int, sectors: dict[int, bytes]) -> bytes:
        end = max([length, len(self.durable), *((n + 1) * SECTOR for n in sectors)])
        content = bytearray(self.durable.ljust(end, b"\0"))
        for number, sector in sectors.items():
            content[number * SECTOR : (number + 1) * SECTOR] = sector.ljust(SECTOR, b"\0")
        return bytes(content[:length])

    def choices(self) -> list[int]:
        """How many ways each of its unknowns can have gone."""
        return [1 + len(self.lengths), *(1 + len(c) for c in self.sectors.values())]

    def after_power_loss(self, chosen: list[int]) -> "Node":
        """What is left when its unknowns went this way; 0 is the durable state."""
        length = [len(self.durable), *self.lengths][chosen[0]]
        sectors = {
            number: contents[choice - 1]
            for (number, contents), choice in zip(self.sectors.items(), chosen[1:], strict=True)
            if choice
        }
        content = self._content(length, sectors)
        return Node(bytearray(content), content)
