"""What must never be asked is seen in free words, masked on every paper, and told; what only looks like it is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.document.dossier import case_answers
from assistant.flow import walk
from assistant.form import load_library
from assistant.review import warnings
from assistant.review.forbidden import forbidden, masked
from tests.document.dossiers import TODAY

pytestmark = pytest.mark.content
FORMS = load_library().forms


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("Ma carte 4970 1012 3456 7890 a servi", "card", "Ma carte •••• 7890 a servi"),
        ("carte 4970101234567893.", "card", "carte •••• 7893."),
        ("4111 1111 1111 1111 123 au dos", "card", "•••• 1111 123 au dos"),
        ("Amex 3782 822463 10005", "card", "Amex •••• 0005"),
        ("virement vers FR76 3000 6000 0112 3456 7890 189 merci", "iban", "virement vers FR•• (IBAN masqué) merci"),
        ("mon numéro 1 85 05 78 006 084 91", "nir", "mon numéro [numéro de sécurité sociale masqué]"),
        ("mon mdp est Soleil38!", "secret", "mon mdp est [masqué]!"),
        ("mot de passe : azerty", "secret", "mot de passe : [masqué]"),
        ("j'ai donné le code SMS 483920 au conseiller", "secret", "j'ai donné le code SMS [masqué] au conseiller"),
        ("le code de la carte 4521", "secret", "le code de la carte [masqué]"),
        ("my password is hunter2", "secret", "my password is [masqué]"),
    ],
)
def test_seen_and_masked(text: str, kind: str, kept: str) -> None:
    assert [one.kind for one in forbidden(text)] == [kind]
    assert masked(text) == kept
    assert forbidden(kept) == ()


@pytest.mark.parametrize(
    "text",
    [
        "mon mot de passe est compromis depuis deux jours",
        "code postal 38000, code pénal 311-1",
        "IMEI 490154203237518",
        "appelez le 06 12 34 56 78 ou le 06 12 34 56 79",
        "colis 6A12345678901, commande 884213",
        "j'ai reçu un code à 6 chiffres, le code est arrivé à 14h30 par SMS",
        "Il m'a demandé le code de ma carte le 12/11/2026",
        "j'ai payé avec le code 3 fois 100 euros",
        "né le 01/05/1985 à Grenoble",
    ],
)
def test_left_alone(text: str) -> None:
    assert masked(text) == text


@given(st.text())
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_an_iban_is_left_where_the_form_asks_for_one() -> None:
    assert masked("FR76 3000 6000 0112 3456 7890 189", iban_asked=True) == "FR76 3000 6000 0112 3456 7890 189"


def test_every_free_text_is_masked_on_paper_and_told_once() -> None:
    answers: dict[str, JsonValue] = {
        "decl_role": "victime",
        "recit": "Ma carte 4970101234567893 était dans la sacoche. Encore elle : 4970101234567893.",
        "velo": [{"marque": "mdp : azerty12", "signes": "rien"}],
    }
    path = walk(FORMS["vol_velo"], answers, TODAY)
    told = str(case_answers(path))
    assert "4970101234567893" not in told
    assert "azerty12" not in told
    assert "•••• 7893" in told
    codes = [w.code for w in warnings(path, TODAY) if w.code.startswith("FORBIDDEN")]
    assert codes == ["FORBIDDEN_CARD", "FORBIDDEN_SECRET"]
