"""A real nginx on the files of deploy/, in front of two replicas. Only ports, folders and the certificate are changed.

with replica(data) as one, replica(data) as two, nginx(folder, one.port, two.port) as site:
    httpx.get(f"{site.url}/aide", verify=site.trust)
"""

import datetime as dt
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NAME = "prelude.example.fr"
STARTUP = 60  # seconds
BLOCKS = (
    512  # of 512 bytes: the largest file that nginx may write in a test; an answer or an attachment would be larger
)
MAIN = """user root root;
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/etc/conf.d/prelude.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the access log, as an operator reads it."""

    network: str
    method: str
    what: str
    status: int
    ports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """nginx in service: its addresses, the certificate to trust, its logs."""

    https: int
    http: int
    trust: ssl.SSLContext
    folder: Path

    @property
    def url(self) -> str:
        return f"https://localhost:{self.https}"

    def log(self) -> list[Line]:
        """The lines written so far, oldest first."""
        lines = []
        for line in (self.folder / "log/prelude.log").read_text("utf-8").splitlines():
            _, network, method, what, status, _, _, rest = line.split(" ", 7)
            ports = re.findall(r"127\.0\.0\.1:(\d+)", rest)
            lines.append(Line(network, method, what, int(status), tuple(map(int, ports))))
        return lines

    def logged(self, number: int) -> list[Line]:
        """The same, once there are that many: nginx writes a line after the answer was read."""
        until(lambda: len(self.log()) >= number, f"{number} lines of log")
        return self.log()


@contextmanager
def nginx(folder: Path, one: int, two: int, replicas: str = "prelude/replicas.conf") -> Iterator[Site]:
    """nginx on the shipped files, in front of the replicas `a` and `b` on these two ports."""
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    assert program, "nginx is missing: apt-get install nginx-light"
    https, http = free_port(), free_port()
    trust = certificate(folder)
    main = write(folder, {"443": https, "80": http, "8501": one, "8502": two}, replicas)
    # -e: what is said before the shipped files are read.
    command = [program, "-e", f"{folder}/start.log", "-p", str(folder), "-c", str(main)]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    bounded = ["sh", "-c", f'ulimit -f {BLOCKS}; exec "$@"', "sh"]
    server = subprocess.Popen([*bounded, *command, "-g", "daemon off;"])
    try:
        until(lambda: opened(https), "nginx")
        yield Site(https, http, trust, folder)
        assert server.poll() is None, "nginx stopped"
    finally:
        server.terminate()
        server.wait(timeout=20)


def write(folder: Path, ports: dict[str, int], replicas: str) -> Path:
    """Copies deploy/nginx with the folders and the ports of this test; gives the main file, which Debian would bring."""
    for name in ("etc/conf.d", "etc/prelude", "log"):
        (folder / name).mkdir(parents=True)
    shipped = DEPLOY / "nginx"
    for source in (shipped / "prelude.conf", *(shipped / "prelude").iterdir()):
        text = (shipped / replicas if source.name == "replicas.conf" else source).read_text("utf-8")
        if source.suffix == ".conf":
            text = text.replace("/etc/nginx/", f"{folder}/etc/").replace("/var/log/nginx/", f"{folder}/log/")
            text = text.replace("/etc/letsencrypt/live", str(folder)).replace(NAME, "localhost")
            text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)  # a container may have no IPv6
            text = re.sub(r"listen (80|443)\b", lambda found: f"listen 127.0.0.1:{ports[found[1]]}", text)
            text = re.sub(r"127(\\?)\.0\\?\.0\\?\.1:(850[12])", lambda found: address(found, ports), text)
        target = "conf.d" if source.name == "prelude.conf" else "prelude"
        (folder / "etc" / target / source.name).write_text(text, "utf-8")
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder), "utf-8")
    return main


def address(found: "re.Match[str]", ports: dict[str, int]) -> str:
    """The address of a replica with its port here, with the backslashes that a pattern needs."""
    dot = found[1] + "."
    return f"127{dot}0{dot}0{dot}1:{ports[found[2]]}"


def certificate(folder: Path) -> ssl.SSLContext:
    """A certificate of one day for localhost where certificate.conf looks for it; gives what trusts it."""
    (folder / "localhost").mkdir(parents=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain = folder / "localhost/fullchain.pem"
    chain.write_bytes(made.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "localhost/privkey.pem").write_bytes(private)
    return ssl.create_default_context(cafile=str(chain))


def until(true: Callable[[], bool], what: str, patience: float = STARTUP) -> None:
    """Waits for it; fails, saying for what, long after a slow machine would have done it."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, f"Waited in vain for {what}"
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def opened(port: int) -> bool:
    """True when somebody listens there."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def answers(port: int) -> bool:
    """True when a replica says that it is well."""
    with socket.socket() as tried:
        tried.settimeout(5)
        try:
            tried.connect(("127.0.0.1", port))
            tried.sendall(b"GET /sante HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return b" 200 " in tried.recv(64)
        except OSError:
            return False
