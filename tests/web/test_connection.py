"""How telephones reach the pages: addresses, https, the authority that everybody may install."""

import pytest
from cryptography import x509

from generator.qr import to_svg
from taizhang.installing import STEPS
from taizhang.tls import certify
from tests.web.school import WebSchool

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1"
CHAT = "Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0"


def certified(school: WebSchool) -> str:
    """The school gets its certificate; answers with the authority's fingerprint."""
    with school.site.desk() as desk:
        certify(desk.home, ["taizhang.lan"], school.now)
    text = school.visitor().page("/ca")
    return text.partition("<code>")[2].partition("</code>")[0]


@pytest.fixture
def at_lan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taizhang.web.addresses.own_address", lambda: "192.168.3.4")


@pytest.mark.usefixtures("at_lan")
def test_addresses_are_shown_as_codes_the_one_in_use_first(school: WebSchool) -> None:
    text = school.visitor("董䶮").page("/settings/connection")
    for address in ("http://testserver/", "http://192.168.3.4/"):
        assert to_svg(address) in text
    assert text.index("http://testserver/") < text.index("http://192.168.3.4/")
    assert "您是在这台电脑上打开的" not in text


@pytest.mark.usefixtures("at_lan")
def test_on_the_machine_itself_others_are_told_its_address_in_the_network(
    school: WebSchool,
) -> None:
    head = school.visitor("董䶮")
    text = head.client.get("/settings/connection", headers={"host": "localhost:8000"}).text
    assert to_svg("http://192.168.3.4:8000/") in text
    assert to_svg("http://localhost:8000/") not in text
    assert "您是在这台电脑上打开的" in text


def test_without_network_nothing_is_promised(
    school: WebSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taizhang.web.addresses.own_address", lambda: "")
    head = school.visitor("董䶮")
    text = head.client.get("/settings/connection", headers={"host": "127.0.0.1:8000"}).text
    assert "没有连网络" in text


def test_it_says_what_to_do_for_https_until_that_is_done(school: WebSchool) -> None:
    head = school.visitor("董䶮")
    assert "还没有办" in head.page("/settings/connection")
    fingerprint = certified(school)
    text = head.page("/settings/connection")
    assert "证书办好了，还没有用上" in text
    assert fingerprint in text
    assert "还有 396 天" in text
    for step in (one for steps in STEPS.values() for one in steps):
        assert step in text


def test_everybody_gets_the_authority_and_the_steps_of_their_device(school: WebSchool) -> None:
    stranger = school.visitor()
    assert "没有用 https" in stranger.page("/ca")
    assert stranger.get("/ca.crt").status_code == 404
    certified(school)
    answer = stranger.get("/ca.crt")
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert "云溪路小学" in x509.load_der_x509_certificate(answer.content).subject.rfc4514_string()
    text = stranger.client.get("/ca", headers={"user-agent": IPHONE}).text
    assert "<details open><summary>iPhone、iPad</summary>" in text
    assert text.count("<details open>") == 1
    chat = stranger.client.get("/ca", headers={"user-agent": CHAT}).text
    assert "在浏览器中打开" in chat


@pytest.mark.parametrize("who", ["贺珺", ""])
def test_the_page_is_for_those_who_set_things_up(school: WebSchool, who: str) -> None:
    answer = school.visitor(who).client.get("/settings/connection", follow_redirects=False)
    assert answer.status_code == (403 if who else 303)
