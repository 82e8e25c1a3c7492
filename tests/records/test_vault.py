"""Keys in blocks: each given once, one destroyed alone, two homes' blocks put together."""

from pathlib import Path

import pytest

from records.disk import Disk
from records.errors import NotWrittenError
from records.vault import BLOCK, LENGTH, Vault, joined

TERM = "2025-2026-2"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path, Disk())


def block_of(vault: Vault) -> Path:
    (path,) = vault.folder.iterdir()
    return path


def test_names_are_given_one_after_the_other_and_no_key_is_like_another(vault: Vault) -> None:
    names = [""]
    for _ in range(BLOCK + 1):
        names.append(vault.next_name(TERM, names[-1]))
    keys = [vault.key(name) for name in names[1:]]
    assert len(set(keys)) == BLOCK + 1
    assert {len(key or b"") for key in keys} == {LENGTH}
    assert len(list(vault.folder.iterdir())) == 2, "a block and the next"


def test_whoever_reads_the_file_is_its_owner(vault: Vault) -> None:
    vault.next_name(TERM, "")
    assert block_of(vault).stat().st_mode & 0o077 == 0


def test_one_key_is_destroyed_and_its_neighbours_stay(vault: Vault) -> None:
    first = vault.next_name(TERM, "")
    second = vault.next_name(TERM, first)
    kept = vault.key(second)
    assert vault.destroy([first, first]) == 1
    assert (vault.key(first), vault.is_destroyed(first)) == (None, True)
    assert (vault.key(second), vault.is_destroyed(second)) == (kept, False)
    assert block_of(vault).stat().st_size == 45 * BLOCK


def test_what_is_not_there_or_not_a_key_is_no_key_and_was_not_destroyed(vault: Vault) -> None:
    name = vault.next_name(TERM, "")
    block_of(vault).write_bytes(b"?" * 45 * BLOCK)
    vault.forget()
    for one in (name, f"{TERM}.000000000000:0", f"{name.partition(':')[0]}:9999"):
        assert vault.key(one) is None
        assert not vault.is_destroyed(one)


def test_a_damaged_block_is_left_alone_and_another_begun(vault: Vault) -> None:
    name = vault.next_name(TERM, "")
    block_of(vault).write_bytes(b"")
    again = Vault(vault.home, Disk())
    following = again.next_name(TERM, name)
    assert following.partition(":")[0] != name.partition(":")[0]
    assert again.key(following)


def test_a_full_disk_gives_no_key(tmp_path: Path) -> None:
    (tmp_path / "keys").write_bytes(b"in the way")
    with pytest.raises(NotWrittenError, match="个人信息密钥"):
        Vault(tmp_path, Disk()).next_name(TERM, "")


def test_a_restored_block_brings_no_destroyed_key_back(vault: Vault) -> None:
    first = vault.next_name(TERM, "")
    second, backed_up = vault.next_name(TERM, first), block_of(vault).read_bytes()
    vault.destroy([first])
    path = block_of(vault)
    path.write_bytes(joined(path.read_bytes(), backed_up))
    vault.forget()
    assert vault.is_destroyed(first)
    assert vault.key(second)
