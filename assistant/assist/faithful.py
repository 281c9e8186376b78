"""Whether a stored answer told in other words still says the same. In doubt it does not: the stored text is shown then."""

from __future__ import annotations

import re

from assistant.triage.folding import fold

_LONGER = 1.3  # times the stored text, at most
_LEAST, _MOST = 20, 1_500  # characters
_OTHER = 0.4  # of the words of a sentence that say something: those that stand neither in the stored text nor in the question
_STEM = 5  # letters that tell a word, whatever its end
_WORD = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_NUMBERS = frozenset(
    """deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille million millions
    two three four five seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred thousand million quinzaine dizaine vingtaine trentaine centaine""".split()
)
_ARTICLE = re.compile(
    r"\b(?:art\.?|articles?)\s+(?:[lrd]\.?\s?)?(?:\*?\s?)?\d+(?:[-–]\d+)*|\b[LRD]\.?\s?\*?\d+(?:[-–]\d+)*",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:articles?|art\.|code (?:p[ée]nal|civil|de)|loi (?:du|n)|d[ée]cret|directive|r[èe]glement)\b", re.IGNORECASE
)
_LINK = re.compile(r"https?:|www\.|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?|\S+@\S+", re.IGNORECASE)
_WAY = re.compile(r"\b(?:rue|avenue|boulevard|place|chemin|quai|impasse|street|road)\s", re.IGNORECASE)
_MARKUP = re.compile(r"[<>{}\[\]|`*_#\\]|\]\(|&\w+;|[\u202a-\u202e\u2066-\u2069\u200b-\u200f]")
_NOT = re.compile(
    r"\b(?:pas|jamais|aucune?|rien|sans|inutile|interdit\w*|impossible|not|no|never|nothing|without|cannot|useless|forbidden)\b|n['’]t\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;:…])\s")
# What a swindler would have people do: only where the stored text says it.
_RISKY = frozenset(
    "appel call rappe telep phone cliqu click link lien paye pay verse virem trans carte card banca code codes passe passw envoy send telec downl insta whats gratu free email mail cours".split()
)
_NAME = re.compile(r"(?<![.!?:…«»\"\n] )(?<!^)(?<!\n)\b[A-ZÀ-ÖØ-Þ][\w-]+", re.MULTILINE)
_EMPTY = frozenset(
    """vous votre vos pour dans avec sans mais donc alors cette cela elle elles nous leur leurs plus tout tous toute toutes etre avoir fait faire peut peuvent pouvez avez etes sont
    your you with from that this they them have will can may must should also when what which there their into about than then""".split()
)


def faithful(text: str, stored: str, question: str = "") -> bool:
    """No figure, article, address, link or name that the stored text has not; as negative as it is; each sentence of its words."""
    if not _LEAST <= len(text) <= min(_MOST, _LONGER * len(stored) + 80) or _MARKUP.search(text):
        return False
    for seen in (_figures, _articles, _laws, _links, _ways, _risky):
        if not seen(text) <= seen(stored):
            return False
    if not _names(text) <= set(_folded(stored)) or len(_NOT.findall(text)) != len(_NOT.findall(stored)):
        return False
    known = _stems(stored) | _stems(question)
    said = [stems for sentence in _SENTENCE.split(text) if (stems := _stems(sentence))]
    return bool(said) and all(len(stems - known) <= max(1, _OTHER * len(stems)) for stems in said)


def _figures(text: str) -> set[str]:
    figures = {
        digits for found in _FIGURES.findall(text) for digits in (re.sub(r"\D", "", found), *re.findall(r"\d+", found))
    }
    return figures | {word for word in _folded(text) if word in _NUMBERS}


def _articles(text: str) -> set[str]:
    return {re.sub(r"[^a-z\d-]", "", fold_article(found[0])) for found in _ARTICLE.finditer(text)}


def fold_article(words: str) -> str:
    """An article as its letters and figures: "Article L. 123-4" is "l123-4"."""
    return re.sub(r"^art(?:icles?)?\.?", "", words.lower().replace("–", "-")).strip()


def _laws(text: str) -> set[str]:
    return {fold(found[0]).rstrip("s.") for found in _LAW.finditer(text)}


def _links(text: str) -> set[str]:
    return {found[0].lower() for found in _LINK.finditer(text)}


def _ways(text: str) -> set[str]:
    return {fold(text[found.start() : found.end() + 12]) for found in _WAY.finditer(text)}


def _risky(text: str) -> set[str]:
    words = _folded(text)
    return {word for word in (*words, *(word[:_STEM] for word in words)) if word in _RISKY}


def _names(text: str) -> set[str]:
    """Words with a capital inside a sentence."""
    return {fold(found[0]) for found in _NAME.finditer(text)}


def _folded(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _folded(text) if len(word) >= 4 and word not in _EMPTY}
