"""An archive as a user starts it: a process of its own with its own database, on ground of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Thread, Timer
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.conf import settings

from archive.embedded.postgres import Cluster


@contextmanager
def ground_of_its_own() -> Iterator[Path]:
    """A folder that every account can enter, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="rostrum-test-"))
    path.chmod(0o711)
    yield path
    clear(path)


def clear(path: Path) -> None:
    """Remove the archives below it, with the folders that a stopped or killed server left in /tmp."""
    for mark in path.rglob("id"):
        with suppress(OSError):
            Cluster(mark.parent).socket.rmdir()
    shutil.rmtree(path)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def processes(pid: int) -> list[int]:
    """A process, and after it all that it started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [pid, *map(int, found.stdout.split())]


class Site:
    """A process that runs `manage.py serve`, in a process group of its own."""

    program, folder = [sys.executable, "manage.py"], Path(__file__).parent.parent

    def __init__(self, ground: Path, port: int, *arguments: str, **more: str) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.cluster = Cluster(ground / ".archive", settings.ROSTRUM_PG_BIN)
        self.process = subprocess.Popen(
            [*self.program, "serve", "--port", str(port), *arguments],
            cwd=self.folder,
            env=os.environ | {"ROSTRUM_DATA": str(ground / ".archive"), "STATIC_ROOT": str(ground / "static")} | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self.lines: list[str] = []
        self.listener = Thread(target=self.listen, daemon=True)
        self.listener.start()
        self.patience = Timer(300, self.process.kill)  # a site that never says the word fails its test, and no more
        self.patience.start()

    def listen(self) -> None:
        """To its end: whoever says more than a pipe holds, and is not listened to, stands still."""
        assert self.process.stdout
        with self.process.stdout as said:
            self.lines.extend(said)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    @property
    def link(self) -> str:
        """By which the first curator signs in."""
        return self.said.split("once:\n")[1].split()[0]

    def wait_for(self, text: str) -> "Site":
        while text not in self.said:
            assert self.listener.is_alive() or text in self.said, f"it ended after saying: {self.said}"
            time.sleep(0.05)
        return self

    def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        address = path if path.startswith("http") else self.address + path
        with self.browser.open(Request(address, headers=headers)) as answer:
            return answer.status, answer.read().decode("latin-1"), dict(answer.headers)

    def post(self, address: str, **fields: str) -> tuple[int, str]:
        with self.browser.open(Request(address, urlencode(fields).encode())) as answer:
            return answer.status, answer.url

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Its exit code, when it and all that it started have said their last."""
        self.listener.join()
        self.patience.cancel()
        return self.process.wait()

    def left(self) -> tuple[bool, bool]:
        """Whether any process of the site, and any of its PostgreSQL, is still there when a moment has passed."""
        for _ in range(50):
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return False, self.cluster.is_running
            time.sleep(0.1)
        return True, self.cluster.is_running

    def kill(self) -> None:
        """Pull the plug: no process of it may say another word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.ended()
