"""The shell at the level of HTTP: language, first bytes, headers, compression, refusals. No page, no browser."""

import gzip
import re
import zlib

import pytest
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.i18n import LANGUAGES, translator
from assistant.ui.server import assets, icons, middleware, routes
from assistant.ui.server.guard import same_origin
from assistant.ui.server.headers import content_security_policy
from assistant.ui.server.language import negotiate
from assistant.ui.server.page import frame, is_page
from assistant.ui.server.settings import ShellSettings
from assistant.ui.server.texts import TEXTS, texts

pytestmark = pytest.mark.journey


async def behind(_request: Request) -> PlainTextResponse:
    """What Streamlit would answer: a download that a cache could keep."""
    return PlainTextResponse("secret", headers={"Cache-Control": "max-age=600"})


@pytest.fixture
def client() -> TestClient:
    """The real middleware and routes; only what lies behind /media stands for Streamlit."""
    app = Starlette(routes=[*routes(), Route("/media/{name}", behind, methods=["GET", "PUT"])], middleware=middleware())
    return TestClient(app)


@pytest.mark.parametrize(
    ("cookie", "query", "accept", "lang"),
    [
        (None, None, None, "fr"),
        (None, None, "en-GB,en;q=0.9,fr;q=0.8", "en"),
        (None, None, "de,fr;q=0.2,en;q=0.7", "en"),
        (None, None, "de,ru", "fr"),
        (None, None, "en;q=0,fr;q=0.1", "fr"),
        (None, None, "en;q=x,;;,fr", "fr"),
        (None, "en", "fr", "en"),
        ("fr", "en", "en", "fr"),
        ("xx", "yy", "en", "en"),
        ("<script>", "../..", None, "fr"),
    ],
)
def test_language_is_the_persons_choice_then_the_address_then_the_browser(
    cookie: str | None, query: str | None, accept: str | None, lang: str
) -> None:
    assert negotiate(cookie, query, accept) == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_first_bytes_hold_the_way_out_before_any_script(client: TestClient, lang: str) -> None:
    page = client.get("/", headers={"Accept-Language": lang}).text
    assert f'<html lang="{lang}" dir="{translator(lang).direction}">' in page
    first = page[: page.index("<script")]
    for link in ("tel:17", "tel:112", "sms:114", "https://www.meteofrance.com/"):
        assert f'href="{link}"' in first
    assert texts(lang)["quit"] in first
    assert first.index("tel:17") < 5000  # within what a first packet or two brings
    assert "<title>Prélude</title>" in first
    assert '<meta name="referrer" content="no-referrer">' in first
    for number in ("3919", "119", "116 006", "15", "18"):
        assert number in first[first.index("<noscript>") :]


def test_every_language_has_every_sentence() -> None:
    for lang in LANGUAGES:
        assert {key for key, text in texts(lang).items() if not text} == set()
        assert texts(lang).keys() == TEXTS.keys()
    assert texts("en")["quit"] != texts("fr")["quit"]


def test_nothing_of_streamlit_shows_in_the_shell(client: TestClient) -> None:
    page = client.get("/").text
    assert "streamlit" not in re.sub(r"/static/[^\"]+", "", page).lower()
    assert not re.search(r"<script(?![^>]*\b(?:src|application/json))", page)  # the policy allows no inline script
    assert all(path.startswith("/static/") for path in (frame().script, *frame().styles, *frame().chunks))


@pytest.mark.parametrize("path", ["/", "/aide", "/aide/", "/deposer/vol-velo", "/a_b"])
def test_page_addresses(path: str) -> None:
    assert is_page(path)


@pytest.mark.parametrize("path", ["/x.ico", "/_stcore/metrics", "//evil.org", "/a/../b", "/%2e", "/a\\b", "/A b", "/é"])
def test_other_addresses(path: str) -> None:
    assert not is_page(path)


def test_pages_carry_the_security_headers_and_are_not_kept(client: TestClient) -> None:
    headers = client.get("/aide").headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=(self)" in headers["permissions-policy"]  # the finder's button, no other site's
    assert "camera=(), microphone=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    rules = ("default-src 'none'", "frame-ancestors 'none'", "script-src 'self' blob:;", "ws://testserver")
    assert [rule for rule in rules if rule not in policy] == []
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("host", ["evil.org; script-src *", "a b", "", None, "x\r\ny"])
def test_a_strange_host_adds_nothing_to_the_policy(host: str | None) -> None:
    assert content_security_policy(host) == content_security_policy(None)


def test_downloads_are_never_kept(client: TestClient) -> None:
    answer = client.get("/media/plainte.pdf")
    assert (answer.text, answer.headers["cache-control"]) == ("secret", "no-store")
    assert "content-security-policy" in answer.headers


def test_health_is_plain(client: TestClient) -> None:
    answer = client.get("/sante")
    assert (answer.status_code, answer.text) == (200, "ok")


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"host": "a.fr"}, True),
        ({"host": "a.fr", "origin": "https://a.fr", "sec-fetch-site": "same-origin"}, True),
        ({"host": "a.fr", "origin": "https://b.fr"}, False),
        ({"host": "a.fr", "origin": "null"}, False),
        ({"host": "a.fr", "sec-fetch-site": "cross-site"}, False),
        ({"host": "a.fr", "sec-fetch-site": "same-site"}, False),
        ({"host": "a.fr:8501", "origin": "http://a.fr"}, False),
    ],
)
def test_only_our_own_pages_may_write(client: TestClient, headers: dict[str, str], allowed: bool) -> None:
    assert same_origin(Headers(headers)) is allowed
    assert (client.put("/media/x", headers=headers).status_code == 200) is allowed


@pytest.mark.parametrize(
    ("accepted", "encodings"), [("gzip, deflate, br", {"br", "gzip"}), ("gzip", {"gzip"}), ("gzip;q=0, br;q=0", {""})]
)
def test_static_files_are_compressed_and_kept_for_ever(client: TestClient, accepted: str, encodings: set[str]) -> None:
    url = frame().script
    with client.stream("GET", url, headers={"Accept-Encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding", "") in encodings
    assert answer.headers["cache-control"] == assets.FOREVER
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert len(body) < 200_000 or "q=0" in accepted
    if answer.headers.get("content-encoding") == "gzip":
        assert gzip.decompress(body) == assets.content(assets.catalogue()[url].path)


def test_without_prepared_copies_gzip_is_made_once(client: TestClient) -> None:
    url = frame().script
    bare = assets.Asset(assets.catalogue()[url].path)
    body, encoding = assets.encoded(bare, "br, gzip")
    assert encoding == "gzip"
    assert zlib.decompress(body, 31) == bare.path.read_bytes()
    assert assets.encoded(bare, "br, gzip")[0] is body


def test_our_script_is_asked_for_by_its_content(client: TestClient) -> None:
    page = client.get("/").text
    found = re.search(r'src="(/prelude/shell\.js\?v=[0-9a-f]+)"', page)
    assert found
    versioned, plain = client.get(found[1]), client.get("/prelude/shell.js")
    assert versioned.headers["cache-control"] == assets.FOREVER
    assert plain.headers["cache-control"] == assets.ASK_AGAIN
    assert client.get("/prelude/shell.js", headers={"If-None-Match": plain.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/prelude/fonts/atkinson-400.woff2", "/prelude/shell.css", "/favicon.ico"])
def test_our_files_are_served(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) > 100


@pytest.mark.parametrize(
    "path", ["/static/../../pyproject.toml", "/prelude/../page.py", "/static/%2e%2e/x", "/prelude/words/fr.json"]
)
def test_what_is_not_listed_is_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_reduced_icon_font_is_tied_to_the_icons_in_use() -> None:
    assert {"add", "check", "close", "expand_more"} <= icons.used_icons()
    assert icons.icon_copy().name.startswith("icons-")


def test_the_exit_address_must_be_a_web_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_EXIT_URL", "javascript:alert(1)")
    with pytest.raises(ValidationError):
        ShellSettings()
    monkeypatch.setenv("PRELUDE_EXIT_URL", "https://www.wikipedia.org/")
    client = TestClient(Starlette(middleware=middleware()))
    assert 'href="https://www.wikipedia.org/"' in client.get("/").text


def test_communes_are_suggested_to_our_own_page_only(client: TestClient) -> None:
    answer = client.post("/communes", content="saint-den")
    assert ["Saint-Denis (93)", "Saint-Denis (93) · 93200, 93210…"] in answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert client.post("/communes", content="x" * 500).status_code == 413
    assert client.post("/communes", content=b"\xff\x00").json() == []
    assert client.post("/communes", content="voiron", headers={"origin": "https://evil.org"}).status_code == 403
    assert client.get("/communes").status_code in (404, 405)
