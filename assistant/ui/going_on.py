"""What a conversation is held in, and how it goes on: the next one is shown, and what is new in it is said aloud."""

from __future__ import annotations

from assistant import dialogue
from assistant.dialogue import Around, Reply, Say, Talk
from assistant.i18n import LANGUAGES
from assistant.ui import library, session, understanding


def around() -> Around:
    """What the conversation is held in."""
    visit, forms = session.visit(), library.served().forms
    return Around(
        forms=frozenset(forms),
        sensitive=frozenset(name for name, form in forms.items() if form.sensitive),
        lang=visit.lang,
        langs=tuple(LANGUAGES),
        kin={name: [n for n, f in forms.items() if f.head.family == form.head.family] for name, form in forms.items()},
        helping=bool(visit.helping),
    )


def goes_on(talk: Talk, focus: str) -> None:
    """The conversation goes on; what is new in it is said aloud to who cannot see it."""
    visit = session.visit()
    new = talk.turns[len(visit.talk.turns) :] if len(talk.turns) > len(visit.talk.turns) else talk.turns[-1:]
    visit.talk = talk
    visit.moved(focus, " ".join(words for turn in new for words in _aloud(turn)))


def _aloud(turn: dialogue.Turn) -> list[str]:
    t = session.visit().t
    if isinstance(turn, Say):
        return [t(dialogue.SAYS[name]) for name in turn.names]
    if isinstance(turn, Reply) and (entry := understanding.entry(turn.entry)):
        return [turn.retold[0] if turn.retold[0] and turn.retold[1] == t.lang else entry.said(t.lang)]
    return []
