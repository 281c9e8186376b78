"""What every test shares: properties are never timed (a busy machine is not a failure)."""

from __future__ import annotations

import os
import tempfile

from hypothesis import HealthCheck, settings

# What a test keeps goes to a folder of its own process, never to the one of whoever runs the tests.
os.environ.setdefault("PRELUDE_DATA", tempfile.mkdtemp(prefix="prelude-"))

settings.register_profile("prelude", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("prelude")
