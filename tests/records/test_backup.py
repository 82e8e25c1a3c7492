import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from checklists.entry import Entry
from records import keyfile
from records.acts import File, Void
from records.backup import MANIFEST, Backup, make_backup, status
from records.ledger import Ledger
from records.refusals import BackupRefusedError
from records.restore import restore, restore_keys
from tests.records.conftest import DONG, NOON, TERM, WANG, make_school

WORDS = "青石桥边 2026"


@pytest.fixture
def home(ledger: Ledger, sample: Callable[..., Entry]) -> Path:
    """A home with three lines, a key, settings and things that are not backed up."""
    for weight in (130, 140):
        ledger.append(File(sample(weight=weight)), by=DONG, at=NOON)
    kept = ("school.toml", "history/school-1.toml", "directory/people.toml", "prints/2026.log")
    for name in ("keys/school.p12", "logs/x.log", *kept):
        (ledger.home / name).parent.mkdir(exist_ok=True)
        (ledger.home / name).write_text(f"{name} 𬱖", "utf-8")
    return ledger.home


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(keyfile.COST, "n", 1 << 12)


@pytest.fixture
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stick")


@pytest.fixture
def backup(home: Path, stick: Path) -> Backup:
    return make_backup(home, stick, at=NOON, passphrase=WORDS)


def head(home: Path) -> tuple[int, str]:
    with Ledger.open(home, TERM, read_only=True) as ledger:
        return ledger.size, ledger.head


def test_a_backup_restored_elsewhere_is_the_same_home_without_its_keys(
    home: Path, backup: Backup, tmp_path: Path
) -> None:
    done = restore(backup.data, tmp_path / "new" / "home")
    new = tmp_path / "new" / "home"
    assert head(new) == head(home) == backup.heads[TERM]
    assert [one.problems for one in done.terms] == [()]
    for name in ("school.toml", "history/school-1.toml", "prints/2026.log"):
        assert (new / name).read_text("utf-8") == f"{name} 𬱖"
    assert not (new / "keys").exists()
    assert not (new / "logs").exists()
    assert done.missing == ("密钥：不在数据备份里，签名、封存要用；请用密钥备份恢复",)
    with Ledger.open(new, TERM, school=make_school()) as ledger:
        ledger.append(Void("LY-20260305-001", "重复"), by=WANG, at=NOON)


def test_keys_come_back_with_the_passphrase_only(backup: Backup, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    assert backup.keys is not None
    with pytest.raises(BackupRefusedError, match="打不开。口令不对"):
        restore_keys(backup.keys, new, "青石桥边 2025")
    assert restore_keys(backup.keys, new, WORDS) == 1
    assert (new / "keys" / "school.p12").read_text("utf-8") == "keys/school.p12 𬱖"
    (new / "keys" / "school.p12").write_text("别的密钥")
    with pytest.raises(BackupRefusedError, match=r"已经有另一个 school.p12"):
        restore_keys(backup.keys, new, WORDS)


def test_no_key_stands_in_the_data_and_none_can_be_read_in_the_key_file(backup: Backup) -> None:
    with zipfile.ZipFile(backup.data) as archive:
        assert not [name for name in archive.namelist() if name.startswith("keys")]
    assert backup.keys is not None
    assert b"school.p12" not in backup.keys.read_bytes()


def test_who_may_come_in_is_kept_with_the_keys_and_who_is_in_nowhere(
    home: Path, stick: Path, tmp_path: Path
) -> None:
    (home / "web").mkdir()
    for name in ("accounts", "links", "sessions"):
        (home / "web" / f"{name}.json").write_text(f"{name} $argon2id$", "utf-8")
    made = make_backup(home, stick, at=NOON, passphrase=WORDS)
    assert made.keys is not None
    with zipfile.ZipFile(made.data) as archive:
        assert not [name for name in archive.namelist() if name.startswith("web")]
    new = tmp_path / "new"
    new.mkdir()
    assert restore_keys(made.keys, new, WORDS) == 3
    assert sorted(path.name for path in (new / "web").iterdir()) == ["accounts.json", "links.json"]
    assert (new / "web" / "accounts.json").read_text("utf-8") == "accounts $argon2id$"
    assert (new / "web" / "accounts.json").stat().st_mode & 0o777 == 0o600
    (home / "web" / "links.json").write_text("revoked since", "utf-8")
    assert restore_keys(made.keys, home, WORDS) == 1
    assert (home / "web" / "links.json").read_text("utf-8") == "revoked since"
    assert not status(home).keys_at_risk, "a new password asks for no new backup of the keys"


@pytest.mark.parametrize("place", [0, 20, 60, -1])
def test_a_changed_key_file_is_refused(backup: Backup, tmp_path: Path, place: int) -> None:
    assert backup.keys is not None
    data = bytearray(backup.keys.read_bytes())
    data[place] ^= 1
    backup.keys.write_bytes(data)
    with pytest.raises(BackupRefusedError):
        restore_keys(backup.keys, tmp_path, WORDS)


def test_a_short_passphrase_is_refused_before_anything_is_written(home: Path, stick: Path) -> None:
    with pytest.raises(BackupRefusedError, match="口令太短"):
        make_backup(home, stick, at=NOON, passphrase="1234")  # noqa: S106  no real one
    assert list(stick.iterdir()) == []


def test_a_home_that_is_the_beginning_of_the_backup_is_continued(
    home: Path, backup: Backup, ledger: Ledger, stick: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    restore(backup.data, new)
    ledger.append(Void("LY-20260305-001", "重复"), by=WANG, at=NOON)
    later = make_backup(home, stick, at=NOON + timedelta(hours=1))
    with Ledger.open(new, TERM, school=make_school()) as open_meanwhile:
        restore(later.data, new)
        assert open_meanwhile.get("LY-20260305-001").is_void
    assert head(new) == head(home)


def test_a_home_that_is_newer_or_went_its_own_way_is_not_touched(
    home: Path, backup: Backup, ledger: Ledger, sample: Callable[..., Entry], tmp_path: Path
) -> None:
    new = tmp_path / "new"
    restore(backup.data, new)
    ledger.append(File(sample()), by=DONG, at=NOON)
    before = head(home)
    with pytest.raises(BackupRefusedError, match="比备份多（备份较旧）"):
        restore(backup.data, home)
    with Ledger.open(new, TERM, school=make_school()) as other:
        other.append(Void("LY-20260305-002", "错"), by=WANG, at=NOON)
    later = make_backup(home, tmp_path, at=NOON)
    with pytest.raises(BackupRefusedError, match="与备份各自往下记过"):
        restore(later.data, new)
    assert head(home) == before


def test_settings_that_were_changed_since_stay(home: Path, backup: Backup) -> None:
    (home / "school.toml").write_text("新的", "utf-8")
    done = restore(backup.data, home)
    assert done.kept == ("school.toml",)
    assert (home / "school.toml").read_text("utf-8") == "新的"


def test_a_damaged_definition_is_replaced_from_the_backup(home: Path, backup: Backup) -> None:
    (definition,) = (home / "definitions").iterdir()
    whole = definition.read_bytes()
    definition.write_bytes(b"{}")
    assert restore(backup.data, home).written == 1
    assert definition.read_bytes() == whole


def test_a_backup_with_a_changed_file_inside_is_refused(
    backup: Backup, stick: Path, tmp_path: Path
) -> None:
    forged = stick / "forged.zip"
    with zipfile.ZipFile(backup.data) as source, zipfile.ZipFile(forged, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"130", b"131") if "journal" in name else data)
    with pytest.raises(BackupRefusedError, match=r"里面的 ledgers/2025-2026-2.journal 被改动"):
        restore(forged, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_backup_cannot_write_outside_the_home(stick: Path, tmp_path: Path) -> None:
    forged = stick / "forged.zip"
    manifest = {"format": 1, "heads": {}, "files": {"../evil": "0" * 64}}
    with zipfile.ZipFile(forged, "w") as archive:
        archive.writestr(MANIFEST, orjson.dumps(manifest))
        archive.writestr("../evil", b"x")
    with pytest.raises(BackupRefusedError, match="越界"):
        restore(forged, tmp_path / "new")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip"])
def test_what_is_no_backup_is_refused(stick: Path, tmp_path: Path, data: bytes) -> None:
    (stick / "x.zip").write_bytes(data)
    with pytest.raises(BackupRefusedError, match="不是数据备份"):
        restore(stick / "x.zip", tmp_path / "new")


def test_nothing_is_overwritten_by_a_second_backup(home: Path, backup: Backup, stick: Path) -> None:
    with pytest.raises(BackupRefusedError, match="已经有同名的备份"):
        make_backup(home, stick, at=NOON)
    with pytest.raises(BackupRefusedError, match="没有这个文件夹"):
        make_backup(home, stick / "missing", at=NOON)


def test_the_status_tells_how_far_behind_and_whether_the_keys_could_be_lost(
    home: Path, stick: Path, ledger: Ledger
) -> None:
    never = status(home)
    assert (never.data_at, never.behind, never.keys_at_risk) == ("", 3, True)
    make_backup(home, stick, at=NOON)
    assert status(home).keys_at_risk, "the passphrase was not given"
    make_backup(home, stick, at=NOON + timedelta(seconds=1), passphrase=WORDS)
    ledger.append(Void("LY-20260305-001", "重复"), by=WANG, at=NOON)
    now = status(home)
    assert (now.behind, now.keys_at_risk, now.data_at[:10]) == (1, False, "2026-03-05")
    (home / "keys" / "school.p12").write_text("新的密钥")
    assert status(home).keys_at_risk


@pytest.mark.parametrize(
    ("manifest", "told"),
    [({"format": 9}, "由更新的程序做成"), ({"format": 1}, "不是数据备份"), ([], "不是数据备份")],
)
def test_a_manifest_that_is_newer_or_none_is_refused(
    stick: Path, tmp_path: Path, manifest: object, told: str
) -> None:
    with zipfile.ZipFile(stick / "x.zip", "w") as archive:
        archive.writestr(MANIFEST, orjson.dumps(manifest))
    with pytest.raises(BackupRefusedError, match=told):
        restore(stick / "x.zip", tmp_path / "new")
