"""One commune by its INSEE code, how it is written for a person, and what to say when the code is not one."""

from __future__ import annotations

import re

from assistant.directory.gazetteer import department_of, departments, gazetteer
from assistant.directory.records import Commune
from assistant.directory.search import Match, search_communes
from assistant.directory.tables import HOME
from assistant.directory.territory import communes, of_row

_SUGGESTED = 3
_INSEE = re.compile(r"(\d{2}|2[AB])\d{3}")
_FEW_CODES = 3  # a big town has twenty postal codes: its département says more than the first of them


class UnknownCommune(ValueError):
    """The INSEE code is not in the directory; the French sentence says what to do, with `suggestions`."""

    def __init__(self, insee: str) -> None:
        self.insee = insee
        self.suggestions = _suggestions(insee)
        super().__init__(_explain(insee, self.suggestions))


def commune(insee: str) -> Commune | None:
    """The commune of that INSEE code, today's commune for a former code, None when no commune of France ever had it."""
    if own := communes().get(insee):
        return own
    if not _INSEE.fullmatch(insee):
        return None
    row = gazetteer().row(insee)
    return None if row is None else of_row(row)


def all_communes() -> tuple[Commune, ...]:
    """Every commune of Isère, of which the project has tables of its own, by INSEE code."""
    return tuple(communes().values())


def known(insee: str) -> Commune:
    """The commune, or UnknownCommune."""
    found = commune(insee)
    if found is None:
        raise UnknownCommune(insee)
    return found


def department_name(code: str) -> str:
    """`38` -> `Isère`; the code itself when there is no such département."""
    return departments().get(code, code)


def printed_name(one: Commune) -> str:
    """As a paper names it: "Voiron (38500)"; "Paris (75)", "Marseille (13)", which have many postal codes."""
    code = one.postal_codes[0] if 0 < len(one.postal_codes) <= _FEW_CODES else one.department
    return f"{one.name} ({code})"


def listed_name(match: Match) -> str:
    """As a list of suggestions tells it from its homonyms: "Saint-Denis (93) · 93200, 93210"."""
    one = match.commune
    name = f"{one.name} ({one.department})"
    if one.department == HOME or one.postal_codes:
        name += f" · {', '.join(one.postal_codes[:2])}" + ("…" if len(one.postal_codes) > 2 else "")
    return f"{match.former} → {name}" if match.former else name


def offered_name(match: Match) -> str:
    """What is typed for the person when a suggestion is taken: it leads back to that commune, `Saint-Denis (93)`."""
    return f"{match.former or match.commune.name} ({match.commune.department})"


def _suggestions(text: str) -> tuple[Commune, ...]:
    """A name or a postal code typed in place of the INSEE code, else the nearest codes of the same département."""
    from difflib import get_close_matches

    named = search_communes(text, _SUGGESTED)
    if named or not _INSEE.fullmatch(text):
        return named
    start = department_of(text)
    codes = [code for code in gazetteer().codes if code.startswith(start)]
    return tuple(known(code) for code in get_close_matches(text, codes, n=_SUGGESTED, cutoff=0.75))


def _explain(insee: str, suggestions: tuple[Commune, ...]) -> str:
    shown = insee if len(insee) <= 30 else f"{insee[:30]}…"
    asked = f"« {shown} » n'est pas le code INSEE d'une commune de France."
    advice = "Donnez les cinq chiffres du code INSEE, qui n'est pas le code postal."
    if not suggestions:
        return f"{asked} {advice}"
    meant = ", ".join(f"{found.insee} ({found.name})" for found in suggestions)
    return f"{asked} {advice} Vouliez-vous dire {meant} ?"
