"""GET /carte: what to say if a complaint is refused, and what to do next. Plain HTML: it is read in a waiting room.

It prints as a card of two sides. It is the person's own: never among the papers for the officer, never in the zip.
"""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.i18n import M, translator
from assistant.ui.server.files import HERE, STATIC
from assistant.ui.server.language import COOKIE, PARAMETER, direction, negotiate
from assistant.ui.server.settings import ShellSettings
from assistant.ui.server.texts import texts

ARTICLE = M("Code de procédure pénale, article 15-3")
SENTENCE = M("Je souhaite que ma plainte soit reçue. Puis-je voir un responsable ?")
# Code de procédure pénale, article 15-3, paragraphs 1 and 2: shown to the officer, so always in French too.
LAW = (
    M(
        "Tout service de police ou de gendarmerie doit recevoir la plainte d'une victime, même si les faits ont eu lieu ailleurs."
    ),
    M(
        "Un procès-verbal est établi et un récépissé est remis aussitôt ; une copie du procès-verbal aussi, si la victime la demande."
    ),
)
NEXT = (
    M("Demandez un responsable, calmement, avec la phrase du recto."),
    M("Ou allez dans une autre unité, police ou gendarmerie : la même règle y vaut."),
    M(
        "Ou écrivez au procureur de la République, au tribunal du lieu des faits : cette lettre est une plainte. Envoyez-la en recommandé ou déposez-la à l'accueil du tribunal."
    ),
    M(
        "Signalez le refus si vous le voulez : au Défenseur des droits (3928), ce qui ne suspend aucun délai de justice, ou à l'inspection, IGPN pour la police, IGGN pour la gendarmerie."
    ),
    M("Notez le jour, l'heure, l'unité et ce qui vous a été répondu."),
)
WORDS = {
    "title": M("Si l'on refuse de recevoir votre plainte"),
    "how": M("Montrez cette phrase à l'agent, ou lisez-la calmement. Le verso vous dit la loi et la suite."),
    "front": M("Recto : à dire ou à montrer"),
    "back": M("Verso : la loi et la suite"),
    "next": M("Et ensuite"),
    "receipt": M("Votre plainte est reçue quand on vous remet un récépissé."),
    "print": M(
        "Pour l'imprimer : menu du navigateur, « Imprimer ». Découpez puis pliez au milieu. La carte est pour vous : ne la joignez pas aux documents pour l'agent."
    ),
    "find": M("Trouver une autre unité"),
    "close": M("Pour revenir à votre dossier, fermez cet onglet."),
}


async def card(request: Request) -> HTMLResponse:
    """The card in the person's language."""
    lang = negotiate(
        request.cookies.get(COOKIE), request.query_params.get(PARAMETER), request.headers.get("accept-language")
    )
    headers = {"Content-Language": lang, "Vary": "Accept-Language, Cookie"}
    return HTMLResponse(drawn(lang, ShellSettings()), headers=headers)


@lru_cache(maxsize=64)
def drawn(lang: str, settings: ShellSettings) -> str:
    """The whole page in one language, made once."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    t, french = translator(lang, fine=True), translator("fr", fine=True)
    return environment.get_template("refusal.html").render(
        lang=lang,
        dir=direction(lang),
        shell=texts(lang),
        brand=settings.brand,
        exit_url=str(settings.exit_url),
        style=Markup((STATIC / "first.css").read_text("utf-8")),  # our own file, nothing of a person in it
        words={key: t(text) for key, text in WORDS.items()},
        article=french(ARTICLE),
        sentence=french(SENTENCE),
        said=t(SENTENCE),
        law=[(french(text), t(text)) for text in LAW],
        next=[t(text) for text in NEXT],
    )
