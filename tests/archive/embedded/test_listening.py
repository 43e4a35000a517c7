import socket

import pytest
from django.core.management import CommandError

from archive.embedded import listening
from archive.embedded.listening import address, listen


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "PATIENCE", -1)


def test_a_free_port_is_taken_at_once() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_busy_port_is_named_with_another_one_to_try() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(CommandError, match=rf"^Port {port} of 127.0.0.1 is in use: .* \(make serve PORT=\d+\)\.$"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 8000), ("no such host", 8000), ("127.0.0.1", 65536)])
def test_what_cannot_be_listened_at_is_refused_in_a_sentence(host: str, port: int) -> None:
    with pytest.raises(CommandError, match="choose"):
        listen(host, port)


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
    ],
)
def test_the_address_is_one_that_a_browser_here_can_open(host: str, found: str) -> None:
    assert address(host, 8000) == found
