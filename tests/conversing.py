"""The words in which the tests of the conversation tell one: what is said, how likely each form is, what comes out."""

from __future__ import annotations

from dataclasses import replace

from pydantic import JsonValue

from assistant import dialogue
from assistant.dialogue import Around, Fact, FactKind, Heard, Likely, Reply, Say, Talk
from assistant.form import load_library

FORMS = load_library().forms
SENSITIVE = frozenset(name for name, form in FORMS.items() if form.sensitive)
AROUND = Around(frozenset(FORMS), SENSITIVE)


def heard(text: str, **scores: float) -> Heard:
    """A message whose likelihoods are given; what is left of one is spread over all the other forms."""
    rest = [name for name in (*FORMS, dialogue.OUT) if name not in scores]
    left = max(1 - sum(scores.values()), 0) / len(rest)
    ranked = [Likely(name, score, (f"mots de {name}",)) for name, score in scores.items()]
    ranked += [Likely(name, left) for name in rest] if scores else []
    ranked.sort(key=lambda one: -one.score)
    return Heard(text, dialogue.act(text), dialogue.pick(text), dialogue.corrects(text), alone=tuple(ranked))


def fact(kind: FactKind, value: JsonValue, words: str = "") -> Fact:
    return Fact(kind, value, words or str(value))


def after(*messages: Heard | str, talk: Talk | None = None, around: Around = AROUND) -> Talk:
    """The conversation after these messages."""
    talk = talk or Talk()
    for message in messages:
        talk = dialogue.hear(talk, message if isinstance(message, Heard) else heard(message), around)
    return talk


def names(talk: Talk) -> list[str]:
    """The names of our sentences, and of the stored answers, in order."""
    found: list[str] = []
    for turn in talk.turns:
        found += turn.names if isinstance(turn, Say) else [f"reply {turn.entry}"] if isinstance(turn, Reply) else []
    return found


def with_facts(message: Heard, *found: Fact) -> Heard:
    return replace(message, facts=found)


BIKE = heard("On m'a volé mon vélo hier soir devant la gare", vol_velo=0.86, vol_simple=0.06)
DOUBT = heard("Ils m'ont pris mon sac dans la rue", vol_simple=0.5, vol_violence=0.35, vol_vehicule=0.05)
PARTNER = heard("Mon mari m'a encore frappée hier", violences_conjugales=0.9, violences=0.05)
LANDLORD = heard("Mon propriétaire ne me rend pas ma caution", hors_champ=0.9)
