"""What the buttons of the questionnaire do: read the page, check it, move. No drawing here."""

from __future__ import annotations

import datetime as dt
import secrets

from assistant.cases import new_reference
from assistant.dialogue import handed
from assistant.fields import IN_PERSON
from assistant.flow import free_texts, walk
from assistant.form import Form, Page
from assistant.i18n import Message
from assistant.triage.danger import danger_in_answer
from assistant.ui import keeping, questions, session, story
from assistant.ui.reading import current_form, current_path, live_step, read
from assistant.ui.session import Visit


def begin(form_id: str) -> None:
    """Starts a new file for a kind of facts; a kind that is in the file already goes on with what was said."""
    visit = session.visit()
    if form_id in visit.parts:
        story.open_part(form_id)
    else:
        keeping.erase()
        visit.form_id, visit.parts = form_id, {form_id: {}}
        questions.pin(form_id)
        visit.reference, visit.created = new_reference(secrets.choice), session.now()
    visit.view = "before"
    visit.moved()


def start() -> None:
    """From the screen before the questions to the first page; what was told in the conversation is in the answers now."""
    path, state = current_path(), session.widgets()
    if state.get("keep-copy") is not None:
        keeping.consent(bool(state["keep-copy"]))
    elif "keep-nothing" in state:
        keeping.consent(False if state["keep-nothing"] else None)
    if path and path.steps:
        visit = session.visit()
        visit.carried, visit.talk = False, handed(visit.talk)
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


def continue_(page_id: str) -> None:
    """Checks the page: an invalid answer keeps the person here, everything valid is kept in any case."""
    visit, form, today = session.visit(), current_form(), session.today()
    page = next((p for p in form.pages if p.id == page_id), None) if form else None
    if form is None or page is None:
        return
    errors: dict[session.Where, Message] = {}
    before = dict(visit.answers)
    for question in live_step(form, page, today).fields:
        value, wrong = read(question, today)
        errors |= wrong
        if value is not None:
            visit.answers[question.id] = value
        elif not wrong:
            visit.answers.pop(question.id, None)
    visit.errors = errors
    story.spread(before)
    listen(page, visit)
    if errors:
        visit.moved("error")
        return
    visit.changed = tuple(k for k in visit.answers if visit.answers[k] != before.get(k))
    _onward(form, page_id, visit, today)


def _onward(form: Form, page_id: str, visit: Visit, today: dt.date) -> None:
    path = walk(form, visit.answers, today)
    order = [step.page.id for step in path.steps]
    later = (
        [s.page.id for s in path.steps[order.index(page_id) + 1 :] if not story.settled(s)] if page_id in order else []
    )
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
    before = dict(visit.answers)
    for question in live_step(form, page, today).fields:
        value, wrong = read(question, today)
        if value is None and not wrong and question.in_person:
            visit.answers[question.id] = dict(IN_PERSON)
        elif value is not None:
            visit.answers[question.id] = value
    story.spread(before)
    listen(page, visit)
    _onward(form, page_id, visit, today)


def keep() -> None:
    """Keeps what is valid on the page being filled, before leaving it by another way than Continue."""
    visit, form, today = session.visit(), current_form(), session.today()
    page = next((p for p in form.pages if p.id == visit.page), None) if form and visit.view == "page" else None
    if form is None or page is None:
        return
    before = dict(visit.answers)
    for question in live_step(form, page, today).fields:
        value, _ = read(question, today)
        if value is not None:
            visit.answers[question.id] = value
    story.spread(before)
    listen(page, visit)


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
    for text, short in free_texts(page.fields, visit.answers):
        found = danger_in_answer(text, short)
        if found and found.kind not in visit.danger_seen:
            visit.danger = (found.kind, found.numbers)


def leave_danger() -> None:
    """The person closes the danger card."""
    visit = session.visit()
    if visit.danger:
        visit.danger_seen |= {visit.danger[0]}
    visit.danger = None


def erase() -> None:
    """Tout effacer, at once; the next page says that it is done."""
    keeping.erase()
    session.visit().told_erased = True
