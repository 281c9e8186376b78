"""What forms have in common, read once: whole pages, groups of parts, and blocks of the result page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from assistant.form.yamlfile import YamlFile, load
from assistant.problems import Problem, did_you_mean, problem

BLOCK_KEYS = ("deadlines", "actions", "bring", "cautions", "advice")
BLOCKS = Path("_shared") / "blocks" / "result.yaml"


@dataclass
class Shared:
    """The pages, groups of parts and result blocks that forms reuse, read once."""

    pages: dict[str, YamlFile] = field(default_factory=dict)
    parts: dict[str, YamlFile] = field(default_factory=dict)
    blocks: YamlFile | None = None
    problems: list[Problem] = field(default_factory=list)

    def common(self, key: str) -> Mapping[str, JsonValue]:
        """The common blocks of the result page under `deadlines`, `actions`, `bring`, `cautions` or `advice`."""
        data = self.blocks.data if self.blocks else None
        inside = data.get(key) if isinstance(data, dict) else None
        return inside if isinstance(inside, dict) else {}


@dataclass
class Blocks:
    """The lists of a form's result page, common blocks put in; and what could not be."""

    blocks: dict[str, JsonValue] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def with_common_blocks(data: Mapping[str, JsonValue], shared: Shared, file: YamlFile) -> Blocks:
    """Replaces each `use: name` of the result lists by the common block, with the keys given beside it changed."""
    found = Blocks()
    for key in BLOCK_KEYS:
        listed = data.get(key)
        if not isinstance(listed, list):
            continue
        known, read = shared.common(key), list[JsonValue]()
        for index, block in enumerate(listed):
            name = str(block["use"]) if isinstance(block, dict) and "use" in block else None
            base = known.get(name) if name is not None else block
            if name is not None and not isinstance(base, dict):
                gaps = {"value": name, "key": key, "hint": did_you_mean(name, known)}
                found.problems.append(problem("BLOCK_UNKNOWN", file.path, file.line((key, index)), **gaps))
            elif name is not None and isinstance(base, dict) and isinstance(block, dict):
                merged = base | {k: v for k, v in block.items() if k != "use"}
                read.append({k: v for k, v in merged.items() if v is not None})  # null takes a key away
            else:
                read.append(block)
        found.blocks[key] = read
    return found


def load_shared(root: Path) -> Shared:
    """`_shared/<page>.yaml`, `_shared/parts/<name>.yaml` (a list of parts) and `_shared/blocks/result.yaml`."""
    shared = Shared()
    if (root / BLOCKS).is_file():
        shared.blocks = load(root / BLOCKS)
        shared.problems += shared.blocks.problems
    for path in sorted((root / "_shared").glob("*.yaml")):
        shared.pages[path.stem] = load(path)
    for path in sorted((root / "_shared" / "parts").glob("*.yaml")):
        shared.parts[path.stem] = load(path)
    shared.problems += [p for file in (*shared.pages.values(), *shared.parts.values()) for p in file.problems]
    return shared
