"""The desk's addresses: who may, what they answer, and what goes wrong in words."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from events.models import Draft, KeptDraft

pytestmark = pytest.mark.django_db

TEXT = "The Cleantech Forum opened in Beijing.\n\nLi Xiang spoke.\n"


def started(client: Client, text: str = TEXT) -> Draft:
    """A draft begun from pasted text, its lines joined."""
    client.post(reverse("desk:drafts"), {"text": text})
    draft = Draft.objects.latest("pk")
    client.post(reverse("desk:text", args=[draft.pk]), {"text": draft.text, "accept": ""})
    draft.refresh_from_db()
    return draft


def address(name: str, draft: Draft) -> str:
    return reverse(f"desk:{name}", args=[draft.pk])


def put(client: Client, draft: Draft, document: Any, version: int, tab: str = "one") -> Any:
    said = {"document": document, "version": version, "tab": tab}
    return client.put(address("draft-json", draft), json.dumps(said), content_type="application/json")


def test_pasted_words_become_a_draft_with_a_frozen_text(admin_client: Client) -> None:
    draft = started(admin_client)
    page = admin_client.get(draft.get_absolute_url())
    assert (page.status_code, draft.text_frozen, draft.owner) == (200, True, User.objects.get())
    assert page.context["desk"]["paragraphs"] == ["The Cleantech Forum opened in Beijing.", "Li Xiang spoke."]


def test_a_save_answers_with_the_next_version(admin_client: Client) -> None:
    draft = started(admin_client)
    answer = put(admin_client, draft, {"report": {"title": "A"}}, 1)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert admin_client.get(address("draft-json", draft)).json()["document"] == {"report": {"title": "A"}}


def test_a_stale_save_is_refused_with_both_kept(admin_client: Client) -> None:
    draft = started(admin_client)
    put(admin_client, draft, {"report": {"title": "A"}}, 1)
    answer = put(admin_client, draft, {"report": {"title": "B"}}, 1)
    assert (answer.status_code, answer.json()["version"], answer.json()["document"]) == (
        409,
        2,
        {"report": {"title": "A"}},
    )
    assert admin_client.get(answer.json()["kept"]).json()["document"] == {"report": {"title": "B"}}
    assert KeptDraft.objects.count() == 1


def test_suggestions_have_ids_that_stay(admin_client: Client) -> None:
    draft = started(admin_client)
    one, two = (admin_client.get(address("suggestions", draft)).json()["suggestions"] for _ in range(2))
    assert one == two and len({each["id"] for each in one}) == len(one) > 0


def test_a_preview_of_nothing_says_what_is_missing(admin_client: Client) -> None:
    draft = started(admin_client)
    answer = admin_client.post(address("preview", draft), {"version": 1}, content_type="application/json").json()
    assert [problem["path"] for problem in answer["problems"]] == ["report"]
