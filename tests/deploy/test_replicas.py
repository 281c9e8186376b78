"""The real application, twice, behind the shipped nginx: one browser and its replica, the websocket, a replica that dies."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.replica import Replica
from tests.deploy.behind import ROOT, Site, until

pytestmark = pytest.mark.never_lost
Pair = tuple[Replica, Replica]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
LARGEST = (
    CONFIG["server"]["maxUploadSize"] * 1024 * 1024
)  # bytes that the application takes; nginx must let them through


@contextmanager
def talk(site: Site, cookie: str = "", origin: str = "") -> Iterator[ClientConnection]:
    """The conversation that a page opens, through nginx."""
    url = site.url.replace("https", "wss") + "/_stcore/stream"
    with connect(
        url,
        ssl=site.trust,
        origin=Origin(origin or site.url),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=20_000_000,
    ) as opened:
        yield opened


def run(conversation: ClientConnection) -> str:
    """Asks for the page and waits for its end; gives the name that the replica gave to the session."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    conversation.send(asked.SerializeToString())
    session = ""
    while True:
        data = conversation.recv(timeout=60)
        assert isinstance(data, bytes)
        message = ForwardMsg.FromString(data)
        if message.HasField("new_session"):
            session = message.new_session.initialize.session_id
        if message.WhichOneof("type") == "script_finished":
            assert message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            return session


def get(site: Site, path: str, cookie: str = "") -> httpx.Response:
    return httpx.get(site.url + path, verify=site.trust, headers={"Cookie": cookie} if cookie else {})


def send(site: Site, session: str, size: int, cookie: str) -> int:
    """Sends a file for that session, as the page does; gives the status."""
    url = f"{site.url}/_stcore/upload_file/{session}/photo"
    headers = {"Cookie": cookie, "Origin": site.url, "Sec-Fetch-Site": "same-origin"}
    files = {"photo.jpg": ("photo.jpg", b"\xff" * size, "image/jpeg")}
    return httpx.put(url, files=files, headers=headers, verify=site.trust, timeout=60).status_code


def of(replicas: Pair, letter: str) -> Replica:
    return replicas["ab".index(letter)]


def test_a_page_keeps_its_first_bytes_and_its_headers(site: Site) -> None:
    answer = get(site, "/aide?lang=en")
    first = answer.text[: answer.text.index("<script")]
    for link in ("tel:17", "tel:112", "sms:114"):
        assert f'href="{link}"' in first
    assert first.index("tel:17") < 5000
    assert '<html lang="en"' in first
    headers = answer.headers
    assert headers["strict-transport-security"] == "max-age=31536000"
    for once in ("content-security-policy", "referrer-policy", "x-content-type-options", "cache-control"):
        assert len(headers.get_list(once)) == 1
    assert f"wss://localhost:{site.https}" in headers["content-security-policy"]
    assert headers["server"] == "nginx"
    assert "set-cookie" not in headers
    assert get(site, "/sante").text == "ok"


@pytest.mark.parametrize("cookie", ["", "prelude_server=a", "prelude_server=b"])
def test_all_that_one_browser_asks_goes_to_one_replica(site: Site, replicas: Pair, cookie: str) -> None:
    paths = ("/", "/aide", "/trouver", "/dossier", "/favicon.ico", "/prelude/shell.js", "/accessibilite")
    with httpx.Client(base_url=site.url, verify=site.trust, headers={"Cookie": cookie} if cookie else {}) as browser:
        for number in range(20):
            assert browser.get(paths[number % len(paths)]).status_code == 200
    with talk(site, cookie) as conversation:
        run(conversation)
    used = {line.ports for line in site.logged(21)}
    assert len(used) == 1
    if cookie:
        assert used == {(of(replicas, cookie[-1]).port,)}


def test_the_websocket_is_opened_for_our_page_and_no_other(site: Site) -> None:
    with talk(site) as conversation:
        assert conversation.response is not None
        assert conversation.response.status_code == 101
        assert "set-cookie" not in conversation.response.headers  # nobody has said yes to anything
        assert run(conversation)
    with pytest.raises(InvalidStatus) as refused, talk(site, origin="https://evil.example"):
        pass
    assert refused.value.response.status_code == 403


def test_an_idle_conversation_is_not_cut_by_the_proxy(site: Site) -> None:
    with talk(site) as conversation:
        session = run(conversation)
        for _ in range(3):
            assert conversation.ping().wait(timeout=30)
        assert run(conversation) == session


@pytest.mark.parametrize(
    ("size", "status"), [(LARGEST * 99 // 100, 204), (LARGEST * 11 // 10, 413), (30_000_000, 413)]
)  # what the application takes, what it refuses, what nginx does
def test_a_file_goes_to_the_replica_of_its_page(site: Site, size: int, status: int) -> None:
    with talk(site, "prelude_server=b") as conversation:
        session = run(conversation)
        for cookie in (
            "prelude_server=b",
            "prelude_server=a",
        ):  # the second: its network changed, or its replica came back
            assert send(site, session, size, cookie) == status
    assert send(site, "0" * 36, 1000, "prelude_server=a") == 400  # a page that no replica knows


def test_when_a_replica_dies_its_pages_go_on_with_the_other(site: Site, replicas: Pair) -> None:
    cookie = "prelude_server=a"
    with talk(site, cookie) as conversation:
        run(conversation)
        of(replicas, "a").kill()
        with pytest.raises(Exception, match=r"(?i)no close frame|closed|reset"):
            run(conversation)
    assert 'href="tel:17"' in get(site, "/", cookie).text
    with talk(site, cookie) as again:
        assert again.response is not None
        followed = again.response.headers["set-cookie"]
        assert followed == "prelude_server=b; Path=/; HttpOnly; Secure; SameSite=Strict"
        session = run(again)
        of(replicas, "a").start()
        # The old cookie would lead back to a replica that does not know the page: its file arrives all the same.
        for sent in (cookie, "prelude_server=b"):
            assert send(site, session, 50_000, sent) == 204
    assert {line.status for line in site.log()} <= {200, 101, 204}


def test_a_write_to_a_dead_replica_is_served_by_the_other(site: Site, replicas: Pair) -> None:
    of(replicas, "b").kill()
    for _ in range(5):
        answer = httpx.post(
            f"{site.url}/communes", content="greno", verify=site.trust, headers={"Cookie": "prelude_server=b"}
        )
        assert answer.status_code == 200
        assert any("Grenoble" in told for told, _ in answer.json())


def test_when_none_answers_the_numbers_still_do(site: Site, replicas: Pair) -> None:
    for one in replicas:
        one.kill()
    answer = get(site, "/dossier")
    assert answer.status_code in {502, 504}
    for number in ("tel:17", "tel:112", "sms:114", "tel:15", "tel:18", "tel:119", "tel:3919", "tel:116006"):
        assert number in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    of(replicas, "a").start()
    until(lambda: get(site, "/dossier").status_code == 200, "nginx to find the replica again")


def test_no_question_of_a_real_visit_is_written_down(site: Site) -> None:
    with httpx.Client(base_url=site.url, verify=site.trust) as browser:
        browser.get("/trouver?commune=Bourgoin")
        browser.post("/communes", content="Bourgoin")
    assert [line.what for line in site.logged(2)] == ["/trouver", "/communes"]
    for log in (site.folder / "log").iterdir():
        assert "ourgoin" not in log.read_text("utf-8")
