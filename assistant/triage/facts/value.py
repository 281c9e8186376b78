"""What the readers of facts return: a value and the person's own words, with their place in the text."""

from __future__ import annotations

from dataclasses import dataclass

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A number, an address or a name: `value` as a question reads it, `words` as it was written."""

    value: str
    words: str
    at: At

    def as_json(self) -> dict[str, object]:
        return {"value": self.value, "words": self.words}


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money."""

    amount: float
    currency: str
    words: str
    at: At

    def value(self) -> dict[str, float | str]:
        """The shape that a question of the kind "money" reads."""
        whole = self.amount == int(self.amount)
        return {"amount": int(self.amount) if whole else self.amount, "currency": self.currency}

    def as_json(self) -> dict[str, object]:
        return {**self.value(), "words": self.words}


@dataclass(frozen=True, slots=True)
class Thing:
    """An object: its family (words/objects.yaml) and its maker, None unless it is said beside it."""

    family: str
    brand: str | None
    words: str
    at: At

    def as_json(self) -> dict[str, object]:
        return {"family": self.family, "brand": self.brand, "words": self.words}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One commune that a name may mean."""

    commune: str
    name: str
    department: str

    def as_json(self) -> dict[str, str]:
        return {"commune": self.commune, "name": self.name, "department": self.department}


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as it was said: `commune` only when the name means one; else those it may mean are `candidates`."""

    commune: str | None = None
    name: str | None = None
    candidates: tuple[Candidate, ...] = ()
    country: str | None = None
    kind: str | None = None
    words: str = ""
    kind_words: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "commune": self.commune,
            "name": self.name,
            "candidates": [one.as_json() for one in self.candidates],
            "country": self.country,
            "kind": self.kind,
            "words": self.words or self.kind_words,
            "kind_words": self.kind_words,
        }
