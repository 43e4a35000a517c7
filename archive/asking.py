"""The archive asked by itself, as a browser would, without a server between."""

import logging
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler


def status(path: str) -> int:
    """What a look at the address is answered with; nothing of it is logged."""
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": _host(), "wsgi.url_scheme": "https"}
    setup_testing_defaults(environ)
    answered: list[str] = []
    before = logging.root.manager.disable
    logging.disable()
    try:
        WSGIHandler()(environ, lambda line, headers: answered.append(line)).close()  # type: ignore[arg-type, attr-defined]
    except Exception:  # it broke, and so did the page that says so
        return 500
    finally:
        logging.disable(before)
    return int(answered[0].split()[0])


def _host() -> str:
    """One of ours; a dot before it means its subdomains, and a star any."""
    first = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return "localhost" if first == "*" else first.lstrip(".")
