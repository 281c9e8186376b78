"""A form as one text, so that a draft opens for years on the very questions it was begun with.

Kept: everything that is a `Form`, shared pages, parts and blocks already put in, with the version it had.
Not kept, because only those of today are true: the doors (rules and channels of `routing.yaml`), the directory, the guides "on
your phone". Nor the translations: a text that has left the catalogues is shown in French.
Store the text as text: a database's own JSON may lose the order of the options.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, JsonValue, StringConstraints, ValidationError
from pydantic import Field as Key

from assistant.condition_tree import All, Answered, AnyOf, Compare, Not, write
from assistant.fields import read_field
from assistant.form.check import check_form
from assistant.form.load import Loaded, told
from assistant.form.model import Form, Head, Page, Part, parts_of, walk_fields
from assistant.form.yamlfile import DEEPEST, YamlFile
from assistant.problems import Problem, problem

FORMAT = 1
LIMIT = 4_000_000  # characters; our longest form has 62 000
NAME = "version gardée"  # what a problem gives as its file
Raw = dict[str, JsonValue]
# From each format to the next one, by its number. A new key of a form asks for none: its default holds for the texts
# from before, and every value is written out below, so that a default that changes later changes no old form.
# A key that is renamed or taken away asks for one, and FORMAT goes up.
UPGRADES: Mapping[int, Callable[[Raw], Raw]] = {}
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


class _Kept(Part):
    """The shape of the text; `version` is the one given when the form was read from its file, never counted again."""

    format: int
    version: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,64}$")]
    head: Head
    pages: tuple[Page, ...] = Key(min_length=1)


def dump(form: Form) -> str:
    """The whole form as JSON; the same form gives the same text."""
    whole = {"format": FORMAT, "version": form.version, "head": _plain(form.head), "pages": _plain(form.pages)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def restore(text: str, upgrades: Mapping[int, Callable[[Raw], Raw]] = UPGRADES, newest: int = FORMAT) -> Form | Problem:
    """The form of a text made by `dump`, by this program or an older one; never an exception.

    To be asked only for a version that is not served any more: what is no part of a version (links) is best as it is today.
    With a `Problem` (for the log: it quotes no answer), open the draft on the form served today, with
    `carry(today, today, answers)`.
    """
    try:
        return _form(_upgraded(_parsed(text), upgrades, newest))
    except ValidationError as error:
        why = _told(error)
    except RecursionError:
        why = "trop de niveaux les uns dans les autres"
    except _UNREADABLE as error:
        why = str(error) or type(error).__name__
    return problem("VERSION_UNREADABLE", NAME, 1, detail=why[:300].rstrip("."))


def _plain(value: object) -> JsonValue:
    """A block of a form as JSON, under the names of a form file; a condition is written as its text."""
    match value:
        case Compare() | Answered() | Not() | All() | AnyOf():
            return write(value)
        case BaseModel():
            keys = type(value).model_fields.items()
            told = ((about, about.alias or name, getattr(value, name)) for name, about in keys)
            return {key: _plain(inside) for about, key, inside in told if inside is not None or about.is_required()}
        case Mapping():
            return {str(name): _plain(inside) for name, inside in value.items()}
        case tuple() | list():
            return [_plain(inside) for inside in value]
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"{type(value).__name__} has no place in a form")


def _parsed(text: str) -> Raw:
    if len(text) > LIMIT:
        raise ValueError(f"plus de {LIMIT} caractères")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"ce n'est pas du JSON (ligne {error.lineno}, colonne {error.colno})") from None
    if not isinstance(data, dict):
        raise ValueError("un bloc de clés est attendu")
    if _depth(data) > DEEPEST:
        raise RecursionError
    return data


def _depth(data: JsonValue) -> int:
    """How many levels; counted level by level, so that no depth can exhaust the stack."""
    deep, level = 0, [data]
    while level:
        deep += 1
        level = [inside for value in level for inside in _inside(value)]
    return deep


def _inside(value: JsonValue) -> Iterable[JsonValue]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _upgraded(data: Raw, upgrades: Mapping[int, Callable[[Raw], Raw]], newest: int) -> Raw:
    """The data in today's format, one step after the other."""
    number = data.get("format")
    while number != newest:
        if not isinstance(number, int) or number not in upgrades:
            raise ValueError(f"format {str(number)[:20]} inconnu de ce programme")
        data, number = upgrades[number](data), number + 1
    return data | {"format": newest}


def _form(data: Raw) -> Form:
    """The form, with the shape and the sense that a served form has: questions known before they are named, no id twice."""
    pages = data.get("pages")
    shaped = [_with_questions(page) for page in pages] if isinstance(pages, list) else None
    kept = _Kept.model_validate({**data, "pages": shaped})
    form = Form(kept.head, kept.pages, kept.version)
    for ids in _id_lists(form):
        if len(set(ids)) < len(ids):
            raise ValueError("un identifiant est pris deux fois")
    wrong = check_form(Loaded(form, (), {}, YamlFile(Path(NAME), None)), {})
    if faults := [found.text for found in wrong if found.is_error]:
        raise ValueError(faults[0])
    return form


def _with_questions(page: JsonValue) -> dict[str, object]:
    """A page whose questions are read: which class one is depends on its `type`."""
    fields = page.get("fields", []) if isinstance(page, dict) else None
    if not isinstance(page, dict) or not isinstance(fields, list):
        raise ValueError("une page est un bloc de clés, ses questions une liste")
    return {**page, "fields": tuple(read_field(raw) for raw in fields)}


def _id_lists(form: Form) -> Iterator[list[str]]:
    """The ids that must differ among themselves: pages, questions, the parts of each question."""
    yield [page.id for page in form.pages]
    yield [question.id for page in form.pages for question in page.fields]
    yield from ([part.id for part in parts_of(question)] for question in walk_fields(form))


def _told(error: ValidationError) -> str:
    """The first thing that pydantic refuses, in words, with its place."""
    detail = error.errors()[0]
    place = ".".join(map(str, detail["loc"]))
    if detail["type"] == "extra_forbidden":
        return f"la clé « {place} » n'est pas connue de ce programme"
    return f"« {place} », {told(_Kept, detail, YamlFile(Path(NAME), None), detail['loc']).text}"
