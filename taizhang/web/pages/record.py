"""One record: its page, its photos and scans, its signatures."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from records.record import Record, State
from taizhang.desk import Desk
from taizhang.developing import media_type
from taizhang.privacy import read_record, shown
from taizhang.web.errors import PageMissingError
from taizhang.web.folios import folio_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.rights import Right, Visitor
from taizhang.web.tasks.reach import visible
from taizhang.web.tasks.task import attachments_in

router = APIRouter(route_class=Guarded)
KEPT = {"cache-control": "private, max-age=3600"}
"""What may be kept by the browser for a while; what is personal never is."""


@router.get("/records/{number}")
@allow(Right.FILL, Right.READ_ALL)
def record_page(request: Request, site: OurSite, who: Who, number: str) -> Response:
    """Everything about a record."""
    with site.desk() as desk:
        folio = folio_of(desk, who, number)
    to_sign = folio.state not in (str(State.VOID), str(State.SIGNED))
    return site.page(request, "record.html", folio=folio, to_sign=to_sign)


@router.get("/records/{number}/attachments/{sha256}")
@allow(Right.FILL, Right.READ_ALL)
def attachment(site: OurSite, who: Who, number: str, sha256: str, small: bool = False) -> Response:
    """A photo or scan of a record, whole or small."""
    with site.desk() as desk:
        named, headers = _named(desk, who, number, sha256)
        read = desk.attachments.get
    if small:
        data, kind = site.thumbnails.photo(sha256, lambda: read(sha256))
    else:
        data = read(sha256)
        kind = media_type(data) or ""
        headers["content-disposition"] = f"inline; filename*=utf-8''{quote(named, safe='')}"
    if not kind:
        raise PageMissingError("这个附件不是照片也不是 PDF")
    return Response(data, 200, headers, kind)


@router.get("/records/{number}/signatures/{version}.png")
@allow(Right.FILL, Right.READ_ALL)
def signature(site: OurSite, who: Who, number: str, version: int) -> Response:
    """What somebody drew to sign, as ink."""
    with site.desk() as desk:
        record, _ = visible(desk, who, number)
        read = desk.attachments.get
    drawn = next((one.strokes for one in record.versions if one.version == version), "")
    if not drawn:
        raise PageMissingError(f"记录 {number} 第 {version} 版没有手写签名")
    data, kind = site.thumbnails.ink(drawn, lambda: read(drawn))
    return Response(data, 200, KEPT, kind)


def _named(desk: Desk, who: Visitor, number: str, sha256: str) -> tuple[str, dict[str, str]]:
    """The name of a file that a record names for this visitor, and how it may be kept.

    Where only those see it who may read personal values, that it was seen is noted.

    Raises:
        PageMissingError: it does not.
    """
    record, _ = visible(desk, who, number)
    files = dict(_files(shown(desk, record)))
    headers = dict(KEPT)
    if sha256 not in files:
        files = dict(_files(record))
        if sha256 in files:
            files = dict(_files(read_record(desk, number, by=who.id, how="查看").record))
            headers.clear()
    if sha256 not in files:
        raise PageMissingError(f"记录 {number} 里没有这个附件，或您不能看")
    return str(files[sha256].get("name", "")), headers


def _files(record: Record) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for version in record.versions:
        yield from attachments_in(version.entry)
        yield from ((one.sha256, {"name": one.name}) for one in version.scans)
