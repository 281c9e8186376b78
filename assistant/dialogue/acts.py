"""What a short message does in a conversation: greets, says yes, goes back… Whole messages only, so that no story is
mistaken for a command: "non, c'était mardi" tells something, "non" alone does not."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from assistant.dialogue.values import Act
from assistant.triage.words import plain

_READ = 4_000  # characters: a command or a question shows itself at the beginning
_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 10  # words of a greeting, thanks or an insult that is nothing else
_ORDERS = re.compile(
    r"(?:ignore|oublie|forget|disregard)\w*\b.{0,40}\b(?:instruction|consigne|règle|rule|prompt|directive)"
    r"|\b(?:system|développeur|developer) ?(?:prompt|mode|message)\b|\bprompt syst[èe]me\b|\bjailbreak\b|\bDAN mode\b"
    r"|\b(?:you are now|tu es maintenant|act as|fais comme si tu étais|pretend to be)\b"
    r"|<\s*/?\s*(?:script|img|iframe|svg)\b|\bselect\b.{1,40}\bfrom\b\s+\w+\s*(?:;|where|$)|\bdrop table\b|\bdef \w+\("
    r"|\bimport (?:os|sys)\b|\bconsole\.log\(|\{\{.*\}\}|\$\{jndi|\bfunction\s*\w*\(.*\)\s*\{|\bcurl https?:",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:est ce que|puis je|peut on|dois je|faut il|ai je le droit|a t on le droit|c est quoi|qu est ce que"
    r"|comment faire|can i|do i (?:need|have)|how (?:do|can|long|much))\b"
)
_MENDING = re.compile(
    r"^(?:(?:ah|euh|mais|oh) )*(?:non|nan|no|nein|не|en fait|plutôt|finalement|pardon|désolée?|erreur|correction|je corrige"
    r"|actually|sorry|i mean|rather|perdón|scusa|c'était plutôt)\b"
    r"|\bje me suis tromp|\bje voulais dire|\bi meant\b|\bi was wrong\b|\bplutôt (?:à|le|vers|un|une|en)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Known:
    """The word lists of acts.yaml."""

    whole: Mapping[Act, frozenset[str]]
    core: Mapping[Act, frozenset[str]]
    made_of: Mapping[Act, frozenset[str]]
    asking: tuple[str, ...]
    picks: Mapping[int, frozenset[str]]
    pick_around: frozenset[str]
    rows: tuple[str, ...]


@functools.cache
def _known() -> _Known:
    raw = yaml.safe_load(resources.files(__package__).joinpath("acts.yaml").read_text(encoding="utf-8"))
    core = {name: frozenset(words_of(entry["core"])) for name, entry in raw["made_of"].items()}
    return _Known(
        whole={name: frozenset(_said(lines)) for name, lines in raw["whole"].items()},
        core=core,
        made_of={name: core[name] | frozenset(words_of(entry["more"])) for name, entry in raw["made_of"].items()},
        asking=tuple(_said(raw["asking"])),
        picks={int(n): frozenset(words_of(words)) for n, words in raw["picks"].items()},
        pick_around=frozenset(words_of(raw["pick_around"])),
        rows=tuple(raw["keyboard_rows"].split()),
    )


def _said(lines: Iterable[str]) -> list[str]:
    return [" ".join(words_of(one)) for line in lines for one in line.split(",")]


def words_of(text: str) -> list[str]:
    """The words of a text, without capitals, accents and stretched letters."""
    return [plain(word) for word in _WORD.findall(text[:_READ])]


def act(text: str) -> Act:
    """What a message does; everything short is recognised before "ask" and "tell". Pure, never raises."""
    if not text.strip():
        return "empty"
    words, known = words_of(text), _known()
    whole = " ".join(words)
    for name, said in known.whole.items():
        if whole in said:
            return name
    if _is_noise(text, words):
        return "noise"
    if len(words) <= _LONGEST:
        for name, made_of in known.made_of.items():
            if known.core[name] & set(words) and made_of.issuperset(words):
                return name
    if _ORDERS.search(text[:_READ]):
        return "order"
    return "ask" if asks(text) else "tell"


def asks(text: str) -> bool:
    """Whether a message is put as a question."""
    words = words_of(text)
    while words and words[0] in _known().core["hello"]:
        words = words[1:]
    whole = " ".join(words) + " "
    return (
        any(mark in text[:_READ] for mark in "?؟？")
        or any(whole.startswith(f"{start} ") for start in _known().asking)
        or _INSIDE.search(whole) is not None
    )


def corrects(text: str) -> bool:
    """Whether a short message takes back something said before: "non, c'était mardi", "plutôt à Voiron"."""
    return len(words_of(text)) <= 15 and _MENDING.search(text.strip()) is not None


def pick(text: str) -> int:
    """Which of the things proposed is meant, from 1; 0 for none."""
    words, known = words_of(text), _known()
    if not 0 < len(words) <= 5:
        return 0
    found = [number for number, names in known.picks.items() if names & set(words)]
    numbers = frozenset().union(*known.picks.values())
    return found[0] if len(found) == 1 and (numbers | known.pick_around).issuperset(words) else 0


def _is_noise(text: str, words: list[str]) -> bool:
    """Pictures, a fist on the keyboard, digits alone: nothing that a sentence of ours would help to read."""
    letters = {letter.casefold() for letter in _LETTER.findall(text[:_READ])}
    if not letters or (len(letters) == 1 and text.isascii()):
        return True
    return len(words) <= 4 and all(_is_mash(word) for word in words)


def _is_mash(word: str) -> bool:
    if not word.isascii():
        return False
    if word.isdigit() or (len(word) >= 4 and len(set(word)) == 1):
        return True
    if len(word) >= 4 and any(word in row or row.startswith(word[:5]) for row in _known().rows):
        return True
    return len(word) >= 6 and sum(letter in "aeiouy" for letter in word) / len(word) < 0.15
