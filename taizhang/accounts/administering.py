"""Administering: what somebody does about the accounts and links of others, each act noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from records.record import Person
from taizhang.accounts.accounts import Account
from taizhang.accounts.entering import Caller, Entrance
from taizhang.accounts.links import Link
from taizhang.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Administration:
    """Acts of one person at one moment; whether they may is asked before.

    An act that could not be noted is answered with NotWrittenError or LedgerBusyError, and its
    one-time password or link is handed to nobody. All raise AccountError as `Accounts` does.

    Attributes:
        entrance: whose accounts and links.
        by: who acts.
        at: when.
        caller: from where; None at the command line.
    """

    entrance: Entrance
    by: Person
    at: datetime
    caller: Caller | None = None

    def add(self, person: str, name: str, roles: Iterable[Role]) -> tuple[Account, str]:
        """Make an account; answers with its one-time password too."""
        made = self.entrance.accounts.add(person, name, roles, by=self.by, at=self.at)
        self._note("建账号", made[0])
        return made

    def reset(self, person: str) -> tuple[Account, str]:
        """Give a one-time password, and end every session."""
        made = self.entrance.accounts.reset(person)
        self.entrance.sessions.close_all(person)
        self._note("重设口令", made[0])
        return made

    def set_roles(self, person: str, roles: Iterable[Role]) -> Account:
        """Give other roles, which count from the next page on."""
        account = self.entrance.accounts.set_roles(person, roles)
        self._note("改角色", account)
        return account

    def disable(self, person: str) -> Account:
        """Let nobody in by an account, and end every session."""
        account = self.entrance.accounts.disable(person, self.at)
        self.entrance.sessions.close_all(person)
        self._note("停用账号", account)
        return account

    def enable(self, person: str) -> Account:
        """Let its owner in again."""
        account = self.entrance.accounts.enable(person)
        self._note("启用账号", account)
        return account

    def close_sessions(self, person: str) -> int:
        """Sign somebody out everywhere; answers with the number of sessions ended."""
        account = self.entrance.accounts.get(person)
        count = self.entrance.sessions.close_all(person)
        self._note("结束登录", account)
        return count

    def make_link(
        self, term: str, *, until: datetime, note: str, volume: str = ""
    ) -> tuple[Link, str]:
        """Make a link for an inspector; answers with its token too."""
        made = self.entrance.links.make(
            term, by=self.by, at=self.at, until=until, note=note, volume=volume
        )
        self._note("建检查链接", made[0])
        return made

    def revoke_link(self, key: str) -> Link:
        """Open nothing by a link from now on, and end the sessions it opened."""
        link = self.entrance.links.revoke(key, by=self.by, at=self.at)
        self.entrance.sessions.close_all(key)
        self._note("撤销检查链接", link)
        return link

    def _note(self, how: str, about: Account | Link) -> None:
        if isinstance(about, Link):
            what = f"{about.id} {about.term}"
        else:
            what = f"{about.name}（{'、'.join(one.label for one in about.roles)}）"
        self.entrance.note(how, self.by, self.at, self.caller, what)
