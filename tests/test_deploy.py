"""The samples of deploy/, run: nginx with TLS before gunicorn, and what systemd thinks of the units."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings

from archive.embedded.postgres import Cluster
from tests.served import free_port, ground_of_its_own
from tests.standbys import Server

DEPLOY = Path(__file__).parent.parent / "deploy"
HOST = "archive.example.org"
needs_nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="NO NGINX: install it (apt-get install nginx)")
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="NO SYSTEMD: its units are not verified")
WRAPPED = """
pid {ground}/nginx.pid; error_log {ground}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {ground}/body; proxy_temp_path {ground}/proxy; fastcgi_temp_path {ground}/fastcgi;
    uwsgi_temp_path {ground}/uwsgi; scgi_temp_path {ground}/scgi;
    {site}
}}
"""


class Proxy:
    """nginx with the sample, but for its ports, its certificate and where its log is."""

    def __init__(self, ground: Path, behind: int) -> None:
        self.plain, self.port, self.ground = free_port(), free_port(), ground
        certificate, key = ground / "site.pem", ground / "site.key"
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"),
                *("-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(certificate)),
            ],
            check=True,
            capture_output=True,
        )
        site = (DEPLOY / "nginx.conf").read_text()
        site = re.sub(r"\n    listen \[::\].*", "", site)
        for sample, here in (
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            ("/etc/ssl/certs/archive.example.org.pem", str(certificate)),
            ("/etc/ssl/private/archive.example.org.key", str(key)),
            ("/var/log/nginx/rostrum.log", str(ground / "rostrum.log")),
            ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        ):
            assert sample in site, sample
            site = site.replace(sample, here)
        (ground / "nginx.conf").write_text(WRAPPED.format(ground=ground, site=site))
        self.tls = ssl.create_default_context(cafile=str(certificate))
        line = ["nginx", "-c", str(ground / "nginx.conf"), "-g", "daemon off;"]
        self.process = subprocess.Popen(line, stderr=subprocess.PIPE)
        wait_until(lambda: answers(self.port))

    def connect(self) -> http.client.HTTPSConnection:
        connection = http.client.HTTPSConnection(HOST, self.port, timeout=60)
        raw = socket.create_connection(("127.0.0.1", self.port), 60)
        connection.sock = self.tls.wrap_socket(raw, server_hostname=HOST)
        return connection

    def ask(self, path: str, method: str = "GET", body: Any = None, **headers: str) -> tuple[int, str, Any]:
        connection = self.connect()
        connection.request(method, path, body, {"Host": HOST} | {n.replace("_", "-"): v for n, v in headers.items()})
        answer = connection.getresponse()
        said = answer.read().decode("latin-1")
        connection.close()
        return answer.status, said, answer.headers

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate()


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def wait_until(is_so: Any) -> None:
    for _ in range(1200):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it never came about")


@contextmanager
def gunicorn(ground: Path, port: int, env: dict[str, str]) -> Iterator[Path]:
    """The archive as the unit starts it; the file holds its log."""
    line = [sys.executable, "-m", "gunicorn", "archive.wsgi", "--config", "deploy/gunicorn.conf.py"]
    with (ground / "archive.log").open("wb") as log:
        process = subprocess.Popen(
            [*line, "--bind", f"127.0.0.1:{port}"], cwd=settings.BASE_DIR, env=env, stdout=log, stderr=log
        )
    try:
        wait_until(lambda: answers(port) or process.poll() is not None)
        yield ground / "archive.log"
    finally:
        process.terminate()
        process.wait()


def of_production(url: str, ground: Path) -> dict[str, str]:
    """The environment of the sample, with this server."""
    lines = (line.partition("=") for line in (DEPLOY / "rostrum.env").read_text().splitlines() if line[:1] != "#")
    sample = {name: value for name, _, value in lines}
    here = {"DATABASE_URL": url, "SECRET_KEY": "x" * 20 + "a-long-random-text-0123456789-abcdefghijk"}
    here["SECOND_FACTOR"] = "0"  # who signs in here has none
    folders = {"STATIC_ROOT": str(ground / "static"), "DUMP_FOLDER": str(ground / "dump")}
    return os.environ | sample | here | folders | {"ROSTRUM_DATA": str(ground / "data")}


def manage(env: dict[str, str], *arguments: str) -> str:
    line = [sys.executable, "manage.py", *arguments]
    return subprocess.run(line, cwd=settings.BASE_DIR, env=env, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[Proxy, Path, str]]:
    """The whole of it, with the five reports, and a link that signs in."""
    with ground_of_its_own() as ground:
        server = Server(Cluster(ground / "programs", settings.ROSTRUM_PG_BIN), ground / "primary").make()
        env = of_production(server.url, ground)
        manage(env, "migrate", "--verbosity=0")
        manage(env, "load_reports", "fixtures")
        manage(env, "collectstatic", "--noinput", "--verbosity=0")
        link = manage(env, "sign_in_link", "--address", f"https://{HOST}").strip()
        with gunicorn(ground, port := free_port(), env) as log:
            proxy = Proxy(ground, port)
            yield proxy, log, link.removeprefix(f"https://{HOST}")
            proxy.stop()
        server.kill()


@needs_nginx
def test_http_leads_to_https(site: tuple[Proxy, Path, str]) -> None:
    plain = http.client.HTTPConnection("127.0.0.1", site[0].plain)
    plain.request("GET", "/forums/?year=2024", headers={"Host": HOST})
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/forums/?year=2024")
    plain.close()


@needs_nginx
def test_a_page_comes_with_its_guards_compressed_and_under_the_proxys_id(site: tuple[Proxy, Path, str]) -> None:
    proxy, log, _ = site
    status, _, headers = proxy.ask("/forums/", Accept_Encoding="gzip", X_Request_ID="of-a-reader-0001")
    assert (status, headers["Content-Encoding"], headers["ETag"][:2]) == (200, "gzip", "W/")
    assert headers["Strict-Transport-Security"] == "max-age=3600; includeSubDomains; preload"
    assert headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    number = headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", number)
    said = [json.loads(line) for line in log.read_text().splitlines()]
    [line] = [line for line in said if line.get("request") == number]
    assert (line["message"], "127.0.0.1" in json.dumps(line)) == ("GET forums 200", False)
    assert proxy.ask("/forums/", If_None_Match=headers["ETag"])[0] == 304


@needs_nginx
def test_every_line_of_the_log_is_json(site: tuple[Proxy, Path, str]) -> None:
    site[0].ask("/no-such-page/")
    assert site[0].ask("/speakers/", "HEAD")[:2] == (200, "")
    loggers = {json.loads(line)["logger"] for line in site[1].read_text().splitlines()}
    assert loggers == {"gunicorn.error", "archive.requests", "django.request"}


@needs_nginx
def test_static_files_are_kept_for_ever(site: tuple[Proxy, Path, str]) -> None:
    page = site[0].ask("/forums/")[1]
    [style] = re.findall(r'href="(/static/rostrum\.[0-9a-f]{12}\.css)"', page)
    status, _, headers = site[0].ask(style, Accept_Encoding="gzip")
    kept = "max-age=315360000, public, immutable"
    assert (status, headers["Content-Encoding"], headers["Cache-Control"]) == (200, "gzip", kept)


@needs_nginx
def test_signing_in_works_with_cookies_for_https_alone_and_large_files_are_refused_in_our_words(
    site: tuple[Proxy, Path, str],
) -> None:
    proxy, _, link = site
    _, page, headers = proxy.ask(link, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] is None
    cookies = {one.split("=")[0]: one for one in headers.get_all("Set-Cookie")}
    assert "; Secure" in cookies["__Host-csrftoken"]
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    form = urlencode({"csrfmiddlewaretoken": token})
    type_ = "application/x-www-form-urlencoded"
    same = {
        "Referer": f"https://{HOST}{link}",
        "Content_Type": type_,
        "Cookie": cookies["__Host-csrftoken"].split(";")[0],
    }
    status, _, headers = proxy.ask(link, "POST", form, **same)
    cookies |= {one.split("=")[0]: one for one in headers.get_all("Set-Cookie")}
    assert (status, headers["Location"]) == (302, "/admin/")
    for name in ("__Host-sessionid", "__Host-staff"):
        assert {"Secure", "HttpOnly", "SameSite=Strict"} <= set(cookies[name].split("; "))
    signed_in = "; ".join(cookie.split(";")[0] for cookie in cookies.values())
    status, page, headers = proxy.ask("/admin/desk/", Cookie=signed_in, Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, None)
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[:1]
    fields = re.findall(r'<input type="file" name="(\w+)"', page)
    same = {
        "Cookie": signed_in,
        "Referer": f"https://{HOST}/admin/desk/",
        "Content_Type": "multipart/form-data; boundary=b",
    }

    def sent(size: int) -> tuple[int, str]:
        token_part = f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        name = f'--b\r\nContent-Disposition: form-data; name="{fields[0]}"; filename="a.txt"\r\n\r\n'
        return proxy.ask("/admin/desk/", "POST", token_part + name + "x" * size + "\r\n--b--\r\n", **same)[:2]

    status, said = sent(6_000_000)
    assert (status, "larger than 5 MB" in said) == (400, True)
    assert sent(21_000_000) == (
        413,
        "This is larger than the archive takes: a file has 5 MB at most. Nothing was saved.\n",
    )


@needs_nginx
def test_files_come_whole_and_probes_answer_this_machine(site: tuple[Proxy, Path, str]) -> None:
    status, rows, headers = site[0].ask("/speakers/?format=csv")
    many = json.loads(site[0].ask("/speakers/?format=json")[1])["count"]
    assert (status, headers["Content-Length"], rows.count("\n")) == (200, None, many + 1)
    assert [site[0].ask(path)[:2] for path in ("/healthz", "/readyz")] == [(200, "ok\n")] * 2


class Slow(BaseHTTPRequestHandler):
    """Sends the rest of a file only when its beginning has arrived."""

    arrived = Event()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        self.wfile.write(b"x" * 500_000)
        self.wfile.flush()
        self.wfile.write(b"rest" if self.arrived.wait(30) else b"late")

    def log_message(self, *args: Any) -> None:
        pass


@needs_nginx
def test_a_long_file_is_passed_on_while_it_is_made(tmp_path: Path) -> None:
    behind = HTTPServer(("127.0.0.1", 0), Slow)
    Thread(target=behind.serve_forever, daemon=True).start()
    with ground_of_its_own() as ground:
        proxy = Proxy(ground, behind.server_port)
        connection = proxy.connect()
        connection.request("GET", "/speakers/?format=csv", headers={"Host": HOST})
        answer = connection.getresponse()
        first = answer.read(100_000)
        Slow.arrived.set()
        assert (len(first), answer.read()[-4:]) == (100_000, b"rest")
        connection.close()
        behind.shutdown()
        behind.server_close()
        status, said, headers = proxy.ask("/")
        words = "The archive is not there just now. Nothing is lost: try again in a moment.\n"
        assert (status, said, headers["Retry-After"]) == (503, words, "10")
        proxy.stop()


@needs_systemd
def test_systemd_understands_the_units_and_finds_little_exposed(tmp_path: Path) -> None:
    root = str(settings.BASE_DIR)
    for unit in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        name = unit.name.replace("@.", "@dump.")
        text = unit.read_text().replace("/opt/rostrum/.venv/bin/python", sys.executable)
        (tmp_path / name).write_text(text.replace("/opt/rostrum", root))
    units = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "/tmp" in line or "rostrum" in line]) == (
        0,
        [],
    )
    for unit in units:
        if unit.endswith(".service"):
            line = ["systemd-analyze", "security", "--offline=true", "--threshold=15", unit]
            assert subprocess.run(line, capture_output=True).returncode == 0
