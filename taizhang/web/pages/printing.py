"""Papers: a record as Word or PDF, for ink, or what is drawn up from it; empty forms."""

from datetime import date, datetime
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from checklists.catalogue import find
from generator.stacks import Setup
from records.hazards import REGISTER as HAZARDS
from taizhang.blank_papers import lay_out_blank, print_blank
from taizhang.papers import Layout, issue, lay_out, lay_out_bulletin, put_on_paper
from taizhang.printruns import RunLayout, lay_out_run, note_run, put_run_on_paper
from taizhang.privacy import read_record
from taizhang.web.acts import visit_of
from taizhang.web.errors import BadRequestError, ForbiddenError
from taizhang.web.filters import Filters, find_records
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, may_see_all
from taizhang.web.site import Site
from taizhang.web.tasks.reach import visible

router = APIRouter(route_class=Guarded)
Form = Literal["docx", "pdf"]
MOST_AT_ONCE = 100
"""Records that a page prints for ink while somebody waits for it."""
Kind = Literal["", "notice", "closeout", "poster"]
MEDIA_TYPES: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@router.get("/records/{number}/print.{form}")
@allow(Right.FILL, Right.READ_ALL)
def print_page(
    site: OurSite, who: Who, number: str, form: Form, paper: Kind = "", scans: bool = False
) -> Response:
    """A record on paper; personal values for those who may read them, which is noted."""
    with site.desk() as desk:
        visible(desk, who, number)
        reading = read_record(desk, number, by=who.id, how="打印")
        layout = lay_out(desk, reading.record, form, paper, scans=scans)
    return _printed(site, layout, keep=not reading.whole)


@router.post("/records/{number}/print-run")
@allow(Right.FILL, Right.READ_ALL)
def print_for_ink(site: OurSite, who: Who, number: str, form: Posted) -> Response:
    """A record to be signed on paper: its copies, every page coded; noted."""
    with site.desk() as desk:
        visible(desk, who, number)
        layout = lay_out_run(desk, visit_of(who, desk, form, ""), [number])
    return _printed_run(site, layout, f"{number}-待签.pdf")


@router.post("/records/print-run")
@allow(Right.FILL, Right.READ_ALL)
def print_list_for_ink(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """All records of a list that are not voided, in the order they were captured."""
    with site.desk() as desk:
        asked = Filters.read(request.query_params, desk.term_now(desk.now().date()))
        if asked.words or asked.register not in desk.registers:
            raise BadRequestError("没有选登记簿", "先在记录页选一册，再打印", 422)
        found = find_records(desk, site.counter, who, asked, lambda: ())
        numbers = [one for one in reversed(found.numbers) if not desk.record(one).is_void]
        if len(numbers) > MOST_AT_ONCE:
            what = f"这里有 {len(numbers)} 条，一次最多打印 {MOST_AT_ONCE} 条"
            raise BadRequestError(what, "按日期、人或状态筛选后再打印", 422)
        layout = lay_out_run(desk, visit_of(who, desk, form, ""), numbers)
    return _printed_run(site, layout, f"待签-{layout.at:%Y%m%d-%H%M%S}.pdf")


@router.get("/registers/{slug}/blank.pdf")
@allow(Right.FILL, Right.READ_ALL)
def blank_form(site: OurSite, slug: str, sheets: int = 1) -> Response:
    """The empty form of a register, to be filled in by pen."""
    with site.desk() as desk:
        layout = lay_out_blank(desk, slug, sheets=sheets)
    with site.press() as press:
        return _pdf(layout.name, print_blank(press, layout))


@router.get("/hazards/bulletin.{form}")
@allow(Right.FILL, Right.READ_ALL)
def bulletin(site: OurSite, who: Who, form: Form, month: str) -> Response:
    """What was found in a month, what was put right, what is open."""
    with site.desk() as desk:
        term = desk.term_now(desk.now().date())
        if not may_see_all(who, find(HAZARDS, desk.registers), term):
            raise ForbiddenError("隐患通报不由您的岗位打印")
        layout = lay_out_bulletin(desk, _month(month), form)
    return _printed(site, layout, keep=True)


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  a month has no zone
    except ValueError:
        raise BadRequestError(f"“{text}”不是月份", "写成 2026-03 的样子", 422) from None


def _printed(site: Site, layout: Layout, *, keep: bool) -> Response:
    """The paper. A copy that is kept would outlive the key that deletes personal values."""
    with site.press() as press:
        paper = put_on_paper(press, layout)
    if keep:
        with site.desk() as desk:
            home = desk.home
        issue(home, paper.name, paper.data)
    if layout.form == "pdf":
        return _pdf(paper.name, paper.data)
    headers = {"content-disposition": f"attachment; filename*=utf-8''{quote(paper.name)}"}
    return Response(paper.data, 200, headers, MEDIA_TYPES[layout.form])


def _printed_run(site: Site, layout: RunLayout, name: str) -> Response:
    """The stack, once it is noted what was printed."""
    with site.press() as press:
        run = put_run_on_paper(press, layout, Setup(singly=False))
    with site.desk() as desk:
        note_run(desk.home, run)
    return _pdf(name, run.stack)


def _pdf(name: str, data: bytes) -> Response:
    headers = {"content-disposition": f"inline; filename*=utf-8''{quote(name)}"}
    return Response(data, 200, headers, MEDIA_TYPES["pdf"])
