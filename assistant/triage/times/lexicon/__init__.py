"""The words of time of each language, read once: what a word or a phrase may mean, and which language a text is in."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

import yaml
from babel.dates import get_day_names, get_month_names

from assistant.triage.words import plain

LANGUAGES = ("fr", "en", "es", "de", "it", "pt", "ar", "tr", "ru", "uk", "ro", "pl", "zh")  # the first wins a tie
TOKEN = re.compile(r"\d+|[\u2e80-\u9fff]|[^\W\d_\u2e80-\u9fff]+|[^\w\s'’ʼ`´]|\n")
_ARABIC_INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
Meaning = int | str
Meanings = Mapping[str, Meaning]
NOTHING: Meanings = MappingProxyType({})
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Meanings], ...]]


@dataclass(frozen=True)
class Lexicon:
    """`time`, `roles`: by its first word, every phrase, the longest first; `known`: the words that tell the language."""

    lang: str
    time: Phrases
    roles: Phrases
    known: frozenset[str]
    past_endings: tuple[str, ...]


def find(phrases: Phrases, words: Sequence[str], at: int) -> tuple[int, Meanings] | None:
    """The longest phrase that begins at that word: how many words it has, and what it may mean."""
    for phrase, meanings in phrases.get(words[at], ()):
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), meanings
    return None


def folded(word: str) -> str:
    """A token as the lexicon writes it."""
    return plain(word.translate(_ARABIC_INDIC))


def language(words: Sequence[str]) -> str:
    """The language of which a text has the most words; French when none is better."""
    said = set(words)
    return max(LANGUAGES, key=lambda lang: len(lexicon(lang).known & said))


@functools.cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language, read on first use."""
    text = resources.files(__package__).joinpath(f"{lang}.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    time: dict[tuple[str, ...], dict[str, Meaning]] = {}
    roles: dict[tuple[str, ...], dict[str, Meaning]] = {}
    stop = raw.pop("stop").split()
    for phrase, role in _listed(raw.pop("role", {})):
        roles.setdefault(phrase, {})[str(role)] = 1
    for category in ("past", "future", "not", "mended", "unsure"):
        for phrase, _ in _listed(raw.pop(category, "")):
            roles.setdefault(phrase, {})[category] = 1
    endings = tuple(str(raw.pop("past_endings", "")).split())
    for category, listed in (*_names(lang), *raw.items()):
        for phrase, meaning in _listed(listed):
            time.setdefault(phrase, {})[category] = meaning
    known = frozenset(folded(word) for word in stop) | {word for phrase in (*time, *roles) for word in phrase}
    return Lexicon(lang, _by_first(time), _by_first(roles), frozenset(w for w in known if not w.isdigit()), endings)


def _names(lang: str) -> Iterator[tuple[str, dict[Meaning, str]]]:
    """Days and months as the CLDR has them, in both cases where a language declines them."""
    yield "weekday", dict(get_day_names("wide", locale=lang).items())
    for context in ("format", "stand-alone"):
        yield "month", dict(get_month_names("wide", context, lang).items())
    short = get_month_names("abbreviated", locale=lang).items()
    yield "month_short", {n: name for n, name in short if not name[0].isdigit()}  # 3月 is read as a number and a sign


def _listed(raw: object) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Each phrase with its meaning: a mapping from meanings to spellings, or spellings alone."""
    pairs = raw.items() if isinstance(raw, dict) else ((1, raw),)
    for meaning, spellings in pairs:
        for spelling in str(spellings).split("|"):
            if phrase := tuple(folded(found[0]) for found in TOKEN.finditer(spelling) if found[0] not in ".-"):
                yield phrase, meaning


def _by_first(phrases: Mapping[tuple[str, ...], dict[str, Meaning]]) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], Meanings]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase[0], []).append((phrase, phrases[phrase]))
    return {first: tuple(listed) for first, listed in found.items()}
