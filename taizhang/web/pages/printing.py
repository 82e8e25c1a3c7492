"""Papers: a record as Word or PDF, or what is drawn up from it; a month's hazards for all."""

from datetime import date, datetime
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from checklists.catalogue import find
from records.hazards import REGISTER as HAZARDS
from taizhang.papers import Layout, issue, lay_out, lay_out_bulletin, put_on_paper
from taizhang.privacy import read_record
from taizhang.web.errors import BadRequestError, ForbiddenError
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.rights import Right, may_see_all
from taizhang.web.site import Site
from taizhang.web.tasks.reach import visible

router = APIRouter(route_class=Guarded)
Form = Literal["docx", "pdf"]
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
    kind = "inline" if layout.form == "pdf" else "attachment"
    headers = {"content-disposition": f"{kind}; filename*=utf-8''{quote(paper.name)}"}
    return Response(paper.data, 200, headers, MEDIA_TYPES[layout.form])
