"""A second opinion on which form: it may bring one nearer, never send a complaint away nor overrule what is sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue.forms import SURE, proposable
from assistant.dialogue.values import OUT, Likely

_JUST = 0.01
_AMONG = 3  # forms that we would show: a sure opinion may choose among them


def reranked(ranked: Sequence[Likely], forms: Sequence[str], sure: bool) -> tuple[Likely, ...]:
    """The likelihoods with an opinion taken in.

    What we are sure of stays first. Else the form named first comes first: suggested when the opinion is sure and we
    would have shown that form, or when it is ours too; one of the choices otherwise. `hors_champ` is no one's to choose.
    """
    first = proposable(ranked)
    named = [form for form in dict.fromkeys(forms) if form != OUT]
    if not first or not named:
        return tuple(ranked)
    scores = {one.form: one.score for one in ranked}
    top = max(scores.values())
    if top >= SURE:
        ours = first[0].score
        behind = ours + _JUST if ours < SURE else first[1].score if len(first) > 1 else _JUST
        wanted = {form: max(scores.get(form, 0.0), behind) for form in named[:1] if form != first[0].form}
    else:
        shown = [one.form for one in first[:_AMONG]]
        chosen = named[0] == shown[0] or (sure and named[0] in shown)
        wanted = {named[0]: SURE if chosen else min(top + _JUST, SURE - _JUST)}
    return _with(ranked, wanted)


def _with(ranked: Sequence[Likely], wanted: dict[str, float]) -> tuple[Likely, ...]:
    """The same forms with other scores for some; a form that was too unlikely to be listed is added."""
    listed = {one.form for one in ranked}
    after = [replace(one, score=wanted.get(one.form, one.score)) for one in ranked]
    after += [Likely(form, score) for form, score in wanted.items() if form not in listed]
    return tuple(sorted(after, key=lambda one: (-one.score, one.form not in wanted)))
