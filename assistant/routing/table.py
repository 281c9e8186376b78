"""The register of channels (`forms/routing.yaml`) and the ordered rules of each form (`forms/<id>/routing.yaml`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, JsonValue, StringConstraints, ValidationError
from pydantic import Field as Key

from assistant.directory import Counter
from assistant.fields.base import Id, If, Text
from assistant.form import Confidence
from assistant.form.load import FORMS, told
from assistant.form.model import Part
from assistant.form.yamlfile import Where, YamlFile, load
from assistant.problems import Problem, problem

ChannelId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]
Offices = Literal["units", "town_hall", "both", "none"]
CourtOf = Literal["facts", "home", "none"]
HallOf = Literal["facts", "home"]
B = TypeVar("B", bound=BaseModel)
_KEYS = ("channels", "rules", "counters")


class Requirement(Part):
    """What a channel asks for; without `if` no answer can settle it, and the person checks it herself."""

    text: Text
    if_: If = Key(default=None, alias="if")


class Channel(Part):
    """A door of the register: where it is, whether using it is a complaint, and who says so since when."""

    label: Text
    is_complaint: bool
    url: Text | None = None
    phone: Text | None = None
    conditions: tuple[Requirement, ...] = ()
    source: Text
    checked: dt.date
    confidence: Confidence


class Line(Part):
    """A channel proposed by a rule: hidden unless `if` is true (when given), hidden when `unless` is true.

    `is_complaint` replaces that of the register where the same door is used for something else (a witness's report).
    """

    id: ChannelId
    reason: Text
    is_complaint: bool | None = None
    if_: If = Key(default=None, alias="if")
    unless: If = None


class Rule(Part):
    """The channels for some forms, in order of preference; the first rule of a form that holds is used."""

    forms: tuple[Id, ...] = Key(min_length=1)  # in the folder of a form, that form and no other
    if_: If = Key(default=None, alias="if")
    offices: Offices
    hall: HallOf = "home"  # whose mairie: a paper is renewed near the home, a dump is reported where it lies
    court: CourtOf
    channels: tuple[Line, ...] = Key(min_length=1)


class Help(Part):
    """The kinds of counter that may help, for some forms; without `forms`, for all those not named before."""

    forms: tuple[Id, ...] = ()
    kinds: tuple[Counter, ...]


@dataclass(frozen=True)
class Placed:
    """A rule and where it is written, for the line of its problems."""

    rule: Rule
    file: YamlFile
    where: Where


@dataclass(frozen=True)
class RoutingTable:
    """What could be read of the register and of the rules, and every problem met on the way."""

    channels: Mapping[str, Channel]
    rules: tuple[Placed, ...]
    problems: tuple[Problem, ...]
    file: YamlFile
    helps: tuple[Help, ...] = ()

    def rules_of(self, form_id: str) -> tuple[Rule, ...]:
        """The rules of a form, in the order they are tried: those of `routing.yaml` before those of its folder."""
        return tuple(placed.rule for placed in self.rules if form_id in placed.rule.forms)

    def counters_of(self, form_id: str) -> tuple[Counter, ...]:
        """The kinds of counter that may help with the facts of a form."""
        return next((one.kinds for one in self.helps if form_id in one.forms or not one.forms), ())


def load_routing(root: Path = FORMS) -> RoutingTable:
    """Reads the register, then the rules of every form; a block that cannot be read is left out and told, never raised."""
    file = load(root / "routing.yaml")
    reader = _Reader(file)
    data = reader.mapping()
    channels, rules = reader.channels(data.get("channels")), reader.rules(data.get("rules"), ("rules",))
    helps = reader.helps(data.get("counters"))
    for own in map(load, sorted(root.glob("[a-z]*/routing.yaml"))):
        its = _Reader(own, own.path.parent.name)
        rules += its.rules(own.data, ())
        reader.problems += [*own.problems, *its.problems]
    return RoutingTable(channels, tuple(rules), (*file.problems, *reader.problems), file, helps)


class _Reader:
    """One reading of one file: each block alone, so that one mistake hides no other. `form`: whose folder it is in."""

    def __init__(self, file: YamlFile, form: str = "") -> None:
        self.file, self.form = file, form
        self.problems: list[Problem] = []

    def mapping(self) -> Mapping[str, JsonValue]:
        data = self.file.data if isinstance(self.file.data, dict) else {}
        if not self.file.problems and not data:
            self._add("VALUE_INVALID", (), key=self.file.path.name, detail="un bloc de clés est attendu")
        for key in data:
            if key not in _KEYS:
                self._add("KEY_UNKNOWN", (key,), key=key, allowed=", ".join(_KEYS))
        return data

    def channels(self, raw: JsonValue) -> dict[str, Channel]:
        found: dict[str, Channel] = {}
        for name, block in raw.items() if isinstance(raw, dict) else ():
            channel = self._block(Channel, block, ("channels", name))
            if channel is not None:
                found[name] = channel
        return found

    def helps(self, raw: JsonValue) -> tuple[Help, ...]:
        lines = enumerate(raw) if isinstance(raw, list) else ()
        read = (self._block(Help, block, ("counters", n)) for n, block in lines)
        return tuple(one for one in read if one is not None)

    def rules(self, raw: JsonValue, at: Where) -> list[Placed]:
        if self.form and not isinstance(raw, list) and not self.file.problems:
            self._add("VALUE_INVALID", at, key=self.file.path.name, detail="une liste de règles est attendue")
        read = [(self._rule(block, (*at, n)), (*at, n)) for n, block in enumerate(raw)] if isinstance(raw, list) else []
        return [Placed(rule, self.file, where) for rule, where in read if rule is not None]

    def _rule(self, block: object, where: Where) -> Rule | None:
        if self.form and isinstance(block, dict) and "forms" not in block:
            block = block | {"forms": (self.form,)}
        raw = block.get("channels") if isinstance(block, dict) else None
        if not isinstance(block, dict) or not isinstance(raw, list):
            return self._block(Rule, block, where)
        lines = [self._block(Line, line, (*where, "channels", n)) for n, line in enumerate(raw)]
        if not lines or None in lines:
            return None if lines else self._block(Rule, block, where)
        return self._block(Rule, block | {"channels": tuple(lines)}, where)

    def _block(self, model: type[B], block: object, where: Where) -> B | None:
        try:
            return model.model_validate(block)
        except ValidationError as error:
            self.problems += [told(model, d, self.file, (*where, *d["loc"])) for d in error.errors()]
            return None

    def _add(self, code: str, where: Sequence[str | int], **gaps: object) -> None:
        self.problems.append(problem(code, self.file.path, self.file.line(tuple(where)), **gaps))
