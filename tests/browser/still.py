"""When a page is still: the run is over, the shell has followed, nothing on the screen will move by itself any more.

A page of Streamlit is ready by pieces: the run ends, then come the scripts of the widgets met for the first time, then
the letters and the images, while the shell works one frame behind. A test that acts in between presses where a button
was, or reads half of two pages. Every move of a test ends here.
"""

from __future__ import annotations

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLong

# A condition met late on a busy machine is still met: this only bounds a test that will fail anyway.
PATIENCE = 30_000  # milliseconds
# What the page is still waiting for, in words; "" when it is still.
PENDING = """() => {
    const app = document.querySelector("[data-testid=stApp]")?.dataset;
    const page = document.querySelector("#prelude-page")?.dataset;
    if (app?.testScriptState !== "notRunning") return "the run";
    if (!page) return "the page's message to the shell";
    if (document.querySelector("[data-testid=stSkeleton]")) return "the script of a widget";
    if (document.fonts.status !== "loaded") return "the letters";
    if ([...document.images].some((image) => !image.complete)) return "an image";
    if (document.documentElement.dataset.turned !== [page.step, page.focus, page.seq].join("|")) return "the shell";
    const moving = (one) => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity;
    return document.getAnimations().some(moving) ? "something that moves" : "";
}"""


def settled(page: Page) -> None:
    """Waits until the page is still; a failure says what it was waiting for."""
    try:
        page.wait_for_function(f"() => ({PENDING})() === ''", polling=30, timeout=PATIENCE)
    except TooLong:
        raise AssertionError(f"The page never came to rest, waiting for: {page.evaluate(PENDING)}") from None
