"""The pages of allauth that are in use, under its names; all others stay closed."""

from allauth.mfa.base.views import authenticate, index, reauthenticate
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

urlpatterns = [
    path("", index, name="mfa_list_webauthn"),
    path("", index, name="mfa_index"),
    path("ask/", authenticate, name="mfa_authenticate"),
    path("again/", reauthenticate, name="mfa_reauthenticate"),
    path("app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
