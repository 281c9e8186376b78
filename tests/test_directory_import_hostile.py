"""Files that are not what they say: a sentence that tells what to do, nothing changed; values that are traps are harmless."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import escape

import pytest

from assistant import directory
from assistant.directory.importing import Unreadable
from assistant.i18n import translator
from assistant.ui.offices import card
from tests.official import DILA, POSTAL, UNITS, Import, do_import, stored

__all__ = ["do_import"]
pytestmark = pytest.mark.directory
TODAY = date(2026, 11, 23)
HEADER, VOIRON = UNITS.splitlines(keepends=True)[:2]
NAME = "Brigade de proximité de Voiron"
LONG = 5_000_000

FILES = {
    "empty": (b"", "est vide"),
    "blank": (b" \r\n \n", "est vide"),
    "only a mark": (b"\xef\xbb\xbf", "colonnes non reconnues"),
    "other columns": (b"a;b\n1;2\n", "colonnes non reconnues (a, b)"),
    "a page": (b"<!DOCTYPE html><html><body>Erreur 404</body></html>", "colonnes non reconnues"),
    "no header": (VOIRON, "colonnes non reconnues"),
    "one long line": (b"x" * LONG, "la première ligne a 5000000 caractères"),
    "one long header": (b"a;" * (LONG // 2), "la première ligne a 5000000 caractères"),
    "one long value": (HEADER + "x" * LONG, "une valeur trop longue"),
    "zeros": (UNITS.replace("Voiron", "Voi\0ron"), "est en UTF-16, ou abîmé"),
    "a spreadsheet": (b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "est en UTF-16, ou abîmé"),
    "UTF-16": (UNITS.encode("utf-16"), "enregistrez-le en UTF-8"),
    "UTF-16 without mark": (UNITS.encode("utf-16-be"), "enregistrez-le en UTF-8"),
    "quote to the end": (UNITS.replace(NAME, f'"{NAME}'), "ligne 2 : un guillemet est ouvert"),
    "quote over many lines": (
        UNITS.replace(NAME, f'"{NAME}') + VOIRON * 200 + '"',
        "ligne 2 : un guillemet est ouvert",
    ),
    "only a quote": (b'"', "un guillemet est ouvert"),
    "JSON nested for ever": (b"[" * 100_000, "imbriquées sans fin"),
    "objects nested for ever": (b'{"service":[' + b'{"a":' * 100_000, "imbriquées sans fin"),
    "JSON cut short": (DILA[:-30], "s'arrête là"),
    "JSON that never ends": (b'[{"nom": "' + b"x" * LONG, "s'arrête là"),
    "an endless number": (b"[1" + b"0" * 5000 + b"]", "n'est pas du JSON lisible"),
    "only a brace": (b"{", "une liste de services est attendue"),
    "no list": (b'{"a": 1}', "une liste de services est attendue"),
    "a list of nothing": (b'{"service": []}', "la liste des services est vide"),
    "two lists": (b'["x"]["x"]', "n'est pas du JSON lisible"),
    "JSON in another encoding": (DILA.replace("\\u00e9", "é").encode("cp1252"), "n'est pas en UTF-8"),
}


@pytest.mark.parametrize(("content", "words"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence_and_changes_nothing(
    do_import: Import, content: str | bytes, words: str
) -> None:
    do_import("laposte.csv", POSTAL)
    before = stored()
    with pytest.raises(Unreadable) as told:
        do_import("fichier.csv", content)
    sentence = str(told.value)
    assert words in sentence and sentence.startswith("fichier.csv") and sentence.endswith(".")
    assert len(sentence) < 700
    assert not re.search(r"\b(line|expected|error|field|delimiter|codec|char)\b", sentence)
    assert stored() == before


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd()",
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "{{7*7}} ${7*7} %s {0}",
        "Brigade \u202edrageC\u202c \u200bde\u00ad Voiron",
    ],
)
def test_a_name_that_is_a_trap_is_shown_as_it_is_written(do_import: Import, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    assert do_import("gn.csv", UNITS.replace(NAME, quoted)).changed
    unit = directory.nearest_units("38563", "GN", today=TODAY)[0]
    assert unit.name == re.sub("[\u202e\u202c\u200b\u00ad]", "", name)
    drawn = card(unit, translator("fr"), datetime(2026, 11, 23, 10))
    assert "<script" not in drawn and "<img" not in drawn
    assert escape(unit.name) in drawn


@pytest.mark.parametrize("lon", ["NaN", "nan", "inf", "-Infinity", "1e309", "181", "5,58,1", "0x10", "5.58°", ""])
@pytest.mark.parametrize("insee", ["38563", "98735"])  # the centre of the second is not known
def test_a_position_that_is_none_is_left_unknown(do_import: Import, lon: str, insee: str) -> None:
    do_import("gn.csv", UNITS.replace("5.5858", lon).replace("38563;", f"{insee};").replace("2 rue", "9 allée"))
    everywhere = directory.nearest_units("38185", limit=1000)
    assert all(-90 <= (unit.lat or 0) <= 90 and -180 <= (unit.lon or 0) <= 180 for unit in everywhere)
    assert not any("9 allée" in unit.address for unit in everywhere)


@pytest.mark.parametrize("url", ["javascript:alert(1)//gendarmerie-38563-01", "data:text/html,gendarmerie-38563-01"])
def test_an_address_that_is_no_web_page_is_left_out(do_import: Import, url: str) -> None:
    do_import("gn.csv", UNITS.replace("https://exemple.fr/annuaire/gendarmerie-38563-01", url))
    unit = directory.nearest_units("38563", "GN")[0]
    assert (unit.id, unit.phone, unit.website) == ("gendarmerie-38563-01", "04 76 00 00 01", None)


def test_an_endless_value_refuses_its_row_and_no_other(do_import: Import) -> None:
    told = do_import("gn.csv", UNITS.replace(NAME, "x" * 3000))
    assert (told.refused[0].line, told.refused[0].reason) == (2, "« service » : plus de 2000 caractères")
    assert told.added == ["gendarmerie-69059-brigade-de-proximite-d-essai"]


def test_an_unclosed_quote_of_one_value_does_not_swallow_the_next_rows(do_import: Import) -> None:
    told = do_import("gn.csv", UNITS.replace(NAME, 'Brigade "Aigle" de Voiron'))
    assert told.rows == 5
    assert directory.nearest_units("38563", "GN")[0].name == 'Brigade "Aigle" de Voiron'
