"""The certificates of the web pages: an authority for a school's own names, and what it issues.

The authority can vouch for names within the school only (name constraints, RFC 5280 4.2.1.10), so
that whoever installs it gives nobody power over the rest of the web.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from generator.identity import name_in_certificate
from taizhang.errors import WebCertificateError

AUTHORITY_FOR = timedelta(days=3652)  # ten years
SERVER_FOR = timedelta(days=397)  # what browsers ask of public authorities; ours keeps to it
EARLIER = timedelta(days=1)
"""Valid since then: the clock of a phone may be slow."""
ZONES = ("lan", "local", "localhost")
NETWORKS = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "127.0.0.0/8",
    "fc00::/7",
    "::1/128",
)
"""RFC 1918, RFC 4193, and the machine itself."""
_PURPOSE = "（台账网页"
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_SERVES = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
HostName = x509.DNSName | x509.IPAddress


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def read_name(text: str) -> HostName:
    """A host name or address within a school.

    Raises:
        WebCertificateError: it is neither, or lies outside.
    """
    try:
        name: HostName = x509.IPAddress(ip_address(text))
    except ValueError:
        if not _HOST.fullmatch(text.lower()):
            what = f"“{text}”不是主机名或地址"
            raise WebCertificateError(f"{what}：主机名只用英文字母、数字和 -。") from None
        name = x509.DNSName(text.lower())
    if _lies_within(name, _local()) or _is_of_its_own(name):
        return name
    if _is_bare(name):
        raise WebCertificateError(
            f"“{text}”单独写，和 .com 这样的域名分不开。写成 {text}.lan 或 {text}.local，或用地址。"
        )
    raise WebCertificateError(
        f"“{text}”不是校内的名字。可用：.lan、.local 结尾的名字，带数字或 - 的主机名，"
        "10.、172.16–172.31.、192.168. 开头的地址。互联网上的域名请用买来的证书。"
    )


def is_local(text: str) -> bool:
    """Whether a host name or address lies within a school."""
    try:
        read_name(text)
    except WebCertificateError:
        return False
    return True


def make_authority(school: str, names: Collection[HostName], at: datetime) -> Pair:
    """An authority for the usual local names and, of `names`, those that are hosts without one."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = name_in_certificate(school, f"{_PURPOSE} {at:%Y}）")
    within = dict.fromkeys([*_local(), *filter(_is_of_its_own, names)])
    builder = (
        _builder(called, called, key, at - EARLIER, AUTHORITY_FOR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
        .add_extension(x509.NameConstraints(list(within), None), critical=True)
        .add_extension(_SERVES, critical=False)  # neither code nor mail, which names do not limit
    )
    return Pair(key, builder.sign(key, hashes.SHA256()))


def make_server(school: str, names: Collection[HostName], authority: Pair, at: datetime) -> Pair:
    """A server's certificate.

    Raises:
        WebCertificateError: the authority may not vouch for one of the names.
    """
    require_permitted(names, authority.certificate)
    key, public = ec.generate_private_key(ec.SECP256R1()), authority.key.public_key()
    called, issuer = name_in_certificate(school, " 台账"), authority.certificate.subject
    builder = (
        _builder(called, issuer, key, at - EARLIER, SERVER_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certificates=False), critical=True)
        .add_extension(_SERVES, critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    )
    return Pair(key, builder.sign(authority.key, hashes.SHA256()))


def require_permitted(names: Collection[HostName], authority: x509.Certificate) -> None:
    """Whether an authority may vouch for names.

    Raises:
        WebCertificateError: not for one of them.
    """
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    for name in names:
        if not _lies_within(name, limits.permitted_subtrees or ()):
            raise WebCertificateError(
                f"已有的校内 CA 管不到“{name.value}”。加 --new-ca 重做一个："
                "之后每部手机、每台电脑都要重新安装。"
            )


def outlasts_server(authority: x509.Certificate, at: datetime) -> bool:
    """Whether it is valid as long as a certificate issued now."""
    return authority.not_valid_after_utc >= at - EARLIER + SERVER_FOR


def names_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Names and addresses a certificate is good for."""
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return tuple(str(name.value) for name in found)


def is_ours(certificate: x509.Certificate) -> bool:
    """Whether an authority of ours issued it, an earlier one too."""
    return any(
        _PURPOSE in str(name.value)
        for name in certificate.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    since: datetime,
    lasting: timedelta,
) -> x509.CertificateBuilder:
    public = key.public_key()
    number = x509.random_serial_number()
    return x509.CertificateBuilder(
        issuer, subject, public, number, since, since + lasting
    ).add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(*, certificates: bool) -> x509.KeyUsage:
    """Signing certificates and nothing else, or shaking hands and nothing else."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _local() -> list[x509.GeneralName]:
    zones = [x509.DNSName(one) for one in ZONES]
    return [*zones, *(x509.IPAddress(ip_network(one)) for one in NETWORKS)]


def _is_bare(name: HostName) -> bool:
    return isinstance(name, x509.DNSName) and "." not in name.value


def _is_of_its_own(name: HostName) -> bool:
    """A host without a domain that can be none itself: top-level ones are letters, or xn--."""
    told = str(name.value)
    return _is_bare(name) and not told.isalpha() and not told.startswith("xn--")


def _lies_within(name: HostName, limits: Collection[x509.GeneralName]) -> bool:
    """As RFC 5280 4.2.1.10 has it."""
    for limit in limits:
        if isinstance(name, x509.DNSName) and isinstance(limit, x509.DNSName):
            if name.value == limit.value or name.value.endswith(f".{limit.value}"):
                return True
        elif isinstance(name, x509.IPAddress) and isinstance(limit, x509.IPAddress):
            network = limit.value
            if isinstance(network, IPv4Network | IPv6Network) and name.value in network:
                return True
    return False
