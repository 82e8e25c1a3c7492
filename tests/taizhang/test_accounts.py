"""Accounts and their passwords: who is told apart, what is refused, who is always left."""

import re
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from records.disk import Disk
from taizhang.accounts.accounts import Accounts
from taizhang.accounts.passwords import ALPHABET, Hashing, one_time_password
from taizhang.accounts.roles import Role
from taizhang.errors import AccountError, PasswordRefusedError, SignInRefusedError
from tests.taizhang.doorway import CHEAP, FOUNDER, NOON, OWN_WORDS, SCHOOL


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path, Disk(), CHEAP)


def make(accounts: Accounts, person: str = "P006", name: str = "许安", *roles: Role) -> str:
    return accounts.add(person, name, roles or [Role.STAFF], by=FOUNDER, at=NOON)[1]


def test_whoever_gets_an_account_comes_in_by_id_or_name_with_the_password_told(
    accounts: Accounts,
) -> None:
    told = make(accounts)
    for login in ("P006", "p006", "许安", " 许安 "):
        account = accounts.verify(login, told)
        assert account is not None
        assert (account.person, account.must_change) == ("P006", True)


def test_a_password_told_over_the_telephone_may_be_written_down_in_any_way(
    accounts: Accounts,
) -> None:
    told = make(accounts)
    for written in (told.upper(), told.replace("-", ""), told.replace("-", " "), f" {told} "):
        assert accounts.verify("P006", written), written
    assert accounts.verify("P006", told[:-1]) is None


def test_a_password_told_is_three_groups_of_letters_nobody_confuses() -> None:
    told = {one_time_password() for _ in range(50)}
    assert len(told) == 50
    assert all(re.fullmatch(rf"([{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}", one) for one in told)
    assert not set("0o1lisz") & set(ALPHABET)


def test_nobody_else_and_nothing_else_comes_in(accounts: Accounts) -> None:
    told = make(accounts)
    assert accounts.verify("P007", told) is None
    assert accounts.verify("P006", "") is None
    assert accounts.verify("", told) is None


def test_the_file_holds_no_password_only_an_argon2_hash(accounts: Accounts, tmp_path: Path) -> None:
    told = make(accounts)
    text = (tmp_path / "web" / "accounts.json").read_text("utf-8")
    assert "$argon2id$" in text
    assert told not in text
    assert "argon2id" not in repr(accounts.get("P006"))


def test_of_two_with_one_name_each_is_asked_for_the_id(accounts: Accounts) -> None:
    make(accounts)
    told = make(accounts, "P016")
    with pytest.raises(SignInRefusedError, match="不止一个人。请输人员编号"):
        accounts.verify("许安", told)
    assert accounts.verify("P016", told)
    accounts.disable("P006", NOON)
    assert accounts.verify("许安", told), "the other one has gone"


def test_nobody_gets_two_accounts_nor_one_without_a_role(accounts: Accounts) -> None:
    told = make(accounts)
    with pytest.raises(AccountError, match="许安已经有账号"):
        make(accounts)
    with pytest.raises(AccountError, match="没有写明角色。至少一个：填报人、审核人"):
        accounts.set_roles("P006", [])
    with pytest.raises(AccountError, match="“P099”没有账号"):
        accounts.reset("P099")
    assert accounts.verify("P006", told)


def test_a_password_of_ones_own_replaces_the_one_told(accounts: Accounts) -> None:
    told = make(accounts)
    account = accounts.verify("P006", told)
    assert account is not None
    changed = accounts.change_password(account, OWN_WORDS, SCHOOL)
    assert (changed.must_change, changed.epoch) == (False, account.epoch + 1)
    assert accounts.verify("P006", told) is None
    assert accounts.verify("P006", OWN_WORDS) == changed


def test_full_width_letters_are_letters(accounts: Accounts) -> None:
    account = accounts.verify("P006", make(accounts))
    assert account is not None
    accounts.change_password(account, "ＡＢcd１２桥边")
    assert accounts.verify("P006", "ABcd12桥边")
    assert accounts.verify("P006", "abcd12桥边") is None


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("青石桥边202", "太短：至少 8 位"),
        ("长" * 129, "太长：最多 128 位"),
        ("19870412", "只有数字"),
        ("１３８００００００００", "只有数字"),
        ("abababab", "太简单"),
        ("许安的台账2026", "本人姓名、编号或校名"),
        ("xp006-2026", "本人姓名、编号或校名"),
        (f"{SCHOOL}2026", "本人姓名、编号或校名"),
    ],
)
def test_a_password_somebody_would_guess_is_refused(
    accounts: Accounts, password: str, told: str
) -> None:
    account = accounts.verify("P006", make(accounts))
    assert account is not None
    with pytest.raises(PasswordRefusedError, match=told):
        accounts.change_password(account, password, SCHOOL)
    assert accounts.get("P006") == account


def test_the_same_password_again_is_no_change(accounts: Accounts) -> None:
    told = make(accounts)
    account = accounts.verify("P006", told)
    assert account is not None
    with pytest.raises(PasswordRefusedError, match="和现在的一样"):
        accounts.change_password(account, told)


def test_a_password_reset_meanwhile_stays_reset(accounts: Accounts) -> None:
    """Whoever signed in with a stolen password does not win against the administrator."""
    thief = accounts.verify("P006", make(accounts))
    assert thief is not None
    told = accounts.reset("P006")[1]
    with pytest.raises(AccountError, match="刚才已经被改过"):
        accounts.change_password(thief, OWN_WORDS)
    assert accounts.verify("P006", told)


def test_who_is_disabled_stays_out_until_enabled(accounts: Accounts) -> None:
    told = make(accounts)
    disabled = accounts.disable("P006", NOON)
    assert (disabled.disabled_at, disabled.epoch) == (NOON, 1)
    assert accounts.verify("P006", told) is None
    accounts.enable("P006")
    assert accounts.verify("P006", told)


def test_an_administrator_and_a_principal_are_always_left(accounts: Accounts) -> None:
    make(accounts, "P001", "周㛃", Role.PRINCIPAL, Role.ADMINISTRATOR)
    with pytest.raises(AccountError, match="周㛃是最后一个管理员"):
        accounts.disable("P001", NOON)
    with pytest.raises(AccountError, match="周㛃是最后一个管理员"):
        accounts.set_roles("P001", [Role.PRINCIPAL])
    make(accounts, "P003", "董䶮", Role.ADMINISTRATOR)
    assert accounts.only_role_of("P001") is Role.PRINCIPAL
    with pytest.raises(AccountError, match="周㛃是最后一个校长"):
        accounts.disable("P001", NOON)
    make(accounts, "P002", "沈玥", Role.PRINCIPAL)
    assert accounts.only_role_of("P001") is None
    accounts.disable("P001", NOON)
    with pytest.raises(AccountError, match="董䶮是最后一个管理员"):
        accounts.disable("P003", NOON)
    assert accounts.only_role_of("P999") is None


def test_a_hash_of_lower_cost_is_made_anew_at_the_next_sign_in(tmp_path: Path) -> None:
    told = make(Accounts(tmp_path, Disk(), CHEAP))
    dearer = Accounts(tmp_path, Disk(), Hashing(PasswordHasher(2, 16, 1)))
    before = dearer.get("P006")
    account = dearer.verify("P006", told)
    assert account == dearer.get("P006")
    assert account.password != before.password
    assert account.epoch == before.epoch, "nobody is signed out by it"
    assert dearer.verify("P006", told) == account


def test_for_nobody_as_much_is_computed_as_for_somebody(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(accounts)
    tried = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, hashed: str, password: str) -> bool:
        tried.append(hashed.rpartition("$")[0].rpartition("$")[0])
        return verify(self, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    accounts.verify("P006", "wrong")
    accounts.verify("P099", "wrong")
    assert len(tried) == 2
    assert tried[0] == tried[1], "of the same cost"
