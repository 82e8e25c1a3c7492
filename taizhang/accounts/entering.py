"""Coming in: signing in and out, one's own password, an inspector's link; all of it is noted."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from records.access import Access, AccessLog
from records.disk import Disk
from records.record import Person
from taizhang.accounts.accounts import Account, Accounts
from taizhang.accounts.links import REFUSED, Link, Links
from taizhang.accounts.passwords import Hashing
from taizhang.accounts.roles import Role
from taizhang.accounts.sessions import Kind, Session, Sessions, form_token, told_of
from taizhang.accounts.throttle import Throttle
from taizhang.errors import LinkRefusedError, SignInRefusedError

NOT_LET_IN = "姓名或口令不对。"
STRANGER = Person("", "（不认识的人）")
"""What was typed for a name is not noted: it may be a password in the wrong box."""


@dataclass(frozen=True, slots=True)
class Caller:
    """From where somebody asks.

    Attributes:
        address: of the network.
        device: as its owner knows it again, as 安卓手机.
    """

    address: str = ""
    device: str = ""

    @property
    def place(self) -> str:
        """As it is noted."""
        return f"{self.address} {told_of(self.device)}".strip()


@dataclass(frozen=True, slots=True)
class Admission:
    """Somebody who was let in, as the session and the account or the link know them.

    Which posts they hold, and whether they are still at the school, the directory says.

    Attributes:
        session: by which they are in.
        form_token: what their forms carry.
        holder: their account, or the link they opened.
    """

    session: Session
    form_token: str
    holder: Account | Link

    @property
    def person(self) -> Person:
        """Who it is."""
        return _person(self.holder)

    @property
    def roles(self) -> frozenset[Role]:
        """What they may be; whoever comes by a link inspects."""
        if isinstance(self.holder, Link):
            return frozenset({Role.INSPECTOR})
        return frozenset(self.holder.roles)

    @property
    def must_change(self) -> bool:
        """Whether the password has to be changed before anything else."""
        return isinstance(self.holder, Account) and self.holder.must_change


class Entrance:
    """The door of a home. One for the whole process: it remembers wrong passwords.

    Args:
        home: folder of the school.
        disk: where it is.
        hashing: of the passwords.

    Attributes:
        accounts, sessions, links: who may come in, who is in, and by which links.
        log: where it is noted.
    """

    def __init__(
        self, home: Path, disk: Disk | None = None, hashing: Hashing | None = None
    ) -> None:
        disk = disk or Disk()
        self.accounts = Accounts(home, disk, hashing)
        self.sessions, self.links = Sessions(home, disk), Links(home, disk)
        self.log, self.throttle = AccessLog(home, disk), Throttle()

    def begin(
        self, person: Person, password: str, at: datetime, caller: Caller, *, school: str
    ) -> None:
        """The first account of a school: its principal's, who administers it until others do.

        Args:
            person: in the directory.
            password: of their own choice.
            at: now.
            caller: from where.
            school: name of the school, which nobody takes for a password.

        Raises:
            PasswordRefusedError, AccountError: as `Accounts.begin`.
            NotWrittenError, LedgerBusyError: it could not be noted.
        """
        roles = (Role.PRINCIPAL, Role.ADMINISTRATOR)
        self.note("建账号", person, at, caller, f"{person.name}（学校的第一个账号）")
        self.accounts.begin(person, roles, password, school, at=at)

    def sign_in(
        self, login: str, password: str, at: datetime, caller: Caller, *, shared: bool
    ) -> str:
        """Let somebody in; answers with the token of their session.

        Args:
            login: id or name, as typed.
            password: as typed.
            at: now.
            caller: from where.
            shared: whether others use the device as well.

        Raises:
            SignInRefusedError: unknown, disabled or wrong, which is not told apart; or a name that
                several have.
            TooManyTriesError: too many wrong passwords came before.
            NotWrittenError, LedgerBusyError: it could not be noted; nobody comes in unseen.
        """
        account = self.confirm(login, password, at, caller)
        token = self.sessions.open(account, at, caller.device, shared=shared)
        self.note("登录", _person(account), at, caller)
        return token

    def sign_out(self, token: str, at: datetime, caller: Caller) -> None:
        """End a session; nothing happens if there is none."""
        admission = self.who(token, at)
        self.sessions.close(token)
        if admission is not None:
            self.note("退出", admission.person, at, caller)

    def who(self, token: str, at: datetime) -> Admission | None:
        """Who has this token; None if the session is over, or its owner may no longer come in."""
        session = self.sessions.find(token, at)
        if session is None:
            return None
        holder = self._holder(session, at)
        return None if holder is None else Admission(session, form_token(token), holder)

    def change_password(
        self, token: str, old: str, new: str, at: datetime, caller: Caller, *, school: str
    ) -> str:
        """One's own choice of password; ends all one's sessions, and answers with a new one here.

        Args:
            token: of the session.
            old: as it was.
            new: as it is to be.
            at: now.
            caller: from where.
            school: name of the school, which nobody takes for a password.

        Raises:
            SignInRefusedError: nobody is signed in by an account, or the old one is wrong.
            TooManyTriesError: as for signing in.
            PasswordRefusedError, AccountError: as `Accounts.change_password`.
        """
        admission = self.who(token, at)
        if admission is None or isinstance(admission.holder, Link):
            raise SignInRefusedError("没有登录。请先登录再改口令。")
        person, shared = admission.holder.person, admission.session.shared
        account = self.confirm(person, old, at, caller)
        changed = self.accounts.change_password(account, new, school)
        self.sessions.close_all(person)
        self.note("改口令", _person(changed), at, caller)
        return self.sessions.open(changed, at, caller.device, shared=shared)

    def confirm(self, login: str, password: str, at: datetime, caller: Caller) -> Account:
        """The right password, also where somebody confirms with it instead of signing by hand.

        A wrong one is noted, and counts.

        Raises:
            SignInRefusedError, TooManyTriesError, NotWrittenError, LedgerBusyError: as for
                signing in.
        """
        self.throttle.begin(login, caller.address, at)
        account = self.accounts.verify(login, password)
        if account is None:
            meant = self.accounts.find(login)
            self.note("登录未成", _person(meant) if meant else STRANGER, at, caller)
            raise SignInRefusedError(NOT_LET_IN)
        self.throttle.succeed(login, caller.address)
        return account

    def open_link(self, token: str, at: datetime, caller: Caller) -> str:
        """Let an inspector in by a link; answers with the token of a short session.

        Raises:
            LinkRefusedError: wrong, expired or revoked, which is not told apart.
        """
        known = self.links.find(token)
        if known is not None and not known.is_open(at):
            self.note("检查链接失效", _person(known), at, caller, known.term)
            raise LinkRefusedError(REFUSED)
        link = self.links.use(token, at)
        session = self.sessions.open(link, at, caller.device, shared=True)
        self.note("打开检查链接", _person(link), at, caller, link.term)
        return session

    def note(
        self, how: str, by: Person, at: datetime, caller: Caller | None = None, what: str = ""
    ) -> None:
        """Note something in the access log.

        Raises:
            NotWrittenError, LedgerBusyError: it could not be.
        """
        place = caller.place if caller else ""
        self.log.note(Access(at, by, how, what, place=place))

    def _holder(self, session: Session, at: datetime) -> Account | Link | None:
        if session.kind is Kind.LINK:
            link = self.links.get(session.holder)
            return link if link is not None and link.is_open(at) else None
        for account in self.accounts.listed():
            if account.person == session.holder:
                is_in = account.disabled_at is None and account.epoch == session.epoch
                return account if is_in else None
        return None


def _person(holder: Account | Link) -> Person:
    """Who is noted: an inspector by a link is whoever it was given to."""
    if isinstance(holder, Link):
        return Person(holder.id, f"检查人员（{holder.note or holder.id}）")
    return Person(holder.person, holder.name)
