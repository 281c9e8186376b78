"""Counters that help a victim: each kind has its words, is imported, is shown once a row exists, and told when none does."""

from __future__ import annotations

import html
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from assistant import directory
from assistant.directory.finder import PARTNERS
from assistant.directory.importing.layouts import _SERVICES
from assistant.i18n import translator
from assistant.ui.offices import KINDS, card
from tests.test_directory_import import Import, do_import

__all__ = ["do_import"]  # a fixture of the importer's own tests
pytestmark = pytest.mark.directory
TODAY = date(2026, 11, 23)
WANTED = set(
    "france_services maison_departement umj hopital france_victimes iscg crip mjd bav cidf permanence_juridique".split()
)
# What a DILA file calls them; the two last have no name there, and an operator writes ours.
NAMED = {
    "france_services": "msap", "maison_departement": "mds", "umj": "umj", "hopital": "chu", "france_victimes": "aav",
    "mjd": "mjd", "bav": "bav", "cidf": "cidf", "permanence_juridique": "permanence_juridique", "iscg": "iscg", "crip": "crip",
}  # fmt: skip


def dila(kind: str, commune: str = "38563", where: tuple[str, str] | None = ("5.59", "45.36")) -> str:
    """A file of one counter, in the layout of the DILA directory."""
    address = {"numero_voie": "1 rue de l'Exemple", "code_postal": "38500", "nom_commune": "Voiron"}
    if where:
        address |= {"longitude": where[0], "latitude": where[1]}
    pivots = [{"type_service_local": "inconnu"}, {"type_service_local": NAMED[kind], "code_insee_commune": [commune]}]
    service = {"id": f"x-{kind}", "nom": f"Guichet {kind}", "pivot": pivots, "adresse": [address]}
    return json.dumps({"service": [service]})


def test_every_kind_asked_for_is_ready() -> None:
    assert set(PARTNERS) == WANTED
    assert set(_SERVICES.values()) - {"prefecture", "sous_pref", "gendarmerie", "commissariat", "mairie"} == WANTED


@pytest.mark.parametrize("kind", sorted(WANTED | {"mairie"}))
def test_a_kind_has_its_words_in_every_language(kind: str) -> None:
    assert translator("en").has(KINDS[kind].msgid)


@pytest.mark.parametrize("kind", sorted(WANTED))
@pytest.mark.parametrize("where", [("5.59", "45.36"), None], ids=["on the map", "position unknown"])
def test_once_imported_a_counter_is_shown_and_no_longer_missing(
    do_import: Import, kind: str, where: tuple[str, str] | None
) -> None:
    told = do_import("guichets.json", dila(kind, where=where))
    assert len(told.added) == 1 and told.refused == []
    assert kind not in directory.unlisted("38563", TODAY)
    found = [office for office in directory.places("38563", {"partners"}, TODAY) if office.kind == kind]
    assert [office.name for office in found] == [f"Guichet {kind}"]
    drawn = html.unescape(card(found[0], translator("fr"), datetime(2026, 11, 23, 10)))
    assert str(KINDS[kind]) in drawn
    assert "1 rue de l'Exemple, 38500 Voiron" in drawn
    assert "Source : Annuaire de l'administration, novembre 2026" in drawn
    assert "guichets.json" in " ".join(directory.imported_sources())


def test_what_is_not_known_near_a_commune_is_told_and_nothing_is_invented() -> None:
    assert directory.unlisted("38563", TODAY) == (
        "france_victimes", "iscg", "umj", "hopital", "crip", "maison_departement", "france_services",
    )  # fmt: skip
    assert directory.unlisted("75056", TODAY) == ("mairie", *PARTNERS)
    for commune in directory.all_communes():
        shown = {office.kind for office in directory.places(commune.insee, {"partners"}, TODAY)}
        assert shown.isdisjoint(directory.unlisted(commune.insee, TODAY))
        assert shown | set(directory.unlisted(commune.insee, TODAY)) == {"mairie", *PARTNERS}


def test_a_counter_far_away_is_not_near(do_import: Import) -> None:
    do_import("guichets.json", dila("umj", "38073", ("5.44", "44.90")))  # about fifty kilometres south
    assert "umj" in directory.unlisted("38563", TODAY)
    assert "umj" not in directory.unlisted("38073", TODAY)


def test_the_guide_names_each_kind() -> None:
    guide = (Path(__file__).parents[1] / "docs/tasks/importer-l-annuaire.md").read_text("utf-8")
    assert [kind for kind in PARTNERS if f"`{kind}`" not in guide] == []
