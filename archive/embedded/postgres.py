"""A PostgreSQL server of our own, which runs while some process holds a lease on it.

Four files carry it, and the kernel keeps their locks, so that nothing left behind by a crash can lie:
`id` (a random mark: a folder made anew gets another socket), `clients.lock` (every process shares it for life),
`start.lock` (one starter at a time) and `server.lock` (inherited by the server and all its processes).
"""

import atexit
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.embedded import home, locks
from archive.embedded.home import Unavailable

PORT, USER = "5432", "postgres"
# Docker gives 64 MB of POSIX shared memory, too little for parallel queries; hence mmap.
CONFIGURATION = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": "200",
    "shared_buffers": "512MB",  # taken as it is used
    "random_page_cost": "1.1",  # of a disk without arms, and of rows that are in memory already
    "work_mem": "16MB",
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# The text search parser and pg_trgm follow LC_CTYPE even with the builtin locale provider; under C they drop
# every letter beyond ASCII, silently and for good.
LOCALE = "C.UTF-8"
KNOWS_LETTERS = "select lower('É') = 'é' and to_tsvector('english', 'École')::text = '''école'':1'"


class Cluster:
    """One data folder, its server, and this process's lease on it."""

    def __init__(
        self, folder: Path, programs: Path | None = None, standin: str = "nobody", refuge: Path | None = None
    ) -> None:
        self.folder, self._programs, self._standin = folder, programs, standin
        self._refuge = refuge or home.default_refuge()
        self._lease: int | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._mutex = threading.Lock()
        os.register_at_fork(after_in_child=self._start_afresh)

    # Where it lives

    @cached_property
    def mark(self) -> str:
        home.make_folder(self.folder)
        return locks.remembered(self.folder / "id", lambda: secrets.token_hex(8))

    @cached_property
    def account(self) -> home.Account:
        return home.Account(self.folder / "data", self._standin)

    @cached_property
    def ground(self) -> Path:
        return home.reachable(self.folder, self.mark, self.account, self._refuge)

    @cached_property
    def programs(self) -> Path:
        return home.runnable(self._programs, self.ground, self.account, self._refuge)

    @property
    def data(self) -> Path:
        return self.ground / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @cached_property
    def socket(self) -> Path:
        """A short folder: the kernel allows 107 bytes for a socket's path, and checkouts may lie deeper."""
        digest = sha256(os.fsencode(self.folder) + self.mark.encode()).hexdigest()[:12]
        return Path(f"/tmp/rostrum-{self.account.uid}-{digest}")  # noqa: S108

    @property
    def _socket_file(self) -> Path:
        return self.socket / f".s.PGSQL.{PORT}"

    # What callers do

    def ensure(self, limit: float = 600, *, in_doubt: bool = False) -> None:
        """Have the server running and keep it so for this process: 20 µs when all is well.

        In doubt it is asked: the processes of a killed server hold its lock for a moment longer than it answers.
        """
        if not locks.SUPPORTED:
            raise Unavailable("The embedded PostgreSQL needs Linux or macOS: name a server in DATABASE_URL.")
        with self._mutex, _told():
            if not in_doubt and self._lease is not None and self.is_running and self._socket_file.exists():
                return
            _forget_other_servers()
            home.make_folder(self.folder)
            _ = self.socket  # refuses what cannot work before there is a lease to end
            self._take_lease()
            try:
                with locks.held(self.folder / "start.lock"):
                    self._await(time.monotonic() + limit)
            except BaseException:
                self.leave()
                raise

    def leave(self, pid: int | None = None) -> None:
        """End this process's lease; the last one out stops the server."""
        if self._lease is None or pid not in (None, os.getpid()):
            return
        if locks.upgrade(self._lease) and not self.is_kept:
            self.stop()
            with suppress(OSError):
                self.socket.rmdir()
        os.close(self._lease)
        self._lease = None

    @property
    def is_running(self) -> bool:
        return self.folder.exists() and locks.is_held(self.folder / "server.lock")

    @property
    def is_kept(self) -> bool:
        """Whether the server stays when the last lease ends."""
        return self._keeper.exists()

    def keep(self, wanted: bool) -> None:
        self._keeper.touch() if wanted else self._keeper.unlink(missing_ok=True)

    def stop(self, limit: float = 60) -> None:
        """Stop the server, whoever uses it."""
        deadline = time.monotonic() + limit
        if self.is_running and self._interrupt():
            while self.is_running and time.monotonic() < deadline:
                time.sleep(0.01)
        if not self.is_running:
            self._reap()

    def _interrupt(self) -> bool:
        """Whether there was a server to be told to stop."""
        try:
            os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
        except (OSError, ValueError, IndexError):
            return False
        return True

    def command(self, program: str, *arguments: str) -> list[str]:
        """A client program's command line for this server."""
        return [str(self.programs / program), "-h", str(self.socket), "-p", PORT, "-U", USER, *arguments]

    # How a server comes to be

    def _await(self, deadline: float) -> None:
        """With start.lock held: start the server if nobody did, and wait until it answers."""
        started, patience = False, _Patience()
        while time.monotonic() < deadline:
            lock = locks.lock(self.folder / "server.lock", locks.EXCLUSIVE | locks.AT_ONCE)
            if lock is not None:
                try:
                    if started:
                        raise Unavailable(f"PostgreSQL stopped at once: {self._last_words()} (see {self.log})")
                    self._start(lock)
                finally:
                    os.close(lock)
                started, patience = True, _Patience()
            elif self._answers():
                if started:
                    self._check_letters()
                return
            elif not started and self._is_unreachable():
                self.stop()
            else:
                patience.wait("Waiting for PostgreSQL …")
        raise Unavailable(f"PostgreSQL does not answer: see {self.log}, or run `manage.py db stop` and try again.")

    def _start(self, lock: int) -> None:
        """With server.lock held, so that no process of this cluster lives: its pid files are only leftovers."""
        if not self.data.exists():
            self._create()
        self._check_version()
        home.make_private(self.socket, self.account)
        for leftover in (self.data / "postmaster.pid", self._socket_file, self.socket / f".s.PGSQL.{PORT}.lock"):
            leftover.unlink(missing_ok=True)
        self._reap()
        options = [text for name, value in CONFIGURATION.items() for text in ("-c", f"{name}={value}")]
        log = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            self._server = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.data), "-k", str(self.socket), *options],
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[lock],
                **self._surroundings,
            )
        finally:
            os.close(log)

    def _reap(self, limit: float = 5) -> None:
        """Have done with a server of this process that let its lock go: it ends a moment later."""
        if self._server:
            with suppress(subprocess.TimeoutExpired):
                self._server.wait(limit)
            self._server = None

    def _create(self) -> None:
        """Make the data folder aside and rename it: all or nothing."""
        tell(f"Making a database in {self.ground}" + ("" if self.ground == self.folder else self._detour) + " …")
        new = self.ground / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        home.make_private(new, self.account)
        done = self._run("initdb", "-D", str(new), "-U", USER, "-A", "trust", "-E", "UTF8", "-k",
                         f"--locale={LOCALE}", *self._provider)  # fmt: skip
        if done.returncode:
            reason = next((line for line in done.stderr.splitlines() if "error" in line.lower()), done.stderr.strip())
            raise Unavailable(f"No database could be made in {self.ground}: {reason}")
        new.rename(self.data)

    @property
    def _provider(self) -> list[str]:
        """The same order and case everywhere, where the version has it; never the system's."""
        return ["--locale-provider=builtin", f"--builtin-locale={LOCALE}"] if self._version >= 17 else []

    @property
    def _detour(self) -> str:
        return f" (the account {self.account.name}, which runs it, may not enter {self.folder})"

    @cached_property
    def _version(self) -> int:
        """The major version of the programs."""
        return int(self._run("postgres", "--version").stdout.split()[2].split(".")[0])

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(self._version):
            raise Unavailable(
                f"The database in {self.data} was made by PostgreSQL {made_by} and this is {self._version}: "
                f"back it up with version {made_by} (`manage.py backup FILE` with ROSTRUM_PG_BIN), "
                "move the folder away, then `manage.py restore FILE`."
            )

    def _check_letters(self) -> None:
        if self._run(*self.command("psql", "-XAtqc", KNOWS_LETTERS, "postgres")).stdout.strip() != "t":
            self.stop()
            raise Unavailable(
                f"The database in {self.data} was made without a UTF-8 locale, so search would miss every letter "
                "beyond ASCII: back it up, move the folder away, and restore it into a new one."
            )

    def _answers(self) -> bool:
        return self._run(*self.command("pg_isready", "-q", "-d", "postgres")).returncode == 0

    def _is_unreachable(self) -> bool:
        """Whether a server runs whose socket was cleaned away."""
        try:
            is_ready = "ready" in (self.data / "postmaster.pid").read_text()
        except OSError:
            return False
        return is_ready and not self._socket_file.exists()

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return next((line for line in reversed(lines) if "FATAL" in line or "PANIC" in line), "it says nothing")

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        line = [str(self.programs / program), *arguments]
        try:
            return subprocess.run(line, capture_output=True, text=True, **self._surroundings)
        except OSError as error:
            raise Unavailable(
                f"{line[0]} cannot be run as {self.account.name} ({error.strerror}): "
                "name other programs in ROSTRUM_PG_BIN, or a server in DATABASE_URL."
            ) from None

    @property
    def _surroundings(self) -> dict[str, Any]:
        """No settings of other servers, no locale and no rights from outside."""
        foreign = ("PG", "LC_", "LANG")
        env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)} | {"LC_ALL": LOCALE}
        return {"cwd": "/", "env": env, "stdin": subprocess.DEVNULL, **self.account.demotion}

    # Leases

    @property
    def _keeper(self) -> Path:
        return self.folder / "keep"

    def _take_lease(self) -> None:
        if self._lease is None:
            self._lease = locks.lock(self.folder / "clients.lock", locks.SHARED)  # waits while a last leaver stops it
            atexit.register(self.leave, os.getpid())

    def _start_afresh(self) -> None:
        """A forked child takes a lease of its own, and never ends its parent's."""
        self._mutex = threading.Lock()
        if self._lease is not None:
            os.close(self._lease)
            self._lease = None


class _Patience:
    """Waits a little, and says what for once it has taken a second."""

    def __init__(self) -> None:
        self.begun, self.told = time.monotonic(), False

    def wait(self, what: str) -> None:
        if not self.told and time.monotonic() - self.begun > 1:
            tell(what)
            self.told = True
        time.sleep(0.02)


@contextmanager
def _told() -> Iterator[None]:
    """A full disk or a missing right is a sentence, not a traceback."""
    try:
        yield
    except Unavailable:
        raise
    except OSError as error:
        raise Unavailable(
            f"The embedded PostgreSQL cannot start: {error.strerror}: {error.filename}. "
            "Mend that, or name another folder in ROSTRUM_DATA, or a server in DATABASE_URL."
        ) from error


def _forget_other_servers() -> None:
    """A PGHOSTADDR or PGSERVICE that is meant for another server would lead this process's connections astray."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


def tell(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@cache
def cluster() -> Cluster:
    """The cluster that the settings describe; making it touches nothing."""
    return Cluster(settings.ROSTRUM_DATA, settings.ROSTRUM_PG_BIN, settings.ROSTRUM_PG_USER)
