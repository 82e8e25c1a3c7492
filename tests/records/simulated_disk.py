"""A disk in memory that dies, fails and loses power at any operation asked for.

The model is that of ext4 and a little worse. What is written is seen at once by everyone and is
durable only after a sync: of a file (simulated_file.py), for its content and length; of a folder,
for its names. When the power goes, every unsynced name was changed or not.
"""

import errno
import itertools
import math
import os
import random
from collections.abc import Callable, Collection, Iterator
from enum import Enum
from functools import cache
from pathlib import Path

from records.disk import Disk, Mode
from tests.records.simulated_file import Node


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


@cache
def _folders(path: Path) -> frozenset[Path]:
    """Those that a path goes through."""
    return frozenset(path.parents)


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


Names = dict[Path, Node | None]  # None is a folder
Content = frozenset[tuple[Path, bytes | None]]


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
            if _folders(path) <= names.keys()
        }
        return SimulatedDisk(reachable)

    @property
    def content(self) -> Content:
        """All that it shows; where nothing waits for a sync, all there is."""
        return frozenset(
            (path, None if node is None else bytes(node.shown))
            for path, node in self.names_shown.items()
        )

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
