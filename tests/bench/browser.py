"""What a person sees in Chromium: the first visit, cold, and the time from Continue to the next page."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page, sync_playwright

ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PHONE = {"locale": "fr-FR", "viewport": {"width": 390, "height": 844}}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
PATIENCE = 60_000  # ms

# Runs before the page's own scripts. `readable`: a number to call stands on the screen; `at`: a page is usable, when
# its h1 is another than before the click, its button is there, and Streamlit says that no script runs.
WATCH = """
(() => {
  const seen = window.__bench = {readable: 0};
  const visible = e => e && e.getClientRects().length > 0;
  const title = () => { const h = document.querySelector('h1:not(.p-wait h1)'); return h ? h.textContent.trim() : '' };
  const idle = () => {
    const app = document.querySelector('[data-testid=stApp]');
    return app ? app.dataset.testScriptState === 'notRunning' : document.readyState === 'complete';
  };
  const usable = () => title() && idle() && [...document.querySelectorAll('button')].some(b => visible(b) && !b.disabled);
  seen.title = title; seen.usable = usable;
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('click', e => {
    if (e.target.closest('button')) sessionStorage.setItem('bench', JSON.stringify([now(), title()]));
  }, true);
  const look = () => {
    if (!seen.readable && visible(document.querySelector('a[href="tel:17"]'))) seen.readable = performance.now();
    if (!seen.first && usable()) seen.first = performance.now();
    const asked = JSON.parse(sessionStorage.getItem('bench') || 'null');
    if (asked && title() && title() !== asked[1] && usable()) {
      sessionStorage.removeItem('bench');
      sessionStorage.setItem('took', now() - asked[0]);
    }
    requestAnimationFrame(look);
  };
  look();
})()
"""


@dataclass(slots=True)
class Visit:
    """One cold visit: milliseconds to each moment, and what came over the wire."""

    paint: float
    readable: float
    usable: float
    bytes: float
    requests: int


@dataclass(slots=True)
class Wire:
    """What the network of a page carried: headers and compressed bodies, and the payload of the websocket."""

    bytes: float = 0
    requests: int = 0
    _open: set[str] = field(default_factory=set)

    def listen(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", lambda _: self._count())
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on(
            "Network.webSocketFrameReceived", lambda event: self._add(len(event["response"]["payloadData"]) * 0.75)
        )

    def _count(self) -> None:
        self.requests += 1

    def _add(self, size: float) -> None:
        self.bytes += size


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, as in the tests."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError("Chromium manque : apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield launched
        launched.close()


@contextmanager
def new_page(browser: Browser) -> Iterator[tuple[Page, BrowserContext]]:
    """A phone that has never been here: empty cache, no cookie."""
    context = browser.new_context(**PHONE)  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page(), context
    finally:
        context.close()


def first_visit(browser: Browser, address: str, slow: bool = False) -> Visit:
    """Opens the home page and waits until it can be used."""
    with new_page(browser) as (page, context):
        session, wire = context.new_cdp_session(page), Wire()
        session.send("Network.enable")
        if slow:
            session.send("Network.emulateNetworkConditions", SLOW_4G)
        wire.listen(session)
        page.goto(address, wait_until="commit")
        until(page, "window.__bench && window.__bench.first")
        page.wait_for_load_state("networkidle")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        seen = page.evaluate("window.__bench")
        return Visit(paint, max(paint, seen["readable"]), seen["first"], wire.bytes, wire.requests)


def clicks(browser: Browser, address: str, titles: list[str], presses: list[str]) -> list[float]:
    """Walks from home by its buttons; milliseconds from each click to the next page usable."""
    took: list[float] = []
    with new_page(browser) as (page, _):
        page.goto(address)
        for title, press in zip(titles, presses, strict=True):
            until(page, f"window.__bench.title() === {json.dumps(title)} && window.__bench.usable()")
            button = page.locator(f".st-key-{press} button, button.st-key-{press}").first
            fold = page.locator("details:not([open])").filter(has=button)  # a kind of facts is folded in its family
            if fold.count():
                fold.locator("summary").click()
            button.click()
            took.append(float(until(page, "sessionStorage.getItem('took')")))
            page.evaluate("sessionStorage.removeItem('took')")
    return took


def until(page: Page, expression: str) -> str:
    """Asks until it is true, and gives what it is. Playwright's own waiting needs an `eval` that our CSP refuses."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        try:
            if found := page.evaluate(expression):
                return str(found)
        except Error:  # between two pages
            pass
        time.sleep(0.03)
    shown = page.evaluate("document.body.innerText.slice(0, 300)")
    raise RuntimeError(f"never true within {PATIENCE} ms on {page.url}: {expression}\nThe page shows: {shown}")
