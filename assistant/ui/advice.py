"""The one door between the conversation and the optional model server: whether it may be asked, and what is taken of its answer.

Nothing of assistant.assist is imported before an operator has set a server; nothing leaves before the person said yes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.dialogue import Fact, FactKind, Heard, Likely, Ready, Talk, reranked
from assistant.i18n import LANGUAGES
from assistant.settings import settings
from assistant.ui import library, picked, understanding
from assistant.ui.session import Visit

if TYPE_CHECKING:
    from assistant.assist.advise import Advice, Stored
    from assistant.assist.server import Server

_ACTS = frozenset({"tell", "ask"})


def server() -> Server | None:
    """The server that the operator set, if any."""
    if not settings().model_url:
        return None
    from assistant.assist.server import server as found

    return found(settings())


def allowed(visit: Visit, talk: Talk) -> bool:
    """Never on a sensitive matter, and never once a danger was heard, even one that the person closed."""
    forms = library.served().forms
    sensitive = any(name in forms and forms[name].sensitive for name in (*visit.parts, talk.chosen))
    return not (talk.quiet or visit.danger or visit.danger_seen or sensitive) and server() is not None


def may_ask(visit: Visit) -> bool:
    """Whether the person is asked now: once, after something was told that is not sensitive."""
    open_ = visit.helper in ("", "asked") and bool(visit.talk.told) and not isinstance(visit.talk.card, Ready)
    return open_ and allowed(visit, visit.talk)


def helped(visit: Visit, heard: Heard, after: Talk, now: dt.datetime) -> Heard:
    """The message with what the server adds; `after` is the conversation without it, and the same when it adds nothing."""
    told = after.told != visit.talk.told
    asks = visit.helper == "yes" and heard.act in _ACTS and heard.danger is None and (told or heard.entries)
    if not asks or not allowed(visit, after):
        return heard
    found = _asked(after.told if told else (heard.text,), _stored(heard, visit.lang))
    if found is None:
        return heard
    return replace(
        heard,
        whole=reranked(heard.whole or heard.alone, found.forms, found.sure) if told else heard.whole,
        facts=(*heard.facts, *_facts(found, heard.facts, now)) if told else heard.facts,
        retold=(found.rephrased, visit.lang),
    )


def reconsidered(talk: Talk, now: dt.datetime) -> tuple[tuple[Likely, ...], tuple[Fact, ...]] | None:
    """An account told before the yes: its forms in another order, and facts to propose; None when the server has no word."""
    found = _asked(talk.told, None) if talk.told and not isinstance(talk.card, Ready) else None
    if found is None:
        return None
    return reranked(talk.ranked, found.forms, found.sure), _facts(found, talk.facts, now)


def _asked(told: Sequence[str], stored: Stored | None) -> Advice | None:
    from assistant.assist.advise import advise

    if (there := server()) is None:
        return None
    forms = {name: form.head.sentence for name, form in library.served().forms.items()}
    return advise(there, told, forms, stored)


def _stored(heard: Heard, lang: str) -> Stored | None:
    from assistant.assist.advise import Stored

    entry = understanding.entry(heard.entries[0]) if heard.entries else None
    return Stored(entry.id, entry.said(lang), LANGUAGES[lang]) if entry else None


def _facts(found: Advice, known: Sequence[Fact], now: dt.datetime) -> tuple[Fact, ...]:
    """Proposals only, in the person's words, read by our own rules; of a kind that we have read ourselves, none."""
    kinds: set[FactKind] = {fact.kind for fact in known}
    read = (picked.again(Fact(kind, None, words), words, now) for kind, words in found.slots if kind not in kinds)
    return tuple(fact for fact in read if fact is not None)
