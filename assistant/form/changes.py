"""What moving from one version of a form to another means: for the form, and for the person whose answers move over.

Without answers it is what the publication of a form shows; with them and a walk, what the person is told first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.facts import Answers
from assistant.fields import Field
from assistant.form.carry import Told, carried, carry
from assistant.form.compare import Change, Sort, When, differences
from assistant.form.model import Form
from assistant.i18n import Message as M

GONE = M("La question n'est plus posée.")
HIDDEN = M("D'après vos autres réponses, cette question ne vous concerne plus.")
AGAIN = M("D'après vos autres réponses, cette question vous concerne de nouveau.")


class Walked(Protocol):
    """What is read here of a walk (`flow.Path`, which stands above the forms): what counts, what is missing."""

    @property
    def answers(self) -> Answers: ...
    @property
    def missing(self) -> tuple[str, ...]: ...


Walk = Callable[[Form, Answers], Walked]  # flow.walk, on a given day


@dataclass(frozen=True, slots=True)
class _Whole:
    """Every answer as if its question were shown: what is known without a walk."""

    answers: Answers
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences between two versions, and what they do to one person's answers.

    `dropped` do not go over: shown so that the person can copy them. `unasked` stay in the draft, and leave the paper;
    `again` come back on it. `awaiting`: essential questions without an answer that were not missing before.
    """

    form: tuple[Change, ...] = ()
    dropped: tuple[Told, ...] = ()
    unasked: tuple[Told, ...] = ()
    again: tuple[Told, ...] = ()
    awaiting: tuple[Field, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell; two versions may differ for the program alone."""
        return bool(self.form or self.dropped)


def changes(old: Form, new: Form, answers: Answers | None = None, walk: Walk | None = None) -> Changes:
    """What differs between two versions of a form. Pure.

    Without `walk`, conditions are left aside: `unasked` then holds only the answers whose question is gone.
    """
    told = answers or {}
    moved = carried(old, new, told)
    before = walk(old, told) if walk else _Whole({n: told[n] for n in told if n in old.fields})
    after = walk(new, moved.answers) if walk else _Whole({n: v for n, v in moved.answers.items() if n in new.fields})
    return Changes(
        form=differences(old, new),
        dropped=tuple(moved.dropped),
        unasked=tuple(_unasked(old, new, before.answers, moved.answers, after.answers)),
        again=tuple(_told(name, new, after.answers, AGAIN) for name in after.answers if name not in before.answers),
        awaiting=tuple(new.fields[name] for name in after.missing if name not in before.missing),
    )


def _unasked(old: Form, new: Form, before: Answers, kept: Answers, after: Answers) -> Iterator[Told]:
    """What counted before, goes over, and counts no more."""
    for name in before:
        if name in kept and name not in after:
            yield _told(name, old, kept, HIDDEN if name in new.fields else GONE)


def _told(name: str, form: Form, answers: Answers, why: M) -> Told:
    question = form.fields[name]
    return Told((name,), M(question.label), answers[name], why, question)


__all__ = ["Change", "Changes", "Sort", "Told", "Walk", "Walked", "When", "carry", "changes", "differences"]
