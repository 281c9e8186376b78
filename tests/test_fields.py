"""Each field type: what it accepts, what it refuses, how it is shown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import JsonValue

from assistant.fields import FIELD_TYPES, IN_PERSON, UNKNOWN, Field, Invalid, bounds, read_field
from assistant.i18n import translator

pytestmark = pytest.mark.journey

PERSON = [
    {"id": "nom", "type": "text", "label": "Nom", "need": "essential"},
    {"id": "age", "type": "number", "label": "Âge", "maximum": 120},
]
EXTRA: dict[str, dict[str, object]] = {
    "choice": {"options": {"a": "Un", "b": "Deux"}},
    "choices": {"options": {"a": "Un", "b": "Deux"}},
    "place": {"options": {"rue": "Rue", "train": "Train ou tram", "hlm": "HLM", "internet": "En ligne"}},
    "group": {"parts": PERSON},
    "list": {"parts": PERSON},
}


def field(kind: str, **more: object) -> Field:
    return read_field({"id": "q", "type": kind, "label": "Question", **EXTRA.get(kind, {}), **more})


ACCEPTED: list[tuple[str, JsonValue, JsonValue, str]] = [
    ("text", "  Camille   Perrin ", "Camille Perrin", "Camille Perrin"),
    ("text", 12, "12", "12"),
    ("long_text", "un\r\ndeux", "un\ndeux", "un\ndeux"),
    ("lines", "a\n\n b ", ["a", "b"], "a\nb"),
    (
        "urls",
        ["https://exemple.fr/annonce?id=1"],
        ["https://exemple.fr/annonce?id=1"],
        "https://exemple.fr/annonce?id=1",
    ),
    ("urls", "exemple.fr", ["exemple.fr"], "exemple.fr"),
    ("number", "12", 12, "12"),
    ("money", "2 400,50 €", {"amount": 2400.5, "currency": "EUR"}, "2\u202f400,50\xa0€"),
    ("money", {"amount": 2400}, {"amount": 2400, "currency": "EUR"}, "2\u202f400,00\xa0€"),
    ("money", {"amount": "1,234.56"}, {"amount": 1234.56, "currency": "EUR"}, "1\u202f234,56\xa0€"),
    ("money", {"amount": 0.125, "currency": "BTC"}, {"amount": 0.125, "currency": "BTC"}, "0.125 BTC"),
    ("yes_no", True, True, "oui"),
    ("choice", "a", "a", "Un"),
    ("choices", ["b", "a"], ["a", "b"], "Un\nDeux"),
    ("email", "camille@exemple.fr", "camille@exemple.fr", "camille@exemple.fr"),
    ("phone", "06 12 34 56 78", "+33612345678", "06 12 34 56 78"),
    ("phone", "+41 79 123 45 67", "+41791234567", "+41 79 123 45 67"),
    ("phone", "+33639981234", "+33639981234", "06 39 98 12 34"),
    ("iban", "fr76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189"),
    ("siren", "812 345 678 00012", "812345678", "812345678"),
    ("imei", "49 015420 323751 8", "490154203237518", "490154203237518"),
    ("cheque", "000 1234", "0001234", "0001234"),
    (
        "crypto",
        "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
        "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
        "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
    ),
    (
        "crypto",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x52908400098527886E0F7030069857D2E4169EE7",
    ),
    ("plate", "ab123cd", "AB-123-CD", "AB-123-CD"),
    ("plate", "1234 ab 38", "1234 AB 38", "1234 AB 38"),
    ("plate", "AB-1**-CD", "AB-1??-CD", "AB-1??-CD (lecture incomplète)"),
    ("plate", "ge 123456", "GE 123456", "GE 123456"),
    ("vin", "vf1 bz0b05 42123456", "VF1BZ0B0542123456", "VF1BZ0B0542123456"),
    ("card_end", "4417", "4417", "•••• 4417"),
    (
        "date",
        "11/02/1990",
        {"start": "1990-02-11", "end": "1990-02-11", "precision": "day"},
        "dimanche 11 février 1990",
    ),
    (
        "date",
        "1990-02-11",
        {"start": "1990-02-11", "end": "1990-02-11", "precision": "day"},
        "dimanche 11 février 1990",
    ),
    ("period", "2026", {"start": "2026-01-01", "end": "2026-12-31", "precision": "year"}, "2026"),
    ("period", "2026-11", {"start": "2026-11-01", "end": "2026-11-30", "precision": "month"}, "novembre 2026"),
    (
        "period",
        {"start": "2026-11-20T19:00", "end": "2026-11-21T08:30", "precision": "hour"},
        {"start": "2026-11-20T19:00", "end": "2026-11-21T08:30", "precision": "hour"},
        "entre le vendredi 20 novembre 2026 vers 19 h 00 et le samedi 21 novembre 2026 vers 8 h 30",
    ),
    ("place", {"commune": "38563", "text": "gare"}, {"commune": "38563", "text": "gare"}, "gare, Voiron (38500)"),
    ("place", {"country": "ES", "text": "Barcelone"}, {"country": "ES", "text": "Barcelone"}, "Barcelone, Espagne"),
    ("place", {"kind": "internet"}, {"kind": "internet"}, "En ligne"),
    ("place", {"kind": "rue"}, {"kind": "rue"}, "Rue"),
    ("place", {"commune": "38563", "kind": "rue"}, {"commune": "38563", "kind": "rue"}, "Voiron (38500), rue"),
    ("place", {"country": "ES", "kind": "hlm"}, {"country": "ES", "kind": "hlm"}, "Espagne, HLM"),
    (
        "place",
        {"commune": "38563", "kind": "autre_formulaire"},
        {"commune": "38563", "kind": "autre_formulaire"},
        "Voiron (38500)",
    ),
    (
        "place",
        {"commune": "01004", "kind": "train", "end": {"commune": "38317", "kind": "rue"}},
        {"commune": "01004", "kind": "train", "end": {"commune": "38317", "kind": "rue"}},
        "entre Ambérieu-en-Bugey (01500) et Le Pont-de-Claix (38800), train ou tram, rue",
    ),
    (
        "place",
        {"commune": "38563", "kind": "train", "end": {"commune": "38544", "kind": "train"}},
        {"commune": "38563", "kind": "train", "end": {"commune": "38544", "kind": "train"}},
        "entre Voiron (38500) et Vienne (38200), train ou tram",
    ),
    ("group", {"nom": "Roux", "age": "40"}, {"nom": "Roux", "age": 40}, "Nom : Roux\nÂge : 40"),
    (
        "list",
        [{"nom": "Roux"}, {"nom": "Brun", "age": 3}],
        [{"nom": "Roux"}, {"nom": "Brun", "age": 3}],
        "1. Roux\n2. Brun ; 3",
    ),
]


@pytest.mark.parametrize(("kind", "raw", "value", "shown"), ACCEPTED)
def test_accepted(kind: str, raw: JsonValue, value: JsonValue, shown: str) -> None:
    asked = field(kind)
    assert asked.read(raw) == value
    assert asked.show(value, translator("fr")).replace("\xa0", " ") == shown.replace("\xa0", " ")
    assert asked.read(value) == value, "a clean answer reads as itself"


REFUSED: list[tuple[str, JsonValue, tuple[str | int, ...]]] = [
    ("text", "", ()),
    ("text", "x" * 301, ()),
    ("text", ["x"], ()),
    ("number", "douze", ()),
    ("number", "1e400", ()),
    ("number", "2,5", ()),
    ("money", {"amount": "-3"}, ("amount",)),
    ("money", {"amount": "3", "currency": "XXX"}, ("currency",)),
    ("money", {"amount": "NaN"}, ()),
    ("yes_no", "oui", ()),
    ("choice", "c", ()),
    ("choices", ["a", "z"], (1,)),
    ("email", "camille@", ()),
    ("email", "camille@gmail.con", ()),
    ("phone", "0612345678x", ()),
    ("phone", "12", ()),
    ("iban", "FR7630006000011234567890188", ()),
    ("siren", "12", ()),
    ("imei", "490154203237517", ()),
    ("card_end", "4970101234567890", ()),
    ("cheque", "123", ()),
    ("crypto", "1BoatSLRHtKNngkdXEeobR76b53LETtpyU", ()),
    ("crypto", "trop court", ()),
    ("plate", "?", ()),
    ("plate", "une voiture grise", ()),
    ("vin", "VF1BZ0B0542I23456", ()),
    ("date", "31/02/2026", ()),
    ("date", "20/13/2026", ()),
    ("period", {"start": "hier peut-être"}, ()),
    ("period", {"start": "2026-11-20", "fin": "x"}, ()),
    ("place", {"commune": "Voiron"}, ("commune",)),
    ("place", {"country": "Espagne"}, ("country",)),
    ("place", {}, ()),
    ("urls", ["pas une adresse"], (0,)),
    ("group", {"nom": "Roux", "age": "vieux", "prenom": "x"}, ("prenom",)),
    ("list", [{"nom": "Roux"}, {"age": 300}], (1, "age")),
]


@pytest.mark.parametrize(("kind", "raw", "where"), REFUSED)
def test_refused_where(kind: str, raw: JsonValue, where: tuple[str | int, ...]) -> None:
    with pytest.raises(Invalid) as caught:
        field(kind).read(raw)
    assert where in dict(caught.value.errors)


def test_group_tells_every_error_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        field("group").read({"age": "vieux", "prenom": "x"})
    assert {where for where, _ in caught.value.errors} == {("age",), ("prenom",)}


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_spoken_states(kind: str) -> None:
    assert field(kind).read(UNKNOWN) == UNKNOWN
    assert field(kind).show(UNKNOWN, translator("fr")) == "ne sait pas"
    assert field(kind).show(IN_PERSON, translator("fr")) == "le dira à l'audition"
    with pytest.raises(Invalid):
        field(kind, unknown=False).read(UNKNOWN)


@pytest.mark.parametrize(("kind", "raw", "value", "shown"), ACCEPTED)
def test_schema_accepts_what_read_gives(kind: str, raw: JsonValue, value: JsonValue, shown: str) -> None:
    schema = field(kind).schema_answer()
    Draft202012Validator.check_schema(schema)
    if kind != "phone":  # stored as E.164, typed with spaces: both match
        Draft202012Validator(schema).validate(json.loads(json.dumps(value)))
    Draft202012Validator(schema).validate(UNKNOWN)


@given(st.sampled_from(sorted(FIELD_TYPES)), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["start", "end", "commune", "amount", "nom", "x"]), inner, max_size=3),
    max_leaves=6,
))  # fmt: skip
def test_anything_is_read_or_refused(kind: str, raw: JsonValue) -> None:
    """Never another exception; what is accepted can be shown and compared."""
    asked = field(kind)
    try:
        value = asked.read(raw)
    except Invalid as invalid:
        assert invalid.errors
        return
    assert isinstance(asked.show(value, translator("en")), str)
    asked.fact(value)


def test_bounds_of_a_day_are_its_whole_length() -> None:
    found = bounds({"start": "2026-11-20", "end": "2026-11-20", "precision": "day"})
    assert found is not None
    assert (found[0].hour, found[1].hour, found[1].minute) == (0, 23, 59)


def test_incomplete_object() -> None:
    assert not field("group").complete({"age": 3})
    assert field("group").complete({"nom": UNKNOWN})
