"""A message without what must never be kept: card numbers, secrets and social security numbers, masked in place."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.review.forbidden import forbidden

MASK = "•"


@dataclass(frozen=True, slots=True)
class Safe:
    """The text with the same length, so that places stay right; `ibans` are the places of the IBANs in it."""

    text: str
    ibans: tuple[tuple[int, int], ...]


def safe(text: str) -> Safe:
    """Masks what is forbidden; an IBAN is a fact here, and is told apart."""
    found = forbidden(text)
    masked = text
    for one in found:
        if one.kind != "iban":
            masked = masked[: one.start] + MASK * (one.end - one.start) + masked[one.end :]
    return Safe(masked, tuple((one.start, one.end) for one in found if one.kind == "iban"))
