"""One commune by its INSEE code, and what to say when the code is not in the table."""

from __future__ import annotations

from assistant.directory.records import Commune
from assistant.directory.search import search_communes
from assistant.directory.tables import communes

_SUGGESTED = 3


class UnknownCommune(ValueError):
    """The INSEE code is not in the directory; the French sentence says what to do, with `suggestions`."""

    def __init__(self, insee: str) -> None:
        self.insee = insee
        self.suggestions = _suggestions(insee)
        super().__init__(_explain(insee, self.suggestions))


def commune(insee: str) -> Commune | None:
    """The commune of that INSEE code, None outside the territory covered."""
    return communes().get(insee)


def all_communes() -> tuple[Commune, ...]:
    """Every commune of the territory covered, by INSEE code."""
    return tuple(communes().values())


def known(insee: str) -> Commune:
    """The commune, or UnknownCommune."""
    found = communes().get(insee)
    if found is None:
        raise UnknownCommune(insee)
    return found


def _suggestions(text: str) -> tuple[Commune, ...]:
    """A name or a postal code typed in place of the INSEE code, else the nearest codes."""
    from difflib import get_close_matches

    named = search_communes(text, _SUGGESTED)
    codes = get_close_matches(text[:10], communes(), n=_SUGGESTED, cutoff=0.75) if not named else []
    return named or tuple(communes()[code] for code in codes)


def _explain(insee: str, suggestions: tuple[Commune, ...]) -> str:
    shown = insee if len(insee) <= 30 else f"{insee[:30]}…"
    asked = f"« {shown} » n'est pas le code INSEE d'une commune de l'Isère, seul département couvert."
    advice = "Donnez les cinq chiffres du code INSEE, qui n'est pas le code postal."
    if not suggestions:
        return f"{asked} {advice}"
    meant = ", ".join(f"{found.insee} ({found.name})" for found in suggestions)
    return f"{asked} {advice} Vouliez-vous dire {meant} ?"
