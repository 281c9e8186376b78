"""What can be wrong in a form file: each code has one sentence that gives the cause and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# code -> (is an error, sentence). Tests assert the code and the line, never the prose.
CATALOGUE: dict[str, tuple[bool, str]] = {
    "YAML_SYNTAX": (
        True,
        "Le fichier n'est pas du YAML lisible : {detail}. Corrigez cette ligne ; un texte qui contient « : » ou « # » se met entre guillemets.",
    ),
    "YAML_DUPLICATE": (True, "La clé « {key} » est écrite deux fois ici. Gardez-en une seule."),
    "YAML_CUT": (
        False,
        "Le texte est coupé à « # » : ce qui suit est pris pour un commentaire. Mettez le texte entre guillemets.",
    ),
    "FILE_MISSING": (True, "Le fichier {name} manque. Créez-le à côté des autres."),
    "FILE_TOO_BIG": (True, "Le fichier dépasse {limit} Ko. Découpez-le ou retirez ce qui n'est pas une définition."),
    "KEY_UNKNOWN": (True, "La clé « {key} » n'existe pas ici.{hint} Clés possibles : {allowed}."),
    "KEY_MISSING": (True, "Il manque la clé « {key} ». Ajoutez-la."),
    "VALUE_INVALID": (True, "La valeur de « {key} » ne convient pas : {detail}."),
    "TYPE_UNKNOWN": (True, "Le type de question « {value} » n'existe pas.{hint} Types possibles : {allowed}."),
    "ID_INVALID": (
        True,
        "L'identifiant « {value} » ne convient pas : lettres minuscules sans accent, chiffres et « _ », en commençant par une lettre.",
    ),
    "ID_DUPLICATE": (True, "L'identifiant « {value} » est déjà pris dans ce formulaire. Choisissez-en un autre."),
    "ID_RESERVED": (True, "« {value} » est le nom d'un fait calculé. Choisissez un autre identifiant."),
    "USE_UNKNOWN": (True, "La page partagée « {value} » n'existe pas.{hint}"),
    "BLOCK_UNKNOWN": (True, "Le bloc commun « {value} » n'existe pas parmi les « {key} ».{hint}"),
    "CHANGE_UNKNOWN": (True, "La page partagée n'a pas de question « {value} » à modifier ou à retirer.{hint}"),
    "PARTS_UNKNOWN": (True, "Le groupe de rubriques « {value} » n'existe pas.{hint}"),
    "COND_SYNTAX": (
        True,
        'La condition n\'est pas comprise : {detail}. Exemple : auteur_connu == "inconnu" and montant > 100.',
    ),
    "COND_FIELD": (True, "La condition parle de « {value} », qui n'est pas une question posée plus haut.{hint}"),
    "COND_OPERATOR": (True, "On ne peut pas écrire « {value} » avec « {field} », qui est de type {type}."),
    "COND_VALUE": (True, "« {value} » n'est pas une réponse possible de « {field} ».{hint}"),
    "ESSENTIAL_MISSING": (
        True,
        "La question essentielle « {value} » de la référence n'est pas posée, ou pas comme essentielle. Ajoutez-la ou corrigez son besoin.",
    ),
    "MOMENT_UNKNOWN": (
        True,
        "Le délai part de « {value} », qui n'est ni une date du formulaire ni un fait calculé.{hint}",
    ),
    "DURATION_INVALID": (
        True,
        "La durée « {value} » n'est pas comprise. Exemples : 2 jours ouvrés, 13 mois, 6 ans, 72 heures.",
    ),
    "CHANNEL_UNKNOWN": (True, "Le canal « {value} » n'est pas dans le registre.{hint}"),
    "FORM_UNKNOWN": (True, "Le formulaire « {value} » n'existe pas.{hint}"),
    "FORM_UNROUTED": (
        True,
        "Aucune règle sans condition n'oriente le formulaire « {value} ». Ajoutez une dernière règle sans « if ».",
    ),
    "RULE_UNREACHED": (
        False,
        "Cette règle ne sert jamais pour « {value} » : une règle sans condition est écrite avant elle. Remontez-la.",
    ),
    "ROUTING_PRIVATE": (
        True,
        "L'orientation dépend de la question privée « {value} » : le canal proposé la trahirait. Retirez-la de la condition.",
    ),
    "EXAMPLE_ANSWER": (True, "Dans l'exemple « {name} », la réponse {path} ne convient pas : {detail}"),
    "EXAMPLE_EXPECT": (True, "L'exemple « {name} » attendait {key} = {expected}, on obtient {got}."),
    "EXAMPLES_FEW": (False, "Ce formulaire n'a que {n} exemple(s) ; trois au moins : courant, minimal, piège."),
    "FAQ_ID": (True, "La réponse « {value} » existe déjà. Choisissez un autre identifiant."),
    "FAQ_FEW": (
        True,
        "La réponse « {value} » n'a que {n} façons d'être demandée ; {least} au moins, sinon on ne la trouve pas.",
    ),
    "FAQ_TWICE": (True, "« {value} » est déjà écrit pour la réponse « {owner} ». Gardez-le à un seul endroit."),
    "FAQ_SEE": (True, "« see » nomme « {value} », qui n'est pas une autre réponse.{hint}"),
    "FAQ_VERIFY": (
        True,
        "Dans « {value} », le texte dit « {words} » si et seulement si confidence vaut verify. Accordez-les.",
    ),
    "VERSION_UNREADABLE": (
        True,
        "La version gardée d'un formulaire ne se lit plus : {detail}. Ouvrez le dossier sur la version servie, avec les réponses qui y vont.",
    ),
    "TEXT_UNTRANSLATED": (False, "« {value} » n'est pas traduit en {lang} : le français sera montré."),
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend in a form file: where (`file:line`), its code, and the sentence that says how."""

    file: str
    line: int
    code: str
    text: str

    @property
    def is_error(self) -> bool:
        return CATALOGUE[self.code][0]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.text}"


def problem(code: str, file: Path | str, line: int, /, **gaps: object) -> Problem:
    """Builds a problem from the catalogue, so that no sentence is written twice."""
    return Problem(str(file), line, code, CATALOGUE[code][1].format(**({"hint": ""} | gaps)))


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """` Vouliez-vous dire « x » ?` when a known word is close, else an empty string."""
    close = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f" Vouliez-vous dire « {close[0]} » ?" if close else ""
