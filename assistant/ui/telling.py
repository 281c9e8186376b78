"""What the conversation's messages and buttons do to the visit, and how it is handed over to the questionnaire. No drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pydantic import JsonValue

from assistant import dialogue
from assistant.dialogue import Fact, Ready, Reply, Say, Suggest, Talk
from assistant.fields import Invalid
from assistant.form import Form
from assistant.review.coach import STORY
from assistant.review.forbidden import asks_iban, cleaned
from assistant.ui import advice, filing, questions, session, story, understanding
from assistant.ui.going_on import around
from assistant.ui.going_on import goes_on as _now

_ANEW = ("restart", "erase")  # what begins another conversation, for which nothing was allowed yet


def say(text: str) -> None:
    """A message arrives: masked, and looked at for a danger, before anything that may take time."""
    visit = session.visit()
    if visit.helper == "asked":
        visit.helper = "no"
    kept = understanding.safe(text)
    visit.hearing = (kept, kept != text)
    if found := understanding.at_once(kept):
        _alert(found.kind, found.numbers)
    visit.moved("none")


def _alert(kind: str, numbers: tuple[str, ...]) -> None:
    """Each message may open the card again, even one of a kind that was closed: it is a new cry."""
    visit = session.visit()
    before = visit.danger[1] if visit.danger else ()
    visit.danger = (kind, tuple(dict.fromkeys((*numbers, *before))))


def answer() -> None:
    """Understands the message that waits, and replies."""
    visit = session.visit()
    if visit.hearing is None:
        return
    waiting, now = visit.hearing, session.now()
    heard = understanding.understand(waiting[0], visit.talk.told, now, waiting[1])
    if heard.danger:
        _alert(*heard.danger)
    talk = dialogue.hear(visit.talk, heard, around())
    if (helped := advice.helped(visit, heard, talk, now)) != heard:
        talk = dialogue.hear(visit.talk, helped, around())
    if visit.hearing is not waiting:  # erased, or answered by a run that overtook this one
        return
    visit.hearing = None
    if heard.act in _ANEW:
        visit.helper = ""
    _now(talk, "reply")


def settle(option: str) -> None:
    _now(dialogue.settle(session.visit().talk, option, around()), "reply")


def other() -> None:
    _now(dialogue.none_of_these(session.visit().talk), "reply")


def browse() -> None:
    """The list, to choose oneself."""
    _now(dialogue.browse(session.visit().talk), "reply")


def skip() -> None:
    """« Passer au questionnaire » : the form proposed, if there is one; else the list. What was told goes along."""
    card = session.visit().talk.card
    if isinstance(card, Suggest):
        go_on(card.form)
    else:
        browse()


def back() -> None:
    _now(dialogue.back(session.visit().talk), "reply")


def erase() -> None:
    """Effacer la conversation: nothing of it stays, in memory or in the copy."""
    visit = session.visit()
    visit.hearing, visit.helper, visit.rethinking = None, "", False
    _now(Talk().saying(Say(("erase",))), "heading")


def more(entry: str) -> None:
    """A stored answer asked for by a button."""
    talk = session.visit().talk
    _now(talk.saying(Reply(entry)), "reply")


def on_facts(act: Callable[..., Talk], *args: object) -> None:
    """Confirms, takes away or rewrites a fact."""
    visit = session.visit()
    visit.talk = act(visit.talk, *args)
    session.widgets().pop("tell-editing", None)
    visit.moved("pl-facts")


def rewrite(n: int) -> None:
    """The person wrote a fact anew; what is not understood is said, and stays to be corrected."""
    state, talk = session.widgets(), session.visit().talk
    words = str(state.get(f"tell-edit-{n}") or "").strip()
    fact: Fact | None = (
        understanding.reread(talk.facts[n], words, session.now()) if words and n < len(talk.facts) else None
    )
    if fact is None:
        state["tell-unread"] = n
        session.visit().moved(f"tell-edit-{n}")
    else:
        state.pop("tell-unread", None)
        on_facts(dialogue.edit, n, fact)


def take(form_id: str) -> None:
    """« C'est ça » : facts wait to be confirmed first; without any, straight to the questionnaire."""
    visit = session.visit()
    chosen = dialogue.choose(visit.talk, form_id, around())
    if chosen.quiet or not chosen.facts or all(fact.sure for fact in chosen.facts):
        go_on(form_id)
    else:
        _now(chosen, "reply")


def go_on(form_id: str) -> None:
    """To the questionnaire; with another file begun, the person first says whether it is the same story."""
    visit = session.visit()
    other = visit.begun and not visit.carried and form_id not in visit.parts
    if other or visit.trouble == "waiting":
        session.widgets()["pl-second"] = form_id
        visit.moved()
        return
    begin(form_id)


def begin(form_id: str) -> None:
    """A new file with what was told."""
    visit = session.visit()
    talk, danger_card, seen = visit.talk, visit.danger, visit.danger_seen
    filing.begin(form_id)
    visit.danger, visit.danger_seen = danger_card, seen  # the file is new, the danger is not
    _carry(form_id, talk)
    visit.carried = visit.begun and len(visit.parts) == 1
    session.widgets()["pl-goto"] = "dossier"


def add(form_id: str) -> None:
    """One more part of the same story, with what was told."""
    visit = session.visit()
    talk = visit.talk
    story.add_part(form_id)
    _carry(form_id, talk)
    session.widgets()["pl-goto"] = "dossier"


def _carry(form_id: str, talk: Talk) -> None:
    """The story and the confirmed facts become answers, through the questions themselves; of a sensitive form, nothing."""
    visit, form = session.visit(), questions.forms().get(form_id)
    if form is None or form.sensitive:
        visit.talk, visit.hearing = Talk(), None
        return
    visit.talk = replace(talk, card=Ready(form_id), quiet=False)
    answers = visit.answers
    marks = visit.told.setdefault(form_id, {})
    for name, fit in understanding.prefilled(form, dialogue.sure(talk)).items():
        if name not in answers:
            answers[name], marks[name] = fit.value, (fit.value, fit.words)
    if talk.story and (told := _told(form, str(answers.get(STORY) or ""), talk.story)) is not None:
        answers[STORY], marks[STORY] = told, (told, ())


def _told(form: Form, before: str, more_told: str) -> JsonValue:
    """The story with more words of the person at its end; None when the form has none, or they do not fit."""
    question = form.fields.get(STORY)
    if question is None or more_told in before:
        return None
    whole = more_told if more_told.startswith(before) else f"{before}\n\n{more_told}"
    try:
        value = question.read(whole)
    except Invalid:
        return None
    return cleaned(question, value, asks_iban(form))[0]


# From a question of the questionnaire, and back to it.


def ask_help(page_id: str) -> None:
    """« Demander de l'aide » : the boxes of the page wait as they are."""
    visit = session.visit()
    visit.helping = page_id
    form = questions.forms().get(visit.form_id)
    if form is not None and form.sensitive:
        visit.talk = replace(visit.talk, quiet=True)
    session.widgets()["pl-goto"] = "raconter"
    visit.moved()


def come_back() -> None:
    """To the same question, with what was in its boxes."""
    visit = session.visit()
    visit.helping, visit.talk = "", replace(visit.talk, card=None)
    session.widgets()["pl-goto"] = "dossier"
    visit.moved()


def add_to_story() -> None:
    """What was told while asking for help goes to the end of the story, because the person says so."""
    visit, form = session.visit(), questions.forms().get(session.visit().form_id)
    if form is None or form.sensitive or not visit.talk.told:
        return
    boxes = visit.aside[1] if visit.aside else {}
    before = str(boxes.get(f"q-{STORY}") or visit.answers.get(STORY) or "")
    if (value := _told(form, before, visit.talk.story)) is not None:
        visit.answers[STORY] = value
        if f"q-{STORY}" in boxes:
            boxes[f"q-{STORY}"] = value
    _now(replace(visit.talk, told=()).saying(Say(("in_story",))), "reply")
