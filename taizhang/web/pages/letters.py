"""Agreements in the browser: batches, a board, printing, asking again, filing, closing."""

from collections.abc import Sequence
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from generator.stacks import Setup
from records.campaigns import LetterStanding
from taizhang.campaigning import (
    Executed,
    Filed,
    batches_now,
    board_now,
    close_batch,
    ending_now,
    file_away,
    lay_out_signed,
    put_signed_on_paper,
    to_be_filed,
)
from taizhang.printruns import lay_out_run, note_run, put_run_on_paper
from taizhang.web.acts import text_of, visit_of
from taizhang.web.errors import BadRequestError, ForbiddenError
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.letters import (
    LETTERS,
    STATES,
    address_of,
    boards_of,
    own_letters,
    reminders,
    view_of,
)
from taizhang.web.pages.campaign import require_campaigner
from taizhang.web.pages.printing import MEDIA_TYPES
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor, may_campaign
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
PICK = "pick"
ZIP = "application/zip"


def _sees(who: Visitor) -> bool:
    """Whether somebody looks at everybody's letters."""
    return may_campaign(who) or who.may(Right.READ_ALL)


def _require_sight(who: Visitor) -> None:
    if not _sees(who):
        raise ForbiddenError("责任书看板不由您的岗位看；自己的在“文书”里")


@router.get(LETTERS)
@allow(Right.FILL, Right.READ_ALL)
def letters_page(request: Request, site: OurSite, who: Who) -> Response:
    """Batches with their figures, and somebody's own letters."""
    with site.desk() as desk:
        boards = boards_of(desk, batches_now(desk)) if _sees(who) else ()
        ends = len(ending_now(desk)) if may_campaign(who) else 0
        own = own_letters(desk, who)
    return site.page(
        request, "letters.html", boards=boards, ends=ends, own=own, runs=may_campaign(who)
    )


@router.get(f"{LETTERS}/board")
@allow(Right.FILL, Right.READ_ALL)
def board_page(
    request: Request, site: OurSite, who: Who, batch: str, state: str = "", post: str = ""
) -> Response:
    """A batch, letter by letter."""
    _require_sight(who)
    if state and state not in STATES:
        raise BadRequestError(f"没有“{state}”这种状态", "从页面上选", 422)
    with site.desk() as desk:
        view = view_of(board_now(desk, batch), state, post)
    return site.page(
        request,
        "letters_board.html",
        view=view,
        state=state,
        post=post,
        runs=may_campaign(who),
        address=address_of,
    )


@router.get(f"{LETTERS}/reminder")
@allow(Right.FILL, Right.READ_ALL)
def reminder_page(request: Request, site: OurSite, who: Who, batch: str) -> Response:
    """Who has not signed, as a list to print and carry round (催签清单)."""
    _require_sight(who)
    with site.desk() as desk:
        board, today = board_now(desk, batch), desk.now().date()
    return site.page(
        request,
        "letters_reminder.html",
        batch=batch,
        back=address_of(batch),
        total=board.total,
        today=today,
        lines=reminders(board),
    )


# ---- printing


@router.post(f"{LETTERS}/print")
@allow(Right.FILL)
def print_letters(site: OurSite, who: Who, batch: str, form: Posted) -> Response:
    """The letters that were ticked, or all that stand, coded copy by copy; the run is noted."""
    require_campaigner(who)
    whole = bool(text_of(form, "all"))
    with site.desk() as desk:
        board = board_now(desk, batch)
        known = [one.record.number for one in board.letters if not one.gone]
        numbers = known if whole else _picked(form, known)
        layout = lay_out_run(desk, visit_of(who, desk, form, ""), numbers)
        home = desk.home
    as_files = bool(text_of(form, "files"))
    setup = Setup(duplex=bool(text_of(form, "duplex")))
    with site.press() as press:
        run = put_run_on_paper(press, layout, setup, words=as_files)
    note_run(home, run)
    name = f"{batch}{'' if whole else f'（{len(numbers)}份）'}.{'zip' if as_files else 'pdf'}"
    kind = "attachment" if as_files else "inline"
    headers = {"content-disposition": f"{kind}; filename*=utf-8''{quote(name, safe='')}"}
    data = run.archive() if as_files else run.stack
    return Response(data, 200, headers, ZIP if as_files else MEDIA_TYPES["pdf"])


def _picked(form: FormData, known: Sequence[str]) -> list[str]:
    picked = [one for one in form.getlist(PICK) if isinstance(one, str)]
    if not picked:
        raise BadRequestError("没有勾选责任书", "在看板上勾选后再办", 422)
    if strangers := [one for one in picked if one not in known]:
        raise BadRequestError(f"{strangers[0]}不是这一批的", "刷新看板再勾选", 422)
    return picked


# ---- filing and closing


@router.post(f"{LETTERS}/file")
@allow(Right.FILL)
def file_letters(site: OurSite, who: Who, batch: str, form: Posted) -> Response:
    """File the letters that were ticked, with what is vouched for of all of them."""
    require_campaigner(who)
    with site.desk() as desk:
        letters = board_now(desk, batch).letters
        picked = _picked(form, [one.record.number for one in letters])
    executed = _executed(site, [one for one in letters if one.record.number in picked], form)
    with site.desk() as desk:
        done = file_away(desk, visit_of(who, desk, form, ""), batch, picked, executed)
    return _filed(site, who, batch, done)


@router.post(f"{LETTERS}/close")
@allow(Right.FILL)
def close_letters(site: OurSite, who: Who, batch: str, form: Posted) -> Response:
    """File all that is left, once everybody has signed."""
    require_campaigner(who)
    with site.desk() as desk:
        board = board_now(desk, batch)
    ready = to_be_filed(board) if board.total.is_done else ()
    executed = _executed(site, ready, form)
    with site.desk() as desk:
        done = close_batch(desk, visit_of(who, desk, form, ""), batch, executed)
    return _filed(site, who, batch, done)


def _executed(site: Site, letters: Sequence[LetterStanding], form: FormData) -> Executed:
    """What was ticked, and the PDFs of those that were signed on a screen."""
    with site.desk() as desk:
        layouts = lay_out_signed(desk, letters)
    electronic: dict[str, bytes] = {}
    if layouts:
        with site.press() as press:
            electronic = put_signed_on_paper(press, layouts)
    return Executed(
        seal=bool(text_of(form, "seal")),
        seam_seal=bool(text_of(form, "seam_seal")),
        copies_b=bool(text_of(form, "copies_b")),
        electronic=electronic,
    )


def _filed(site: Site, who: Visitor, batch: str, done: Filed) -> Response:
    waiting = "".join(f"{one.name}没有归档：{why}。" for one, why in done.waiting)
    site.tell(who, f"已归档 {len(done.receipts)} 份。{waiting}", "wait" if done.waiting else "good")
    return RedirectResponse(address_of(batch), 303)
