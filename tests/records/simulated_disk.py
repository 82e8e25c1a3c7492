"""A disk in memory that dies, fails and loses power at any operation asked for.

The model is that of ext4 and a little worse. What is written is seen at once by everyone and is
durable only after a sync: of a file, for its content and length; of a folder, for its names. When
the power goes, every 512-byte sector holds any of the contents it had since it was last synced,
the file has any of the lengths it had, and every unsynced name was changed or not.
A sync that fails may forget: the system takes the sectors for written, and no later sync writes
them unless they are written again.
"""

import errno
import itertools
import math
import os
import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from records.disk import Disk, Mode

SECTOR = 512


class Died(BaseException):
    """The process is gone: nothing it still does has any effect."""


class Fault(Enum):
    """What happens at one operation."""

    DIE_BEFORE = "the process dies before it"
    DIE_INSIDE = "the process dies when half of it is written"
    EIO = "it fails"
    ENOSPC = "it fails for want of space"
    SHORT = "half of it is written, which is no error"
    FULL = "half of it is written, then the disk is full"
    FORGET = "a sync fails, and what was not written is forgotten"
    FORGET_HALF = "a sync fails: half of the sectors are written, half forgotten"
    NO_SYNC = "from here on every sync fails and forgets, until the program restarts"
    LASTING = "from here on every change fails, and every sync forgets, until the program restarts"


class Kind(Enum):
    """What an operation does."""

    READ = "looks"
    CHANGE = "changes a name or a length"
    CREATE = "makes a new file or folder"
    WRITE = "writes bytes"
    SYNC = "syncs a file"


CHANGES = frozenset(Kind) - {Kind.READ}
STRIKES = {
    Fault.DIE_BEFORE: CHANGES,
    Fault.DIE_INSIDE: frozenset({Kind.WRITE}),  # elsewhere: as to die before the next
    Fault.EIO: frozenset(Kind),
    Fault.ENOSPC: frozenset({Kind.CREATE, Kind.WRITE}),
    Fault.SHORT: frozenset({Kind.WRITE}),
    Fault.FULL: frozenset({Kind.WRITE}),
    Fault.FORGET: frozenset({Kind.SYNC}),
    Fault.FORGET_HALF: frozenset({Kind.SYNC}),
    Fault.NO_SYNC: frozenset({Kind.SYNC}),
    Fault.LASTING: CHANGES,
}
FORGETTING = {Fault.FORGET, Fault.FORGET_HALF, Fault.NO_SYNC, Fault.LASTING}


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


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


Names = dict[Path, Node | None]  # None is a folder


class SimulatedDisk(Disk):
    """The disk; `fault` strikes at operation number `at`.

    Attributes:
        kinds: of all operations so far.
        before: called before every operation, with its number.
    """

    def __init__(self, names: Names | None = None) -> None:
        self.names_shown: Names = names or {Path("/"): None}
        self.names_durable: Names = dict(self.names_shown)
        self.unsynced: list[tuple[Path, Callable[[Names], None]]] = []  # by folder
        self.kinds: list[Kind] = []
        self.at, self.fault = 0, Fault.EIO
        self.before: Callable[[int], None] | None = None
        self.dead = self.full = False
        self.lasting: Fault | None = None
        self.opened: dict[int, tuple[Node, Path]] = {}
        self.locked: dict[Path, int] = {}
        self._numbers = itertools.count(3)

    # --- faults ---------------------------------------------------------------------------------

    def arm(self, fault: Fault, after: int) -> None:
        """Let the fault strike at the `after`th operation from now."""
        self.fault, self.at = fault, self.count + after

    def restart(self, survivors: Collection[int] = ()) -> None:
        """The process that died is gone, and its locks with it; files of others stay open."""
        self.dead, self.full, self.lasting, self.at = False, False, None, 0
        self.opened = {file: of for file, of in self.opened.items() if file in survivors}
        self.locked = {path: file for path, file in self.locked.items() if file in survivors}

    def _strike(self, kind: Kind) -> Fault | None:
        """Count an operation; die, fail, or return the fault that the operation itself must act."""
        self._require_life()
        self.kinds.append(kind)
        if self.before is not None:
            self.before(self.count)
        fault = self.fault if self.count == self.at else self.lasting
        if fault in {Fault.NO_SYNC, Fault.LASTING}:
            self.lasting = fault
        if fault is Fault.DIE_BEFORE:
            self._die()
        if fault is Fault.EIO or (fault is Fault.LASTING and kind in CHANGES - {Kind.SYNC}):
            raise _error(errno.EIO)
        grows = kind in STRIKES[Fault.ENOSPC]
        if grows and (self.full or fault is Fault.ENOSPC):
            raise _error(errno.ENOSPC)
        return fault

    @property
    def count(self) -> int:
        """Operations so far."""
        return len(self.kinds)

    @property
    def changes(self) -> int:
        """How many of them could change something."""
        return sum(kind is not Kind.READ for kind in self.kinds)

    def _require_life(self) -> None:
        if self.dead:
            raise Died

    def _die(self) -> None:
        self.dead = True
        raise Died

    def _write(self, data: bytes, do: Callable[[bytes], None]) -> int:
        fault = self._strike(Kind.WRITE)
        if fault in {Fault.DIE_INSIDE, Fault.SHORT, Fault.FULL}:
            data = data[: len(data) // 2 + 1]
            self.full = fault is Fault.FULL
        do(data)
        if fault is Fault.DIE_INSIDE:
            self._die()
        return len(data)

    # --- power loss -----------------------------------------------------------------------------

    def ways(self) -> int:
        """In how many ways the power may go now."""
        return math.prod(self._choices(self._nodes()))

    def after_power_loss(self, limit: int, seed: int) -> Iterator["SimulatedDisk"]:
        """Disks as the power loss may leave them: every one if there are at most `limit`.

        Otherwise: nothing unsynced kept, everything kept, and random ones up to the limit.
        """
        nodes = self._nodes()
        choices = self._choices(nodes)
        ways: Iterator[tuple[int, ...]] = itertools.product(*map(range, choices))
        if math.prod(choices) > limit:
            ways = itertools.islice(self._sample(choices, seed), limit)
        for way in ways:
            yield self._left(nodes, list(way))

    def _choices(self, nodes: list[Node]) -> list[int]:
        """How many ways each unknown can go: every unsynced name, then every file's own."""
        return [2 for _ in self.unsynced] + [n for node in nodes for n in node.choices()]

    @staticmethod
    def _sample(flat: list[int], seed: int) -> Iterator[tuple[int, ...]]:
        yield tuple(0 for _ in flat)
        yield tuple(count - 1 for count in flat)
        rng = random.Random(seed)
        while True:
            yield tuple(rng.randrange(count) for count in flat)

    def _nodes(self) -> list[Node]:
        """All files that a power loss may leave."""
        names = dict(self.names_durable)
        nodes = list(names.values())
        for _, change in self.unsynced:
            change(names)
            nodes += names.values()
        return list({id(node): node for node in nodes if node is not None}.values())

    def _left(self, nodes: list[Node], way: list[int]) -> "SimulatedDisk":
        names = dict(self.names_durable)
        for _, change in self.unsynced:
            if way.pop(0):
                change(names)
        left: dict[int, Node] = {}
        for node in nodes:
            count = len(node.choices())
            left[id(node)] = node.after_power_loss(way[:count])
            del way[:count]
        reachable = {
            path: left[id(node)] if node is not None else None
            for path, node in names.items()
            if all(parent in names for parent in path.parents)
        }
        return SimulatedDisk(reachable)

    # --- operations -----------------------------------------------------------------------------

    def exists(self, path: Path) -> bool:
        self._require_life()
        return path in self.names_shown

    def names(self, folder: Path) -> list[str]:
        return sorted(path.name for path in self.names_shown if path.parent == folder != path)

    def open(self, path: Path, mode: Mode) -> int:
        missing = path not in self.names_shown
        self._strike(Kind.CREATE if missing and mode is not Mode.READ else Kind.READ)
        if missing and mode is Mode.READ:
            raise _error(errno.ENOENT)
        if missing:
            node = Node()
            self._change_names(path.parent, lambda names: names.update({path: node}))
        found = self.names_shown[path]
        if found is None:
            raise _error(errno.EISDIR)
        number = next(self._numbers)
        self.opened[number] = found, path
        return number

    def close(self, file: int) -> None:
        self._require_life()
        self.opened.pop(file)
        self.locked = {path: holder for path, holder in self.locked.items() if holder != file}

    def size(self, file: int) -> int:
        self._strike(Kind.READ)
        return len(self._node(file).shown)

    def read(self, file: int, offset: int, length: int) -> bytes:
        self._strike(Kind.READ)
        return bytes(self._node(file).shown[offset : offset + length])

    def append(self, file: int, data: bytes) -> int:
        node = self._node(file)
        return self._write(data, lambda part: node.write(part, len(node.shown)))

    def overwrite(self, file: int, data: bytes, offset: int) -> int:
        node = self._node(file)

        def do(part: bytes) -> None:
            node.shown.extend(b"\0" * (offset - len(node.shown)))
            node.write(part, offset)

        return self._write(data, do)

    def cut(self, file: int, length: int) -> None:
        self._strike(Kind.CHANGE)
        self._node(file).cut(length)

    def sync_data(self, file: int) -> None:
        fault = self._strike(Kind.SYNC)
        node = self._node(file)
        if fault in FORGETTING:
            node.forget(every=2 if fault is Fault.FORGET_HALF else 0)
            raise _error(errno.EIO)
        node.sync()

    def sync_folder(self, folder: Path) -> None:
        self._strike(Kind.CHANGE)
        waiting, self.unsynced = self.unsynced, []
        for where, change in waiting:
            if where == folder:
                change(self.names_durable)
            else:
                self.unsynced.append((where, change))

    def make_folder(self, folder: Path) -> None:
        missing = folder not in self.names_shown
        self._strike(Kind.CREATE if missing else Kind.READ)
        if missing:
            self._change_names(folder.parent, lambda names: names.update({folder: None}))

    def rename(self, source: Path, target: Path) -> None:
        self._strike(Kind.CHANGE)
        node = self.names_shown[source]

        def change(names: Names) -> None:
            names.pop(source, None)
            names[target] = node

        self._change_names(target.parent, change)

    def remove(self, path: Path) -> None:
        self._strike(Kind.CHANGE)
        if path in self.names_shown:

            def change(names: Names) -> None:
                names.pop(path, None)

            self._change_names(path.parent, change)

    def lock(self, file: int, seconds: float) -> bool:
        self._require_life()
        _, path = self.opened[file]
        return self.locked.setdefault(path, file) == file

    def unlock(self, file: int) -> None:
        self._require_life()
        _, path = self.opened[file]
        if self.locked.get(path) == file:
            del self.locked[path]

    def _node(self, file: int) -> Node:
        self._require_life()
        return self.opened[file][0]

    def _change_names(self, folder: Path, change: Callable[[Names], None]) -> None:
        change(self.names_shown)
        self.unsynced.append((folder, change))
