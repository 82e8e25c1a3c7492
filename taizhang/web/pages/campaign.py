"""A campaign of agreements in the browser: choose, look through, make; a new text for a post."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from checklists.posts import PARTIES
from records.campaigns import Campaign, RosterLine, drafts_of
from taizhang.campaigning import (
    Made,
    Plan,
    ending_now,
    make,
    new_campaign,
    newcomers,
    plan,
    revise,
    text_of_post,
)
from taizhang.campaigning.boards import facts_of
from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.web.acts import LATE_REASON, line_of, text_of, visit_of
from taizhang.web.errors import BadRequestError, ForbiddenError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.letters import LETTERS, address_of, groups_of
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor, may_campaign
from taizhang.web.site import Site
from taizhang.workbooks import read_roster, roster_workbook

router = APIRouter(route_class=Guarded)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 80
"""Characters of a batch's name."""
FEWEST, MOST = 2, 9
"""Copies of a letter."""
OUTSIDE = {"worker": "施工单位（外来施工人员名册）", "supplier": "供应商", "guardian": "家长告知书"}
"""Lists beside the staff that may be asked."""
OF_STAFF = tuple(name for name, party in PARTIES.items() if party.kind != "家长")


@dataclass(frozen=True, slots=True)
class Choice:
    """A 主送类别 to choose.

    Attributes:
        people: how many the lists name.
        special: 特别约定, one a line.
    """

    party: str
    people: int
    ticked: bool
    special: str


def require_campaigner(who: Visitor) -> None:
    """Whether somebody runs campaigns.

    Raises:
        ForbiddenError: they do not.
    """
    if not may_campaign(who):
        raise ForbiddenError("责任书由安全办、总务处和校领导办理；自己的在“文书”里签")


# ---- choosing


@router.get(f"{LETTERS}/new")
@allow(Right.FILL)
def new_page(request: Request, site: OurSite, who: Who) -> Response:
    """What a campaign may ask for."""
    require_campaigner(who)
    return _new_page(request, site, FormData())


@router.get(f"{LETTERS}/roster.xlsx")
@allow(Right.FILL)
def roster_file(site: OurSite, who: Who) -> Response:
    """A roster to fill in, with everybody the lists name."""
    require_campaigner(who)
    with site.desk() as desk:
        drafts = drafts_of(new_campaign(desk), facts_of(desk).lists)
    headers = {"content-disposition": f"attachment; filename*=utf-8''{quote('责任书名单.xlsx')}"}
    return Response(roster_workbook(drafts), 200, headers, XLSX)


def _new_page(
    request: Request, site: Site, form: FormData, error: Exception | None = None
) -> Response:
    with site.desk() as desk:
        usual = new_campaign(desk)
        drafts = drafts_of(usual, facts_of(desk).lists)
        ends = len(ending_now(desk))
    asked = form.getlist("party")
    choices = [
        Choice(
            party,
            sum(one.party == party for one in drafts),
            party in asked if form else any(one.party == party for one in drafts),
            text_of(form, f"special.{party}"),
        )
        for party in OF_STAFF
    ]
    return site.page(
        request,
        "letters_new.html",
        status_of(error) if error else 200,
        choices=choices,
        outside=OUTSIDE,
        sources=form.getlist("source"),
        said=_said(form, usual),
        every_post=bool(text_of(form, "every_post")),
        fewest=FEWEST,
        most=MOST,
        ends=ends,
        error=str(error or ""),
    )


def _said(form: FormData, usual: Campaign) -> Mapping[str, str]:
    plain = {
        "batch": usual.batch,
        "valid_from": usual.valid_from.isoformat(),
        "valid_to": usual.valid_to.isoformat(),
        "copies": str(usual.copies),
    }
    return {name: text_of(form, name) or value for name, value in plain.items()}


# ---- looking through and making


@router.post(f"{LETTERS}/new")
@allow(Right.FILL)
def preview(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """What would be made; nothing is made yet."""
    require_campaigner(who)
    try:
        held = _hold_roster(site, who, form)
        with site.desk() as desk:
            campaign = campaign_in(desk, form)
            planned = plan(desk, campaign, _roster(site, who, held))
    except REFUSALS as error:
        return _new_page(request, site, form, error)
    return _preview(request, site, planned, form, held)


@router.post(f"{LETTERS}/make")
@allow(Right.FILL)
def make_letters(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Make what the preview showed."""
    require_campaigner(who)
    held = text_of(form, "held")
    try:
        with site.desk() as desk:
            campaign = campaign_in(desk, form)
            done = _make(desk, who, campaign, form, _roster(site, who, held))
    except REFUSALS as error:
        return _new_page(request, site, form, error)
    if held:
        site.held(who).let_go(held)
    return _made(site, who, campaign.batch, done)


def _make(
    desk: Desk,
    who: Visitor,
    campaign: Campaign,
    form: FormData,
    roster: Sequence[RosterLine] | None = None,
) -> Made:
    visit = visit_of(who, desk, form, "")
    return make(desk, visit, campaign, roster, late_reason=text_of(form, LATE_REASON).strip())


def _made(site: Site, who: Visitor, batch: str, done: Made) -> Response:
    told = [f"已生成 {len(done.receipts)} 份责任书。"]
    if done.skipped:
        told.append(f"{len(done.skipped)} 人本批已有，没有重发。")
    told += [f"{one.name}没有生成：{one.lacking}。" for one in done.lacking]
    site.tell(who, "".join(told), "wait" if done.lacking else "good")
    return RedirectResponse(address_of(batch) if done.receipts or done.skipped else LETTERS, 303)


def _preview(request: Request, site: Site, planned: Plan, form: FormData, held: str) -> Response:
    campaign = planned.campaign
    hidden = [
        ("batch", campaign.batch),
        ("valid_from", campaign.valid_from.isoformat()),
        ("valid_to", campaign.valid_to.isoformat()),
        ("copies", str(campaign.copies)),
        *(("party", one) for one in campaign.parties),
        *(("source", one) for one in campaign.sources if one in OUTSIDE),
        *((("every_post", "1"),) if campaign.every_post else ()),
        *((f"special.{party}", "\n".join(texts)) for party, texts in campaign.special.items()),
        ("held", held),
    ]
    return _show(request, site, planned, f"{LETTERS}/make", hidden, rostered=bool(held))


def _show(
    request: Request,
    site: Site,
    planned: Plan,
    action: str,
    hidden: Sequence[tuple[str, str]],
    *,
    rostered: bool,
) -> Response:
    stopped = bool(planned.forbidden) or (rostered and bool(planned.lacking))
    return site.page(
        request,
        "letters_preview.html",
        422 if stopped else 200,
        campaign=planned.campaign,
        groups=groups_of(planned),
        count=len(planned.drafts),
        skipped=planned.skipped,
        lacking=planned.lacking,
        forbidden=planned.forbidden,
        late=[one.name for one in planned.late],
        stopped=stopped,
        action=action,
        hidden=hidden,
    )


# ---- what a form says


def campaign_in(desk: Desk, form: FormData) -> Campaign:
    """The campaign that a form asks for.

    Raises:
        BadRequestError: something in it cannot be understood.
    """
    parties = [one for one in form.getlist("party") if isinstance(one, str)]
    sources = [one for one in form.getlist("source") if one in OUTSIDE]
    if not parties and not sources:
        raise BadRequestError("没有勾选主送类别", "勾选这一批要签的", 422)
    if unknown := [one for one in parties if one not in PARTIES]:
        raise BadRequestError(f"没有“{unknown[0]}”这个主送类别", "从列表里勾选", 422)
    first, last = (_day(form, name) for name in ("valid_from", "valid_to"))
    if last <= first:
        raise BadRequestError("责任期限的止日不晚于起日", "核对两个日期", 422)
    return new_campaign(
        desk,
        batch=line_of(form, "batch", LONGEST),
        parties=tuple(parties) + _outside(sources),
        sources=("person", *map(str, sources)),
        every_post=bool(text_of(form, "every_post")),
        valid_from=first,
        valid_to=last,
        copies=_copies(form),
        special=dict(_specials(form)),
    )


def _outside(sources: Sequence[object]) -> tuple[str, ...]:
    of = {"worker": "施工单位", "supplier": "承租承包方", "guardian": "家长"}
    return tuple(of[str(one)] for one in sources)


def _day(form: FormData, name: str) -> date:
    try:
        return date.fromisoformat(text_of(form, name))
    except ValueError:
        raise BadRequestError("没有写责任期限", "写上起止日期", 422) from None


def _copies(form: FormData) -> int:
    text = text_of(form, "copies")
    if not text.isdecimal() or not FEWEST <= int(text) <= MOST:
        raise BadRequestError(f"份数“{text}”不对", f"写{FEWEST}到{MOST}的整数", 422)
    return int(text)


def _specials(form: FormData) -> Iterator[tuple[str, tuple[str, ...]]]:
    for party in PARTIES:
        if lines := _lines(text_of(form, f"special.{party}")):
            yield party, lines


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _hold_roster(site: Site, who: Visitor, form: FormData) -> str:
    """The roster that was sent, kept until the letters are made; its token."""
    sent = form.get("roster")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return text_of(form, "held")
    return site.held(who).hold(sent.filename, sent.file.read())


def _roster(site: Site, who: Visitor, held: str) -> tuple[RosterLine, ...] | None:
    return read_roster(site.held(who).take(held)) if held else None


# ---- who came later


@router.get(f"{LETTERS}/add")
@allow(Right.FILL)
def add_page(request: Request, site: OurSite, who: Who, batch: str) -> Response:
    """Who came since a batch was made, and would get a letter of it."""
    require_campaigner(who)
    with site.desk() as desk:
        planned = plan(desk, newcomers(desk, batch))
    address = address_of(batch, "add")
    return _show(request, site, planned, address, (), rostered=False)


@router.post(f"{LETTERS}/add")
@allow(Right.FILL)
def add_letters(site: OurSite, who: Who, batch: str, form: Posted) -> Response:
    """Make them."""
    require_campaigner(who)
    with site.desk() as desk:
        done = _make(desk, who, newcomers(desk, batch), form)
    return _made(site, who, batch, done)


# ---- a new text


@router.get(f"{LETTERS}/text")
@allow(Right.FILL)
def text_page(request: Request, site: OurSite, who: Who, batch: str, post: str) -> Response:
    """The text of a post, to be changed for the whole batch."""
    require_campaigner(who)
    with site.desk() as desk:
        clauses, special = text_of_post(desk, batch, post)
    said = {"clauses": "\n".join(clauses), "special": "\n".join(special), "reason": ""}
    return _text_page(request, site, batch, post, said)


@router.post(f"{LETTERS}/text")
@allow(Right.FILL)
def change_text(
    request: Request, site: OurSite, who: Who, batch: str, post: str, form: Posted
) -> Response:
    """Give it to every letter of the post."""
    require_campaigner(who)
    said = {name: text_of(form, name) for name in ("clauses", "special", "reason")}
    clauses, special, reason = _lines(said["clauses"]), _lines(said["special"]), said["reason"]
    try:
        with site.desk() as desk:
            visit = visit_of(who, desk, form, "")
            done = revise(desk, visit, batch, post, clauses, special, reason=reason)
    except REFUSALS as error:
        return _text_page(request, site, batch, post, said, error)
    site.tell(who, f"已改 {len(done)} 份{post}责任书。签过的已失效，请重新签字；纸上的重新打印。")
    return RedirectResponse(address_of(batch, post=post), 303)


def _text_page(
    request: Request,
    site: Site,
    batch: str,
    post: str,
    said: Mapping[str, str],
    error: Exception | None = None,
) -> Response:
    return site.page(
        request,
        "letters_text.html",
        status_of(error) if error else 200,
        batch=batch,
        post=post,
        said=said,
        back=address_of(batch, post=post),
        action=address_of(batch, "text", post=post),
        error=str(error or ""),
    )
