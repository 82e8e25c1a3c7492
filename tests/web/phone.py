"""A phone with a browser in somebody's hand: what they tap, type, draw and see."""

import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    expect,
)

from tests.web.serving import AT

ROOT = Path(__file__).parents[2]
LAN_NAME = "taizhang.lan"
"""A name of the school's network, without a certificate: browsers do not trust it."""
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {LAN_NAME} 127.0.0.1",
)
CLOCK = """
{
  const Real = Date, at = %d;
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [at])); }
    static now() { return at; }
  };
}
"""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SMALL = """
[...document.querySelectorAll('main :is(button, .button, input, select, summary, .row, .tabs a)')]
  .map(one => one.closest('label') || one)
  .filter(one => one.offsetParent && !one.matches('.away, .segments input'))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.height < 40)
  .map(([one, box]) => `${Math.round(box.height)} px: ${one.outerHTML.slice(0, 120)}`)
"""
"""Elements of a page that a finger misses."""
NO_FAULTS = ("Failed to load resource", "The Cross-Origin-Opener-Policy header has been ignored")
"""Complaints about a server that does not answer, and about an address without a certificate."""
SLOW_MS = 30_000
"""A server that is started again, or a queue that waits before it tries again."""


def chromium() -> str:
    """Where ./run has put it."""
    unpacked = ROOT / ".native" / "root" / "usr" / "lib" / "chromium" / "chromium"
    found = shutil.which("chromium") or str(unpacked)
    assert os.access(found, os.X_OK), "no chromium: ./run setup installs it"
    return found


def launch(playwright: Playwright) -> Browser:
    """A browser that asks nobody but the test's server."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(SWITCHES))


def photo(colour: str = "green") -> bytes:
    """A picture with the time at which it was taken."""
    file, image = io.BytesIO(), Image.new("RGB", (800, 600), colour)
    exif = image.getexif()
    exif[0x0132] = "2026:03:05 11:58:00"
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


@dataclass
class Phone:
    """A phone.

    Attributes:
        context: the browser's storage.
        page: the tab in front.
        address: of the server.
        taps: how often somebody touched it.
        faults: errors of scripts, and what the content policy forbade.
    """

    context: BrowserContext
    page: Page
    address: str
    taps: int = 0
    faults: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, address: str, token: str = "") -> "Phone":
        """A phone that knows the time of the test, signed in if it has a token."""
        context = browser.new_context(
            viewport={"width": 390, "height": 844},
            is_mobile=True,
            has_touch=True,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
        )
        if token:
            context.add_cookies([{"name": "taizhang", "value": token, "url": address}])
        phone = cls(context, context.new_page(), address)
        phone.set_clock(AT)
        context.on("weberror", lambda one: phone.faults.append(str(one.error)))
        context.on("console", phone.hear)
        return phone

    def hear(self, message: ConsoleMessage) -> None:
        """What the browser complains of, if a page is at fault."""
        if message.type == "error" and not message.text.startswith(NO_FAULTS):
            self.faults.append(message.text)

    def second_tab(self) -> "Phone":
        """Another tab of the same browser."""
        return Phone(self.context, self.context.new_page(), self.address)

    def set_clock(self, at: datetime) -> None:
        """Pages opened from now on find the phone's clock standing still there.

        Playwright's own clock takes away how a page was loaded, which pages look at.
        """
        self.context.add_init_script(CLOCK % (1000 * at.timestamp()))

    # ---- what is done with it

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.tap()

    def press(self, name: str) -> None:
        """Tap a button."""
        self.tap(self.page.get_by_role("button", name=name, exact=True))

    def choose(self, item: str, verdict: str) -> None:
        """Tap a verdict of a check item."""
        self.tap(self.page.locator(f"#item-{item}").get_by_text(verdict, exact=True))

    def write(self, label: str, text: str, within: str = "main") -> None:
        self.page.locator(within).get_by_label(label).first.fill(text)

    def take_photos(self, field: str, *names: str) -> None:
        """Pick pictures, one after the other as a camera gives them."""
        for name in names:
            raw = photo()
            self.page.locator(f'input[type=file][name="{field}"]').set_input_files(
                {"name": name, "mimeType": "image/jpeg", "buffer": raw}
            )

    def sign(self, strokes: int = 3) -> None:
        """Draw on the pad."""
        pad = self.page.locator("#pad")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box
        finger = self.context.new_cdp_session(self.page)

        def touch(kind: str, *places: tuple[float, float]) -> None:
            points = [{"x": x, "y": y} for x, y in places]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        for stroke in range(strokes):
            left, top = box["x"] + 40 + 60 * stroke, box["y"] + 30
            touch("touchStart", (left, top))
            for step in range(1, 13):
                touch("touchMove", (left + 4 * step, top + 5 * step))
            touch("touchEnd")
        finger.detach()

    def submit(self) -> None:
        self.tap(self.page.locator("#send"))

    # ---- what is seen on it

    def barriers(self) -> list[str]:
        """What keeps some people from using the page, as axe finds it."""
        axe = Axe("0") if self.page.evaluate("'axe' in window") else Axe()  # once a page is enough
        options = {"runOnly": list(RULES), "resultTypes": ["violations"]}
        found = axe.run(self.page, options=options)
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]]

    def keeps_nobody_out(self) -> None:
        """The page can be used by everybody and fits, in the hand and at a desk."""
        for width in (390, 1280):
            self.page.set_viewport_size({"width": width, "height": 844})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            found = [*self.barriers(), *self.page.evaluate(SMALL)]
            assert found == [], f"{self.page.url}, {width} wide"
            assert wide <= width, f"{self.page.url} is {wide} wide at {width}"
        self.page.set_viewport_size({"width": 390, "height": 844})

    def sees(self, text: str) -> None:
        """Some text stands on the page, now or soon."""
        expect(self.page.locator("body")).to_contain_text(text, timeout=SLOW_MS)

    def sees_no(self, selector: str) -> None:
        expect(self.page.locator(selector)).to_have_count(0, timeout=SLOW_MS)

    def waiting(self, count: int) -> None:
        """So many forms wait in the outbox that is open."""
        expect(self.page.locator("#queue > li")).to_have_count(count, timeout=SLOW_MS)
        expect(self.page.locator("#no-queue")).to_be_visible(visible=not count, timeout=SLOW_MS)

    def progress(self, text: str) -> None:
        expect(self.page.locator("#progress")).to_contain_text(text)

    def names(self, selector: str) -> Sequence[str]:
        return self.page.locator(selector).all_inner_texts()
