"""Who sends a form, as far as a limit needs it: a key of the day, from which no address can be told."""

import hmac
from datetime import date
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from archive.access.secret import lasting_key


def sender(request: HttpRequest, day: date) -> str:
    """The same for all that one address sends on that day; another on every other day."""
    said = f"{day.isoformat()} {address(request)}"
    return hmac.new(lasting_key().encode(), said.encode(), sha256).hexdigest()


def address(request: HttpRequest) -> str:
    """The reader's, not the proxy's: what our own proxy added to the list is its last entry."""
    forwarded = request.headers.get("x-forwarded-for", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return _household(forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", "")))


def _household(said: str) -> str:
    """The address, of version 6 that of its network: one household has many."""
    try:
        found = ip_address(said)
    except ValueError:
        return ""
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False).network_address)
