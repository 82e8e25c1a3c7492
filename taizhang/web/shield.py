"""Around every request: headers that browsers obey, requests from elsewhere refused, sizes limited.

Plain ASGI, so that bodies are counted while they arrive and never held.
"""

from collections.abc import Callable, Iterator

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 128_000_000
"""Bytes of one request: a form with its photos."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
}


class Shield:
    """The layer between the server and the application.

    Args:
        app: the application.
        limit_of: path → bytes of the largest body it takes.
    """

    def __init__(
        self, app: ASGIApp, limit_of: Callable[[str], int] = lambda _: LARGEST_BODY
    ) -> None:
        self.app, self._limit_of = app, limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit_of(scope["path"])
        guarded, meter = _with_headers(scope, send), _Meter(receive, limit)
        headers = Headers(scope=scope)
        refusal = next(_refusals(scope["method"], headers, limit), None)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        try:
            await self.app(scope, meter.receive, guarded)
        except _TooLargeError:
            await _too_large(limit)(scope, receive, guarded)


def _refusals(method: str, headers: Headers, limit: int) -> Iterator[PlainTextResponse]:
    if method not in SAFE and not _is_ours(headers):
        yield PlainTextResponse("这个请求来自别的网站，没有办理。", 403)
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdecimal() or int(length) > limit:
        yield _too_large(limit)


def _too_large(limit: int) -> PlainTextResponse:
    text = f"内容超过 {limit // 1_000_000} MB，没有保存。请减少或缩小照片再试。"
    return PlainTextResponse(text, 413)


def _is_ours(headers: Headers) -> bool:
    """Whether a page of this server sent it; on plain http browsers tell the origin only."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in ("same-origin", "none")
    if origin is None:
        return True  # no browser: a program has no cookie that somebody else could use
    return origin.partition("//")[2] == headers.get("host", "")


def _with_headers(scope: Scope, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            if scope["scheme"] == "https":  # elsewhere browsers complain of it
                headers.setdefault("cross-origin-opener-policy", "same-origin")
        await send(message)

    return sending


class _TooLargeError(Exception):
    """The body turned out larger than it said."""


class _Meter:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._seen, self._limit = receive, 0, limit

    async def receive(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._limit:
            raise _TooLargeError
        return message
