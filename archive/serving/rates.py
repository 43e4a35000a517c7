"""How much one sender may ask: so many requests in each window of time, counted by every process for itself.

Nothing is written down: who asks is known by the key of the day (`archive.access.senders`), and only until the window
ends.
"""

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from threading import Lock

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

RATE = re.compile(r"([1-9][0-9]{0,8})/([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Rate:
    many: int
    seconds: int

    @property
    def policy(self) -> str:
        """As the header RateLimit-Policy has it."""
        return f'"api";q={self.many};w={self.seconds}'


@dataclass(frozen=True)
class Left:
    """How many requests are left to a sender, below nought where there was one too many, and the seconds to more."""

    many: int
    seconds: int

    @property
    def header(self) -> str:
        return f'"api";r={max(self.many, 0)};t={self.seconds}'


def rate(text: str) -> Rate | None:
    """What a setting says, such as 600/m; none where it is empty."""
    if not text:
        return None
    if not (said := RATE.fullmatch(text)):
        raise ImproperlyConfigured(f"API_RATE is {text!r}: write a number and s, m, h or d (600/m), or nothing.")
    return Rate(int(said[1]), SECONDS[said[2]])


class Limiter:
    def __init__(self, rate: Rate, clock: Callable[[], float] = time.time) -> None:
        self.rate, self._clock = rate, clock
        self._window, self._taken = 0, Counter[str]()
        self._lock = Lock()

    def take(self, who: str) -> Left:
        now = int(self._clock())
        with self._lock:
            if self._window != (window := now // self.rate.seconds):
                self._window = window
                self._taken.clear()
            self._taken[who] += 1
            return Left(self.rate.many - self._taken[who], self.rate.seconds - now % self.rate.seconds)


@cache
def _limiter(text: str) -> Limiter | None:
    said = rate(text)
    return Limiter(said) if said else None


def limiter() -> Limiter | None:
    """That of this process; none where the settings name no rate."""
    return _limiter(settings.API_RATE)
