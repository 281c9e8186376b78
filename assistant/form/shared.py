"""What forms have in common, read once: whole pages, and groups of parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assistant.form.yamlfile import YamlFile, load
from assistant.problems import Problem


@dataclass
class Shared:
    """The pages and groups of parts that forms reuse, read once."""

    pages: dict[str, YamlFile] = field(default_factory=dict)
    parts: dict[str, YamlFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_shared(root: Path) -> Shared:
    """`_shared/<page>.yaml` and `_shared/parts/<name>.yaml` (a list of parts)."""
    shared = Shared()
    for path in sorted((root / "_shared").glob("*.yaml")):
        shared.pages[path.stem] = load(path)
    for path in sorted((root / "_shared" / "parts").glob("*.yaml")):
        shared.parts[path.stem] = load(path)
    shared.problems += [p for file in (*shared.pages.values(), *shared.parts.values()) for p in file.problems]
    return shared
