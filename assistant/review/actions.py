"""What the result page says to do, to bring and to know, and which paper the answers call for."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue

from assistant.flow import Path
from assistant.form import Advice, Confidence, DocumentKind
from assistant.i18n import Translator


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do now, in French words to translate; `done` only when the answers say so."""

    id: str
    what: str
    when: str
    done: bool
    source: str
    confidence: Confidence

    def as_json(self, t: Translator) -> dict[str, JsonValue]:
        """The action of the result object."""
        return {"what": t(self.what), "when": t(self.when), "done": self.done}


def actions(path: Path) -> tuple[Todo, ...]:
    """What to do, in the order of the form (most urgent first)."""
    return tuple(
        Todo(a.id, a.what, a.when, a.done_if is not None and path.holds(a.done_if), a.source, a.confidence)
        for a in path.form.head.actions
        if path.holds(a.if_)
    )


def bring(path: Path) -> tuple[str, ...]:
    """The documents to bring, French texts to translate."""
    return tuple(piece.what for piece in path.form.head.bring if path.holds(piece.if_))


def advice(path: Path) -> tuple[Advice, ...]:
    """Sentences to read; those marked `early` also stand before the questions."""
    return tuple(sentence for sentence in path.form.head.advice if path.holds(sentence.if_))


def document_kind(path: Path) -> DocumentKind:
    """The first `documents` rule of the form that holds; else by who speaks and what they want."""
    for rule in path.form.head.documents:
        if path.holds(rule.if_):
            return rule.kind
    if path.answers.get("decl_role") in ("temoin", "proche"):
        return "signalement"
    if path.answers.get("intention_plainte") in ("signalement", "en_parler"):
        return "fiche"
    return "plainte"
