"""One question to the model server: masked, sent, read with suspicion, turned back into the person's own words."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.assist.answer import Allowed, Answer, SlotKind, read
from assistant.assist.client import BUDGET, Client
from assistant.assist.faithful import faithful
from assistant.assist.mask import Masked, mask
from assistant.assist.prompt import prompt
from assistant.assist.server import Server

_TOLD = 4  # messages that are sent, the last ones


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored answer to tell in other words: its id, its text, the name of its language."""

    entry: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What a server proposes, all of it checked: forms that exist, words that the person wrote, a text that adds nothing."""

    forms: tuple[str, ...] = ()
    sure: bool = False
    slots: tuple[tuple[SlotKind, str], ...] = ()
    rephrased: str = ""


@functools.cache
def client(server: Server) -> Client:
    """The wire to a server, one for the whole process."""
    return Client(server)


def advise(
    server: Server, told: Sequence[str], forms: Mapping[str, str], stored: Stored | None = None, budget: float = BUDGET
) -> Advice | None:
    """What the server says of these messages, the newest last; None when it says nothing of use in time. Never raises."""
    masked = mask(told[-_TOLD:])
    sent = prompt(masked.texts, forms, *((stored.entry, stored.text, stored.language) if stored else ()))
    allowed = Allowed(frozenset(forms), stored.entry if stored else "")
    answer = client(server).ask(sent, lambda text: read(text, allowed), budget)
    if answer is None:
        return None
    return Advice(answer.forms, answer.sure, _said(answer, masked, told), _rephrased(answer, stored, masked))


def _said(answer: Answer, masked: Masked, told: Sequence[str]) -> tuple[tuple[SlotKind, str], ...]:
    """Only facts whose words stand in what the person wrote, in the person's own spelling."""
    whole = unicodedata.normalize("NFKC", "\n".join(told))
    low, found = whole.casefold(), dict[tuple[SlotKind, str], None]()
    for slot in answer.slots:
        words = masked.back(slot.words).strip()
        at = low.find(words.casefold()) if len(low) == len(whole) else whole.find(words)
        if len(words) >= 2 and at >= 0:
            found[slot.kind, whole[at : at + len(words)]] = None
    return tuple(found)


def _rephrased(answer: Answer, stored: Stored | None, masked: Masked) -> str:
    text = " ".join(answer.answer.split())
    if stored is None or answer.entry != stored.entry or not faithful(text, stored.text, masked.texts[-1]):
        return ""
    return text
