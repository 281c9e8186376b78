"""YAML as an administrator means it: `no` stays a word, `01` stays `01`, and every value knows its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import JsonValue

from assistant.problems import Problem, problem

LIMIT_KB = 512
DEEPEST = 40  # levels; a form has about ten
Where = tuple[str | int, ...]
_NUMBER = re.compile(r"^-?(0|[1-9]\d{0,17})(\.\d{1,18})?$")  # longer: a reference, not a quantity


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed file: its data, the line of every key and item, and what was wrong with the writing."""

    path: Path
    data: JsonValue
    lines: dict[Where, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, where: Where) -> int:
        """The line of a place in the data, or of the closest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def load(path: Path) -> YamlFile:
    """Reads one file; a missing or unreadable one gives problems, never an exception."""
    if not path.is_file():
        return YamlFile(path, None, problems=(problem("FILE_MISSING", path, 1, name=path.name),))
    if path.stat().st_size > LIMIT_KB * 1024:
        return YamlFile(path, None, problems=(problem("FILE_TOO_BIG", path, 1, limit=LIMIT_KB),))
    try:
        return parse(path.read_text(encoding="utf-8"), path)
    except UnicodeDecodeError as error:
        return YamlFile(
            path, None, problems=(problem("YAML_SYNTAX", path, 1, detail=f"il n'est pas en UTF-8 ({error.reason})"),)
        )


def parse(text: str, path: Path) -> YamlFile:
    """Reads a text as one YAML document; anchors, tags and aliases are refused (they hide what is written)."""
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:  # before the parser spends minutes on thousands of brackets
                raise _refused(event, "trop de niveaux les uns dans les autres")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _refused(event, "les ancres « & » et « * » ne sont pas permises")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except RecursionError:
        return YamlFile(path, None, problems=(problem("YAML_SYNTAX", path, 1, detail="trop de niveaux"),))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return YamlFile(
            path,
            None,
            problems=(
                problem("YAML_SYNTAX", path, mark.line + 1 if mark else 1, detail=error.problem or error.context),
            ),
        )
    except yaml.YAMLError as error:
        return YamlFile(path, None, problems=(problem("YAML_SYNTAX", path, 1, detail=str(error).splitlines()[0]),))
    reader = _Reader(path, text.splitlines())
    data = reader.value(root, ()) if root is not None else None
    return YamlFile(path, data, reader.lines, tuple(reader.problems))


def _refused(event: yaml.Event, why: str) -> yaml.MarkedYAMLError:
    """What YAML allows and a form does not, with its line."""
    return yaml.MarkedYAMLError(problem=why, problem_mark=event.start_mark)  # type: ignore[arg-type]


class _Reader:
    """Turns the node tree into plain data while noting lines and traps."""

    def __init__(self, path: Path, text: list[str]) -> None:
        self.path, self.text = path, text
        self.lines: dict[Where, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, where: Where) -> JsonValue:
        self.lines.setdefault(where, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*where, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, where: Where) -> JsonValue:
        result: dict[str, JsonValue] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in result:
                self.problems.append(problem("YAML_DUPLICATE", self.path, line, key=key))
            self.lines[(*where, key)] = line
            result[key] = self.value(value_node, (*where, key))
        return result

    def _scalar(self, node: yaml.Node) -> JsonValue:
        text = str(node.value)
        if getattr(node, "style", None) is not None:
            return text
        end = node.end_mark
        if end.line < len(self.text) and re.match(r"\s+#\S", self.text[end.line][end.column :]):
            self.problems.append(problem("YAML_CUT", self.path, end.line + 1))
        if text in ("true", "false"):
            return text == "true"
        if text in ("", "null", "~"):
            return None
        if _NUMBER.match(text):
            return float(text) if "." in text else int(text)
        return text
