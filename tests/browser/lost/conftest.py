"""A server of the app that a test may stop and start, on a database and behind lines that it may cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import URL

from tests.browser.filing import Filing
from tests.browser.replica import Replica
from tests.storage.conftest import own_postgres
from tests.storage.line import Line, to_port


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A real PostgreSQL server, for the whole session."""
    with own_postgres() as (url, _, _):
        yield url


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    """A server on a SQLite file."""
    one = Replica(tmp_path).start()
    yield one
    one.kill()


@pytest.fixture
def filing(page: Page, replica: Replica) -> Filing:
    """A person in front of that server."""
    return Filing(page, replica.url)


@pytest.fixture
def line(replica: Replica) -> Iterator[Line]:
    """A line from the browser to that server."""
    with to_port(replica.port) as line:
        yield line


@pytest.fixture
def remote(page: Page, line: Line) -> Filing:
    """A person at the other end of that line."""
    return Filing(page, f"http://127.0.0.1:{line.port}")
