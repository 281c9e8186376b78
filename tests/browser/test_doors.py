"""What the running server refuses and never says: other sites, Streamlit's other doors, cookies, versions."""

import httpx
import pytest
from websockets import InvalidStatus, Origin, Subprotocol
from websockets.sync.client import connect

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    "path", "/_stcore/metrics /_stcore/agent/openapi.json /manifest.json /index.html /static/x.js /.env //x.org".split()
)
def test_streamlits_other_doors_are_shut(contract_url: str, path: str) -> None:
    assert httpx.get(contract_url + path).status_code == 404


def test_the_server_sets_no_cookie_and_names_no_version(contract_url: str) -> None:
    for path in ("/", "/aide", "/sante", "/_stcore/health", "/_stcore/host-config"):
        answer = httpx.get(contract_url + path)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert not any(digit in answer.headers.get("server", "") for digit in "0123456789")


def test_another_site_opens_no_websocket_and_writes_nothing(contract_url: str) -> None:
    address = contract_url.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus), connect(address, origin=Origin("https://example.org")):
        pass
    with connect(address, origin=Origin(contract_url), subprotocols=[Subprotocol("streamlit")]):
        pass
    foreign = httpx.put(contract_url + "/_stcore/upload_file/a/b", headers={"Origin": "https://example.org"})
    assert foreign.status_code == 403
