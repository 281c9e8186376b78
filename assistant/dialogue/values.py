"""What a conversation is made of: frozen values, no Streamlit, no clock, nothing kept anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import JsonValue

OUT = "hors_champ"  # the id of "nothing to complain about" among the forms
FactKind = Literal["when", "where", "amount", "phone", "email", "iban", "imei", "plate", "url", "pseudonym", "object"]
ONE = frozenset({"when", "where", "amount"})  # of which a story has one: confirming another takes its place


@dataclass(frozen=True, slots=True)
class Likely:
    """A form, how likely it is (calibrated), and the words of the person that say so."""

    form: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something picked up in a message: a chip. Nothing of it goes anywhere before the person has said yes."""

    kind: FactKind
    value: JsonValue  # as the questions read it
    words: str  # the person's own, where it comes from
    sure: bool = False
    whose: Literal["", "mine", "theirs"] = (
        ""  # the person's, or of who did it; a sum that is "theirs" was only asked for
    )


Act = Literal["tell", "ask", "empty", "noise", "hello", "thanks", "insult", "order", "yes", "no", "back", "restart", "erase", "other", "dunno"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it was understood; the state machine sees nothing else of it. `text` is already masked."""

    text: str
    act: Act = "tell"
    pick: int = 0  # "the second one": 2
    corrects: bool = False
    masked: bool = False
    danger: tuple[str, tuple[str, ...]] | None = None  # kind, numbers
    lang: str = ""  # "" when it cannot be told
    alone: tuple[Likely, ...] = ()  # what this message is about, the likeliest first
    whole: tuple[Likely, ...] = ()  # what it is about with what was told before it
    facts: tuple[Fact, ...] = ()
    entries: tuple[str, ...] = ()  # ids of the stored answers that fit, the best first; none when it is not known
    retold: tuple[str, str] = ("", "")  # the first of them in other words, and the language of these words


# What is said. One turn is one bubble, and holds no sentence of ours but its name: it is translated when it is shown.


@dataclass(frozen=True, slots=True)
class You:
    """The person's words; shown again only while nothing sensitive is at stake."""

    text: str


@dataclass(frozen=True, slots=True)
class Say:
    """Sentences of ours, by their names in `says.SAYS`."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A stored answer to a question about the procedure."""

    entry: str
    others: tuple[str, ...] = ()
    retold: tuple[str, str] = ("", "")  # in other words, and their language; never without the stored text beside


@dataclass(frozen=True, slots=True)
class Foreign:
    """A stored sentence in a language that the interface does not speak."""

    lang: str


@dataclass(frozen=True, slots=True)
class Switch:
    """The message is in another language of the interface."""

    lang: str


Turn = You | Say | Reply | Foreign | Switch

# What is pending: the card under the last turn, the only thing with buttons.


@dataclass(frozen=True, slots=True)
class Suggest:
    """One form we are sure enough of, and two others."""

    form: str
    why: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Three forms, and the question that separates them ("" when there is none left to ask)."""

    forms: tuple[str, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Perhaps no complaint at all: what else it may be and where to go, the likeliest first; and forms, if it is one."""

    doors: tuple[str, ...]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Browse:
    """We cannot tell: the person chooses in the list, or says more."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The form is chosen: facts to confirm, then the questionnaire."""

    form: str


Card = Suggest | Choose | Elsewhere | Browse | Ready


@dataclass(frozen=True, slots=True)
class Talk:
    """A whole conversation. Two equal values show the same screen."""

    turns: tuple[Turn, ...] = ()
    told: tuple[str, ...] = ()  # the messages that tell what happened, for the story
    ranked: tuple[Likely, ...] = ()  # of the whole account, before what was settled and refused is taken in
    settled: tuple[tuple[str, str], ...] = ()  # separating questions and their answers
    refused: frozenset[str] = frozenset()  # forms the person said no to
    facts: tuple[Fact, ...] = ()
    removed: tuple[Fact, ...] = ()  # taken away by the person: not offered again
    card: Card | None = None
    quiet: bool = False  # something sensitive may be at stake: no echo, no chip, no reason
    vague: int = 0  # messages from which no form came out
    tongues: frozenset[str] = frozenset()  # languages of which something was said already
    before: Talk | None = field(default=None, repr=False, compare=False)  # for "go back"

    @property
    def story(self) -> str:
        """What goes into the story: the person's own words, in order, nothing else."""
        return "\n\n".join(self.told)

    @property
    def chosen(self) -> str:
        """The form the person said yes to."""
        return self.card.form if isinstance(self.card, Ready) else ""

    def saying(self, *turns: Turn) -> Talk:
        """The same with these turns added."""
        return replace(self, turns=(*self.turns, *turns))
