"""The words of time of each language, read once: what a word or a phrase may mean, and which language a text is in."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml
from babel.dates import get_day_names, get_month_names

from assistant.triage.phrases import Meaning, Phrase, Phrases, by_first, folded, listed

LANGUAGES = ("fr", "en", "es", "de", "it", "pt", "ar", "tr", "ru", "uk", "ro", "pl", "zh")  # the first wins a tie


@dataclass(frozen=True)
class Lexicon:
    """`time`, `roles`: by its first word, every phrase, the longest first; `known`: the words that tell the language."""

    lang: str
    time: Phrases
    roles: Phrases
    known: frozenset[str]
    past_endings: tuple[str, ...]


def language(words: Sequence[str]) -> str:
    """The language of which a text has the most words; French when none is better."""
    said = set(words)
    return max(LANGUAGES, key=lambda lang: len(lexicon(lang).known & said))


@functools.cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language, read on first use."""
    text = resources.files(__package__).joinpath(f"{lang}.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    time: dict[Phrase, dict[str, Meaning]] = {}
    roles: dict[Phrase, dict[str, Meaning]] = {}
    stop = raw.pop("stop").split()
    for phrase, role in listed(raw.pop("role", {})):
        roles.setdefault(phrase, {})[str(role)] = 1
    for category in ("past", "future", "not", "mended", "unsure"):
        for phrase, _ in listed(raw.pop(category, "")):
            roles.setdefault(phrase, {})[category] = 1
    endings = tuple(str(raw.pop("past_endings", "")).split())
    for category, spellings in (*_names(lang), *raw.items()):
        for phrase, meaning in listed(spellings):
            time.setdefault(phrase, {})[category] = meaning
    known = frozenset(folded(word) for word in stop) | {word for phrase in (*time, *roles) for word in phrase}
    return Lexicon(lang, by_first(time), by_first(roles), frozenset(w for w in known if not w.isdigit()), endings)


def _names(lang: str) -> Iterator[tuple[str, dict[Meaning, str]]]:
    """Days and months as the CLDR has them, in both cases where a language declines them."""
    yield "weekday", dict(get_day_names("wide", locale=lang).items())
    for context in ("format", "stand-alone"):
        yield "month", dict(get_month_names("wide", context, lang).items())
    short = get_month_names("abbreviated", locale=lang).items()
    yield "month_short", {n: name for n, name in short if not name[0].isdigit()}  # 3月 is read as a number and a sign
