"""What may be a person's name in Latin letters: capitals, initials, particles, pinyin in either order."""

import re

from events.desk.recognisers.given import is_given
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.syllables import is_joined, is_pinyin
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    BODY,
    CALENDAR,
    COUNTRIES,
    EVENT,
    FUNCTION,
    HEADLINE_VERBS,
    HEADS,
    HONORIFICS,
    MODIFIERS,
    OF_A_LAND,
    PARTICLES,
    PINYIN_SURNAMES,
    REGIONS,
    SPOKEN,
    SUBJECTS,
    TOPICAL,
)

NOT_A_NAME = (
    HONORIFICS
    | HEADS
    | BODY
    | EVENT
    | FUNCTION
    | CALENDAR
    | {"general", "deputy", "vice", "managing", "executive"}
    | {"designate", "emeritus", "emerita", "tem", "tempore"}
    | HEADLINE_VERBS
)
# Plurals of titles; but King, Prince and Master make family names, too.
SEVERAL = frozenset(
    f"{head}s"
    for head in OF_A_LAND | {"ambassador", "director", "president", "professor"}
    if head[:4] not in {"king", "prin"}
) | {"deputies", "secretaries", "undersecretaries"}
NO_NAME = TOPICAL | SUBJECTS | MODIFIERS | COUNTRIES | REGIONS | {"hong", "kong"}
# Words of headings that families are called, too.
FAMILY = frozenset(["day", "english", "french", "german", "green", "welsh", "west"])
LONGEST, MOST_TOKENS, LONGEST_NICKNAME = 5, 9, 3
# Words of a family name or a father's, which count for none: Omar Abdul Rahman bin Said Al Moe.
ARABIC = frozenset(["abdul", "abdel", "abd", "abu"])
INNER = str.maketrans("", "", "-‐‑–")
# Of syllables: He Yun’an.
APOSTROPHES = str.maketrans("", "", "'’")
# Common words that are an initial or a syllable within a name: Rosa A Quint, Tan You Soon.
INNER_WORDS = frozenset(["A", "An", "He", "No", "So", "You"])
# Rudy deLeon.
PARTICLED = re.compile(r"(?:d[aei]|l[ae]|v[ao]n)[A-Z][a-z]")
QUOTES = frozenset("\"“”„‘’'")


def name_word(token: Token) -> bool:
    """Whether a word may stand in a name."""
    letters = token.text.replace(".", "").translate(INNER).replace("'", "").replace("’", "")
    if len(token.text) == 2 and token.text[1] == "." and token.text[0].isupper():
        return True
    return (
        (token.text[0].isupper() or token.text[:3] in {"al-", "el-", "Al-", "bin-"} or PARTICLED.match(token.text))
        and letters.isalpha()
        and token.bare not in NOT_A_NAME
        and token.bare not in SEVERAL
        and not ("." in token.text[:-1] and token.text.count(".") > 1 and token.bare in TOPICAL)
        and not token.bare.endswith(("-based", "-born", "-origin"))
        and "/" not in token.text
        and "&" not in token.text
    )


def is_name(tokens: list[Token], *, alone: bool = False) -> bool:
    """Whether these tokens, and nothing else, are a name; `alone`: one word is enough."""
    if len(tokens) > 2 and tokens[0].bare in SUBJECTS and tokens[0].text.istitle():
        return False  # "Secretary Finance Ada Luz Moe": the first word is of the title.
    if (
        sum(token.text not in PARTICLES for token in tokens) < 2 - alone
        or sum(token.text.lower() not in PARTICLES | ARABIC for token in tokens) > LONGEST
        or not name_word(tokens[0])
        or not (name_word(tokens[-1]) or _ends_a_name(tokens, len(tokens) - 1))
    ):
        return False
    full = [token for token in tokens if token.capital]
    if _is_a_branch(full):
        return False
    return (
        all(name_word(token) or token.text in INNER_WORDS or token.text.lower() in PARTICLES for token in tokens[:-1])
        and not all(token.text.endswith(".") for token in tokens)
        and not all(token.bare in NO_NAME for token in full)
        and (_mostly_proper(full) or is_joined(full[-1]) or (alone and _ends_proper(full)))
    )


def _is_a_branch(words: list[Token]) -> bool:
    """Whether a land behind letters tells a company: BKD Chile."""
    first, last = words[0].text, words[-1]
    letters = len(words) == 2 and first.isupper() and first.isalpha() and len(first) > 1
    return letters and last.text.istitle() and last.bare in COUNTRIES | REGIONS


def _mostly_proper(words: list[Token]) -> bool:
    """Whether less than half are common words of headings; Al Green and Ann West are people, too."""
    common = [word for word in words if word.bare in (TOPICAL | SUBJECTS if len(words) > 2 else TOPICAL)]
    family = len(words) == 2 and common == words[1:] and words[1].bare in FAMILY
    return family or len(common) * 2 < len(words)


def _ends_proper(words: list[Token]) -> bool:
    """Whether a common word is the given name of somebody with an honorific: Dr Urban Moe."""
    return len(words) == 2 and words[1].bare not in NO_NAME


def surname_first(tokens: list[Token], at: int) -> bool:
    """Whether a surname that is also a common word opens a Chinese name here: An Feng, He Wei."""
    pair = tokens[at : at + 2]
    if (
        len(pair) < 2
        or not any(token.bare in FUNCTION for token in pair)
        or not (pair[0].text[0].isupper() and pair[1].text.translate(APOSTROPHES).istitle())
    ):
        return False
    longer = at + 2 < len(tokens) and name_word(tokens[at + 2])
    return is_pinyin(pair) and any(map(name_word, pair)) and not longer


def owns(token: Token) -> bool:
    return token.text.endswith(("'s", "’s"))


def honorific(token: Token) -> bool:
    return token.bare in HONORIFICS and token.capital


def past_honorifics(tokens: list[Token], at: int, end: int) -> int:
    """Where the name itself begins: after Mr., Dr., H.E."""
    while at + 1 < end and honorific(tokens[at]):
        at += 1
    return at


def name_from(tokens: list[Token], at: int) -> int | None:
    """Where a name that begins here ends (exclusive): the longest run of its words."""
    first = at
    while first < len(tokens) and honorific(tokens[first]):
        first += 1
    family = surname_first(tokens, first) or _given_like_a_title(tokens, first, at)
    if family and tokens[first + 1].bare in FUNCTION:
        return first + 2  # Kebin He
    end = first + family
    while (
        end < len(tokens)
        and end - first < MOST_TOKENS
        and (name_word(tokens[end]) or _particle(tokens, end) or (end > first and _ends_a_name(tokens, end)))
    ):
        end += 1
        if owns(tokens[end - 1]):
            break
        end += _nickname(tokens, end)
    inner = first + family + (family and first + 1 < end and tokens[first + 1].text in PARTICLES)  # Dr. Sultan bin Moe
    run = [token for token in tokens[inner:end] if token.text not in QUOTES]
    if not is_name(run, alone=first > at or family):
        return None
    if end < len(tokens) and _joins_on(tokens[end]) and not owns(tokens[end - 1]):
        return None
    return end


def _given_like_a_title(tokens: list[Token], first: int, at: int) -> bool:
    """Dr. Sultan Moe."""
    return at < first < len(tokens) and tokens[first].text == "Sultan"


def name_before(tokens: list[Token], end: int) -> int | None:
    """Where a name that ends before this token begins."""
    if end > 1 and tokens[end - 1].bare in FUNCTION and surname_first(tokens, end - 2):
        return end - 2
    start = end
    while (
        start > 0
        and end - start < MOST_TOKENS
        and (
            name_word(tokens[start - 1])
            or _inner(tokens, start - 1, end)
            or (start == end and _ends_a_name(tokens, end - 1))
        )
    ):
        if owns(tokens[start - 1]) or (end - start > 1 and tokens[start - 1].bare in COUNTRIES | REGIONS):
            break
        start -= 1
        start -= next((long for long in (3, 4, 5) if _nickname(tokens, start - long) == long), 0)
    while start > 0 and end - start > 2 and tokens[start].bare in NO_NAME and tokens[start - 1].bare == "and":
        start += 2 if tokens[start + 1].bare in NO_NAME and end - start > 3 else 1
    while start < end and (tokens[start].text in PARTICLES or tokens[start].bare in FUNCTION):
        start += 1
    if start > 0 and end - start == 1 and surname_first(tokens, start - 1):
        return start - 1
    city = start > 0 and end - start > 2 and tokens[start - 1].text in {"in", "In"}
    if city and tokens[start].text in gazetteer():
        start += 1  # in Oslo Ada Moe, …, joined them
    alone = start > 0 and (honorific(tokens[start - 1]) or _after_an_office(tokens, start))
    words = [token for token in tokens[start:end] if token.text not in QUOTES]
    if not is_name(words, alone=alone) or (start > 0 and tokens[start - 1].text in {"&", "/"}):
        return None
    if start > 1 and tokens[start - 1].text == "of" and tokens[start - 2].bare in SPOKEN | {",", ";", "and"}:
        return start
    if start > 0 and tokens[start - 1].text in {"of", "for", "the"} and not alone:
        return None
    return start


def _after_an_office(tokens: list[Token], at: int) -> bool:
    """His Excellency Ambassador Zhou."""
    return at > 1 and tokens[at - 1].bare in OF_A_LAND and honorific(tokens[at - 2])


def _nickname(tokens: list[Token], at: int) -> int:
    """How many tokens a name in quotes within a name takes here: Wei “Wendy” Zhang, Ada “Onion Lady” Moe."""
    around = tokens[max(at - 1, 0) : at + LONGEST_NICKNAME + 3]
    if len(around) < 5 or around[1].text not in QUOTES or not name_word(around[0]):
        return 0
    closing = next((i for i in range(3, len(around) - 1) if around[i].text in QUOTES), 0)
    inner = [*around[2:closing], *around[closing + 1 : closing + 2]]
    return closing if closing and all(map(name_word, inner)) else 0


def _ends_a_name(tokens: list[Token], at: int) -> bool:
    """Whether a name ends in an honorific, a month or a small word here: Hamid Sheikh, Rosa May, Dang Quint An."""
    last = at + 1 == len(tokens) or not tokens[at + 1].capital
    if at > 0 and tokens[at].text == "May":
        dated = at + 1 < len(tokens) and tokens[at + 1].text[0].isdigit()
        return last and not dated and (is_given(tokens[at - 1]) or tokens[at - 1].text[1:] == ".")
    if last and at > 1 and tokens[at].text in {"An", "He", "So", "You"}:
        return name_word(tokens[at - 1]) and name_word(tokens[at - 2])
    return at > 0 and last and tokens[at].text in {"Sheikh", "Shaikh"} and name_word(tokens[at - 1])


def _particle(tokens: list[Token], at: int) -> bool:
    ahead = tokens[at + 1 : at + 3]
    if tokens[at].text in INNER_WORDS and at > 0 and ahead:
        surname = tokens[at].text == "A" or tokens[at - 1].bare in PINYIN_SURNAMES
        return surname and name_word(tokens[at - 1]) and name_word(ahead[0])
    return (
        tokens[at].text in PARTICLES
        and any(token.capital for token in ahead)
        and (ahead[0].capital or ahead[0].text in PARTICLES)
    )


def _inner(tokens: list[Token], at: int, end: int) -> bool:
    if tokens[at].text in INNER_WORDS:
        return at + 1 < end and _particle(tokens, at)
    if tokens[at].text not in PARTICLES or at + 1 >= end or at == 0:
        return False
    return name_word(tokens[at - 1]) or (tokens[at - 1].text in PARTICLES and at > 1 and name_word(tokens[at - 2]))


def _joins_on(token: Token) -> bool:
    """Whether the run goes on with a capital that no name holds: then it is no name, but a body or an event."""
    return token.capital and token.bare not in FUNCTION | HEADLINE_VERBS | HEADS and not honorific(token)
