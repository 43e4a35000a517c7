"""What the desk's page is given to begin with."""

from typing import Any

from django.urls import reverse

from events.desk.drafts import is_being_edited
from events.desk.held import known_records
from events.desk.labels import LABELS
from events.desk.vocabulary import vocabulary
from events.models import Draft
from events.paragraphs import split

# Where the page asks and tells, each named in urls.py.
OF_A_DRAFT = {
    "draft": "draft-json",
    "take_over": "take-over",
    "suggestions": "suggestions",
    "forums": "forums",
    "preview": "preview",
    "publish": "publish",
    "withdraw": "withdraw",
    "report_file": "report-file",
    "ready": "ready",
    "text": "text",
}
OF_ALL = {"drafts": "drafts", "candidates": "candidates", "forum": "forum"}


def editor(draft: Draft, user: Any, tab: str = "") -> dict[str, Any] | None:
    """Who is editing, if anybody is; with a tab, whether it is that one."""
    if draft.editor is None or not is_being_edited(draft):
        return None
    me = draft.editor == user and tab in ("", draft.editor_tab)
    return {"name": draft.editor.get_username(), "since": draft.edited_at, "me": me}


def desk_data(draft: Draft, user: Any) -> dict[str, Any]:
    return {
        "id": draft.pk,
        "version": draft.version,
        "document": draft.document,
        "text": draft.sha256,
        "paragraphs": split(draft.text) if draft.text_frozen else [],
        "published": draft.report is not None,
        "report": draft.report and draft.report.get_absolute_url(),
        "ready": draft.ready,
        "editor": editor(draft, user),
        "saved_by": draft.editor_tab,
        "kept": kept(draft),
        "urls": urls(draft),
        "vocabulary": vocabulary(),
        "labels": {name: str(words) for name, words in LABELS.items()},
        "known": known_records(draft.document),
        "may": {"publish": user.has_perm("events.publish_draft")},
    }


def urls(draft: Draft) -> dict[str, str]:
    here = {name: reverse(f"desk:{view}", args=[draft.pk]) for name, view in OF_A_DRAFT.items()}
    return (
        here
        | {name: reverse(f"desk:{view}") for name, view in OF_ALL.items()}
        | {
            "login": reverse("account_login"),
            "code": reverse("mfa_authenticate"),
        }
    )


def kept(draft: Draft) -> list[dict[str, Any]]:
    """The documents kept beside the draft, the latest first."""
    return [
        {
            "url": reverse("desk:kept", args=[draft.pk, one.pk]),
            "by": one.by and one.by.get_username(),
            "at": one.at,
            "why": one.get_why_display(),
        }
        for one in draft.kept.select_related("by").defer("document")
    ]
