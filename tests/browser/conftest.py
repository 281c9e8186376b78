"""Fixtures of every test in a real browser: the app on a free port, Chromium, a page, and axe.

    def test_home(server_url, page, axe):
        page.goto(server_url)
        page.get_by_role("heading", level=1).wait_for()
        assert axe(page) == []

`page` is a phone (390 x 844) in French; another one with `@pytest.mark.parametrize("page", [{...}], indirect=True)`,
the mapping being arguments of `browser.new_context` (`locale`, `viewport`, `color_scheme`, `java_script_enabled`).
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.still import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PHONE = {"locale": "fr-FR", "viewport": {"width": 390, "height": 844}}
STARTUP = 60  # seconds


@contextmanager
def running(script: str, data: Path, **environment: str) -> Iterator[str]:
    """Serves `script` (a path from the root) with an empty data folder; gives its address, stops it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    known = {**os.environ, "PRELUDE_DATA": str(data), "PYTHONPATH": str(ROOT), **environment}
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=known, stdout=log, stderr=log, start_new_session=True)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, server, data / "server.log")
        yield url
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def wait_until_ready(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Returns once the health route answers; fails with the server's own words if it stopped."""
    end = time.monotonic() + STARTUP
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/sante", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"The app did not start:\n{log.read_text('utf-8', errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the real app, started once with a data folder of its own."""
    with running("streamlit_app.py", tmp_path_factory.mktemp("prelude-data")) as url:
        yield url


@pytest.fixture(scope="session")
def contract_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the real shell around a page that uses all of its contract (tests/browser/contract)."""
    with running("tests/browser/contract/main.py", tmp_path_factory.mktemp("contract-data")) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing: apt-get install chromium"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A new page in a context of its own; an uncaught script error or a refusal by the CSP fails the test."""
    context = browser.new_context(**{**PHONE, **getattr(request, "param", {})})
    opened = context.new_page()
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            problems.append(message.text)

    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", note)
    yield opened
    context.close()
    assert problems == []


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: what axe-core finds (all its rules), one readable line per element; [] is clean."""
    return violations


def violations(page: Page, *rules: str) -> list[str]:
    """Runs axe on the page as it is now, all its rules or these only. Transitions are finished first: a colour half-way is no colour."""
    page.evaluate("document.getAnimations().forEach(animation => { try { animation.finish() } catch {} })")
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    if not page.evaluate("Boolean(window.axe)"):  # half a megabyte: once a page, not once a state
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} | {node['html'][:160]} | {node['failureSummary'][:300]}"
        for rule in found
        for node in rule["nodes"]
    ]
