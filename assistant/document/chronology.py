"""What happened when, in order: dated episodes as a table, then every other dated fact on one line of time."""

from __future__ import annotations

from assistant.document.blocks import Block, Heading, Row, Rows
from assistant.document.dossier import FR, Told, capital
from assistant.document.listing import listing
from assistant.document.objects import is_episodes
from assistant.fields import Field, bounds
from assistant.review.answered import answered

_PEOPLE = ("auteur", "victime_identite", "temoins", "autres_victimes", "responsables", "enfant_fiche")
_LIVES = ("naissance", "delivre")  # dates of a life or of a paper, not of the facts
_FEW = 3  # fewer dates need no line of time: page 1 gives them


def is_people(field: Field) -> bool:
    """A question about persons, dated or not."""
    return field.id.startswith(_PEOPLE)


def chronology_blocks(told: Told) -> tuple[Block, ...]:
    """The section of dates; nothing when there is nothing dated. Never a private answer."""
    fields = [f for f in told.fields if is_episodes(f) and not is_people(f)]
    fields.sort(key=lambda field: field.id != "frequence")  # the episodes themselves come first
    tables = [block for field in fields if told.items(field.id) for block in listing(field, told.items(field.id))]
    spoken = told.states(field.id for field in fields)
    blocks = [*tables, *([Rows(spoken)] if spoken else []), *_line_of_time(told, {field.id for field in fields})]
    return (Heading(2, "Faits datés"), *blocks) if blocks else ()


def _line_of_time(told: Told, elsewhere: set[str]) -> tuple[Block, ...]:
    """Every dated answer that stands in no table of episodes, oldest first: "when: what"."""
    found = [
        (span[0], capital(one.field.words(one.value, FR)), FR(one.name))
        for one in answered(told.path)
        if one.field.kind == "date"
        and one.question in told.answers
        and one.question not in elsewhere
        and not one.field.id.startswith(_LIVES)
        and (span := bounds(one.value))
    ]
    rows = tuple(Row(when, what) for _, when, what in sorted(found))
    return (Rows(rows, "Chronologie"),) if len(rows) >= _FEW else ()
