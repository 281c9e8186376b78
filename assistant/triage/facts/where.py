"""Where the facts happened: the commune if one is named without doubt, the kind of place, a country."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from babel import Locale

from assistant.directory.names import fold
from assistant.triage.facts.communes import Named, named_communes
from assistant.triage.facts.tables import places, told
from assistant.triage.facts.value import At, Candidate, Where
from assistant.triage.times.reading import Word

ONLINE = "internet"
MOST = 12  # candidates listed
_TOGETHER = 60  # letters: a kind and a commune nearer than that are told as one place
_INTO = frozenset("en au aux in nach a à".split())
_LANGS = ("fr", "en", "es", "de", "it")


def where(text: str, words: Sequence[Word], lang: str) -> Where | None:
    """The place told; several communes, or one name of several, are candidates and never a choice."""
    found = named_communes(text, words, lang)
    kind = _kind(words, lang)
    here = _facts(found)
    country = None if here else _country(text, words)
    if not here and not kind and not country:
        return None
    name, span = "", None
    candidates: tuple[Candidate, ...] = ()
    if here:
        span = here[0].at
        communes = list(dict.fromkeys(one for each in here for one in each.matches))
        communes.sort(key=lambda one: -one.population)
        candidates = tuple(Candidate(one.insee, one.name, one.department) for one in communes[:MOST])
        name = candidates[0].name if len({one.name for one in candidates}) == 1 else ""
    elif country:
        span = country[1]
    sure = len(candidates) == 1
    kind_words = text[slice(*kind[1])] if kind else ""
    return Where(
        commune=candidates[0].commune if sure else None,
        name=name or None,
        candidates=() if sure else candidates,
        country=country[0] if country else None,
        kind=kind[0] if kind else None,
        words=_words(text, span, kind[1] if kind else None),
        kind_words=kind_words,
    )


def _facts(found: Sequence[Named]) -> list[Named]:
    """The names that say where it happened: not where one lives if another is said; the surest; each once."""
    away = [one for one in found if not one.home] or list(found)
    top = max((one.strength for one in away), default=0)
    kept: dict[tuple[str, ...], Named] = {}
    for one in away:
        if one.strength == top or (top > 2 and one.strength == 2):
            kept.setdefault(tuple(sorted(match.insee for match in one.matches)), one)
    return list(kept.values())


def _words(text: str, place: At | None, kind: At | None) -> str:
    """The person's words from the kind to the commune when they stand together, else those of the commune."""
    if place and kind:
        low, high = min(place[0], kind[0]), max(place[1], kind[1])
        return text[low:high] if high - low <= _TOGETHER else text[slice(*place)]
    span = place or kind
    return text[slice(*span)] if span else ""


def _kind(words: Sequence[Word], lang: str) -> tuple[str, At] | None:
    """The first kind of place named; one that stands in the world before one that is online."""
    online: tuple[str, At] | None = None
    for i, size, meanings in told(places(), [word.text for word in words], lang):
        kind, span = str(meanings["kind"]), (words[i].start, words[i + size - 1].end)
        if kind != ONLINE:
            return kind, span
        online = online or (kind, span)
    return online


@functools.cache
def _countries() -> Mapping[str, str]:
    """Folded name -> code, in the languages that people write in."""
    return {
        fold(name): code
        for lang in _LANGS
        for code, name in Locale.parse(lang).territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in ("FR", "EU", "ZZ", "EZ", "UN")
    }


def _country(text: str, words: Sequence[Word]) -> tuple[str, At] | None:
    """A country after a preposition: "en Espagne", "in Germany"."""
    for i in range(1, len(words)):
        if words[i - 1].text not in _INTO or not text[words[i].start].isupper():
            continue
        for size in (3, 2, 1):
            last = words[i : i + size]
            code = _countries().get(" ".join(word.text for word in last)) if len(last) == size else None
            if code:
                return code, (words[i].start, last[-1].end)
    return None
