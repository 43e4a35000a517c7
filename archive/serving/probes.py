"""What those who watch the process ask: whether it lives (`/healthz`), and whether it can serve (`/readyz`).

They are answered before all else, to whoever asks, by whatever host name and without HTTPS: a probe knows neither.
"""

from collections.abc import Callable
from functools import cache
from http import HTTPStatus

from django.db import ProgrammingError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from archive.database.outages import SHORTLY
from archive.database.patience import Impatience, patience
from archive.database.replicas import LOST, answers, replicas
from archive.program import as_called

SILENT = "The database does not answer."
FEW = 10
NO_EDITION = "The edition of the archive cannot be read: run manage.py migrate."


class Probes:
    """The outermost layer: to ask these costs no session, no page and no line in the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.probes = {"/healthz": list, "/readyz": faults}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (probe := self.probes.get(request.path_info)):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return _said(probe())


def _said(lines: list[str]) -> HttpResponse:
    return HttpResponse(
        "".join(f"{as_called(line)}\n" for line in lines or ["ok"]),
        status=HTTPStatus.SERVICE_UNAVAILABLE if lines else HTTPStatus.OK,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


def faults() -> list[str]:
    """What keeps the archive from being served; with the primary out, replicas serve as well as they can."""
    try:
        with patience(SHORTLY) as number:
            lacking = unapplied()
    except (*LOST, Impatience):
        return [] if any(answers(alias) for alias in replicas()) else [SILENT]
    except ProgrammingError:
        number, lacking = None, []
    if number is None:
        return [NO_EDITION]
    return [f"Migrations are not applied ({told(lacking)}): run manage.py migrate."] if lacking else []


def told(migrations: list[str]) -> str:
    """Each by its name, unless they are as many as where no archive was made yet."""
    return ", ".join(migrations) if len(migrations) <= FEW else f"{len(migrations)}, such as {migrations[0]}"


def unapplied() -> list[str]:
    """The migrations of the code that the database lacks."""
    return _named(_of_the_code() - _of_the_database())


def unknown() -> list[str]:
    """The migrations of the database that the code lacks, which is older; of programs that are no part of it, none."""
    ours = {app for app, _ in _of_the_code()}
    return _named({(app, name) for app, name in _of_the_database() - _of_the_code() if app in ours})


def _named(migrations: set[tuple[str, str]]) -> list[str]:
    return sorted(".".join(one) for one in migrations)


def _of_the_database() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


@cache
def _of_the_code() -> set[tuple[str, str]]:
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
