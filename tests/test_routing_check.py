"""The table of routing as it is checked: each mistake with its line, and no file that stops the check."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest

from assistant.routing import check_routing
from tests.test_routing import CHANNELS, RULES, folder, line_of

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    ("change", "code", "part"),
    [
        (("confidence: sure}", "confidence: haute}"), "VALUE_INVALID", "poste: {"),
        (("source: CPP 15-3, ", ""), "KEY_MISSING", "poste: {"),
        (("    url:", "    uri:"), "KEY_UNKNOWN", "uri:"),
        (('if: auteur_connu != "identifie"', "if: auteur_connu !="), "COND_SYNTAX", "text: Auteur inconnu"),
        (("rules:", "regles:"), "KEY_UNKNOWN", "regles:"),
        (("offices: units", "offices: mairies"), "VALUE_INVALID", "offices: mairies"),
        (("  - forms: [velo]", "  - forms: []"), "VALUE_INVALID", "forms: []"),
        (("reason: Toujours", "raison: Toujours"), "KEY_UNKNOWN", "raison: Toujours"),
        (("{id: pel, reason", "{id: pell, reason"), "CHANNEL_UNKNOWN", "id: pell"),
        (("  - forms: [velo]", "  - forms: [velo, velos]"), "FORM_UNKNOWN", "velos]"),
        (('    if: auteur_connu == "identifie"\n', ""), "RULE_UNREACHED", "# la dernière"),
        (('if: auteur_connu == "identifie"', 'if: auteur == "identifie"'), "COND_FIELD", "if: auteur =="),
        (('if: auteur_connu == "identifie"', 'if: auteur_connu == "identifié"'), "COND_VALUE", "identifié"),
        (('unless: decl_role == "temoin"', "unless: decl_role > 3"), "COND_OPERATOR", "unless:"),
        (('if: decl_role == "temoin"}', 'if: decl_role == "x"}'), "COND_VALUE", 'decl_role == "x"'),
        (('{text: Auteur inconnu, if: auteur_connu != "identifie"}', "{text: Vu, if: velo}"), "COND_FIELD", "text: Vu"),
        (('if: auteur_connu == "identifie"', "if: cache"), "ROUTING_PRIVATE", "if: cache"),
    ],
)
def test_each_mistake_is_told_with_its_line(tmp_path: FilePath, change: tuple[str, str], code: str, part: str) -> None:
    text = (CHANNELS + RULES).replace(*change, 1)
    library, table = folder(tmp_path, text)
    assert (code, line_of(text, part)) in {(p.code, p.line) for p in check_routing(library, table)}


def test_a_form_without_a_last_rule_is_told_and_one_mistake_hides_no_other(tmp_path: FilePath) -> None:
    text = (CHANNELS + RULES).replace("forms: [velo]", "forms: [autre]").replace("confidence: sure}", "confidence: x}")
    library, _ = folder(tmp_path, text)
    assert {"FORM_UNROUTED", "FORM_UNKNOWN", "VALUE_INVALID"} <= {p.code for p in check_routing(library)}


@pytest.mark.parametrize(
    "text", ["", "[]", "channels: 3", "rules: {a: 1}", "channels: [a]\nrules: [3, {}]", "a: [", "'"]
)
def test_any_file_is_read_without_an_error(tmp_path: FilePath, text: str) -> None:
    library, table = folder(tmp_path, text)
    assert check_routing(library, table)
    assert not table.rules
