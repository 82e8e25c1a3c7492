"""Asking the families of a class: one slip a pupil, made once however often it is asked for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checklists.approvals import KIND
from checklists.catalogue import find
from checklists.fees import forbidden_item, plain
from records.acts import File
from records.charges.kept import CONSENTS
from records.charges.notices import Announced, told_on
from records.charges.receivables import Receivable, receivables
from records.digest import digest_of
from records.directory import Directory, Listing
from records.items import ClassItem, GuardianItem, StudentItem
from taizhang.charging.kept import kept_now
from taizhang.desk import Desk, Visit
from taizhang.errors import ConsentRefusedError

BY_CHOICE = ("服务性", "代收费")
NO_NAME = "家长"
"""Stands for a parent whom no list names: the slip itself says who signed."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What families are asked.

    Attributes:
        item: as the notice names it.
        period_from, period_to: days of the service.
        service: what is done and by whom; empty is 资金用途/服务内容 of the notice.
        anyway: also pupils of whom no list names a guardian.
    """

    item: str
    period_from: date
    period_to: date
    service: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of it.

    Attributes:
        class_: name of the class.
        numbers: of the slips made now, in the order of the pupils.
        before: how many pupils had one already.
        alone: ids of pupils that got none, as no list names a guardian.
    """

    class_: str
    numbers: tuple[str, ...]
    before: int
    alone: tuple[str, ...]


def items_to_ask(desk: Desk) -> tuple[Announced, ...]:
    """What hangs on the board today and is by choice: what families may be asked for."""
    today = desk.now().date()
    told = told_on(kept_now(desk, today), today)
    return tuple(one for one in told if one.kind in BY_CHOICE)


def ask(desk: Desk, visit: Visit, asking: Asking, class_: str) -> Asked:
    """A slip for every pupil of a class who has none of this item and period; all, or none.

    Args:
        desk: the home.
        visit: who asks, and when; the day is 告知日期.
        asking: what for.
        class_: id or name of a class.

    Raises:
        ConsentRefusedError: it may not be asked for, or nobody is in the class.
        InvalidEntryError, RecordError: refused by the ledger; no slip was made.
    """
    today = visit.at.date()
    told, room = _told(desk, asking.item, today), _class(desk.directory, class_)
    pupils = pupils_of(desk.directory, room)
    if not pupils:
        raise ConsentRefusedError(
            f"{room.name}：名录里没有学生。先在“名录—学生”里登记这个班的学生，再发确认单。"
        )
    have = _asked_before(desk, told, asking, today)
    open_ = [one for one in pupils if one.id not in have]
    parents = {one.id: parent_of(desk.directory, one) for one in open_}
    wanted = [one for one in open_ if parents[one.id] or asking.anyway]
    alone = tuple(one.id for one in open_ if not parents[one.id] and not asking.anyway)
    numbers = _made(desk, visit, told, asking, room, {one.id: parents[one.id] for one in wanted})
    return Asked(room.name, numbers, len(pupils) - len(open_), alone)


def pupils_of(directory: Directory, room: Listing) -> tuple[Listing, ...]:
    """Pupils of a class that are at the school, in the order of the list."""
    named = (room.id, room.name)
    return tuple(
        one
        for one in directory.listings("student")
        if one.active and isinstance(one.item, StudentItem) and one.item.class_ in named
    )


def parent_of(directory: Directory, pupil: Listing) -> str:
    """Id of the guardian that the list names first; empty where it names none.

    A child named only by a name that several pupils have is nobody's in particular.
    """
    names = Counter(one.name for one in directory.listings("student") if one.active)
    own = {pupil.id, *([pupil.name] if names[pupil.name] == 1 else [])}
    found = (
        one.id
        for one in directory.listings("guardian")
        if one.active and isinstance(one.item, GuardianItem) and one.item.child in own
    )
    return next(found, "")


def classes_of(directory: Directory) -> Sequence[Listing]:
    """Classes of the school now, in the order of the list."""
    return [one for one in directory.listings("class") if one.active]


def _told(desk: Desk, item: str, day: date) -> Announced:
    """The line of the notice that families are asked by.

    Raises:
        ConsentRefusedError: it may not be asked for.
    """
    if listed_as := forbidden_item(item):
        raise ConsentRefusedError(
            f"“{item}”属于禁收项目（{listed_as}），家长自愿也不得收，不能发确认单。"
        )
    told = told_on(kept_now(desk, day), day)
    found = next((one for one in told if plain(one.item) == plain(item)), None)
    if found is None:
        raise ConsentRefusedError(f"“{item}”{day}没有在公示。先公示收费项目，再征求家长意愿。")
    if found.kind not in BY_CHOICE:
        raise ConsentRefusedError(f"“{item}”公示为{found.kind}，不是自愿选择的项目，不发确认单。")
    return found


def _class(directory: Directory, name: str) -> Listing:
    found = directory.look_up("class", name)
    if found is None or not isinstance(found.item, ClassItem):
        raise ConsentRefusedError(f"名录里没有班级“{name}”。核对名称，或先登记班级。")
    return found


def _asked_before(desk: Desk, told: Announced, asking: Asking, day: date) -> frozenset[str]:
    """Ids of pupils that have a slip of this item and period."""
    period = asking.period_from.isoformat(), asking.period_to.isoformat()
    found = receivables(kept_now(desk, day), told.item)
    same = (one for one in found if (one.entry["period_from"], one.entry["period_to"]) == period)
    return frozenset(_pupil(one) for one in same)


def _pupil(one: Receivable) -> str:
    pupil = one.entry.get("student")
    return str(pupil["id"]) if isinstance(pupil, Mapping) else ""


def _made(
    desk: Desk,
    visit: Visit,
    told: Announced,
    asking: Asking,
    room: Listing,
    parents: Mapping[str, str],
) -> tuple[str, ...]:
    """Numbers of the slips, kept in one line of the journal.

    The same pupils asked for the same thing by two clicks are asked once: the request is named by
    what it asks, and by how many slips there were.
    """
    if not parents:
        return ()
    ledger, kind = desk.ledger_for(visit), find(CONSENTS, desk.registers)
    around = ledger.surroundings(visit.at)
    common = _common(desk.directory, told, asking, room, visit.at.date())
    acts = [
        File(kind.read({**common, "student": pupil, "parent": parent or NO_NAME}, around))
        for pupil, parent in parents.items()
    ]
    asked = digest_of([common, list(parents), len(ledger.numbers(CONSENTS))])
    named = replace(visit, request_id=f"确认单/{asked[:32]}")
    return tuple(one.number for one in desk.act_together(named, *acts))


def _common(
    directory: Directory, told: Announced, asking: Asking, room: Listing, day: date
) -> dict[str, Any]:
    """What stands on every slip of a class."""
    listed = (one.id for one in directory.listings(KIND) if plain(one.name) == plain(told.item))
    return {
        "item": next(listed, told.item),
        "standard": f"{told.standard:.2f}",
        "charge_unit": told.unit,
        "basis_doc": told.basis,
        "service": asking.service or told.purpose or told.item,
        "period_from": asking.period_from.isoformat(),
        "period_to": asking.period_to.isoformat(),
        "class_": room.id,
        "told_on": day.isoformat(),
        "declared": True,
    }
