"""Lists as an officer reads them: one line each, in the order of time; payments with their accounts and their total."""

from __future__ import annotations

from collections.abc import Sequence

from babel.numbers import format_currency
from pydantic import JsonValue

from assistant.document.blocks import Block, Heading, Paragraph, Rows, Table
from assistant.document.dossier import Item, Told, capital, lines, part_rows, row_of
from assistant.facts import amounts
from assistant.fields import Field, Iban, Items, Money, bounds
from assistant.form import parts_of

COLUMNS = 6  # more are not readable across an A4 page
LONG = 360  # characters of a cell; beyond, an item has rows of its own
_REST = 180  # the same for the last cell, which gathers what has no column
VALUES = frozenset({"valeur", "estimation"})  # what a thing is worth, not what was paid


def is_payments(field: Field) -> bool:
    """A list of dated amounts: payments, disputed operations, unpaid instalments."""
    parts = parts_of(field) if isinstance(field, Items) else ()
    return any(p.kind == "date" for p in parts) and any(isinstance(p, Money) and p.id not in VALUES for p in parts)


def listing(field: Field, items: Sequence[Item], caption: str = "") -> tuple[Block, ...]:
    """A list as a table of at most six columns; rows item by item when what was told does not fit in cells."""
    parts, items = parts_of(field), in_time(field, items)
    said = [{part.id: row_of(part, item[part.id]).said for part in parts if part.id in item} for item in items]
    first, last = _columns(field, items)
    rest = [lines(part_rows(last, item)) for item in items]
    if max(len(words) for line in said for words in line.values()) > LONG or max(map(len, rest)) > _REST:
        label = capital(field.item_label) if isinstance(field, Items) else field.name
        return tuple(Rows(part_rows(parts, item), f"{label} n° {n}") for n, item in enumerate(items, 1))
    header = (*(part.name for part in first), *(["Précisions"] if last else []))
    rows = [
        (*(line.get(part.id, "") for part in first), *([more] if last else []))
        for line, more in zip(said, rest, strict=True)
    ]
    return (Table(caption or field.name, header, tuple(rows)),)


def _columns(field: Field, items: Sequence[Item]) -> tuple[Sequence[Field], Sequence[Field]]:
    """The parts that get a column, and those gathered in the last one; what nobody answered has none."""
    given = [part for part in parts_of(field) if any(part.id in item for item in items)]
    return (given, ()) if len(given) <= COLUMNS else (given[: COLUMNS - 1], given[COLUMNS - 1 :])


def in_time(field: Field, items: Sequence[Item]) -> tuple[Item, ...]:
    """Dated items from the oldest to the newest; those without a date stay last, in the order they were told."""
    dated = next((part.id for part in parts_of(field) if part.kind == "date"), "")

    def start(item: Item) -> tuple[bool, str]:
        found = bounds(item.get(dated))
        return found is None, found[0].isoformat() if found else ""

    return tuple(sorted(items, key=start)) if dated and field.id != "preuves_liste" else tuple(items)


def payment_blocks(told: Told) -> tuple[Block, ...]:
    """Payments and disputed operations with their accounts, each list with its total when it is in euros."""
    fields = [f for f in told.fields if is_payments(f)]
    accounts = told.rows(*(f.id for f in told.fields if isinstance(f, Iban) or f.id == "crypto"))
    blocks: list[Block] = [Rows(accounts)] if accounts else []
    for field in fields:
        if items := told.items(field.id):
            blocks += [*listing(field, items), *_total(told.answers[field.id], len(items))]
    spoken = told.states(f.id for f in fields)
    blocks += [Rows(spoken)] if spoken else []
    return (Heading(2, "Paiements et opérations"), *blocks) if blocks else ()


def _total(value: JsonValue, lines: int) -> tuple[Paragraph, ...]:
    found = amounts(value)
    if lines < 2 or len(found) != lines:  # a sum of some of the lines would be read as the whole
        return ()
    return (Paragraph(f"Total des {lines} lignes : {format_currency(sum(found), 'EUR', locale='fr')}"),)
