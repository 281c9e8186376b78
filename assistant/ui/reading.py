"""What is on the screen now, as answers: read, checked, and rewritten when something must be masked. No drawing here."""

from __future__ import annotations

import datetime as dt

from pydantic import JsonValue

from assistant.condition import fields_of
from assistant.fields import Field, Invalid, Lines, LongText, Text
from assistant.flow import Path, Step, walk
from assistant.form import Form, Page, parts_of
from assistant.i18n import Message
from assistant.review.forbidden import TOLD, asks_iban, cleaned
from assistant.ui import questions, session
from assistant.ui.widgets import WIDGETS, key_of


def current_form() -> Form | None:
    """The form being filled, None when none was chosen (or it is no longer served)."""
    return questions.forms().get(session.visit().form_id)


def current_path() -> Path | None:
    """The walk with the answers so far."""
    form = current_form()
    return walk(form, session.visit().answers, session.today()) if form else None


def controlling(page: Page) -> frozenset[str]:
    """The questions of a page on which another of the same page depends: they rerun the page at once."""
    return frozenset(leaf.field for question in page.fields if question.if_ for leaf in fields_of(question.if_))


def live_step(form: Form, page: Page, today: dt.date) -> Step:
    """The page as it stands with what is on the screen now, checked or not."""
    visit = session.visit()
    answers = dict(visit.answers)
    for name in controlling(page):
        question = next((q for q in page.fields if q.id == name), None)
        if question is None or not _drawn(question):
            continue
        answers.pop(name, None)
        value, error = read(question, today)
        if value is not None and not error:
            answers[name] = value
    path = walk(form, answers, today)
    return next((s for s in path.steps if s.page.id == page.id), Step(page, ()))


def _drawn(question: Field) -> bool:
    prefix = f"q-{question.id}"
    return any(str(k) == prefix or str(k).startswith(f"{prefix}-") for k in session.widgets())


def read(question: Field, today: dt.date) -> tuple[JsonValue, dict[session.Where, Message]]:
    """The clean answer on the screen (None = nothing typed), and what is wrong with it.

    Both when it holds what must never be asked: the answer is then the masked one, the message says why.
    """
    raw = WIDGETS[question.type].raw(question, (question.id,), session.widgets(), today)
    if raw is None:
        return None, {}
    try:
        value = question.read(raw)
    except Invalid as invalid:
        return None, {(question.id, *at): message for at, message in invalid.errors}
    form = current_form()
    kept, kinds = cleaned(question, value, form is not None and asks_iban(form))
    session.visit().maskable -= {question.id}
    if kinds and not question.private:
        session.visit().maskable |= {question.id}
        return kept, {(question.id,): TOLD[kinds[0]]}
    return value, {}


def mask(field_id: str) -> None:
    """Puts the masked answer, kept when it was read, in place of what is on the screen."""
    visit, form = session.visit(), current_form()
    if form is None or field_id not in visit.answers:
        return
    _rewrite(form.fields[field_id], (field_id,), visit.answers[field_id])
    if field_id in visit.lists:
        visit.lists[field_id] = _items(visit.answers[field_id])
    visit.maskable -= {field_id}
    visit.errors = {where: message for where, message in visit.errors.items() if where[0] != field_id}
    visit.moved(f"q-{field_id}", visit.t(Message("C'est masqué. Vous pouvez continuer.")))


def _rewrite(field: Field, where: session.Where, value: JsonValue) -> None:
    """Writes an answer again in the boxes that are on the screen."""
    state, key = session.widgets(), key_of(where)
    if key in state and isinstance(field, (Text, LongText, Lines)):
        state[key] = field.typed(value)
    for part in parts_of(field):
        for index, item in enumerate(_items(value)):
            if isinstance(item, dict) and part.id in item:
                inside = (*where, index, part.id) if isinstance(value, list) else (*where, part.id)
                _rewrite(part, inside, item[part.id])


def _items(value: JsonValue) -> list[JsonValue]:
    return list(value) if isinstance(value, list) else [value]
