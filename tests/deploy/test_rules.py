"""What nginx passes on, adds, refuses and writes down: the shipped configuration in front of replicas that answer what they hear."""

from __future__ import annotations

import re
import ssl
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from assistant.evidence import PIECES
from assistant.ui.server.settings import ShellSettings
from assistant.ui.server.texts import texts
from tests.deploy.behind import DEPLOY, Site
from tests.deploy.echo import LARGE, heard

pytestmark = pytest.mark.never_lost
COOKIE = re.compile(r"prelude_server=([ab]); Path=/; HttpOnly; Secure; SameSite=Strict")
NETWORKS = [f"127.0.{third}.9" for third in range(1, 33)]


def visitor(site: Site, network: str = "127.0.0.1") -> httpx.Client:
    """Somebody at that address; its cookies are those that the test gives."""
    transport = httpx.HTTPTransport(verify=site.trust, http2=False, local_address=network)
    return httpx.Client(base_url=site.url, transport=transport)


def letter(client: httpx.Client, path: str = "/", **cookies: str) -> object:
    """Which replica answers."""
    sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
    return heard(client.get(path, headers=sent).text)["letter"]


def test_without_a_cookie_an_address_keeps_its_replica_and_all_are_used(mirror: Site) -> None:
    used: list[object] = []
    for network in NETWORKS:
        with visitor(mirror, network) as client:
            seen = {letter(client, path) for path in ("/", "/aide", "/static/x.js")}
        assert len(seen) == 1
        used += seen
    assert 6 <= used.count("a") <= 26


@pytest.mark.parametrize("replica", ["a", "b"])
def test_with_the_cookie_the_address_may_change(mirror: Site, replica: str) -> None:
    for network in NETWORKS[:8]:
        with visitor(mirror, network) as client:
            assert letter(client, prelude_server=replica) == replica


@pytest.mark.parametrize("value", ["", "c", "ab", "a%20b", "../a", "a'", "0"])
def test_an_invented_cookie_is_no_cookie(mirror: Site, value: str) -> None:
    with visitor(mirror) as client:
        assert letter(client, prelude_server=value) == letter(client)


def test_the_cookie_comes_only_with_one_of_the_applications_own_and_goes_with_it(mirror: Site) -> None:
    with visitor(mirror) as client:
        assert "set-cookie" not in client.get("/").headers
        assert "set-cookie" not in client.get("/", headers={"Cookie": "prelude_lang=en"}).headers
        yes = client.post("/visite")
        own, ours = yes.headers.get_list("set-cookie")
        assert own.startswith("prelude_visite=")
        assert COOKIE.fullmatch(ours)
        assert ours.startswith(f"prelude_server={heard(yes.text)['letter']};")
        gone = client.post("/effacer").headers.get_list("set-cookie")[1]
        assert gone == "prelude_server=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict"


@pytest.mark.parametrize("owner", ["a", "b"])
def test_a_paper_is_found_on_the_replica_that_has_it(mirror: Site, owner: str) -> None:
    for chosen in ("a", "b"):
        with visitor(mirror) as client:
            assert letter(client, f"/media/{owner}", prelude_server=chosen) == owner
            assert client.get("/media/c", headers={"Cookie": f"prelude_server={chosen}"}).status_code == 404


@pytest.mark.parametrize("owner", ["a", "b"])
def test_a_file_reaches_the_replica_that_talks_with_the_page(mirror: Site, owner: str) -> None:
    sent = b"\xff" * 2_000_000
    with visitor(mirror) as client:
        for chosen in ("a", "b"):
            answer = client.put(
                f"/_stcore/upload_file/{owner}", content=sent, headers={"Cookie": f"prelude_server={chosen}"}
            )
            assert answer.status_code == 200
            told = heard(answer.text)
            assert (told["letter"], told["size"]) == (owner, len(sent))
        assert client.put("/_stcore/upload_file/c", content=sent).status_code == 400


def test_all_the_files_of_a_page_are_taken_at_once(mirror: Site) -> None:
    with visitor(mirror) as client, ThreadPoolExecutor(PIECES) as together:
        sending = [
            together.submit(client.put, "/_stcore/upload_file/a", content=b"x" * 3_000_000) for _ in range(PIECES)
        ]
        assert {one.result().status_code for one in sending} == {200}


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/_stcore/upload_file/a", 24_000_000, 200),
        ("/_stcore/upload_file/a", 30_000_000, 413),
        ("/visite", 1_000, 200),
        ("/visite", 2_100, 413),
        ("/visite/saisie", 200_000, 200),
        ("/visite/saisie", 300_000, 413),
        ("/communes", 400, 200),
        ("/communes", 2_000, 413),
        ("/", 30_000_000, 413),
    ],
)
def test_what_is_too_long_is_refused_and_what_is_not_stays_in_memory(
    mirror: Site, path: str, size: int, status: int
) -> None:
    with visitor(mirror) as client:  # nginx may not write files in these tests: what is accepted was never on its disk
        method = "PUT" if "upload" in path else "POST"
        assert client.request(method, path, content=b"x" * size).status_code == status


def test_a_paper_read_slowly_waits_in_memory(mirror: Site) -> None:
    with visitor(mirror) as client, client.stream("GET", "/large") as answer:
        read = 0
        for number, part in enumerate(answer.iter_raw(chunk_size=16_384)):
            read += len(part)
            time.sleep(0.01 if number < 50 else 0)  # as a telephone in a tunnel: the replica is much faster
    assert read == LARGE


def test_the_application_sees_the_visitor_as_nginx_saw_it(mirror: Site) -> None:
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", "Forwarded": "for=203.0.113.9"}
    with visitor(mirror, "127.0.7.9") as client:
        told = heard(client.get("/aide?secret=1", headers=forged).text)
    headers = told["headers"]
    assert isinstance(headers, dict)
    assert headers["x-forwarded-for"] == "127.0.7.9"
    assert headers["x-forwarded-proto"] == "https"
    assert headers["host"] == f"localhost:{mirror.https}"
    assert "forwarded" not in headers
    assert told["client"] == "127.0.7.9"  # uvicorn trusts the proxy of its own machine, no other


@pytest.mark.parametrize(
    ("path", "wanted", "upgraded"),
    [("/_stcore/stream", "websocket", True), ("/", "websocket", False), ("/_stcore/stream", "h2c", False)],
)
def test_only_the_pages_conversation_is_upgraded(mirror: Site, path: str, wanted: str, upgraded: bool) -> None:
    # These replicas open no websocket: they tell what they were sent.
    with visitor(mirror) as client:
        told = heard(client.get(path, headers={"Upgrade": wanted, "Connection": "upgrade"}).text)
    headers = told["headers"]
    assert isinstance(headers, dict)
    assert ("upgrade" in headers, headers.get("connection", "")) == (upgraded, "upgrade" if upgraded else "")


@pytest.mark.parametrize(("path", "burst"), [("/communes", 60), ("/visite", 20)])
def test_one_address_cannot_ask_without_end(mirror: Site, path: str, burst: int) -> None:
    with visitor(mirror, "127.0.8.9") as client:
        answers = [client.post(path, content=b"gre").status_code for _ in range(burst * 4)]
    assert answers[: burst + 1] == [200] * (burst + 1)
    assert 429 in answers
    with visitor(mirror, "127.0.9.9") as client:  # and another one is not held up
        assert client.post(path, content=b"gre").status_code == 200


def test_the_log_keeps_no_question_and_no_whole_address(mirror: Site) -> None:
    with visitor(mirror, "127.77.88.99") as client:
        client.get("/aide?nom=Durand", headers={"Referer": "https://a/Durand", "User-Agent": "Durand"})
        client.get("/Durand-jean")
        client.get("/durand/dupont?x")
        client.get("/media/durand0123.pdf")
        client.put("/_stcore/upload_file/durand", content=b"Durand")
        client.post("/communes?Durand", content=b"Durand")
        client.get("/" + "durand" * 9)
        with visitor(mirror, "127.77.88.99") as second:
            second.request("POST", "/", content=b"Durand" * 100_000)  # refused
    lines = mirror.logged(8)
    assert {line.network for line in lines} == {"127.77.88.0"}
    asked = ["/aide", "other", "other", "/media/", "/_stcore/upload_file/", "/communes", "other", "/"]
    assert [line.what for line in lines] == asked
    for log in (mirror.folder / "log").iterdir():
        written = log.read_text("utf-8")
        assert "durand" not in written.lower()
        assert "127.77.88.99" not in written


def test_http_leads_to_https_and_another_name_nowhere(mirror: Site) -> None:
    plain = f"http://127.0.0.1:{mirror.http}"
    moved = httpx.get(f"{plain}/aide?lang=en", headers={"Host": "localhost"})
    assert (moved.status_code, moved.headers["location"]) == (301, "https://localhost/aide?lang=en")
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(plain, headers={"Host": "evil.example"})
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    with pytest.raises(httpx.ConnectError):  # the handshake itself: even the certificate is not shown
        httpx.get(f"https://127.0.0.1:{mirror.https}", verify=trust)


def test_old_versions_of_tls_are_refused(mirror: Site) -> None:
    for version, spoken in ((ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_1, False)):
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        trust.set_ciphers("ALL:@SECLEVEL=0")
        trust.minimum_version = trust.maximum_version = version
        try:
            httpx.get(mirror.url, verify=trust)
            connected = True
        except httpx.ConnectError:
            connected = False
        assert connected is spoken


def test_the_page_of_last_resort_says_what_the_shell_says() -> None:
    page = (DEPLOY / "nginx/prelude/secours.html").read_text("utf-8")
    said = texts("fr")
    for key in ("n17", "n112", "n114", "n15", "n18", "n3919", "n119", "n116006", "quit", "call17", "call112", "sms114"):
        assert said[key] in page, key
    assert said["no_script_go"] in page
    for number in ("17", "112", "15", "18", "3919", "119", "116006"):
        assert f'href="tel:{number}"' in page
    assert 'href="sms:114"' in page
    assert f'href="{ShellSettings.model_fields["exit_url"].default}"' in page
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!tel:|sms:|")(?!https://www\.meteofrance\.com/")', page)
