"""What an investigator will look for in a story and not find: told as questions. It never writes for the person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.fields import said
from assistant.flow import Path
from assistant.i18n import Message as M

STORY = "recit"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One of six things to find. `pattern`: words that show it is there, for Python and for the browser alike."""

    id: str
    name: M
    question: M
    pattern: str
    answers: tuple[str, ...]  # beginnings of the questions whose answer says it already


# `(?:^|\W)` and not `\b`, which a browser does not understand beside an accent.
PROMPTS = (
    Prompt(
        "quand",
        M("Quand"),
        M("Quel jour, vers quelle heure ? Sinon, entre quand et quand ?"),
        r"(?:^|\W)(?:hier|aujourd|ce matin|ce soir|cette nuit|la nuit|matin|soir|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|depuis|vers \d|\d{1,2} ?h|\d{1,2}[/.]\d{1,2}|20\d\d|yesterday|today|tonight|morning|evening|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|october|\d{1,2} ?(?:am|pm))",
        ("periode", "date_", "disparu_date"),
    ),
    Prompt(
        "ou",
        M("Où"),
        M("À quel endroit précis ? Quel chemin avez-vous suivi ?"),
        r"(?:^|\W)(?:rue|avenue|boulevard|place|parking|gare|chez|maison|appartement|immeuble|cave|garage|jardin|quartier|magasin|arr[êe]t|bus|tram|train|[ée]cole|coll[èe]ge|lyc[ée]e|devant|derri[èe]re|village|ville|route|site|internet|t[ée]l[ée]phone|street|road|station|home|house|flat|shop|school|online|website)",
        ("lieu",),
    ),
    Prompt(
        "qui",
        M("Qui"),
        M("Qui a fait quoi ? Que pouvez-vous en dire : nombre, allure, vêtements, voix, pseudo ?"),
        r"(?:^|\W)(?:homme|femme|jeune|gar[çc]on|fille|individu|personne|inconnu|voisin|coll[èe]gue|ex|quelqu|ils? [ée]tai|il portait|elle portait|pseudo|man|woman|boy|girl|someone|somebody|nobody|neighbour|colleague|he |she |they )",
        ("auteur_connu", "auteur_identite", "auteur_signalement", "auteurs_multiples", "pseudos"),
    ),
    Prompt(
        "comment",
        M("Comment"),
        M("Par quel moyen : gestes, outil, paroles, message, lien, passage ?"),
        r"(?:^|\W)(?:cass|forc|fractur|coup[ée]|arrach|pouss|frapp|menac|vitre|serrure|antivol|outil|appel|message|mail|sms|virement|lien|cliqu|faux|fausse|promis|broke|forced|cut|snatch|push|hit|threat|call|link|click|fake|lied)",
        ("mode_operatoire", "effraction", "degat_moyen", "promesse", "contact_canal", "menace_contenu"),
    ),
    Prompt(
        "dommage",
        M("Dommage"),
        M("Qu'avez-vous perdu ou subi : objets, argent, blessures, dégâts, frais ?"),
        r"(?:^|\W)(?:euros?|vol[ée]|pris|disparu|perdu|bless|douleur|bleu|ab[îi]m|cass[ée]|d[ée]g[âa]t|valeur|pay[ée]|d[ée]bit|stole|stolen|taken|lost|hurt|injur|damage|paid|pain)|\d ?€",
        ("prejudice_total", "biens_liste", "velo", "vehicule", "montant", "paiements", "operations", "blessures", "bien_degrade"),
    ),
    Prompt(
        "preuves",
        M("Preuves"),
        M("Qui a vu ou entendu ? Qu'avez-vous gardé : photo, message, facture, caméra proche ?"),
        r"(?:^|\W)(?:photo|vid[ée]o|cam[ée]ra|t[ée]moin|facture|ticket|capture|message|sms|certificat|enregistr|relev[ée]|preuve|video|camera|witness|receipt|screenshot|recording|proof|statement)",
        ("preuves_liste", "temoins", "videosurv", "echanges"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """A prompt, and whether the answers, or the story, say it already."""

    prompt: Prompt
    answered: bool
    told: bool


def coach(path: Path) -> tuple[Chip, ...]:
    """The six prompts for the story of a walk; none on a sensitive form, where nothing is expected of the person. Pure."""
    if path.form.sensitive or STORY not in path.form.fields:
        return ()
    story = path.answers.get(STORY)
    text = story if isinstance(story, str) else ""
    return tuple(
        Chip(prompt, _answered(path, prompt), bool(re.search(prompt.pattern, text, re.IGNORECASE)))
        for prompt in PROMPTS
    )


def _answered(path: Path, prompt: Prompt) -> bool:
    return any(name.startswith(prompt.answers) and not said(value) for name, value in path.answers.items())
