"""Names of people in a text: after "je m'appelle", after a title, given names, and capitals that are no place, day or brand."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources

from assistant.directory import named
from assistant.triage.folding import fold
from assistant.triage.weights import model

_TOWN = 2_000  # people: below, a name after "à" may as well be a person's
_MOST = 4  # words of a name
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"[ \u00a0]?[-'’.]?[ \u00a0]?")
_BESIDE = re.compile(r"[ \u00a0]?[-'’]?[ \u00a0]?")  # no full stop: another sentence may begin
_CALLED = re.compile(
    r"\b(?:(?:je )?m['’ ]?ap+el+(?:e|ai[st]?)|mon (?:pr[ée])?nom(?: de famille| complet)?(?: et (?:pr[ée])?nom)?(?: est| c['’]est)?|nom et pr[ée]nom|"
    r"(?:s['’ ]|m['’ ]|l['’ ])ap+el+(?:e|ent|ait)|se nomm\w+|(?:d[ée]|pr[ée])?nomm[ée]e?s?|ap+el[ée]e?s?|sign[ée]e?|au nom de|(?:my|his|her|full) names?(?: is|['’]s)?|"
    r"(?:i['’]?m|is|was|he['’]s|she['’]s|am) called|named|me llamo|mi nombre es|se llama|llamad[oa]|mi chiamo|si chiama|di nome|ich hei(?:ß|ss)e|"
    r"(?:mein )?name ist|(?:er|sie) hei(?:ß|ss)t|namens|chamo-me|me chamo|meu nome é|chama-se|mă numesc|mă cheamă|nazywam się|mam na imię|adım|adı|"
    r"меня зовут|мене звати|зовут|звати|اسمي|اسمه|اسمها)\b[ \u00a0]?[:«\"]?[ \u00a0]?|(?:我叫|我的名字是|名叫|他叫|她叫)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle|ma[îi]tre|docteur|dr\.?|prof\.?|professeur|mrs\.?|ms\.?|miss|herr|frau|se[ñn]ora?|sra?\.|signora?|sig\.|"
    r"senhora?|domnul|doamna|pani?|господин|госпожа|пан|пані|السيد|السيدة)[ \u00a0]",
    re.IGNORECASE,
)
_STOPS = frozenset(
    """et on je j il elle ils elles qui que a ai as est etais mon ma mes et mais donc car ou quand hier ce cet cette depuis dans sur pour avec chez le la les un une de des du
    tu vous nous c s n ne pas plus m and i my he she who was is has in on at the from y e o mi me yo soy und ich er sie wir mein der die das ed ho sono eu am и я мой мне على في و""".split()
)
_BEFORE_PLACE = frozenset("a au aux sur vers en in at near nach bei em w в во у на la le".split())
_SEAT = frozenset(
    "gare commune ville mairie centre commissariat gendarmerie brigade quartier tribunal hopital pres cote sortie universite station parc parking banlieue agglomeration".split()
)
_OF = frozenset("de d du des of di von da do".split())
_PARTICLES = frozenset("de la le du des d l van von der den el al ben bin di da dos".split())
_GERMAN = frozenset(
    "ich der das und wurde wurden wird mein meine meinen meinem hat habe ist nicht ein eine einen mir wir auf fur beim vom zum aus unser unsere sich keine dem".split()
)
_HAN = 4  # signs of a Chinese name, at most
_IDEOGRAM = re.compile(r"[\u4e00-\u9fff]")
_OPENING = frozenset('.!?…:;«"“”(\n•-–—*>')


def names(text: str) -> list[tuple[int, int]]:
    """Where names of people stand, in order, none over another; rather one too many than one too few."""
    found = [*_after(_CALLED, text, any_case=True), *_after(_TITLED, text, any_case=False), *_capitals(text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and (start <= merged[-1][1] or _JOINED.fullmatch(text, merged[-1][1], start)):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _after(pattern: re.Pattern[str], text: str, any_case: bool) -> Iterator[tuple[int, int]]:
    """The words after a phrase that announces a name."""
    for found in pattern.finditer(text):
        start = end = joined = found.end()
        for count, word in enumerate(_WORD.finditer(text, start, start + 160)):
            folded = fold(word[0])
            named_so = word[0][0].isupper() or (
                any_case and folded not in _STOPS and (count < 2 or not word[0].isascii())
            )
            if (
                count >= _MOST
                or not (named_so or folded in _PARTICLES)
                or not _JOINED.fullmatch(text, joined, word.start())
            ):
                break
            joined = word.end()
            if named_so:
                end = min(joined, word.start() + _HAN) if _IDEOGRAM.match(word[0]) else joined
        if end > start:
            yield start, end


def _capitals(text: str) -> Iterator[tuple[int, int]]:
    """Given names however they are written, and words with a capital that nothing explains."""
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    shouted = upper > 0.5 * len(letters)
    words = list(_WORD.finditer(text))
    nouns = not shouted and _writes_nouns_so(words)
    hidden = {n for n in range(len(words)) if _nobody_else(text, words, n, shouted or nouns)}
    if not (shouted or nouns):
        hidden |= _neighbours(text, words, hidden)
    yield from (words[n].span() for n in sorted(hidden))


def _nobody_else(text: str, words: list[re.Match[str]], n: int, lax: bool) -> bool:
    """Whether a word can only be somebody's name."""
    word, folded = words[n], fold(words[n][0])
    if folded in _given():
        return True
    capital = word[0][0].isupper() and len(word[0]) > 1
    return capital and not _explained(text, words, n, folded, lax or _opens(text, word.start()))


def _neighbours(text: str, words: list[re.Match[str]], hidden: set[int]) -> set[int]:
    """Capitals beside a name are part of it, even those of a town or a month: "Kevin Lille"."""
    found: set[int] = set()
    for step in (1, -1):
        for n in hidden:
            near = n + step
            while 0 <= near < len(words) and words[near][0][0].isupper() and near not in hidden:
                first, last = sorted((near, near - step))
                opens = step < 0 and _opens(text, words[near].start())
                if opens or not _BESIDE.fullmatch(text, words[first].end(), words[last].start()):
                    break
                found.add(near)
                near += step
    return found


def _writes_nouns_so(words: list[re.Match[str]]) -> bool:
    """German: every noun has a capital."""
    return len({fold(word[0]) for word in words} & _GERMAN) >= 2


def _opens(text: str, at: int) -> bool:
    """Whether a word begins a sentence."""
    before = text[max(at - 4, 0) : at].rstrip(" \u00a0\t")
    return not before or before[-1] in _OPENING or (at < 4 and not text[:at].strip())


def _explained(text: str, words: list[re.Match[str]], n: int, folded: str, lax: bool) -> bool:
    """Whether a capital is no sign of a name. `lax`: where any word may have one, those of the training are enough."""
    word = words[n][0]
    if folded in _common() or ((lax or (word.isupper() and len(word) <= 5)) and folded in model().phrases.columns):
        return True
    before = [fold(each[0]) for each in words[max(n - 3, 0) : n]][::-1]
    placed = before[:1] and (before[0] in _BEFORE_PLACE or (before[0] in _OF and before[1:2] and before[1] in _SEAT))
    return bool(placed) and any(one.population >= _TOWN for one in named(word))


@functools.cache
def _given() -> frozenset[str]:
    """Given names that are no other word."""
    return _listed("given_names.txt")


@functools.cache
def _common() -> frozenset[str]:
    """Words that have a capital and are nobody: days, months, countries, brands."""
    return _listed("capitals.txt")


def _listed(name: str) -> frozenset[str]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return frozenset(fold(word) for line in text.splitlines() if not line.startswith("#") for word in line.split())
