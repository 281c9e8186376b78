"""A systemd unit as its lines say: section -> key -> values, in order."""

from __future__ import annotations

from pathlib import Path

Unit = dict[str, dict[str, list[str]]]


def read(file: Path) -> Unit:
    """Keys may come twice (SystemCallFilter): a list each. A line that is neither is a mistake."""
    unit: Unit = {}
    section: dict[str, list[str]] | None = None
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = unit.setdefault(line[1:-1], {})
        elif line and not line.startswith("#"):
            key, equals, value = line.partition("=")
            assert section is not None and equals and key.isalpha(), f"{file.name}: {line}"
            section.setdefault(key, []).append(value)
    return unit


def settings(file: Path) -> dict[str, str]:
    """The variables of an environment file."""
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {name: value for name, _, value in (line.partition("=") for line in lines)}
