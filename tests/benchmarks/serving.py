"""How many requests a second the real server answers: a warm page, the same asked conditionally, and a static file.

The static file has the page's own bytes and comes from the same process, through WhiteNoise. The three are asked in
turn in short rounds, so that a busy machine is as hard on each.
"""

import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection

from tests.benchmarks.asking import Server
from tests.served import free_port

PAGES = {"a page of forums": "/forums/", "the front page": "/en/"}
CONNECTIONS, SECONDS, ROUNDS = 4, 2.0, 3
READY = 600  # seconds, at most, until the server answers, and until it keeps a page, which on some machines is long
IN_A_ROW = 30  # answers with a tag: every worker has made the page and keeps it by then
HOST = "127.0.0.1"
BLOCK = 1 << 16


class NoPage(Exception):
    """The server answers with an error: there is nothing to measure."""


def throughput() -> dict[str, dict[str, float]]:
    """Requests a second, by page: warm, not modified, static; and the generator's part of a processor."""
    asked = Server()
    asked.warm_up()
    files = {name: _static_file(name, asked.get(address)[1]) for name, address in PAGES.items()}
    connection.close()
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--host", HOST]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(port)
        return {name: _rates(port, address, files[name]) for name, address in PAGES.items()}
    finally:
        server.terminate()
        server.wait()


def _static_file(name: str, body: bytes) -> str:
    """The address of a static file with these bytes."""
    folder = Path(settings.STATIC_ROOT) / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name.replace(' ', '-')}.html"
    file.write_bytes(body)
    return f"{settings.STATIC_URL}benchmarks/{file.name}"


def _await(port: int) -> None:
    deadline = time.monotonic() + READY
    while True:
        try:
            socket.create_connection((HOST, port)).close()
            HTTPConnection(HOST, port).request("GET", "/en/")
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _rates(port: int, address: str, static: str) -> dict[str, float]:
    tag, size = _ask(port, address)
    requests = {
        "warm": _request(address),
        "not modified": _request(address, f"If-None-Match: {tag}\r\n") if tag else b"",
        "static": _request(static),
    }
    rounds: dict[str, list[float]] = {what: [] for what in requests}
    start, worked = time.perf_counter(), time.process_time()
    for _ in range(ROUNDS):
        for what, request in requests.items():
            rounds[what].append(_rate(port, request) if request else 0)
    busy = (time.process_time() - worked) / (time.perf_counter() - start)
    return {what: median(rates) for what, rates in rounds.items()} | {"size": size, "generator": busy}


def _ask(port: int, address: str) -> tuple[str, int]:
    """The page's tag and size, once it is kept: a list that is still being counted has no tag."""
    deadline, kept = time.monotonic() + READY, 0
    while True:
        tag, size = _tag_and_size(port, address)
        kept = kept + 1 if tag else 0
        if kept == IN_A_ROW or time.monotonic() > deadline:
            return tag, size


def _tag_and_size(port: int, address: str) -> tuple[str, int]:
    asking = HTTPConnection(HOST, port)
    try:
        asking.request("GET", address)
        answer = asking.getresponse()
        return answer.getheader("ETag") or "", len(answer.read())
    finally:
        asking.close()


def _request(address: str, more: str = "") -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/html\r\n{more}\r\n".encode()


def _rate(port: int, request: bytes) -> float:
    """Answers a second over so many connections that are kept open."""
    answered: list[int] = []
    until = time.perf_counter() + SECONDS
    threads = [threading.Thread(target=_keep_asking, args=(port, request, until, answered)) for _ in range(CONNECTIONS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answered) / (time.perf_counter() - start)


def _keep_asking(port: int, request: bytes, until: float, answered: list[int]) -> None:
    """Ask until then, over a new connection where the server has closed the last."""
    count, asking = 0, None
    while time.perf_counter() < until:
        asking = asking or socket.create_connection((HOST, port))
        try:
            asking.sendall(request)
            is_kept = _take(asking)
            count += 1
        except OSError:
            is_kept = False
        except NoPage:
            count = 0
            break
        if not is_kept:
            asking.close()
            asking = None
    answered.append(count)


def _take(asking: socket.socket) -> bool:
    """Take one answer; whether the connection goes on."""
    head = b""
    while b"\r\n\r\n" not in head:
        head += (block := asking.recv(BLOCK))
        if not block:
            raise ConnectionResetError
    head, _, body = head.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    if lines[0].split()[1] not in (b"200", b"304"):
        raise NoPage
    length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
    left = length - len(body) if lines[0].split()[1] == b"200" else 0
    while left > 0:
        block = asking.recv(BLOCK)
        if not block:
            raise ConnectionResetError
        left -= len(block)
    return b"connection: close" not in lines
