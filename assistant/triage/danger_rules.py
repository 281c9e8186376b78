"""The rules of danger_rules.yaml, read once and compiled; nothing here knows what a danger is."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Literal

import yaml

from assistant.triage.words import Spelling

Kind = Literal["violence", "medical", "fire", "intrusion", "child", "missing", "suicide", "sexual", "other"]
Span = tuple[int, int]
Pattern = re.Pattern[str]

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Saying:
    """Several ways to say one thing: a phrase among `phrases`, or all the parts of one of `together`, in any order."""

    phrases: Pattern
    together: tuple[tuple[Pattern, ...], ...] = ()

    def find(self, words: str) -> Span | None:
        """Where it is said in one sentence: the phrase, or the whole sentence when its parts are spread over it."""
        if found := self.phrases.search(words):
            return found.span()
        if any(all(part.search(words) for part in parts) for parts in self.together):
            return 0, len(words)
        return None

    def said(self, words: str) -> bool:
        """Whether it is said in one sentence."""
        return self.find(words) is not None


@dataclass(frozen=True)
class KindRules:
    """How one kind of danger is told, and the numbers to call, the first one first."""

    kind: Kind
    numbers: tuple[str, ...]
    always: Saying
    now: Saying
    present: Saying
    event: Saying


@dataclass(frozen=True)
class Rules:
    """The whole file; the order of `kinds` is the order in which a danger is named."""

    spelling: Spelling
    anchors: Pattern
    erase: Pattern
    now: Saying
    strong_now: Saying
    past: Saying
    told: Saying
    done: Saying
    asked: Saying
    long_ago: Saying
    unreal: Saying
    safe: Saying
    kinds: tuple[KindRules, ...]


@functools.cache
def rules() -> Rules:
    """The rules shipped with the package, compiled at first use. Raises if the file is broken: a bug of ours."""
    raw = yaml.safe_load(resources.files(__package__).joinpath("danger_rules.yaml").read_text(encoding="utf-8"))
    words = _expanded(raw["words"])
    return Rules(
        spelling=Spelling(
            {short: long for long, shorts in raw["spelling"].items() for short in str(shorts).split()},
            frozenset(raw["participles"].split()),
        ),
        anchors=re.compile("|".join(re.escape(anchor) for anchor in raw["anchors"]), re.IGNORECASE),
        erase=_saying(raw["erase"], words).phrases,
        now=_saying(raw["now"], words),
        strong_now=_saying(raw["strong_now"], words),
        past=_saying(raw["past"], words),
        told=_saying(raw["told"], words),
        done=_saying(raw["done"], words),
        asked=_saying(raw["asked"], words),
        long_ago=_saying(raw["long_ago"], words),
        unreal=_saying(raw["unreal"], words),
        safe=_saying(raw["safe"], words),
        kinds=tuple(
            KindRules(
                entry["kind"],
                tuple(entry["numbers"]),
                always=_saying(entry.get("always", ()), words),
                now=_saying(entry.get("now", ()), words),
                present=_saying(entry.get("present", ()), words),
                event=_saying(entry.get("event", ()), words),
            )
            for entry in raw["kinds"]
        ),
    )


def _expanded(words: Mapping[str, str]) -> dict[str, str]:
    done: dict[str, str] = {}
    for name, pattern in words.items():  # a list may use the lists above it
        done[name] = _named(pattern, done)
    return done


def _named(pattern: str, words: Mapping[str, str]) -> str:
    return re.sub(r"<([a-z]\w*)>", lambda found: words[found[1]], pattern)


def _saying(lines: Sequence[str], words: Mapping[str, str]) -> Saying:
    phrases = [_pattern(line, words) for line in lines if " & " not in line]
    spread = [line.split(" & ") for line in lines if " & " in line]
    return Saying(
        re.compile("|".join(phrases)) if phrases else _NOTHING,
        tuple(tuple(re.compile(_pattern(part, words)) for part in parts) for parts in spread),
    )


def _pattern(line: str, words: Mapping[str, str]) -> str:
    """One line of the file as a regular expression on whole words; every gap is bounded, so matching stays linear.

    A match starts at the space before its first word: `re` is fast on patterns that open with a letter to look for.
    """
    text = _named(line, words).replace(" ... ", r"(?: \w+){0,9}? ").replace(" .. ", r"(?: \w+){0,4}? ")
    start, text = ("^", text[1:]) if text.startswith("^") else ("", text)
    return start + " (?:" + re.sub(r"\((?!\?)", "(?:", text) + r")\b"
