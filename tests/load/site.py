"""The archive as it is served: its processes and their memory, and the edition that its database has."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import psycopg

from archive.embedded.postgres import PORT, USER, Cluster
from tests.benchmarks.archives import ROOT, Archive
from tests.served import free_port

HOST = "127.0.0.1"
READY = 600  # seconds, at most, until the server answers


@dataclass(frozen=True)
class Site:
    archive: Archive
    port: int
    pid: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def edition(self) -> int:
        socket = Cluster(self.archive.folder).socket
        with psycopg.connect(host=str(socket), port=PORT, user=USER, dbname="postgres") as database:
            [(number,)] = database.execute("SELECT number FROM archive_edition").fetchall()
        return int(number)

    def sign_in_link(self) -> str:
        line = [sys.executable, "manage.py", "sign_in_link", "--address", self.address]
        said = subprocess.run(line, cwd=ROOT, env=self.archive.environment, check=True, capture_output=True, text=True)
        return said.stdout.split()[-1]

    def memory(self) -> dict[int, int]:
        """Megabytes of each worker, by its process."""
        return {pid: _resident(pid) for pid in _children(self.pid)}

    @contextmanager
    def looked_at(self, seconds: float = 60) -> Iterator[list[dict[int, int]]]:
        """The memory of the workers, again and again while this lasts."""
        found: list[dict[int, int]] = []
        over = threading.Event()

        def look() -> None:
            while not over.wait(seconds):
                found.append(self.memory())

        looking = threading.Thread(target=look)
        looking.start()
        try:
            yield found
        finally:
            over.set()
            looking.join()


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    archive, port = Archive(folder), free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--host", HOST]
    log = (folder / "load.log").open("w")
    with log, subprocess.Popen(command, cwd=ROOT, env=archive.environment, stdout=log, stderr=log) as server:
        try:
            _await(server, port)
            yield Site(archive, port, server.pid)
        finally:
            server.terminate()


def _await(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + READY
    while True:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit("The archive cannot be served: see load.log in its folder.")
        asking = HTTPConnection(HOST, port, timeout=60)
        try:
            asking.request("GET", "/en/")
            asking.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
        finally:
            asking.close()


def _children(parent: int) -> list[int]:
    """The workers: what the server started that runs Python."""
    line = ["ps", "-o", "pid=,comm=", "--ppid", str(parent)]
    found = subprocess.run(line, capture_output=True, text=True).stdout.split("\n")
    return [int(line.split()[0]) for line in found if line and "postgres" not in line]


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))
