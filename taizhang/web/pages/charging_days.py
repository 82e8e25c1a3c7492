"""当日日结: what was taken on a day, what was counted, and the five equations."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from checklists.surroundings import listings, on_the_day
from checklists.takings import Notes
from records.charges import DAYS, Equation, equations, lines_of
from records.charges.days import Line
from records.lifecycle import state_of
from records.record import Record
from taizhang.charging import kept_now, settle_day
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.exits import REFUSALS
from taizhang.web.acts import line_of, text_of, visit_of
from taizhang.web.charging import (
    ACCOUNTANT,
    CASHIER,
    CHARGES,
    is_one,
    link,
    require_look,
    require_one,
    yuan,
    yuan_in,
)
from taizhang.web.errors import BadRequestError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted, request_id_of
from taizhang.web.rights import Right, Visitor
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
FACES: tuple[str, ...] = get_args(get_args(Notes.__annotations__["face"])[0])
"""Face values of notes and coins, the largest first."""
ARRIVED = {"scanned": "扫码到账", "debited": "银行代扣到账", "pos": "POS到账"}
WORDS = ("reviewer", "explanation", "handling")
HANDLING = ("长款入“其他应付—待查”", "短款由收费员书面说明")


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement of the day."""

    number: str
    collector: str
    state: str
    balance: str
    total: str
    capital: str
    equations: tuple[Equation, ...]
    is_banked: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A line of a settlement that is still to be made."""

    item: str
    method: str
    count: int
    reduce: str
    actual: str
    receipts: str
    void: str

    @classmethod
    def of(cls, line: Line) -> "Run":
        """Of what families paid."""
        row: Mapping[str, Any] = line.row()
        first, last = row["receipt_from"], row["receipt_to"]
        run = first if first == last else f"{first}—{last}"
        void = str(row.get("void", ""))
        return cls(
            row["item"], row["method"], row["count"], row["reduce"], row["actual"], run, void
        )


@router.get(f"{CHARGES}/day")
@allow(Right.FILL, Right.READ_ALL)
def day_page(request: Request, site: OurSite, who: Who, on: date | None = None) -> Response:
    """A day: its settlements with both sides of every equation, and what is not settled yet."""
    return _page(request, site, who, on, FormData())


@router.post(f"{CHARGES}/day")
@allow(Right.FILL)
def settle_page(
    request: Request, site: OurSite, who: Who, form: Posted, on: date | None = None
) -> Response:
    """Keep the settlement of what the collector took."""
    try:
        require_one(who, "日结由收费员（出纳）办理", CASHIER)
        typed = _typed(form)
        with site.desk() as desk:
            visit = visit_of(who, desk, form, request_id_of(form))
            day = on or visit.at.date()
            number = _settle(desk, visit, day, typed)
            balance = desk.record(number).entry["balance"]
    except REFUSALS as error:
        return _page(request, site, who, on, form, error)
    site.tell(who, f"日结单 {number}：{balance}。", "good" if balance == "已平" else "wait")
    return RedirectResponse(link("day", on=day.isoformat()), 303)


def _settle(desk: Desk, visit: Visit, day: date, typed: Mapping[str, Any]) -> str:
    known = desk.ledger_for(visit).acknowledgement(visit.request_id)
    if known is not None:
        return known.number
    return settle_day(desk, visit, day, typed, _no_files).number


def _no_files(name: str) -> bytes:
    raise UsageError(f"这一页不收附件（{name}）。缴存后在日结单上续填回单。")


def _typed(form: FormData) -> dict[str, Any]:
    """What was counted and read; words only where there are some."""
    notes = [{"face": face, "pieces": pieces} for face, pieces in _counted(form)]
    arrived = {name: f"{yuan_in(form, name, label)}" for name, label in ARRIVED.items()}
    words = {name: text for name in WORDS if (text := line_of(form, name, 500))}
    return {"notes": notes, **arrived, **words}


def _counted(form: FormData) -> Iterator[tuple[str, int]]:
    for place, face in enumerate(FACES):
        text = text_of(form, f"face.{place}")
        if text and not (text.isascii() and text.isdecimal() and len(text) < 7):
            raise BadRequestError(f"{face}的张数“{text}”不对", "写整数", 422)
        if text and int(text):
            yield face, int(text)


def _page(
    request: Request,
    site: Site,
    who: Visitor,
    on: date | None,
    form: FormData,
    error: Exception | None = None,
) -> Response:
    with site.desk() as desk:
        require_look(desk, who)
        day = on or desk.now().date()
        kept = kept_now(desk, day)
        records = [one for one in kept.of_register(DAYS) if one.date == day]
        settled = [_settled(one, equations(one, kept, desk.home.zone)) for one in records]
        own = who.id if is_one(who, CASHIER) else ""
        lines = lines_of(kept, day, own)
        reviewers = _reviewers(desk, day)
    return site.page(
        request,
        "charges_day.html",
        status_of(error) if error else 200,
        day=day,
        settled=settled,
        runs=[Run.of(one) for one in lines],
        total=yuan(sum((one.actual for one in lines), start=Decimal())),
        heads=sum(len(one.families) for one in lines),
        takes=bool(own),
        faces=[(f"face.{place}", face) for place, face in enumerate(FACES)],
        arrived=ARRIVED,
        reviewers=reviewers,
        handlings=HANDLING,
        said={name: text_of(form, name) for name in _names()},
        error=str(error or ""),
        id=str(uuid.uuid4()),
        link=link,
    )


def _names() -> Sequence[str]:
    return (*(f"face.{place}" for place in range(len(FACES))), *ARRIVED, *WORDS)


def _reviewers(desk: Desk, day: date) -> list[str]:
    people = on_the_day(listings(desk.directory, "person"), day)
    return [one.name for one in people if ACCOUNTANT in one.posts]


def _settled(record: Record, told: tuple[Equation, ...]) -> Settled:
    entry = record.entry
    return Settled(
        record.number,
        str(entry["collector"]["name"]),
        str(state_of(record)),
        str(entry["balance"]),
        yuan(Decimal(entry["actual_total"])),
        str(entry["amount_cn"]),
        told,
        entry.get("deposit_amount") is not None,
    )
