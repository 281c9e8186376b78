"""Prints the lines of requirements.lock that the application needs to run, without its test tools.

Run where everything of requirements.lock is installed: what a package needs is read from the package itself.

    python deploy/runtime_lock.py > runtime.lock && pip install --require-hashes --no-deps -r runtime.lock
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]


def needed(wanted: list[Requirement]) -> set[str]:
    """The names of these packages and of all that they need on this machine, extras included."""
    seen: dict[str, set[str]] = {}
    waiting = list(wanted)
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        extras = {"", *one.extras}
        fresh = extras - seen.setdefault(name, set())
        seen[name] |= extras
        for told in requires(one.name) or [] if fresh else []:
            other = Requirement(told)
            if other.marker is None or any(other.marker.evaluate({"extra": extra}) for extra in fresh):
                waiting.append(other)
    return set(seen)


def blocks(lock: str) -> list[tuple[str, str]]:
    """Each name with its lines of the lock file, version then hashes; a name comes twice when Python's version decides."""
    whole = re.finditer(r"^(\S+?)==(?:.*\\\n)*.*\n", lock, re.MULTILINE)
    return [(canonicalize_name(match[1]), match.group()) for match in whole]


def main() -> int:
    """The lines, in the order of the lock file; 1 when one is missing there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = needed([Requirement(line) for line in project["dependencies"]])
    locked = blocks((ROOT / "requirements.lock").read_text("utf-8"))
    missing = names - {name for name, _ in locked}
    sys.stdout.write("".join(lines for name, lines in locked if name in names))
    if missing:
        print(f"Absent de requirements.lock : {', '.join(sorted(missing))}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
