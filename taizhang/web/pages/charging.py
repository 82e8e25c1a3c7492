"""收费: what is due class by class, and a page a class on which payments are taken."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from records.charges import Book, Receivable, Room, Standing, books, rooms
from records.charges.receivables import SEVERAL
from taizhang.charging import METHODS, Payment, Taking, kept_now, next_receipt, take
from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.privacy import read_together
from taizhang.web.acts import line_of, text_of, visit_of
from taizhang.web.charging import (
    CASHIER,
    CHARGES,
    LONGEST,
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
PICK, EVERYBODY = "pick", "all"


@dataclass(frozen=True, slots=True)
class Line:
    """An item in a class, in words."""

    item: str
    class_: str
    asked: int
    joining: int
    charged: int
    waiting: int
    unanswered: int
    due: str
    reduce: str
    paid: str
    open: str
    owed: str

    @classmethod
    def of(cls, room: Room) -> "Line":
        """Of what the records say."""
        due = room.standing(Standing.DUE)
        return cls(
            room.item,
            room.class_,
            len(room.families),
            len(due) + len(room.charged),
            len(room.charged),
            len(due),
            len(room.standing(Standing.UNANSWERED)),
            *map(yuan, (room.due, room.reduce, room.paid, room.open, room.owed)),
        )


@dataclass(frozen=True, slots=True)
class Stub:
    """A book of receipts in hand, in words."""

    number: str
    run: str
    user: str
    next_no: str
    left: int
    gaps: str

    @classmethod
    def of(cls, book: Book) -> "Stub":
        """Of what the records say."""
        name = str(book.record.entry["user"]["name"])
        gaps = "、".join(map(str, book.gaps))
        return cls(book.record.number, str(book.span), name, book.next_no, book.left, gaps)


@router.get(CHARGES)
@allow(Right.FILL, Right.READ_ALL)
def charges_page(request: Request, site: OurSite, who: Who) -> Response:
    """Every item with its classes, the books in hand, and the ways to the day and the end."""
    with site.desk() as desk:
        require_look(desk, who)
        kept = kept_now(desk, desk.now().date())
        items: dict[str, list[Line]] = {}
        for room in rooms(kept):
            items.setdefault(room.item, []).append(Line.of(room))
        stubs = [Stub.of(one) for one in books(kept)]
    return site.page(request, "charges.html", items=items, stubs=stubs, link=link)


# ---- a class


@dataclass(frozen=True, slots=True)
class Family:
    """A family that is to pay, with what was ticked and typed on the page."""

    number: str
    pupil: str
    amount: str
    unit: str
    several: bool
    picked: bool = False
    method: str = ""
    units: str = ""
    reduce: str = ""
    approval: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """A family that paid, or does not have to."""

    number: str
    pupil: str
    standing: str
    paid: str
    receipt: str
    method: str
    remark: str


@router.get(f"{CHARGES}/take")
@allow(Right.FILL, Right.READ_ALL)
def take_page(
    request: Request, site: OurSite, who: Who, item: str, class_: str, all: bool = False
) -> Response:
    """Who of a class still has to pay, to be ticked; who has paid, with the receipts."""
    return _class_page(request, site, who, item, class_, FormData({EVERYBODY: "1"} if all else {}))


@router.post(f"{CHARGES}/take")
@allow(Right.FILL)
def take_payments(
    request: Request, site: OurSite, who: Who, item: str, class_: str, form: Posted
) -> Response:
    """Take what was ticked: all of it, or nothing."""
    try:
        require_one(who, "收款由收费员（出纳）办理", CASHIER)
        payments = list(_payments(form))
        with site.desk() as desk:
            visit = visit_of(who, desk, form, request_id_of(form))
            done = take(
                desk,
                visit,
                payments,
                spoilt=line_of(form, "spoilt", LONGEST),
                first=line_of(form, "first", LONGEST),
                skip_reason=line_of(form, "skip_reason", LONGEST),
            )
    except REFUSALS as error:
        return _class_page(request, site, who, item, class_, form, error)
    site.tell(who, _said(done))
    return RedirectResponse(link("take", item=item, class_=class_), 303)


def _said(done: Taking) -> str:
    first, last = done.handed[0].receipt_no, done.handed[-1].receipt_no
    run = first if len(done.handed) == 1 else f"{first}—{last}"
    return (
        f"收 {len(done.handed)} 户，{yuan(done.total)} 元，票据 {run}。"
        f"下一张 {done.next_no}。照下表的号码开给各户。"
    )


def _payments(form: FormData) -> Iterator[Payment]:
    everybody = line_of(form, "method", LONGEST) or METHODS[0]
    for number in form.getlist(PICK):
        if isinstance(number, str):
            units = text_of(form, f"units.{number}") or "1"
            if not (units.isascii() and units.isdecimal() and len(units) < 4):
                raise BadRequestError(f"{number}的份数“{units}”不对", "写整数", 422)
            yield Payment(
                number,
                line_of(form, f"method.{number}", LONGEST) or everybody,
                int(units),
                yuan_in(form, f"reduce.{number}", f"{number}的减免"),
                line_of(form, f"approval.{number}", LONGEST),
            )


def _class_page(
    request: Request,
    site: Site,
    who: Visitor,
    item: str,
    class_: str,
    form: FormData,
    error: Exception | None = None,
) -> Response:
    with site.desk() as desk:
        require_look(desk, who)
        kept = kept_now(desk, desk.now().date())
        found = next(iter(rooms(kept, item, class_)), None)
        families, hint = _read(desk, who, found)
        next_no = next_receipt(kept, who.id) if is_one(who, CASHIER) else ""
    waiting = [one for one in families if one.standing is Standing.DUE]
    return site.page(
        request,
        "charges_take.html",
        status_of(error) if error else 200,
        item=item,
        class_=class_,
        line=Line.of(found) if found else None,
        waiting=[_family(one, form) for one in waiting],
        rest=[_paid(one) for one in families if one.standing is not Standing.DUE],
        hint=hint,
        takes=is_one(who, CASHIER),
        next_no=next_no,
        methods=METHODS,
        said={name: text_of(form, name) for name in ("spoilt", "first", "skip_reason", "method")},
        error=str(error or ""),
        id=str(uuid.uuid4()),
        link=link,
    )


def _read(desk: Desk, who: Visitor, room: Room | None) -> tuple[list[Receivable], str]:
    if room is None:
        return [], ""
    what = f"收费：{room.item} {room.class_}"
    records, hint = read_together(desk, [one.record for one in room.families], by=who.id, what=what)
    return [Receivable(one) for one in records], hint


def _family(one: Receivable, form: FormData) -> Family:
    names = ("method", "units", "reduce", "approval")
    said = {name: text_of(form, f"{name}.{one.number}") for name in names}
    return Family(
        one.number,
        one.pupil,
        yuan(one.standard),
        one.unit,
        one.unit in SEVERAL,
        EVERYBODY in form or one.number in form.getlist(PICK),
        **said,
    )


def _paid(one: Receivable) -> Paid:
    remark = [f"减免 {yuan(one.reduce)}"] if one.reduce else []
    remark += [f"作废 {one.entry['void_no']}"] if one.voided else []
    return Paid(
        one.number,
        one.pupil,
        str(one.standing),
        yuan(one.paid) if one.is_charged else "",
        str(one.receipt or ""),
        str(one.entry.get("method") or ""),
        "；".join(remark),
    )
