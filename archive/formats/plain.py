"""Records as plain data: what JSON says of them.

Each app registers its own kinds with `plain.register`, so that a person can tell of appearances without knowing them.
"""

from functools import singledispatch
from typing import Any


@singledispatch
def plain(record: object) -> dict[str, Any]:
    """The record as JSON has it."""
    raise TypeError(f"{type(record).__name__} has no plain form: register one with plain.register.")
