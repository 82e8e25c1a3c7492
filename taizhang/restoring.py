"""The use-case of bringing a backup back: data, keys, or both; said what is still missing."""

from dataclasses import dataclass
from pathlib import Path

from records.errors import LedgerUnreadableError, cause_of
from records.keyfile import unlock
from records.restore import Restored, lacking_keys, restore, restore_keys


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What came back.

    Attributes:
        data: what the data file brought; None if there was none.
        keys: how many files the key file brought; None if there was none.
        missing: what is still missing, in Chinese.
    """

    data: Restored | None
    keys: int | None
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything is there and intact."""
        terms = self.data.terms if self.data else ()
        return not self.missing and all(one.chain.intact for one in terms)


def bring_back(folder: Path, data: Path | None, keys: Path | None, words: str) -> BroughtBack:
    """Bring the files of a backup back into a home; a wrong passphrase changes nothing.

    Args:
        folder: the home.
        data: data file; None leaves the data as they are.
        keys: key file; None leaves the keys as they are.
        words: passphrase of the keys.

    Raises:
        BackupRefusedError: no backup, damaged, not this home's, a wrong passphrase.
        LedgerUnreadableError, NotWrittenError: the disk failed or is full.
    """
    if keys is not None:
        _require_opens(keys, words)
    done = None if data is None else restore(data, folder)
    lacked = lacking_keys(folder)
    written = None if keys is None else restore_keys(keys, folder, words)
    damage = [one for one in done.missing if one not in lacked] if done else []
    return BroughtBack(done, written, (*damage, *lacking_keys(folder)))


def _require_opens(keys: Path, words: str) -> None:
    try:
        unlock(keys.read_bytes(), words)
    except OSError as error:
        raise LedgerUnreadableError(f"密钥备份 {keys.name}", cause_of(error)) from error
