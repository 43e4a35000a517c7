"""A parser under test: what it is given, what it may answer, and what that may cost.

Work is bounded by counts, of Python's calls and of statements, so that a busy machine decides nothing.
"""

import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from hypothesis.strategies import SearchStrategy

from archive.pages.kept_pages import shelf


class Wrong(AssertionError):
    """The answer is none that the parser may give."""


def length(value: Any) -> int:
    return len(value)


@dataclass(frozen=True)
class Parser:
    """`take` gives in a word what became of an input; whatever it raises is a crash.

    An input may cost so many calls of Python, and so many more for each of its bytes or characters.
    """

    name: str
    inputs: SearchStrategy[Any]
    take: Callable[[Any], str]
    examples: int = 100
    calls: int = 100_000
    calls_each: int = 100
    statements: int = 0
    size: Callable[[Any], int] = length


@dataclass
class Cost:
    calls: int = 0
    statements: int = 0
    seconds: float = 0.0


@contextmanager
def counted(calls: bool) -> Iterator[Cost]:
    """Count what is done within; to count calls takes most of the time."""
    cost = Cost()

    def call(frame: Any, event: str, arg: Any) -> None:
        if event in ("call", "c_call"):
            cost.calls += 1

    def statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        cost.statements += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(statement):
        began = process_time()
        before = sys.getprofile()
        if calls:
            sys.setprofile(call)
        try:
            yield cost
        finally:
            sys.setprofile(before)
            cost.seconds = process_time() - began


@dataclass
class Failure:
    """A way to go wrong, with how often it was met and the shortest input that goes it."""

    says: str
    value: Any
    many: int = 0


@dataclass
class Tally:
    """What became of the inputs of one parser."""

    parser: Parser
    outcomes: Counter[str] = field(default_factory=Counter)
    each: list[float] = field(default_factory=list)  # seconds for a byte
    slowest: tuple[float, Any] = (0.0, None)
    failures: dict[str, Failure] = field(default_factory=dict)

    def tried(self, value: Any, *, calls: bool = True) -> None:
        """Give the parser an input; nothing that it did stays. Raises what goes wrong."""
        shelf.clear()
        with transaction.atomic():
            with counted(calls) as cost:
                word = self.parser.take(value)
            transaction.set_rollback(True)
        self.note(word, value, cost)
        self.check(value, cost)

    def note(self, word: str, value: Any, cost: Cost) -> None:
        self.outcomes[word] += 1
        self.each.append(cost.seconds / (self.parser.size(value) + 100))
        self.slowest = max(self.slowest, (cost.seconds, value), key=lambda one: one[0])

    def check(self, value: Any, cost: Cost) -> None:
        parser, size = self.parser, self.parser.size(value)
        if cost.calls > parser.calls + parser.calls_each * size:
            raise Wrong(f"{cost.calls:,} calls for {size:,} bytes")
        if parser.statements and cost.statements > parser.statements:
            raise Wrong(f"{cost.statements} statements")

    def tried_gladly(self, value: Any) -> None:
        """The same, but go on after what goes wrong."""
        try:
            self.tried(value, calls=False)
        except Exception as error:
            self.outcomes["CRASH"] += 1
            says = _place(error)
            known = self.failures.setdefault(says, Failure(says, value))
            known.many += 1
            if self.parser.size(value) < self.parser.size(known.value):
                known.value = value

    def line(self) -> str:
        """Inputs, what became of them, and the slowest beside the median for a byte."""
        seconds, value = self.slowest
        size = 0 if value is None else self.parser.size(value)
        usual = median(self.each) if self.each else 0.0
        ratio = seconds / (size + 100) / usual if usual else 0.0
        told = ", ".join(f"{word} {many:,}" for word, many in self.outcomes.most_common())
        return (
            f"| {self.parser.name} | {sum(self.outcomes.values()):,} | {told} | {len(self.failures)} "
            f"| {seconds * 1000:,.0f} ms, {size:,} bytes | {ratio:,.1f} |"
        )


def _place(error: Exception) -> str:
    """The error with the last line of our own that it went through."""
    ours = [
        f"{Path(frame.filename).relative_to(settings.BASE_DIR)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(str(settings.BASE_DIR)) and "/.venv/" not in frame.filename
    ]
    return f"{type(error).__name__} at {ours[-1] if ours else '?'}: {str(error)[:200]}"
