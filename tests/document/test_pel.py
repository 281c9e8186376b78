"""The sheet to copy: in the order of the service, within its limits, the person's words never cut."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from assistant.document.build import pel_sheet
from assistant.document.pel import STORY_LIMITS
from assistant.fields import IN_PERSON, UNKNOWN
from tests.document.dossiers import bike, dossier

pytestmark = pytest.mark.journey

ORDER = ["DÉCLARANT", "ÉTAT CIVIL", "FAITS", "LIEU", "DATE ET HEURE", "OBJETS", "COMPLÉMENTS", "PIÈCES À JOINDRE"]


def _sheet(**changes: JsonValue) -> list[str]:
    return pel_sheet(dossier(bike(**changes))).split("\n")


def test_the_order_of_the_service() -> None:
    said = _sheet()
    assert [line for line in said if line in ORDER] == ORDER
    assert "Rien n'est envoyé" in said[2]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (29, "29 caractères, trop court (minimum connu : 30)"),
        (30, "30 caractères (limite connue : 1 500)"),
        (1500, "1 500 caractères (limite connue : 1 500)"),
        (1730, "1 730 caractères, soit 230 de trop (limite connue : 1 500)"),
    ],
)
def test_the_story_is_counted_and_given_whole(length: int, expected: str) -> None:
    story = "é" * length
    said = _sheet(recit=story)
    assert story in said
    assert f"Récit : {expected}" in said[said.index(story) - 1]
    assert STORY_LIMITS == (30, 1500)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (
            {"start": "2026-11-20"},
            ["Date exacte : 20/11/2026", "Heure : non précisée, à dire à l'écran si vous la savez"],
        ),
        ({"start": "2026-11-20T19:05"}, ["Date exacte : 20/11/2026", "Heure exacte : 19:05"]),
        (
            {"start": "2026-11-20T19:00", "precision": "hour"},
            ["Date exacte : 20/11/2026", "Heure (à peu près) : 19:00"],
        ),
        (
            {"start": "2026-11-20T19:00", "end": "2026-11-21T08:30"},
            [
                "Date de début : 20/11/2026",
                "Date de fin : 21/11/2026",
                "Heure de début : 19:00",
                "Heure de fin : 08:30",
            ],
        ),
        (
            {"start": "2026-10"},
            [
                "Date de début : 01/10/2026",
                "Date de fin : 31/10/2026",
                "Heure : non précisée, à dire à l'écran si vous la savez ; vous avez écrit : octobre 2026",
            ],
        ),
        (dict(UNKNOWN), ["Date ou période : ne sait pas"]),
        (dict(IN_PERSON), ["Date ou période : le dira à l'audition"]),
        (None, []),
    ],
)
def test_when(period: JsonValue, expected: list[str]) -> None:
    assert _section(_sheet(periode=period), "DATE ET HEURE") == expected


def _section(said: list[str], title: str) -> list[str]:
    if title not in said:
        return []
    start = said.index(title) + 2
    return said[start : said.index("", start)]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"commune": "38563", "text": "la gare", "kind": "gare"}, ["Nature du lieu : Gare ou arrêt de transport", "Adresse exacte : la gare, Voiron (38500)"]),
        ({"commune": "38563", "end": {"commune": "38185"}}, ["Début du trajet : Voiron (38500)", "Fin du trajet : Grenoble (38000)"]),
        ({"kind": "internet"}, ["Nature du lieu : internet"]),
        (dict(UNKNOWN), ["Lieu : ne sait pas"]),
    ],
)  # fmt: skip
def test_where(place: JsonValue, expected: list[str]) -> None:
    assert _section(_sheet(lieu=place, lieu_precis=None), "LIEU") == expected


def test_objects_come_one_by_one_with_their_numbers() -> None:
    said = _section(_sheet(), "OBJETS")
    assert said[:4] == [
        "Objet 1 sur 2",
        "Catégorie : Vélo à assistance électrique (VAE)",
        "État : volé",
        "Marque, modèle, couleur : Moustache, Samedi 27, gris",
    ]
    assert "N° de cadre : MB27-55120" in said
    assert said[-1] == "Montant : 2\u202f400,00\xa0€"


def test_a_home_that_must_stay_unsaid_is_not_in_the_sheet() -> None:
    said = "\n".join(
        _sheet(domicile_tiers=True, domicile_tiers_adresse={"nom": "Me Roy", "adresse": "5 place Grenette"})
    )
    assert "Terreaux" not in said
    assert "celle du tiers que vous avez choisi : Me Roy, 5 place Grenette" in said


@pytest.mark.parametrize(
    ("detail", "expected"),
    [("poussé", "Précisions sur les violences : poussé"), ("x" * 260, "10 caractères de trop (limite connue : 250)")],
)
def test_violence_has_its_own_limit(detail: str, expected: str) -> None:
    from tests.document.dossiers import SHIPPED, walked

    answers: dict[str, JsonValue] = {
        "occupation": "presents",
        "decl_role": "victime",
        "violence_subie": True,
        "violence_detail": detail,
    }
    said = pel_sheet(dossier(walked(SHIPPED.forms["cambriolage"], answers)))
    assert expected in said and detail in said
