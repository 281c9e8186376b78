"""Walked forms for the tests of the papers, and a paper as plain lines. Run as a module to write the goldens again."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path as FilePath

from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.document.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Notice,
    PageBreak,
    Paragraph,
    Rows,
    Table,
    Token,
    Verbatim,
)
from assistant.document.build import Dossier, case_answers, complaint, letter, pel_sheet
from assistant.fields import IN_PERSON, UNKNOWN, Field
from assistant.fields import Items as ItemList
from assistant.flow import Path, validate, walk
from assistant.form import FORMS, Form, load_library, parts_of
from assistant.form.model import DocumentKind

TODAY = dt.date(2026, 11, 23)
GOLDEN = FilePath(__file__).parent / "golden"
SECRET, SECRET_PHONE = "zqsecret", "0476999998"
SHIPPED = load_library(FORMS)

BIKE: dict[str, JsonValue] = {
    "decl_role": "victime",
    "intention_plainte": "plainte",
    "periode": {"start": "2026-11-20T19:00", "end": "2026-11-21T08:30", "precision": "hour"},
    "lieu": {"commune": "38563", "text": "arceaux devant la gare", "kind": "gare"},
    "lieu_precis": dict(UNKNOWN),
    "recit": "J'ai attaché mon vélo vendredi soir.\nSamedi, il ne restait que l'antivol coupé.",
    "velo": [
        {
            "type": "vae",
            "marque": "Moustache",
            "modele": "Samedi 27",
            "couleur": "gris",
            "numero_cadre": "MB27-55120",
            "numero_marquage": "BC1234567890",
            "antivol": "U, cadre attaché à l'arceau",
            "valeur": {"amount": 2400, "currency": "EUR"},
        },
        {"type": "trottinette", "marque": "sans marque", "numero_cadre": dict(UNKNOWN)},
    ],
    "effraction": "antivol_coupe",
    "auteur_connu": "inconnu",
    "prejudice_total": {"amount": 2400, "currency": "EUR"},
    "videosurv": "oui",
    "videosurv_detail": {"exploitant": "SNCF", "emplacement": "entrée", "plage": "du 20 à 19 h au 21 à 8 h 30"},
    "preuves_liste": [{"nature": "facture"}, {"nature": "photo", "detail": "le cadre, 2025"}],
    "identite": {
        "nom_naissance": "Perrin",
        "prenoms": "Camille",
        "sexe": "f",
        "naissance_date": {"start": "1990-02-11"},
        "naissance_lieu": "Grenoble, Isère",
        "nationalite": "française",
    },
    "coordonnees": {"adresse": "4 rue des Terreaux", "code_postal": "38500", "telephone": "06 12 34 56 78"},
}


def walked(form: Form, answers: dict[str, JsonValue], today: dt.date = TODAY) -> Path:
    """The walk of raw answers, which must be valid."""
    clean, errors = validate(form, answers)
    assert not errors, errors
    return walk(form, clean, today)


def small(tmp: FilePath, fields: str, head: str = "", answers: dict[str, JsonValue] | None = None) -> Path:
    """A form of one page from its questions in YAML, with answers."""
    folder = tmp / "petit"
    folder.mkdir(exist_ok=True)
    top = f"id: petit\ntitle: Petit\nsentence: Voilà\nfamily: vol\nfacts: faits d'essai\n{head}"
    page = f"pages:\n  - id: page\n    title: La page\n    short: Page\n    fields:\n{fields}"
    (folder / "form.yaml").write_text(top + page, encoding="utf-8")
    library = load_library(tmp)
    assert "petit" in library.forms, library.problems
    return walked(library.forms["petit"], answers or {})


def dossier(path: Path, kind: DocumentKind = "plainte", **more: str) -> Dossier:
    """A dossier made on a fixed day."""
    return Dossier(path, "PR-7K3M", dt.datetime.combine(path.today, dt.time(14, 32)), kind, **more)


def bike(**changes: JsonValue) -> Path:
    """The shipped bicycle form, answered; `None` takes an answer away."""
    answers: dict[str, JsonValue] = {name: value for name, value in (BIKE | changes).items() if value is not None}
    return walked(SHIPPED.forms["vol_velo"], answers)


def lines(document: Document) -> list[str]:
    """What a document prints, a line or more for each block."""
    return [f"= {document.title}", *(line for block in document.blocks for line in _lines(block))]


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(level, text):
            return [f"{'=' * level} {text}"]
        case Paragraph(text):
            return [text]
        case Notice(text):
            return [f"! {text}"]
        case Verbatim(text, language, note):
            return [f"« {text} » [{language}] {note}".rstrip()]
        case Rows(rows, caption):
            return [*([caption] if caption else []), *(f"{row.label} : {row.said}" for row in rows)]
        case Table(caption, header, rows):
            return [caption, " | ".join(header), *(" | ".join(row) for row in rows)]
        case Items(items):
            return [f"- {item}" for item in items]
        case Token(text, caption):
            return [f"{caption} {text}"]
        case PageBreak():
            return ["----"]


def everything(case: Dossier) -> str:
    """Every word that may leave the screen: both papers with their metadata, the sheet and case.json."""
    papers = [complaint(case), letter(case)]
    said = [text for paper in papers for text in (*lines(paper), paper.footer, paper.header, paper.reference)]
    return "\n".join((*said, pel_sheet(case), json.dumps(case_answers(case.path), ensure_ascii=False)))


def value_of(question: Field, private: bool = False) -> st.SearchStrategy[JsonValue]:
    """Any answer to a question; what is typed into a private one holds SECRET."""
    private = private or question.private
    if parts := parts_of(question):
        item = st.fixed_dictionaries({}, optional={part.id: value_of(part, private) for part in parts})
        item = item.filter(bool)
        whole: st.SearchStrategy[JsonValue] = (
            st.lists(item, min_size=1, max_size=3) if isinstance(question, ItemList) else item
        )
        return _or_said(question, whole)
    words = SECRET if private else "mots de la personne"
    options = sorted(getattr(question, "options", {})) or ["autre"]
    plain: dict[str, st.SearchStrategy[JsonValue]] = {
        "choice": st.sampled_from(options),
        "choices": st.lists(st.sampled_from(options), min_size=1, unique=True),
        "yes_no": st.booleans(),
        "number": st.just(getattr(question, "minimum", 0)),
        "money": st.integers(0, 9999).map(lambda n: {"amount": n, "currency": "EUR"}),
        "period": st.dates(dt.date(2020, 1, 1), TODAY).map(lambda day: {"start": day.isoformat()}),
        "place": st.just({"commune": "38563", "text": words}),
        "email": st.just(f"{words.split()[0]}@exemple.fr"),
        "phone": st.just(SECRET_PHONE if private else "0476000001"),
        "iban": st.just("FR7630006000011234567890189"),
        "imei": st.just("356938035643809"),
        "siren": st.just("552100554"),
        "card_end": st.just("4417"),
        "cheque": st.just("0004512"),
        "crypto": st.just("0x52908400098527886E0F7030069857D2E4169EE7"),
        "plate": st.just("AB-123-CD"),
        "vin": st.just("VF1BZ0B0542123456"),
        "urls": st.just([f"https://exemple.fr/{words.split()[0]}"]),
        "lines": st.lists(st.just(words), min_size=1, max_size=3),
    }
    plain["date"] = plain["period"]
    return _or_said(question, plain.get(question.type, st.sampled_from([words, words * 30 if not private else words])))


def _or_said(question: Field, value: st.SearchStrategy[JsonValue]) -> st.SearchStrategy[JsonValue]:
    spoken = [dict(state) for state, may in ((UNKNOWN, question.unknown), (IN_PERSON, question.in_person)) if may]
    return st.one_of(value, value, value, st.sampled_from(spoken)) if spoken else value


@st.composite
def filled(draw: st.DrawFn, forms: tuple[Form, ...]) -> Path:
    """Any walk through one of the forms."""
    form = draw(st.sampled_from(forms))
    answers = draw(st.fixed_dictionaries({}, optional={f.id: value_of(f) for f in form.fields.values()}))
    clean, _ = validate(form, answers)
    return walk(form, clean, TODAY)


def full_case() -> Dossier:
    """The case of the golden files."""
    return dossier(bike(), court="Tribunal judiciaire de Grenoble", token="PRELUDE1.jeton", digest="ab" * 32)


def goldens() -> dict[str, str]:
    """The papers of the full case, as text."""
    case = full_case()
    return {
        "vol_velo_complaint.txt": "\n".join(lines(complaint(case))) + "\n",
        "vol_velo_letter.txt": "\n".join(lines(letter(case))) + "\n",
        "vol_velo_pel.txt": pel_sheet(case),
    }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in goldens().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
