"""PostgreSQL servers that copy one another, made with the programs of the embedded one."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from archive.embedded.home import make_private
from archive.embedded.postgres import USER, Cluster
from tests.served import free_port, processes

SETTINGS = {"listen_addresses": "127.0.0.1", "hot_standby_feedback": "on", "shared_buffers": "32MB", "fsync": "off"}


class Server:
    """A server that listens on this machine, and can be killed, stopped for a while, and started again."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.programs, self.account = cluster.programs, cluster.account
        self.process: subprocess.Popen[bytes] | None = None
        self.folder, self.port = make_private(folder, self.account), free_port()
        self.url = f"postgres://{USER}@127.0.0.1:{self.port}/postgres"
        self.options = ["-c", f"unix_socket_directories={folder}", "-c", f"port={self.port}"]
        self.options += [text for name, value in SETTINGS.items() for text in ("-c", f"{name}={value}")]

    def run(self, program: str, *arguments: str) -> None:
        line = [str(self.programs / program), *arguments]
        subprocess.run(line, check=True, capture_output=True, cwd="/", **self._as_account)

    def make(self) -> "Server":
        self.run("initdb", "-D", str(self.folder), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        return self.start()

    def copy(self, primary: "Server") -> "Server":
        self.run("pg_basebackup", "-D", str(self.folder), "-d", primary.url, "-R", "-X", "stream", "-c", "fast")
        return self.start()

    def start(self) -> "Server":
        line = [str(self.programs / "postgres"), "-D", str(self.folder), *self.options]
        log = (self.folder.parent / f"{self.folder.name}.log").open("ab")
        self.process = subprocess.Popen(line, stdout=log, stderr=log, cwd="/", **self._as_account)
        log.close()
        while not self.answers():
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            return bool(self.ask("SELECT 1"))
        return False

    def ask(self, statement: str) -> Any:
        with psycopg.connect(self.url, connect_timeout=5, autocommit=True) as database:
            return database.execute(statement).fetchone()[0]  # type: ignore[index]

    def signal(self, number: signal.Signals) -> None:
        """To the server and all its processes."""
        assert self.process
        for pid in processes(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        if self.process is None:
            return
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGKILL)
        self.process.wait()
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    @property
    def _as_account(self) -> dict[str, Any]:
        return {"env": {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}, **self.account.demotion}
