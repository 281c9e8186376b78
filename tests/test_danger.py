"""A danger told as going on is always seen; a past, a habit, an idiom, a film or a question is not one."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.triage import danger as module
from assistant.triage.danger import MOST_WINDOWS, WHOLE, WINDOW
from assistant.triage.danger import ruled as danger  # the rules alone: what the model adds is in test_triage.py
from assistant.triage.danger_rules import Saying, rules
from assistant.triage.words import LONGEST_SENTENCE, LONGEST_WORD, Spelling, plain, sentences

pytestmark = pytest.mark.journey

ROWS = [json.loads(line) for line in (Path(__file__).parent / "data/danger.jsonl").read_text("utf-8").splitlines()]
PLAIN = Spelling({}, ())

POLICE = ("17", "112", "114")
BY_KIND = [
    ("Je vois le type partir avec mon vélo là maintenant, il coupe l'antivol devant moi", "intrusion", POLICE),
    ("il vient de rentrer plus tôt, il crie, je suis dans les toilettes", "violence", POLICE),
    ("J'entends l'enfant hurler et des coups en ce moment même", "child", ("17", "112", "119")),
    ("Je le vois couper l'antivol devant moi, là maintenant", "intrusion", POLICE),
    ("quelqu'un est en train de forcer ma porte", "intrusion", POLICE),
    ("il est en train de la violer", "sexual", POLICE),
    ("mon mari ne respire plus", "medical", ("15", "112")),
    ("il y a le feu dans la cage d'escalier", "fire", ("18", "112")),
    ("un homme vient de tomber dans l'Isère", "other", ("18", "112")),
    ("un colis suspect fume dans le hall de la gare", "other", ("17", "112")),
    ("ma fille de 9 ans n'est pas rentrée de l'école", "missing", ("17", "112", "116 000")),
    ("je veux mourir", "suicide", ("15", "112", "3114")),
    ("my husband is outside with a knife", "violence", POLICE),
    ("mi marido me está pegando ahora mismo", "violence", POLICE),
    ("c'è qualcuno in casa", "intrusion", POLICE),
    ("es brennt in unserem Haus", "fire", ("18", "112")),
    ("quero morrer", "suicide", ("15", "112", "3114")),
]

NOW_AND_NOT = [  # the same thing, now and not now
    ("il me frappe là maintenant", "il m'a frappée hier soir"),
    ("il est devant ma porte avec une batte", "il était devant ma porte avec une batte la semaine dernière"),
    ("ma voiture est en train de brûler", "ma voiture a brûlé dans la nuit de samedi"),
    ("on vient de me poignarder", "j'ai été poignardé en février"),
    ("mon fils de 12 ans a disparu au parc", "mon chat a disparu"),
    ("je veux mourir", "je suis mort de rire"),
    ("il a un couteau, il est dans le couloir", "dans le film il a un couteau et il est dans le couloir"),
    ("j'entends ma voisine hurler", "j'entends ma voisine hurler tous les soirs"),
    ("un homme me suit dans la rue", "un homme me suit sur Instagram"),
    ("il va me tuer", "il va me tuer si je perds encore mes clés lol"),
    ("je suis en danger", "je ne suis pas en danger"),
    ("il casse tout dans le salon et il hurle", "il casse tout dans le salon. C'était mardi, je suis chez ma sœur."),
    ("he's hitting me right now", "he hit me last month"),
    ("deux faux policiers sont chez ma mère en ce moment", "hier deux faux policiers sont venus chez ma mère"),
    ("il dit qu'il va me tuer si je paie pas", "elle menace d'envoyer ma vidéo à ma famille si je paie pas ce soir"),
    ("he's threatening to kill me", "he's threatening to post my pictures"),
    ("il veut me casser la gueule si je paie pas, il m'attend dehors", "mon taxi m'attend dehors"),
    ("le type qui me fait chanter est devant mon lycée", "le type qui me fait chanter était dans mon lycée"),
    ("il sait où je suis, il arrive", "il sait où j'habite depuis l'an dernier"),
]

ASIDE = [  # what a person says to a site, not to the rescue
    "au secours je ne comprends rien à ce site",
    "aidez-moi svp je ne sais pas comment remplir la page",
    "URGENT je dois refaire ma carte d'identité avant mon voyage",
    "ça me tue ces prix, je me suis fait arnaquer",
    "mon patron me tue à la tâche",
    "qui dois-je appeler en cas d'urgence ?",
    "quelqu'un est en train de vider mon compte bancaire",
    "Que risque quelqu'un qui frappe sa femme ?",
    "", "   ", "!!!", "17", "🔥🔥🔥",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "numbers"), BY_KIND)
def test_danger_has_its_kind_and_its_numbers_first(text: str, kind: str, numbers: tuple[str, ...]) -> None:
    found = danger(text)
    assert found is not None
    assert (found.kind, found.numbers[: len(numbers)]) == (kind, numbers)


@pytest.mark.parametrize(("now", "not_now"), NOW_AND_NOT)
def test_what_is_over_or_not_meant_is_no_danger(now: str, not_now: str) -> None:
    assert danger(now)
    assert danger(not_now) is None


@pytest.mark.parametrize("text", ASIDE)
def test_words_of_distress_alone_are_no_danger(text: str) -> None:
    assert danger(text) is None


def test_two_dangers_give_the_numbers_of_both() -> None:
    found = danger("il vient de me planter pour mon sac, je saigne beaucoup")
    assert found is not None
    assert found.numbers[:2] == ("17", "112")
    assert "15" in found.numbers


def test_being_safe_does_not_silence_a_wish_to_die() -> None:
    found = danger("Je suis en sécurité chez ma sœur. Je veux mourir.")
    assert found is not None
    assert found.kind == "suicide"


# Sets: "tune" and "blind" were written before any rule, the three "fresh" ones later, against the rules of the moment.
@pytest.mark.parametrize("name", ["tune", "blind", "fresh1", "fresh2", "fresh3"])
def test_written_set(name: str) -> None:
    rows = [row for row in ROWS if row["set"] == name]
    precision, recall = _figures((row["text"], row["kind"] is not None) for row in rows)
    assert precision >= 0.95
    assert recall >= 0.93


def test_written_set_without_accents_and_in_capitals() -> None:
    """Half of the texts that reach a phone have neither; precision may lose a little, not the dangers."""
    precision, recall = _figures((_bare(row["text"]).upper(), row["kind"] is not None) for row in ROWS)
    assert precision >= 0.93
    assert recall >= 0.93


def test_written_set_is_large_and_has_every_kind() -> None:
    assert sum(row["kind"] is not None for row in ROWS) >= 150
    assert sum(row["kind"] is None for row in ROWS) >= 150
    assert {row["kind"] for row in ROWS} - {None} == {entry.kind for entry in rules().kinds}


def _figures(rows: Iterable[tuple[str, bool]]) -> tuple[float, float]:
    seen = [(danger(text) is not None, true) for text, true in rows]
    both = sum(said and true for said, true in seen)
    return both / sum(said for said, _ in seen), both / sum(true for _, true in seen)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@settings(deadline=None)  # the first call compiles the rules
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
def test_any_text_is_read_without_raising(text: str) -> None:
    danger(text)


@settings(deadline=None)  # the first call compiles the rules
@given(st.lists(st.sampled_from([row["text"] for row in ROWS]), max_size=4), st.text(max_size=40))
def test_the_words_given_back_are_those_written(texts: list[str], noise: str) -> None:
    text = noise.join(texts)
    found = danger(text)
    assert found is None or found.words in text


@pytest.mark.parametrize(
    "text",
    ["a" * 500_000, "il " * 100_000, "en train de " * 20_000, "\ud800" * 9_000, "٣ é\u0301" * 9_000, "." * 90_000],
)
def test_hostile_lengths_are_read_without_raising(text: str) -> None:
    danger(text)


def test_how_much_is_read_does_not_grow_with_the_text() -> None:
    parts = list(module._parts("il a un couteau. " * 30_000, rules()))
    longest_anchor = 20
    assert sum(map(len, parts)) <= WHOLE + MOST_WINDOWS * (2 * WINDOW + longest_anchor)


@pytest.mark.parametrize("place", [0, 60_000, 119_000])
def test_danger_is_seen_anywhere_in_a_very_long_text(place: int) -> None:
    filler = "Je range mes factures dans un dossier bleu. " * 2_750
    cut = filler.index(".", place) + 1
    found = danger(filler[:cut] + " Il a un couteau et il est devant ma porte. " + filler[cut:])
    assert found is not None
    assert found.kind == "violence"


def test_no_rule_repeats_without_bound_over_several_words() -> None:
    """Only \\w and \\d may repeat without bound, and a word is at most LONGEST_WORD letters: matching is linear."""
    for pattern in _patterns():
        rest = re.sub(r"\\[wd][*+]", "", pattern.pattern)
        assert not re.search(r"(?<!\\)[*+]|\{\d+,\}", rest), rest


def _patterns() -> Iterable[re.Pattern[str]]:
    known = rules()
    yield known.erase
    sayings = [known.now, known.strong_now, known.past, known.told, known.done, known.asked, known.long_ago]
    sayings += [known.unreal, known.safe]
    for entry in known.kinds:
        sayings += [entry.always, entry.now, entry.present, entry.event]
    for saying in sayings:
        yield saying.phrases
        for parts in saying.together:
            yield from parts


def test_parts_of_a_saying_may_come_in_any_order() -> None:
    saying = Saying(re.compile(r"(?!)"), ((re.compile(" gaz\\b"), re.compile(" seuls\\b")),))
    assert saying.find(" seuls avec le gaz") == (0, 18)
    assert saying.find(" le gaz") is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("SECOUUURS", "secours"),
        ("Œil", "oeil"),
        ("étranglée", "etranglee"),
        ("ﬁn", "fin"),
        ("x" * 99, "x"),
        ("12", "12"),
    ],
)
def test_plain_word(written: str, read: str) -> None:
    assert plain(written) == read


def test_an_accented_participle_is_not_a_present() -> None:
    spelling = Spelling({"jsuis": "je suis"}, {"frapp"})
    assert sentences("Jsuis frappé, il frappe", spelling)[0].words == " je suis frappee il frappe"


def test_sentences_are_short_and_their_words_too() -> None:
    for sentence in sentences("abcdefghij" * 50 + " mot" * 500, PLAIN):
        words = sentence.words.split()
        assert len(words) <= LONGEST_SENTENCE
        assert max(map(len, words)) <= LONGEST_WORD
