"""Whether a message sounds like a danger now, by the trained model: under the rules, never instead of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.triage.danger_rules import Kind
from assistant.triage.encoder import PATIENCE
from assistant.triage.ranker import reasons
from assistant.triage.scores import scores
from assistant.triage.weights import Floats, model

FEW_WORDS = 8
OVER = 0.2  # probability of a danger now in what the rules hear as over or unreal, with no "now"
MOST_WORDS = 300  # letters of the sentence given back
_STOP = re.compile(r"[.!?;…\n]+")


@dataclass(frozen=True)
class Alarm:
    """The likeliest kind, and the place in the text of the sentence that weighs most."""

    kind: Kind
    start: int
    end: int


def alarm(
    text: str, signs: Floats, in_form: bool = False, over: bool = False, patience: float = PATIENCE
) -> Alarm | None:
    """What the model hears in a text, or None. Bounded: of a long text it reads the beginning and the end.

    `signs`: what the rules heard (danger.signs). `in_form`: the answer to a question of a form, which tells what is over
    ("la cuisine", "il avait un couteau"): the model is asked of whole sentences only, and must be surer. `over`: the rules
    hear a past or something unreal, and no "now": it must be surer too.
    """
    if not any(map(str.isalpha, text)) or (in_form and len(text.split()) < FEW_WORDS):
        return None
    found, known = scores(text, patience), model()
    least = known.alarm_in_form if in_form else max(known.alarm_at, OVER if over else 0.0)
    if found.danger(signs) < least:
        return None
    start, end = _sentence(text)
    return Alarm(found.kind, start, end)


def _sentence(text: str) -> tuple[int, int]:
    """The sentence of the word that speaks most for danger; the beginning when none does."""
    told = reasons(text, model().danger_at)
    at = text.find(told[0]) if told else 0
    stops = [0, *(stop.end() for stop in _STOP.finditer(text)), len(text)]
    start = max(stop for stop in stops if stop <= at)
    end = min(stop for stop in stops if stop > at) if at < len(text) else len(text)
    return start, min(end, start + MOST_WORDS)
