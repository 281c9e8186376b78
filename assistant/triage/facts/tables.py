"""The tables of words/: families of objects, makers, kinds of places, names of communes that are common words."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources

import yaml

from assistant.triage.phrases import Phrases, by_first, folded, listed


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


def _meaning(name: str, category: str) -> Phrases:
    found = {phrase: {category: meaning} for phrase, meaning in reversed(list(listed(_raw(name))))}
    return by_first(found)  # said of two families, a word is of the first


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
