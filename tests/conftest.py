"""What the whole suite shares: a database for this run alone, static files that need no build, a browser."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from threading import Thread, current_thread
from time import monotonic, sleep
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from django.test import override_settings
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from archive.pages.kept_pages import shelf
from tests import sweeping

NO_BROWSER = "NO CHROMIUM: the browser tests did not run; install it (apt-get install chromium)"
PATIENCE = 20_000  # milliseconds in which a page shows what is expected of it, on a machine that does much besides
CHROMIUM = [
    "--no-sandbox",  # containers run as root
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Files that take tens of seconds each, for all that they hold few tests.
LONG = {
    "test_accessible.py", "test_addresses.py", "test_any_order.py", "test_api_schema.py", "test_backups.py",
    "test_benchmarks.py", "test_columns.py", "test_crawl.py", "test_deploy.py", "test_desk_presses.py", "test_dump.py",
    "test_examples.py", "test_faults.py", "test_fuzzing.py", "test_generated.py", "test_generated_facets.py",
    "test_lists_as_files.py", "test_loading_together.py", "test_migrations.py", "test_never_stale.py", "test_serve.py",
    "test_thousands.py",
}  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no processor ends by working alone."""
    for item in items:
        if item.path.name in LONG:
            item.add_marker("long")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """Serve static files where they lie: no test needs collectstatic."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_dumped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test finds what was dumped of another archive."""
    with override_settings(DUMP_FOLDER=tmp_path_factory.mktemp("dumped")):
        yield


@pytest.fixture(scope="session", autouse=True)
def facets_by_the_database() -> Iterator[None]:
    """No test loads columns in the background unless it asks for them."""
    with override_settings(FACET_COLUMNS=False):
        yield


@pytest.fixture(scope="session", autouse=True)
def as_on_a_developers_machine() -> Iterator[None]:
    """The suite runs on a server that DATABASE_URL names too: pages come by HTTP, sign-ins cost nothing, nobody waits.

    Programs that tests start have archives of their own, not that server's.
    """
    insecure: dict[str, Any] = {"SESSION_COOKIE_NAME": "sessionid", "CSRF_COOKIE_NAME": "csrftoken"}
    insecure |= dict.fromkeys(("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"), False)
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with pytest.MonkeyPatch.context() as environment:
        for name in ("DATABASE_URL", "SECRET_KEY"):
            environment.delenv(name, raising=False)
        with override_settings(
            **insecure, SECURE_HSTS_SECONDS=0, PASSWORD_HASHERS=hashers, API_RATE="", SECOND_FACTOR=False
        ):
            yield


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    """What a test changes in the code moves no edition: it finds no page of another test."""
    shelf.clear()


@pytest.fixture(autouse=True)
def answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """Wait for what a closed page still asks of the live server, before the database is emptied beneath it."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # torn down after this
    under_way: set[Thread] = set()

    def begin(**said: Any) -> None:
        under_way.add(current_thread())

    def end(**said: Any) -> None:
        under_way.discard(current_thread())

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    patience = monotonic() + 10
    still = 0
    while still < 4 and monotonic() < patience:
        sleep(0.025)
        still = 0 if any(one.is_alive() for one in under_way - {current_thread()}) else still + 1
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_tox_suffix(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """Name the test database after this run, so that two runs at once do not clash; xdist adds the worker's name."""
    run = os.getppid() if hasattr(request.config, "workerinput") else os.getpid()
    connection.settings_dict["CONN_MAX_AGE"] = 0
    connection.settings_dict["TEST"]["NAME"] = f"test_{run}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        names = _databases(cursor)
        for name in names:
            if name.startswith("test_") and not _is_alive(int(name.split("_")[1])):
                cursor.execute(f"drop database if exists {name}")
    if _model() in names:
        connection.settings_dict["TEST"]["TEMPLATE"] = _model()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Keep a migrated database as the model of later runs: to copy it takes a hundredth of the time."""
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor, suppress(DatabaseError):  # another worker may be quicker
            if _model() not in (names := _databases(cursor)):
                cursor.execute(f"create database {_model()} template {connection.settings_dict['NAME']}")
                for name in names:
                    if name.startswith("migrated_"):
                        cursor.execute(f"drop database {name}")
        sweeping.leave_alone()
    yield
    # A browser may still hold a connection of the live server, and PostgreSQL drops no database in use.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="module", autouse=True)
def swept(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The next file finds tables as they were at first."""
    yield
    if connection.settings_dict["NAME"].startswith("test_"):
        with django_db_blocker.unblock():
            sweeping.sweep()


def _databases(cursor: CursorWrapper) -> list[str]:
    """The databases that belong to test runs of this role."""
    ours = "select datname from pg_database where datdba = current_user::regrole"
    cursor.execute(rf"{ours} and datname ~ '^(test_\d+(_|$)|migrated_)'")
    return [name for (name,) in cursor.fetchall()]


@cache
def _model() -> str:
    """A name that changes with the migrations and what applies them."""
    files = [settings.BASE_DIR / "requirements.lock", *sorted(settings.BASE_DIR.glob("*/migrations/*.py"))]
    return "migrated_" + sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, since Playwright's own would be downloaded."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        (pytest.fail if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip)(NO_BROWSER)
    # Playwright keeps an event loop in the test's thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield chromium
        chromium.close()
