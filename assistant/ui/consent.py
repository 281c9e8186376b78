"""What the person's yes or no to the optional model server does to the visit."""

from __future__ import annotations

from assistant import dialogue
from assistant.ui import advice, session
from assistant.ui.going_on import around, goes_on


def accept() -> None:
    """« Oui » : the model server may be asked, about what was told before too."""
    visit = session.visit()
    visit.helper, visit.rethinking = "yes", True
    visit.moved("none")


def refuse() -> None:
    """« Non », or a yes taken back: nothing leaves from now on."""
    visit = session.visit()
    visit.helper, visit.rethinking = "no", False
    visit.moved("reply")


def rethink() -> None:
    """After the yes, the account as it stands is looked at again."""
    visit = session.visit()
    talk = visit.talk
    found = advice.reconsidered(talk, session.now()) if advice.allowed(visit, talk) else None
    if not visit.rethinking or visit.talk is not talk:  # refused, erased or answered meanwhile
        return
    visit.rethinking = False
    goes_on(dialogue.reconsider(talk, *found, around()) if found else talk, "reply")
