"""A fee notice drafted from the catalogue: items as they were approved, the rest as last told."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from checklists.approvals import KIND, Approval
from checklists.calendar import working_days
from checklists.fees import forbidden_item, plain
from checklists.registers.fees_finance.fee_publicity import DAYS_BEFORE_CHARGING, FREE
from checklists.surroundings import Listed
from records.audit.view import View
from records.charges.kept import NOTICES
from records.charges.notices import number_of, on_the_board
from records.drafts.draft import Draft, Drafting, only_holder
from records.record import Record

ALL = "全部"
_KINDS = (
    ("保教", "幼儿园保教费"),
    ("伙食", "伙食费"),
    ("餐", "伙食费"),
    ("住宿", "住宿费"),
    ("代收", "代收费"),
    ("服务", "服务性"),
)
"""What is read out of 性质 of the catalogue → 类别 of the notice."""
_POLICIES = ("scope", "purpose", "reduce", "refund", "remark")
"""What the catalogue does not know: the school's own, as it stood in the last notice."""


def notice(view: View, day: date, of: str) -> Draft:
    """Lines of the items that are named, or of all that may be charged; nothing forbidden."""
    chosen = list(_chosen(view, day, of))
    allowed = [one for one in chosen if forbidden_item(one.name) is None]
    told = sorted(view.ever(NOTICES), key=lambda one: (one.date, one.number), reverse=True)
    last = told[0] if told else None
    term = view.school.calendar.term
    data: dict[str, Any] = {
        "year": term.title,
        "checked_on": day.isoformat(),
        "start": day.isoformat(),
        "end": max(term.end, day).isoformat(),
        "charge_from": _first_charge(day).isoformat(),
        **only_holder(view, "checker", "logistics_head"),
        **({"board_place": last.entry["board_place"]} if last else {}),
        "fees": [*_free(told, of), *(_line(one, told) for one in allowed)],
    }
    replaced = _replaced(view, day, {plain(one.name) for one in allowed})
    if replaced:
        data["replaces"] = "、".join(map(number_of, replaced))
    notes = (*_notes(view, of, chosen, last), *_left_out(replaced, data["fees"]))
    return Draft(data, notes)


def _chosen(view: View, day: date, of: str) -> Iterator[Listed]:
    """What of the catalogue is meant, as far as it is in force on the first day of charging."""
    wanted = {plain(one) for one in _names(of)}
    charging = _first_charge(day)
    for one in view.listed(KIND):
        named = not wanted.isdisjoint({plain(one.name), plain(one.id)})
        if (named or ALL in wanted) and Approval.of(one).holds(charging):
            yield one


def _names(of: str) -> list[str]:
    return [one for one in re.split("[,，、]", of) if one.strip()]


def _first_charge(day: date) -> date:
    """The first working day before which the notice hung for five of them (R03)."""
    later, following = day, day + timedelta(days=1)
    while working_days(day, later) < DAYS_BEFORE_CHARGING or not working_days(later, following):
        later, following = following, following + timedelta(days=1)
    return later


def _replaced(view: View, day: date, items: Set[str]) -> list[Record]:
    """Notices on the board that tell of one of these items: they come down for this one."""
    return [one for one in on_the_board(view, day) if items & _items_of(one)]


def _items_of(record: Record) -> set[str]:
    return {plain(one["item"]) for one in record.entry["fees"]}


def _left_out(replaced: Sequence[Record], lines: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    now = {plain(one["item"]) for one in lines}
    for record in replaced:
        gone = [one["item"] for one in record.entry["fees"] if plain(one["item"]) not in now]
        also = f"：其中{'、'.join(gone)}没有列入，替代后不得再收；还要收的补上" if gone else ""
        yield f"替代正在公示的{number_of(record)}{also}。"


def _free(told: Sequence[Record], of: str) -> list[dict[str, Any]]:
    """What is free (学费、杂费) stands in no catalogue; a whole notice says it as the last did."""
    if ALL not in _names(of):
        return []
    found = ([one for one in each.entry["fees"] if one["kind"] == FREE] for each in told)
    return [dict(one) for one in next(filter(None, found), ())]


def _line(one: Listed, told: Sequence[Record]) -> dict[str, Any]:
    """A line as the catalogue has it, and what it does not know as it was told of last."""
    approval, before = Approval.of(one), _before(one.name, told)
    kind = next((kind for word, kind in _KINDS if word in one.facts.get("nature", "")), "")
    hotline = before.get("hotline") or (told[0].entry["fees"][0]["hotline"] if told else "")
    known: dict[str, Any] = {
        **{name: before[name] for name in _POLICIES if before.get(name)},
        "item": one.name,
        "kind": kind or before.get("kind"),
        "standard": _amount(approval.standard) or before.get("standard"),
        "approved": _amount(approval.standard) or before.get("approved"),
        "unit": approval.unit or before.get("unit"),
        "basis_doc": _basis(one) or before.get("basis_doc"),
        "basis_until": one.facts.get("valid_until"),
        "voluntary": before.get("voluntary") or ("自愿" if kind in ("服务性", "代收费") else None),
        "hotline": hotline,
    }
    known.setdefault("purpose", one.facts.get("service"))
    return {name: value for name, value in known.items() if value}


def _before(item: str, told: Sequence[Record]) -> Mapping[str, Any]:
    """The newest line of a notice about an item; empty where there is none."""
    lines = (one for each in told for one in each.entry["fees"])
    return next((one for one in lines if plain(one["item"]) == plain(item)), {})


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _basis(one: Listed) -> str:
    document, authority = one.facts.get("document", ""), one.facts.get("authority", "")
    return f"{document}（{authority}）" if document and authority else document


def _notes(view: View, of: str, chosen: Sequence[Listed], last: Record | None) -> Iterator[str]:
    told = "，范围、减免等照上次公示" if last else ""
    yield f"项目目录里现行的{len(chosen)}项：标准、计费单位、依据照目录{told}。逐项核对文件后公示。"
    for one in chosen:
        if listed_as := forbidden_item(one.name):
            yield f"“{one.name}”属于禁收项目（{listed_as}），没有列入，请从目录里停用。"
    if not view.listed(KIND):
        yield "还没有登记项目目录：在“设置—名录—收费项目”里登记批准文件后再起草。"
    known = {plain(text) for one in chosen for text in (one.name, one.id)}
    for name in _names(of):
        if plain(name) not in known and name != ALL:
            yield f"“{name}”目录里没有，或批准不在有效期内，没有列入。"


NOTICE = Drafting((), notice, f"收费项目（几项用、隔开，或“{ALL}”）")
