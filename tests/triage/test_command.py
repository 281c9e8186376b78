"""`triage` and `dates` on the command line: the shape of a line, and a stream that is answered as it comes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app

pytestmark = pytest.mark.chat
NOW = "2026-03-18T14:30"
KEYS = "when where amount phone email iban imei plate urls pseudonyms objects".split()


def _run(*words: str, given: str = "") -> list[dict[str, object]]:
    done = CliRunner().invoke(app, list(words), input=given)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_slots_have_the_shape_that_is_promised() -> None:
    text = "hier à Voiron on m'a pris 40 €, son numéro 06 12 34 56 78, Clio AB-123-CD, insta @kev, faux.fr, mon vélo"
    [told] = _run("triage", text)
    slots = told["slots"]
    assert isinstance(slots, dict)
    assert list(slots) == KEYS
    assert {name for name, value in slots.items() if not value} == {"email", "iban", "imei"}
    assert slots["when"]["precision"] == "day" and slots["when"]["words"] == "hier"
    assert (slots["where"]["commune"], slots["amount"]["amount"], slots["plate"]["value"]) == ("38563", 40, "AB-123-CD")


def test_nothing_told_is_null_and_empty_lists() -> None:
    [told] = _run("triage", "bonjour")
    lists: dict[str, object] = {key: [] for key in ("urls", "pseudonyms", "objects")}
    assert told["slots"] == dict.fromkeys(KEYS) | lists


def test_dates_of_a_text() -> None:
    [told] = _run("dates", "hier soir vers 22h", "--now", NOW)
    assert told == {
        "id": None,
        "when": {
            "start": "2026-03-17T22:00",
            "end": "2026-03-17T22:00",
            "precision": "hour",
            "words": "hier soir vers 22h",
        },
    }


def test_ambiguous_is_null_and_a_bad_line_is_answered() -> None:
    lines = [
        '{"id": "a", "text": "le 12/03"}',
        '{"id": "b", "text": "I was robbed on 12/03/2026"}',
        "pas du JSON",
        '{"id": 3}',
    ]
    told = _run("dates", "--jsonl", "--now", NOW, given="\n".join(lines))
    assert [each["id"] for each in told] == ["a", "b", None, 3]
    assert [bool(each["when"]) for each in told] == [True, False, False, False]
    assert ["error" in each for each in told] == [False, False, True, True]


def test_now_with_a_zone_is_a_moment_in_paris() -> None:
    [told] = _run("dates", "hier", "--now", "2026-03-18T23:30Z")  # already the 19th there
    assert isinstance(told["when"], dict) and told["when"]["start"] == "2026-03-18"


def test_an_unreadable_moment_is_a_wrong_call() -> None:
    done = CliRunner().invoke(app, ["dates", "hier", "--now", "demain"])
    assert (done.exit_code, done.stdout) == (2, "")


def test_each_line_is_answered_before_the_next_is_read() -> None:
    command = [sys.executable, "-m", "assistant", "dates", "--jsonl", "--now", NOW]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        assert run.stdin and run.stdout
        for name in ("un", "deux"):
            run.stdin.write(json.dumps({"id": name, "text": "hier"}) + "\n")
            run.stdin.flush()
            assert json.loads(run.stdout.readline())["id"] == name
        run.stdin.close()
        assert run.wait(60) == 0
