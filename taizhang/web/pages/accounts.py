"""Accounts: who may come in and as what, one-time passwords on slips, sessions ended."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from checklists.posts import post_title
from records.access import Access
from records.directory import Directory
from records.record import Person
from taizhang.accounts.accounts import Account
from taizhang.accounts.administering import Administration
from taizhang.accounts.roles import Role
from taizhang.errors import AccountError
from taizhang.web.acts import text_of
from taizhang.web.addresses import addresses_of, code_of
from taizhang.web.errors import BadRequestError, ForbiddenError
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted
from taizhang.web.rights import GRANTED, Right, Visitor
from taizhang.web.site import Site, caller_of

router = APIRouter(route_class=Guarded)
ACCOUNTS = "/settings/accounts"
AT_ONCE = 40
"""Accounts made with one page: hashing a password takes a third of a second."""
LAST_TIMES = 10
CAME_IN = ("登录", "登录未成")
GRANTS: Mapping[Role, str] = {
    role: "、".join(one for one in Right if one in GRANTED[role]) for role in Role
}
"""What a role may do, in words."""


@dataclass(frozen=True, slots=True)
class Line:
    """An account in a list.

    Attributes:
        state: how it stands, in a word; `tone` how that is meant.
        last: when it was used last, as far as its sessions know; None if none is open.
    """

    account: Account
    state: str
    tone: str
    sessions: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody is given to come in for the first time; `login` is what they type."""

    name: str
    login: str
    password: str


@router.get(ACCOUNTS)
@allow(Right.ACCOUNTS)
def accounts_page(request: Request, site: OurSite, who: Who) -> Response:
    """Everybody who has an account, and how many have none."""
    with site.desk() as desk:
        directory, now = desk.directory, desk.now()
    accounts = site.entrance.accounts.listed()
    lines = [_line(site, one, directory, now) for one in accounts]
    without = len(list(_without(directory, accounts)))
    return site.page(request, "accounts.html", lines=lines, without=without)


@router.get(ACCOUNTS + "/new")
@allow(Right.ACCOUNTS)
def new_accounts_page(request: Request, site: OurSite, who: Who) -> Response:
    """People without an account, to be ticked."""
    return _new_page(request, site)


@router.post(ACCOUNTS + "/new")
@allow(Right.ACCOUNTS)
def make_accounts(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Make accounts, and show their one-time passwords once."""
    roles = _roles(form.getlist("role"))
    chosen = [one for one in form.getlist("person") if isinstance(one, str)]
    if fault := _fault(chosen, roles):
        return _new_page(request, site, fault, frozenset(chosen), roles)
    with site.desk() as desk:
        directory = desk.directory
    acts, slips, faults = _acts(request, site, who), list[Slip](), list[str]()
    for key in chosen:
        found = directory.look_up("person", key)
        if found is None or not found.active:
            faults.append(f"名录里没有“{key}”，或已离岗。")
            continue
        try:
            made, password = acts.add(found.id, found.name, roles)
        except AccountError as error:
            faults.append(str(error))
            continue
        slips.append(_slip(directory, made, password))
    return _slips_page(request, site, slips, faults)


@router.get(ACCOUNTS + "/of")
@allow(Right.ACCOUNTS)
def account_of_page(request: Request, site: OurSite, who: Who, person: str) -> Response:
    """One account: roles, sessions, when somebody came in by it."""
    return _account_page(request, site, who, person)


@router.post(ACCOUNTS + "/of")
@allow(Right.ACCOUNTS)
def change_account(
    request: Request, site: OurSite, who: Who, person: str, form: Posted
) -> Response:
    """Change one account."""
    acts, act = _acts(request, site, who), text_of(form, "act")
    if act in ("reset", "disable") and person == who.id:
        raise ForbiddenError("自己的账号不能自己停用；口令在“账号”里改")
    try:
        if act == "reset":
            account, password = acts.reset(person)
            with site.desk() as desk:
                slip = _slip(desk.directory, account, password)
            return _slips_page(request, site, [slip], ())
        done = _change(acts, act, person, _roles(form.getlist("role")))
    except AccountError as error:
        return _account_page(request, site, who, person, str(error))
    site.tell(who, done)
    return RedirectResponse(f"{ACCOUNTS}/of?{urlencode({'person': person})}", 303)


# ---- what is done


def _acts(request: Request, site: Site, who: Visitor) -> Administration:
    return Administration(site.entrance, Person(who.id, who.name), site.now(), caller_of(request))


def _change(acts: Administration, act: str, person: str, roles: Iterable[Role]) -> str:
    """Do something about an account; answers with what was done.

    Raises:
        AccountError: it cannot be done.
    """
    match act:
        case "roles":
            account = acts.set_roles(person, roles)
            return f"{account.name}现在是{'、'.join(one.label for one in account.roles)}。"
        case "disable":
            return f"{acts.disable(person).name}的账号已停用，各处都已退出。"
        case "enable":
            return f"{acts.enable(person).name}的账号已启用，口令还是原来的。"
        case "sessions":
            return f"已在 {acts.close_sessions(person)} 处退出。"
    raise BadRequestError("没有这种办法", "请刷新页面再办")


def _roles(words: Iterable[object]) -> tuple[Role, ...]:
    return tuple(one for one in Role if one in set(words))


def _fault(chosen: list[str], roles: tuple[Role, ...]) -> str:
    if not chosen:
        return "没有选人。勾选要发账号的人。"
    if not roles:
        return "没有选角色。至少勾一个。"
    if len(chosen) > AT_ONCE:
        return f"一次最多 {AT_ONCE} 人，现在选了 {len(chosen)} 人。分几次发。"
    return ""


# ---- what is shown


def _line(site: Site, account: Account, directory: Directory, now: datetime) -> Line:
    sessions = site.entrance.sessions.listed(account.person, now)
    last = max((one.seen_at for one in sessions), default=None)
    found = directory.look_up("person", account.person)
    if account.disabled_at is not None:
        state, tone = "已停用", ""
    elif found is not None and not found.active:
        state, tone = "已离岗", "wait"
    elif account.must_change:
        state, tone = "还没改口令", "wait"
    else:
        state, tone = "在用", "pass"
    return Line(account, state, tone, len(sessions), last)


def _without(directory: Directory, accounts: Iterable[Account]) -> Iterator[tuple[str, str, str]]:
    """People in service who have no account: id, name, posts."""
    have = {one.person for one in accounts}
    for one in directory.listings("person"):
        if one.active and one.id not in have:
            yield one.id, one.name, "、".join(map(post_title, one.posts))


def _slip(directory: Directory, account: Account, password: str) -> Slip:
    same = [one for one in directory.listings("person") if one.name == account.name and one.active]
    login = account.name if len(same) <= 1 else account.person
    return Slip(account.name, login, password)


def _new_page(
    request: Request,
    site: Site,
    error: str = "",
    chosen: frozenset[str] = frozenset(),
    roles: tuple[Role, ...] = (Role.STAFF,),
) -> Response:
    with site.desk() as desk:
        people = list(_without(desk.directory, site.entrance.accounts.listed()))
    status = 422 if error else 200
    return site.page(
        request,
        "accounts_new.html",
        status,
        people=people,
        grants=GRANTS,
        roles=roles,
        chosen=chosen,
        error=error,
    )


def _slips_page(
    request: Request, site: Site, slips: Iterable[Slip], faults: Iterable[str]
) -> Response:
    address = addresses_of(request)[0]
    return site.page(
        request,
        "slips.html",
        slips=list(slips),
        faults=list(faults),
        address=address,
        code=code_of(address),
    )


def _account_page(
    request: Request, site: Site, who: Visitor, person: str, error: str = ""
) -> Response:
    account, now = site.entrance.accounts.get(person), site.now()
    with site.desk() as desk:
        line = _line(site, account, desk.directory, now)
    return site.page(
        request,
        "account_of.html",
        422 if error else 200,
        line=line,
        account=account,
        sessions=site.entrance.sessions.listed(person, now),
        times=_times(site, person),
        grants=GRANTS,
        mine=person == who.id,
        error=error,
    )


def _times(site: Site, person: str) -> list[Access]:
    """The last times somebody came in, or tried to, the newest first."""
    tries = (
        one for one in site.entrance.log.entries() if one.by.id == person and one.how in CAME_IN
    )
    return list(tries)[: -LAST_TIMES - 1 : -1]
