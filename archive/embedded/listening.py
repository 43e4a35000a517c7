"""Taking hold of a port, or saying in one sentence why not."""

import errno
import socket
import time

from django.core.management import CommandError

PATIENCE = 3  # seconds: the workers of a killed server notice within one or two


def listen(host: str, port: int) -> socket.socket:
    """A listening socket: who connects before the site is ready waits, and nobody else can take the port."""
    if not 0 <= port < 65536:
        raise CommandError(f"{port} is not a port: choose one from 1024 to 65535.")
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise CommandError(_reason(host, port, error)) from None
        time.sleep(0.1)


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use: stop what uses it, or choose another (make serve PORT={port + 123})."
    if error.errno == errno.EACCES:
        return f"Port {port} is only for root: choose one above 1023 (make serve PORT=8000)."
    return f"Cannot listen at {host}, port {port} ({error.strerror}): choose another --host or --port."


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds what listens there."""
    near = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{near}:{port}"
