"""What of allauth is ours: nobody signs up, and who signed in just now need not prove it again."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest

from archive.access.sittings import is_fresh

PLAIN = ("account/messages/logged_", "mfa/messages/recovery_codes")


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        return not is_fresh(context.request)

    def add_message(
        self, request: HttpRequest, level: int, template: str | None = None, *said: Any, **more: Any
    ) -> None:
        """Of what was changed; that somebody is in or out, and that there are new codes, is plain to see."""
        if not (template or "").startswith(PLAIN):
            super().add_message(request, level, template, *said, **more)
