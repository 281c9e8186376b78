"""What leaves holds no personal datum that can be told: a table of ways to write them, then any of them in any sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assist.mask import READ, SENT, mask
from assistant.assist.prompt import prompt

pytestmark = pytest.mark.chat

HIDDEN = [
    ("je m'appelle jean dupont et on m'a volé mon vélo", "jean dupont"),
    ("Je m'appelle Aïssatou N'Diaye-Traoré, on m'a frappé", "Aïssatou N'Diaye-Traoré"),
    ("jm'appelle killian, g 17 ans", "killian"),
    ("Mon nom : Le Gall", "Le Gall"),
    ("nom et prénom : BERTHOLLET Maud", "BERTHOLLET"),
    ("My name is Siobhan O'Connor and I lost my bag", "Siobhan"),
    ("Me llamo Íñigo Etxeberria y me robaron", "Íñigo Etxeberria"),
    ("Mi chiamo Ludovica Brambilla", "Ludovica Brambilla"),
    ("Ich heiße Jürgen Großmann und mein Fahrrad ist weg", "Jürgen Großmann"),
    ("меня зовут Аркадий Бубликов", "Аркадий Бубликов"),
    ("我叫王小明，我的自行车被偷了", "王小明"),
    ("اسمي محمود درويش", "محمود درويش"),
    ("M. Vanderbeke m'a insulté", "Vanderbeke"),
    ("Monsieur de la Rochette m'a menacé", "Rochette"),
    ("mon voisin Thibaud Marchetti a cassé ma vitre", "Thibaud Marchetti"),
    ("mon voisin Thibaud Lille a cassé ma vitre", "Lille"),
    ("le voisin, Mars Thibaud, m'a frappé", "Mars"),
    ("c'est kevin qui m'a frappé", "kevin"),
    ("mon ex Sullivan me suit", "Sullivan"),
    ("ON M'A VOLE, C'EST MADAME QUERCY", "QUERCY"),
    ("tel 06 12 34 56 78", "06 12 34 56 78"),
    ("tel 06.12.34.56.78.", "06.12.34.56.78"),
    ("tel 06/12/34/56/78", "34/56/78"),
    ("tel 06-12-34 56 78", "12-34 56"),
    ("tel 0612345678!", "0612345678"),
    ("tel ０６１２３４５６７８", "0612345678"),
    ("tel 06\u200b12\u200b34\u200b56\u200b78", "12\u200b34"),
    ("call me +33 (0)6 12 34 56 78 now", "12 34 56 78"),
    ("call +44 20 7946 0958", "7946 0958"),
    ("zéro six douze trente quatre cinquante six soixante dix huit", "trente quatre"),
    ("il a appelé depuis le 06 12 34 56 78 et 400 euros", "56 78"),
    ("écrivez à jean.dupont+police@mail.exemple.fr", "jean.dupont"),
    ("dupont.jean arobase gmail point com", "dupont.jean"),
    ("FR76 3000 6000 0112 3456 7890 189", "3456 7890"),
    ("fr7630006000011234567890180", "30006000011234567890"),
    ("ma carte 4970 1012 3456 7890", "4970 1012"),
    ("ma carte 4970-1012-3456-7898", "1012-3456"),
    ("ma carte •••• 7898", "7898"),
    ("secu 1 85 05 78 006 084 36", "78 006 084"),
    ("mon mot de passe est Soleil38!", "Soleil38"),
    ("plaque AB-123-CD", "AB-123-CD"),
    ("ma clio ab123cd", "ab123cd"),
    ("immatriculée ab 123 cd à Voiron", "ab 123 cd"),
    ("la moto 1234 AB 38", "1234 AB 38"),
    ("plate WX19 YZT", "WX19 YZT"),
    ("imei 49 015420 323751 8", "015420 323751"),
    ("VIN VF1RFB00657123456", "VF1RFB00657123456"),
    ("passeport 12AB34567", "12AB34567"),
    ("j'habite 12 bis rue des Lilas, 38500 Voiron", "rue des Lilas, 38500"),
    ("au 3 impasse du moulin il m'a frappé", "impasse du moulin"),
    ("place Victor Hugo à Grenoble", "Victor Hugo"),
    ("I live at 221 Baker Street", "221 Baker Street"),
    ("Ich wohne Lindenstraße 12", "Lindenstraße 12"),
    ("né le 3 mars 1980 à Lyon", "3 mars 1980"),
    ("date de naissance : 03/03/1980", "03/03/1980"),
    ("son insta c'est @la.fouine38", "la.fouine38"),
    ("pseudo loulou sur snap", "loulou"),
    ("pseudo « La Fouine »", "La Fouine"),
    ("snap: jules.b", "jules.b"),
    ("un certain dark_sasuke m'a écrit", "dark_sasuke"),
    ("discord Toto#1234", "Toto#1234"),
    ("https://faux-colis.example/abc?id=3", "faux-colis"),
    ("le site www.vinted-pay.shop", "vinted-pay"),
    ("t.me/arnaque38 m'a contacté", "arnaque38"),
    ("envoyé à bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh", "bc1qxy2kg"),
    ("dossier 2024/0012345", "0012345"),
    ("depuis l'adresse 192.168.10.24", "192.168"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "secret"), HIDDEN)
def test_hidden(text: str, secret: str) -> None:
    sent = mask([text]).texts[0]
    assert secret.casefold() not in sent.casefold()
    assert re.search(r"\[[A-Z]+_1\]", sent)


@pytest.mark.parametrize(
    "text",
    [
        "on m'a volé mon vélo hier à Voiron vers 18h30",
        "Le 12/03/2026 entre 18h et 20h, devant la gare de Grenoble, on m'a pris 1 200,50 €",
        "du 5 au 8 mars 2026 on a prélevé 350e puis 40 balles sur mon compte",
        "J'ai acheté un iPhone sur Leboncoin à 450 euros, jamais reçu",
        "Quelqu'un a rayé ma voiture place du marché à Vienne. Je veux porter plainte",
        "Mon ex me harcèle sur Instagram et WhatsApp depuis janvier",
        "Somebody stole my Samsung phone on the tram in Lyon on Monday",
        "ON M'A VOLE MON VELO A GRENOBLE",
        "Mein Fahrrad wurde gestern am Bahnhof in Grenoble gestohlen, ich habe das Schloss noch",
        "de 100 km à 200 km",
    ],
)
def test_what_tells_the_facts_stays(text: str) -> None:
    assert mask([text]).texts[0] == text.replace("\u00a0", " ")


def test_a_mark_is_the_same_everywhere_and_comes_back() -> None:
    made = mask(["Kevin Durand m'a frappé", "oui kevin durand, au 0612345678", "Le 0612345678 et Sophie"])
    assert made.texts == ("[NOM_1] m'a frappé", "oui [NOM_1], au [NUMERO_1]", "Le [NUMERO_1] et [NOM_2]")
    assert made.back("[NOM_1] et [NOM_2] [NOM_9]") == "Kevin Durand et Sophie [NOM_9]"


def test_a_mark_that_the_person_writes_is_none_of_ours() -> None:
    made = mask(["[NOM_1] a pris le vélo de Sophie"])
    assert made.texts == ("([PSEUDO_1]) a pris le vélo de [NOM_1]",)
    assert made.back(made.texts[0]) == "(NOM_1) a pris le vélo de Sophie"


@pytest.mark.parametrize(
    "filler", ["mot ", "06 12 34 56 78 ", "a" * 50 + " ", "Jean Dupont, ", "x_", "rue ", "@", "1-"]
)
def test_a_very_long_message_is_cut_where_nothing_is_cut_in_two(filler: str) -> None:
    text = (filler * 20_000)[: READ - 5] + " 0612345678 et encore " + filler * 20_000
    sent = mask([text]).texts[0]
    assert len(sent) <= SENT
    assert "06123" not in sent
    assert sent.count("[") == sent.count("]")


# Any datum, in any of these sentences

DIGITS = st.text("0123456789", min_size=8, max_size=8)
LOWER = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=10)
NAMES = st.builds(str.title, st.text("abcdefghijlmnoprstuvzéè", min_size=4, max_size=10)).filter(
    lambda word: word.isalpha()
)
SEPARATORS = st.sampled_from(["", " ", ".", "-", "/", " - ", "\u00a0"])


@st.composite
def phones(draw: st.DrawFn) -> str:
    digits = draw(st.sampled_from(["06", "07", "04"])) + draw(DIGITS)
    gap = draw(SEPARATORS)
    return gap.join(digits[i : i + 2] for i in range(0, 10, 2))


@st.composite
def ibans(draw: st.DrawFn) -> str:
    digits = "FR76" + draw(st.text("0123456789", min_size=23, max_size=23))
    gap = draw(st.sampled_from(["", " "]))
    return gap.join(digits[i : i + 4] for i in range(0, 27, 4))


CARDS = st.builds(lambda digits, gap: gap.join(digits[i : i + 4] for i in range(0, 16, 4)), st.text("0123456789", min_size=16, max_size=16), st.sampled_from(["", " ", "-"]))  # fmt: skip
PLATES = st.builds(lambda a, n, b, gap: f"{a}{gap}{n}{gap}{b}", st.text("ABCDEFGH", min_size=2, max_size=2), st.text("123456789", min_size=3, max_size=3), st.text("ABCDEFGH", min_size=2, max_size=2), st.sampled_from(["-", "", " "]))  # fmt: skip
EMAILS = st.builds(lambda a, b: f"{a}@{b}.fr", LOWER, LOWER)
URLS = st.builds(lambda a, b: f"https://{a}.com/{b}", LOWER, LOWER)
HANDLES = st.builds(lambda a: f"@{a}", LOWER)
STREETS = st.builds(lambda n, name: f"{n} rue de {name}", st.integers(1, 999), NAMES)
PEOPLE = st.builds(lambda a, b: f"{a} {b}", NAMES, NAMES)
SENTENCES = st.sampled_from(
    [
        "On m'a volé mon vélo, voici : {}",
        "{} c'est ce que j'ai, hier à Voiron",
        "il a laissé {} et il est parti avec 400 euros",
        "bonjour,\nje donne {}, merci.",
        "le 12/03/2026 vers 18h30 j'ai reçu {} puis plus rien",
    ]
)


@given(SENTENCES, st.one_of(phones(), ibans(), CARDS, PLATES, EMAILS, URLS, HANDLES, STREETS), st.integers(0, 2))
def test_no_datum_stands_in_what_is_sent(sentence: str, datum: str, at: int) -> None:
    told = ["bonjour", "c'était hier"]
    told.insert(at, sentence.format(datum))
    masked = mask(told).texts
    sent = "".join(each["content"] for each in prompt(masked, {"vol_velo": "On m'a volé mon vélo"}))
    assert datum.casefold() not in sent.casefold()
    figures = re.sub(r"\D", "", datum)
    assert len(figures) < 6 or figures not in re.sub(r"[ ./\-\u00a0]", "", sent)
    left = {word for text in masked for word in re.findall(r"\w+", text)} - set(re.findall(r"\w+", sentence))
    assert not left & set(re.findall(r"[^\W\d_]{4,}", datum.removeprefix("https")))


@given(
    st.sampled_from(["je m'appelle {}", "Mon voisin {} m'a frappé", "M. {} me doit 300 euros", "my name is {}", "c'est {} qui a fait ça", "signé {}"]),
    PEOPLE,
)  # fmt: skip
def test_no_name_that_is_announced_or_has_its_capitals_is_sent(sentence: str, person: str) -> None:
    sent = mask([sentence.format(person)]).texts[0]
    assert not {word for word in person.split() if re.search(rf"\b{word}\b", sent)}


@given(st.lists(st.text(max_size=300), max_size=6))
def test_any_text_is_bounded_and_comes_back(texts: list[str]) -> None:
    made = mask(texts)
    assert len(made.texts) == len(texts)
    assert all(len(text) <= SENT for text in made.texts)
    assert all(value not in ("", " ") for value in made.marks.values())
