"""Allauth's forms of the door, with wrong codes counted as wrong passwords are, and each code good for once."""

import re
import struct
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.access.attempts import may_try, note_failure

# What the parser of passkeys falls over.
UNSOUND = (AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)
CODE_LIVES = settings.MFA_TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)  # seconds


class SignIn(LoginForm):
    """Only the staff gets in; to others it says no more than that name and password do not fit."""

    def clean(self) -> Any:
        said = super().clean()
        if self.user is not None and not self.user.is_staff:
            raise get_adapter().validation_error("username_password_mismatch")
        return said


class Counted(forms.Form):
    """A form that asks for a code."""

    user: User

    def clean_code(self) -> str:
        name = self.user.get_username()
        if not may_try(context.request, name):
            context.request.axes_locked_out = True
            raise ValidationError(gettext("Too many passwords or codes were wrong."))
        try:
            return self.accepted()
        except ValidationError:
            note_failure(context.request, name)
            raise

    def accepted(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class Once(Counted):
    """A form that asks for the code of a factor that is set up; two who send one code at once are told apart."""

    authenticator: Authenticator

    @transaction.atomic
    def accepted(self) -> str:
        User.objects.select_for_update().get(pk=self.user.pk)
        code = super().accepted()
        if self.authenticator.type == Authenticator.Type.TOTP:
            self._use_up(re.sub(r"\D", "", code))
        return code

    def _use_up(self, code: str) -> None:
        """Refuse it if it was used while it lives."""
        data, now = self.authenticator.data, time.time()
        used = {one: at for one, at in data.get("used", {}).items() if now - at < CODE_LIVES}
        if code in used:
            raise ValidationError(gettext("This code was used already: wait for the next one."))
        self.authenticator.data = data | {"used": used | {code: now}}
        self.authenticator.save(update_fields=["data"])


class Code(Once, AuthenticateForm):
    pass


class CodeAgain(Once, ReauthenticateForm):
    pass


class FirstCode(Counted, ActivateTOTPForm):
    pass


class Sound(forms.Form):
    """A form that a browser fills in with what a passkey says; programs may send anything."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()  # type: ignore[misc]
        except UNSOUND:
            self.add_error("credential", _("This is not what a passkey says."))

    def clean(self) -> Any:
        try:
            return super().clean()
        except UNSOUND:
            raise ValidationError(_("This is not what a passkey says.")) from None


class Passkey(Sound, AuthenticateWebAuthnForm):
    pass


class PasskeyAgain(Sound, ReauthenticateWebAuthnForm):
    pass


class NewPasskey(Sound, AddWebAuthnForm):
    name = forms.CharField(label=_("What you call it"), max_length=100, required=False)
