"""Who lacks a second factor where one is asked for."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# What one may do without: set one up, prove once more who one is, go.
WAYS_TO_ONE = {"account_reauthenticate", "admin:logout", "admin:jsi18n"}


def is_lacking(user: Any) -> bool:
    return settings.SECOND_FACTOR and user.is_staff and not is_mfa_enabled(user, FACTORS)


def leads_to_one(view_name: str) -> bool:
    return view_name.startswith("mfa_") or view_name in WAYS_TO_ONE
