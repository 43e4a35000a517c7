"""What the admin's first page tells a curator: what waits for a hand."""

from django.contrib import admin
from django.urls import reverse_lazy
from django.utils.translation import ngettext

from archive.admin.site import Waiting
from events.models import Correction, Draft


def _corrections(many: int) -> str:
    words = ngettext("%(many)d correction waits for an answer", "%(many)d corrections wait for an answer", many)
    return words % {"many": many}


def _drafts(many: int) -> str:
    words = ngettext("%(many)d draft is ready to be looked at", "%(many)d drafts are ready to be looked at", many)
    return words % {"many": many}


QUEUE = reverse_lazy("admin:events_correction_changelist", query={"state": "open"})
admin.site.await_hand(
    Waiting("events.change_correction", QUEUE, lambda: Correction.objects.open().count(), _corrections),
    Waiting("events.publish_draft", reverse_lazy("desk:drafts"), lambda: Draft.objects.ready().count(), _drafts),
)
