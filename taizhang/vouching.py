"""Step 7, verification: a volume, a journal or a whole home is read again; nothing is repaired."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from generator.errors import IdentityError
from generator.identity import read_certificates
from generator.manifest import Head
from generator.verification import Trust, VolumeStatus, verify_volume
from records import soundness
from records.chain import ChainStatus, parse_head, verify_journal
from records.digest import digest
from records.disk import Disk
from records.errors import cause_of
from records.seal import public_bytes
from records.soundness import TermStatus
from records.terms import SUFFIX
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
        head: a head from the printed volume note.

    Raises:
        UsageError: there is nothing at the path, or a certificate cannot be read.
    """
    if path.is_dir():
        return verify_home(path, head, trust)
    if not path.is_file():
        raise UsageError(f"没有 {path} 这个文件或文件夹。核对路径。")
    if path.suffix == SUFFIX:
        return _of_journal(path.name, verify_journal(path, Disk(), head))
    return _of_volume(verify_volume(_read(path), tuple(_trusted(home, trust))), head)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不了 {path}：{cause_of(error)}。核对权限。") from None


def _trusted(home: Path | None, trust: tuple[Path, ...]) -> Iterator[Trust]:
    own = home / "keys" / CERTIFICATE if home else None
    if own is not None and own.is_file():
        yield from (Trust(one, "本校证书") for one in read_certificates(_read(own)))
    for path in trust:
        try:
            found = read_certificates(_read(path))
        except IdentityError as error:
            raise UsageError(f"{path}：{error.what}。{error.advice}。") from None
        yield from (Trust(one, f"--trust {path.name}") for one in found)


# ---- a volume


def _of_volume(status: VolumeStatus, head: str | None) -> Report:
    """What is said of a volume; its own head must be the one on paper, if that was given.

    Raises:
        BadHeadError: what was given is no head.
    """
    same, lines = True, []
    if status.signed_by:
        lines.append(f"签名人 {status.signed_by}，签名时间 {status.signed_at:%Y-%m-%d %H:%M}")
        lines.append(f"证书指纹 {status.fingerprint}")
    if status.manifest is not None:
        kept = status.manifest
        lines.append(f"{kept.school} {kept.term}，记录 {len(kept.records)} 条")
        lines.append(f"台账链头 {kept.head.lines}:{kept.head.digest}")
        same = _is_head(kept.head, head)
        lines += [] if same else [f"与所给的链头 {head} 不符：纸上印的不是这一册"]
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
        "head": same if head else None,
        "ok": status.bottom_line and same,
    }
    headline = status.headline if same else f"链头不符（{status.headline}）"
    return Report(status.bottom_line and same, headline, (*lines, *status.reasons), data)


def _is_head(kept: Head, given: str | None) -> bool:
    expected = parse_head(given)
    if expected is None:
        return True
    line, digits = expected
    return line in (0, kept.lines) and kept.digest.startswith(digits)


# ---- a home


def verify_home(folder: Path, head: str | None = None, trust: tuple[Path, ...] = ()) -> Report:
    """Every term of a home: chain, seal, definitions, attachments.

    Raises:
        UsageError: it is no home.
    """
    if not (folder / SCHOOL_FILE).is_file():
        raise UsageError(f"{folder} 不是学校的文件夹（缺 {SCHOOL_FILE}）。核对路径。")
    certificates = (one.certificate for one in _trusted(folder, trust))
    keys = [one.public_key() for one in certificates]
    trusted = {
        digest(public_bytes(key)) for key in keys if isinstance(key, ec.EllipticCurvePublicKey)
    }
    terms = soundness.verify_home(folder, trusted=trusted, expected_head=head)
    ok = all(one.sound for one in terms)
    lines = [
        f"{one.term}{'（已封存）' if one.seal else ''}：{'；'.join(one.problems) or '完好'}，"
        f"{one.chain.length} 行，链头 {one.chain.length}:{one.chain.head}"
        for one in terms
    ]
    headline = ("台账完好" if ok else "台账有问题") if terms else "还没有台账"
    data = {"ok": ok, "terms": [_term_data(one) for one in terms]}
    return Report(ok, headline, tuple(lines), data)


def _term_data(status: TermStatus) -> dict[str, Any]:
    return {
        "term": status.term,
        "sound": status.sound,
        "sealed": status.seal is not None,
        "problems": list(status.problems),
        **_chain_data(status.chain),
    }


def _of_journal(name: str, status: ChainStatus) -> Report:
    ok = status.intact
    line = f"{name}：{status.reason or '完好'}，{status.length} 行"
    headline = "台账完好" if ok else "台账有问题"
    data = {"ok": ok, **_chain_data(status)}
    return Report(ok, headline, (line, f"链头 {status.length}:{status.head}"), data)


def _chain_data(status: ChainStatus) -> dict[str, Any]:
    return {
        "intact": status.intact,
        "lines": status.length,
        "head": status.head,
        "broken_at": status.broken_at,
        "fault": str(status.fault),
        "reason": status.reason,
    }
