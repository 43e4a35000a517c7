"""Drafts: begun, saved by one tab at a time, and never losing what somebody typed.

A save says which version it was made from and which tab it comes from. One that is stale, or comes while another tab
edits, changes nothing but is kept whole; and when the editing tab changes, what stood there before is kept.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.desk.outline import Document, check
from events.models import Draft, KeptDraft

# A tab that has saved nothing for so long is no longer editing.
LAPSE = timedelta(minutes=10)
Why = KeptDraft.Why


class TakenOver(Exception):
    """Somebody else edits the draft by now."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(str(draft))


@dataclass(frozen=True)
class Saved:
    """The draft as it now stands; `kept` is the document that was refused."""

    draft: Draft
    kept: KeptDraft | None = None


@transaction.atomic
def save(draft: int, document: Document, version: int, tab: str, user: Any, text: str | None = None) -> Saved:
    """Save the document, or keep it and say what stands there instead; `text` is the digest of what it is read from."""
    check(document)
    row = Draft.objects.select_for_update().get(pk=draft)
    if row.document == document:  # sent again, since the answer to the first time was lost
        return Saved(row)
    if refused := Why.STALE if text not in (None, row.sha256) else _why_not(row, version, tab):
        return Saved(row, keep(row, document, version, tab, user, refused))
    if row.editor_tab not in ("", tab) and row.editor != user:  # one's own former tab wrote what goes on here
        keep(row, row.document, row.version, row.editor_tab, row.editor, Why.TAKEN_OVER)
    row.document = document
    return Saved(_write(row, tab, user))


def _why_not(row: Draft, version: int, tab: str) -> Why | None:
    if row.editor_tab not in ("", tab) and is_being_edited(row):
        return Why.EDITED
    return Why.STALE if row.version != version else None


def is_being_edited(row: Draft) -> bool:
    """A clock that ran ahead when it was saved locks nobody out for long."""
    return row.edited_at is not None and abs(timezone.now() - row.edited_at) < LAPSE


@transaction.atomic
def take_over(draft: int, tab: str, user: Any, *, only_own: bool = False) -> Draft:
    """Let this tab edit: whatever another one still sends is stale. TakenOver where `only_own` and somebody edits."""
    row = Draft.objects.select_for_update().get(pk=draft)
    if only_own and row.editor != user and row.editor_tab and is_being_edited(row):
        raise TakenOver(row)
    if row.editor_tab not in ("", tab) and row.editor != user:  # one's own former tab wrote what goes on here
        keep(row, row.document, row.version, row.editor_tab, row.editor, Why.TAKEN_OVER)
    return _write(row, tab, user)


def _write(row: Draft, tab: str, user: Any) -> Draft:
    row.version += 1
    row.editor, row.editor_tab, row.edited_at = user, tab, timezone.now()
    row.changed_at = row.edited_at
    row.save(update_fields=["document", "version", "editor", "editor_tab", "edited_at", "changed_at"])
    return row


def keep(row: Draft, document: Document, version: int, tab: str, by: Any, why: Why) -> KeptDraft:
    """Keep a document whole; a tab that goes on trying has its last words kept."""
    said = {"document": document, "by": by, "at": timezone.now()}
    kept, _ = KeptDraft.objects.update_or_create(draft=row, version=version, tab=tab, why=why, defaults=said)
    return kept
