"""Texts to translate: extracts them, updates every catalogue, or says that they are stale."""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from assistant.i18n import LANGUAGES, LOCALES, SOURCE, extract_forms

ROOT = Path(__file__).parent.parent
KEYWORDS = ("M", "Mn", "t", "Message")


def extracted() -> Catalog:
    """Every text of the code and of the forms, with where it stands."""
    catalog = Catalog(project="prelude-assistant", charset="utf-8", fuzzy=False)
    catalog.header_comment = "# Textes de Prélude. La source est le français."
    for path in sorted((ROOT / "assistant").rglob("*.py")):
        for line, message in code_texts(path.read_text(encoding="utf-8")):
            catalog.add(message, locations=[(_name(path), line)])
    for path in sorted((ROOT / "forms").rglob("*.yaml")):
        if path.name in ("examples.yaml", "reference.yaml"):
            continue
        with path.open("rb") as file:
            for line, _, text, _ in extract_forms(file, None, None, None):
                catalog.add(text, locations=[(_name(path), line)])
    return catalog


def code_texts(source: str) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Every text given to M, Mn or t, inside f-strings too (Babel's own extractor does not look there)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS and node.args:
            found = [text for arg in node.args[: 2 if node.func.id == "Mn" else 1] for text in _constants(arg)]
            if node.func.id == "Mn" and len(found) == 2:
                yield node.lineno, (found[0], found[1])
            else:
                yield from ((node.lineno, text) for text in found)


def _constants(node: ast.expr) -> list[str]:
    """The text of a literal, or both texts of `a if … else b`."""
    if isinstance(node, ast.IfExp):
        return [*_constants(node.body), *_constants(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else []


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text(catalog: Catalog, lines: bool = False) -> str:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_by_file=False, sort_output=True, omit_header=True, no_location=not lines)
    return buffer.getvalue().decode("utf-8")


def _po(lang: str) -> Path:
    return LOCALES / lang / "LC_MESSAGES" / "assistant.po"


def read(lang: str) -> Catalog:
    """The catalogue of a language; empty when it does not exist yet."""
    if not _po(lang).exists():
        return Catalog(locale=lang, fuzzy=False)
    with _po(lang).open("rb") as file:
        return read_po(file, locale=lang)


def merged(lang: str, template: Catalog) -> Catalog:
    """The language's catalogue with today's texts; what is no longer used is dropped."""
    catalog = read(lang)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def write(lang: str, catalog: Catalog) -> None:
    _po(lang).parent.mkdir(parents=True, exist_ok=True)
    head = (
        f'# Prélude : {LANGUAGES.get(lang, lang)}.\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    )
    head += f'"Plural-Forms: {catalog.plural_forms}\\n"\n"Language: {lang}\\n"\n\n'
    _po(lang).write_text(head + _text(catalog), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="fail when a catalogue is stale or incomplete")
    parser.add_argument("--new", default="", help="start a language")
    options = parser.parse_args()
    template, pot = extracted(), LOCALES / "assistant.pot"
    languages = [lang for lang in LANGUAGES if lang != SOURCE] + ([options.new] if options.new else [])
    if options.check:
        return _check(template, pot, languages)
    LOCALES.mkdir(exist_ok=True)
    pot.write_text(_text(template), encoding="utf-8")
    for lang in languages:
        write(lang, merged(lang, template))
        print(f"{lang} : {len(_untranslated(merged(lang, template)))} texte(s) à traduire sur {len(template)}")
    return 0


def _untranslated(catalog: Catalog) -> list[str]:
    return [
        str(m.id) for m in catalog if m.id and not (all(m.string) if isinstance(m.string, (tuple, list)) else m.string)
    ]


def _check(template: Catalog, pot: Path, languages: list[str]) -> int:
    told = []
    if not pot.exists() or pot.read_text(encoding="utf-8") != _text(template):
        told.append("locales/assistant.pot n'est plus à jour : lancez « make messages ».")
    for lang in languages:
        missing = _untranslated(merged(lang, template))
        told += [f"{lang} : à traduire : {text[:100]}" for text in missing]
    print("\n".join(told) or "Textes à jour.", file=sys.stderr)
    return 1 if told else 0


if __name__ == "__main__":
    raise SystemExit(main())
