"""The journal: one append-only chained file per school and term; nothing else writes or cuts it.

One commit is one line, so that a power loss can damage the last line only. The rules, each of which
the crash tests break on purpose to see that they notice:

- lock, catch up, build the content under the lock, one write, sync, receipt, unlock, return;
- whatever a new line is built upon is durable: lines that the receipt does not know (their writer
  died before the sync, or the receipt was lost) are written again and synced first;
- a failed write or sync is cut back; if that fails too, nobody knows, and the handle is dead.
  A sync is never tried again: the system may have forgotten the data and say that all is well;
- a broken last line is a torn tail, unless the receipt knew it whole: the next writer keeps a copy
  in ``torn/``, cuts it off and notes its digest. Anything else that is broken is damage: the lines
  before it can be read, nothing can be written.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from records.chain import Fault, explain, find_fault
from records.digest import digest
from records.disk import (
    Disk,
    Mode,
    append_all,
    make_folders,
    overwrite_all,
    read_chunks,
    write_again,
    write_whole,
)
from records.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerSealedError,
    LedgerUnreadableError,
    NoLedgerError,
    NotWrittenError,
    OutcomeUnknownError,
    cause_of,
    explaining,
)
from records.header import Header, read_header, refuse_newer_line, require_same
from records.line import Chain, Line, next_line, split_lines
from records.receipt import MARK, Receipt, load_receipt, receipt_path

PATIENCE = 10.0  # seconds to wait for another writer
_log = logging.getLogger(__name__)


class Journal:
    """An open journal; threads may share it, other processes open their own.

    Files: ``<home>/ledgers/<term>.journal`` with ``.receipt`` and ``.lock`` beside it, and
    ``<home>/torn/``. The lines stay in memory as immutable bytes.

    Attributes:
        header: whose it is.
        damage: why it can only be read; None while it is whole.
    """

    header: Header

    def __init__(self, path: Path, disk: Disk, read_only: bool) -> None:
        self.path, self.disk, self.read_only = path, disk, read_only
        self.damage: LedgerDamagedError | None = None
        self._home, self._where = path.parent.parent, f"台账 {path.name}"
        self._chain = Chain()
        self._lines: list[Line] = []  # without the header
        self._caught_up = False  # if not, the file must be read, whatever its size
        self._held = False
        self._torn = ""  # digest of a torn tail that was cut off and is not noted yet
        self._dead = ""  # why this handle writes no more
        self._mutex = threading.Lock()
        self._open_files: list[int] = []

    @classmethod
    def open(
        cls, path: Path, disk: Disk, header: Header | None = None, *, read_only: bool = False
    ) -> Self:
        """Open a journal; if a header is given and there is none yet, make it.

        Args:
            path: ``<home>/ledgers/<term>.journal``.
            disk: where it is.
            header: whose it must be.
            read_only: without lock and without any change, as for a copy; a line that another
                process is just writing may be among the lines.

        Raises:
            NoLedgerError: there is none and none was made, or it is another's.
            NewerFormatError: a newer program wrote it.
            LedgerDamagedError: not even its first line is whole.
            LedgerBusyError, LedgerUnreadableError, NotWrittenError, OutcomeUnknownError: as in
                `commit`.
        """
        journal = cls(path, disk, read_only)
        try:
            with explaining(journal._where):
                journal._open(may_make=header is not None and not read_only)
            with journal._exclusive():
                journal._begin(header)
        except BaseException:
            journal.close()
            raise
        return journal

    def _open(self, *, may_make: bool) -> None:
        if not self.disk.exists(self.path):
            if not may_make:
                raise NoLedgerError(
                    self._where, "没有这个文件", "请核对学期，或先建立这一学期的台账"
                )
            make_folders(self.disk, self._home, self.path.parent.name)
        files = {self.path: Mode.READ}
        if not self.read_only:
            files = {
                self.path: Mode.APPEND,
                receipt_path(self.path): Mode.UPDATE,
                self.path.with_suffix(".lock"): Mode.UPDATE,
            }
        for path, mode in files.items():
            self._open_files.append(self.disk.open(path, mode))

    def _begin(self, header: Header | None) -> None:
        if not self.number:
            if self.damage is not None:
                raise self.damage
            if header is None or self.read_only:
                raise NoLedgerError(self._where, "还没有首行", "请重新建立这一学期的台账")
            self._add(header.content())
        if header is not None:
            require_same(header, self.header, self._where)

    def close(self) -> None:
        """Give up the files."""
        while self._open_files:
            self.disk.close(self._open_files.pop())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def head(self) -> str:
        """Digest of the last line."""
        return self._chain.head

    @property
    def number(self) -> int:
        """Number of the last line; the header is line 1."""
        return self._chain.number

    @property
    def size(self) -> int:
        """Bytes of all whole lines."""
        return self._chain.size

    @property
    def sealed(self) -> bool:
        """Whether the last line has a key ``sealed``, after which none can follow."""
        return bool(self._lines) and "sealed" in self._lines[-1].content

    def lines(self, after: int = 0) -> list[Line]:
        """Commits known to this handle, those behind line `after`; the header is not among them."""
        return self._lines[max(after - 1, 0) :]

    def refresh(self) -> None:
        """Read what others wrote since; costs one look at the file's size when they did not.

        Raises:
            LedgerBusyError, LedgerUnreadableError: nothing was read.
        """
        if self._held:
            return
        with explaining(self._where):
            grown = self.disk.size(self._open_files[0]) != self.size
        if grown:
            with self._exclusive():
                pass

    @contextmanager
    def held(self) -> Iterator[None]:
        """One state for all readings within: what others write meanwhile is seen afterwards.

        Raises:
            LedgerBusyError, LedgerUnreadableError: nothing was read.
        """
        self.refresh()
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def commit(self, build: Callable[[], Mapping[str, object]]) -> Line:
        """Add one line; when this returns, it is durable.

        Args:
            build: gives the content (JSON values). Called under the lock, when `lines` holds all
                that others wrote: numbers are given there. What it raises goes through, and
                nothing is written. A key ``sealed`` makes this the last line; ``n`` and ``torn``
                are the journal's own.

        Raises:
            LedgerSealedError, LedgerDamagedError, LedgerBusyError, LedgerUnreadableError,
                NotWrittenError: refused; the content is not in the journal and never will be.
            OutcomeUnknownError: the disk failed twice; open the journal again and look.
        """
        with self._exclusive():
            self._require_writable()
            return self._add(build())

    def _require_writable(self) -> None:
        if self.damage is not None:
            raise self.damage
        if self.sealed:
            raise LedgerSealedError(self._where)
        if self.read_only:
            raise NotWrittenError(self._where, "是以只读方式打开的")

    def _add(self, content: Mapping[str, object]) -> Line:
        if self._chain.rest:
            self._remove_torn_tail()
        note = {"torn": self._torn} if self._torn else {}
        line = next_line(self.number + 1, self.head, {**content, **note})
        data = line.encode()
        self._write(data)
        self._torn = ""
        self._chain.take(line, len(data))
        self._write_receipt()
        self._remember(line)
        return line

    def _write(self, data: bytes) -> None:
        try:
            self._append(data)
        except OSError as error:
            self._cut_back()
            raise NotWrittenError(self._where, cause_of(error)) from error
        except BaseException:
            self._cut_back()
            raise

    def _append(self, data: bytes) -> None:
        append_all(self.disk, self._open_files[0], data)
        self.disk.sync_data(self._open_files[0])
        if not self.number:  # a new file: its name must be durable too
            self.disk.sync_folder(self.path.parent)

    def _cut_back(self) -> None:
        """Leave the whole lines and nothing behind them, for good."""
        try:
            self._witness(b"!", MARK)
            self.disk.cut(self._open_files[0], self.size)
            self.disk.sync_data(self._open_files[0])
            self._witness(b".", MARK)
        except OSError as error:
            self._dead = cause_of(error)
            raise OutcomeUnknownError(self._where, self._dead) from error

    def _remove_torn_tail(self) -> None:
        """Keep a copy of what a dead writer left unfinished, then cut it off."""
        rest = self._chain.rest
        name = f"{self.path.stem}.{self.number + 1}.{digest(rest)[:16]}"
        try:
            write_whole(self.disk, make_folders(self.disk, self._home, "torn") / name, rest)
        except OSError as error:
            raise NotWrittenError(self._where, cause_of(error)) from error
        self._cut_back()
        self._torn, self._chain.rest = digest(rest), b""
        _log.warning("torn tail of %d bytes cut off, kept as torn/%s", len(rest), name)

    def _write_receipt(self) -> None:
        receipt = Receipt(self.number, self.size, self.head)
        self._witness(receipt.encode(), receipt.offset)

    def _witness(self, data: bytes, offset: int) -> None:
        """Write into the receipt file, which helps after a second mishap: nothing depends on it."""
        try:
            overwrite_all(self.disk, self._open_files[1], data, offset)
        except OSError as error:
            _log.warning("receipt file of %s not written: %s", self.path.name, error.strerror)

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        """Alone among threads and processes, and knowing all that others wrote."""
        if not self._mutex.acquire(timeout=PATIENCE):
            raise LedgerBusyError(self._where, PATIENCE)
        try:
            self._lock()
            try:
                with explaining(self._where):
                    self._catch_up()
                yield
            finally:
                if not self.read_only:
                    self.disk.unlock(self._open_files[2])
        finally:
            self._mutex.release()

    def _lock(self) -> None:
        if self._dead:
            raise NotWrittenError(self._where, f"{self._dead}，之后没有重新打开")
        with explaining(self._where):
            if not self.read_only and not self.disk.lock(self._open_files[2], PATIENCE):
                raise LedgerBusyError(self._where, PATIENCE)

    def _catch_up(self) -> None:
        self._finish_cut()
        size = self.disk.size(self._open_files[0])
        if size == self.size and self._caught_up:
            return
        if size < self.size:
            raise LedgerUnreadableError(self._where, "文件变短了")
        self._caught_up = False
        receipt = load_receipt(self.disk, self.path)  # first: unlocked, the journal may grow
        chunks = read_chunks(self.disk, self._open_files[0], self.size)
        for line in self._chain.follow(split_lines(chunks)):
            self._remember(line)
        self._judge(receipt)
        if self.size > receipt.size and not self.read_only and self.damage is None:
            self._make_durable(receipt.size)
        self._caught_up = True

    def _remember(self, line: Line) -> None:
        if line.number == 1:
            self.header = read_header(line.content, self._where)
        else:
            self._lines.append(line)

    def _judge(self, receipt: Receipt) -> None:
        if not self.number:
            refuse_newer_line(self._chain.rest, self._where)
        fault = find_fault(self._chain, receipt)
        if fault not in {Fault.NONE, Fault.TORN}:
            self.damage = LedgerDamagedError(
                self._where, explain(fault, self.number), self.number + 1
            )

    def _finish_cut(self) -> None:
        """Make a cut durable whose writer died over it; else its remains could come back."""
        if not self.read_only and self.disk.read(self._open_files[1], MARK, 1) == b"!":
            self.disk.sync_data(self._open_files[0])
            self._witness(b".", MARK)

    def _make_durable(self, start: int) -> None:
        try:
            write_again(self.disk, self.path, start, self.size)
        except OSError as error:
            self._dead = cause_of(error)
            raise
        self._write_receipt()
