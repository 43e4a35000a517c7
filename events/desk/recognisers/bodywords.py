"""Whether words look like a body's name by themselves."""

import re
from itertools import pairwise

from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import COMPANY_FORMS, COUNTRIES, HEADS, SUBJECT_ACRONYMS, SURE, UNITS

LONGEST_ACRONYM = 8
# World War II; not DC or CI, which may be bodies.
ROMAN = re.compile(r"I{2,3}|I?V|VI{1,3}|I?X|XI{1,3}")


def bodylike(tokens: list[Token]) -> bool:
    """Whether the words look like a body's name by themselves."""
    return any(
        (token.bare in SURE and (token.capital or token.bare in UNITS))
        or token.text in COMPANY_FORMS
        or token.text in {"people's", "people’s"}
        or _acronym(token.text)
        for token in tokens
    ) or any(_small(one, two) for one, two in pairwise(tokens))


def _small(one: Token, two: Token) -> bool:
    """A body in small letters but for its place: Lund university, government of Gujarat."""
    if two.text == "bank" and one.text == "central":
        return True
    return (two.text == "university" and one.capital) or (one.text == "government" and two.text == "of")


def acronym_before_title(words: list[Token]) -> bool:
    """Whether the first word alone is the body of a title: LFEC of "LFEC North Asia Regional Director"."""
    others = [word for word in words[1:] if word.bare != "board"]
    named = len(words) < 2 or words[-1].bare in COUNTRIES or bodylike(others) or "&" in words[1].text
    return not named and _acronym(words[0].text)


def _acronym(word: str) -> bool:
    """Letters for a body (CCPIT, GE, GO-Biz, iCET), not for a subject or a title (ESG, CEO)."""
    if ROMAN.fullmatch(word) or word in SUBJECT_ACRONYMS or word.lower() in HEADS or "." in word:
        return False
    parts = [part for part in word.split("-") if part.isalpha() and part not in SUBJECT_ACRONYMS]
    return any(
        sum(map(str.isupper, part)) > 1 and len(part) < LONGEST_ACRONYM for part in parts
    ) and not word.startswith(("Mc", "Mac", "O'", "O’"))
