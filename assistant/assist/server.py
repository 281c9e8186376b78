"""The model server that the operator set, and what is wrong with it. Nothing here reaches it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assistant.settings import Settings

_LOCAL = ("localhost", "host.docker.internal")


@dataclass(frozen=True, slots=True)
class Server:
    """Where messages go, under which model name; `by` says who runs it, as people are told. The key is never shown."""

    url: str
    name: str
    by: str
    key: str = field(default="", repr=False)


def server(given: Settings) -> Server | None:
    """The server that may be asked; None when there is none, or when something is wrong with it (`fault` says what)."""
    if not given.model_url or fault(given):
        return None
    url = given.model_url.rstrip("/")
    return Server(url, given.model_name, given.model_by or _host(url), given.model_key.get_secret_value())


def fault(given: Settings) -> str:
    """What is to be corrected in the settings, "" when nothing. Never holds the key."""
    if not given.model_url:
        told = given.model_name or given.model_key.get_secret_value() or given.model_by
        return (
            "PRELUDE_MODEL_URL manque : sans elle, les autres réglages PRELUDE_MODEL_* ne servent à rien."
            if told
            else ""
        )
    try:
        parts = urlsplit(given.model_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in ("http", "https") or port == 0:
        return "PRELUDE_MODEL_URL n'est pas une adresse : donnez par exemple https://modele.exemple.gouv.fr/v1."
    if parts.username or parts.password or parts.query or parts.fragment:
        return "PRELUDE_MODEL_URL porte un identifiant ou des paramètres : la clé se donne dans PRELUDE_MODEL_KEY."
    if parts.scheme == "http" and not _inside(host):
        return "PRELUDE_MODEL_URL est en clair vers une autre machine : donnez une adresse https."
    if not given.model_name:
        return "PRELUDE_MODEL_NAME manque : donnez le nom du modèle, tel que le serveur l'appelle."
    key = given.model_key.get_secret_value()
    if not key.isascii() or not key.isprintable() or " " in key:
        return "PRELUDE_MODEL_KEY contient un espace, un accent ou un retour à la ligne : recopiez la clé."
    return ""


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _inside(host: str) -> bool:
    """This machine, or one of its own network: a plain connection shows the messages to nobody else."""
    if host in _LOCAL or ("." not in host and ":" not in host):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private
