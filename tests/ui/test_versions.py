"""The offer of a newer version: what changes is said, nothing blocks, nothing is drawn for nothing."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest
from streamlit.testing.v1 import AppTest

from assistant.form import Form
from assistant.form.kept import dump, restore
from tests.test_form_changes import LIST, MORE, NOTE, Answers, form

pytestmark = pytest.mark.never_lost


def drawn(old: Form, new: Form, answers: Answers, lang: str = "fr") -> AppTest:
    """The offer, on a page of its own; what the button does is written on the page."""

    def page(old, new, answers, lang):  # type: ignore[no-untyped-def]  # its source runs apart: no name from here
        import streamlit as st

        from assistant.i18n import translator
        from assistant.ui.screens import versions

        def moved() -> None:
            st.session_state["moved"] = True

        versions.offer(old, new, answers, moved, translator(lang))

    return AppTest.from_function(page, args=(old, new, answers, lang), default_timeout=30).run()


def shown(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def test_offered_with_what_changes(tmp_path: FilePath) -> None:
    old = form(tmp_path / "old")
    new = form(tmp_path / "new", (", mur: Mur", ""), (NOTE, ""), (LIST, LIST + MORE))
    app = drawn(old, new, {"degats": ["mur"], "note": "chez <ma> sœur"})
    page = shown(app)
    assert "Vous pouvez finir sur l'ancienne version" in page.replace("&#x27;", "'")
    assert [fold.label for fold in app.expander] == ["Voir ce qui change"]
    for words in ("1 de vos réponses", "Mur", "chez &lt;ma&gt; sœur", "Le numéro", "Question retirée : « Une note »"):
        assert words in page, words
    assert "moved" not in app.session_state
    app.button(key="version-move-essai").click().run()
    assert app.session_state["moved"] is True


def test_offered_in_english(tmp_path: FilePath) -> None:
    old, new = form(tmp_path / "old"), form(tmp_path / "new", (LIST, LIST + MORE))
    app = drawn(old, new, {}, "en")
    assert "The questionnaire has been updated" in shown(app)
    assert app.button(key="version-move-essai").label == "Move to the new version"


@pytest.mark.parametrize("same", ["version", "words"])
def test_nothing_is_offered_when_nothing_changes(tmp_path: FilePath, same: str) -> None:
    old, new = form(tmp_path / "old"), form(tmp_path / "new")
    again = restore(dump(old).replace(old.version, "0123456789ab")) if same == "words" else old
    assert isinstance(again, Form)
    app = drawn(again, new, {"montant": 3})
    assert shown(app) == ""
    assert len(app.button) == 0
