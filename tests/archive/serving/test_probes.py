"""Whether the process lives, and whether it can serve; the answers hold no secret."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from archive.database import patience
from archive.serving import probes

PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


def asked(client: Client, path: str, **more: Any) -> tuple[int, str]:
    answer = client.get(path, **more)
    assert dict(answer.headers) == PLAIN
    return answer.status_code, answer.text


def test_a_process_that_lives_says_so_without_the_database(client: Client) -> None:
    """Without the mark, pytest-django refuses every statement."""
    assert asked(client, "/healthz") == (200, "ok\n")


@pytest.mark.django_db
def test_a_sound_archive_is_ready(client: Client, django_assert_num_queries: Any) -> None:
    asked(client, "/readyz")
    with django_assert_num_queries(5):
        assert asked(client, "/readyz") == (200, "ok\n")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_need_neither_https_nor_our_name(client: Client, path: str) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["archive.example.org"]):
        assert asked(client, path, headers={"host": "10.0.0.7:8000"}) == (200, "ok\n")
    assert (client.head(path).status_code, client.head(path).content) == (200, b"")
    assert (client.post(path).status_code, client.post(path).headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db
def test_no_archive_page_leads_to_a_probe(client: Client) -> None:
    assert [path for path in ("/sitemap/lists.xml", "/robots.txt") if "healthz" in client.get(path).text] == []


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_named(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="events", name="0009_edition").delete()
    MigrationRecorder.Migration.objects.filter(app="people", name="0004_removal").delete()
    words = "Migrations are not applied (events.0009_edition, people.0004_removal): run manage.py migrate.\n"
    assert asked(client, "/readyz") == (503, words)


@pytest.mark.django_db
def test_of_many_migrations_one_is_named(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="events", name__gte="0004").delete()
    words = "Migrations are not applied (15, such as events.0004_sort_day): run manage.py migrate.\n"
    assert asked(client, "/readyz") == (503, words)


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["DELETE FROM archive_edition", "DROP TABLE archive_edition"])
def test_an_edition_that_cannot_be_read_is_said(client: Client, broken: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(broken)
    assert asked(client, "/readyz") == (503, "The edition of the archive cannot be read: run manage.py migrate.\n")


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("postgres://rostrum:secret@db refused"), patience.Impatience()])
def test_a_silent_database_is_said_without_its_secrets(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*args: Any) -> Any:
        raise error

    monkeypatch.setattr(probes, "patience", broken)
    assert asked(client, "/readyz") == (503, "The database does not answer.\n")
    monkeypatch.setattr(probes, "replicas", lambda: ["default"])
    monkeypatch.setattr(probes, "answers", lambda alias: True)
    assert asked(client, "/readyz") == (200, "ok\n")
