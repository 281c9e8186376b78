"""What one visit holds, in memory only; the one module that knows how `st.session_state` works."""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

import streamlit as st
from pydantic import JsonValue
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state_proxy import get_session_state

from assistant.dialogue import Talk
from assistant.evidence import Piece
from assistant.evidence import Where as PieceWhere
from assistant.form import Form
from assistant.i18n import LANGUAGES, SOURCE, Message, Translator, translator
from assistant.storage import Draft

View = Literal["before", "page", "recap", "result"]
Trouble = Literal["", "waiting", "unsaved", "conflict", "gone"]
Where = tuple[str | int, ...]
PARIS = ZoneInfo("Europe/Paris")


@dataclass
class Visit:
    """One person's file while the tab is open: where they are, what they said, what is to correct.

    A story may have several parts; `form_id` is the one that is open.
    """

    lang: str = SOURCE
    lang_chosen: bool = False
    form_id: str = ""
    view: View = "before"
    page: str = ""
    parts: dict[str, dict[str, JsonValue]] = field(default_factory=dict)  # answers by form, the main part first
    before_part: str = ""  # the part that was open before this one
    fresh: bool = False  # the open part was just added, and nothing was answered in it
    errors: dict[Where, Message] = field(default_factory=dict)
    lists: dict[str, list[JsonValue]] = field(default_factory=dict)
    opened: dict[str, int | None] = field(default_factory=dict)
    from_recap: bool = False
    changed: tuple[str, ...] = ()
    maskable: frozenset[str] = frozenset()  # questions whose text holds what must never be asked
    danger: tuple[str, tuple[str, ...]] | None = None
    danger_seen: frozenset[str] = frozenset()
    reference: str = ""
    created: dt.datetime | None = None
    attach: bool = False
    done: frozenset[str] = frozenset()
    step: int = 0
    focus: str = "heading"
    announce: str = ""
    own: dict[str, Form] = field(default_factory=dict)  # each part's form, as it was when the part began
    # The conversation (see telling.py): in memory; in the copy only once a form is begun
    talk: Talk = field(default_factory=Talk)
    hearing: tuple[str, bool] | None = None  # a message not understood yet, and whether something was masked in it
    carried: bool = False  # the answers come from the conversation alone: nothing is kept before the person begins
    # By form and question: the answers that come from the conversation, and the person's words that they were read in
    told: dict[str, dict[str, tuple[JsonValue, tuple[str, ...]]]] = field(default_factory=dict)
    helping: str = ""  # the page from which help was asked
    helper: Literal["", "asked", "yes", "no"] = (
        ""  # whether the optional model server may be asked; "" as long as it was not said
    )
    rethinking: bool = False  # the person just said yes: what was told before waits to be looked at again
    # The working copy (see keeping.py)
    consent: bool | None = None  # None: not asked; a form that is not sensitive needs no yes
    draft: Draft | None = None
    token: bytes = b""
    saved: bytes = b""  # the state as it was last written
    saved_at: dt.datetime | None = None
    written: float = 0.0  # monotonic
    in_cookie: bool = False
    ticket: str = ""
    ticket_made: float = 0.0
    days: int = 0  # how long the cookie lives; 0, until the browser is closed
    aside: tuple[tuple[str, str], dict[str, JsonValue]] | None = None  # a page, and what is in its boxes
    aside_stays: bool = False  # for one run: what the browser holds is only known once the page is drawn
    away: bool = False
    pieces: tuple[Piece, ...] = ()  # attached files, without their bytes
    refused: dict[PieceWhere, tuple[Message, ...]] = field(default_factory=dict)
    uploads: int = 0  # a box for files is emptied by a new key
    trouble: Trouble = ""
    told_updated: bool = False
    told_erased: bool = False  # "Tout effacer" was asked for, and its end is still to be told
    erasing: list[Draft | bytes] = field(default_factory=list)  # drafts, or the tokens of some that may be there
    doubtful: set[bytes] = field(default_factory=set)  # marks of states whose writing had no answer
    arrived: bool = False  # whether a copy was looked for
    tab: str = field(default_factory=lambda: secrets.token_hex(4))  # this session of this tab
    run: int = 0
    # Two runs of one tab may overlap: the one that was stopped goes on to its next pause. One of them keeps at a time.
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    @property
    def answers(self) -> dict[str, JsonValue]:
        """What was said in the part that is open."""
        return self.parts.setdefault(self.form_id, {}) if self.form_id else {}

    @property
    def begun(self) -> bool:
        """Whether anything was said, in any part."""
        return any(self.parts.values())

    @property
    def t(self) -> Translator:
        return translator(self.lang, fine=True)

    def next_run(self) -> str:
        """A new name for each run of the page, so that the shell knows when it has run again after a cut."""
        self.run += 1
        return f"{self.tab}.{self.run}"

    def moved(self, focus: str = "heading", announce: str = "") -> None:
        """Something changed place: the shell moves the focus when this number changes."""
        self.step += 1
        self.focus, self.announce = focus, announce

    def forget(self) -> None:
        """Erases everything said; the language stays."""
        stays = {
            name: getattr(self, name) for name in ("lang", "lang_chosen", "tab", "run", "lock", "arrived", "erasing")
        }
        self.__init__(step=self.step + 1, **stays)  # type: ignore[misc]


class _Unbroken(MutableMapping[str, object]):
    """`st.session_state` without its pauses.

    At each access through `st.session_state`, Streamlit stops a run for which something newer was asked: in the middle
    of what a press does, or between reading a copy and showing it, half of it would be done and the press lost."""

    def __getitem__(self, key: str) -> object:
        found: object = get_session_state()._state[key]
        return found

    def __setitem__(self, key: str, value: object) -> None:
        get_session_state()._state[key] = value

    def __delitem__(self, key: str) -> None:
        del get_session_state()._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(get_session_state().filtered_state)

    def __len__(self) -> int:
        return len(get_session_state().filtered_state)

    def __contains__(self, key: object) -> bool:
        return key in get_session_state()._state


_STATE = _Unbroken()
_FIRST = threading.Lock()


def visit() -> Visit:
    """The visit of this browser tab, begun in the browser's language."""
    if "prelude" not in _STATE:
        lang = _first_language()
        with _FIRST:
            _STATE.setdefault("prelude", Visit(lang=lang))
    found = _STATE["prelude"]
    assert isinstance(found, Visit)
    return found


def _first_language() -> str:
    wanted = [st.context.cookies.get("prelude_lang", ""), str(st.query_params.get("lang", "")), st.context.locale or ""]
    return next((code[:2] for code in wanted if code[:2] in LANGUAGES), SOURCE)


def widgets() -> MutableMapping[str, object]:
    """The live values of the widgets on screen, by key."""
    return _STATE


def sent_by_browser() -> bool:
    """Whether the browser sent values of widgets with this run: the page was open before, and has what was typed last."""
    context = get_script_run_ctx()
    return bool(context and context.session_state.get_widget_states())


def clear_widgets() -> None:
    """Forgets every widget value of this tab."""
    for key in [k for k in _STATE if k != "prelude"]:
        del _STATE[key]


def erase() -> None:
    """Empties the visit and every widget value of this tab."""
    clear_widgets()
    visit().forget()


def now() -> dt.datetime:
    """The local time of the person, to the minute."""
    return dt.datetime.now(PARIS).replace(second=0, microsecond=0, tzinfo=None)


def today() -> dt.date:
    return now().date()
