"""Planted bugs: each breaks one rule of the journal. The crash tests must notice every one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from records.attachments import Attachments
from records.digest import digest
from records.disk import Mode, append_all, make_folders
from records.errors import explaining
from records.journal import Journal
from records.line import Line, next_line
from records.receipt import Receipt
from tests.records.crash_story import (
    SCAN,
    Program,
    Scan,
    damage_everywhere,
    fail_everywhere,
    lose_power,
)
from tests.records.simulated_disk import Fault

# --- writing --------------------------------------------------------------------------------------


class NeverSynced(Journal):
    def _append(self, data: bytes) -> None:
        append_all(self.disk, self._open_files[0], data)


class FolderNotSynced(Journal):
    def _append(self, data: bytes) -> None:
        append_all(self.disk, self._open_files[0], data)
        self.disk.sync_data(self._open_files[0])


class ShortWriteNotContinued(Journal):
    def _append(self, data: bytes) -> None:
        self.disk.append(self._open_files[0], data)
        self.disk.sync_data(self._open_files[0])
        self.disk.sync_folder(self.path.parent)


class SyncTriedAgain(Journal):
    def _append(self, data: bytes) -> None:
        try:
            super()._append(data)
        except OSError:
            self.disk.sync_data(self._open_files[0])


class FailedSyncSwallowed(Journal):
    def _append(self, data: bytes) -> None:
        append_all(self.disk, self._open_files[0], data)
        with suppress(OSError):
            self.disk.sync_data(self._open_files[0])
            self.disk.sync_folder(self.path.parent)


class ReceiptBeforeLine(Journal):
    def _append(self, data: bytes) -> None:
        receipt = Receipt(self.number + 1, self.size + len(data), data[:64].decode())
        self._witness(receipt.encode(), receipt.offset)
        super()._append(data)


class SeveralLinesPerCommit(Journal):
    def _add(self, content: Mapping[str, object]) -> Line:
        if self._chain.rest:
            self._remove_torn_tail()
        first = next_line(self.number + 1, self.head, content)
        second = next_line(first.number + 1, first.head, {**content, "part": 2})
        self._write(first.encode() + second.encode())
        for line in (first, second):
            self._chain.take(line, len(line.encode()))
            self._remember(line)
        self._write_receipt()
        return second


class KnownBeforeWritten(Journal):
    def _write(self, data: bytes) -> None:
        known = len(self._lines)
        if self.number:
            self._lines.append(Line(self.number + 1, data[:64].decode(), data[65:-1]))
        super()._write(data)
        del self._lines[known:]


# --- rolling back ---------------------------------------------------------------------------------


class NotRolledBack(Journal):
    def _cut_back(self) -> None:
        pass


class RollBackNotSynced(Journal):
    def _cut_back(self) -> None:
        self.disk.cut(self._open_files[0], self.size)


class CutNotFinishedByOthers(Journal):
    def _finish_cut(self) -> None:
        pass


class DeadHandleWritesOn(Journal):
    def _lock(self) -> None:
        self._dead = ""
        super()._lock()


# --- torn tails and damage ------------------------------------------------------------------------


class TornTailKept(Journal):
    def _remove_torn_tail(self) -> None:
        self._chain.rest = b""


class TornTailNotCopied(Journal):
    def _remove_torn_tail(self) -> None:
        self._torn = digest(self._chain.rest)
        self._cut_back()


class DamageTakenForTornTail(Journal):
    def _judge(self, receipt: Receipt) -> None:
        pass


class ReceiptNeverWritten(Journal):
    def _write_receipt(self) -> None:
        pass


# --- others ---------------------------------------------------------------------------------------


class NotLocked(Journal):
    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        self._catch_up()
        yield


class OthersNotRead(Journal):
    def _catch_up(self) -> None:
        if not self._caught_up:
            super()._catch_up()


class BuiltOnUnsyncedLines(Journal):
    def _make_durable(self, start: int) -> None:
        self._write_receipt()


class UnsyncedLinesOnlySynced(Journal):
    def _make_durable(self, start: int) -> None:
        self.disk.sync_data(self._open_files[0])
        self.disk.sync_folder(self.path.parent)
        self._write_receipt()


class NothingBelievedButTheReceipt(Journal):
    def _make_durable(self, start: int) -> None:
        self.disk.cut(self._open_files[0], start)
        self.disk.sync_data(self._open_files[0])


# --- attachments ----------------------------------------------------------------------------------


def file_scan_after_its_line(journal: Journal, attachments: Attachments, text: str) -> Line:
    line = journal.commit(lambda: {"ops": [text], "attachment": digest(SCAN)})
    attachments.put(SCAN)
    return line


class AttachmentNameTrusted(Attachments):
    synced, drafted, folder_synced = True, True, True

    def put(self, data: bytes) -> str:
        with explaining("附件"):
            return self._keep(data)

    def _keep(self, data: bytes) -> str:
        name = digest(data)
        folder = make_folders(self.disk, self.folder.parent, self.folder.name, name[:2])
        path = folder / name
        if self.disk.exists(path):
            return name
        draft = folder / "draft" if self.drafted else path
        self.disk.remove(folder / "draft")
        file = self.disk.open(draft, Mode.NEW)
        append_all(self.disk, file, data)
        if self.synced:
            self.disk.sync_data(file)
        self.disk.close(file)
        if self.drafted:
            self.disk.rename(draft, path)
        if self.folder_synced:
            self.disk.sync_folder(folder)
        return name


class AttachmentNotSynced(AttachmentNameTrusted):
    synced = False


class AttachmentNotDrafted(AttachmentNameTrusted):
    drafted = False


class AttachmentFolderNotSynced(AttachmentNameTrusted):
    folder_synced = False


# --- what brings each to light --------------------------------------------------------------------

Bug = type[Journal] | type[Attachments] | Scan
Finder = Callable[[Program], object]


def power(program: Program) -> object:
    return lose_power(program, limit=64)


def fault(*faults: Fault) -> Finder:
    return lambda program: fail_everywhere(program, limit=16, faults=faults)


FINDERS: dict[Bug, Finder] = {
    NeverSynced: power,
    FolderNotSynced: power,
    ShortWriteNotContinued: fault(Fault.SHORT),
    SyncTriedAgain: fault(Fault.FORGET),
    FailedSyncSwallowed: fault(Fault.FORGET),
    ReceiptBeforeLine: power,
    SeveralLinesPerCommit: power,
    KnownBeforeWritten: fault(Fault.ENOSPC),
    NotRolledBack: fault(Fault.FORGET),
    RollBackNotSynced: fault(Fault.FORGET_HALF),
    CutNotFinishedByOthers: fault(Fault.NO_SYNC),
    DeadHandleWritesOn: fault(Fault.FORGET),
    TornTailKept: fault(Fault.DIE_INSIDE),
    TornTailNotCopied: fault(Fault.DIE_INSIDE),
    DamageTakenForTornTail: damage_everywhere,
    ReceiptNeverWritten: damage_everywhere,
    NotLocked: power,
    OthersNotRead: power,
    BuiltOnUnsyncedLines: power,
    UnsyncedLinesOnlySynced: fault(Fault.FORGET),
    NothingBelievedButTheReceipt: power,
    file_scan_after_its_line: power,
    AttachmentNameTrusted: fault(Fault.DIE_BEFORE),
    AttachmentNotSynced: power,
    AttachmentNotDrafted: fault(Fault.DIE_INSIDE),
    AttachmentFolderNotSynced: power,
}


def plant(bug: Bug) -> Program:
    """The program with one bug in it."""
    if not isinstance(bug, type):
        return Program(file_scan=bug)
    if issubclass(bug, Journal):
        return Program(journal=bug)
    if issubclass(bug, Attachments):
        return Program(attachments=bug)
    raise TypeError(bug)
