"""Whether "and" or "&" joins words of one name, or parts two bodies: Ministry of Industry and Trade."""

import re

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    AREAS,
    BODY,
    COUNTRIES,
    LANDS,
    MODIFIERS,
    REGIONS,
    SMALL,
    SUBJECT_ACRONYMS,
    SUBJECTS,
    TOPICAL,
)

GENERIC = SUBJECTS | TOPICAL | MODIFIERS | BODY
INNER_CAPITAL = re.compile(r"[A-Z]?[a-z]+[A-Z]")


def same_name(tokens: list[Token], i: int, start: int) -> bool:
    """Whether "and" joins words of one name: Import and Export of …, Ministry of Industry and Trade."""
    before, ahead = tokens[start:i], _ahead(tokens, i + 1)
    if _letters_of_both(tokens, start, i + 1 + len(ahead)):
        return True
    if not ahead or not ahead[0].capital or of_an_area(before):
        return False
    last = max((n + 1 for n, token in enumerate(before) if token.bare in {"of", "for", "the", "and"}), default=0)
    if bodylike(before[last:]) or before[-1].bare in LANDS:
        return False
    if before[-1].bare not in GENERIC and _is_another(ahead):
        return False
    if _is_a_company(ahead) or (last and before[-1].bare in COUNTRIES | REGIONS and _is_elsewhere(ahead)):
        return False
    if last and (ahead[0].bare in GENERIC or not _acts(tokens, i)):
        return True
    return bodylike(ahead) and bool(last or before[-1].bare in GENERIC)


def _letters_of_both(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the letters in brackets behind are those of the whole: Centre for Lakes and Harbours (CLH)."""
    initials = "".join(token.text[0] for token in tokens[start:end] if token.capital)
    return len(initials) > 2 and [token.text for token in tokens[end : end + 3]] == ["(", initials, ")"]


def parts_letters(tokens: list[Token], i: int) -> bool:
    """Whether a sign stands between the letters of two bodies: LFB & LKRB."""
    around = [*tokens[i - 1 : i], *tokens[i + 1 : i + 2]]
    return len(around) == 2 and all(token.text.isupper() and len(token.text) > 2 for token in around)


def of_an_area(run: list[Token]) -> bool:
    return run[0].bare in AREAS and len(run) > 2 and run[1].text == "of"


def _is_another(ahead: list[Token]) -> bool:
    """Whether a name of its own follows, none of whose words is a subject: … and Trident Consulting."""
    proper = [token for token in ahead if token.capital]
    return len(proper) > 1 and not any(token.bare in SUBJECTS | TOPICAL for token in proper)


def _is_a_company(ahead: list[Token]) -> bool:
    """Whether letters and a word, or a word with a capital within, begin a further body: … and LFB Foundation."""
    letters = ahead[0].text.isupper() and len(ahead[0].text) > 1 and ahead[0].text not in SUBJECT_ACRONYMS
    return (letters and len(ahead) > 1 and ahead[1].capital) or bool(INNER_CAPITAL.match(ahead[0].text))


def _is_elsewhere(ahead: list[Token]) -> bool:
    """Whether no land follows a land, but a name of its own: University of Texas and Lund University."""
    proper = [token for token in ahead if token.capital]
    return len(proper) > 1 and proper[0].bare not in GENERIC | COUNTRIES | REGIONS


def _ahead(tokens: list[Token], at: int) -> list[Token]:
    ahead = []
    for token in tokens[at : at + 5]:
        if not token.capital and token.bare not in SMALL - {"and", "the"}:
            break
        ahead.append(token)
    return ahead


def _acts(tokens: list[Token], i: int) -> bool:
    """Whether a verb follows the next word: then it is a name of its own."""
    return i + 2 < len(tokens) and tokens[i + 2].text.islower() and tokens[i + 2].bare not in SMALL
