"""docs/contenu.md, generated from the forms: for each one its sources, what is sure, what a lawyer must still check."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.form import Form, load_library
from assistant.routing import RoutingTable, load_routing

TARGET = Path(__file__).parent.parent / "docs" / "contenu.md"
HEAD = """# Le contenu, formulaire par formulaire

Fichier produit par `make contents` à partir des formulaires : ne pas le modifier à la main. « Sûr » : un texte ou une page officielle
l'établit. « À contrôler » : montré à la personne comme « à vérifier », ou à confirmer par un juriste avant mise en service.
"""


def page() -> str:
    """The whole document."""
    forms, table = load_library().forms, load_routing()
    parts = [line for form in forms.values() for line in _form(form, table)]
    return "\n".join([HEAD, f"{len(forms)} formulaires.", "", *parts]) + "\n"


def _form(form: Form, table: RoutingTable) -> Iterator[str]:
    head = form.head
    essential = [field.id for field in form.fields.values() if field.need == "essential"]
    yield f"## {head.title} (`{form.id}`)"
    yield ""
    yield f"*{head.sentence}.*" + (" Formulaire sensible." if head.sensitive else "")
    yield ""
    yield f"Sources : {' ; '.join(head.sources)}."
    yield ""
    yield f"Questions essentielles : {', '.join(f'`{name}`' for name in essential)}."
    yield ""
    yield from _listed("Sûr", _statements(form, table, "sure"))
    yield from _listed("À contrôler", _statements(form, table, "verify"))


def _statements(form: Form, table: RoutingTable, confidence: str) -> Iterator[str]:
    """Each limit, action and door of that confidence, with who says so."""
    for due in form.head.deadlines:
        if due.confidence == confidence:
            yield f"délai – {due.what} : {due.when} ({due.rule} ; {due.source})"
    for action in form.head.actions:
        if action.confidence == confidence:
            yield f"action – {action.what} ({action.source})"
    for name in dict.fromkeys(line.id for rule in table.rules_of(form.id) for line in rule.channels):
        channel = table.channels[name]
        if channel.confidence == confidence:
            yield f"porte – {channel.label} ({channel.source} ; relu le {channel.checked:%d/%m/%Y})"


def _listed(title: str, statements: Iterator[str]) -> Iterator[str]:
    if lines := list(statements):
        yield f"{title} :"
        yield ""
        yield from (f"- {line}" for line in lines)
        yield ""


def main() -> int:
    text = page()
    if "--check" not in sys.argv:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print("docs/contenu.md n'est plus à jour : lancez « make contents ».", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
