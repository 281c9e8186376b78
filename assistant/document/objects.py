"""Things taken or damaged: what has a number first, because a file of stolen objects is searched by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.document.blocks import Block, Heading, Row, Rows, Table
from assistant.document.dossier import FR, Item, Told, capital, lines, row_of
from assistant.document.listing import VALUES, is_payments
from assistant.fields import Field, Group, Items, said
from assistant.form import parts_of

# Parts that identify one object among all of its kind: what a file of stolen objects is searched by.
NUMBERS = frozenset(
    "numero_serie numero_cadre numero_moteur numero_marquage numero_ligne immatriculation vin "
    "cheque_debut cheque_fin carte_fin imei iban".split()
)
_NAMES = ("type", "categorie", "nature", "description")
_LOOKS = ("marque", "modele", "couleur")
_SINGLE = frozenset({"vehicule", "telephone_vol", "informatique", "velo"})  # objects even when only one is asked
_SHORT = 90  # characters of a cell; beyond, an object has rows of its own


def is_objects(field: Field) -> bool:
    """Things that were taken or damaged, told by their parts so that a new form needs no code."""
    if is_payments(field) or not (isinstance(field, Items) or (isinstance(field, Group) and field.id in _SINGLE)):
        return False
    ids = {part.id for part in parts_of(field)}
    return bool(ids & VALUES or any(map(_is_number, parts_of(field))) or ("numero" in ids and ids & {"type", "marque"}))


def is_episodes(field: Field) -> bool:
    """A list of dated facts: the chronology."""
    return (
        isinstance(field, Items)
        and field.id != "antecedents"
        and any(part.kind == "date" for part in field.parts)
        and not is_payments(field)
        and not is_objects(field)
    )


def _is_number(part: Field) -> bool:
    return part.id in NUMBERS or part.identifies


@dataclass(frozen=True, slots=True)
class Object:
    """One thing: what it is, how it looks, its numbers, its value, and the rest of what was said of it."""

    rank: int
    name: str
    look: str
    numbers: tuple[Row, ...]
    value: str
    rest: tuple[Row, ...]
    state: str | None  # volé, dégradé; "" without an answer, None when the form does not ask
    damaged: bool

    @property
    def title(self) -> str:
        return f"{self.name} ({self.state})" if self.state else self.name

    @property
    def numbered(self) -> bool:
        """Whether it can be entered in a file: it has a number, and was not only damaged."""
        return not self.damaged and any(row.state == "answered" for row in self.numbers)


def objects(told: Told) -> tuple[Object, ...]:
    """Every object of the form, numbered in the order it was told."""
    found = [(field, item) for field in told.fields if is_objects(field) for item in told.items(field.id)]
    return tuple(_object(rank, field, item) for rank, (field, item) in enumerate(found, 1))


def _object(rank: int, field: Field, item: Item) -> Object:
    parts = parts_of(field)
    plain = {p.id: p.words(item[p.id], FR) for p in parts if p.id in item and not said(item[p.id])}
    name = next((n for n in _NAMES if n in plain), "")
    value = next((n for n in ("valeur", "estimation") if n in plain), "")
    looks = [n for n in _LOOKS if n in plain]
    numbers = {p.id for p in parts if _is_number(p) or p.id == "numero"}
    used = numbers | {name, value, *looks, *({"etat"} & plain.keys())}
    kind = plain.get(name) or (field.item_label if isinstance(field, Items) else field.name)
    rows = {p.id: row_of(p, item[p.id]) for p in parts if p.id in item}
    return Object(
        rank,
        capital(kind),
        ", ".join(plain[n] for n in looks),
        tuple(row for n, row in rows.items() if n in numbers),
        plain.get(value, ""),
        tuple(row for n, row in rows.items() if n not in used),
        plain.get("etat", "").lower() if any(p.id == "etat" for p in parts) else None,
        item.get("etat") == "degrade",
    )


def object_blocks(told: Told) -> tuple[Block, ...]:
    """Two tables, what can be searched by a number first; then, object by object, what does not fit in a line."""
    found = objects(told)
    spoken = told.states(f.id for f in told.fields if is_objects(f))
    numbered, others = [o for o in found if o.numbered], [o for o in found if not o.numbered]
    aside = any(len(lines(o.rest)) > _SHORT for o in found)
    blocks: list[Block] = []
    if numbered:
        blocks.append(_objects("Objets numérotés, à inscrire au fichier s'ils sont volés ou perdus", numbered, aside))
    if others:
        blocks.append(_objects("Autres objets" if numbered else "Objets", others, aside))
    if aside:
        blocks += [Rows(o.rest, f"Objet n° {o.rank} : {o.name}") for o in found if o.rest]
    blocks += [Rows(spoken)] if spoken else []
    return (Heading(2, "Objets"), *blocks) if blocks else ()


def _objects(caption: str, found: Sequence[Object], aside: bool) -> Table:
    header = ("N°", "Objet", "Marque, modèle, couleur", "Numéros", "Valeur", "Précisions")
    rows = [(str(o.rank), o.title, o.look, lines(o.numbers), o.value, "" if aside else lines(o.rest)) for o in found]
    return _trimmed(caption, header, rows)


def _trimmed(caption: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table without the columns that nobody filled."""
    kept = [i for i in range(len(header)) if any(row[i] for row in rows)]
    return Table(caption, tuple(header[i] for i in kept), tuple(tuple(row[i] for i in kept) for row in rows))
