"""Chance, skewed as the world is."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """Chance that favours the first."""

    def one_of(self, some: Sequence[T], skew: float = 3) -> T:
        return some[int(len(some) * self.random() ** skew)]

    def some_of(self, some: Sequence[T], most: int) -> list[T]:
        return list({id(one): one for one in (self.one_of(some) for _ in range(self.randint(0, most)))}.values())

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def about(self, mean: float, most: int) -> int:
        """A whole number, mostly below the mean, now and then far above it."""
        return min(most, int(self.expovariate(1 / (mean + 0.5))))
