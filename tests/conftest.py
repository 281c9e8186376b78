"""What every test shares: properties are never timed (a busy machine is not a failure)."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# What a test keeps goes to a folder of its own process, never to the one of whoever runs the tests.
os.environ.setdefault("PRELUDE_DATA", tempfile.mkdtemp(prefix="prelude-"))

settings.register_profile("prelude", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("prelude")


@pytest.fixture(autouse=True)
def same_main_module() -> Iterator[None]:
    """A page that Streamlit runs in a test makes itself the main module: a process started later would run it again."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
