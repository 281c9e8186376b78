"""What the parts of one dossier ask for together: actions, dates and papers to bring, without doubles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.flow import Path
from assistant.form import Advice
from assistant.review.actions import Todo, actions, advice, bring
from assistant.review.deadlines import Due, deadlines, order_of

T = TypeVar("T")
# Actions that forms name alike and word in their own way: the first wording stands for all, each is done once.
_SAME_ACT = frozenset({"opposition", "usurpation", "telephone", "assureur"})
# How soon an action is due, for lists of several forms; anything else comes after, in the order of its form.
_SOON = ("maintenant", "aujourd'hui", "au plus vite")


def all_actions(paths: Sequence[Path]) -> tuple[Todo, ...]:
    """What to do for all parts, most urgent first; an act that two parts ask for is done when one says so."""
    if len(paths) == 1:
        return actions(paths[0])
    found = [todo for path in paths for todo in actions(path)]
    done = {_act(todo) for todo in found if todo.done}
    return tuple(sorted((replace(todo, done=_act(todo) in done) for todo in _once(found, _act)), key=_soon))


def _act(todo: Todo) -> Hashable:
    return todo.id if todo.id in _SAME_ACT else (todo.what, todo.when)


def _soon(todo: Todo) -> int:
    return next((n for n, words in enumerate(_SOON) if todo.when.startswith(words)), len(_SOON))


def all_deadlines(paths: Sequence[Path], today: dt.date) -> tuple[Due, ...]:
    """The limits of all parts, soonest first; the same thing due the same day is told once."""
    if len(paths) == 1:
        return deadlines(paths[0], today)
    return tuple(sorted(_once((due for path in paths for due in deadlines(path, today)), _limit), key=order_of))


def _limit(due: Due) -> Hashable:
    """Two prudent dates of the same day are one; so are two declarations to the insurer."""
    return (due.id, due.due, due.rule) if due.due else (due.what, due.when)


def all_bring(paths: Sequence[Path]) -> tuple[str, ...]:
    """The documents to bring for all parts, French texts to translate."""
    return bring(paths[0]) if len(paths) == 1 else tuple(_once((w for path in paths for w in bring(path)), _thing))


def _thing(what: str) -> Hashable:
    """What is to be brought, without the remark each form makes of it: "Une pièce d'identité, si vous en avez une"."""
    return re.split(r"[,(:;]", what)[0].strip()


def all_advice(paths: Sequence[Path]) -> tuple[Advice, ...]:
    """Sentences to read for all parts."""
    return tuple(_once((sentence for path in paths for sentence in advice(path)), lambda sentence: sentence.body))


def _once(found: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The first of those that are alike, in order."""
    kept: dict[Hashable, T] = {}
    for one in found:
        kept.setdefault(key(one), one)
    return list(kept.values())
