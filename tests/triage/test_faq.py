"""The stored answers: sound files, found again by how people ask, refused when unrelated, and never a word of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.form import FORMS, load_library
from assistant.triage.faq import FILE, Asked, ask
from assistant.triage.faq_base import load_base
from assistant.triage.faq_text import BUCKETS, MOST_WINDOWS, in_full, letters, windows
from tools import faq_index, faq_report

pytestmark = pytest.mark.chat
BASE = load_base(FORMS)
EVAL = [json.loads(line) for line in Path("tests/eval/faq.jsonl").read_text(encoding="utf-8").splitlines()]
SOUND = """- id: {id}
  question: {id}, quoi ?
  confidence: {confidence}
  source: Loi [A1]
  checked: "2026"
  answer: Oui, {said}.
  answer_en: Yes, {said_en}.
  see: [{see}]
  paraphrases: [{lines}]
"""


def entry(name: str, see: str = "", confidence: str = "sure", said: str = "c'est sûr", said_en: str = "sure") -> str:
    lines = ", ".join(f"{name} {i}" for i in range(12))
    return SOUND.format(id=name, see=see, confidence=confidence, said=said, said_en=said_en, lines=lines)


def test_the_stored_answers_are_sound_and_many() -> None:
    assert BASE.problems == ()
    assert len(BASE.entries) >= 80
    assert "faq" not in load_library().loaded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (entry("a", "b") + entry("b", "a"), []),
        (entry("a") + entry("a").replace("a, quoi", "c").replace("a ", "d "), [("FAQ_ID", 10)]),
        (entry("a").replace(", a 11", ""), [("FAQ_FEW", 9)]),
        (entry("a").replace("a 11", '"Â 3 !"'), [("FAQ_TWICE", 9)]),
        (entry("a") + entry("b").replace("b 4", "a 4"), [("FAQ_TWICE", 18)]),
        (entry("a", see="c"), [("FAQ_SEE", 8)]),
        (entry("a", see="a"), [("FAQ_SEE", 8)]),
        (entry("a", confidence="verify"), [("FAQ_VERIFY", 6), ("FAQ_VERIFY", 7)]),
        (entry("a", said="à vérifier"), [("FAQ_VERIFY", 6)]),
        (entry("a", confidence="verify", said="à vérifier", said_en="to be checked"), []),
        (entry("a", confidence="likely"), [("VALUE_INVALID", 3)]),
        (entry("a").replace("  see: []", "  forms: [velo]"), [("FORM_UNKNOWN", 8)]),
        (entry("a").replace("  see: []", "  sea: []"), [("KEY_UNKNOWN", 8)]),
        ("a: 1\n", [("VALUE_INVALID", 1)]),
        ("- [1\n", [("YAML_SYNTAX", 2)]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "one.yaml").write_text(text, encoding="utf-8")
    found = load_base(tmp_path).problems
    assert [(p.code, p.line) for p in found if p.code != "YAML_CUT"] == expected


def test_no_folder_is_no_problem_and_knows_nothing(tmp_path: Path) -> None:
    assert load_base(tmp_path).problems == ()
    assert ask("combien ça coûte de porter plainte ?", root=tmp_path) == Asked(False, ())


def test_the_index_is_made_of_the_present_sentences() -> None:
    made = json.loads((faq_index.ROOT / "assistant" / "triage" / FILE).read_text(encoding="utf-8"))
    assert made["inputs"] == faq_index.inputs(), "run: python -m tools.faq_index"
    assert faq_index.TARGET.stat().st_size < 1_500_000
    assert set(made["names"]) == {"", *BASE.entries}


def test_no_row_that_judges_has_been_learnt() -> None:
    learnt = {text for _, text in faq_index.sentences()}
    assert [row["text"] for row in EVAL if row["text"] in learnt] == []


@pytest.mark.parametrize("name", sorted(BASE.entries))
def test_each_entry_is_found_by_its_own_question(name: str) -> None:
    asked = ask(BASE.entries[name].question)
    assert asked.known
    assert asked.ranked[0].entry.id == name


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "😀😀", "12345", "?!", "a" * 100_000, "\ud800", "<script>alert(1)</script>", "שלום", "{}" * 900],
)
def test_anything_is_answered_calmly(text: str) -> None:
    asked = ask(text)
    assert all(one.entry is not None and 0 <= one.score <= 1 for one in asked.ranked)


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_always_the_same_and_only_what_is_stored(text: str) -> None:
    asked = ask(text)
    assert asked == ask(text)
    assert all(BASE.entries[one.entry.id] == one.entry for one in asked.ranked)
    assert [one.score for one in asked.ranked] == sorted((one.score for one in asked.ranked), reverse=True)
    assert asked.ranked or not asked.known


@pytest.mark.parametrize(
    ("written", "said"),
    [("jpe porter plinte", "je peux porter plainte"), ("G perdu koi", "j ai perdu quoi"), ("ça va", "ça va")],
)
def test_text_messages_are_said_in_full(written: str, said: str) -> None:
    assert in_full(written) == said
    assert (letters(written) == letters(said)).all()
    assert letters(written).shape == (BUCKETS,)


def test_a_long_question_is_also_read_in_passages() -> None:
    assert windows("combien coûte une plainte ?") == []
    story = "on m'a pris mon sac hier soir dans le train, est-ce que je peux retirer ma plainte plus tard"
    assert "est-ce que je peux retirer ma plainte plus tard" in windows(story)
    assert len(windows("mot " * 50_000)) == MOST_WINDOWS


def test_what_the_rows_that_judge_show_does_not_get_worse() -> None:
    rows = faq_report.found()  # floors under what was measured, below the goals of .80 and .95
    asked, other = [row for row in rows if row.wanted], [row for row in rows if not row.wanted]
    assert faq_report.share([row.first for row in asked]) >= 0.54
    assert faq_report.share([row.three for row in asked]) >= 0.75
    assert faq_report.share([not row.known for row in other]) >= 0.64


def test_without_the_encoder_the_letters_answer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.triage.faq.ENCODER.encode", lambda text, patience: None)
    assert ask("Qu'est-ce que l'aide juridictionnelle et y ai-je droit ?").ranked[0].entry.id == "aide_juridictionnelle"


def _run(*args: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", "faq", *args], input=given, capture_output=True, check=False
    )


def _lines(out: bytes) -> Iterator[dict[str, object]]:
    return map(json.loads, out.decode().splitlines())


def test_the_command_answers_each_line_and_tells_the_bad_ones() -> None:
    lines = [
        b'{"id": 7, "text": "Combien co\xc3\xbbte une plainte ?"}',
        b"pas du json",
        b'{"id": "b"}',
        b"\xff\xfe",
        b"",
        b"[" * 5_000,
        b'{"id": "c", "text": ""}',
    ]
    done = _run("--jsonl", given=b"\n".join(lines))
    told = list(_lines(done.stdout))
    assert done.returncode == 1
    assert [one["id"] for one in told] == [7, None, "b", None, None, "c"]  # one line out for each line in
    assert set(told[0]) == {"id", "known", "ranked"}
    assert told[0]["ranked"][0]["entry"] == "cout_plainte"  # type: ignore[index]
    assert told[-1] == {"id": "c", "known": False, "ranked": []}
    assert sum(str(one.get("error", "")).startswith("Ligne") for one in told) == 4


@pytest.mark.parametrize("args", [(), ("--jsonl", "et une question")])
def test_a_wrong_call_is_refused(args: tuple[str, ...]) -> None:
    assert _run(*args).returncode == 2
