"""What the buttons of the questionnaire do: read the page, check it, move. No drawing here."""

from __future__ import annotations

import datetime as dt
import secrets

from pydantic import JsonValue

from assistant.cases import new_reference
from assistant.condition import fields_of
from assistant.fields import IN_PERSON, Field, Invalid
from assistant.flow import Path, Step, free_texts, walk
from assistant.form import Form, Page
from assistant.i18n import Message
from assistant.review.forbidden import TOLD, asks_iban, cleaned
from assistant.triage.danger import danger
from assistant.ui import library, session
from assistant.ui.session import Visit
from assistant.ui.widgets import WIDGETS


def current_form() -> Form | None:
    """The form being filled, None when none was chosen (or it is no longer served)."""
    return library.served().forms.get(session.visit().form_id)


def current_path() -> Path | None:
    """The walk with the answers so far."""
    form = current_form()
    return walk(form, session.visit().answers, session.today()) if form else None


def begin(form_id: str) -> None:
    """Starts a new file for a kind of facts; the same kind again goes on with what was said."""
    visit = session.visit()
    if visit.form_id != form_id:
        session.erase()
        visit.form_id, visit.reference, visit.created = form_id, new_reference(secrets.choice), session.now()
    visit.view = "before"
    visit.moved()


def start() -> None:
    """From the screen before the questions to the first page."""
    path = current_path()
    if path and path.steps:
        go_to(path.steps[0].page.id)


def go_to(page_id: str, from_recap: bool = False, field: str = "") -> None:
    """Opens a page; from the recap, Continue comes back to it, and the focus goes to the question to change."""
    visit = session.visit()
    visit.view, visit.page, visit.from_recap = "page", page_id, from_recap
    visit.errors, visit.lists, visit.opened, visit.changed = {}, {}, {}, ()
    visit.moved(f"q-{field}" if field else "heading")


def change(page_id: str, field: str) -> None:
    go_to(page_id, from_recap=True, field=field)


def show(view: str) -> None:
    """Opens the recap or the result."""
    visit = session.visit()
    visit.view = view  # type: ignore[assignment]
    visit.errors = {}
    visit.moved()


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
        value, error = _read(question, today)
        if value is not None and not error:
            answers[name] = value
    path = walk(form, answers, today)
    return next((s for s in path.steps if s.page.id == page.id), Step(page, ()))


def _drawn(question: Field) -> bool:
    prefix = f"q-{question.id}"
    return any(str(k) == prefix or str(k).startswith(f"{prefix}-") for k in session.widgets())


def _read(question: Field, today: dt.date) -> tuple[JsonValue, dict[session.Where, Message]]:
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


def continue_(page_id: str) -> None:
    """Checks the page: an invalid answer keeps the person here, everything valid is kept in any case."""
    visit, form, today = session.visit(), current_form(), session.today()
    page = next((p for p in form.pages if p.id == page_id), None) if form else None
    if form is None or page is None:
        return
    errors: dict[session.Where, Message] = {}
    before = dict(visit.answers)
    for question in live_step(form, page, today).fields:
        value, wrong = _read(question, today)
        errors |= wrong
        if value is not None:
            visit.answers[question.id] = value
        elif not wrong:
            visit.answers.pop(question.id, None)
    visit.errors = errors
    listen(page, visit)
    if errors:
        visit.moved("error")
        return
    visit.changed = tuple(k for k in visit.answers if visit.answers[k] != before.get(k))
    _onward(form, page_id, visit, today)


def _onward(form: Form, page_id: str, visit: Visit, today: dt.date) -> None:
    path = walk(form, visit.answers, today)
    order = [step.page.id for step in path.steps]
    later = order[order.index(page_id) + 1 :] if page_id in order else []
    changed = visit.changed
    if not visit.from_recap and later:
        go_to(later[0])
        return
    show("recap")
    visit.changed = changed
    if visit.from_recap and changed:
        names = ", ".join(visit.t(form.fields[name].name) for name in changed)
        visit.moved(f"row-{changed[0]}", visit.t(Message("Modifié : {names}", names=names)))


def say_in_person(page_id: str) -> None:
    """Leaves what is not answered on this page for the interview, and goes on."""
    form, today = current_form(), session.today()
    page = next((p for p in form.pages if p.id == page_id), None) if form else None
    if form is None or page is None:
        return
    visit = session.visit()
    for question in live_step(form, page, today).fields:
        value, wrong = _read(question, today)
        if value is None and not wrong and question.in_person:
            visit.answers[question.id] = dict(IN_PERSON)
        elif value is not None:
            visit.answers[question.id] = value
    listen(page, visit)
    _onward(form, page_id, visit, today)


def keep() -> None:
    """Keeps what is valid on the page being filled, before leaving it by another way than Continue."""
    visit, form, today = session.visit(), current_form(), session.today()
    page = next((p for p in form.pages if p.id == visit.page), None) if form and visit.view == "page" else None
    if form is None or page is None:
        return
    for question in live_step(form, page, today).fields:
        value, _ = _read(question, today)
        if value is not None:
            visit.answers[question.id] = value
    listen(page, visit)


def mask(field_id: str) -> None:
    """Puts the masked answer, kept when it was read, in place of what is on the screen."""
    visit, state = session.visit(), session.widgets()
    value = visit.answers.get(field_id)
    if isinstance(value, list) and field_id in visit.lists:
        visit.lists[field_id] = list(value)
    for key in [str(k) for k in state if str(k) == f"q-{field_id}" or str(k).startswith(f"q-{field_id}-")]:
        del state[key]
    visit.maskable -= {field_id}
    visit.errors = {where: message for where, message in visit.errors.items() if where[0] != field_id}
    visit.moved(f"q-{field_id}", visit.t(Message("C'est masqué. Vous pouvez continuer.")))


def jump(page_id: str = "") -> None:
    """To another page, or to the recap, with what is valid on this one."""
    keep()
    if page_id:
        go_to(page_id)
    else:
        show("recap")


def back(page_id: str) -> None:
    """To the page before, keeping what is valid on this one; from the recap, back to the recap."""
    visit, path = session.visit(), current_path()
    if path is None:
        return
    keep()
    order = [step.page.id for step in walk(path.form, visit.answers, path.today).steps]
    place = order.index(page_id) if page_id in order else 0
    if visit.from_recap:
        show("recap")
    elif place == 0:
        show("before")
    else:
        go_to(order[place - 1])


def listen(page: Page, visit: Visit) -> None:
    """Looks for a danger in the free texts of a page; nothing is blocked, nothing takes the card away but the person."""
    for text in free_texts(page.fields, visit.answers):
        found = danger(text)
        if found and found.kind not in visit.danger_seen:
            visit.danger = (found.kind, found.numbers)


def leave_danger() -> None:
    """The person closes the danger card."""
    visit = session.visit()
    if visit.danger:
        visit.danger_seen |= {visit.danger[0]}
    visit.danger = None


def erase() -> None:
    """Tout effacer, at once."""
    session.erase()
