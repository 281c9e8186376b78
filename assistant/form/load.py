"""Reads a form folder into a `Form`, or tells every problem it has, each with its file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, JsonValue, ValidationError

from assistant.condition import ConditionError
from assistant.fields import FIELD_TYPES, Field
from assistant.form.model import Form, Head, Page, limited
from assistant.form.shared import Shared, with_common_blocks
from assistant.form.yamlfile import Where, YamlFile, load
from assistant.problems import Problem, did_you_mean, problem

FORMS = Path(__file__).parent.parent.parent / "forms"
Raw = Mapping[str, JsonValue]
T = TypeVar("T", bound=BaseModel)
_PAGE_KEYS = ("use", "if", "title", "short", "intro", "why", "change", "omit", "add")
_EXPECTED = {
    "string_type": "un texte est attendu (entre guillemets s'il ressemble à un nombre)",
    "bool_type": "true ou false",
    "bool_parsing": "true ou false",
    "int_type": "un nombre entier",
    "int_parsing": "un nombre entier",
    "dict_type": "un bloc de clés",
    "tuple_type": "une liste",
    "list_type": "une liste",
    "string_too_short": "un texte non vide",
    "string_too_long": "texte trop long",
    "too_short": "il en faut davantage",
}


@dataclass(frozen=True)
class Loaded:
    """A form, when nothing forbids it, and every problem met on the way."""

    form: Form | None
    problems: tuple[Problem, ...]
    places: Mapping[str, tuple[YamlFile, Where]]
    file: YamlFile


def load_form(folder: Path, shared: Shared) -> Loaded:
    """Reads `form.yaml` of a folder; shared pages are expanded, every mistake is collected."""
    file = load(folder / "form.yaml")
    reader = _FormReader(file, shared)
    form = reader.form() if isinstance(file.data, dict) else None
    if form is None and not file.problems and not reader.problems:
        reader.problems.append(
            problem("VALUE_INVALID", file.path, 1, key="form.yaml", detail="un bloc de clés est attendu")
        )
    found = (*file.problems, *reader.problems)
    return Loaded(None if any(p.is_error for p in found) else form, found, reader.places, file)


class _FormReader:
    """One reading of one form file: collects problems instead of stopping at the first."""

    def __init__(self, file: YamlFile, shared: Shared) -> None:
        self.file, self.shared = file, shared
        self.problems: list[Problem] = []
        self.places: dict[str, tuple[YamlFile, Where]] = {}
        self.opened: list[YamlFile] = []  # the files of parts being read, one inside the other

    def form(self) -> Form | None:
        data = dict(self.file.data) if isinstance(self.file.data, dict) else {}
        pages_raw = data.pop("pages", None)
        result = with_common_blocks(data, self.shared, self.file)
        self.problems += result.problems
        head = self._model(Head, data | result.blocks, self.file, ())
        if not isinstance(pages_raw, list) or not pages_raw:
            self._add("KEY_MISSING", self.file, (), key="pages")
            return None
        pages = [p for index, raw in enumerate(pages_raw) if (p := self._page(raw, ("pages", index)))]
        self._unique([p.id for p in pages])
        if head is None or len(pages) < len(pages_raw):
            return None
        digest = hashlib.sha256(repr((head, pages)).encode()).hexdigest()[:12]
        return Form(head, limited(pages, head.receives), digest)

    def _unique(self, page_ids: Sequence[str]) -> None:
        for page_id in sorted({p for p in page_ids if page_ids.count(p) > 1}):
            self._add("ID_DUPLICATE", self.file, ("pages",), value=page_id)

    def _page(self, raw: JsonValue, where: Where) -> Page | None:
        if not isinstance(raw, dict):
            self._invalid("pages", self.file, where, "dict_type")
            return None
        if "use" in raw:
            return self._shared_page(raw, where)
        data = dict(raw)
        fields = self._fields(data.pop("fields", []), self.file, (*where, "fields"))
        page = self._model(Page, data, self.file, where)
        return page.model_copy(update={"fields": fields}) if page else None

    def _shared_page(self, raw: Raw, where: Where) -> Page | None:
        name = str(raw["use"])
        source = self.shared.pages.get(name)
        for key in set(raw) - set(_PAGE_KEYS):
            hint = did_you_mean(key, _PAGE_KEYS)
            self._add("KEY_UNKNOWN", self.file, (*where, key), key=key, hint=hint, allowed=", ".join(_PAGE_KEYS))
        if source is None:
            self._add("USE_UNKNOWN", self.file, where, value=name, hint=did_you_mean(name, self.shared.pages))
            return None
        if not isinstance(source.data, dict):
            self._add("VALUE_INVALID", self.file, where, key="use", detail=f"corrigez d'abord la page « {name} »")
            return None
        data = dict(source.data)
        base = data.pop("fields", [])
        fields = self._changed(base if isinstance(base, list) else [], raw, where, source)
        fields += self._fields(raw.get("add", []), self.file, (*where, "add"))
        # without an override the text stands in the shared file, and so does its line
        data |= {key: raw[key] for key in ("if", "title", "short", "intro", "why") if key in raw}
        page = self._model(Page, data, self.file if "if" in raw else source, where if "if" in raw else ())
        return page.model_copy(update={"fields": tuple(fields)}) if page else None

    def _changed(self, base: list[JsonValue], raw: Raw, where: Where, source: YamlFile) -> tuple[Field, ...]:
        for key, shape in (("change", dict), ("omit", list)):
            if not isinstance(raw.get(key) or shape(), shape):
                self._invalid(key, self.file, (*where, key), f"{shape.__name__}_type")
        changes = raw.get("change") or {}
        changes = changes if isinstance(changes, dict) else {}
        omitted = raw.get("omit") or []
        omitted = [str(o) for o in omitted] if isinstance(omitted, list) else []
        for name in (n for n, change in changes.items() if not isinstance(change, dict)):
            self._invalid(name, self.file, (*where, "change", name), "dict_type")
        known = [str(f["id"]) for f in base if isinstance(f, dict) and "id" in f]
        for value in map(str, [*changes, *omitted]):
            if value not in known:
                key = "change" if value in changes else "omit"
                self._add(
                    "CHANGE_UNKNOWN", self.file, (*where, key, value), value=value, hint=did_you_mean(value, known)
                )
        result: list[Field] = []
        for index, block in enumerate(base):
            name = str(block.get("id")) if isinstance(block, dict) else ""
            if name in omitted:
                continue
            change = changes.get(name)
            if isinstance(change, dict) and isinstance(block, dict):
                merged: dict[str, JsonValue] = {k: v for k, v in (block | change).items() if v is not None}
                result += self._fields([merged], self.file, (*where, "change", name), single=True)
            else:
                result += self._fields([block], source, ("fields", index), single=True)
        return tuple(result)

    def _fields(self, raw: JsonValue, file: YamlFile, where: Where, single: bool = False) -> tuple[Field, ...]:
        if not isinstance(raw, list):
            self._invalid("fields", file, where, "list_type")
            return ()
        found = [self._field(block, file, where if single else (*where, i)) for i, block in enumerate(raw)]
        for i, question in enumerate(found):
            if question is None:
                continue
            at = where if single else (*where, i)
            if question.id in self.places:
                self._add("ID_DUPLICATE", file, (*at, "id"), value=question.id)
            self.places.setdefault(question.id, (file, at))
        return tuple(q for q in found if q is not None)

    def _field(self, raw: JsonValue, file: YamlFile, where: Where) -> Field | None:
        if not isinstance(raw, dict):
            self._invalid("fields", file, where, "dict_type")
            return None
        kind = str(raw.get("type", ""))
        if kind not in FIELD_TYPES:
            self._add(
                "TYPE_UNKNOWN",
                file,
                (*where, "type"),
                value=kind,
                hint=did_you_mean(kind, FIELD_TYPES),
                allowed=", ".join(FIELD_TYPES),
            )
            return None
        data: dict[str, object] = dict(raw)
        if "parts" in raw:
            data["parts"] = self._parts(raw["parts"], file, (*where, "parts"))
        return self._model(FIELD_TYPES[kind], data, file, where)

    def _parts(self, raw: JsonValue, file: YamlFile, where: Where) -> list[Field]:
        if not isinstance(raw, str):
            return self._listed(raw, file, where)
        source = self.shared.parts.get(raw)
        if source is None:
            self._add("PARTS_UNKNOWN", file, where, value=raw, hint=did_you_mean(raw, self.shared.parts))
            return []
        if source in self.opened:  # it would never end
            self._add("VALUE_INVALID", file, where, key="parts", detail=f"« {raw} » se contient lui-même")
            return []
        self.opened.append(source)
        found = self._listed(source.data, source, ())
        self.opened.pop()
        return found

    def _listed(self, raw: JsonValue, file: YamlFile, where: Where) -> list[Field]:
        if not isinstance(raw, list):
            self._invalid("parts", file, where, "list_type")
            return []
        parts = [self._field(block, file, (*where, i)) for i, block in enumerate(raw)]
        ids = [p.id for p in parts if p]
        for name in sorted({i for i in ids if ids.count(i) > 1}):
            self._add("ID_DUPLICATE", file, where, value=name)
        return [p for p in parts if p is not None]

    def _model(self, model: type[T], data: Mapping[str, object], file: YamlFile, where: Where) -> T | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors():
                at = (*where, *(part for part in detail["loc"]))
                self.problems.append(told(model, detail, file, at))
            return None

    def _invalid(self, key: str, file: YamlFile, where: Where, kind: str) -> None:
        self._add("VALUE_INVALID", file, where, key=key, detail=_EXPECTED[kind])

    def _add(self, code: str, file: YamlFile, where: Where, **gaps: object) -> None:
        self.problems.append(problem(code, file.path, file.line(where), **gaps))


def told(model: type[BaseModel], detail: Mapping[str, object], file: YamlFile, at: Where) -> Problem:
    """One pydantic error as a problem of the catalogue: routing.yaml is told in the same words as a form."""
    kind, key = str(detail["type"]), str(at[-1]) if at else ""
    line, context = file.line(at), detail.get("ctx")
    cause = context.get("error") if isinstance(context, Mapping) else None
    if kind == "extra_forbidden":
        allowed = sorted(f.alias or name for name, f in model.model_fields.items())
        return problem(
            "KEY_UNKNOWN", file.path, line, key=key, hint=did_you_mean(key, allowed), allowed=", ".join(allowed)
        )
    if kind == "missing":
        return problem("KEY_MISSING", file.path, line, key=key)
    if isinstance(cause, ConditionError):
        return problem("COND_SYNTAX", file.path, line, detail=cause)
    if kind == "string_pattern_mismatch" and key == "id":
        return problem("ID_INVALID", file.path, line, value=detail.get("input"))
    if kind == "string_pattern_mismatch" and key == "add":
        return problem("DURATION_INVALID", file.path, line, value=detail.get("input"))
    if kind == "literal_error" and isinstance(context, Mapping):
        return problem(
            "VALUE_INVALID", file.path, line, key=key, detail=f"valeurs possibles : {context.get('expected')}"
        )
    return problem("VALUE_INVALID", file.path, line, key=key, detail=_EXPECTED.get(kind, cause or detail.get("msg")))
