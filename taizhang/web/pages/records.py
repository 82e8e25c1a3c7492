"""Records of a term as a list: filtered, searched, leafed through, taken along as a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from checklists.register import CHAPTERS
from records.record import Record
from taizhang.desk import Desk
from taizhang.folding import words_of
from taizhang.papers import school_on_paper
from taizhang.privacy import shown
from taizhang.searching import Hit, hit_of, matching
from taizhang.telling import state_text, title_of
from taizhang.web.errors import BadRequestError
from taizhang.web.filters import STATES, Filters, find_records
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.rights import Right
from taizhang.web.site import Site
from taizhang.workbooks import records_workbook

router = APIRouter(route_class=Guarded)
PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Line:
    """A record in the list, in words.

    Attributes:
        quoted: where the words that were looked for stand, piece by piece.
    """

    number: str
    register: str
    title: str
    day: str
    by: str
    state: str
    verdict: str
    quoted: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list.

    Attributes:
        count: of all that was found.
        page, pages: from 1.
        before, after: addresses of the pages beside it; empty if there is none.
    """

    lines: Sequence[Line]
    count: int
    page: int
    pages: int
    before: str
    after: str


@router.get("/records")
@allow(Right.FILL, Right.READ_ALL)
def records_page(request: Request, site: OurSite, who: Who, page: int = 1) -> Response:
    """What was recorded, the newest first."""
    with site.desk() as desk:
        asked = Filters.read(request.query_params, desk.term_now(desk.now().date()))
        found = find_records(desk, site.counter, who, asked, lambda: _said(desk, site, asked))
        leaf = _leaf(desk, found.numbers, asked, page)
        people = [one.name for one in desk.directory.listings("person")]
        terms = [one.key for one in desk.home.settings.terms if desk.has_ledger(one.key)]
        registers = dict(_by_chapter(desk, found.registers))
        chosen = desk.registers.get(asked.register)
    return site.page(
        request,
        "records.html",
        asked=asked,
        leaf=leaf,
        people=people,
        terms=terms,
        registers=registers,
        states=STATES,
        heading=chosen.register.title if chosen else "记录",
        workbook=f"/records.xlsx?{asked.query}" if chosen and found.numbers else "",
    )


@router.get("/records.xlsx")
@allow(Right.FILL, Right.READ_ALL)
def records_sheet(request: Request, site: OurSite, who: Who) -> Response:
    """The same records as a workbook; personal values are masked, whoever takes it along."""
    with site.desk() as desk:
        asked = Filters.read(request.query_params, desk.term_now(desk.now().date()))
        if asked.register not in desk.registers:
            raise BadRequestError("没有选登记簿", "先在记录页选一册，再导出", 422)
        found = find_records(desk, site.counter, who, asked, lambda: _said(desk, site, asked))
        records = [shown(desk, desk.record(number)) for number in reversed(found.numbers)]
        forms = {one.number: desk.definition(one) for one in records}
        school = school_on_paper(desk.home)
        title = short_title(desk.registers[asked.register].register.title)
    data = records_workbook(records, lambda one: forms[one.number], school)
    name = quote(f"{title}-{asked.term}.xlsx")
    headers = {"content-disposition": f"attachment; filename*=utf-8''{name}"}
    return Response(data, 200, headers, XLSX)


def _said(desk: Desk, site: Site, asked: Filters) -> list[str]:
    """Numbers of the records in which every word stands."""
    texts = site.counter.texts
    return matching(desk, asked.words, term=asked.term, register=asked.register, texts=texts)


def _leaf(desk: Desk, numbers: Sequence[str], asked: Filters, page: int) -> Leaf:
    pages = max(1, -(-len(numbers) // PAGE))
    page = min(max(page, 1), pages)
    kept = numbers[(page - 1) * PAGE : page * PAGE]
    return Leaf(
        [_line(desk, desk.record(number), words_of(asked.words)) for number in kept],
        len(numbers),
        page,
        pages,
        _address(asked, page - 1) if page > 1 else "",
        _address(asked, page + 1) if page < pages else "",
    )


def _address(asked: Filters, page: int) -> str:
    return f"/records?{asked.query}&{urlencode({'page': page})}"


def _line(desk: Desk, record: Record, words: Sequence[str]) -> Line:
    kind = desk.registers.get(record.register)
    register = short_title(kind.register.title if kind else desk.definition(record).title)
    return Line(
        record.number,
        register,
        title_of(record, kind) if kind else register,
        record.date.isoformat(),
        record.first.by.name,
        state_text(record),
        str(record.verdict or ""),
        _quoted(hit_of(desk, record, words)) if words else (),
    )


def _quoted(hit: Hit) -> tuple[tuple[str, bool], ...]:
    """Where the words stand: texts in turn, and whether they are what was looked for."""
    found, behind = [(f"{hit.where}：", False)], 0
    for first, last in hit.marks:
        found += [(hit.snippet[behind:first], False), (hit.snippet[first:last], True)]
        behind = last
    return (*found, (hit.snippet[behind:], False))


def short_title(title: str) -> str:
    """A register's title without what stands behind it in brackets."""
    return title.partition("（")[0]


def _by_chapter(
    desk: Desk, registers: frozenset[str]
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Key and title of these registers, by chapter."""
    for chapter, (number, title) in CHAPTERS.items():
        kinds = [one for one in desk.registers.values() if one.chapter == chapter]
        kept = [(one.slug, one.register.title) for one in kinds if one.slug in registers]
        if kept:
            yield f"{number} {title}", kept
