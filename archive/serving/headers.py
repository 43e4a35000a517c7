"""What browsers are told to refuse, on every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What no page of ours uses, and that no other site may show what is meant for ours; data says otherwise (`open_data`).
UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
ON_ALL = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ContentSecurity:
    """Send the policy of the settings: scripts and styles from this site only, none inside a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = "; ".join(f"{name} {sources}" for name, sources in settings.CONTENT_SECURITY_POLICY.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code >= 400):  # Django's debug pages carry their style inside
            response.headers.setdefault("Content-Security-Policy", self.policy)
        for name, value in ON_ALL.items():
            response.headers.setdefault(name, value)
        return response
