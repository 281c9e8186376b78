"""The tables of words/: families of objects, makers, kinds of places, names of communes that are common words."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

import yaml

from assistant.triage.phrases import NOTHING, Meaning, Meanings, Phrase, Phrases, by_first, find, folded, listed, table


def _raw(name: str) -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("words", f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@functools.cache
def objects() -> Phrases:
    """Phrase -> family."""
    return _meaning("objects", "family")


@functools.cache
def places() -> Phrases:
    """Phrase -> kind of place."""
    return _meaning("places", "kind")


@functools.cache
def owners() -> Phrases:
    """Phrase -> `mine`, `theirs`, `asked`."""
    return table(_raw("whose"))


def _meaning(name: str, category: str) -> Phrases:
    """ "las@pl": a forest in Polish, an article in Spanish; such a word is read in the languages it names only."""
    found: dict[Phrase, dict[str, Meaning]] = {}
    for meaning, spellings in _raw(name).items():
        for spelling in spellings.split("|"):
            written, _, langs = spelling.partition("@")
            for phrase, _ in listed(written):
                found.setdefault(phrase, {category: meaning, "langs": langs.strip()})
    return by_first(found)  # said of two families, a word is of the first


def told(phrases: Phrases, plain: Sequence[str], lang: str) -> Iterator[tuple[int, int, Meanings]]:
    """Each phrase of a table in a text, none inside another: its place, its number of words and what it means."""
    i = 0
    while i < len(plain):
        size, meanings = find(phrases, plain, i) or (0, NOTHING)
        langs = str(meanings.get("langs", ""))
        if size and (not langs or lang in langs.split(",")):
            yield i, size, meanings
            i += size
        else:
            i += 1


@functools.cache
def brands() -> Mapping[tuple[str, ...], Mapping[str, str]]:
    """Phrase -> family -> maker as it writes itself."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for family, names in _raw("brands").items():
        for name in names.split("|"):
            written, _, maker = name.strip().partition("=")
            for phrase, _ in listed(written):
                found.setdefault(phrase, {})[family] = maker or written
    return found


@functools.cache
def communes() -> Mapping[str, frozenset[str]]:
    """The names that are common words: `never`, `common`, `people`."""
    return {kind: frozenset(folded(word) for word in words.split()) for kind, words in _raw("communes").items()}
