import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {
    "DATABASE_URL": "postgres://rostrum:secret@127.0.0.1:1/rostrum",
    "SECRET_KEY": "a-long-random-text-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "ALLOWED_HOSTS": "archive.example.org",
}
OURS = {*PRODUCTION, "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE"}
WATCHED = """
import importlib, os, sys
import django.core.exceptions, django.core.management.utils, environs
importlib.invalidate_caches()
seen = []

def watch(event, arguments):
    if event == "open" and str(arguments[0]).endswith((".py", ".pyc")):
        return
    if event.split(".")[0] in {"open", "socket", "subprocess", "shutil"} or event in {"os.mkdir", "os.fork"}:
        seen.append((event, arguments))

sys.dont_write_bytecode = True
sys.addaudithook(watch)
import archive.settings
print(seen)
"""


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, *arguments], cwd=settings.BASE_DIR, env=clean | env, capture_output=True, text=True
    )


def test_importing_settings_opens_no_file_no_socket_and_no_process() -> None:
    assert run("-c", WATCHED).stdout == "[]\n"


def test_the_checks_for_production_find_nothing() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_replicas_are_databases_to_read_from() -> None:
    urls = "postgres://rostrum:secret@127.0.0.1:2/rostrum,postgres://rostrum:secret@127.0.0.1:3/rostrum"
    told = "from django.conf import settings; print({name: one['PORT'] for name, one in settings.DATABASES.items()})"
    more = {"REPLICA_URLS": urls, "DJANGO_SETTINGS_MODULE": "archive.settings"}
    assert run("-c", told, **PRODUCTION, **more).stdout == "{'default': 1, 'replica1': 2, 'replica2': 3}\n"
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, **more)
    assert (done.returncode, done.stderr) == (0, "")


def test_production_without_a_secret_key_is_refused() -> None:
    done = run("manage.py", "check", DATABASE_URL=PRODUCTION["DATABASE_URL"])
    assert done.returncode == 1
    assert done.stderr == (
        "ImproperlyConfigured: DATABASE_URL is set: set SECRET_KEY too, to a long random text that you keep.\n"
    )


@pytest.mark.parametrize("command", ["migrate", "sign_in_link", "dbshell"])
def test_an_unreachable_database_is_one_sentence(command: str) -> None:
    done = run("manage.py", command, **PRODUCTION)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "Connection refused" in done.stderr


def test_an_unreachable_database_is_named_with_the_way_out() -> None:
    done = run("manage.py", "serve", "--port", "0", **PRODUCTION)
    assert done.returncode == 1
    assert done.stderr == (
        "Unavailable: The server that DATABASE_URL names, 127.0.0.1 port 1, refused: connection failed: "
        'connection to server at "127.0.0.1", port 1 failed: Connection refused. '
        "Start it, or mend the URL, or unset it to use the embedded one.\n"
    )


@pytest.mark.parametrize(("name", "value"), [("DATABASE_URL", "nonsense"), ("DEBUG", "perhaps")])
def test_a_setting_that_makes_no_sense_is_one_sentence(name: str, value: str) -> None:
    done = run("manage.py", "check", **PRODUCTION | {name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f'EnvValidationError: Environment variable "{name}" invalid: ')
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_one_sentence() -> None:
    done = run("manage.py", "migrate", ROSTRUM_DATA="/proc/rostrum")
    assert done.returncode == 1
    assert done.stderr == (
        f"Unavailable: /proc/rostrum cannot be written by user id {os.getuid()}: "
        "let it, or name another folder in ROSTRUM_DATA, or a server in DATABASE_URL.\n"
    )
