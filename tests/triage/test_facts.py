"""The facts of a message other than its time: what is read, in several languages, and what only looks alike."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.fields import Iban, Imei, Money, Phone, Place, Plate
from assistant.fields.number import CURRENCIES
from assistant.triage.facts.safe import safe
from assistant.triage.facts.value import Where
from assistant.triage.slots import Slots, slots

pytestmark = pytest.mark.chat

NOW = dt.datetime(2026, 3, 18, 14, 30)
IBAN = "FR76 3000 6000 0112 3456 7890 189"
IMEI = "490154203237518"
CARD, AMEX = "4970 1012 3456 7898", "378282246310005"

AMOUNTS = [
    ("il valait 1 200 €", "1200 EUR"),
    ("1.200,50 € débités", "1200.5 EUR"),
    ("j'ai perdu 350e", "350 EUR"),
    ("il m'a pris 40 balles", "40 EUR"),
    ("viré 2k à un inconnu", "2000 EUR"),
    ("un vélo à deux mille cinq cents euros", "2500 EUR"),
    ("quatre-vingt-dix euros", "90 EUR"),
    ("12€50 de trop", "12.5 EUR"),
    ("they took $500", "500 USD"),
    ("£2,300 gone", "2300 GBP"),
    ("I paid three hundred euros", "300 EUR"),
    ("me robaron 400 euros", "400 EUR"),
    ("mil euros", "1000 EUR"),
    ("ho pagato 89,90 euro", "89.9 EUR"),
    ("1.500 Euro abgebucht", "1500 EUR"),
    ("у мене вкрали 420 євро", "420 EUR"),
    ("украли 300 евро", "300 EUR"),
    ("800 euros", "800 EUR"),
    ("0,5 BTC versés", "0.5 BTC"),
    ("une facture de 2019 €", "2019 EUR"),
    ("acheté 900 €, j'ai viré 150 €", "150 EUR"),
    ("c'était en 2019", ""),
    ("la 3e fois, au 15e étage", ""),
    ("20k abonnés volés", ""),
    ("le 12/03/2026", ""),
    ("au 38 rue de l'Est", ""),
    ("code postal 38000", ""),
    ("siren 552 100 554", ""),
    ("j'ai 35 ans", ""),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amount(text: str, expected: str) -> None:
    found = slots(text, NOW).amount
    assert (f"{found.value()['amount']} {found.currency}" if found else "") == expected


def test_a_price_and_a_year_are_told_apart() -> None:
    found = slots("on m'a pris 2019 € en 2019", NOW)
    assert found.amount and found.amount.amount == 2019
    assert found.when and (found.when.value()["start"], found.when.precision) == ("2019-01-01", "year")
    alone = slots("volé, il valait 2019 €", NOW)
    assert alone.when is None


NUMBERS = [
    ("phone", "appelez le 06 12 34 56 78", "+33612345678"),
    ("phone", "0612345678", "+33612345678"),
    ("phone", "06.12.34.56.78", "+33612345678"),
    ("phone", "06-12-34-56-78", "+33612345678"),
    ("phone", "061 234 56 78", "+33612345678"),
    ("phone", "+33 6 12 34 56 78", "+33612345678"),
    ("phone", "0033612345678", "+33612345678"),
    ("phone", "call me on +44 7911 123456", "+447911123456"),
    ("phone", "le 01 02 2026", ""),
    ("phone", "12.03.2026 à 18h", ""),
    ("phone", "siret 552 100 554 00015", ""),
    ("phone", f"mon IBAN {IBAN}", ""),
    ("phone", f"carte {CARD}", ""),
    ("email", "Escroc.Pro@gmail.com, voilà", "escroc.pro@gmail.com"),
    ("email", "écrire à jean.dupont+vol@exemple.fr.", "jean.dupont+vol@exemple.fr"),
    ("email", "@loulou sur insta", ""),
    ("iban", f"sur le compte {IBAN}.", "FR7630006000011234567890189"),
    ("iban", "FR7630006000011234567890189", "FR7630006000011234567890189"),
    ("iban", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    ("iban", "FR76 3000 6000 0112 3456 7890 188", ""),
    ("iban", "FR76 à suivre", ""),
    ("imei", f"IMEI {IMEI}", IMEI),
    ("imei", "49-015420-323751-8", IMEI),
    ("imei", "490154203237519", ""),
    ("imei", f"carte {AMEX}", ""),
    ("imei", "siret 552 100 554 00015", ""),
    ("imei", "suivi 123456789012345", ""),
    ("imei", "parcelle 38185 000 AB 0123", ""),
    ("plate", "une Clio AB-123-CD", "AB-123-CD"),
    ("plate", "plaque ab 123 cd", "AB-123-CD"),
    ("plate", "AB123CD", "AB-123-CD"),
    ("plate", "ab123cd", "AB-123-CD"),
    ("plate", "GK 731 LM a filé", "GK-731-LM"),
    ("plate", "ma voiture immatriculée 1234 AB 38", "1234 AB 38"),
    ("plate", "la moto 756 ZZ 2A", "756 ZZ 2A"),
    ("plate", "un devis de 400 et une facture", ""),
    ("plate", "UN DEVIS DE 400 ET UNE FACTURE", ""),
    ("plate", "parcelle AB 123", ""),
    ("plate", "12 RUE 38", ""),
    ("plate", "IO-123-UU", ""),
    ("plate", "deux rues et 300 km plus loin", ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "expected"), NUMBERS)
def test_number(kind: str, text: str, expected: str) -> None:
    found = slots(text, NOW).as_json()[kind]
    assert (found["value"] if isinstance(found, dict) else "") == expected


LISTS = [
    ("urls", "https://faux-colis.com/suivi?id=3.", ["https://faux-colis.com/suivi?id=3"]),
    ("urls", "le site www.pas-cher.shop et faux.fr", ["www.pas-cher.shop", "faux.fr"]),
    ("urls", "écrit à x@faux.fr", []),
    ("urls", "il a dit non.Merci", []),
    ("pseudonyms", "le compte insta @loulou.38 m'écrit", ["@loulou.38"]),
    ("pseudonyms", "son pseudo c'est DarkKev", ["DarkKev"]),
    ("pseudonyms", "pseudo : loulou", ["loulou"]),
    ("pseudonyms", "profil « La Fouine » sur snap", ["La Fouine"]),
    ("pseudonyms", "his username is kev_38", ["kev_38"]),
    ("pseudonyms", "un pseudo conseiller m'appelle", []),
    ("pseudonyms", "mon compte instagram est piraté", []),
    ("pseudonyms", "mail moi@exemple.fr", []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "expected"), LISTS)
def test_list(kind: str, text: str, expected: list[str]) -> None:
    found = slots(text, NOW).as_json()[kind]
    assert isinstance(found, list)
    assert [one["value"] for one in found] == expected


OBJECTS = [
    ("mon vélo Btwin rouge", [("velo", "Btwin")]),
    ("mon Samsung", [("telephone", "Samsung")]),
    ("mon Samsung dans mon sac", [("telephone", "Samsung"), ("sac", None)]),
    ("mon téléphone Samsung", [("telephone", "Samsung")]),
    ("my bike and my wallet", [("velo", None), ("portefeuille", None)]),
    ("me robaron la bicicleta", [("velo", None)]),
    ("mein Fahrrad", [("velo", None)]),
    ("mi hanno rubato la borsa", [("sac", None)]),
    ("bisikletim çalındı", [("velo", None)]),
    ("у меня украли велосипед", [("velo", None)]),
    ("我的自行车不见了", [("velo", None)]),
    ("ils sont deux sous ma voiture", [("voiture", None)]),
    ("they took my phone or my bag", [("telephone", None), ("sac", None)]),
    ("il habite à côté", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OBJECTS)
def test_object(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one.family, one.brand) for one in slots(text, NOW).objects] == expected


PLACES = [
    ("volé devant la gare de Voiron", "38563", "gare"),
    ("volé à Vif dans une cave", "38545", "cave"),
    ("pris sur le vif", None, None),
    ("au tribunal de Grenoble (38000)", "38185", None),
    ("à grenoble hier", "38185", None),
    ("rue de Grenoble, c'est là", None, "rue"),
    ("Monsieur Martin m'a menacé", None, None),
    ("Nancy m'a dit que", None, None),
    ("tram à Échirolles", "38151", "transport"),
    ("in Lyon near the train station", "69123", "gare"),
    ("en Grenoble, en la calle", "38185", "rue"),
    ("a Grenoble alla stazione", "38185", "gare"),
    ("in Grenoble am Bahnhof", "38185", "gare"),
    ("la Grenoble în parcare", "38185", "parking"),
    ("on m'a volé mon vélo à st martin d'hères", "38421", None),
    ("j'habite à Voiron mais c'est arrivé à Grenoble", "38185", None),
    ("il m'a mis son tel sous le nez", None, None),
    ("il a fait de la taule", None, None),
    ("à l'hôpital", None, "sante"),
    ("sur leboncoin", None, "internet"),
    ("chez moi pendant les vacances", None, "domicile"),
]


@pytest.mark.parametrize(("text", "commune", "kind"), PLACES)
def test_place(text: str, commune: str | None, kind: str | None) -> None:
    found = slots(text, NOW).where or Where()
    assert (found.commune, found.kind) == (commune, kind)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("on était à Valence", {"Valence"}),
        ("à Aix devant la fac", {"Aix-en-Provence", "Aix-les-Bains"}),
        ("entre Grenoble et Lyon", {"Grenoble", "Lyon"}),
    ],
)
def test_a_name_of_several_is_asked(text: str, names: set[str]) -> None:
    found = slots(text, NOW).where
    assert found is not None and found.commune is None
    assert names <= {one.name for one in found.candidates}


def test_a_department_tells_homonyms_apart() -> None:
    found = slots("à Valence (26)", NOW).where
    assert found is not None and found.commune == "26362"


def test_abroad() -> None:
    found = slots("ma carte a servi en Espagne", NOW).where
    assert found is not None and (found.commune, found.country) == (None, "ES")


@pytest.mark.parametrize(
    "text", [f"ma carte {CARD}", f"amex {AMEX}", "mon code est 4821", "le mot de passe est Soleil38!"]
)
def test_no_secret_is_a_fact(text: str) -> None:
    told = json.dumps(slots(text, NOW).as_json())
    for secret in (CARD, AMEX, "4821", "Soleil38"):
        assert secret not in told


HOSTILE = [
    "a" * 100_000, "1" * 100_000, "12 " * 33_000, "Saint-" * 16_000, "de la " * 16_000, "(06)" * 25_000, "a@" * 50_000,
    "a." * 50_000, "\ud800" * 9_000, "€" * 50_000, "1 000 " * 16_000, f"{IBAN} " * 3_000, "« " * 50_000, "pseudo " * 14_000,
    "http://" * 14_000, "🔥" * 25_000, "王" * 100_000, "\x00" * 100_000, "FR76" * 25_000, "AB-123-CD " * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:8]))
def test_any_text_is_read_and_its_lists_stay_short(text: str) -> None:
    found = slots(text, NOW)
    assert all(len(one) <= 20 for one in found.as_json().values() if isinstance(one, list))
    _check(text, found)


PIECES = st.sampled_from(
    ["hier", "à Voiron", "12/03", "1 200 €", "06 12 34 56 78", IBAN, IMEI, "AB-123-CD", "@loulou", "mon vélo", "\n", ", ", "x@y.fr",
     "www.a.fr", "22h", "•", CARD, "Saint", "pseudo :", "20k", "en", "l'", "«", "»"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=14).map(" ".join)))
def test_words_are_those_of_the_message_and_values_fit_their_questions(text: str) -> None:
    found = slots(text, NOW)
    assert slots(text, NOW) == found
    _check(text, found)


def _check(text: str, found: Slots) -> None:
    """The words of a fact are the person's own, secrets masked; its value is one that the question of its kind keeps."""
    text = safe(text).text
    for one in (*found.amounts, *found.phones, *found.ibans, *found.imeis, *found.plates, *found.urls, *found.objects):
        assert one.words in text
    assert not found.where or (found.where.words in text and found.where.kind_words in text)
    assert not found.when or found.when.words in text
    for question, values in (
        (Phone(id="q", type="phone", label="q"), found.phones),
        (Iban(id="q", type="iban", label="q"), found.ibans),
        (Imei(id="q", type="imei", label="q"), found.imeis),
        (Plate(id="q", type="plate", label="q"), found.plates),
    ):
        assert all(question.parse(one.value) == one.value for one in values)
    money = Money(id="q", type="money", label="q")
    assert all(one.currency in CURRENCIES and money.parse(one.value()) for one in found.amounts if one.amount < 1e10)
    if found.where and found.where.commune:
        assert Place(id="q", type="place", label="q").parse({"commune": found.where.commune})
