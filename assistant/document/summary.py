"""Page 1: what the agent reads in one minute, then the identity, then what is still to be completed with the person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from babel import Locale

from assistant.document.blocks import Block, Heading, Items, Notice, Row, Rows, Token
from assistant.document.brief import brief_rows, inline, is_care, joined, plain
from assistant.document.dossier import Dossier, Told, row_of
from assistant.document.identity import age, full_name, identity_blocks
from assistant.document.shelter import HOME
from assistant.facts import MAJORITY
from assistant.fields import Field, bounds
from assistant.form import parts_of

NOTICE = "Document de préparation, {}. Il ne fait courir ni n'arrête aucun délai. Aucun agent ne l'a lu."
ROLES: Mapping[str, str] = {
    "victime": "victime",
    "representant_mineur": "représentant légal d'un enfant mineur",
    "representant_protege": "tuteur ou curateur d'un majeur protégé",
    "personne_morale": "représentant d'une personne morale",
    "ayant_droit": "ayant droit d'une personne décédée",
    "proche": "proche de la victime, sans en être le représentant légal",
    "temoin": "témoin",
}
_TOKEN = "Jeton signé : référence, date et empreinte du dossier, sans donnée personnelle."
_DONE = ("opposition", "contestation", "banque_prevenue", "assureur_prevenu", "contenus_retires")


def page_one(dossier: Dossier, told: Told, contents: tuple[Block, ...] = ()) -> tuple[Block, ...]:
    """Everything of the first page, from the token to the list of gaps. `contents`: what the paper holds, before it."""
    loss = "sans valeur de plainte ni de déclaration de perte"
    value = loss if any(part.kind == "declaration_perte" for part in dossier.parts) else "sans valeur de plainte"
    return (
        *([Token(dossier.token, _TOKEN)] if dossier.token else []),
        Notice(NOTICE.format(value)),
        *contents,
        Heading(2, "En bref"),
        Rows((*_who(dossier, told), *brief_rows(dossier, told), *_speaks(dossier, told), *since_rows(told))),
        *identity_blocks(told),
        *gaps(told),
    )


def _who(dossier: Dossier, told: Told) -> Iterator[Row]:
    name, role = full_name(told.group("identite")), told.choice("decl_role")
    loser = dossier.kind == "declaration_perte" and role == "victime"  # nobody is the victim of a loss
    if who := joined(name, "" if loser else ROLES.get(role) or told.words("decl_role")):
        yield Row("Déclarant", who)
    if company := joined(told.part("pm_identite", "denomination"), told.part("pm_identite", "fonction")):
        yield Row("Personne morale", company)
    victim = told.group("victime_identite")
    if who := joined(full_name(victim), told.part("victime_identite", "lien")):
        yield Row("Victime", who)
    minor = victim if role == "representant_mineur" else told.group("identite") if role == "victime" else {}
    years = age(told, minor)
    if role == "representant_mineur" or (years is not None and years < MAJORITY):
        yield Row("Victime mineure", "oui" if years is None else f"{years} ans à ce jour")
    yield from told.rows("intention_plainte")


def _speaks(dossier: Dossier, told: Told) -> Iterator[Row]:
    """The language of the person, and who is beside them."""
    if dossier.language != "fr":
        name = Locale("fr").languages.get(dossier.language, dossier.language)
        yield Row("Langue du questionnaire", f"{name} ; les mots de la personne sont reproduits tels quels")
    yield from inline(told, "langue_interprete")
    yield from told.rows("accompagnement")


def since_rows(told: Told) -> Iterator[Row]:
    """Who was told of the facts already, and what was done."""
    if told.group("police_reference"):
        label = told.field("police_venue").name if "police_venue" in told.answers else ""
        yield from inline(told, "police_reference", label)
    else:
        yield from told.rows("police_venue", "police_reference")
    if before := told.items("antecedents"):
        known = [words for item in before if (words := joined(*plain(told.field("antecedents"), item)))]
        yield Row(told.field("antecedents").name, "\n".join(known) or "oui")
    yield from told.rows(*(f.id for f in told.fields if is_care(told, f)))
    if done := list(_done(told)):
        yield Row("Déjà fait", " ; ".join(done))


def _done(told: Told) -> Iterator[str]:
    """What the bank, the insurer or a doctor already knows, so that nobody asks for it again."""
    for field in told.fields:
        if field.id.startswith(_DONE) and told.answers[field.id] is not False and (words := told.words(field.id)):
            yield f"{field.name} : {words.replace(chr(10), ', ')}"
    for name, part in (("assurance", "declare"), ("moyen_paiement", "opposition")):
        for item in told.items(name):
            if bounds(item.get(part)):
                found = next(p for p in parts_of(told.field(name)) if p.id == part)
                yield f"{told.field(name).name}, {found.name.lower()} : {row_of(found, item[part]).said}"


def gaps(told: Told, said: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """What is essential and missing, printed as missing; never on a sensitive form. `said`: what stands elsewhere."""
    if told.sensitive:
        return ()
    missing = [gap for name in told.path.missing if name not in said and (gap := _gap(told, told.field(name)))]
    return (Heading(2, "À compléter avec la personne"), Items(tuple(missing))) if missing else ()


def _gap(told: Told, field: Field) -> str:
    """The question, with the parts that are missing when it was begun; "" when nothing is to be asked."""
    value = told.path.answers.get(field.id)
    skipped = HOME if told.elsewhere and field.id == "coordonnees" else frozenset[str]()
    given: Iterable[object] = value if isinstance(value, list) else [value or {}]
    names = [
        part.name
        for item in given
        for part in parts_of(field)
        if isinstance(item, dict) and part.need == "essential" and part.id not in item and part.id not in skipped
    ]
    if field.private or (skipped and not names):
        return ""
    begun = names and (value is not None or skipped)
    return f"{field.name} : {', '.join(dict.fromkeys(names)).lower()}" if begun else field.name
