"""After page 1: the story in the person's words, then every answer where an agent looks for it. Nothing empty."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from babel import Locale

from assistant.document.blocks import Block, Heading, Items, Paragraph, Row, Rows, Verbatim
from assistant.document.chronology import chronology_blocks, is_people
from assistant.document.dossier import Dossier, Told, part_rows
from assistant.document.listing import is_payments, listing, payment_blocks
from assistant.document.objects import is_episodes, is_objects, object_blocks
from assistant.document.pieces import Headings, fingerprints, piece_blocks
from assistant.fields import Field, Group, Iban, Lines, LongText, said
from assistant.fields import Items as ItemList
from assistant.form import parts_of

STORY = "recit"
_SCRIPTS = {"ARABIC": "ar", "HEBREW": "he", "GREEK": "el"}  # a script that leaves no doubt on how to set it
_TRANSLATE = "traduction à faire par un interprète"

Taken = Callable[[Field], bool]


def detail(dossier: Dossier, told: Told, taken: Taken, headings: Headings) -> tuple[Block, ...]:
    """Every section in the order an agent reads them; `taken` says which answers stand elsewhere already."""
    return (
        *_story(dossier, told, headings),
        *chronology_blocks(told),
        *_precisely(dossier, told, taken),
        *object_blocks(told),
        *payment_blocks(told),
        *_traces(told),
        *_people(told, taken),
        *piece_blocks(dossier, told, headings),
    )


def _story(dossier: Dossier, told: Told, headings: Headings) -> tuple[Block, ...]:
    if words := told.words(STORY):
        return (Heading(2, headings.story), verbatim(dossier, told, words))
    spoken = told.states((STORY,))
    return (Heading(2, headings.story), Rows(spoken)) if spoken else ()


def verbatim(dossier: Dossier, told: Told, words: str) -> Verbatim:
    """The person's own words, with what is known of their language."""
    letters = [c for c in words if c.isalpha()]
    scripts = [unicodedata.name(c, "").split(" ")[0] for c in letters]
    foreign = [script for script in scripts if script != "LATIN"]
    if len(foreign) * 2 > len(letters):
        main = max(set(foreign), key=foreign.count)
        return Verbatim(words, _SCRIPTS.get(main, "und"), f"Propos écrits dans une autre langue : {_TRANSLATE}")
    return Verbatim(words, note=_note(dossier, told))


def _note(dossier: Dossier, told: Told) -> str:
    """Only as possible: a person may write French in an English questionnaire, or ask for help to speak it."""
    if dossier.language != "fr":
        name = Locale("fr").languages.get(dossier.language, dossier.language)
        return f"Questionnaire rempli en {name} ; si le récit n'est pas en français, {_TRANSLATE}"
    if told.group("langue_interprete").get("interprete") == "oui":
        return f"Interprète demandé ; si ces propos ne sont pas en français, {_TRANSLATE}"
    return ""


def _is_trace(field: Field) -> bool:
    """Addresses, pseudonyms, numbers: one a line, to be selected and copied."""
    return isinstance(field, Lines)


def _has_own_section(field: Field) -> bool:
    return (
        field.id in (STORY, "preuves_liste", "crypto")
        or isinstance(field, Iban)
        or any(test(field) for test in (is_objects, is_payments, is_episodes, is_people, _is_trace))
    )


def _precisely(dossier: Dossier, told: Told, taken: Taken) -> tuple[Block, ...]:
    sections = tuple(_sections(dossier, told, taken))
    return (Heading(2, "Précisions"), *sections) if sections else ()


def _sections(dossier: Dossier, told: Told, taken: Taken) -> Iterator[Block]:
    """The pages of the form, with what has no section of its own."""
    for step in told.path.steps:
        fields = [f for f in step.fields if f.id in told.answers and not (_has_own_section(f) or taken(f))]
        if fields:
            yield Heading(3, step.page.name)
            yield from _answers(dossier, told, fields)


def _answers(dossier: Dossier, told: Told, fields: Sequence[Field]) -> Iterator[Block]:
    """Short answers as rows of one table; then objects, lists and the person's longer words, each on its own."""
    owned = [(field, tuple(_own(dossier, told, field))) for field in fields]
    rows = told.rows(*(field.id for field, blocks in owned if not blocks))
    if rows:
        yield Rows(rows)
    for _, blocks in owned:
        yield from blocks


def _own(dossier: Dossier, told: Told, field: Field) -> Iterator[Block]:
    """The blocks of an answer that does not fit in a row; none when it does."""
    if said(told.answers[field.id]):
        return
    if isinstance(field, LongText):
        yield Paragraph(f"{field.name} :")
        yield verbatim(dossier, told, told.words(field.id))
    elif isinstance(field, ItemList):
        yield from listing(field, told.items(field.id))
    elif isinstance(field, Group):
        yield Rows(part_rows(parts_of(field), told.group(field.id)), field.name)


def _traces(told: Told) -> tuple[Block, ...]:
    fields = [f for f in told.fields if _is_trace(f)]
    blocks: list[Block] = []
    for field in fields:
        if words := told.words(field.id):
            blocks += [Heading(3, field.name), Items(tuple(words.split("\n")))]
    spoken = told.states(f.id for f in fields)
    blocks += [Rows(spoken)] if spoken else []
    return (Heading(2, "Adresses, pseudonymes, messages"), *blocks) if blocks else ()


def _people(told: Told, taken: Taken) -> tuple[Block, ...]:
    """Authors, victims, witnesses; the answer on the author comes with what describes them."""
    lone: list[Row] = []
    blocks: list[Block] = []
    for field in (f for f in told.fields if is_people(f) and not taken(f)):
        value = told.answers[field.id]
        if said(value) or not isinstance(field, (Group, ItemList)):
            lone += told.rows(field.id)
        elif isinstance(field, ItemList):
            blocks += listing(field, told.items(field.id))
        else:
            blocks.append(Rows(part_rows(parts_of(field), told.group(field.id)), field.name))
    if lone:
        blocks.insert(0, Rows(tuple(lone)))
    return (Heading(2, "Personnes"), *blocks) if blocks else ()


def check_blocks(dossier: Dossier) -> tuple[Block, ...]:
    """How anyone tells, offline, that the paper is ours and unaltered."""
    files = tuple(fingerprints(dossier))
    if not dossier.digest:
        return (Heading(2, "Vérifier les fichiers joints"), *files) if files else ()
    what = "des réponses et de la liste des fichiers joints" if files else "des réponses"
    how = f"L'empreinte est celle {what} (fichier case.json)."
    if dossier.token:
        how += (
            " Le jeton signé de la première page la contient : qui a la clé publique de l'éditeur peut vérifier la"
            " signature sans connexion."
        )
    own = Rows((Row("Empreinte SHA-256", dossier.digest),))
    return (Heading(2, "Vérifier ce document"), Paragraph(how), own, *files)
