"""Forms as they arrive: read within limits, and only from a page that this session was shown."""

import secrets
import uuid
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from taizhang.web.errors import BadRequestError
from taizhang.web.rights import Visitor

MOST_FIELDS, MOST_FILES = 20_000, 300
LARGEST_FIELD = 2_000_000
TOKEN = "_token"  # noqa: S105  the name of a form field, no secret


async def _read(request: Request) -> AsyncIterator[FormData]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise BadRequestError("不是一张填好的表", "请从页面上提交", 415)
    try:
        form = await request.form(
            max_fields=MOST_FIELDS, max_files=MOST_FILES, max_part_size=LARGEST_FIELD
        )
    except (HTTPException, ClientDisconnect, UnicodeDecodeError, ValueError) as error:
        raise BadRequestError("提交的内容读不全", "请重新提交；照片太多就分几次") from error
    try:
        yield form
    finally:
        await form.close()


Sent = Annotated[FormData, Depends(_read)]
"""A form that came from a program or the offline queue: `Shield` has seen to its origin."""


async def _posted(request: Request, form: Sent) -> FormData:
    visitor: Visitor | None = request.state.visitor
    token = form.get(TOKEN)
    if visitor is not None and not (
        isinstance(token, str)
        and secrets.compare_digest(token.encode(), visitor.form_token.encode())
    ):
        raise BadRequestError("这一页已经过期", "请返回、刷新页面后再提交，已填的内容还在", 403)
    return form


Posted = Annotated[FormData, Depends(_posted)]
"""A form that a page of this session posted."""


def request_id_of(form: FormData) -> str:
    """Id under which a page's request is done once; a page without one gives a new one."""
    text = form.get("_id")
    return checked_id(text) if isinstance(text, str) and text else f"web-{uuid.uuid4()}"


def checked_id(text: str) -> str:
    """A request id made of a UUID.

    Raises:
        BadRequestError: it is none.
    """
    try:
        return f"web-{uuid.UUID(text)}"
    except ValueError:
        raise BadRequestError("表单的编号不对", "请刷新页面再填") from None
