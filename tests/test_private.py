"""Private answers leave the screen in no file, for every form and every writer; nor does a home replaced by a third party's."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue
from pypdf import PdfReader

from assistant.cases import Case, papers
from assistant.fields import Field, Invalid
from assistant.form import Form, load_library, parts_of
from assistant.linked import Told, begun
from assistant.routing import load_routing
from assistant.settings import settings

pytestmark = pytest.mark.journey
FORMS, TABLE = load_library().forms, load_routing()
TODAY = dt.datetime(2026, 11, 23, 10, 0)
MARK = "ZQXPRIVE"


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path))
    settings.cache_clear()


def filled(field: Field, text: str) -> JsonValue:
    """An answer of the right shape, with a recognisable text wherever a text may stand."""
    parts = parts_of(field)
    tries: list[JsonValue] = [
        {p.id: filled(p, text) for p in parts},
        [{p.id: filled(p, text) for p in parts}],
        text,
        [f"https://{text.split(maxsplit=1)[0].lower()}.example"],
        f"{text.split(maxsplit=1)[0].lower()}@exemple.fr",
        "0612345678",
        {"start": "2026-11-19"},
        {"amount": 12},
        {"commune": "38509", "text": text},
        "FR7630006000011234567890189",
        "4417",
        "0004512",
        "490154203237518",
        "VF1BZ0B0542123456",
        "812345678",
        *getattr(field, "options", {}),
        list(getattr(field, "options", {})),
        True,
        3,
    ]
    for value in tries:
        try:
            return field.read(value)
        except Invalid:
            continue
    raise AssertionError(field.id)


def everything(form: Form, **override: JsonValue) -> dict[str, JsonValue]:
    """All questions answered; those that are private with the mark."""
    answers = {name: filled(f, MARK if f.private else "texte ordinaire") for name, f in form.fields.items()}
    return answers | override


def texts(made: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """The text that can be read out of each file, compressed parts and attachments included."""
    for name, content in made.items():
        if name.endswith(".pdf"):
            reader = PdfReader(io.BytesIO(content))
            inside = "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
            attached = b"".join(part for parts in reader.attachments.values() for part in parts).decode()
            yield name, inside + attached
        elif name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield name, "".join(archive.read(part).decode("utf-8", "replace") for part in archive.namelist())
        else:
            yield name, content.decode("utf-8")


@pytest.mark.parametrize("name", [n for n, f in FORMS.items() if f.private])
@pytest.mark.parametrize("role", ["victime", "representant_mineur", "temoin"])
def test_no_private_answer_in_any_file(name: str, role: str) -> None:
    form = FORMS[name]
    case = Case(form, everything(form, decl_role=role), TABLE, "P-TEST-0000", TODAY)
    assert form.private <= set(case.path.answers), "the private questions are answered in this case"
    made = {file: make() for file, make in papers(case, attach=True).items()}
    assert [file for file, text in texts(made) if MARK.casefold() in text.casefold().replace("\n", "")] == []


@pytest.mark.parametrize("name", [n for n, f in FORMS.items() if f.private])
@pytest.mark.parametrize("first", [True, False])
def test_no_private_answer_of_any_part_in_any_file(name: str, first: bool) -> None:
    """A form with private questions, before or after one without; then what a part added to it starts with."""
    private, plain = FORMS[name], FORMS["cambriolage"]
    parts = [Told(private, everything(private, decl_role="victime")), Told(plain, everything(plain))]
    main, *others = parts if first else reversed(parts)
    case = Case(main.form, main.answers, TABLE, "P-TEST-0000", TODAY, others=tuple(others))
    assert any(private.private <= set(part.path.answers) for part in case.parts)
    made = {file: make() for file, make in papers(case, attach=True).items()}
    assert [file for file, text in texts(made) if MARK.casefold() in text.casefold().replace("\n", "")] == []
    for form in FORMS.values():
        public = {k: v for k, v in begun(parts, form, same_scene=True).items() if k not in form.private}
        assert MARK.casefold() not in str(public).casefold()


@pytest.mark.parametrize("name", FORMS)
def test_a_home_kept_unsaid_in_one_part_is_in_no_file_of_the_dossier(name: str) -> None:
    """The part that declares a third party's address comes second, and says nothing of the home."""
    home = {"adresse": "77 impasse du Vieux-Lavoir", "commune": "La Tour-du-Pin", "telephone": "0612345678"}
    lost, form = FORMS["papiers_identite"], FORMS[name]
    if name == lost.id:
        return
    story = {"perte_ou_vol": "perte", "recit": "Perdus au 77, impasse du Vieux-Lavoir.", "decl_role": "victime"}
    answers = everything(lost, coordonnees=lost.fields["coordonnees"].read(home), **story)  # type: ignore[arg-type]
    other = everything(form, decl_role="victime", domicile_tiers=True)
    del other["coordonnees"]
    case = Case(lost, answers, TABLE, "P-TEST-0000", TODAY, others=(Told(form, other),))
    assert "domicile_tiers" not in case.path.answers
    assert case.parts[1].path.answers["domicile_tiers"] is True
    made = {file: make() for file, make in papers(case, attach=True).items()}
    assert [file for file, text in texts(made) if "Vieux-Lavoir" in text.replace("\n", " ")] == []


def test_a_home_replaced_by_a_third_party_is_in_no_file() -> None:
    for name, form in FORMS.items():
        home = {"adresse": "77 impasse du Vieux-Lavoir", "commune": "La Tour-du-Pin", "telephone": "0612345678"}
        answers = everything(
            form, decl_role="victime", domicile_tiers=True, coordonnees=form.fields["coordonnees"].read(home)
        )  # type: ignore[arg-type]
        if "perte_ou_vol" in form.fields:
            answers["perte_ou_vol"] = "vol"  # a loss is told at the town hall: no third party's address there
        case = Case(form, answers, TABLE, "P-TEST-0000", TODAY)
        assert case.path.answers["domicile_tiers"] is True
        made = {file: make() for file, make in papers(case, attach=True).items()}
        assert [(name, file) for file, text in texts(made) if "Vieux-Lavoir" in text.replace("\n", " ")] == []


@pytest.mark.parametrize("name", FORMS)
def test_json_travels_only_when_asked_and_never_on_a_sensitive_form(name: str) -> None:
    case = Case(FORMS[name], everything(FORMS[name], decl_role="victime"), TABLE, "P-TEST-0000", TODAY)
    for attach in (False, True):
        reader = PdfReader(io.BytesIO(papers(case, attach)[f"{case.stem}.pdf"]()))
        expected = {"case.json"} if attach and not FORMS[name].sensitive else set()
        assert set(reader.attachments) == expected


@pytest.mark.parametrize("name", [n for n, f in FORMS.items() if f.sensitive])
def test_sensitive_files_and_titles_are_neutral(name: str) -> None:
    case = Case(FORMS[name], everything(FORMS[name], decl_role="victime"), TABLE, "P-TEST-0000", TODAY)
    made = papers(case)
    assert {"document.pdf", "document.docx"} <= set(made)
    assert not any(word in file for file in made for word in ("complaint", "plainte", "violence", "deadlines"))
    title = str(PdfReader(io.BytesIO(made["document.pdf"]())).metadata.title)  # type: ignore[union-attr]
    assert not any(word in title.casefold() for word in ("violence", "plainte", "conjugal"))
