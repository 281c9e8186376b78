"""Whether a message announces a danger NOW: rules first, which no model can cancel; then a model, for what they miss."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.triage.alarm import alarm
from assistant.triage.danger_rules import Kind, KindRules, Rules, Span, rules
from assistant.triage.weights import Floats
from assistant.triage.words import Sentence, sentences

WHOLE = 8_000  # characters read in full: the first and the last half of this
WINDOW = 150  # around each telling word of what lies between
MOST_WINDOWS = 8
MOST_SENTENCES = 60  # of each part, read for their signs
_SOMEBODY = re.compile(
    r"\b(?:je|il|elle|on|ils|elles|i|he|she|they|ich|er|sie|yo|io|eu|ele|ela|él|lui|lei|el|ea|ja|ona?|я|он|она|они|він|вона|вони|ben)\b"
    r"|\bj['’]|[我他她]|\b(?:أنا|هو|هي)\b",
    re.IGNORECASE,
)  # fmt: skip
SIGNS = ("now", "strong_now", "past", "told", "present", "long_ago", "unreal", "safe")


@dataclass(frozen=True)
class Danger:
    """A danger announced; `numbers` to call, the first one first; `words` are the person's own, as written."""

    kind: Kind
    numbers: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class _Told:
    """One sentence, idioms blanked, and what it says of time; worked out only if a danger word calls for it."""

    sentence: Sentence
    words: str
    rules: Rules

    @cached_property
    def now(self) -> bool:
        return self.rules.now.said(self.words)

    @cached_property
    def strong_now(self) -> bool:
        return self.rules.strong_now.said(self.words)

    @cached_property
    def past(self) -> bool:
        return self.rules.past.said(self.words) or self.long_ago

    @cached_property
    def told(self) -> bool:
        return self.rules.told.said(self.words)

    @cached_property
    def present(self) -> bool:
        return not (self.rules.done.said(self.words) or self.rules.asked.said(self.words))

    @cached_property
    def long_ago(self) -> bool:
        return self.rules.long_ago.said(self.words)

    @cached_property
    def unreal(self) -> bool:
        return self.rules.unreal.said(self.words)

    @cached_property
    def safe(self) -> bool:
        return self.rules.safe.said(self.words)


def danger(text: str) -> Danger | None:
    """The danger a message announces as going on, or None. Never raises; a rule that fires wins over the model."""
    return ruled(text) or _heard(text, in_form=False)


def danger_in_answer(text: str, short: bool = False) -> Danger | None:
    """The danger announced by the answer to a question of a form, which mostly tells what is over: the model must be surer.

    `short`: one line, which may name a thing ("une carabine de chasse"): a danger has somebody who acts, or a "now".
    """
    if short and not (_SOMEBODY.search(text) or signs(text)[:2].any()):
        return None
    return ruled(text) or _heard(text, in_form=True)


def _heard(text: str, in_form: bool) -> Danger | None:
    told = signs(text)
    if not (heard := alarm(text, told, in_form, _is_over(told))):
        return None
    numbers = next(entry.numbers for entry in rules().kinds if entry.kind == heard.kind)
    return Danger(heard.kind, numbers, text[heard.start : heard.end])


def _is_over(told: Floats) -> bool:
    heard = dict(zip(SIGNS, told, strict=False))
    return bool(heard["unreal"] or (heard["past"] and not (heard["now"] or heard["strong_now"])))


def signs(text: str) -> Floats:
    """What the rules hear of time and reality, one number each, for the model that reads under them."""
    known = rules()
    told = [
        _Told(sentence, _without_idioms(sentence, known), known)
        for part in _parts(text, known)
        for sentence in sentences(part, known.spelling)[:MOST_SENTENCES]
    ]
    heard = [float(any(getattr(each, name) for each in told)) for name in SIGNS]
    return np.array([*heard, ruled(text) is not None, np.log1p(min(len(text), WHOLE))], dtype=np.float32)


def ruled(text: str) -> Danger | None:
    """What the rules alone find. Pure, never raises, linear in the length of the text.

    Several kinds at once: the gravest names it (order of the file) and the numbers of the others follow its own.
    """
    found = [hit for part in _parts(text, rules()) for hit in _dangers(part, rules())]
    if not found:
        return None
    numbers = dict.fromkeys(number for hit in found for number in hit.numbers)
    return Danger(found[0].kind, tuple(numbers), found[0].words)


def _parts(text: str, known: Rules) -> Iterator[str]:
    """What is read of a text: all of it, or its two ends and the places between that hold a telling word."""
    if len(text) <= WHOLE:
        yield text
        return
    yield text[: WHOLE // 2]
    yield text[-WHOLE // 2 :]
    between = text[WHOLE // 2 : -WHOLE // 2]
    for count, anchor in enumerate(known.anchors.finditer(between)):
        if count == MOST_WINDOWS:
            return
        yield between[max(anchor.start() - WINDOW, 0) : anchor.end() + WINDOW]


def _dangers(text: str, known: Rules) -> Iterator[Danger]:
    told = [_Told(sentence, _without_idioms(sentence, known), known) for sentence in sentences(text, known.spelling)]
    told = list({sentence.words: sentence for sentence in reversed(told)}.values())[::-1]  # said twice is read once
    for entry in known.kinds:
        if place := _place(entry, told):
            yield Danger(entry.kind, entry.numbers, text[place[0] : place[1]])


def _without_idioms(sentence: Sentence, known: Rules) -> str:
    return known.erase.sub(lambda idiom: " " + "_" * (len(idiom[0]) - 1), sentence.words)


def _place(entry: KindRules, told: Sequence[_Told]) -> Span | None:
    """Where, in the original, this kind of danger is first told as going on."""
    for i, here in enumerate(told):
        around = told[max(i - 1, 0) : i + 2]
        found = _find(entry, here, around)
        if found and not any(near.unreal for near in around):
            return here.sentence.original(*found)
    return None


def _find(entry: KindRules, here: _Told, around: Sequence[_Told]) -> Span | None:
    if (found := entry.always.find(here.words)) and (here.strong_now or not here.long_ago):
        return found
    found = _found_now(entry, here, around)
    return None if found and any(near.safe for near in around) else found


def _found_now(entry: KindRules, here: _Told, around: Sequence[_Told]) -> Span | None:
    if (found := entry.now.find(here.words)) and _not_over(here, around):
        return found
    if (found := entry.present.find(here.words)) and (_is_now(around) or _is_present(here, around)):
        return found
    if (found := entry.event.find(here.words)) and _is_now(around):
        return found
    return None


def _not_over(here: _Told, around: Sequence[_Told]) -> bool:
    return here.strong_now or not (here.past or any(near.told for near in around))


def _is_present(here: _Told, around: Sequence[_Told]) -> bool:
    return here.present and not any(near.past or near.told for near in around)


def _is_now(around: Sequence[_Told]) -> bool:
    if any(near.strong_now for near in around):
        return True
    return any(near.now for near in around) and not any(near.past or near.told for near in around)
