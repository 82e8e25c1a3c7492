"""Accounts: who may come in, as what, and by which password."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field

from records.disk import Disk
from records.items import Name
from records.record import Person
from taizhang.accounts.cabinet import Cabinet, Sheet
from taizhang.accounts.passwords import Hashing, as_told, one_time_password, require_good
from taizhang.accounts.roles import Role
from taizhang.errors import AccountError, PasswordRefusedError, SignInRefusedError

NEEDED = (Role.ADMINISTRATOR, Role.PRINCIPAL)
"""Roles that somebody has to go on having: who helps others in, and who answers for the school."""


class Account(Sheet):
    """Somebody's way in.

    Attributes:
        person: id in the directory; of an inspector the name.
        password: argon2 hash.
        must_change: the password was told by somebody else, and is to be changed first.
        disabled_at: since when nobody gets in; None while somebody does.
        epoch: counts on whenever what was opened before is to be closed: with a new password, or
            when the account is disabled.
    """

    person: Name
    name: Name
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    password: Annotated[str, Field(repr=False)]
    created_at: datetime
    created_by: Person
    must_change: bool = True
    disabled_at: datetime | None = None
    epoch: int = 0

    @property
    def key(self) -> str:
        """The person."""
        return self.person

    def opens(self, role: Role) -> bool:
        """Whether somebody gets in by it in this role."""
        return role in self.roles and self.disabled_at is None


class Accounts:
    """The accounts of a home.

    Args:
        home: folder of the school.
        disk: where it is.
        hashing: of the passwords.
    """

    def __init__(self, home: Path, disk: Disk, hashing: Hashing | None = None) -> None:
        self._cabinet = Cabinet(home, "accounts", Account, disk)
        self._hashing = hashing or Hashing()

    def listed(self) -> tuple[Account, ...]:
        """Every account, in the order they were made."""
        return tuple(self._cabinet.read().values())

    def get(self, person: str) -> Account:
        """Account of a person.

        Raises:
            AccountError: there is none.
        """
        return _known(self._cabinet.read(), person)

    def find(self, login: str) -> Account | None:
        """Account by id or name, as typed at the door; who is not disabled goes first.

        Raises:
            SignInRefusedError: several have this name.
        """
        login, accounts = login.strip(), self._cabinet.read()
        for one in accounts.values():
            if one.person.casefold() == login.casefold():
                return one
        named = [one for one in accounts.values() if one.name == login]
        found = [one for one in named if one.disabled_at is None] or named
        if len(found) > 1:
            raise SignInRefusedError(f"叫“{login}”的不止一个人。请输人员编号，不输姓名。")
        return found[0] if found else None

    def only_role_of(self, person: str) -> Role | None:
        """A role without which a school is locked out, and which nobody else has; None if none."""
        others = dict(self._cabinet.read())
        account = others.pop(person, None)
        return next(filter(account.opens, _vacant(others.values())), None) if account else None

    def verify(self, login: str, password: str) -> Account | None:
        """The account that opens with this password; takes as long when there is none.

        Raises:
            SignInRefusedError: several have this name.
        """
        account = self.find(login)
        if account is not None and account.must_change:
            password = as_told(password)
        fits = self._hashing.fits(account.password if account else None, password)
        if account is None or not fits or account.disabled_at is not None:
            return None
        if self._hashing.is_outdated(account.password):
            return self._rehash(account, password)
        return account

    def add(
        self, person: str, name: str, roles: Iterable[Role], *, by: Person, at: datetime
    ) -> tuple[Account, str]:
        """A new account; answers with its one-time password, which is kept nowhere.

        Args:
            person: id in the directory; of an inspector the name.
            name: as the school knows them.
            roles: at least one.
            by: who makes it.
            at: when.

        Raises:
            AccountError: there is one already, or no role was named.
        """
        told = one_time_password()
        account = self._new(person, name, roles, told, by, at)
        self._cabinet.change(lambda accounts: _put(accounts, account))
        return account, told

    def begin(
        self, person: Person, roles: Iterable[Role], password: str, *names: str, at: datetime
    ) -> Account:
        """The first account of a school, with a password of its owner's choice.

        Args:
            person: whose it is, and who makes it.
            roles: at least one.
            password: as chosen.
            names: words everybody knows, as the name of the school.
            at: when.

        Raises:
            PasswordRefusedError: somebody would guess it.
            AccountError: there is an account already, or no role was named.
        """
        require_good(password, person.id, person.name, *names)
        made = self._new(person.id, person.name, roles, password, person, at)
        account = made.model_copy(update={"must_change": False})
        self._cabinet.change(lambda accounts: _put(accounts, account))
        return account

    def change_password(self, account: Account, password: str, *names: str) -> Account:
        """A password of one's own choice.

        Args:
            account: as `verify` answered.
            password: the new one.
            names: words everybody knows, as the name of the school; own name and id go without
                saying.

        Raises:
            PasswordRefusedError: somebody would guess it, or it is the one there was.
            AccountError: it was changed by somebody else meanwhile.
        """
        require_good(password, account.person, account.name, *names)
        if self._hashing.fits(account.password, password):
            raise PasswordRefusedError("新口令和现在的一样：换一个。")
        hashed = self._hashing.hash(password)

        def change(one: Account) -> Account:
            if one.password != account.password or one.disabled_at is not None:
                raise AccountError("口令刚才已经被改过，或账号已停用。请重新登录，不行就找管理员。")
            changed = {"password": hashed, "must_change": False, "epoch": one.epoch + 1}
            return one.model_copy(update=changed)

        return self._change(account.person, change)

    def reset(self, person: str) -> tuple[Account, str]:
        """A one-time password for somebody who has forgotten theirs.

        Raises:
            AccountError: no such account.
        """
        told = one_time_password()
        hashed = self._hashing.hash(told)
        account = self._change(
            person,
            lambda one: one.model_copy(
                update={"password": hashed, "must_change": True, "epoch": one.epoch + 1}
            ),
        )
        return account, told

    def set_roles(self, person: str, roles: Iterable[Role]) -> Account:
        """Other roles.

        Raises:
            AccountError: no such account, no role, or nobody would be left in one of `NEEDED`.
        """
        wanted = _in_order(roles)
        return self._change(person, lambda one: one.model_copy(update={"roles": wanted}))

    def disable(self, person: str, at: datetime) -> Account:
        """Let nobody in by this account from now on.

        Raises:
            AccountError: no such account, or nobody would be left in one of `NEEDED`.
        """
        return self._change(
            person,
            lambda one: one.model_copy(
                update={"disabled_at": one.disabled_at or at, "epoch": one.epoch + 1}
            ),
        )

    def enable(self, person: str) -> Account:
        """Let its owner in again, with the password there was.

        Raises:
            AccountError: no such account.
        """
        return self._change(person, lambda one: one.model_copy(update={"disabled_at": None}))

    def _new(
        self,
        person: str,
        name: str,
        roles: Iterable[Role],
        password: str,
        by: Person,
        at: datetime,
    ) -> Account:
        return Account(
            person=person,
            name=name,
            roles=_in_order(roles),
            password=self._hashing.hash(password),
            created_at=at,
            created_by=by,
        )

    def _change(self, person: str, change: Callable[[Account], Account]) -> Account:
        def put(accounts: dict[str, Account]) -> Account:
            before = _known(accounts, person)
            accounts[person] = after = change(before)
            for role in filter(before.opens, _vacant(accounts.values())):
                what = f"{before.name}是最后一个{role.label}，不能停用，也不能去掉这个角色"
                raise AccountError(f"{what}。先让另一个人担任{role.label}。")
            return after

        return self._cabinet.change(put)

    def _rehash(self, account: Account, password: str) -> Account:
        """The same password under a better hash, kept unless it was changed meanwhile."""
        better = account.model_copy(update={"password": self._hashing.hash(password)})
        self._change(account.person, lambda one: better if one == account else one)
        return better


def _put(accounts: dict[str, Account], account: Account) -> None:
    if account.person in accounts:
        raise AccountError(f"{account.name}已经有账号。忘了口令的重设口令，停用的启用。")
    accounts[account.person] = account


def _vacant(accounts: Iterable[Account]) -> tuple[Role, ...]:
    """Roles of `NEEDED` in which nobody gets in."""
    filled = {role for one in accounts for role in NEEDED if one.opens(role)}
    return tuple(role for role in NEEDED if role not in filled)


def _known(accounts: Mapping[str, Account], person: str) -> Account:
    if person not in accounts:
        raise AccountError(f"“{person}”没有账号。核对姓名或编号；有哪些账号见 taizhang account。")
    return accounts[person]


def _in_order(roles: Iterable[Role]) -> tuple[Role, ...]:
    wanted = set(roles)
    if not wanted:
        raise AccountError("没有写明角色。至少一个：" + "、".join(one.label for one in Role) + "。")
    return tuple(one for one in Role if one in wanted)
