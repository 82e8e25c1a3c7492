"""Command of the accounts that open the web pages: account."""

from collections.abc import Sequence

import click

from records.directory import Directory
from records.record import Person
from taizhang import clock
from taizhang.accounts.accounts import Account
from taizhang.accounts.administering import Administration
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import LABELS, Role
from taizhang.cli.frame import Asked, command
from taizhang.cli.usage import OneOf
from taizhang.errors import UsageError
from taizhang.home import Home

ACTS = OneOf(
    {
        "list": "列出",
        "add": "添加",
        "reset": "重设口令",
        "roles": "改角色",
        "disable": "停用",
        "enable": "启用",
        "sessions": "登录情况",
    }
)
ROLES = OneOf({str(role): label.partition("（")[0] for role, label in LABELS.items()})
TOLD_ONCE = "只显示这一次，告诉本人；第一次登录时要改"


@command("account")
@click.argument("act", metavar="[做什么]", type=ACTS, default="list")
@click.argument("whose", metavar="[人员]", required=False, default="")
@click.option(
    "--role",
    "roles",
    type=ROLES,
    metavar="角色",
    multiple=True,
    help=f"可写几次：{'、'.join(ROLES.words.values())}。",
)
@click.option("--close", is_flag=True, help="sessions 时用：让这个人在各处都退出。")
def account(asked: Asked, act: str, whose: str, roles: Sequence[str], close: bool) -> None:
    """List accounts, or change one."""
    home = asked.home()
    entrance = Entrance(home.folder)
    if act == "list":
        _list(asked, entrance)
        return
    if not whose:
        raise UsageError("没有写明是谁的账号。写上姓名或人员编号。")
    chosen = [Role(one) for one in roles]
    if act == "add":
        made = _administration(asked, home, entrance).add(*_newcomer(home, whose, chosen), chosen)
        _tell_password(asked, *made)
        return
    found = entrance.accounts.find(whose) or entrance.accounts.get(whose)
    if act == "sessions" and not close:
        _list_sessions(asked, home, entrance, found)
        return
    _change(asked, _administration(asked, home, entrance), act, found, chosen)


def _change(
    asked: Asked, acts: Administration, act: str, found: Account, chosen: Sequence[Role]
) -> None:
    """Do something about an account there is."""
    match act:
        case "reset":
            _tell_password(asked, *acts.reset(found.person))
        case "roles":
            _tell(asked, acts.set_roles(found.person, chosen))
        case "disable":
            _tell(asked, acts.disable(found.person))
        case "enable":
            _tell(asked, acts.enable(found.person))
        case _:
            count = acts.close_sessions(found.person)
            data = {"person": found.person, "closed": count}
            asked.answer(data, f"{found.name}已在各处退出（{count} 处）。")


def _administration(asked: Asked, home: Home, entrance: Entrance) -> Administration:
    now = clock.now(home.zone)
    known = Directory.open(home.folder / "directory", now.date()).look_up("person", asked.actor())
    if known is None or not known.active:
        raise UsageError(f"名录里没有“{asked.person}”，或已离岗。核对 --as 的姓名或编号。")
    return Administration(entrance, Person(known.id, known.name), now)


def _newcomer(home: Home, person: str, roles: Sequence[Role]) -> tuple[str, str]:
    """Id and name of whoever is to get an account; inspectors are on no list of the school."""
    today = clock.now(home.zone).date()
    known = Directory.open(home.folder / "directory", today).look_up("person", person)
    if known is not None and known.active:
        return known.id, known.name
    if known is None and set(roles) == {Role.INSPECTOR}:
        return person, person
    raise UsageError(f"名录里没有“{person}”，或已离岗。先登记：taizhang directory 人员 文件。")


def _list(asked: Asked, entrance: Entrance) -> None:
    kept = entrance.accounts.listed()
    rows = ((one.person, one.name, _roles(one), _state(one)) for one in kept)
    asked.table(map(_data, kept), ("编号", "姓名", "角色", "状态"), rows)
    asked.say(f"共 {len(kept)} 个账号")


def _list_sessions(asked: Asked, home: Home, entrance: Entrance, found: Account) -> None:
    kept = entrance.sessions.listed(found.person, clock.now(home.zone))
    rows = (
        (
            f"{one.opened_at:%Y-%m-%d %H:%M}",
            f"{one.seen_at:%Y-%m-%d %H:%M}",
            one.device,
            "公用" if one.shared else "自用",
        )
        for one in kept
    )
    shown = {"opened_at", "seen_at", "device", "shared"}
    data = (one.model_dump(mode="json", include=shown) for one in kept)
    asked.table(data, ("登录时间", "最近使用", "设备", ""), rows)


def _tell_password(asked: Asked, made: Account, password: str) -> None:
    asked.answer(
        {**_data(made), "one_time_password": password},
        f"{made.name}的一次性口令：{password}",
        f"  {TOLD_ONCE}",
    )


def _tell(asked: Asked, changed: Account) -> None:
    told = f"{changed.name}：{_roles(changed)}，{_state(changed)}"
    asked.answer(_data(changed), told)


def _data(one: Account) -> dict[str, object]:
    return one.model_dump(mode="json", exclude={"password", "epoch"})


def _roles(one: Account) -> str:
    return "、".join(role.label for role in one.roles)


def _state(one: Account) -> str:
    if one.disabled_at is not None:
        return f"已停用（{one.disabled_at:%Y-%m-%d}）"
    return "还没改一次性口令" if one.must_change else "在用"
