"""Step 7, verification: a volume, a journal or a whole home is read again; nothing is repaired."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.signing import read_certificates
from generator.verification import Trust, VolumeStatus, verify_volume
from records.attachments import Attachments
from records.chain import ChainStatus, verify_journal
from records.disk import Disk
from records.errors import RecordError
from records.ledger import Ledger
from records.record import Version
from records.terms import SUFFIX, journal_path, terms_kept
from taizhang.errors import UsageError
from taizhang.home import SCHOOL_FILE
from taizhang.papers import CERTIFICATE


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found.

    Attributes:
        ok: nothing was found wanting.
        headline: the verdict in one line.
        lines: everything worth saying, in Chinese.
        data: the same for a program.
    """

    ok: bool
    headline: str
    lines: tuple[str, ...]
    data: dict[str, Any]


def verify_path(
    path: Path, home: Path | None, trust: tuple[Path, ...] = (), head: str | None = None
) -> Report:
    """Verify what lies at a path: a home folder, a journal, or a volume.

    Args:
        path: a home, a ``.journal`` file, or any other file, taken for a volume.
        home: the asker's own home, whose school certificate is trusted.
        trust: certificates the asker trusts beside it.
        head: a head from the printed volume note, for journals.

    Raises:
        UsageError: there is nothing at the path, or a certificate cannot be read.
    """
    if path.is_dir():
        return verify_home(path, head)
    if not path.is_file():
        raise UsageError(f"没有 {path} 这个文件或文件夹。核对路径。")
    if path.suffix == SUFFIX:
        return _of_chains({path.name: verify_journal(path, Disk(), head)}, ())
    return _of_volume(verify_volume(_read(path), tuple(_trusted(home, trust))))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不了 {path}：{error.strerror}。核对权限。") from None


def _trusted(home: Path | None, trust: tuple[Path, ...]) -> Iterator[Trust]:
    own = home / "keys" / CERTIFICATE if home else None
    if own is not None and own.is_file():
        yield from (Trust(one, "本校证书") for one in read_certificates(_read(own)))
    for path in trust:
        yield from (Trust(one, f"--trust {path.name}") for one in read_certificates(_read(path)))


# ---- a volume


def _of_volume(status: VolumeStatus) -> Report:
    lines = []
    if status.signed_by:
        lines.append(f"签名人 {status.signed_by}，签名时间 {status.signed_at:%Y-%m-%d %H:%M}")
        lines.append(f"证书指纹 {status.fingerprint}")
    if status.manifest is not None:
        kept = status.manifest
        lines.append(f"{kept.school} {kept.term}，记录 {len(kept.records)} 条")
        lines.append(f"台账链头 {kept.head.lines}:{kept.head.digest}")
    data = {
        "readable": status.readable,
        "signed": status.signed,
        "intact": status.intact,
        "complete": status.complete,
        "signed_by": status.signed_by,
        "fingerprint": status.fingerprint,
        "trusted_by": status.trusted_by,
        "missing": list(status.missing),
        "reasons": list(status.reasons),
        "ok": status.bottom_line,
    }
    return Report(status.bottom_line, status.headline, (*lines, *status.reasons), data)


# ---- a home


def verify_home(folder: Path, head: str | None = None) -> Report:
    """Every journal of a home, and what its lines name: definitions and attachments.

    Raises:
        UsageError: it is no home.
    """
    if not (folder / SCHOOL_FILE).is_file():
        raise UsageError(f"{folder} 不是学校的文件夹（缺 {SCHOOL_FILE}）。核对路径。")
    disk = Disk()
    terms = terms_kept(folder, disk)
    latest = terms[-1] if terms else ""
    chains = {
        term: verify_journal(journal_path(folder, term), disk, head if term == latest else None)
        for term in terms
    }
    wanting = tuple(
        text for term, status in chains.items() if status.intact for text in _named(folder, term)
    )
    return _of_chains(chains, wanting)


def _named(folder: Path, term: str) -> Iterator[str]:
    """What the lines of a whole journal name and the home lacks or holds changed."""
    with Ledger.open(folder, term, read_only=True) as ledger:
        versions = list(ledger.changes())
        for version in {one.definition: one for one in versions if one.definition}.values():
            try:
                ledger.definition(version)
            except RecordError as error:
                yield f"学期 {term}：{error}"
    store = Attachments(folder / "attachments", Disk())
    for damage in store.verify(sorted({name for one in versions for name in named_files(one)})):
        yield f"学期 {term}：{damage}"


def named_files(version: Version) -> Iterator[str]:
    """Digests of the attachments a version names."""
    waiting: list[Any] = [version.entry]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "sha256" in value and "media_type" in value:
                yield str(value["sha256"])
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _of_chains(chains: dict[str, ChainStatus], wanting: tuple[str, ...]) -> Report:
    ok = all(status.intact and not status.fault for status in chains.values()) and not wanting
    lines = [
        f"{name}：{status.reason or '完好'}，{status.length} 行，链头 {status.length}:{status.head}"
        for name, status in chains.items()
    ]
    data = {
        "ok": ok,
        "journals": {
            name: {
                "intact": status.intact,
                "lines": status.length,
                "head": status.head,
                "broken_at": status.broken_at,
                "fault": str(status.fault),
                "reason": status.reason,
            }
            for name, status in chains.items()
        },
        "wanting": list(wanting),
    }
    headline = "台账完好" if ok else "台账有问题"
    return Report(ok, headline if chains else "还没有台账", (*lines, *wanting), data)
