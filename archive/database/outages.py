"""Which databases do not answer: told by whoever asked one in vain, and asked anew by a thread until they do."""

from collections.abc import Callable
from threading import Lock, Thread
from time import sleep

EVERY = 0.5  # seconds
SHORTLY = 1  # seconds in which a database says that it is there


class Outages:
    """The names of those that are out; `answers` says whether one is back."""

    def __init__(self, answers: Callable[[str], bool], every: float = EVERY) -> None:
        self._answers, self._every = answers, every
        self._out: frozenset[str] = frozenset()
        self._lock = Lock()

    def __contains__(self, name: str) -> bool:
        return name in self._out

    def note(self, name: str) -> None:
        with self._lock:
            is_first, self._out = not self._out, self._out | {name}
            if is_first:
                Thread(target=self._watch, name="outages", daemon=True).start()

    def _watch(self) -> None:
        while self._out:
            sleep(self._every)
            back = {name for name in self._out if self._answers(name)}
            with self._lock:
                self._out -= back
