"""Whether the amounts of the answers agree with the total loss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from babel.numbers import format_currency
from pydantic import JsonValue

from assistant.facts import amounts
from assistant.fields import Items, Money
from assistant.flow import Path
from assistant.i18n import Message as M
from assistant.review.answered import Found

# Lists that alone should make the total; the value of stolen goods is only a part of a loss.
_WHOLE = ("paiements", "operations_contestees", "prejudice_detail")


def mismatches(path: Path, found: Sequence[Found]) -> Iterator[tuple[Found, M]]:
    """Each list above `prejudice_total`, or the only list of payments below it; euros alone are compared."""
    given = path.answers.get("prejudice_total")
    total = sum(amounts(given), Decimal(0))
    if not total:
        return
    sums = [(one, added) for one in found if (added := _added(one)) is not None]
    for one, added in sums:
        if added > total:
            yield one, _above(one, added, total)
        elif added < total and one.at in _WHOLE and len(sums) == 1:
            yield one, _below(one, added, total)


def _above(one: Found, added: Decimal, total: Decimal) -> M:
    return M(
        "{name} : les montants font {sum}, plus que le préjudice total ({total}). Corrigez l'un des deux.",
        name=one.name,
        sum=_euros(added),
        total=_euros(total),
    )


def _below(one: Found, added: Decimal, total: Decimal) -> M:
    return M(
        "{name} : les montants font {sum} et le préjudice total {total}. "
        "Si vous comptez d'autres pertes, dites lesquelles ; sinon corrigez.",
        name=one.name,
        sum=_euros(added),
        total=_euros(total),
    )


def _added(one: Found) -> Decimal | None:
    """The sum of a list with one amount an item; None when an amount is missing or in another currency."""
    if not isinstance(one.field, Items) or not isinstance(one.value, list):
        return None
    parts = [part.id for part in one.field.parts if isinstance(part, Money)]
    if len(parts) != 1:
        return None
    given = [_amount(item, parts[0]) for item in one.value]
    kept = [amount for amount in given if amount is not None]
    return sum(kept, Decimal(0)) if len(kept) == len(given) else None


def _amount(item: JsonValue, part: str) -> Decimal | None:
    found = amounts(item.get(part)) if isinstance(item, dict) else []
    return found[0] if len(found) == 1 else None


def _euros(amount: Decimal) -> str:
    return str(format_currency(amount, "EUR", locale="fr"))
