"""What a process has freed goes back to the system, where the C library would keep it."""

import gc
import runpy
from types import SimpleNamespace
from typing import Any

import pytest

from archive import memory
from archive.embedded import server

OF_LIBC = ("mallopt", "malloc_trim")


@pytest.fixture(autouse=True)
def never_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_last", float("-inf"))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[int, ...]]]:
    """What the C library and the garbage collector are told."""
    words: list[tuple[str, tuple[int, ...]]] = []
    libc = SimpleNamespace(**{name: lambda *args, name=name: words.append((name, args)) for name in OF_LIBC})
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: libc)
    monkeypatch.setattr(gc, "freeze", lambda: words.append(("freeze", ())))
    return words


def test_memory_is_given_back_once_in_a_while(told: list[object]) -> None:
    memory.give_back()
    memory.give_back()
    assert told == [("malloc_trim", (0,))]


@pytest.mark.parametrize(
    "begin", [server._begin, lambda worker: runpy.run_path("deploy/gunicorn.conf.py")["post_worker_init"](worker)]
)
def test_a_worker_keeps_little_from_the_start(begin: Any, told: list[object]) -> None:
    begin(None)
    assert told == [("mallopt", (-8, 2)), ("mallopt", (-3, 2**20)), ("freeze", ())]


def test_another_c_library_is_told_nothing(monkeypatch: pytest.MonkeyPatch, told: list[object]) -> None:
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: SimpleNamespace())
    memory.give_back()
    memory.keep_little()
    assert told == [("freeze", ())]
