"""Two facts of one kind that say one thing between them: where it was in one message and in which commune in the next."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.values import Fact
from assistant.fields import bounds

_FINER = ("minute", "hour", "day", "month", "year")
_TOWN = frozenset({"commune", "country"})


def together(old: Fact, new: Fact) -> Fact | None:
    """Both in one, to be confirmed anew; None when they may be two things."""
    if not isinstance(old.value, dict) or not isinstance(new.value, dict):
        return None
    if old.kind == "where":
        return _places(old, new)
    return new if old.kind == "when" and _finer(old, new) else None


def _places(old: Fact, new: Fact) -> Fact | None:
    """The kind of place of one and the commune of the other."""
    assert isinstance(old.value, dict) and isinstance(new.value, dict)
    one_town = bool(_TOWN & set(old.value)) != bool(_TOWN & set(new.value))
    if not one_town or old.value.keys() & new.value.keys():
        return None
    return replace(new, value={**old.value, **new.value}, words=f"{old.words} … {new.words}")


def _finer(old: Fact, new: Fact) -> bool:
    """Whether the new time is inside the old one, and told more precisely."""
    assert isinstance(old.value, dict) and isinstance(new.value, dict)
    one, other = bounds(old.value), bounds(new.value)
    rank = [_FINER.index(str(fact["precision"])) for fact in (old.value, new.value)]
    return bool(one and other and rank[1] < rank[0] and one[0] <= other[0] and other[1] <= one[1])
