"""What somebody uploads is read for its words, and never comes back as a page or a program."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.events.desk.test_desk_views import address, begun

pytestmark = pytest.mark.django_db
HOSTILE = b"""<html><body><p>&lt;script&gt;alert(1)&lt;/script&gt;<p>&lt;img src=x onerror=alert(2)&gt; A quokka spoke.
<script>alert(3)</script></body></html>"""
TAGS = ("<script>alert", "<img src=x", "alert(3)")


def test_an_uploaded_page_is_shown_as_words(admin_client: Client) -> None:
    draft = begun(admin_client, file=SimpleUploadedFile("evil.html", HOSTILE, content_type="text/html"))
    for name in ("text", "draft-json", "report-file"):
        answer = admin_client.get(address(name, draft))
        assert answer["X-Content-Type-Options"] == "nosniff"
        if answer["Content-Type"].startswith("text/html"):
            assert [tag for tag in TAGS if tag in answer.content.decode()] == []
    shown = admin_client.get(address("text", draft)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def report_file() -> SimpleUploadedFile:
    path = settings.FIXTURES / "reports" / "icet-cleantech-forum-2024.yaml"
    return SimpleUploadedFile("report.yaml", path.read_bytes())


def test_what_is_downloaded_has_a_name_of_ours(admin_client: Client) -> None:
    path = settings.FIXTURES / "reports" / "icet-cleantech-forum-2024.yaml"
    evil = SimpleUploadedFile('x";.html\r\nX-Evil: 1', path.read_bytes(), content_type="text/html")
    answer = admin_client.get(address("report-file", begun(admin_client, report_file=evil)))
    assert answer["Content-Disposition"] == f'attachment; filename="{path.name}"'
    assert (answer["Content-Type"], "X-Evil" in answer) == ("application/yaml; charset=utf-8", False)


def test_a_body_without_end_is_refused(admin_client: Client) -> None:
    said = '{"document": "' + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + '"}'
    answer = admin_client.post(reverse("desk:candidates"), said, content_type="application/json")
    assert (answer.status_code, "error" in answer.json()) == (413, True)


def test_an_empty_file_beside_a_text_and_a_report_file_is_refused(admin_client: Client) -> None:
    sent = {"text": "A quokka spoke.", "file": SimpleUploadedFile("a.txt", b""), "report_file": report_file()}
    answer = admin_client.post(reverse("desk:drafts"), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["file"])
