"""The use-case of `taizhang tls`: the pages of a home get a certificate that phones can trust."""

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from generator.identity import certificate_pem
from records.disk import Disk, make_folders, write_whole
from taizhang.authority import (
    Pair,
    is_ours,
    make_authority,
    make_server,
    names_of,
    outlasts_server,
    read_name,
)
from taizhang.errors import WebCertificateError
from taizhang.home import Home

WITHIN = ("keys", "web")
AUTHORITY, SERVER = "ca", "server"
ITSELF = ("localhost", "127.0.0.1", "::1")
WARN_FOR = timedelta(days=30)
_BACK = "从密钥备份恢复，或加 --new-ca 重做。"


@dataclass(frozen=True, slots=True)
class WebCertificate:
    """What the pages are served with.

    Attributes:
        names: host names and addresses it is good for.
        until: its last moment; `days_left` whole days to it.
        authority: what phones install; None if the certificate came from elsewhere.
        new_authority: it was made just now: every phone has to install it, again if it had one.
    """

    names: tuple[str, ...]
    until: datetime
    days_left: int
    authority: x509.Certificate | None
    new_authority: bool = False

    @property
    def ends_soon(self) -> bool:
        """Time to renew it."""
        return self.days_left < WARN_FOR.days


def certify(
    home: Home, names: Iterable[str], at: datetime, *, new_authority: bool = False
) -> WebCertificate:
    """Make the server's certificate anew, under the authority there is or a new one.

    A new authority is made when there is none, when it would end before the certificate, or when
    it is asked for.

    Args:
        home: of the school.
        names: host names and addresses others use; what the machine calls itself is added.
        at: now.
        new_authority: make one in any case.

    Raises:
        WebCertificateError: a name is not the school's, or a file there is not ours to replace.
    """
    wanted = [read_name(one) for one in dict.fromkeys((*names, *ITSELF))]
    school = home.settings.school.name
    _require_ours(home)
    kept = None if new_authority else _authority(home)
    lasting = kept if kept and outlasts_server(kept.certificate, at) else None
    authority = lasting or make_authority(school, wanted, at)
    server = make_server(school, wanted, authority, at)
    _keep(home, SERVER, server)  # first: broken off here, the next run finds the old authority
    if authority is not kept:
        _keep(home, AUTHORITY, authority)
    return _told(server.certificate, authority.certificate, at, authority is not kept)


def web_certificate(home: Home, at: datetime) -> WebCertificate | None:
    """What the pages are served with; None before there is anything.

    Raises:
        WebCertificateError: it cannot be read.
    """
    server = _certificate(home, SERVER)
    return _told(server, read_authority(home), at) if server else None


def server_files(home: Home) -> tuple[Path, Path]:
    """Where the server's certificate and its key lie, as a server of TLS loads them.

    Raises:
        WebCertificateError: they are not there, or do not belong together.
    """
    certificate, key = _path(home, f"{SERVER}.pem"), _path(home, f"{SERVER}.key")
    if not certificate.is_file():
        raise WebCertificateError("还没有网页证书。先运行 taizhang tls。")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError:
        what = f"{certificate} 与 {key.name} 不能一起用"
        raise WebCertificateError(f"{what}。再运行一次 taizhang tls，或从密钥备份恢复。") from None
    return certificate, key


def read_authority(home: Home) -> x509.Certificate | None:
    """The authority that phones install; None if there is none.

    Raises:
        WebCertificateError: it cannot be read.
    """
    return _certificate(home, AUTHORITY)


def _told(
    server: x509.Certificate, authority: x509.Certificate | None, at: datetime, new: bool = False
) -> WebCertificate:
    until = server.not_valid_after_utc.astimezone(at.tzinfo)
    return WebCertificate(names_of(server), until, (until - at).days, authority, new)


# ---- files


def _path(home: Home, name: str) -> Path:
    return home.folder.joinpath(*WITHIN, name)


def _keep(home: Home, name: str, pair: Pair) -> None:
    """Key first: a certificate without its key is of no use."""
    make_folders(Disk(), home.folder, *WITHIN)
    key = pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_whole(Disk(), _path(home, f"{name}.key"), key)
    write_whole(Disk(), _path(home, f"{name}.pem"), certificate_pem(pair.certificate))


def _certificate(home: Home, name: str) -> x509.Certificate | None:
    path = _path(home, f"{name}.pem")
    if not path.is_file():
        return None
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except ValueError:
        raise WebCertificateError(f"{path} 读不懂。{_BACK}") from None


def _authority(home: Home) -> Pair | None:
    certificate, path = _certificate(home, AUTHORITY), _path(home, f"{AUTHORITY}.key")
    if certificate is None:
        return None
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (FileNotFoundError, TypeError, ValueError):
        raise WebCertificateError(f"{path} 不在，或读不懂。{_BACK}") from None
    if not isinstance(key, EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise WebCertificateError(f"{path} 与 {AUTHORITY}.pem 不是一对。{_BACK}")
    return Pair(key, certificate)


def _require_ours(home: Home) -> None:
    """A certificate that the school bought is not lost by mistake."""
    server = _certificate(home, SERVER)
    if server and not is_ours(server):
        where = _path(home, f"{SERVER}.pem")
        raise WebCertificateError(f"{where} 不是本程序办的证书，未改动。要换掉它，先把它移走。")
