"""The stored answers about the procedure, `forms/faq/*.yaml`: their shape, their reading, and all that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.form.load import told
from assistant.form.yamlfile import Where, YamlFile, load
from assistant.problems import Problem, did_you_mean, problem
from assistant.triage.folding import bare

FOLDER = "faq"
FEWEST = 12  # ways to ask one thing, besides the question itself: fewer, and people are not understood
CHECKED_LATER = "à vérifier"
CHECKED_LATER_EN = "to be checked"
# Speaks of the words « à vérifier » without being an answer to check.
_QUOTES = frozenset({"prelude_reponses"})
_Text = Annotated[str, Field(min_length=1, max_length=2_000)]
_Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
_Day = Annotated[str, Field(pattern=r"^\d{4}(-\d\d){0,2}$")]


class Entry(BaseModel):
    """One stored answer: what is shown is its text as written here, with its source and the date of that source."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    id: _Id
    question: _Text
    paraphrases: tuple[_Text, ...]
    answer: _Text
    answer_en: _Text
    source: _Text
    checked: _Day
    confidence: Literal["sure", "verify"]
    see: Annotated[tuple[_Id, ...], Field(max_length=3)] = ()
    forms: tuple[_Id, ...] = ()

    def said(self, lang: str) -> str:
        """The stored answer: in French for the French interface, else in English."""
        return self.answer if lang == "fr" else self.answer_en

    @property
    def asked(self) -> tuple[str, ...]:
        """Every sentence that stands for this entry."""
        return (self.question, *self.paraphrases)


@dataclass(frozen=True)
class Base:
    """The sound entries by id, in the order of the files, and every problem met."""

    entries: Mapping[str, Entry]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Placed:
    entry: Entry
    file: YamlFile
    at: Where

    def problem(self, code: str, *key: str | int, **gaps: object) -> Problem:
        return problem(code, self.file.path, self.file.line((*self.at, *key)), **gaps)


def load_base(root: Path) -> Base:
    """Reads the answers of a forms folder; none and no problem when it has none."""
    found: list[Problem] = []
    placed: list[_Placed] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        file = load(path)
        found += file.problems
        if not any(p.is_error for p in file.problems):
            placed += _entries(file, found)
    names = [p.parent.name for p in root.glob("[a-z]*/form.yaml")]
    found += _checked(placed, names)
    return Base({one.entry.id: one.entry for one in placed}, tuple(sorted(set(found))))


def _entries(file: YamlFile, found: list[Problem]) -> Iterator[_Placed]:
    if not isinstance(file.data, list):
        found.append(problem("VALUE_INVALID", file.path, 1, key=file.path.name, detail="une liste est attendue"))
        return
    for index, raw in enumerate(file.data):
        try:
            yield _Placed(Entry.model_validate(raw), file, (index,))
        except ValidationError as error:
            found += [told(Entry, detail, file, (index, *detail["loc"])) for detail in error.errors()]


def _checked(placed: Sequence[_Placed], forms: Sequence[str]) -> Iterator[Problem]:
    """What only shows when the answers are read together, and what their texts owe the reader."""
    ids = [one.entry.id for one in placed]
    owners: dict[str, str] = {}
    for index, one in enumerate(placed):
        entry = one.entry
        if entry.id in ids[:index]:
            yield one.problem("FAQ_ID", "id", value=entry.id)
        if len(entry.paraphrases) < FEWEST:
            yield one.problem("FAQ_FEW", "paraphrases", value=entry.id, n=len(entry.paraphrases), least=FEWEST)
        for place, text in enumerate(entry.asked):
            if owner := owners.get(plain(text)):
                key = ("paraphrases", place - 1) if place else ("question",)
                yield one.problem("FAQ_TWICE", *key, value=text, owner=owner)
            owners.setdefault(plain(text), entry.id)
        for name in entry.see:
            if name not in ids or name == entry.id:
                yield one.problem("FAQ_SEE", "see", value=name, hint=did_you_mean(name, set(ids) - {entry.id}))
        for name in set(entry.forms) - set(forms):
            yield one.problem("FORM_UNKNOWN", "forms", value=name, hint=did_you_mean(name, forms))
        yield from _marked(one)


def _marked(one: _Placed) -> Iterator[Problem]:
    """« à vérifier » stands in an answer exactly when its confidence says so, in both languages."""
    entry = one.entry
    for key, text, words in (
        ("answer", entry.answer, CHECKED_LATER),
        ("answer_en", entry.answer_en, CHECKED_LATER_EN),
    ):
        said, owed = words in text, entry.confidence == "verify"
        if said != owed and not (said and entry.id in _QUOTES):
            yield one.problem("FAQ_VERIFY", key, value=entry.id, words=words)


def plain(text: str) -> str:
    """Words alone, without accents or capitals: two sentences that differ by a comma are one."""
    return " ".join(re.findall(r"\w+", bare(text.casefold())))
