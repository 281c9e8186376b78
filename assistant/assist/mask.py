"""Personal data replaced by stable marks before anything leaves; the marks are turned back here, and nowhere else.

Rather too much than too little: what is hidden without need costs a little understanding, what is left cannot be taken back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.assist.names import names
from assistant.review.forbidden import forbidden

READ, SENT = 8_000, 3_000  # letters of one message that are looked at, and that leave
_EDGE = 200  # letters before a cut, in which half of something may stand
_HIDDEN, _KEPT = "\ue000", "\ue001"  # stand for what was found: no rule matches them
_MARK = re.compile(r"\[([A-Z]+)_(\d+)\]")

_GAP = r"[ .\-_/()\u00a0\u202f]{0,3}"
_MONTHS = r"(?:jan|f[ée]v|mar|avr|apr|mai|may|juin|jun|juil|jul|ao[uû]|aug|sep|oct|okt|nov|d[ée]c|dez)[^\W\d_]{0,7}"
_DATE = r"(?<!\d)(?<!\d[ ./-])(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:(?:19|20)\d\d(?!\d)|\d\d(?![ /.-]{0,2}\d))|(?<![\w-])(?:19|20)\d\d-\d\d-\d\d(?![\d-])"
_WRITTEN = rf"(?:{_DATE}|\d{{1,2}}(?:er)? {_MONTHS} (?:19|20)?\d\d)"
_MONEY = r"(?<![\d.,+])(?<!\d[ .\-/])\d{1,3}(?:[ .,'\u00a0\u202f]?\d{3}){0,2}(?:[.,]\d{1,2})?\s?(?:€|\$|£|(?:euros?|eur|dollars?|balles|chf|francs?|usd|gbp)\b)"
_TLD = "com fr net org eu info biz shop store online site xyz top io app club live pro tv vip link click paris page website cc me ru cn de es it uk be ch lu pt co"
_WAY = (
    r"rue|r\.|avenue|av\.?|ave|boulevard|bld|blvd|bd|place|pl\.|chemin|ch\.|impasse|imp\.|all[ée]es?|route|rte|quai|cours|square|passage|"
    r"mont[ée]e|sentier|r[ée]sidence|lotissement|hameau|faubourg|via|viale|calle|avenida|rua|street|road|lane|drive|ulica|улица|ул\."
)
_ENDS = r"(?:et|à|a|hier|il|elle|on|je|j|qui|m|où|ce|dans|vers|avec|pour|mais|and|y|und|in|le \d)\b"
_COUNTED = (
    rf"(?<![\w])\d{{1,4}}\s?(?:bis|ter|quater|[a-d])?\b,?\s+(?:{_WAY})(?:\s+(?!{_ENDS})[\w'’-]{{1,30}}){{1,6}}"
    rf"(?:,?\s+\d{{5}}(?:\s(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]{{1,40}})?)?"
)
_NAMED_WAY = rf"\b(?:{_WAY})\s(?:(?:de la|de l['’]|des|du|de|d['’]|della|del)\s?)?(?-i:[A-ZÀ-ÖØ-ÞА-Я])[\w'’-]{{1,40}}(?:[ -](?-i:[A-ZÀ-ÖØ-ÞА-Я])[\w'’-]{{1,40}}){{0,3}}"
_ENGLISH_WAY = r"(?<![\w])\d{1,4}[a-d]?\s(?:[\w'’-]{2,30}\s){1,3}(?:street|st\.?|road|rd\.?|avenue|ave|lane|drive)\b|\b(?-i:[A-Z])[\w-]{2,40}(?:(?:stra(?:ß|ss)e|str\.)\s?\d{0,4}|(?:weg|platz|gasse)\s\d{1,4})[a-d]?\b"
_PLATE_WORDS = r"(?:plaques?|immatricul\w{0,6}|plate|registration|matr[ií]cula|targa|kennzeichen|numberplate|номер)"
_NETWORK = r"(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|face ?book|fb|telegram|discord|twitter|whatsapp|vinted|leboncoin|twitch|steam|youtube|skype|signal)"
_PSEUDO_WORDS = r"(?:pseudo(?:nyme)?|username|user name|nickname|alias|apodo|nick|identifiant|login|compte|profil|account|profile|cuenta|konto)"
_IS = r"\s{0,2}(?:est|était|c'est|is|was|es|è|ist|:|=|sur|on|de|du|nommé|appelé|called)?\s{0,2}"
_QUOTED = r"[«\"“]\s?[^«»\"”“\n]{2,40}?\s?[»\"”]"
_UNITS = r"(?:h|e|er|ère|eme|ème|ans?|min|mn|km|m|kg|g|cm|mm|cc|cv|go|gb|to|€|euros?|fois|jours?|mois|pm|am|th|k|l|f|s)"

_KINDS: tuple[tuple[str, str], ...] = (  # the first that finds a place has it
    ("NUMERO", r"•{2,}\s?\d{0,4}"),
    ("LIEN", r"\b(?:https?|ftp)://\S{1,2000}|\bwww\.\S{1,2000}"),
    ("COURRIEL", r"[^\s@<>\"'’«»,;:()\[\]]{1,64}@[^\s@<>\"'«»,;:()\[\]]{2,255}"),
    ("COURRIEL", r"[\w.+-]{1,64}\s{0,2}(?:\(at\)|\{at\}|\barobase\b|\baroba[sz]e?\b)\s{0,2}[\w-]{1,64}(?:\s?(?:\.|\bpoint\b|\bdot\b)\s?[a-z]{2,12}){0,3}"),
    ("LIEN", rf"(?<![\w@/.-])(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?\.){{1,4}}(?:{'|'.join(_TLD.split())})(?![\w-])(?:/\S{{0,500}})?|(?<![\w@/.-])[\w-]{{1,63}}(?:\.[\w-]{{2,63}}){{1,4}}/\S{{1,500}}"),
    ("IBAN", r"(?<!\w)[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){3,7}(?:[ .-]?[a-z0-9]{1,3})?(?!\w)"),
    ("NAISSANCE", rf"(?:\bnée?s?|\bnaissance|\bborn|\bbirth\w{{0,5}}|\bdob|\bnacid[oa]|\bnat[oa]|\bgeboren)\b[^.\n\d]{{0,30}}{_WRITTEN}"),
    ("", _WRITTEN),  # other dates and sums stay: the facts are told by them
    ("", _MONEY),
    ("ADRESSE", rf"{_COUNTED}|{_ENGLISH_WAY}|{_NAMED_WAY}"),
    ("PLAQUE", r"(?<![^\W_])[A-HJ-NP-TV-Z]{2}(?:-?\d{3}-?|[._]\d{3}[._])[A-HJ-NP-TV-Z]{2}(?![^\W_])|(?-i:(?<![^\W_])[A-HJ-NP-TV-Z]{2} \d{3} [A-HJ-NP-TV-Z]{2}(?![^\W_]))"),
    ("PLAQUE", r"(?-i:(?<![^\W_])\d{1,4}[ .-]?[A-Z]{2,3}[ .-]?(?:\d\d|2[AB]|97\d)(?![^\W_]))|(?<![^\W_])\d{2,4}[a-z]{2,3}\d{2}(?![^\W_])"),
    ("PLAQUE", rf"\b{_PLATE_WORDS}\W{{0,3}}(?:est|is|es|:)?\s?(?=[a-z-]{{0,4}}\s?-?\d)[a-z0-9-]{{1,9}}(?:[ .-][a-z0-9]{{1,4}}){{0,3}}"),
    ("NUMERO", rf"\(?\+?\(?\d(?:{_GAP}\d){{5,40}}"),
    ("NUMERO", r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}\b"),
    ("NUMERO", r"(?:\b(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|et|one|two|three|four|five|seven|eight|nine|oh)\b[ ,-]{1,2}){5,40}(?:z[ée]ro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|[a-z]{3,6}ze|vingt|one|two|three|four|five|seven|eight|nine)?"),
    ("PSEUDO", r"(?<![\w.@/])@[\w.]{2,40}|\b[\w.]{2,32}#\d{2,6}\b|(?<![\w/])[ur]/[\w-]{2,40}"),
    ("PSEUDO", rf"\b{_PSEUDO_WORDS}(?:\s{{1,2}}(?:sur\s|on\s)?{_NETWORK})?{_IS}{_QUOTED}"),
    ("PSEUDO", rf"\b(?:pseudo(?:nyme)?|username|user name|nickname|alias|apodo)(?:\s{{1,2}}(?:sur\s|on\s)?{_NETWORK})?{_IS}[\w.-]{{3,40}}"),
    ("PSEUDO", rf"\b{_NETWORK}\s?[:=]\s?[\w.-]{{3,40}}"),
    ("PSEUDO", r"(?<![\w.-])(?=[\w.-]{0,40}_)[\w.-]{3,60}(?![\w-])"),
    ("PSEUDO", rf"(?<![\w.-])(?!\d{{1,6}}{_UNITS}\d{{0,2}}(?!\w))(?=[\w-]{{0,200}}[^\W\d_])(?=(?:[^\W\d]|-){{0,200}}\d(?:[^\W\d]|-){{0,200}}\d)[\w-]{{5,200}}(?![\w-])"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Masked:
    """Texts without personal data, and what each mark stands for."""

    texts: tuple[str, ...]
    marks: Mapping[str, str]

    def back(self, text: str) -> str:
        """The person's own words again; a mark that we did not make stays as it is."""
        return _MARK.sub(lambda found: self.marks.get(found[0], found[0]), text)


def mask(texts: Sequence[str]) -> Masked:
    """The texts as they may leave; the same thing has the same mark in all of them. Pure, linear, never raises."""
    marks: dict[str, str] = {}
    known: dict[tuple[str, str], str] = {}
    return Masked(tuple(_short(_one(clean(text), marks, known), len(text) > READ) for text in texts), marks)


def clean(text: str) -> str:
    """A text whose length is bounded and that holds no mark of ours, nor invisible letters between two digits."""
    plain = unicodedata.normalize("NFKC", text[:READ]).replace("[", "(").replace("]", ")")
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def _one(text: str, marks: dict[str, str], known: dict[tuple[str, str], str]) -> str:
    made, end = "", 0
    for start, stop, kind in sorted(_found(text)):
        key = kind, " ".join(text[start:stop].casefold().split())
        if key not in known:
            known[key] = f"[{kind}_{sum(each == kind for each, _ in known) + 1}]"
            marks[known[key]] = text[start:stop]
        made, end = made + text[end:start] + known[key], stop
    return made + text[end:]


def _short(text: str, was_cut: bool) -> str:
    """What leaves of a long text: its beginning, up to a space, far from where it was cut. No mark holds a space."""
    most = min(SENT, len(text) - _EDGE) if was_cut else SENT
    return text if len(text) <= most else text[: max(most, 0)].rpartition(" ")[0]


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Places to hide, none over another: each rule reads what those before it have left."""
    left = text
    for kind, spans in _RULES:
        for start, stop in spans(left):
            left = left[:start] + (_HIDDEN if kind else _KEPT) * (stop - start) + left[stop:]
            if kind:
                yield start, stop, kind


def _secrets(text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in forbidden(text)]


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


_RULES: tuple[tuple[str, Callable[[str], Sequence[tuple[int, int]]]], ...] = (
    ("SECRET", _secrets),
    *((kind, partial(_spans, re.compile(pattern, re.IGNORECASE))) for kind, pattern in _KINDS),
    ("NOM", names),
)
