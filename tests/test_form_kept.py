"""A form kept as text is the same form: same version, same walk, same papers; a text that cannot be read says so."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.cases import Case, result
from assistant.condition import ConditionError, read, write
from assistant.condition_tree import LIMIT as LONGEST
from assistant.document.build import complaint, letter, pel_sheet
from assistant.examples import example_case, load_examples
from assistant.flow import walk
from assistant.form import FORMS, Form, Problem, load_library
from assistant.form.kept import FORMAT, LIMIT, dump, restore
from assistant.i18n import translator
from assistant.routing import load_routing, route
from tests.document.dossiers import dossier
from tests.test_form import library

pytestmark = pytest.mark.never_lost
SHIPPED, TABLE = load_library().forms, load_routing()
Kept = dict[str, JsonValue]

ALL_KINDS = """\
safety: [Un conseil]
documents: [{kind: fiche, if: 'lieux == "cave"'}]
deadlines: [{id: d, what: W, when: X, from: [jour], add: 2 mois, rule: R, source: S, confidence: sure, calendar: false}]
actions: [{id: a, what: W, when: X, done_if: fait, source: S, confidence: verify}]
cautions: [{code: TROP, if: 'combien > 100 and not fait', message: 'Vraiment ?', fields: [combien]}, {code: SANS, if: null, message: Toujours}]
links: [{form: autre, why: Voilà}]
pages:
  - id: faits
    title: Les faits
    why: 'Pourquoi : comme ça'
    fields:
      - {id: lieux, type: choice, label: 'Où ?', options: {z: Ailleurs, cave: Cave, if: Si}}
      - {id: jour, type: date, label: 'Quand ?', unknown: false}
      - {id: combien, type: number, label: Combien, maximum: 500, if: 'lieux in ["z", "cave"] or jour > date("2026-01-01")'}
      - {id: fait, type: yes_no, label: Fait, private: true}
  - id: objets
    title: Les objets
    if: answered(lieux)
    fields:
      - {id: liste, type: list, label: Objets, item_label: objet, enough_if: fait, parts: [
          {id: nom, type: text, label: Nom, need: essential, max_length: 20},
          {id: qui, type: group, label: Qui, if: answered(nom), parts: [{id: tel, type: phone, label: Téléphone}]}]}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """A form with nearly every key."""
    return library(tmp_path_factory.mktemp("kept"), ALL_KINDS).forms["essai"]


def same(one: Form, other: Form | Problem) -> bool:
    return isinstance(other, Form) and (one, one.version, dump(one)) == (other, other.version, dump(other))


def unread(text: str) -> str:
    """The sentence of the problem; fails when the text was read."""
    found = restore(text)
    assert isinstance(found, Problem), found
    assert (found.code, found.is_error) == ("VERSION_UNREADABLE", True)
    return found.text


def changed(form: Form, change: Callable[[dict[str, JsonValue]], object]) -> str:
    """The text of a form after a change of its data."""
    data = json.loads(dump(form))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_form_comes_back_as_it_was(name: str) -> None:
    form = SHIPPED[name]
    back = restore(dump(form))
    assert same(form, back)
    assert isinstance(back, Form)
    assert [list(getattr(f, "options", {})) for f in back.fields.values()] == [
        list(getattr(f, "options", {})) for f in form.fields.values()
    ]


def test_a_form_with_every_key_comes_back(small: Form) -> None:
    assert same(small, restore(dump(small)))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_example_gives_the_same_result_and_the_same_papers(name: str) -> None:
    form, back = SHIPPED[name], restore(dump(SHIPPED[name]))
    assert isinstance(back, Form)
    examples = load_examples(name, FORMS).data
    assert isinstance(examples, list) and examples
    for example in examples:
        assert isinstance(example, dict)
        kept, again = example_case(form, example, TABLE), example_case(back, example, TABLE)
        assert told(again) == told(kept)
        assert again.content == kept.content


def told(case: Case) -> list[object]:
    """The walk, what `fill` prints, and the papers as blocks."""
    path, noon = case.path, dt.datetime.combine(case.created.date(), dt.time(12)).astimezone()
    papers = dossier(path, case.kind)
    return [
        [(step.page.id, [f.id for f in step.fields]) for step in path.steps],
        *(result(case, translator(lang), noon) for lang in ("fr", "en")),
        complaint(papers).blocks,
        letter(papers).blocks,
        pel_sheet(papers),
    ]


def test_values_that_nobody_wrote_are_kept_too(small: Form) -> None:
    """A default that changes in a later program must not change an old form."""
    question = json.loads(dump(small))["pages"][0]["fields"][0]
    assert (question["unknown"], question["in_person"], question["need"]) == (True, True, "optional")


def test_the_doors_are_not_kept() -> None:
    """Rules and channels stay in their files: an old draft is sent to a door that exists today."""
    text = dump(SHIPPED["vol_velo"])
    assert set(json.loads(text)) == {"format", "version", "head", "pages"}
    assert [channel.url for channel in TABLE.channels.values() if channel.url and channel.url in text] == []


def test_an_old_form_goes_through_the_doors_of_today(small: Form) -> None:
    """Today's rules may name questions that the old form never asked: they are not settled, and the others decide."""
    old = restore(changed(small, lambda data: data["head"].update(id="vol_velo")))
    assert isinstance(old, Form)
    doors = route(TABLE, walk(old, {"lieux": "cave"}, dt.date(2026, 11, 23)), dt.date(2026, 11, 23)).channels
    assert {door.id for door in doors} <= set(TABLE.channels)
    assert doors


# What makes a text unreadable, each with a word of the sentence that tells it.
REFUSED: dict[str, tuple[Callable[[dict[str, JsonValue]], object], str]] = {
    "a key from another program": (lambda d: d["head"].update(colour="red"), "head.colour"),
    "a key of a question": (lambda d: field(d).update(colour="red"), "colour"),
    "a key of the text itself": (lambda d: d.update(routing=[]), "routing"),
    "a type of question from another program": (lambda d: field(d).update(type="hologramme"), "hologramme"),
    "a type that is no word": (lambda d: field(d).update(type=[]), ""),
    "no title": (lambda d: d["head"].pop("title"), "title"),
    "a condition that calls": (lambda d: d["pages"][1].update({"if": "__import__('os')"}), "condition"),
    "a long condition": (lambda d: d["pages"][1].update({"if": "fait and " * 5000 + "fait"}), "300"),
    "brackets in a condition": (lambda d: d["pages"][1].update({"if": "(" * 290}), "condition"),
    "a condition that is a list": (lambda d: d["pages"][1].update({"if": ["fait"]}), "condition"),
    "a condition on no question": (lambda d: d["pages"][1].update({"if": "inconnue"}), "inconnue"),
    "a condition on a later question": (lambda d: d["pages"][0].update({"if": "answered(jour)"}), "jour"),
    "a name that is computed today": (lambda d: field(d).update(id="total"), "total"),
    "pages that are one": (lambda d: d.update(pages=d["pages"][0]), "pages"),
    "no page": (lambda d: d.update(pages=[]), "pages"),
    "a page that is a word": (lambda d: d.update(pages=["faits"]), "page"),
    "questions that are a word": (lambda d: d["pages"][0].update(fields="lieux"), "page"),
    "a page twice": (lambda d: d["pages"][1].update(id="faits"), "deux fois"),
    "a question twice": (lambda d: d["pages"][1]["fields"].append(field(d)), "deux fois"),
    "a part twice": (lambda d: parts(d).append(parts(d)[0]), "deux fois"),
    "half a character": (lambda d: d["head"].update(title="\ud800"), "title"),
    "no number": (lambda d: d["head"].update(minutes=float("nan")), "minutes"),
    "a version that is no hash": (lambda d: d.update(version="../../etc"), "version"),
    "a format to come": (lambda d: d.update(format=FORMAT + 1), str(FORMAT + 1)),
    "a format in letters": (lambda d: d.update(format="1"), "format"),
    "no format": (lambda d: d.pop("format"), "format"),
    "a format that is a list": (lambda d: d.update(format=[1]), "format"),
}


def field(data: Kept) -> dict[str, JsonValue]:
    return data["pages"][0]["fields"][0]  # type: ignore[index, call-overload, return-value]


def parts(data: Kept) -> list[JsonValue]:
    return data["pages"][1]["fields"][0]["parts"]  # type: ignore[index, call-overload, return-value]


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(small: Form, name: str) -> None:
    change, word = REFUSED[name]
    assert word in unread(changed(small, change))


TEXTS = {
    "nothing": "",
    "no JSON": "{",
    "null": "null",
    "a list": "[]",
    "a number of ten thousand digits": "1" * 10_000,
    "brackets without end": "[" * 100_000,
    "brackets": "[" * 100_000 + "]" * 100_000,
    "blocks": '{"a":' * 900 + "1" + "}" * 900,
    "parts in parts": '{"format":1,"version":"","head":{},"pages":[{"fields":['
    + '{"type":"group","id":"a","label":"A","parts":[' * 300
    + "]}" * 300
    + "]}]}",
    "five megabytes": json.dumps({"format": 1, "version": "", "head": {"title": "x" * 5_000_000}, "pages": []}),
}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text(name: str) -> None:
    assert len(unread(TEXTS[name])) < 600


def test_a_form_as_large_as_a_file_may_be_is_still_read(tmp_path: FilePath) -> None:
    """Half a megabyte of YAML, the most that is read, stays far below the limit of a kept text."""
    rows = "".join(f"      - {{id: q{n}, type: text, label: '{'x' * 1900}'}}\n" for n in range(230))
    form = library(tmp_path, "pages:\n  - id: p\n    title: P\n    fields:\n" + rows).forms["essai"]
    assert len(dump(form)) < LIMIT // 4
    assert same(form, restore(dump(form)))


def test_an_older_format_is_brought_to_todays_step_by_step(small: Form) -> None:
    """Two steps: the first renames a key, the second takes one away."""

    def renamed(data: Kept) -> Kept:
        return {("head" if key == "top" else key): value for key, value in data.items()}

    def without(data: Kept) -> Kept:
        return {key: value for key, value in data.items() if key != "author"}

    old = json.loads(dump(small))
    old = {("top" if key == "head" else key): value for key, value in old.items()} | {"format": 1, "author": "x"}
    assert same(small, restore(json.dumps(old), {1: renamed, 2: without}, newest=3))
    assert "format 1" in str(restore(json.dumps(old), {2: without}, newest=3))
    assert isinstance(restore(json.dumps(old), {1: lambda data: data["absent"], 2: without}, newest=3), Problem)  # type: ignore[dict-item, return-value]


def places(data: JsonValue, where: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in the data, the root left out."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, value in inside for place in ((*where, key), *places(value, (*where, key)))]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["essai", "lieux"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "if", "x"]), inner),
    max_leaves=6,
)


@given(data=st.data())
def test_anything_anywhere_gives_a_form_or_a_problem(small: Form, data: st.DataObject) -> None:
    """One place of the text replaced by any JSON; what is read walks, and is kept again as it is."""
    text = json.loads(dump(small))
    *way, last = data.draw(st.sampled_from(places(text)))
    inside = text
    for key in way:
        inside = inside[key]
    inside[last] = data.draw(JSON)
    found = restore(json.dumps(text))
    if isinstance(found, Form):
        assert walk(found, {"lieux": "cave"}, dt.date(2026, 11, 23)).form is found
        assert same(found, restore(dump(found)))


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")) | JSON.map(json.dumps))
def test_any_text_gives_a_problem(text: str) -> None:
    assert unread(text)


@given(st.integers(0, 3000))
def test_a_text_cut_anywhere_gives_a_problem(small: Form, end: int) -> None:
    assert unread(dump(small)[: min(end, len(dump(small)) - 1)])


ATOM = st.sampled_from(
    ['a=="x"', "a<1", "n in[1,2]", '"x"in a', "not a", "answered(a)", "a>1e22", "a", 'a=="\\t\\n\\t"']
)


@given(st.lists(ATOM, min_size=1, max_size=60), st.sampled_from([" and ", " or "]))
def test_a_condition_that_is_read_can_be_written_and_read_again(atoms: list[str], joint: str) -> None:
    """Written tightly a condition may be short, and too long once written with its spaces: it is refused at once."""
    text = joint.join(atoms)
    try:
        found = read(text)
    except ConditionError:
        assert len(text) > LONGEST / 4
        return
    assert read(write(found)) == found


@pytest.mark.parametrize("text", ["a < 1e999", "a > -1e999"])
def test_an_endless_number_is_no_condition(text: str) -> None:
    with pytest.raises(ConditionError):
        read(text)
