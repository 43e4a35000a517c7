"""The units of deploy/, started by a systemd of their own with README's very commands."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest
from django.conf import settings

CODE = Path(settings.BASE_DIR)
PROGRAMS = ("/usr/lib/systemd/systemd", "unshare", "nsenter", "pg_createcluster", "nginx", "openssl", "curl", "ip")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.geteuid() != 0 or not all(map(shutil.which, PROGRAMS)),
        reason=f"NO MACHINE: it takes root and {', '.join(PROGRAMS)}",
    ),
]
# What README leaves to a network or a hand: the programs are there, a password, the environment, the secret key.
STANDINS = """
PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
cd /opt/rostrum
apt-get() { :; }
sh() { :; }
runuser() {
    case "$*" in
        *createuser*) command runuser -u postgres -- psql -qc "CREATE ROLE rostrum LOGIN PASSWORD 'password'" ;;
        *) command runuser "$@" ;;
    esac
}
install() {
    command install "$@"
    sed -i "s/^SECRET_KEY=.*/SECRET_KEY=$(openssl rand -hex 40)/; s/^# .*\\(PROMETHEUS_\\)/\\1/" /etc/rostrum.env
}
ask() { curl -s --cacert /etc/ssl/certs/archive.example.org.pem "https://archive.example.org$1"; }
until_well() { for _ in $(seq 300); do [ "$(ask /readyz)" = ok ] && return; sleep 0.2; done; return 1; }
"""


class Failed(Exception):
    """A command of the machine; it says which, and what that said."""


class Machine:
    def __init__(self, folder: Path) -> None:
        own = [f"--{one}" for one in ("pid", "fork", "mount", "uts", "ipc", "net", "cgroup")]
        script = [str(CODE / "tests" / "machine.sh"), str(folder), str(CODE), sys.base_prefix]
        self.log = (folder.parent / "machine.log").open("wb+")
        self.process = subprocess.Popen(
            ["unshare", *own, "--kill-child=SIGKILL", "sh", *script], stdout=self.log, stderr=self.log
        )

    def begin(self) -> None:
        for _ in range(600):
            with suppress(Failed, ValueError):
                self.run("systemctl is-system-running --wait || true; systemctl is-active multi-user.target")
                return
            time.sleep(0.2)
        self.log.seek(0)
        pytest.fail(f"no machine came about: {self.log.read().decode()}")

    def run(self, script: str) -> str:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        inside = ["nsenter", "-t", str(int(children)), "-m", "-p", "-u", "-i", "-n", "-C", "-r", "-w", "env", "-i"]
        done = subprocess.run([*inside, "bash", "-ec", STANDINS + script], capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"{script}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.log.close()


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    with tempfile.TemporaryDirectory(prefix="rostrum-machine-") as ground:
        (folder := Path(ground) / "machine").mkdir()
        machine = Machine(folder)
        try:
            machine.begin()
            yield machine
        finally:
            machine.end()


@pytest.fixture(scope="module")
def served(machine: Machine) -> Machine:
    section = (CODE / "README.md").read_text().partition("### Run it as a service")[2]
    block = re.search(r"(?:^    .*\n)+", section, re.M)
    assert block
    machine.run(dedent(block[0]) + "until_well")
    return machine


def test_readmes_commands_serve_an_archive_over_https(served: Machine) -> None:
    assert served.run("ask /api/v1/forums/") == '{"count": 0, "next": null, "results": []}'
    units = "rostrum rostrum-backup.timer rostrum@dump.timer rostrum@forget_writers.timer rostrum@doctor.timer"
    assert served.run(f"systemctl is-enabled {units}; systemctl is-active {units}").split() == (
        ["enabled"] * 5 + ["active"] * 5
    )
    assert "rostrum" in served.run("ask /data/")
    assert served.run("systemctl list-units --failed --plain --no-legend 'rostrum*'") == ""


def test_the_service_has_no_rights_but_to_serve(served: Machine) -> None:
    status = served.run("cat /proc/$(systemctl show rostrum -p MainPID --value)/status")
    said = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert [said[name] for name in ("CapEff", "CapBnd", "NoNewPrivs", "Seccomp")] == ["0" * 16, "0" * 16, "1", "2"]
    entered = "nsenter -m -t $(systemctl show rostrum -p MainPID --value)"
    refused = [f"touch: cannot touch '{path}': Read-only file system" for path in ("/opt/rostrum/x", "/etc/x")]
    assert served.run(f"{entered} touch /opt/rostrum/x /etc/x 2>&1 || true").splitlines() == refused
    assert served.run(f"{entered} ls /root /home") == "/home:\n\n/root:\n"


def test_texts_out_of_files_and_sheets_are_read_within_the_units_walls(served: Machine) -> None:
    """The programs that read them are started by the service, with what it may do."""
    unit = served.run("cat /etc/systemd/system/rostrum.service")
    tests = "tests/events/desk/test_files.py tests/events/interop/test_sheets.py"
    line = f"ExecStart=/opt/rostrum/.venv/bin/python -m pytest -q -n 0 -p no:cacheprovider {tests}"
    tried = re.sub("ExecStart=.*", line, re.sub("(ExecStartPre|Restart|RuntimeDirectory).*\n", "", unit))
    served.run(
        "runuser -u postgres -- psql -qc 'ALTER ROLE rostrum CREATEDB'\n"
        f"cat >/etc/systemd/system/tried.service <<'END'\n{tried}\nEND\n"
        "systemctl daemon-reload; systemctl start tried; systemctl is-active --wait tried || true\n"
        "while systemctl is-active -q tried; do sleep 0.5; done\n"
    )
    log = served.run("journalctl -u tried -o cat --no-pager")
    assert re.search(r"^\d+ passed in ", log, re.M), log


def test_commands_by_name_and_the_backup_do_their_work(served: Machine) -> None:
    served.run("systemctl start --wait rostrum@doctor rostrum@forget_writers rostrum-backup")
    assert "All is well." in served.run("journalctl -u rostrum@doctor -o cat --no-pager")
    restored = served.run(
        "set -a; . /etc/rostrum.env; set +a; "
        "runuser -u rostrum -- .venv/bin/python manage.py restore --check /var/lib/rostrum/backup/$(date +%u)"
    )
    assert "can be restored" in restored


def test_metrics_are_told_on_a_port_of_their_own(served: Machine) -> None:
    served.run("systemctl start rostrum@metrics; ask /forums/")
    told = served.run("sleep 5; curl -s http://127.0.0.1:9101/metrics; systemctl stop rostrum@metrics")
    assert 'rostrum_request_seconds_count{route="forums"}' in told


def test_a_service_that_was_killed_or_lost_its_database_comes_back(served: Machine) -> None:
    served.run("systemctl kill -s KILL rostrum; sleep 1; until_well")
    served.run("systemctl stop 'postgresql@*'")
    assert served.run("curl -sk -o /dev/null -w '%{http_code}' https://archive.example.org/readyz") == "503"
    served.run("systemctl start postgresql@$(ls /usr/lib/postgresql | tail -n 1)-main; until_well")
