"""自愿确认单: slips for whole classes, and a page a class on which answers are written down."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from checklists.catalogue import find
from generator.imposition import two_up
from generator.stacks import Setup
from records.charges.kept import CONSENTS
from taizhang.consenting import (
    Answer,
    Answered,
    Asked,
    Asking,
    Slip,
    answer,
    ask,
    board_of,
    items_asked,
    items_to_ask,
    read_class,
)
from taizhang.consenting.asking import classes_of, pupils_of
from taizhang.consenting.boards import slips_of
from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.printruns import lay_out_run, note_run, put_run_on_paper
from taizhang.web.acts import line_of, text_of, visit_of
from taizhang.web.errors import BadRequestError, ForbiddenError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted, request_id_of
from taizhang.web.rights import Right, Visitor, may_file, may_see_register
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
PAGE = "/papers/consents"
FIELDS = ("item", "period_from", "period_to", "service", "anyway")
LONGEST = 200
"""Characters of what is typed into a line."""


# ---- what was asked, and how far it is


@router.get(PAGE)
@allow(Right.FILL, Right.READ_ALL)
def consents_page(request: Request, site: OurSite, who: Who) -> Response:
    """Every item with its classes; what may be asked for next."""
    return _page(request, site, who, FormData())


@router.post(PAGE)
@allow(Right.FILL)
def ask_classes(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Slips for the classes that were ticked."""
    try:
        asking, classes = _asking(form), _ticked(form)
        with site.desk() as desk:
            _require_owner(desk, who)
            visit = visit_of(who, desk, form, "")
            done = [ask(desk, visit, asking, one) for one in classes]
    except REFUSALS as error:
        return _page(request, site, who, form, error)
    site.tell(who, _said(done), "wait" if any(one.alone for one in done) else "good")
    return RedirectResponse(PAGE, 303)


def _asking(form: FormData) -> Asking:
    days = [_day(text_of(form, name)) for name in ("period_from", "period_to")]
    first, last = days
    if first is None or last is None:
        raise BadRequestError("没有写服务期", "写上起止日期", 422)
    return Asking(
        line_of(form, "item", LONGEST),
        first,
        last,
        line_of(form, "service", LONGEST),
        anyway=bool(text_of(form, "anyway")),
    )


def _ticked(form: FormData) -> list[str]:
    classes = [one for one in form.getlist("class") if isinstance(one, str)]
    if not classes:
        raise BadRequestError("没有勾选班级", "勾选要发确认单的班级", 422)
    return classes


def _said(done: Sequence[Asked]) -> str:
    made, before = sum(len(one.numbers) for one in done), sum(one.before for one in done)
    alone = [pupil for one in done for pupil in one.alone]
    return "".join(
        (
            f"发出 {made} 份确认单。",
            f"{before} 名学生原来就有，没有重发。" if before else "",
            f"{len(alone)} 名学生名录里没有监护人，没有发：{'、'.join(alone)}。" if alone else "",
        )
    )


def _until(form: FormData, end: date) -> dict[str, str]:
    """A page that nobody filled in proposes the end of the term; what is chosen it leaves open."""
    return {} if form else {"period_to": end.isoformat()}


def _page(
    request: Request, site: Site, who: Visitor, form: FormData, error: Exception | None = None
) -> Response:
    with site.desk() as desk:
        kind = find(CONSENTS, desk.registers)
        if not may_see_register(who, kind):
            raise ForbiddenError("自愿确认单由班主任、收费员和会计办理")
        boards = {item: board_of(desk, item) for item in items_asked(desk)}
        rooms = [
            (one.id, one.name, len(pupils_of(desk.directory, one)))
            for one in classes_of(desk.directory)
        ]
        offers, term = items_to_ask(desk), desk.home.term_of(desk.now().date())
    return site.page(
        request,
        "consents.html",
        status_of(error) if error else 200,
        boards={item: [one for one in lines if one.out] for item, lines in boards.items()},
        files=may_file(who, kind),
        offers=offers,
        rooms=rooms,
        said={name: text_of(form, name) for name in FIELDS} | _until(form, term.end),
        ticked=form.getlist("class"),
        error=str(error or ""),
        link=_link,
    )


# ---- a class


@dataclass(frozen=True, slots=True)
class Row:
    """A pupil on the page of a class: what is recorded, or what was typed and is not yet.

    Attributes:
        error: why it was not taken, in Chinese.
    """

    slip: Slip
    choice: str = ""
    signed_on: str = ""
    reason: str = ""
    error: str = ""


@router.get(f"{PAGE}/class")
@allow(Right.FILL, Right.READ_ALL)
def class_page(request: Request, site: OurSite, who: Who, item: str, class_: str) -> Response:
    """The pupils of a class, to write down what came back."""
    return _class_page(request, site, who, item, class_, FormData(), ())


@router.post(f"{PAGE}/class")
@allow(Right.FILL)
def take_answers(
    request: Request, site: OurSite, who: Who, item: str, class_: str, form: Posted
) -> Response:
    """Keep every answer that can be kept; the rest stays on the page as it was typed."""
    with site.desk() as desk:
        _require_owner(desk, who)
        visit = visit_of(who, desk, form, request_id_of(form))
        numbers = [one.number for one in slips_of(desk, item, class_)]
        done = answer(desk, visit, list(_answers(form, numbers)))
    refused = [one for one in done if one.refused]
    kept = len(done) - len(refused)
    if not refused:
        site.tell(who, f"登记了 {kept} 份意愿。" if kept else "没有改动。")
        return RedirectResponse(_link("class", item, class_), 303)
    return _class_page(request, site, who, item, class_, form, done)


def _answers(form: FormData, numbers: Sequence[str]) -> Iterator[Answer]:
    """Rows in which something was filled in; a day given once counts where a row has none."""
    day = text_of(form, "day")
    for number in numbers:
        choice, own, reason = (
            line_of(form, f"{name}.{number}", LONGEST) for name in ("choice", "signed_on", "reason")
        )
        if choice == "未交" or not (choice or own or reason):
            continue
        version = text_of(form, f"version.{number}")
        yield Answer(
            number,
            choice,
            _day(own or day),
            reason,
            expected_version=int(version) if version.isdecimal() and len(version) < 9 else None,
        )


def _class_page(
    request: Request,
    site: Site,
    who: Visitor,
    item: str,
    class_: str,
    form: FormData,
    done: Sequence[Answered],
) -> Response:
    with site.desk() as desk:
        kind = find(CONSENTS, desk.registers)
        if not may_see_register(who, kind):
            raise ForbiddenError("自愿确认单由班主任、收费员和会计办理")
        reading = read_class(desk, item, class_, by=who.id)
        line = next((one for one in board_of(desk, item) if one.class_ == class_), None)
    refused = {one.number: one.refused for one in done if one.refused}
    return site.page(
        request,
        "consents_class.html",
        422 if refused else 200,
        item=item,
        class_=class_,
        line=line,
        rows=[_row(one, form, refused) for one in reading.slips],
        hint=reading.hint,
        answers=may_file(who, kind),
        day=text_of(form, "day"),
        kept=sum(not one.refused for one in done),
        id=str(uuid.uuid4()),
        link=_link,
    )


def _row(slip: Slip, form: FormData, refused: Mapping[str, str]) -> Row:
    if slip.choice:
        return Row(slip)
    choice, signed_on, reason = (
        text_of(form, f"{name}.{slip.number}") for name in ("choice", "signed_on", "reason")
    )
    return Row(slip, choice, signed_on, reason, refused.get(slip.number, ""))


# ---- on paper


@router.get(f"{PAGE}/print.pdf")
@allow(Right.FILL, Right.READ_ALL)
def print_slips(site: OurSite, who: Who, item: str, class_: str, halved: bool = False) -> Response:
    """The slips of a class that wait for an answer, every one with its code."""
    with site.desk() as desk:
        if not may_see_register(who, find(CONSENTS, desk.registers)):
            raise ForbiddenError("自愿确认单由班主任、收费员和会计办理")
        found = slips_of(desk, item, class_)
        numbers = [one.number for one in found if not one.entry.get("choice")]
        if not numbers:
            raise BadRequestError("没有等家长选择的确认单", "已收回的在记录里看", 422)
        layout = lay_out_run(desk, visit_of(who, desk, FormData(), ""), numbers)
        home = desk.home
    with site.press() as press:
        run = put_run_on_paper(press, layout, Setup(singly=False))
    note_run(home, run)
    name = quote(f"确认单-{item}-{class_}.pdf")
    headers = {
        "content-disposition": f"inline; filename*=utf-8''{name}",
        "cache-control": "no-store",
    }
    return Response(two_up(run.stack) if halved else run.stack, 200, headers, "application/pdf")


# ---- small things


def _require_owner(desk: Desk, who: Visitor) -> None:
    if not may_file(who, find(CONSENTS, desk.registers)):
        raise ForbiddenError("确认单由班主任和收费员登记")


def _link(page: str, item: str, class_: str, **more: str) -> str:
    return f"{PAGE}/{page}?{urlencode({'item': item, 'class_': class_, **more})}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
