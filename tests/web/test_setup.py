"""First run: founding a school in the browser, or bringing one back from a backup."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from records.backup import make_backup
from records.directory import Directory
from records.disk import Disk
from records.errors import NotWrittenError
from taizhang.accounts.accounts import Accounts
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from taizhang.home import SCHOOL_FILE, Home
from tests.web.school import PASSWORD, Client, WebSchool

CODE = "482913"
WORDS = "青石桥边的备份2026"
SCHOOL = {
    "_code": CODE,
    "e.name": "青禾市云溪路小学",
    "e.code": "云小",
    "e.kind": "小学附设幼儿园",
    "e.canteen": "自营",
    "e.diners": "师生",
    "e.boarding": "否",
}
TERM = {"e.key": "2025-2026-2", "e.start": "2026-03-02", "e.end": "2026-07-03", "e.meals": ["中"]}
PRINCIPAL = {"principal": "周㛃", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def new(tmp_path: Path) -> Iterator[WebSchool]:
    """A computer on which there is no school yet."""
    made = WebSchool(tmp_path / "home", founded=False, setup_code=CODE)
    yield made
    made.close()


@pytest.fixture
def founder(new: WebSchool) -> Client:
    return new.visitor()


def send(client: Client, *parts: Mapping[str, Any], to: str = "") -> httpx.Response:
    said = {name: value for part in parts for name, value in part.items()}
    return client.post("/setup", {**said, "to": to}, token="")


def fields(page: str) -> dict[str, list[str]]:
    """What the form of a page carries along."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def is_untouched(new: WebSchool) -> bool:
    return not any((new.folder / one).exists() for one in (SCHOOL_FILE, "keys/school.p12"))


# ---- founding


def test_every_page_leads_to_the_first_one(founder: Client) -> None:
    for path in ("/", "/registers", "/settings", "/sign-in"):
        assert "建立学校的台账" in founder.page(path)


def test_a_school_is_founded_in_three_pages_and_its_principal_is_signed_in(
    new: WebSchool, founder: Client
) -> None:
    second = send(founder, SCHOOL, to="term")
    assert "建立学校：学期" in second.text
    assert 'value="2025-2026-2"' in second.text, "the key is guessed"
    third = send(founder, fields(second.text), TERM, to="principal")
    assert "建立学校：校长" in third.text
    done = send(founder, fields(third.text), PRINCIPAL)
    assert (str(done.url).endswith("/settings"), "还差 6 步" in done.text) == (True, True)
    home = Home.open(new.folder)
    assert home.settings.school.kind == "小学附设幼儿园"
    assert (home.settings.school.principal, home.settings.terms[0].meals) == ("周㛃", ("中",))
    people = Directory.open(new.folder / "directory").listings("person")
    assert [(one.id, one.name, one.posts) for one in people] == [("P001", "周㛃", ("principal",))]
    account = Accounts(new.folder, Disk()).get("P001")
    assert set(account.roles) == {Role.PRINCIPAL, Role.ADMINISTRATOR}
    assert not account.must_change
    log = [(one.by.name, one.how) for one in Entrance(new.folder).log.entries()]
    assert log == [("周㛃", "建账号"), ("周㛃", "登录")]
    assert (new.folder / "keys").stat().st_mode & 0o077 == 0


def test_no_password_is_ever_sent_back(founder: Client) -> None:
    page = send(founder, SCHOOL, TERM, {**PRINCIPAL, "principal": ""})
    assert (page.status_code, PASSWORD in page.text) == (422, False)
    back = send(founder, SCHOOL, TERM, PRINCIPAL, to="term")
    assert ("建立学校：学期" in back.text, PASSWORD in back.text) == (True, False)
    assert "周㛃" in back.text


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ((SCHOOL | {"e.name": ""}, TERM, PRINCIPAL), "#f-name"),
        ((SCHOOL | {"e.kind": "大学"}, TERM, PRINCIPAL), "#f-kind"),
        ((SCHOOL, TERM | {"e.key": "春季"}, PRINCIPAL), "#f-key"),
        ((SCHOOL, TERM | {"e.end": "2026-01-01"}, PRINCIPAL), "#f-key"),
        ((SCHOOL, TERM | {"e.start": ""}, PRINCIPAL), "#f-start"),
        ((SCHOOL, TERM, PRINCIPAL | {"principal": " "}), "#principal"),
        ((SCHOOL, TERM, PRINCIPAL | {"again": "another-1"}), "#password"),
        ((SCHOOL, TERM, PRINCIPAL | {"password": "云溪", "again": "云溪"}), "#password"),
    ],
)
def test_what_is_wrong_is_said_on_its_page_and_nothing_is_founded(
    new: WebSchool, founder: Client, said: tuple[Mapping[str, Any], ...], where: str
) -> None:
    answer = send(founder, *said)
    assert (answer.status_code, f'<a href="{where}"' in answer.text) == (422, True), answer.text
    assert is_untouched(new)


def test_nothing_goes_on_without_the_code_and_guessing_it_takes_for_ever(
    new: WebSchool, founder: Client
) -> None:
    for guess in ("", "000001", "000002", "000003", "000004"):
        wrong = send(founder, SCHOOL | {"_code": guess}, TERM, PRINCIPAL)
        assert (wrong.status_code, 'href="#code"' in wrong.text) == (422, True)
    for code in ("000005", CODE):
        waiting = send(founder, SCHOOL | {"_code": code}, TERM, PRINCIPAL)
        assert (waiting.status_code, "启用码错的次数太多" in waiting.text) == (429, True)
    assert is_untouched(new)
    new.now += timedelta(seconds=31)
    assert send(founder, SCHOOL, to="term").status_code == 200


def test_a_server_that_shows_no_code_founds_nothing(tmp_path: Path) -> None:
    made = WebSchool(tmp_path / "home", founded=False)
    answer = send(made.visitor(), SCHOOL | {"_code": ""}, TERM, PRINCIPAL)
    assert (answer.status_code, "没有启用码" in answer.text) == (422, True)
    assert is_untouched(made)
    made.close()


def test_once_there_is_a_school_there_is_nothing_to_set_up(new: WebSchool, founder: Client) -> None:
    send(founder, SCHOOL, TERM, PRINCIPAL)
    stranger = new.visitor()
    assert "<h1>登录</h1>" in stranger.page("/setup")
    for path in ("/setup", "/setup/restore"):
        assert "<h1>登录</h1>" in stranger.page(path)
        again = stranger.post(path, {**SCHOOL, **TERM, **PRINCIPAL}, token="")
        assert (again.status_code, "学校已经建好" in again.text) == (409, True)
    assert new.site.setup_code == ""


def test_what_could_not_be_kept_leaves_nothing_half_done(
    new: WebSchool, founder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise NotWrittenError("web/accounts.json", "磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(new.site.entrance.accounts, "begin", fail)
        answer = send(founder, SCHOOL, TERM, PRINCIPAL)
    assert (answer.status_code, "磁盘已满" in answer.text) == (422, True)
    assert is_untouched(new)
    assert not (new.folder / "directory" / "people.toml").exists()
    assert send(founder, SCHOOL, TERM, PRINCIPAL).status_code == 200
    assert [one.id for one in Directory.open(new.folder / "directory").listings("person")] == [
        "P001"
    ]


# ---- bringing back


@pytest.fixture
def backup(school: WebSchool, tmp_path: Path) -> tuple[bytes, bytes]:
    """Data and keys of a school, as they were carried away on a stick."""
    (tmp_path / "stick").mkdir()
    made = make_backup(school.folder, tmp_path / "stick", at=school.now, passphrase=WORDS)
    assert made.keys
    return made.data.read_bytes(), made.keys.read_bytes()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[WebSchool]:
    """Another computer."""
    made = WebSchool(tmp_path / "other", founded=False, setup_code=CODE)
    yield made
    made.close()


def bring_back(
    other: WebSchool, data: bytes, keys: bytes, words: str = WORDS, code: str = CODE
) -> httpx.Response:
    files = {"data": ("x-data.zip", data), "keys": ("x-keys", keys)}
    path = f"/setup/restore?code={code}"
    return other.visitor().post(path, {"words": words}, files, token="")


def test_a_backup_brings_the_school_back_with_its_accounts(
    other: WebSchool, backup: tuple[bytes, bytes]
) -> None:
    assert "从备份恢复" in other.visitor().page("/setup/restore")
    assert 'name="data"' in other.visitor().page(f"/setup/restore?code={CODE}")
    done = bring_back(other, *backup)
    assert (done.status_code, "完整，没有被改动" in done.text) == (200, True), done.text
    assert "今天" in other.visitor("贺珺").page("/")
    assert not (other.folder / "web" / "restoring").exists()
    assert other.site.setup_code == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words": "不是这个口令"}, "口令不对"),
        ({"data": b"PK not a backup"}, "不是数据备份"),
        ({"keys": b"nothing"}, "不是密钥备份文件"),
        ({"code": "000001"}, "启用码不对"),
    ],
)
def test_what_is_no_backup_of_ours_leaves_an_empty_home(
    other: WebSchool, backup: tuple[bytes, bytes], change: dict[str, Any], said: str
) -> None:
    given: dict[str, Any] = {"data": backup[0], "keys": backup[1], **change}
    answer = bring_back(other, **given)
    assert (answer.status_code, said in answer.text) == (422, True), answer.text
    assert is_untouched(other)
    assert bring_back(other, *backup).status_code == 200


def test_a_disk_that_fills_up_leaves_no_half_school(
    other: WebSchool, backup: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(*_: object) -> None:
        (other.folder / SCHOOL_FILE).write_text("half")
        raise NotWrittenError("恢复", "磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr("taizhang.web.pages.restoring.bring_back", fill_up)
        answer = bring_back(other, *backup)
    assert (answer.status_code, "磁盘已满" in answer.text) == (422, True)
    assert is_untouched(other)
    assert not (other.folder / "web" / "restoring").exists()
    assert bring_back(other, *backup).status_code == 200


def test_both_files_are_asked_for(other: WebSchool, backup: tuple[bytes, bytes]) -> None:
    path = f"/setup/restore?code={CODE}"
    answer = other.visitor().post(path, {"words": WORDS}, {"data": ("d", backup[0])}, token="")
    assert (answer.status_code, "没有选密钥备份" in answer.text) == (422, True)
    assert is_untouched(other)


def test_more_than_a_form_is_taken_only_where_a_backup_comes(
    other: WebSchool, school: WebSchool
) -> None:
    large = {"content-length": str(200_000_000), "origin": "http://testserver"}
    for made, path, status in (
        (other, "/setup/restore?code=000000", 422),
        (other, "/setup", 413),
        (school, "/setup/restore?code=000000", 413),
    ):
        answer = made.visitor().client.post(path, content=b"", headers=large)
        assert answer.status_code == status, path
