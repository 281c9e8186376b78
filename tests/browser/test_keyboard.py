"""A filing without a mouse: only Tab, Shift+Tab, Space, Enter, Escape, arrows and letters are pressed here."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.filing import Filing, plain
from tests.browser.still import PATIENCE

pytestmark = pytest.mark.journey

MOST_STOPS = 80
# What kind of thing has the focus, and whether it is on the screen, below the strip.
STOP = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const strip = document.querySelector("#prelude-strip").getBoundingClientRect();
    const top = element.closest("#root") ? strip.bottom : 0;
    const kind = [element.tagName, element.type, element.getAttribute("role"), element.getAttribute("kind"),
        element.closest("[data-testid]")?.dataset.testid].join(" ");
    return { kind, seen: box.bottom > top && box.top < innerHeight };
}"""
# Whether the element, what it stands in or what stands beside it looks different without the focus.
SHOWS_FOCUS = """async () => {
    const element = document.activeElement, around = [element];
    for (let up = element.parentElement, n = 0; up && n < 3; up = up.parentElement, n++) around.push(up, ...up.children);
    const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
        document.getAnimations().forEach((animation) => { try { animation.finish() } catch {} });
        done(around.map((e) => { const s = getComputedStyle(e);
            return [s.outline, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration].join() }).join("|"));
    })));
    const focused = await drawn();
    element.blur();
    const plain = await drawn();
    element.focus({ preventScroll: true });
    return focused !== plain;
}"""


class Keyboard:
    """Hands on a keyboard: every stop of the focus must be on the screen, every kind of stop must show it."""

    def __init__(self, filing: Filing) -> None:
        self.filing, self.page = filing, filing.page
        self.kinds: set[str] = set()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """Presses Tab until the focus is on the target, or inside it."""
        target.wait_for()
        for _ in range(MOST_STOPS):
            self.press(key)
            self._look()
            if target.evaluate("element => element.contains(document.activeElement)"):
                return
        pytest.fail(f"{MOST_STOPS} times {key} and still not there: {target}")

    def _look(self) -> None:
        stop = self.page.evaluate(STOP)
        assert stop["seen"], f"focus out of sight: {stop}"
        if stop["kind"] not in self.kinds and not stop["kind"].startswith("BODY"):  # the browser's own bar
            self.kinds.add(stop["kind"])
            assert self.page.evaluate(SHOWS_FOCUS), f"focus not shown: {stop['kind']}"

    def button(self, key: str) -> Locator:
        return self.filing.box(key).get_by_role("button").first

    def go(self, key: str) -> None:
        """To a button, Enter, and the focus is on the new step's heading."""
        self.tab_to(self.button(key))
        self.filing.move(lambda: self.press("Enter"))
        expect(self.page.locator("#stMain h1")).to_be_focused()

    def write(self, key: str, text: str) -> None:
        self.tab_to(self.filing.box(f"q-{key}").locator("input, textarea").first)
        self.page.keyboard.type(text)


def test_a_whole_filing_without_a_mouse(page: Page, server_url: str, tmp_path: Path) -> None:
    filing = Filing(page, server_url)
    keyboard = Keyboard(filing)
    filing.open()
    keyboard.tab_to(page.locator("#p-skip"))
    keyboard.press("Enter")
    expect(page.locator("#stMain h1")).to_be_focused()
    keyboard.tab_to(filing.box("pl-family-vol").locator("summary"))
    keyboard.press("Enter")
    filing.box("kind-vol_velo").wait_for()
    filing.settled()
    keyboard.go("kind-vol_velo")
    keyboard.tab_to(filing.box("before-danger"))
    keyboard.press("Space")
    keyboard.go("start")
    answer_the_pages(keyboard)
    keyboard.go("to-result")
    keyboard.tab_to(keyboard.button("dl-complaint-pdf"))
    with page.expect_download(timeout=2 * PATIENCE) as waiting:
        keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "complaint.pdf")
    words = plain(" ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "complaint.pdf").pages))
    assert "Il a disparu cette nuit." in words
    assert "Peugeot" in words
    the_dialog_keeps_the_focus_and_gives_it_back(keyboard)


def test_every_kind_of_stop_shows_the_focus(page: Page, server_url: str) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.proceed()
    keyboard = Keyboard(filing)
    keyboard.tab_to(page.locator("#p-quit"))
    keyboard.tab_to(filing.box("pl-foot").get_by_role("link").last)
    assert len(keyboard.kinds) >= 10, "links, buttons, fold, radio, box, text, list"


def answer_the_pages(keyboard: Keyboard) -> None:
    filing, page = keyboard.filing, keyboard.page
    keyboard.tab_to(filing.box("pl-steps").locator("summary"), "Shift+Tab")
    keyboard.press("Enter")
    expect(filing.box("step-recap")).to_be_visible()
    filing.settled()
    keyboard.press("Enter")
    expect(filing.box("step-recap")).to_be_hidden()
    filing.settled()
    keyboard.tab_to(filing.box("q-decl_role"))
    keyboard.press("Space")
    filing.settled()
    keyboard.press("ArrowDown")
    keyboard.press("ArrowUp")
    filing.settled()
    expect(page.get_by_role("radio", name="Pour moi")).to_be_checked()
    expect(page.get_by_role("radio", name="Pour moi")).to_be_focused()
    keyboard.go("continue")
    keyboard.write("periode-day", "32/13/2026")
    keyboard.tab_to(keyboard.button("continue"))
    filing.move(lambda: keyboard.press("Enter"))
    expect(page.locator("[data-prelude-summary]")).to_be_focused()
    keyboard.tab_to(page.locator("[data-prelude-summary] a"))
    keyboard.press("Enter")
    expect(page.get_by_label("Date – Date ou période", exact=True)).to_be_focused()
    keyboard.press("ControlOrMeta+a")
    page.keyboard.type("hier")
    keyboard.tab_to(filing.box("q-periode-unknown"))
    keyboard.press("Space")
    keyboard.press("Space")
    keyboard.write("lieu-commune", "Voiron")
    kind = filing.box("q-lieu-kind")
    keyboard.tab_to(kind.get_by_role("combobox"))
    keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0)
    keyboard.go("continue")
    keyboard.write("recit", "Il a disparu cette nuit.")
    keyboard.go("continue")
    keyboard.write("velo-0-marque", "Peugeot")
    keyboard.tab_to(keyboard.button("q-velo-add"))
    keyboard.press("Enter")
    expect(filing.box("q-velo-item-1").get_by_role("radio").first).to_be_focused()
    keyboard.tab_to(keyboard.button("q-velo-0-edit"), "Shift+Tab")
    while filing.box("continue").count():
        keyboard.go("continue")


def the_dialog_keeps_the_focus_and_gives_it_back(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.tab_to(keyboard.button("erase"))
    keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    keyboard.filing.settled()
    for _ in range(4):
        keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('[role=dialog], #prelude-strip'))")
    keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(keyboard.button("erase")).to_be_focused()
