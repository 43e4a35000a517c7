"""Which databases do not answer: told by whoever asked in vain or doubts one, and asked by a thread until they do."""

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
        self._asked: frozenset[str] = frozenset()  # those that are out, and those in doubt
        self._lock = Lock()

    def __contains__(self, name: str) -> bool:
        return name in self._out

    def note(self, name: str) -> None:
        with self._lock:
            self._out |= {name}
        self.doubt(name)

    def doubt(self, name: str) -> None:
        """Have it asked; if it does not answer it is out."""
        with self._lock:
            is_first, self._asked = not self._asked, self._asked | {name}
            if is_first:
                Thread(target=self._watch, name="outages", daemon=True).start()

    def _watch(self) -> None:
        while self._asked:
            sleep(self._every)
            for name in self._asked:
                self._ask(name)

    def _ask(self, name: str) -> None:
        is_there = self._answers(name)
        with self._lock:
            if is_there:
                self._out, self._asked = self._out - {name}, self._asked - {name}
            else:
                self._out |= {name}
