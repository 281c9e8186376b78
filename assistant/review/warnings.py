"""What contradicts itself in the answers: shown with the way to mend it, never a reason to stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.directory import commune
from assistant.facts import MAJORITY, years_between
from assistant.fields import Email, Place, Siren, bounds
from assistant.flow import Path
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.review.amounts import mismatches
from assistant.review.answered import Found, answered
from assistant.review.forbidden import TOLD, asks_iban, cleaned

_OLDEST = 120  # years
_NO_HOST = (".test", ".example", ".invalid", ".localhost", ".local")
_FINE = ("minute", "hour", "day")
# What can only be learnt, or done, once the facts have begun.
_LEARNT = frozenset({"date_decouverte", "date_connaissance"})
_DONE_AFTER = frozenset({"opposition", "opposition.date", "contestation.date", "assurance.declare"})


@dataclass(frozen=True, slots=True)
class Warning_:
    """A contradiction or doubt: a stable code, a sentence with its remedy, and the questions to look at again."""

    code: str
    message: M
    fields: tuple[str, ...]

    def as_json(self, t: Translator) -> dict[str, JsonValue]:
        """The warning of the result object."""
        fields: list[JsonValue] = list(self.fields)
        return {"code": self.code, "message": t(self.message), "fields": fields}


Rule = Callable[[Path, Sequence[Found], dt.date], Iterator[Warning_]]


def warnings(path: Path, today: dt.date) -> tuple[Warning_, ...]:
    """Contradictions of the shown answers, then the form's own cautions; private answers are never read. Pure.

    On a sensitive form only slips that would mislead the reader are told (dates, places, addresses to write to):
    nothing is added up, nothing is expected of the person.
    """
    found = tuple(answered(path))
    rules = _ALWAYS if path.form.sensitive else (*_ALWAYS, *_ORDINARY)
    told = [warning for rule in rules for warning in rule(path, found, today)]
    told += [Warning_(c.code, M(c.message), c.fields) for c in path.form.head.cautions if path.holds(c.if_)]
    return tuple(dict.fromkeys(told))


def _dates(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    for one in found:
        span = _span(one)
        if span is None or _is_birth(one):
            continue
        start, end = span
        if end < start:
            yield _at(one, "DATE_ORDER", M("{name} : la fin est avant le début. Échangez ou corrigez.", name=one.name))
        # "en novembre" is not in the future because November is not over
        last = end if _precision(one) in _FINE else start
        if max(start, last).date() > today:
            yield _at(one, "DATE_FUTURE", M("{name} : cette date n'est pas encore passée. Vérifiez-la.", name=one.name))


def _births(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    for one in found:
        span = _span(one)
        if span and _is_birth(one) and not 0 <= years_between(span[0].date(), today) <= _OLDEST:
            yield _at(one, "BIRTH_DATE", M("{name} : cette date n'est pas possible. Vérifiez l'année.", name=one.name))


def _learnt(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    for one in _before_facts(path, found):
        if one.at in _LEARNT:
            text = M("Vous vous en êtes aperçu avant le début des faits. Corrigez l'une des deux dates.")
            yield Warning_("DISCOVERY_BEFORE", text, (one.question, "periode"))


def _done(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    for one in _before_facts(path, found):
        if one.at in _DONE_AFTER:
            text = M("{name} : c'est avant le début des faits. Si c'est exact, dites-le dans le récit.", name=one.name)
            yield Warning_("STEP_BEFORE", text, (one.question, "periode"))


def _before_facts(path: Path, found: Sequence[Found]) -> Iterator[Found]:
    """Moments that end, at the latest, before the facts can have begun."""
    facts = bounds(path.answers.get("periode"))
    for one in found if facts else ():
        span = _span(one)
        if span and facts and max(span) < min(facts):
            yield one


def _places(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    for one in found:
        for insee in _communes(one.value) if isinstance(one.field, Place) else ():
            if commune(insee) is None:
                text = M(
                    "{name} : {insee} n'est le code d'aucune commune de France. Choisissez la commune dans la liste.",
                    name=one.name,
                    insee=insee,
                )
                yield _at(one, "PLACE_UNKNOWN", text)


def _communes(place: JsonValue) -> Iterator[str]:
    """The communes of a place and of the other end of a journey."""
    if isinstance(place, dict):
        if place.get("commune"):
            yield str(place["commune"])
        yield from _communes(place.get("end"))


def _contacts(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    for one in found:
        if isinstance(one.value, dict) and str(one.value.get("cheque_debut", "")) > str(
            one.value.get("cheque_fin", "9")
        ):
            text = M("{name} : le dernier numéro de chèque est avant le premier. Échangez ou corrigez.", name=one.name)
            yield _at(one, "CHEQUE_ORDER", text)
        if isinstance(one.field, Email) and str(one.value).casefold().endswith(_NO_HOST):
            text = M("{name} : aucun courriel n'arrive à cette adresse. Vérifiez la fin.", name=one.name)
            yield _at(one, "EMAIL_DOMAIN", text)
        if isinstance(one.field, Siren) and one.field.suspicious(one.value):
            text = M("{name} : ce numéro semble mal recopié. Comparez-le avec le Kbis.", name=one.name)
            yield _at(one, "SIREN_KEY", text)


def _standing(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    """Who files: a minor alone can, but not by every door; a child who came of age files alone."""
    role, age = path.answers.get("decl_role"), path.fact("age")
    minor = isinstance(age, int) and 0 <= age < MAJORITY
    if role == "victime" and minor:
        text = M(
            "Vous êtes mineur : vous pouvez être reçu seul ou accompagné dans tout commissariat ou toute gendarmerie. "
            "En ligne, c'est votre parent ou représentant légal qui fait la démarche."
        )
        yield Warning_("MINOR_ALONE", text, ("decl_role", "identite"))
    if role == "representant_mineur" and minor:
        text = M("Le représentant d'un mineur est majeur. Vérifiez la date de naissance, ou pour qui est la démarche.")
        yield Warning_("MINOR_FOR_MINOR", text, ("decl_role", "identite"))
    if role == "representant_mineur":
        born = next((_span(one) for one in found if one.at == "victime_identite.naissance_date"), None)
        if born and years_between(born[0].date(), today) >= MAJORITY:
            text = M("Cette personne est majeure aujourd'hui : la plainte est la sienne. Vous pouvez l'accompagner.")
            yield Warning_("VICTIM_ADULT", text, ("decl_role", "victime_identite"))


def _money(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    for one, text in mismatches(path, found):
        yield Warning_("AMOUNT_MISMATCH", text, (one.question, "prejudice_total"))


def _forbidden(path: Path, found: Sequence[Found], today: dt.date) -> Iterator[Warning_]:
    """What the papers mask: said once for each question, so that the person knows why."""
    iban_asked = asks_iban(path.form)
    for field in path.fields.values():
        if not field.private and field.id in path.answers:
            for kind in cleaned(field, path.answers[field.id], iban_asked)[1]:
                yield Warning_(f"FORBIDDEN_{kind.upper()}", TOLD[kind], (field.id,))


def _span(one: Found) -> tuple[dt.datetime, dt.datetime] | None:
    return bounds(one.value) if one.field.kind == "date" else None


def _precision(one: Found) -> str:
    return str(one.value.get("precision", "day")) if isinstance(one.value, dict) else "day"


def _is_birth(one: Found) -> bool:
    return one.field.id.startswith("naissance")


def _at(one: Found, code: str, text: M) -> Warning_:
    return Warning_(code, text, (one.question,))


_ALWAYS: tuple[Rule, ...] = (_dates, _births, _learnt, _places, _contacts, _forbidden)
_ORDINARY: tuple[Rule, ...] = (_done, _standing, _money)
