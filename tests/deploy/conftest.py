"""Two replicas and a real nginx in front of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.replica import Replica
from tests.deploy.behind import Site, answers, nginx
from tests.deploy.echo import echo


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Replica, Replica]]:
    """Two replicas of the real application over the same data."""
    data = tmp_path_factory.mktemp("replicas")
    pair = (Replica(data), Replica(data))
    yield pair
    for one in pair:
        one.kill()


@pytest.fixture
def replicas(started: tuple[Replica, Replica]) -> tuple[Replica, Replica]:
    """The same, both alive: a test may kill them."""
    for one in started:
        if not answers(one.port):
            one.start()
    return started


@pytest.fixture
def site(tmp_path: Path, replicas: tuple[Replica, Replica]) -> Iterator[Site]:
    """nginx, new for each test, in front of the real application."""
    with nginx(tmp_path, replicas[0].port, replicas[1].port) as running:
        yield running


@pytest.fixture(scope="session")
def echoes() -> Iterator[tuple[int, int]]:
    """The ports of two replicas that say what they were asked."""
    with echo("a") as one, echo("b") as two:
        yield one, two


@pytest.fixture
def mirror(tmp_path: Path, echoes: tuple[int, int]) -> Iterator[Site]:
    """nginx in front of those."""
    with nginx(tmp_path, *echoes) as running:
        yield running
