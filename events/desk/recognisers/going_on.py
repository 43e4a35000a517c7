"""Whether a word, a comma or a bracket still belongs to the title or body before it."""

from events.desk.recognisers.places import is_a_place
from events.desk.recognisers.titles import ARTICLES, BOARDS, LINKS
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    CALENDAR,
    COUNTRIES,
    FUNCTION,
    HEADS,
    LANDS,
    LEGAL,
    MODIFIERS,
    PARTICLES,
    REGIONS,
    SPEAKING,
    SUBJECT_ACRONYMS,
    SUBJECTS,
    SURE,
    TOPICAL,
    UNITS,
)

LOOK_AHEAD, LONGEST_SERIES = 4, 15
# Bodies' words that some print small within a name: LFB chamber of Commerce.
SMALL_BODIES = frozenset(["association", "chamber", "federation", "ministry", "university"])
OPENING_QUOTES = frozenset('‘“"')
A_SUBJECT = SUBJECTS | TOPICAL
NO_NAME = TOPICAL | SUBJECTS | COUNTRIES | REGIONS | SURE


def in_series(tokens: list[Token], comma: int) -> bool:
    """Whether a comma stands among subjects that "of" leads to: Director of Climate, Energy, and Environment."""
    first = comma
    while first > max(0, comma - LONGEST_SERIES) and (
        tokens[first - 1].text == "," or _is_a_subject(tokens[first - 1])
    ):
        first -= 1
    if first == comma or tokens[first - 1].bare not in {"of", "for"}:
        return False
    last = comma + 1
    while last < min(len(tokens), comma + LONGEST_SERIES) and (tokens[last].text == "," or _is_a_subject(tokens[last])):
        last += 1
    joined = (
        last + 1 < len(tokens)
        and tokens[last].bare == "and"
        and (tokens[last + 1].bare in A_SUBJECT | COUNTRIES | REGIONS)
    )
    joined = joined or any(token.text == "&" for token in tokens[comma + 1 : last])
    return joined and not any(token.bare in HEADS for token in tokens[last + 1 : last + 3])


def _is_a_subject(token: Token) -> bool:
    return token.bare in A_SUBJECT | COUNTRIES | REGIONS or token.text in SUBJECT_ACRONYMS | {"&", "the"}


def bracketed_end(tokens: list[Token], at: int) -> int:
    """How many tokens a bracket takes that is of the title or body: (ECA), (East Africa), but not (Chair)."""
    close = next((i for i in range(at + 2, min(at + 5, len(tokens))) if tokens[i].text == ")"), None)
    if close is None or tokens[at].text != "(":
        return 0
    inner = tokens[at + 1 : close]
    short = len(inner) == 1 and inner[0].capital and inner[0].bare not in HEADS
    titled = tokens[at - 1].bare in HEADS | SUBJECTS or [token.bare for token in tokens[at - 2 : at]] == ["of", "state"]
    area = titled and all(token.bare in NO_NAME | MODIFIERS | {"charge"} for token in inner)
    return close + 1 - at if short or area else 0


def goes_on(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if (
        token.text == "on"
        and i + 1 < len(tokens)
        and (tokens[i + 1].text[0].isdigit() or tokens[i + 1].bare in CALENDAR)
    ):
        return False  # Ambassador to Chile on 6th July
    if not token.word:
        named = token.text in OPENING_QUOTES and i > 0 and tokens[i - 1].text.islower()  # the agency ‘Reed’
        return named or token.text in "&'’+" or _joins_a_subject(tokens, i) or _spells_out(tokens, i)
    if (
        token.capital
        or token.bare == "a.i"
        or token.bare in LINKS | HEADS | MODIFIERS | UNITS | SUBJECTS | BOARDS | {"to", "under"}
        or token.text[0].isdigit()
    ):
        return not (
            token.capital and token.text in {"He", "She", "They", "The", "In", "This"} and tokens[i - 1].text == "."
        )
    if (token.bare in LEGAL | {"university"} and tokens[i - 1].capital) or ends_in_small_nouns(tokens, i):
        return True
    if token.bare in SMALL_BODIES and tokens[i - 1].capital and tokens[i + 1 : i + 2] and tokens[i + 1].text == "of":
        return True
    if token.bare == "other" and tokens[i - 1].bare == "and" and tokens[i + 1 : i + 2] and tokens[i + 1].capital:
        return True  # Mission to the United Nations and other International Organizations
    if token.text == "between" and tokens[i - 1].capital:
        return any(one.bare in COUNTRIES for one in tokens[i + 1 : i + 3])  # Association for Fish between Chile and …
    if token.text == "this" and tokens[i - 1].text == "of" and tokens[i + 1 : i + 2] and tokens[i + 1].capital:
        return True  # President of this Chamber
    if _is_of_a_part(tokens, i) or leads_to_a_body(tokens, i) or of_a_small_subject(tokens, i):
        return True
    if (token.bare in LANDS or (token.text in PARTICLES and tokens[i + 1 : i + 2])) and tokens[i - 1].capital:
        return True
    ahead = tokens[i : i + LOOK_AHEAD]
    for word in ahead:
        if word.bare in HEADS | UNITS | SUBJECTS:
            return True
        if not word.word or word.capital or word.bare in FUNCTION or word.bare.endswith("ed") or _is_verb(word):
            return False
    return False


def _is_of_a_part(tokens: list[Token], at: int) -> bool:
    """Head of the registration department; chair of the board of trustees."""
    led = at > 1 and tokens[at - 1].text == "the" and tokens[at - 2].text == "of"
    after = tokens[at + 1].bare if at + 1 < len(tokens) else ""
    return led and (after in UNITS or [tokens[at].text, after] == ["board", "of"])


def _joins_a_subject(tokens: list[Token], dash: int) -> bool:
    """Vice President – Upstream, Iberglas."""
    after = tokens[dash + 1 : dash + 3]
    return (
        tokens[dash].text in {"-", "–", "—"}
        and tokens[dash - 1].bare in HEADS
        and len(after) == 2
        and (after[0].bare in SUBJECTS or after[0].text in SUBJECT_ACRONYMS)
        and after[1].text in {",", "at", "of", "for", "with", "&", "and"}
    )


def _spells_out(tokens: list[Token], dash: int) -> bool:
    """Whether letters stand before a dash, and what they stand for behind it: IDL - Instituto de Lagos."""
    short = tokens[dash - 1].text if dash else ""
    initials = "".join(token.text[0] for token in tokens[dash + 1 : dash + LONGEST_SERIES] if token.capital)
    return tokens[dash].text in {"-", "–"} and len(short) > 1 and short.isupper() and initials.startswith(short[:2])


def ends_in_small_nouns(tokens: list[Token], at: int) -> bool:
    """Whether small nouns end a body's name here: World Federation of lake organizations; Chile's central bank."""
    first, end = at, at + 1
    while first > max(0, at - LOOK_AHEAD) and _plain_noun(tokens[first - 1]):
        first -= 1
    while end < min(len(tokens), at + LOOK_AHEAD) and _plain_noun(tokens[end]):
        end += 1
    if first < 2 or not _plain_noun(tokens[at]):
        return False
    if [token.text for token in tokens[first:end]] == ["central", "bank"]:
        return tokens[first - 1].capital
    led = tokens[first - 1].text in {"of", "for"} and tokens[first - 2].capital and tokens[first - 2].bare in SURE
    return led and (end == len(tokens) or tokens[end].text in {",", ";", ".", "and", "("})


def _plain_noun(token: Token) -> bool:
    plain = token.word and token.text.islower() and not token.bare.endswith(("ed", "ing", "ly"))
    noun = plain or token.text == "engineering"
    return noun and token.bare not in FUNCTION | LINKS | HEADS | SPEAKING | {"in", "on", "to", "since", "this"}


def _is_verb(word: Token) -> bool:
    return word.bare.endswith("ing") and word.bare != "emerging"


def leads_to_a_body(tokens: list[Token], at: int) -> bool:
    """Whether common nouns stand between "of the" and a body: CEO of the Swedish battery maker Voltano."""
    end = at
    while end < min(len(tokens), at + 3) and _common(tokens[end]):
        end += 1
    first = at
    while first > 0 and (_common(tokens[first - 1]) or _told_first(tokens[first - 1])):
        first -= 1
    first -= first > 0 and tokens[first - 1].text in ARTICLES
    led = first > 0 and tokens[first - 1].bare in {"of", "at", "with", "for"}
    return led and at < end < len(tokens) and tokens[end].capital


def of_a_small_subject(tokens: list[Token], at: int) -> bool:
    """Whether small nouns after "of" say what somebody works on: professor of health behavior at Lake University."""
    first = at
    while first > max(0, at - LOOK_AHEAD) and _noun(tokens[first - 1]):
        first -= 1
    led = first > 1 and tokens[first - 1].text == "of" and tokens[first - 2].bare in HEADS
    end = at
    while end < min(len(tokens), at + LOOK_AHEAD) and _noun(tokens[end]):
        end += 1
    closed = end < len(tokens) and tokens[end].text in {"at", "for", "with", ",", "("}
    return led and closed and at < end and tokens[at].bare != "and"


def _noun(token: Token) -> bool:
    return token.bare in {"and", "&"} or (
        token.word and token.text.islower() and token.bare not in FUNCTION | LINKS | HEADS | SPEAKING | UNITS
    )


def _told_first(token: Token) -> bool:
    small_subject = token.text.islower() and token.bare in SUBJECTS
    return small_subject or token.bare in TOPICAL or token.bare.endswith("-based") or is_a_place(token)


def _common(token: Token) -> bool:
    return (
        token.word and token.text.islower() and token.bare not in FUNCTION | LINKS | UNITS | HEADS | SUBJECTS | SPEAKING
    )
