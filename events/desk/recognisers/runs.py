"""Runs of words that may be a name the archive knows: from a capital on, and between marks in Chinese."""

import re
from collections.abc import Iterable, Iterator

from events.desk.recognisers.tokens import Token

LONGEST, LONGEST_HAN = 8, 16
# Chinese has no blanks, so that any characters in a row may be a name; of a very long text, only the start is asked.
MOST_HAN = 12_000
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def runs(paragraphs: Iterable[tuple[str, list[Token]]]) -> Iterator[str]:
    read = 0
    for paragraph, tokens in paragraphs:
        yield from _latin(paragraph, tokens)
        if read < MOST_HAN:
            yield from _han(paragraph[: MOST_HAN - read])
            read += sum(len(match[0]) for match in HAN.finditer(paragraph))


def _latin(paragraph: str, tokens: list[Token]) -> Iterator[str]:
    for at, token in enumerate(tokens):
        if token.capital:
            ends = range(at, min(at + LONGEST, len(tokens)))
            yield from (paragraph[token.start : tokens[end].end] for end in ends if tokens[end].word)


def _han(paragraph: str) -> Iterator[str]:
    for match in HAN.finditer(paragraph):
        row = match[0]
        for at in range(len(row) - 1):
            yield from (row[at:end] for end in range(at + 2, min(at + LONGEST_HAN, len(row)) + 1))
