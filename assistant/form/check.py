"""What only a whole form shows: names used before they are asked, reserved names, essential questions left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from yaml import YAMLError

from assistant.condition import Condition, faults
from assistant.facts import DERIVED
from assistant.fields import Field, Items
from assistant.form.load import Loaded
from assistant.form.model import Form, parts_of
from assistant.form.yamlfile import LIMIT_KB, Where, YamlFile, load
from assistant.i18n import LANGUAGES, SOURCE, extract_forms, translator
from assistant.problems import Problem, did_you_mean, problem


def check_form(loaded: Loaded, essential: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Every problem of a form that loaded; `essential` maps a form id to the questions the reference demands."""
    form = loaded.form
    if form is None:
        return []
    return [
        *_reserved(form, loaded),
        *_page_conditions(form, loaded),
        *_head_conditions(form, loaded),
        *_demanded(form, loaded, essential),
        *_attached(form, loaded),
    ]


def link_problems(loaded: Mapping[str, Loaded]) -> Iterator[Problem]:
    """Links to a form that is not in the folder, or to itself; told apart, because they take no form out of service."""
    for name, one in loaded.items():
        for index, link in enumerate(one.form.head.links if one.form else ()):
            line = one.file.line(("links", index, "form"))
            if link.form == name:
                yield problem("VALUE_INVALID", one.file.path, line, key="form", detail="c'est ce formulaire lui-même")
            elif link.form not in loaded:
                hint = did_you_mean(link.form, loaded)
                yield problem("FORM_UNKNOWN", one.file.path, line, value=link.form, hint=hint)


def reference_problems(root: Path) -> Iterator[Problem]:
    """What keeps `reference.yaml` from being read: without it no question would be demanded, and nobody would know."""
    file = load(root / "reference.yaml") if (root / "reference.yaml").exists() else None
    if file is None or file.problems:
        yield from file.problems if file else ()
    elif not isinstance(file.data, dict):
        yield problem("VALUE_INVALID", file.path, 1, key="reference.yaml", detail="un bloc de clés est attendu")
    else:
        for name in (str(k) for k, v in file.data.items() if not isinstance(v, list)):
            yield problem("VALUE_INVALID", file.path, file.line((name,)), key=name, detail="une liste est attendue")


def essential_ids(root: Path) -> dict[str, tuple[str, ...]]:
    """`reference.yaml` of a forms folder: the essential questions of each kind of facts."""
    data = load(root / "reference.yaml").data if (root / "reference.yaml").exists() else {}
    return (
        {str(k): tuple(map(str, v)) for k, v in data.items() if isinstance(v, list)} if isinstance(data, dict) else {}
    )


def untranslated(root: Path) -> Iterator[Problem]:
    """Form texts that a language of the switch has not got: French will be shown, so it is a warning."""
    for path in sorted(p for p in root.rglob("*.yaml") if p.name not in ("examples.yaml", "reference.yaml")):
        texts = _texts(path)
        for lang in (code for code in LANGUAGES if code != SOURCE):
            known = translator(lang)
            yield from (
                problem("TEXT_UNTRANSLATED", path, line, value=text[:60], lang=LANGUAGES[lang])
                for line, text in texts
                if not known.has(text)
            )


def _texts(path: Path) -> list[tuple[int, str]]:
    """The texts of a file with their lines; none of a file that cannot be read, which is told elsewhere."""
    try:
        if path.stat().st_size > LIMIT_KB * 1024:
            return []
        with path.open("rb") as file:
            return [(line, text) for line, _, text, _ in extract_forms(file, None, None, None)]
    except (OSError, UnicodeDecodeError, YAMLError, RecursionError):
        return []


def _at(loaded: Loaded, field_id: str) -> tuple[YamlFile, Where]:
    return loaded.places.get(field_id, (loaded.file, ()))


def _reserved(form: Form, loaded: Loaded) -> Iterator[Problem]:
    for name in form.fields:
        if name in DERIVED:
            file, where = _at(loaded, name)
            yield problem("ID_RESERVED", file.path, file.line((*where, "id")), value=name)


def condition_problems(
    condition: Condition | None, above: Mapping[str, Field], file: YamlFile, where: Where
) -> Iterator[Problem]:
    """The faults of one condition, placed."""
    for fault in faults(condition, above) if condition is not None else ():
        yield problem(fault.code, file.path, file.line(where), **fault.gaps)


def _page_conditions(form: Form, loaded: Loaded) -> Iterator[Problem]:
    above: dict[str, Field] = {}
    for index, page in enumerate(form.pages):
        yield from condition_problems(page.if_, above, loaded.file, ("pages", index, "if"))
        for question in page.fields:
            file, where = _at(loaded, question.id)
            yield from condition_problems(question.if_, above, file, (*where, "if"))
            yield from condition_problems(question.enough_if, above, file, (*where, "enough_if"))
            yield from _part_conditions(question, above, file, where)
            above[question.id] = question


def _part_conditions(question: Field, above: Mapping[str, Field], file: YamlFile, where: Where) -> Iterator[Problem]:
    siblings: dict[str, Field] = dict(above)
    for index, part in enumerate(parts_of(question)):
        yield from condition_problems(part.if_, siblings, file, (*where, "parts", index, "if"))
        siblings[part.id] = part


def _head_conditions(form: Form, loaded: Loaded) -> Iterator[Problem]:
    above, file = form.fields, loaded.file
    for key in ("documents", "deadlines", "actions", "bring", "cautions", "advice", "links"):
        for index, block in enumerate(getattr(form.head, key)):
            yield from condition_problems(block.if_, above, file, (key, index, "if"))
            if key == "actions":
                yield from condition_problems(block.done_if, above, file, (key, index, "done_if"))
            if key == "cautions":
                for name in (n for n in block.fields if n not in above):
                    yield problem(
                        "COND_FIELD", file.path, file.line((key, index)), value=name, hint=did_you_mean(name, above)
                    )
    for index, deadline in enumerate(form.head.deadlines):
        for name in deadline.from_:
            if not is_moment(name, above):
                hint = did_you_mean(name, [f.id for f in above.values() if f.kind == "date"])
                yield problem(
                    "MOMENT_UNKNOWN", file.path, file.line(("deadlines", index, "from")), value=name, hint=hint
                )


def is_moment(name: str, fields: Mapping[str, Field]) -> bool:
    """`periode`, `periode.end`, or a date part of a group or list: `operations_contestees.date`."""
    head, _, tail = name.partition(".")
    if head not in fields:
        return False
    if fields[head].kind == "date":
        return tail in ("", "end")
    return any(part.id == tail.removesuffix(".end") and part.kind == "date" for part in parts_of(fields[head]))


def _demanded(form: Form, loaded: Loaded, essential: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for name in essential.get(form.id, ()):
        asked = form.fields.get("periode" if name == "date_exacte" else name)
        if asked is None or asked.need != "essential":
            yield problem("ESSENTIAL_MISSING", loaded.file.path, 1, value=name)


def _attached(form: Form, loaded: Loaded) -> Iterator[Problem]:
    """Files offered where nothing may leave the screen, or in two places for one object."""
    for question in form.fields.values():
        file, where = _at(loaded, question.id)
        taken = bool(question.attach) and not isinstance(
            question, Items
        )  # a list has files of its own, and its objects
        if question.attach and question.private:
            yield _no_file(file, where, "une question privée ne reçoit pas de fichier")
        for index, part in enumerate(parts_of(question)):
            at = (*where, "parts", index)
            if any(inner.attach for inner in parts_of(part)):
                yield _no_file(file, at, "mettez-la sur une rubrique de premier niveau")
            if part.attach and (question.private or part.private):
                yield _no_file(file, at, "une rubrique privée ne reçoit pas de fichier")
            elif part.attach and taken:
                yield _no_file(file, at, "les fichiers de cet objet ont déjà leur place, une seule suffit")
            taken = taken or bool(part.attach)


def _no_file(file: YamlFile, where: Where, why: str) -> Problem:
    return problem("VALUE_INVALID", file.path, file.line((*where, "attach")), key="attach", detail=why)
