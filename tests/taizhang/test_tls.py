"""The school's own authority: good for its own names, of no use for any other."""

import re
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from generator.identity import certificate_pem
from records import keyfile
from records.backup import make_backup, status
from records.disk import write_whole
from records.restore import restore_keys
from taizhang import authority as issuing
from taizhang import tls
from taizhang.authority import Pair
from taizhang.errors import WebCertificateError
from taizhang.home import Home
from taizhang.installing import STEPS, installing_guide
from tests.taizhang.office import Office

NAMES = ("taizhang.lan", "office-pc", "192.168.1.10", "fd00::10")
WORDS = "青石桥边 2026"


@pytest.fixture
def home(office: Office) -> Home:
    """A school whose pages have a certificate."""
    home = Home.open(office.folder)
    tls.certify(home, NAMES, office.now)
    return home


@pytest.fixture
def keys(home: Home) -> Path:
    """Where the certificates lie."""
    return home.folder / "keys" / "web"


def openssl(*words: str) -> subprocess.CompletedProcess[str]:
    """Ask somebody else's program."""
    program = shutil.which("openssl")
    assert program, "openssl is not installed"
    return subprocess.run([program, *words], capture_output=True, text=True, check=False)  # noqa: S603  a fixed program


def accepted(keys: Path, certificate: Path, name: str, at: datetime) -> bool:
    """Whether openssl takes a certificate for the server of a name."""
    is_address = name.replace(".", "").isdigit() or ":" in name
    asked = "-verify_ip" if is_address else "-verify_hostname"
    words = ("-x509_strict", "-purpose", "sslserver", "-attime", str(int(at.timestamp())))
    answer = openssl(
        "verify", "-CAfile", str(keys / "ca.pem"), *words, asked, name, str(certificate)
    )
    return answer.returncode == 0


def test_openssl_accepts_the_server_under_every_name_and_under_no_other(
    office: Office, keys: Path
) -> None:
    for name in (*NAMES, "localhost", "127.0.0.1", "::1"):
        assert accepted(keys, keys / "server.pem", name, office.now), name
    for name in ("192.168.1.11", "other.lan", "www.example.com"):
        assert not accepted(keys, keys / "server.pem", name, office.now), name


@pytest.mark.parametrize(
    "stolen",
    [
        x509.DNSName("www.example.com"),
        x509.DNSName("lan.example.com"),
        x509.DNSName("evil-lan"),
        x509.IPAddress(ip_address("8.8.8.8")),
        x509.IPAddress(ip_address("2001:db8::1")),
    ],
    ids=lambda name: str(name.value),
)
def test_with_the_key_of_the_authority_nobody_can_pose_as_somebody_outside(
    office: Office, keys: Path, monkeypatch: pytest.MonkeyPatch, stolen: issuing.HostName
) -> None:
    key = load_pem_private_key((keys / "ca.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    thief = Pair(key, x509.load_pem_x509_certificate((keys / "ca.pem").read_bytes()))
    with pytest.raises(WebCertificateError, match="管不到"):
        issuing.make_server("别处", [stolen], thief, office.now)
    monkeypatch.setattr(issuing, "require_permitted", lambda *_: None)
    forged = issuing.make_server("别处", [stolen], thief, office.now).certificate
    (keys / "forged.pem").write_bytes(certificate_pem(forged))
    assert not accepted(keys, keys / "forged.pem", str(stolen.value), office.now)
    allowed = issuing.make_server("本校", [x509.DNSName("b.lan")], thief, office.now).certificate
    (keys / "allowed.pem").write_bytes(certificate_pem(allowed))
    assert accepted(keys, keys / "allowed.pem", "b.lan", office.now)


def test_the_authority_signs_certificates_of_servers_and_no_authorities(keys: Path) -> None:
    told = openssl(
        "x509", "-in", str(keys / "ca.pem"), "-noout", "-text", "-nameopt", "utf8"
    ).stdout
    assert "CA:TRUE, pathlen:0" in told
    assert "Key Usage: critical\n                Certificate Sign\n" in told
    assert "TLS Web Server Authentication" in told
    assert re.search("O ?= ?青禾市云溪路小学", told)
    assert told.count("DNS:") == 4, "lan, local, localhost, office-pc"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write("台账".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Not on the screen."""


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """A server of pages with the school's certificate, made today."""
    home = Home.open(office.folder)
    tls.certify(home, NAMES, datetime.now(home.zone))  # noqa: TID251  the handshake asks the real clock
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*tls.server_files(home))
    with HTTPServer(("127.0.0.1", 0), _Page) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_client_that_trusts_the_authority_gets_the_page_and_another_does_not(
    office: Office, address: str
) -> None:
    trusting = ssl.create_default_context(cafile=str(office.folder / "keys/web/ca.pem"))
    with urlopen(address, context=trusting) as page:  # noqa: S310  our own address
        assert page.read().decode() == "台账"
    with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urlopen(address, context=ssl.create_default_context())  # noqa: S310  our own address


def test_renewing_keeps_the_authority_until_it_would_end_first(office: Office, home: Home) -> None:
    first = tls.web_certificate(home, office.now)
    later = office.now + timedelta(days=360)
    again = tls.certify(home, NAMES, later)
    assert first is not None
    assert (first.authority, again.new_authority) == (again.authority, False)
    assert (first.days_left, again.days_left) == (396, 396)
    assert again.until - first.until == timedelta(days=360)
    assert not tls.certify(home, NAMES, office.now + timedelta(days=3254)).new_authority
    new = tls.certify(home, NAMES, office.now + timedelta(days=3256))
    assert (new.new_authority, new.authority == first.authority) == (True, False)


def test_what_is_broken_off_between_the_files_is_mended_by_running_again(
    office: Office, home: Home, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tls.web_certificate(home, office.now)
    kept = write_whole
    for fails_at in ("server.pem", "ca.key", "ca.pem"):

        def write(disk: object, path: Path, data: bytes, fails_at: str = fails_at) -> None:
            if path.name == fails_at:
                raise OSError(28, "no space", str(path))
            kept(disk, path, data)  # type: ignore[arg-type]  # as handed in

        with monkeypatch.context() as patch:
            patch.setattr(tls, "write_whole", write)
            with pytest.raises(OSError, match="no space"):
                tls.certify(home, NAMES, office.now, new_authority=True)
        if fails_at == "ca.pem":
            with pytest.raises(
                WebCertificateError, match=r"不是一对。从密钥备份恢复，或加 --new-ca"
            ):
                tls.certify(home, NAMES, office.now)
            tls.certify(home, NAMES, office.now, new_authority=True)
        else:
            assert before is not None
            assert tls.certify(home, NAMES, office.now).authority == before.authority
        assert tls.server_files(home) == (keys / "server.pem", keys / "server.key")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("school.edu.cn", "不是校内的名字"),
        ("8.8.8.8", "不是校内的名字"),
        ("172.32.0.1", "不是校内的名字"),
        ("office", "写成 office.lan 或 office.local"),
        ("COM", "分不开"),
        ("xn--fiqs8s", "分不开"),
        ("学校", "不是主机名或地址"),
        ("*.lan", "不是主机名或地址"),
        ("a b", "不是主机名或地址"),
        ("", "不是主机名或地址"),
        ("pc-2", "管不到“pc-2”。加 --new-ca"),
    ],
)
def test_a_name_that_is_not_the_schools_is_refused(
    office: Office, home: Home, keys: Path, name: str, told: str
) -> None:
    before = {path.name: path.read_bytes() for path in keys.iterdir()}
    with pytest.raises(WebCertificateError, match=told):
        tls.certify(home, [name], office.now)
    assert {path.name: path.read_bytes() for path in keys.iterdir()} == before


def test_a_certificate_that_the_school_bought_is_left_alone(
    office: Office, home: Home, keys: Path, tmp_path: Path
) -> None:
    bought = Home.create(tmp_path / "bought", home.settings)
    shutil.copytree(keys, bought.folder / "keys/web")
    (bought.folder / "keys/web/ca.pem").unlink()
    made = openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Some CA",
        "-addext", "subjectAltName=DNS:school.edu.cn",
        "-keyout", str(bought.folder / "keys/web/server.key"),
        "-out", str(bought.folder / "keys/web/server.pem"),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    with pytest.raises(WebCertificateError, match="不是本程序办的证书，未改动"):
        tls.certify(bought, NAMES, office.now, new_authority=True)
    told = tls.web_certificate(bought, office.now)
    assert told is not None
    assert (told.names, told.authority) == (("school.edu.cn",), None)
    assert tls.server_files(bought)[0].parent == bought.folder / "keys/web"
    with pytest.raises(WebCertificateError, match="还没有校内 CA"):
        installing_guide(bought)


def test_keys_are_for_their_owner_only_and_come_back_from_a_backup(
    office: Office, home: Home, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(keyfile.COST, "n", 1 << 12)
    backup = make_backup(home.folder, tmp_path, at=office.now, passphrase=WORDS)
    assert not status(home.folder).keys_at_risk
    new = tmp_path / "new"
    new.mkdir()
    assert backup.keys
    restore_keys(backup.keys, new, WORDS)
    for path in keys.iterdir():
        assert (new / "keys/web" / path.name).read_bytes() == path.read_bytes()
        assert (new / "keys/web" / path.name).stat().st_mode & 0o777 == 0o600
        assert path.stat().st_mode & 0o777 == 0o600
    assert keys.stat().st_mode & 0o777 == (new / "keys/web").stat().st_mode & 0o777 == 0o700
    renewed = tls.certify(home, NAMES, office.now + timedelta(days=300))
    assert status(home.folder).keys_at_risk
    restore_keys(backup.keys, home.folder, WORDS)
    assert tls.web_certificate(home, office.now + timedelta(days=300)) == renewed


def test_files_that_do_not_go_together_are_told(home: Home, keys: Path) -> None:
    (keys / "server.key").write_bytes((keys / "ca.key").read_bytes())
    with pytest.raises(WebCertificateError, match=r"不能一起用。再运行一次 taizhang tls"):
        tls.server_files(home)
    (keys / "ca.key").write_bytes(b"nothing")
    with pytest.raises(WebCertificateError, match=r"ca.key 不在，或读不懂"):
        tls.certify(home, NAMES, datetime(2026, 3, 5, tzinfo=home.zone))
    (keys / "server.pem").write_bytes(b"nothing")
    with pytest.raises(WebCertificateError, match=r"server.pem 读不懂"):
        tls.web_certificate(home, datetime(2026, 3, 5, tzinfo=home.zone))


def test_the_guide_has_the_file_its_fingerprint_and_steps_for_every_system(home: Home) -> None:
    guide = installing_guide(home)
    assert guide.der == x509.load_pem_x509_certificate(guide.pem).public_bytes(Encoding.DER)
    assert guide.name == "青禾市云溪路小学（台账网页 2026）"
    assert len(guide.fingerprint.replace(" ", "")) == 64
    written = (Path(__file__).parents[2] / "docs/guide/tls.md").read_text("utf-8")
    for system, steps in STEPS.items():
        assert f"### {system}" in written
        assert [step for step in steps if step not in written] == []


# ---- at the command line


def test_the_command_names_this_machine_and_later_keeps_its_names(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taizhang.cli.tls.host_name", lambda: "Zongwu-01")
    monkeypatch.setattr("taizhang.cli.tls.own_address", lambda: "192.168.3.4")
    first = office.run("tls")
    assert first.code == 0, first.error
    assert "zongwu-01.local、zongwu-01.lan、zongwu-01、192.168.3.4、localhost" in first.text
    assert "每部手机、每台电脑都要安装一次" in first.text
    named = office.ask("tls", "--name", "10.0.0.7")
    assert named["names"] == ["10.0.0.7", "localhost", "127.0.0.1", "::1"]
    again = office.ask("tls")
    assert (again["names"], again["new_authority"]) == (named["names"], False)
    anew = office.ask("tls", "--new-ca")
    assert (anew["new_authority"], anew["fingerprint"] == again["fingerprint"]) == (True, False)


@pytest.mark.parametrize(
    ("host", "address", "names"),
    [
        ("学校电脑", "", ["localhost", "127.0.0.1", "::1"]),
        ("zongwu", "203.0.113.9", ["zongwu.local", "zongwu.lan", "localhost", "127.0.0.1", "::1"]),
        ("pc.school.edu.cn", "10.1.1.1", ["10.1.1.1", "localhost", "127.0.0.1", "::1"]),
    ],
)
def test_what_a_machine_calls_itself_outside_the_school_is_left_out(
    office: Office, monkeypatch: pytest.MonkeyPatch, host: str, address: str, names: list[str]
) -> None:
    monkeypatch.setattr("taizhang.cli.tls.host_name", lambda: host)
    monkeypatch.setattr("taizhang.cli.tls.own_address", lambda: address)
    assert office.ask("tls")["names"] == names


@pytest.mark.parametrize(
    ("days", "ok", "told"),
    [
        (366, True, "还有 30 天"),
        (367, False, "还有 29 天：用 taizhang tls 续办"),
        (400, False, "已经过期：用 taizhang tls 续办"),
    ],
)
def test_the_doctor_warns_30_days_ahead(
    office: Office, home: Home, days: int, ok: bool, told: str
) -> None:
    office.now += timedelta(days=days)
    found = [one for one in office.ask("doctor") if one["name"] == "网页证书"]
    assert [(one["ok"], told in one["text"]) for one in found] == [(ok, True)], found
