"""Given names, from a list that comes with the code: they show where a body ends and a name begins."""

import unicodedata
from functools import cache
from pathlib import Path

from events.desk.recognisers.tokens import Token

LIST = Path(__file__).parent / "given.txt"
PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "’": "'"})


@cache
def given_names() -> frozenset[str]:
    return frozenset(line for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


def is_given(token: Token) -> bool:
    """Whether a word is printed as a given name is: Ada, OLU, Jean-Luc; not a word of capitals that is short."""
    letters = token.text.rstrip(".")
    titled = letters[:1].isupper() and (not letters.isupper() or len(letters) > 3)
    return titled and (plain(letters) in given_names() or plain(letters.split("-")[0]) in given_names())


def plain(word: str) -> str:
    """In small letters, without accents."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").translate(PLAIN)
