"""Words and marks of a paragraph, with their places. One pass, no backtracking, whatever the paragraph holds."""

import re
from dataclasses import dataclass, field

from events.desk.recognisers.words import POINTED

# A word with its inner hyphens, apostrophes and full stops ("U.S.", "Co-Founder", "O'Brien"), or a single mark.
PIECE = r"(?:(?:[^\W_]\.){2,}|[^\W_]+)"
WORD = re.compile(rf"{PIECE}(?:(?:[-‐‑–'’&/]|\.(?![A-Z])){PIECE})*|[^\w\s]|_")


@dataclass(slots=True)
class Token:
    """A word or mark; what is asked of it again and again is worked out once."""

    text: str
    start: int
    end: int
    capital: bool = field(init=False)
    word: bool = field(init=False)
    bare: str = field(init=False)

    def __post_init__(self) -> None:
        self.capital = any(map(str.isupper, self.text))
        self.word = self.text[0].isalnum()
        self.bare = self.text.rstrip(".").lower()


def tokenize(text: str) -> list[Token]:
    """The tokens; the point of an initial or a known abbreviation belongs to its word."""
    tokens: list[Token] = []
    for match in WORD.finditer(text):
        last = tokens[-1] if tokens else None
        if match[0] == "." and last and last.end == match.start() and _pointed(last.text):
            tokens[-1] = Token(last.text + ".", last.start, match.end())
        else:
            tokens.append(Token(match[0], match.start(), match.end()))
    return tokens


def _pointed(word: str) -> bool:
    return word in POINTED or (len(word) == 1 and word.isupper())
