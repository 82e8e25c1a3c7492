"""The ledgers of a home, one a term, each following the sealed one before it."""

from pathlib import Path

from records.disk import Disk
from records.journal import Journal
from records.refusals import TermOrderError

SUFFIX, SEAL = ".journal", ".seal"


def journal_path(home: Path, term: str) -> Path:
    """Where the journal of a term lies."""
    return home / "ledgers" / f"{term}{SUFFIX}"


def terms_kept(home: Path, disk: Disk | None = None) -> list[str]:
    """Terms that have a ledger in a home, oldest first."""
    disk, folder = disk or Disk(), home / "ledgers"
    names = disk.names(folder) if disk.exists(folder) else []
    return sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))


def head_to_follow(home: Path, term: str, disk: Disk) -> str:
    """Head of the sealed ledger that a new one follows; empty for the first."""
    terms = terms_kept(home, disk)
    if not terms:
        return ""
    latest, where = terms[-1], f"学期 {term}"
    if latest > term:
        raise TermOrderError(
            where, f"已经有更晚的学期 {latest} 的台账", "补登以前的事，记在当前学期"
        )
    with Journal.open(journal_path(home, latest), disk, read_only=True) as journal:
        if not journal.sealed:
            advice = f"先封存（网页“装订”里，或 taizhang seal {latest}）；封存后的更正记在新学期"
            raise TermOrderError(where, f"上一学期 {latest} 的台账还没有封存", advice)
        return journal.head
