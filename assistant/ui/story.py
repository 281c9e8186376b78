"""The parts of one story: open one, add one, take one away, and keep alike what they share. No drawing here."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from assistant import linked
from assistant.flow import Path, Step, walk
from assistant.linked import SHARED, Offer, Told
from assistant.ui import library, questions, session


def told() -> list[Told]:
    """Every part whose form is served, the main one first."""
    forms = questions.forms()
    return [Told(forms[name], answers) for name, answers in session.visit().parts.items() if name in forms]


def walks() -> list[Path]:
    """The walk of every part with the answers so far."""
    return [walk(part.form, part.answers, session.today()) for part in told()]


def sensitive(paths: Sequence[Path]) -> bool:
    """One sensitive part is enough: nothing is then named, nor counted as missing."""
    return any(path.form.sensitive for path in paths)


def offers(paths: Sequence[Path]) -> tuple[Offer, ...]:
    """What may be added to this story."""
    return linked.offers(paths, library.served().forms)


def number() -> int:
    """The place of the open part in the dossier, from 1."""
    visit = session.visit()
    return list(visit.parts).index(visit.form_id) + 1 if visit.form_id in visit.parts else 1


def spread(before: dict[str, JsonValue]) -> None:
    """Gives the other parts the common answers that have just changed in the open one; `before`: its answers until now."""
    visit = session.visit()
    here = questions.forms().get(visit.form_id)
    visit.fresh = visit.fresh and visit.answers == before
    for part in told() if here else ():
        if here and part.form.id != visit.form_id:
            answers = linked.followed(here, before, visit.answers, part.form, part.answers)
            visit.parts[part.form.id] = answers


def settled(step: Step) -> bool:
    """Whether a further part need not ask this page: all of it was said in another one."""
    visit, later = session.visit(), number() > 1
    return later and all(
        f.id in SHARED and f.id in visit.answers and f.complete(visit.answers[f.id]) for f in step.fields
    )


def add_part(form_id: str, origin: int = 0, same_scene: bool = False) -> None:
    """Begins another part, with what is common already said. `origin`: the part that led to it."""
    visit, form = session.visit(), library.served().forms.get(form_id)
    if form is None or form_id in visit.parts:
        return
    visit.parts[form_id] = linked.begun(told(), form, origin, same_scene)
    questions.pin(form_id)
    open_part(form_id, "before")
    visit.fresh = True


def open_part(form_id: str, view: session.View = "recap") -> None:
    """Goes to a part; the others stay as they are."""
    visit = session.visit()
    if form_id != visit.form_id:
        visit.before_part, visit.form_id = visit.form_id, form_id
    visit.view, visit.page, visit.from_recap, visit.fresh = view, "", False, False
    visit.errors, visit.lists, visit.opened, visit.changed, visit.maskable = {}, {}, {}, (), frozenset()
    visit.moved()


def remove_part(form_id: str) -> None:
    """Takes a part away with what was said in it, never the last one; what is common stays in the others."""
    visit = session.visit()
    if form_id not in visit.parts or len(visit.parts) < 2:
        return
    del visit.parts[form_id]
    visit.own.pop(form_id, None)
    if visit.form_id == form_id:
        open_part(visit.before_part if visit.before_part in visit.parts else next(iter(visit.parts)))
        visit.before_part = ""
    else:
        open_part(visit.form_id)
