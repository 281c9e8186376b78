"""The command line: JSON on stdout, messages on stderr, exit 0, 1, 2."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from assistant.__main__ import answers_schema, app
from assistant.examples import load_examples
from assistant.form import FORMS, load_library
from assistant.settings import settings

pytestmark = pytest.mark.journey
SIX = (
    "vol_velo",
    "cambriolage",
    "arnaque_en_ligne",
    "fraude_carte_virement",
    "papiers_identite",
    "violences_conjugales",
)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path / "var"))
    settings.cache_clear()


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def answers_file(tmp_path: Path, answers: object) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    return path


def test_check_is_clean() -> None:
    done = run("check")
    assert (done.exit_code, done.stdout) == (0, "")


def test_check_tells_every_problem_with_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(FORMS, tmp_path / "forms")
    form = tmp_path / "forms" / "vol_velo" / "form.yaml"
    form.write_text(form.read_text(encoding="utf-8").replace("need: essential", "nead: essential", 1), encoding="utf-8")
    examples = tmp_path / "forms" / "cambriolage" / "examples.yaml"
    examples.write_text(
        examples.read_text(encoding="utf-8").replace("channel: poste", "channel: pel", 1), encoding="utf-8"
    )
    done = run("check", tmp_path / "forms")
    assert done.exit_code == 1
    codes = {line.split(": ", 1)[1].split(" ", 1)[0] for line in done.stdout.splitlines()}
    assert {"KEY_UNKNOWN", "EXAMPLE_EXPECT"} <= codes
    assert all(line.split(":")[1].isdigit() for line in done.stdout.splitlines())


@pytest.mark.parametrize("form", SIX)
def test_describe_and_schema(form: str) -> None:
    told = json.loads(run("describe", form, "--lang", "en").stdout)
    fields = [f["id"] for page in told["pages"] for f in page["fields"]]
    assert len(fields) == len(set(fields)) > 20
    assert all(
        {"id", "type", "need", "private", "condition"} <= set(f) for page in told["pages"] for f in page["fields"]
    )
    schema = json.loads(run("schema", form).stdout)
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(fields)


@pytest.mark.parametrize("form", SIX)
def test_examples_fit_the_schema(form: str) -> None:
    validator = Draft202012Validator(answers_schema(load_library().forms[form]))
    for example in load_examples(form, FORMS).data:  # type: ignore[union-attr]
        assert [e.message for e in validator.iter_errors(example["answers"])] == []  # type: ignore[call-overload,index]


@pytest.mark.parametrize("form", SIX)
def test_fill_every_example(form: str, tmp_path: Path) -> None:
    for number, example in enumerate(load_examples(form, FORMS).data):  # type: ignore[arg-type]
        out = tmp_path / str(number)
        done = run(
            "fill", form, "--answers", answers_file(tmp_path, example["answers"]), "--out", out, "--today", "2026-11-23"
        )  # type: ignore[call-overload,index]
        assert done.exit_code == 0, done.stderr
        told = json.loads(done.stdout)
        assert sorted(told["files"]) == sorted(p.name for p in out.iterdir())
        stem = "document" if form == "violences_conjugales" else "complaint"
        assert {f"{stem}.pdf", f"{stem}.docx", "case.json"} <= set(told["files"])
        assert ("letter.pdf" in told["files"]) is ("letter.docx" in told["files"])
        assert set(told) >= {
            "form", "form_version", "document_kind", "complete", "missing", "useful_missing", "warnings", "emergency",
            "channels", "offices", "court", "deadlines", "actions", "bring", "files",
        }  # fmt: skip


def test_fill_several_linked_forms(tmp_path: Path) -> None:
    """One set of papers; the common answers said once; the result of the main form, then `parts`."""
    person = {"nom_naissance": "Perrin", "prenoms": "Camille"}
    for name, told in (
        ("house", {"decl_role": "victime", "identite": person, "pris": ["paiement"]}),
        ("card", {"type_operation": ["carte_magasin"], "identite": {"nom_naissance": "Autre", "prenoms": "Nom"}}),
        ("papers", {"perte_ou_vol": "perte"}),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
    out = tmp_path / "out"
    done = run(
        "fill", "cambriolage", "--answers", tmp_path / "house.json", "--with",
        f"fraude_carte_virement={tmp_path / 'card.json'}", "--with", f"papiers_identite={tmp_path / 'papers.json'}",
        "--out", out, "--today", "2026-11-23",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["form"], sorted(told["files"])) == ("cambriolage", sorted(p.name for p in out.iterdir()))
    assert [part["form"] for part in told["parts"]] == ["fraude_carte_virement", "papiers_identite"]
    assert all(set(part) == set(told) - {"parts", "files"} for part in told["parts"])
    assert told["parts"][1]["document_kind"] == "declaration_perte"
    case = json.loads((out / "case.json").read_text(encoding="utf-8"))
    assert [part["answers"]["identite"] for part in case["parts"]] == [person, person]
    assert "fraude_carte_virement, identite" in done.stderr, "an answer that gives way is told"


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        ("cambriolage", "FORMULAIRE=FICHIER"),
        ("zut={}", "Formulaire inconnu"),
        ("vol_velo={}", "déjà dans le dossier"),
        ("cambriolage=absent.json", "illisible"),
        ("cambriolage={}", "engin_immatricule"),  # a question of the other form
    ],
)
def test_a_wrong_with_is_exit_2(tmp_path: Path, also: str, expected: str) -> None:
    file = answers_file(tmp_path, {"engin_immatricule": False})
    done = run("fill", "vol_velo", "--answers", file, "--with", also.format(file), "--out", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert expected in done.stderr
    assert not (tmp_path / "out").exists()


def test_nothing_answered_still_gives_papers(tmp_path: Path) -> None:
    done = run(
        "fill", "cambriolage", "--answers", answers_file(tmp_path, {}), "--out", tmp_path / "out", "--lang", "en"
    )
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert told["complete"] is False
    assert {"decl_role", "periode", "lieu", "identite"} <= set(told["missing"])


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"lieu": {"commune": "Voiron"}, "zut": 1}, ["lieu.commune", "zut"]),
        ({"velo": [{"marque": "X"}, {"valeur": {"amount": -2}}]}, ["velo.1.valeur.amount"]),
        ([], ["objet de réponses"]),
        ("not json", ["objet de réponses"]),
    ],
)
def test_wrong_answers_are_exit_2_with_the_path_of_each_error(
    tmp_path: Path, answers: object, expected: list[str]
) -> None:
    done = run("fill", "vol_velo", "--answers", answers_file(tmp_path, answers), "--out", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert [part for part in expected if part not in done.stderr] == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["fill", "vol_velos", "--answers", "x", "--out", "y"],
        ["fill", "vol_velo", "--answers", "absent.json", "--out", "y"],
        ["describe", "vol_velo", "--lang", "klingon"],
        ["route", "--form", "vol_velo", "--commune", "99999"],
        ["directory", "nearest", "--commune", "38999"],
        ["directory", "nearest", "--commune", "38563", "--kind", "XX"],
        ["directory", "nearest", "--commune", "38563", "--at", "demain"],
        ["check", "/nowhere"],
    ],
)
def test_wrong_calls_are_exit_2_and_say_what_to_do(words: list[str]) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr) > 20


@pytest.mark.parametrize("form", SIX)
def test_route_without_answers(form: str) -> None:
    told = json.loads(run("route", "--form", form, "--commune", "38193", "--today", "2026-11-23").stdout)
    assert set(told) == {"channels", "offices", "court"}
    assert told["channels"][0]["rank"] == 1
    assert told["court"] is None or told["court"]["id"] == "tgi-38544-01", "L'Isle-d'Abeau belongs to Vienne"


def test_nearest_units() -> None:
    told = json.loads(run("directory", "nearest", "--commune", "38563", "--at", "2026-11-23T10:00").stdout)
    assert told[0]["id"] == "gendarmerie-38563-01" or told[0]["id"] == "commissariat_police-38563-01"
    assert [u["distance_km"] for u in told] == sorted(u["distance_km"] for u in told)
    only = json.loads(run("directory", "nearest", "--commune", "38563", "--kind", "PN").stdout)
    assert {u["force"] for u in only} == {"PN"}


def test_a_setting_that_cannot_be_read_is_named_without_a_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "purge"],
        env={**os.environ, "PRELUDE_KEEP_DAYS": "un mois"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("PRELUDE_KEEP_DAYS ne se lit pas") and "Traceback" not in done.stderr
