"""What only the routing file and the forms together show: unknown names, forms without a door, faulty conditions."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.condition import Condition, fields_of
from assistant.fields import Field
from assistant.form import Form, Library, condition_problems
from assistant.form.yamlfile import Where, YamlFile
from assistant.problems import Problem, did_you_mean, problem
from assistant.routing.table import Placed, RoutingTable, load_routing


def check_routing(library: Library, table: RoutingTable | None = None) -> list[Problem]:
    """Every problem of `routing.yaml` against the forms of the library, by line; reads the file if not given."""
    table = table or load_routing(library.root)
    found = [
        *table.problems,
        *_names(table, library),
        *_helped(table, library),
        *_unrouted(table, library),
        *_conditions(table, library),
    ]
    return sorted(set(found))


def _names(table: RoutingTable, library: Library) -> Iterator[Problem]:
    for placed in table.rules:
        path, line = placed.file.path, placed.file.line
        for name in (n for n in placed.rule.forms if n not in library.loaded):
            hint = did_you_mean(name, library.loaded)
            yield problem("FORM_UNKNOWN", path, line((*placed.where, "forms")), value=name, hint=hint)
        for n, proposed in enumerate(placed.rule.channels):
            if proposed.id not in table.channels:
                hint = did_you_mean(proposed.id, table.channels)
                at = line((*placed.where, "channels", n, "id"))
                yield problem("CHANNEL_UNKNOWN", path, at, value=proposed.id, hint=hint)


def _helped(table: RoutingTable, library: Library) -> Iterator[Problem]:
    for n, one in enumerate(table.helps):
        for name in (name for name in one.forms if name not in library.loaded):
            line = table.file.line(("counters", n, "forms"))
            hint = did_you_mean(name, library.loaded)
            yield problem("FORM_UNKNOWN", table.file.path, line, value=name, hint=hint)


def _unrouted(table: RoutingTable, library: Library) -> Iterator[Problem]:
    """A form needs one last rule without condition; what stands after it is never read."""
    for name in library.loaded:
        placed = [p for p in table.rules if name in p.rule.forms]
        last = next((n for n, p in enumerate(placed) if p.rule.if_ is None), None)
        if last is None:
            file, where = (placed[-1].file, placed[-1].where) if placed else (table.file, ("rules",))
            yield problem("FORM_UNROUTED", file.path, file.line(where), value=name)
            continue
        for late in placed[last + 1 :]:
            yield problem("RULE_UNREACHED", late.file.path, late.file.line(late.where), value=name)


def _conditions(table: RoutingTable, library: Library) -> Iterator[Problem]:
    for placed in table.rules:
        for form in (library.forms[name] for name in placed.rule.forms if name in library.forms):
            for condition, file, where in _of_rule(placed, table):
                yield from condition_problems(condition, form.fields, file, where)
                yield from _private(condition, form, file, where)


def _of_rule(placed: Placed, table: RoutingTable) -> Iterator[tuple[Condition | None, YamlFile, Where]]:
    """The conditions a form meets through a rule: its own, those of its lines, those of the channels it names."""
    file, where = placed.file, placed.where
    yield placed.rule.if_, file, (*where, "if")
    for n, line in enumerate(placed.rule.channels):
        yield line.if_, file, (*where, "channels", n, "if")
        yield line.unless, file, (*where, "channels", n, "unless")
        channel = table.channels.get(line.id)
        for k, needed in enumerate(channel.conditions if channel else ()):
            yield needed.if_, table.file, ("channels", line.id, "conditions", k, "if")


def _private(condition: Condition | None, form: Form, file: YamlFile, where: Where) -> Iterator[Problem]:
    fields: dict[str, Field] = form.fields
    for leaf in fields_of(condition) if condition is not None else ():
        if leaf.field in fields and fields[leaf.field].private:
            yield problem("ROUTING_PRIVATE", file.path, file.line(where), value=leaf.field)
