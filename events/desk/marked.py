"""Texts in which it is marked who holds which title for which body, and the people whom they tell of.

A file holds documents; each begins with a line `=== NAME`, then come its paragraphs, a line each. A mark is
`{P1|Ada Moe}` for a person, `{T1|Director}` for a title and `{B1|Reed Club}` for a body; the number is that of the
capacity, and a mark may have several: `{B1,2|Reed Club}`. `{M|Moe}` is named again, `{X|Li Wei}` only spoken of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DOCUMENT = re.compile(r"^=== *(.*)$", re.MULTILINE)
MARK = re.compile(r"\{([PTBMX])([\d,]*)\|([^{}|]+)\}")
PARTS = {"P": "name", "T": "title", "B": "organization"}


class MarkRefused(ValueError):
    """A mark is not whole; the message names the document and the mark."""


@dataclass
class Marked:
    """A document: its text without marks, and each capacity as an answer key tells it."""

    name: str
    text: str
    people: list[dict[str, str | None]] = field(default_factory=list)


def documents(printed: str) -> Iterator[Marked]:
    """The documents of a file."""
    _, *parts = DOCUMENT.split(printed)
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        yield Marked(name, MARK.sub(lambda mark: mark[3], body).strip(), _people(name, body))


def _people(name: str, body: str) -> list[dict[str, str | None]]:
    capacities: dict[str, dict[str, str | None]] = {}
    for mark in MARK.finditer(body):
        for number in filter(None, mark[2].split(",")):
            capacity = capacities.setdefault(number, {})
            if PARTS[mark[1]] in capacity:
                raise MarkRefused(f"{name}: {mark[0]} has a number that is taken: give each capacity its own.")
            capacity[PARTS[mark[1]]] = mark[3]
    nameless = next((number for number, capacity in capacities.items() if "name" not in capacity), None)
    if nameless or re.search(r"[{}]", MARK.sub("", body)):
        what = f"capacity {nameless} has no person" if nameless else "a brace is left over"
        raise MarkRefused(f"{name}: {what}.")
    return [{"title": None, "organization": None, **capacity} for capacity in capacities.values()]
