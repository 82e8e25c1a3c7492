"""Pages as they arrive, read as a browser reads them: what is wrong with them, what leads on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx
from lxml import html  # type: ignore[import-untyped]  # ships no types

MARK = "zz-mark"
"""Name of an element that only what somebody typed would make."""
COMPUTED = "62615533"
"""What a template makes of ``{{7919*7907}}``."""
ADDRESS = "http://testserver"
CONTROLS = "//input[not(ancestor::template)]|//select|//textarea"
BUTTONS = ("submit", "button", "image", "reset")
PROGRAM = re.compile(r"(?<![\w.-])None(?![\w-])|Traceback \(most|object at 0x|Markup\(")
"""What a program says to programmers."""


@dataclass(frozen=True)
class Control:
    """A field of a form.

    Attributes:
        values: what a browser sends for it if nobody touches it.
        options: what may be chosen.
    """

    name: str
    kind: str
    values: tuple[str, ...]
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form of a page.

    Attributes:
        buttons: name and value of each that sends it; both empty for a plain one.
    """

    page: str
    method: str
    action: str
    controls: tuple[Control, ...]
    buttons: tuple[tuple[str, str], ...]


@dataclass
class Page:
    """An answer."""

    path: str
    answer: httpx.Response = field(repr=False)

    @property
    def is_html(self) -> bool:
        return self.answer.headers.get("content-type", "").startswith("text/html")

    @property
    def text(self) -> str:
        return self.answer.text

    @cached_property
    def root(self) -> Any:
        return html.fromstring(self.text)

    def links(self) -> Iterator[str]:
        """Addresses on the same server that this page leads to."""
        for found in self.root.xpath("//a/@href|//img/@src"):
            address = urlsplit(urljoin(str(self.answer.url), found))
            if f"{address.scheme}://{address.netloc}" == ADDRESS:
                yield address.path + (f"?{address.query}" if address.query else "")

    def forms(self) -> Iterator[Form]:
        for found in self.root.xpath("//form"):
            action = urljoin(str(self.answer.url), found.get("action") or "")
            own = [*found.iter(), *self._outside(found.get("id"))]
            yield Form(
                self.path,
                found.get("method", "get").lower(),
                action.removeprefix(ADDRESS),
                tuple(_controls(own)),
                tuple(_buttons(own)) or (("", ""),),
            )

    def _outside(self, key: str | None) -> Sequence[Any]:
        """Fields and buttons that stand elsewhere on the page."""
        found: Sequence[Any] = self.root.xpath("//*[@form=$key]", key=key) if key else ()
        return found


def _controls(elements: Sequence[Any]) -> Iterator[Control]:
    radios: dict[str, list[Any]] = {}
    for one in elements:
        kind = one.get("type", "text") if one.tag == "input" else one.tag
        if one.tag not in ("input", "select", "textarea") or not one.get("name"):
            continue
        if kind in BUTTONS or one.xpath("ancestor::template"):
            continue
        if kind == "radio":
            radios.setdefault(one.get("name"), []).append(one)
        else:
            yield _control(one, one.get("name"), kind)
    for name, found in radios.items():
        chosen = [one.get("value") for one in found if one.get("checked") is not None]
        yield Control(name, "radio", tuple(chosen), tuple(one.get("value") for one in found))


def _control(one: Any, name: str, kind: str) -> Control:
    if kind == "checkbox":
        value = one.get("value", "on")
        return Control(name, kind, (value,) if one.get("checked") is not None else (), (value,))
    if kind == "select":
        options = [(o.get("selected"), o.get("value", o.text or "")) for o in one.iter("option")]
        chosen = [value for selected, value in options if selected is not None]
        first = [value for _, value in options][:1]
        return Control(name, kind, tuple(chosen or first), tuple(value for _, value in options))
    if kind == "textarea":
        return Control(name, kind, (one.text or "",))
    return Control(name, kind, () if kind == "file" else (one.get("value", ""),))


def _buttons(elements: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for one in elements:
        sends = one.tag == "button" and one.get("type", "submit") == "submit"
        if sends and not one.xpath("ancestor::template"):
            yield one.get("name", ""), one.get("value", "")


# ---- what is wrong with a page


def faults_of(page: Page) -> Iterator[str]:
    """Everything a page must not be, in a few words each."""
    if page.answer.status_code >= 500:
        yield f"answered {page.answer.status_code}"
    if "content-security-policy" not in page.answer.headers:
        yield "no content security policy"
    if page.is_html:
        yield from _faults_of_words(page)
        yield from _faults_of_frame(page.root)
        yield from _faults_of_ids(page.root)
        yield from _faults_of_labels(page.root)
        yield from _faults_of_safety(page.root)


def _faults_of_words(page: Page) -> Iterator[str]:
    if COMPUTED in page.text:
        yield "a template computed what somebody typed"
    words = page.root.xpath("//body//text()[not(ancestor::textarea)]|//@placeholder|//@aria-label")
    for one in words:
        if found := PROGRAM.search(one):
            yield f"says {found[0]}: {one.strip()[:60]}"


def _faults_of_frame(root: Any) -> Iterator[str]:
    if root.get("lang") != "zh-CN":
        yield "no language"
    title = root.findtext(".//title") or ""
    if not title.partition("·")[0].strip():
        yield "no title"
    levels = [int(one.tag[1]) for one in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} first headings"
    jumps = [two for one, two in pairwise(levels) if two > one + 1]
    if jumps or levels[:1] != [1]:
        yield f"headings out of order: {levels}"
    for one in root.iter("h1", "h2", "h3", "a", "button"):
        named = [one.text_content(), one.get("aria-label", ""), *one.xpath(".//img/@alt")]
        if not "".join(named).strip():
            yield f"a {one.tag} without words"


def _faults_of_ids(root: Any) -> Iterator[str]:
    ids = root.xpath("//@id[not(ancestor::template)]")
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"id {one} twice"
    known = set(ids)
    for name in ("for", "aria-describedby", "aria-labelledby", "list", "form"):
        for value in root.xpath(f"//@{name}[not(ancestor::template)]"):
            yield from (f"{name} names no {one}" for one in value.split() if one not in known)
    for link in root.xpath("//a/@href[starts-with(., '#')]"):
        if link[1:] not in known:
            yield f"link to {link}, which is not there"


def _faults_of_labels(root: Any) -> Iterator[str]:
    labelled = set(root.xpath("//label/@for"))
    for one in root.xpath(CONTROLS):
        named = one.get("aria-label") or one.get("aria-labelledby") or one.get("title")
        if one.get("type") in ("hidden", *BUTTONS) or named or one.get("id") in labelled:
            continue
        if not one.xpath("ancestor::label"):
            yield f"no label for {one.get('name')}"


def _faults_of_safety(root: Any) -> Iterator[str]:
    if root.xpath(f"//{MARK}") or root.xpath("//@*[starts-with(name(), 'onzz')]"):
        yield "what somebody typed became markup"
    yield from (f"inline script or style: {one.tag}" for one in root.xpath("//script[not(@src)]"))
    for one in root.xpath("//@*[starts-with(name(), 'on') or name() = 'style']"):
        yield f"inline handler or style: {one[:40]}"
    for one in root.xpath("//@src|//link/@href|//form/@action"):
        if urlsplit(one).netloc:
            yield f"from elsewhere: {one}"
    for one in root.xpath("//form[@method='post' and not(.//input[@name='_token'])]"):
        if not one.get("action", "").startswith(("/sign-in", "/setup")):
            yield f"a form without a token: {one.get('action')}"
