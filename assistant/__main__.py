"""The command line: the same core as the screens. JSON on stdout, messages on stderr, exit 0, 1 or 2."""

from __future__ import annotations

import datetime as dt
import io
import json
import secrets
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError

from assistant import cases, given
from assistant.directory import OFFICIAL, UnknownCommune, nearest_json
from assistant.directory.importing.command import import_files
from assistant.drafts import commands
from assistant.examples import check_examples, load_examples
from assistant.facts import Answers
from assistant.fields import Field
from assistant.flow import walk
from assistant.form import FORMS, Form, Library, load_library, parts_of, untranslated
from assistant.form.sentence import sentence
from assistant.i18n import LANGUAGES, Translator, translator
from assistant.linked import Told, pooled
from assistant.problems import Problem
from assistant.routing import check_routing, load_routing, route
from assistant.settings import Settings, misread
from assistant.triage import command, faq_base, faq_command

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Prélude : prépare une plainte, ne dépose rien.")
directory = typer.Typer(no_args_is_help=True, help="Annuaire des unités.")
app.add_typer(directory, name="directory")
directory.command("import")(import_files)
for more in (commands, command, faq_command):
    more.add_to(app)

Lang = Annotated[str, typer.Option("--lang", help="Langue des textes (les papiers restent en français).")]
Today = Annotated[str, typer.Option("--today", help="Date du jour AAAA-MM-JJ.")]


def fail(message: str) -> NoReturn:
    """A wrong call: what to do on stderr, exit 2."""
    print(message, file=sys.stderr)
    raise typer.Exit(2)


def show(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))


def _form(name: str, library: Library) -> Form:
    form = library.forms.get(name)
    if form is None:
        fail(f"Formulaire inconnu ou en erreur : {name}. Formulaires : {', '.join(library.forms)}. Voir « check ».")
    return form


def _lang(code: str) -> Translator:
    if code not in LANGUAGES:
        fail(f"Langue inconnue : {code}. Langues : {', '.join(LANGUAGES)}.")
    return translator(code)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else dt.date.today()
    except ValueError:
        fail(f"Date illisible : {text}. Écrivez AAAA-MM-JJ.")


def _answers(form: Form, file: Path | None) -> Answers:
    """The clean answers of a JSON file, none without a file; a wrong one is exit 2 with the path of each error."""
    try:
        return given.answers(form, file) if file else {}
    except given.Unfit as unfit:
        fail(str(unfit))


def _parts(form: Form, answers: Path, also: list[str], library: Library) -> list[Told]:
    """The main form and those of `--with`, with their common answers said once; what gave way is told on stderr."""
    parts = [Told(form, _answers(form, answers))]
    for words in also:
        name, _, file = words.partition("=")
        if not file:
            fail(f"--with {words} : écrivez FORMULAIRE=FICHIER.json.")
        if name in {part.form.id for part in parts}:
            fail(f"--with {name} : ce formulaire est déjà dans le dossier.")
        other = _form(name, library)
        parts.append(Told(other, _answers(other, Path(file))))
    made = [Told(part.form, told) for part, told in zip(parts, pooled(parts), strict=True)]
    for before, now in zip(parts, made, strict=True):
        for lost in (n for n in before.answers if before.answers[n] != now.answers.get(n)):
            print(f"{now.form.id}, {lost} : réponse commune, celle d'une autre partie est gardée.", file=sys.stderr)
    return made


@app.command()
def check(forms_dir: Annotated[Path, typer.Argument()] = FORMS) -> None:
    """Every problem of the forms, one a line; exit 1 if any is an error."""
    found = all_problems(forms_dir)
    here = Path.cwd()
    for each in found:
        file = Path(each.file)
        print(replace(each, file=str(file.relative_to(here) if file.is_relative_to(here) else file)))
    errors = sum(p.is_error for p in found)
    print(f"{errors} erreur(s), {len(found) - errors} avertissement(s).", file=sys.stderr)
    raise typer.Exit(1 if errors else 0)


def all_problems(root: Path) -> list[Problem]:
    """Forms, routing, examples and stored answers of a folder, checked."""
    if not root.is_dir():
        fail(f"Dossier introuvable : {root}.")
    library, table = load_library(root), load_routing(root)
    found = [*library.problems, *table.problems, *check_routing(library)]
    # without doors every example would fail, and its cause would be lost among them
    for name, form in library.forms.items() if table.rules else ():
        found += check_examples(form, load_examples(name, root), table)
    return sorted({*found, *untranslated(root), *faq_base.load_base(root).problems})


@app.command()
def describe(form: str, lang: Lang = "fr") -> None:
    """The pages and questions of a form, with their conditions."""
    found, t = _form(form, load_library()), _lang(lang)
    pages = [
        {
            "id": page.id,
            "title": t(page.title),
            "condition": sentence(page.if_, found, t) if page.if_ else None,
            "fields": [_described(field, found, t) for field in page.fields],
        }
        for page in found.pages
    ]
    about = {"id": found.id, "title": t(found.head.title), "version": found.version, "sensitive": found.sensitive}
    show(about | {"pages": pages})


def _described(field: Field, form: Form, t: Translator) -> dict[str, object]:
    told: dict[str, object] = {
        "id": field.id,
        "type": field.type,
        "label": t(field.label),
        "need": field.need,
        "private": field.private,
        "attach": field.attach,
        "condition": sentence(field.if_, form, t) if field.if_ else None,
    }
    options = getattr(field, "options", None)
    if options:
        told["options"] = {key: t(text) for key, text in options.items()}
    if parts := parts_of(field):
        told["parts"] = [_described(part, form, t) for part in parts]
    return told


@app.command()
def schema(form: str) -> None:
    """JSON Schema of the answers object of a form."""
    show(answers_schema(_form(form, load_library())))


def answers_schema(form: Form) -> dict[str, object]:
    """The JSON Schema (2020-12) that `fill --answers` accepts."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.head.title,
        "type": "object",
        "properties": {name: field.schema_answer() for name, field in form.fields.items()},
        "additionalProperties": False,
    }


@app.command()
def fill(
    form: str,
    answers: Annotated[Path, typer.Option("--answers")],
    out: Annotated[Path, typer.Option("--out")],
    today: Today = "",
    lang: Lang = "fr",
    attach: Annotated[bool, typer.Option("--attach/--no-attach", help="Joindre case.json au PDF.")] = False,
    also: Annotated[
        list[str] | None, typer.Option("--with", help="Autres faits de la même histoire : FORMULAIRE=FICHIER.json.")
    ] = None,
) -> None:
    """Writes the papers of a case, of one or several linked forms, and prints the result."""
    library = load_library()
    found, t, day = _form(form, library), _lang(lang), _day(today)
    now = dt.datetime.combine(day, dt.time(12)) if today else dt.datetime.now().replace(microsecond=0)
    main, *others = _parts(found, answers, also or [], library)
    table = load_routing(library.root)
    reference = cases.new_reference(secrets.choice)
    case = cases.Case(main.form, main.answers, table, reference, now, lang, others=tuple(others))
    try:
        written = cases.write_papers(case, out, attach)
    except OSError as error:
        fail(f"Impossible d'écrire dans {out} : {error.strerror}.")
    show(cases.result(case, t, None if today else now) | {"files": written})


@app.command("route")
def route_(
    form: Annotated[str, typer.Option("--form")],
    commune: Annotated[str, typer.Option("--commune", help="Code INSEE.")],
    answers: Annotated[Path | None, typer.Option("--answers")] = None,
    today: Today = "",
    lang: Lang = "fr",
) -> None:
    """Channels, offices and court for a commune, answers or not."""
    library = load_library()
    found = _form(form, library)
    t, day = _lang(lang), _day(today)
    path = walk(found, _answers(found, answers), day)
    try:
        show(route(load_routing(library.root), path, day, commune).as_json(t))
    except UnknownCommune as error:
        fail(str(error))


@directory.command()
def nearest(
    commune: Annotated[str, typer.Option("--commune", help="Code INSEE.")],
    kind: Annotated[str, typer.Option("--kind", help="GN ou PN.")] = "",
    at: Annotated[str, typer.Option("--at", help="Moment ISO pour les horaires.")] = "",
) -> None:
    """Units by distance from a commune."""
    if kind not in ("", "GN", "PN"):
        fail("--kind : GN (gendarmerie) ou PN (police).")
    try:
        moment = dt.datetime.fromisoformat(at) if at else dt.datetime.now()
        if not (found := nearest_json(commune, kind or None, moment)):  # type: ignore[arg-type]
            print(f"Aucune unité connue dans ce département. Urgence : 17, 112. Voir {OFFICIAL}", file=sys.stderr)
        show(found)
    except UnknownCommune as error:
        fail(str(error))
    except ValueError:
        fail(f"Moment illisible : {at}. Écrivez 2026-11-23T10:00.")


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # half a character in a file must not stop its own report
    try:
        app()
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        print(misread(error), file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
