"""`doctor` and the optional model server: silent when there is none, plain about what is wrong, and the key is never shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.assist import advise
from assistant.assist.server import fault, server
from assistant.drafts import checks
from assistant.settings import Settings, settings
from tests.assist.modelserver import ModelServer, body, running, says

pytestmark = pytest.mark.chat
KEY = "sk-tres-secrete"
Set = Callable[..., None]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    def change(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"PRELUDE_MODEL_{name}", value)
        settings.cache_clear()
        advise.client.cache_clear()

    change()
    yield change
    settings.cache_clear()


@pytest.fixture(scope="module")
def there() -> Iterator[ModelServer]:
    with running() as made:
        yield made


def test_without_one_nothing_leaves_and_all_is_well(given: Set) -> None:
    assert checks.model() == checks.Found(True, "Aucun serveur de modèle : rien de ce qui est raconté ne sort du site.")


def test_one_that_answers(given: Set, there: ModelServer) -> None:
    there.behaves = says({"forms": ["vol_velo"]})
    given(URL=there.url, NAME="petit", KEY=KEY, BY="la mairie d'essai")
    found = checks.model()
    assert found.ok
    assert "tenu par la mairie d'essai" in found.say
    given(BY="")
    assert "PRELUDE_MODEL_BY" in checks.model().say


@pytest.mark.parametrize(("behaviour", "why"), [(body(b"", 401), "HTTP 401"), (says("bonjour"), "not understood")])
def test_one_that_does_not(given: Set, there: ModelServer, behaviour: object, why: str) -> None:
    there.behaves = behaviour  # type: ignore[assignment]
    given(URL=there.url, NAME="petit", KEY=KEY)
    found = checks.model()
    assert not found.ok
    assert why in found.say
    assert KEY not in found.say


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"NAME": "petit"}, "PRELUDE_MODEL_URL manque"),
        ({"URL": "modele.exemple.fr", "NAME": "petit"}, "n'est pas une adresse"),
        ({"URL": "ftp://modele.exemple.fr", "NAME": "petit"}, "n'est pas une adresse"),
        ({"URL": "https://modele.exemple.fr:99999/v1", "NAME": "petit"}, "n'est pas une adresse"),
        ({"URL": "http://modele.exemple.fr/v1", "NAME": "petit"}, "en clair"),
        ({"URL": "http://8.8.8.8/v1", "NAME": "petit"}, "en clair"),
        ({"URL": f"https://moi:{KEY}@modele.exemple.fr/v1", "NAME": "petit"}, "la clé se donne dans"),
        ({"URL": f"https://modele.exemple.fr/v1?key={KEY}", "NAME": "petit"}, "la clé se donne dans"),
        ({"URL": "https://modele.exemple.fr/v1"}, "PRELUDE_MODEL_NAME manque"),
        ({"URL": "https://modele.exemple.fr/v1", "NAME": "petit", "KEY": f"{KEY}\n"}, "recopiez la clé"),
        ({"URL": "https://modele.exemple.fr/v1", "NAME": "petit", "KEY": f"clé{KEY}"}, "recopiez la clé"),
    ],
)
def test_a_setting_that_is_wrong_is_told_and_no_server_is_used(given: Set, values: dict[str, str], told: str) -> None:
    given(**values)
    found = checks.model()
    assert not found.ok
    assert told in found.say
    assert KEY not in found.say
    assert server(settings()) is None


@pytest.mark.parametrize(
    "url",
    ["https://modele.exemple.fr/v1", "http://127.0.0.1:11434/v1/", "http://[::1]:8000/v1", "http://10.1.2.3/v1", "http://vllm:8000/v1"],
)  # fmt: skip
def test_what_may_be_set(url: str) -> None:
    made = Settings(model_url=url, model_name="petit")
    assert fault(made) == ""
    assert server(made) is not None


def test_the_key_is_in_no_representation(tmp_path: Path) -> None:
    made = Settings(model_url="https://modele.exemple.fr/v1", model_name="petit", model_key=KEY)  # type: ignore[arg-type]
    assert KEY not in f"{made!r} {made} {made.model_dump()} {server(made)!r}"
    found = server(made)
    assert found is not None
    assert found.key == KEY
    assert found.by == "modele.exemple.fr"
