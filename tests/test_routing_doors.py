"""The register and the rules that are delivered: the doors of the six forms, and those that are never proposed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.flow import validate, walk
from assistant.form import load_library
from assistant.routing import check_routing, load_routing, route

pytestmark = pytest.mark.journey
TODAY = dt.date(2026, 11, 23)
GRENOBLE = "tgi-38185-01"
HOME: JsonValue = {"commune": "Saint-Égrève", "code_postal": "38120"}
LIBRARY, TABLE = load_library(), load_routing()
REFERENCE = """urgence_17 urgence_114 pel thesee perceval pharos 17cyber signalconso masecurite tchat_vss visioplainte poste
procureur mairie france_titres crip119 tel3018 tel3919 tel3977 ddd tel3677 jaf tel116000 tel116006 maire_ofb tel3133
tel_radicalisation tel3114 samu15 pompiers18""".split()
SITES = frozenset(
    """plainte-en-ligne.masecurite.interieur.gouv.fr www.service-public.gouv.fr www.internet-signalement.gouv.fr 17cyber.gouv.fr
    signal.conso.gouv.fr www.masecurite.interieur.gouv.fr www.arretonslesviolences.gouv.fr ants.gouv.fr e-enfance.org 3133.gouv.fr
    3114.fr www.france-victimes.fr www.116000enfantsdisparus.fr 3677.fr www.antidiscriminations.fr www.urgence114.fr""".split()
)


def test_the_delivered_table_has_no_problem() -> None:
    assert [str(p) for p in check_routing(LIBRARY, TABLE)] == []


def test_the_register_holds_every_channel_with_its_source_and_date() -> None:
    assert set(REFERENCE) == set(TABLE.channels)
    for name, channel in TABLE.channels.items():
        assert channel.source and channel.checked == dt.date(2026, 11, 23), name
        assert channel.url is None or channel.url.split("/")[2] in SITES, name


def test_what_is_unsure_says_so_and_help_numbers_are_always_there() -> None:
    for name, channel in TABLE.channels.items():
        if channel.confidence == "verify" and not channel.phone:
            words = " ".join([channel.label, *(needed.text for needed in channel.conditions)])
            assert "vérifier" in words or "confirmer" in words, name
        if name.startswith(("tel", "urgence", "samu", "pompiers", "crip")):
            assert channel.phone, name


@pytest.mark.parametrize(
    "name", ["perceval", "pharos", "signalconso", "17cyber", "mairie", "france_titres", "masecurite"]
)
def test_a_report_is_never_a_complaint(name: str) -> None:
    assert not TABLE.channels[name].is_complaint


BORN_1990: JsonValue = {"naissance_date": {"start": "1990-02-11"}}
BORN_2010: JsonValue = {"naissance_date": {"start": "2010-02-11"}}
ONLINE: JsonValue = {"kind": "internet", "commune": "38382"}
BASE: dict[str, JsonValue] = {"decl_role": "victime", "auteur_connu": "inconnu", "identite": BORN_1990}
NEVER_ONLINE = "pel thesee perceval"
THESEE = {"arnaque_en_ligne", "escroquerie", "piratage", "chantage_sextorsion"}  # CPP D. 8-2-1 and A. 1er


@pytest.mark.parametrize(
    ("form", "answers", "first", "also", "never"),
    [
        ("vol_velo", {}, "pel", "poste", "thesee perceval urgence_17 mairie"),
        ("vol_velo", {"lieu": {"commune": "38563"}}, "pel", "poste visioplainte", "thesee perceval urgence_17 mairie"),
        ("vol_velo", {"auteur_connu": "decrit"}, "pel", "poste", "thesee perceval"),
        ("vol_velo", {"auteur_connu": {"unknown": True}}, "pel", "poste", "thesee"),
        ("vol_velo", {"auteur_connu": "identifie"}, "poste", "procureur", NEVER_ONLINE),
        ("vol_velo", {"identite": BORN_2010}, "poste", "procureur", NEVER_ONLINE),
        ("vol_velo", {"decl_role": "representant_mineur"}, "pel", "poste", "thesee"),
        ("vol_velo", {"decl_role": "personne_morale"}, "pel", "poste", "thesee"),
        ("vol_velo", {"decl_role": "temoin"}, "poste", "", NEVER_ONLINE + " procureur"),
        ("vol_velo", {"decl_role": "proche"}, "poste", "", NEVER_ONLINE),
        ("vol_velo", {"decl_role": "ayant_droit"}, "poste", "procureur", NEVER_ONLINE),
        ("vol_velo", {"effraction": "force"}, "poste", "procureur", NEVER_ONLINE),
        ("vol_velo", {"engin_immatricule": True}, "poste", "pel", "thesee"),
        ("vol_velo", {"lieu": {"country": "ES"}}, "poste", "", NEVER_ONLINE),
        ("cambriolage", {}, "poste", "pel", "thesee perceval mairie"),
        ("cambriolage", {"decl_role": "personne_morale"}, "poste", "pel", "thesee"),
        ("cambriolage", {"occupation": "presents", "violence_subie": True}, "poste", "procureur", NEVER_ONLINE),
        ("cambriolage", {"auteur_connu": "identifie"}, "poste", "procureur", NEVER_ONLINE),
        ("cambriolage", {"identite": BORN_2010}, "poste", "", NEVER_ONLINE),
        ("cambriolage", {"decl_role": "temoin"}, "poste", "", NEVER_ONLINE),
        ("arnaque_en_ligne", {}, "thesee", "poste 17cyber procureur", "pel perceval urgence_17"),
        ("arnaque_en_ligne", {"rencontre": False, "montant": {"amount": 0}}, "thesee", "poste", "pel perceval"),
        ("arnaque_en_ligne", {"montant": {"amount": 0}, "montant_demande": {"amount": 0}}, "poste", "17cyber", NEVER_ONLINE),
        ("arnaque_en_ligne", {"rencontre": True}, "poste", "procureur", NEVER_ONLINE),
        ("arnaque_en_ligne", {"identite": BORN_2010}, "poste", "17cyber", NEVER_ONLINE),
        ("arnaque_en_ligne", {"decl_role": "representant_mineur"}, "thesee", "poste", "pel perceval"),
        ("arnaque_en_ligne", {"decl_role": "personne_morale"}, "poste", "procureur 17cyber", NEVER_ONLINE),
        ("arnaque_en_ligne", {"auteur_connu": "identifie"}, "poste", "procureur", NEVER_ONLINE),
        ("arnaque_en_ligne", {"decl_role": "temoin", "contact_canal": ["site"]}, "poste", "pharos", NEVER_ONLINE),
        ("fraude_carte_virement", {}, "poste", "perceval 17cyber", "pel thesee"),
        ("fraude_carte_virement", {"carte_possession": True, "lieu": ONLINE}, "perceval", "poste", "pel thesee urgence_17"),
        ("fraude_carte_virement", {"carte_possession": True, "type_operation": ["carte_en_ligne"]}, "perceval", "poste", "pel thesee"),
        ("fraude_carte_virement", {"carte_possession": True}, "perceval", "poste", "pel thesee"),
        ("fraude_carte_virement", {"carte_possession": True, "type_operation": ["carte_retrait"]}, "poste", "", NEVER_ONLINE),
        ("fraude_carte_virement", {"carte_possession": False, "carte_sortie": "volee"}, "pel", "poste", "thesee perceval"),
        ("fraude_carte_virement", {"carte_possession": False, "carte_sortie": "perdue"}, "poste", "", NEVER_ONLINE),
        ("fraude_carte_virement", {"type_operation": ["virement"]}, "poste", "17cyber", NEVER_ONLINE),
        ("fraude_carte_virement", {"type_operation": ["cheque"], "decl_role": "personne_morale"}, "poste", "", NEVER_ONLINE),
        ("fraude_carte_virement", {"carte_possession": True, "lieu": ONLINE, "code_communique": True}, "poste", "", NEVER_ONLINE),
        ("fraude_carte_virement", {"carte_possession": True, "lieu": ONLINE, "identite": BORN_2010}, "poste", "", NEVER_ONLINE),
        ("fraude_carte_virement", {"decl_role": "proche", "carte_possession": True, "lieu": ONLINE}, "poste", "", NEVER_ONLINE),
        ("papiers_identite", {}, "mairie", "poste", NEVER_ONLINE),
        ("papiers_identite", {"perte_ou_vol": "perte"}, "mairie", "", NEVER_ONLINE + " procureur visioplainte urgence_17 poste"),
        ("papiers_identite", {"perte_ou_vol": "perte", "papiers_types": ["permis"]}, "france_titres", "", "mairie pel poste"),
        ("papiers_identite", {"perte_ou_vol": "perte", "papiers_types": ["cni", "permis"]}, "mairie", "france_titres", "pel"),
        ("papiers_identite", {"perte_ou_vol": "perte", "papiers_types": ["titre_sejour"]}, "poste", "", "pel procureur"),
        ("papiers_identite", {"perte_ou_vol": "vol"}, "poste", "pel", "mairie thesee perceval"),
        ("papiers_identite", {"perte_ou_vol": "vol", "violence_subie": True}, "poste", "", NEVER_ONLINE),
        ("papiers_identite", {"perte_ou_vol": "vol", "auteur_connu": "identifie"}, "poste", "procureur", NEVER_ONLINE),
        ("papiers_identite", {"perte_ou_vol": "vol", "identite": BORN_2010}, "poste", "", NEVER_ONLINE),
        ("papiers_identite", {"perte_ou_vol": "vol", "lieu": {"country": "IT"}}, "poste", "", NEVER_ONLINE),
        ("papiers_identite", {"perte_ou_vol": {"unknown": True}, "indice_vol": "sac ouvert"}, "poste", "mairie", NEVER_ONLINE),
        ("violences_conjugales", {}, "poste", "tchat_vss tel3919 procureur jaf", NEVER_ONLINE),
        ("violences_conjugales", {"auteur_connu": "identifie", "auteur_lien": "conjoint"}, "poste", "procureur jaf", NEVER_ONLINE),
        ("violences_conjugales", {"auteur_lien": "frere_soeur"}, "poste", "procureur", NEVER_ONLINE + " jaf"),
        ("violences_conjugales", {"enfants_presents": True}, "poste", "crip119", NEVER_ONLINE),
        ("violences_conjugales", {"identite": BORN_2010}, "poste", "crip119", NEVER_ONLINE + " visioplainte"),
        ("violences_conjugales", {"decl_role": "temoin"}, "poste", "tel3919", NEVER_ONLINE),
    ],
)  # fmt: skip
def test_the_doors_of_the_six_forms(
    form: str, answers: dict[str, JsonValue], first: str, also: str, never: str
) -> None:
    clean, errors = validate(LIBRARY.forms[form], (BASE if answers else {}) | answers)
    assert not errors
    ids = [p.id for p in route(TABLE, walk(LIBRARY.forms[form], clean, TODAY), TODAY).channels]
    assert ids[0] == first
    assert [i for i in ids if i in also.split()] == also.split()
    assert not set(ids) & set(never.split())


@pytest.mark.parametrize(
    "form", ["vol_velo", "cambriolage", "arnaque_en_ligne", "fraude_carte_virement", "papiers_identite"]
)
def test_what_a_witness_says_is_no_complaint(form: str) -> None:
    answers: dict[str, JsonValue] = BASE | {"decl_role": "temoin", "perte_ou_vol": "vol"}
    found = route(TABLE, walk(LIBRARY.forms[form], answers, TODAY), TODAY)
    assert not any(p.is_complaint for p in found.channels)


def test_lost_papers_are_nobodys_crime() -> None:
    lost: dict[str, JsonValue] = BASE | {"perte_ou_vol": "perte", "lieu": {"commune": "38486"}}
    found = route(TABLE, walk(LIBRARY.forms["papiers_identite"], lost, TODAY), TODAY)
    assert found.court is None
    assert [o.id for o in found.offices] == ["mairie-38486"]
    assert not any(p.is_complaint for p in found.channels)


def test_an_online_scam_goes_to_the_court_of_the_home() -> None:
    scam: dict[str, JsonValue] = BASE | {"lieu": {"commune": "38193"}, "coordonnees": HOME}
    found = route(TABLE, walk(LIBRARY.forms["arnaque_en_ligne"], scam, TODAY), TODAY)
    assert found.court is not None
    assert (found.court.court.id, found.offices[0].id) == (GRENOBLE, "gendarmerie-38193-01")


STEERING: dict[str, list[JsonValue]] = {
    "decl_role": ["victime", "representant_mineur", "representant_protege", "personne_morale", "ayant_droit", "proche", "temoin"],
    "auteur_connu": ["inconnu", "decrit", "surnom_ou_pseudo", "identifie", {"unknown": True}],
    "identite": [BORN_1990, BORN_2010, {"unknown": True}],
    "lieu": [ONLINE, {"commune": "38563"}, {"country": "ES"}, {"unknown": True}, {"commune": "75056"}],
    "rencontre": [True, False],
    "carte_possession": [True, False, {"unknown": True}],
    "carte_sortie": ["volee", "perdue"],
    "type_operation": [["carte_en_ligne"], ["virement"], ["cheque", "carte_en_ligne"], ["carte_retrait"]],
    "code_communique": [True, False],
    "perte_ou_vol": ["perte", "vol", {"unknown": True}],
    "violence_subie": [True, False],
    "occupation": ["presents", "absents"],
    "effraction": ["force", "antivol_coupe", "effraction"],
    "montant": [{"amount": 0}, {"amount": 10}],
}  # fmt: skip


@settings(deadline=None)
@given(
    st.sampled_from(sorted(LIBRARY.forms)),
    st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in STEERING.items()}),
)
def test_whatever_is_answered_no_wrong_door_is_proposed(form: str, answers: dict[str, JsonValue]) -> None:
    path = walk(LIBRARY.forms[form], answers, TODAY)
    found = route(TABLE, path, TODAY)
    ids = {p.id for p in found.channels}
    complaints = {p.id for p in found.channels if p.is_complaint}
    assert found.channels
    assert ids & {"poste", "mairie", "france_titres"}
    online = ids & {"pel", "thesee", "perceval"}
    if (
        (LIBRARY.forms[form].sensitive and form != "chantage_sextorsion")
        or path.fact("majeur") is False
        or answers.get("decl_role") in ("temoin", "proche")
    ):
        assert not online
    if path.fact("auteur_connu") == "identifie" or path.fact("violence_subie") is True:
        assert not online & {"pel", "thesee"}
    if path.fact("rencontre") is True:  # a swindler met in the street may still be unknown to Plainte en ligne
        assert "thesee" not in online
    if answers.get("decl_role") == "personne_morale":
        assert "thesee" not in ids
    if path.fact("perte_ou_vol") == "perte":
        assert not complaints
        assert found.court is None
    assert "perceval" not in ids or form == "fraude_carte_virement"
    assert "thesee" not in ids or form in THESEE
