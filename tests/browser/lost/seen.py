"""What the tests of what is never lost look for on a page."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from playwright.sync_api import Locator, Page, expect

from tests.browser.filing import Filing

T = TypeVar("T")
STORY = "On m'a pris mon vélo devant la gare de Voiron, l'antivol était coupé par terre."


def in_a_loop(work: Coroutine[None, None, T]) -> T:
    """Runs it in a loop of its own: the browser of the tests before may still hold the one of this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def comes_back(filing: Filing, heading: str) -> None:
    """Reloads, and is where it was."""
    filing.page.reload()
    on(filing, heading)


def on(filing: Filing, heading: str) -> None:
    """Waits for the page of that name to be there, and still."""
    expect(filing.page.locator("#stMain h1").first).to_have_text(re.compile(re.escape(heading).replace(r"\ ", r"\s")))
    filing.settled()


def box(filing: Filing, name: str) -> Locator:
    """The box of a question, one line or several."""
    return filing.page.locator(f".st-key-q-{name} :is(input[type=text], textarea)").first


def trouble(page: Page) -> Locator:
    """What is said when the copy cannot be written or read."""
    return page.locator(".pl-trouble")


def follow(filing: Filing, link: str, heading: str = "") -> None:
    """Goes to another screen by its link at the foot of the page."""
    filing.page.get_by_role("link", name=link, exact=True).click()
    on(filing, heading or link)
