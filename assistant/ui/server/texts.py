"""Every sentence of the shell. It is outside Streamlit, so a page cannot draw or translate it."""

from collections.abc import Mapping
from functools import cache

from assistant.i18n import LANGUAGES, M, Message, translator
from assistant.ui.server.language import direction

# `href` texts are part of the sentence: a person who cannot speak needs the word SMS, not a pictogram.
TEXTS: Mapping[str, Message] = {
    "skip": M("Aller au contenu"),
    "strip": M("Urgence et sortie rapide"),
    "danger": M("En danger\u00a0?"),
    "call17": M("17, appeler la police ou la gendarmerie"),
    "call112": M("112, appeler les secours"),
    "sms": M("SMS 114"),
    "sms114": M("SMS 114, écrire aux secours sans parler"),
    "quit": M("Quitter"),
    "quit_hint": M("Quitter ce site tout de suite. Aussi : touche Échap trois fois."),
    "traces": M("Ce bouton n’efface ni l’historique ni les téléchargements"),
    "theme": M("Affichage sombre"),
    "loading": M("Chargement…"),
    "slow": M(
        "Si rien ne s’affiche, rechargez la page. Vous pouvez aussi aller directement dans n’importe quel commissariat "
        "ou n’importe quelle brigade de gendarmerie."
    ),
    "offline": M("Connexion interrompue. Nous réessayons : ne fermez pas cette page."),
    "online": M("Connexion rétablie."),
    "no_script": M("Le questionnaire a besoin de JavaScript, qui est désactivé dans votre navigateur."),
    "no_script_go": M(
        "Vous pouvez aller directement dans n’importe quel commissariat ou n’importe quelle brigade de gendarmerie : "
        "votre plainte doit y être reçue, même si les faits ont eu lieu ailleurs."
    ),
    "numbers": M("Numéros utiles"),
    "n17": M("Police ou gendarmerie, en cas de danger"),
    "n112": M("Urgences, dans toute l’Europe"),
    "n114": M("Urgences par SMS, si vous ne pouvez pas parler ou entendre"),
    "n15": M("Urgence médicale (Samu)"),
    "n18": M("Pompiers"),
    "n3919": M("Violences faites aux femmes : écoute et conseil"),
    "n119": M("Enfant en danger"),
    "n116006": M("Aide aux victimes"),
}
# The only ones the script swaps or announces; the rest is drawn once, in the language of the request.
SWAPPED = (
    "skip strip danger call17 call112 sms sms114 quit quit_hint traces theme loading slow offline online"
).split()


@cache
def texts(lang: str) -> Mapping[str, str]:
    """The shell's sentences in a language; French where a translation is missing."""
    t = translator(lang)
    return {key: t(message) for key, message in TEXTS.items()}


@cache
def swapped() -> Mapping[str, Mapping[str, str]]:
    """What shell.js needs to change language without reloading: texts, direction and regional tag per language."""
    return {
        lang: {"dir": direction(lang), "locale": LOCALE.get(lang, lang)} | {key: texts(lang)[key] for key in SWAPPED}
        for lang in LANGUAGES
    }


# Dates are written day first for everyone: the papers are French, and 03/04 must not change meaning with the language.
LOCALE: Mapping[str, str] = {"fr": "fr-FR", "en": "en-GB"}
