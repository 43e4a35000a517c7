"""What processes count: all of it, whichever of them answered, and nothing that tells of a reader."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client, override_settings
from prometheus_client import REGISTRY, generate_latest

from archive.serving import metrics
from archive.serving.observed import METHODS, NOWHERE, UNCHANGED
from tests.served import free_port

# Two processes answer: three times one of them, once the other.
SERVING = """
import os, django
django.setup()
from django.test import Client
for pages in (["/robots.txt"] * 3, ["/robots.txt"]):
    if not (child := os.fork()):
        client = Client()
        os._exit({client.get(page, headers={"host": "localhost"}).status_code for page in pages} != {200})
    assert os.waitpid(child, 0)[1] == 0
"""


@pytest.fixture
def counted() -> Iterator[Callable[[str], float]]:
    """By how much a sample grew since the test began."""

    before = samples()
    with override_settings(MIDDLEWARE=["archive.serving.metrics.Metrics", *settings.MIDDLEWARE[1:]]):
        yield lambda sample: samples().get(sample, 0) - before.get(sample, 0)


def samples() -> dict[str, float]:
    lines = generate_latest(REGISTRY).decode().splitlines()
    return {name: float(number) for name, number in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


def with_folder(folder: Path) -> dict[str, str]:
    unreachable = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "SECURE_SSL_REDIRECT": "0"}
    more = {"SECRET_KEY": "x" * 50, "DJANGO_SETTINGS_MODULE": "archive.settings", "LOG_REQUESTS": "0"}
    return os.environ | unreachable | more | {"PROMETHEUS_MULTIPROC_DIR": str(folder)}


def test_all_processes_are_summed_on_a_port_of_this_machine_alone(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", SERVING], env=with_folder(tmp_path), cwd=settings.BASE_DIR, check=True)
    command = [sys.executable, "manage.py", "metrics", "--port", str(port := free_port())]
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # which a shell has its background jobs ignore
    teller = subprocess.Popen(
        command,
        env=with_folder(tmp_path),
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=heeding,
    )
    assert teller.stdout
    told = teller.stdout.readline()
    assert told == f"Metrics are at http://127.0.0.1:{port}/metrics  (Ctrl-C stops it)\n"
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        said = answer.read().decode().splitlines()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port))
    teller.send_signal(signal.SIGINT)
    assert (teller.communicate()[0], teller.returncode) == ("", 0)
    route = "django.views.generic.base.TemplateView"
    assert [line for line in said if line.startswith("rostrum_requests_total")] == [
        f'rostrum_requests_total{{method="GET",route="{route}",status="2xx"}} 4.0'
    ]
    assert f'rostrum_request_seconds_count{{route="{route}"}} 4.0' in said


def test_without_a_folder_nothing_is_counted() -> None:
    assert "archive.serving.metrics.Metrics" not in settings.MIDDLEWARE
    with pytest.raises(CommandError, match=r"^Nothing is counted: set PROMETHEUS_MULTIPROC_DIR, "):
        call_command("metrics")


def test_commands_count_nothing_and_need_no_folder(tmp_path: Path) -> None:
    """They run before the service makes it, and while it is stopped."""
    command = [sys.executable, "manage.py", "check"]
    subprocess.run(command, env=with_folder(tmp_path / "none"), cwd=settings.BASE_DIR, check=True)
    subprocess.run(command, env=with_folder(tmp_path), cwd=settings.BASE_DIR, check=True)
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.MonkeyPatch.context() as environment:
        environment.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
        port = taken.getsockname()[1]
        with override_settings(METRICS=str(tmp_path)), pytest.raises(CommandError) as refused:
            call_command("metrics", port=port)
    words = f"Port {port} and {tmp_path} can't be used: [Errno 98] Address already in use."
    assert str(refused.value) == words


@pytest.mark.django_db(transaction=True)
def test_requests_kept_pages_refusals_and_statements_are_counted(
    client: Client, counted: Callable[[str], float]
) -> None:
    connection.close()  # those opened from now on are timed
    for _ in range(3):
        client.get("/forums/")
    client.get("/quokka/")
    client.generic("QUOKKA", "/forums/")
    assert counted('rostrum_requests_total{method="GET",route="forums",status="2xx"}') == 3
    assert counted('rostrum_request_seconds_count{route="forums"}') == 4
    assert counted("rostrum_kept_page_hits_total") == 2
    assert counted('rostrum_requests_total{method="GET",route="(nowhere)",status="4xx"}') == 1
    assert counted('rostrum_requests_total{method="other",route="forums",status="4xx"}') == 1
    assert counted('rostrum_refused_requests_total{status="405"}') == 1
    assert counted("rostrum_statement_seconds_count") > 0


@pytest.mark.django_db
def test_no_label_holds_what_somebody_typed(client: Client, counted: Callable[[str], float]) -> None:
    for path in ("/quokka/", "/speakers/quokka/", "/search/?q=quokka", "/admin/sign-in/quokka/", "/id/quokka/q"):
        client.get(path)
    said = generate_latest(REGISTRY).decode()
    assert "quokka" not in said.casefold()
    assert set(re.findall(r'method="([^"]*)"', said)) <= {*METHODS, "other"}
    assert {NOWHERE, UNCHANGED, "speaker"} >= set(re.findall(r'route="(\(.*?\)|speaker)"', said))


@pytest.mark.django_db
def test_the_edition_tells_its_age_while_the_database_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "connection", type("Open", (), {"close": staticmethod(lambda: None)}))
    [family] = metrics.Edition().collect()
    [sample] = family.samples
    assert (sample.name, 0 <= sample.value < 1e9) == ("rostrum_edition_age_seconds", True)

    def broken() -> int:
        raise OperationalError

    monkeypatch.setattr(metrics, "edition", broken)
    assert list(metrics.Edition().collect()) == []


def test_a_connection_made_within_somebodys_wrapper_leaves_that_wrapper_to_be_taken_away() -> None:
    fresh = connection.copy()

    def other(execute: Callable[..., object], *statement: object) -> object:
        return execute(*statement)

    with fresh.execute_wrapper(other):
        metrics._time_statements(fresh)
    assert fresh.execute_wrappers == [metrics._timed]
