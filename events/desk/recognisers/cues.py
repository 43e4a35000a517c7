"""A name that a cue leads to: moderated by NAME, panellists included NAME, Mr. NAME."""

from collections.abc import Iterator

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.names import name_from, owns, past_honorifics
from events.desk.recognisers.syllables import is_pinyin
from events.desk.recognisers.titles import LINKS
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import COUNTRIES, CUES, FUNCTION, LABELS, SENT, SPEAKING, SUBJECTS, TOPICAL

BY = frozenset(
    ["by", "from", "with", "including", "included", "include", "were", "featuring", "featured", "features", "are"]
)

NEAR = 16
# What somebody does at an event; bodies and lands do not, or seldom.
ACTS = frozenset(
    [
        "added",
        "argued",
        "chaired",
        "commented",
        "emphasised",
        "emphasized",
        "explained",
        "mentioned",
        "moderated",
        "noted",
        "presented",
        "recalled",
        "remarked",
        "replied",
        "said",
        "spoke",
        "stressed",
        "talked",
        "told",
    ]
)


def cued(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """A bare name after "moderated by", "remarks by", "panellists were", or with an honorific; pinyin that speaks."""
    at = 0
    while at < len(tokens):
        end = name_from(tokens, at) if tokens[at].capital and not (at and _glued(tokens, at)) else None
        if end is None:
            at += 1
            continue
        name = past_honorifics(tokens, at, end)
        speaks = end < len(tokens) and tokens[end].text in SPEAKING
        acts = [token.text for token in tokens[end : end + 3]]
        words = tokens[name:end]
        owner = owns(words[-1]) and end < len(tokens) and tokens[end].capital
        plain = not owner and not any(word.bare in TOPICAL | SUBJECTS for word in words)
        if (
            len(words) > 1
            and plain
            and (
                (name > at)
                or is_cued(tokens, at)
                or _is_sent_by_a_land(tokens, at, end)
                or (acts[:2] == [",", "who"] and acts[2:] and acts[2] in ACTS | {"served"} and not bodylike(words))
                or (at > 1 and tokens[at - 1].text == "said" and not bodylike(words))
                or (
                    speaks
                    and (
                        is_pinyin(words)
                        or ((tokens[end].text in ACTS or _opens_a_talk(tokens, end)) and not bodylike(words))
                    )
                )
            )
        ):
            yield found_at(paragraph, tokens, slice(name, end), slice(name, end), [], "a cue before the name", 1)
        at = end


def _is_sent_by_a_land(tokens: list[Token], at: int, end: int) -> bool:
    """Whether a land stands before a name in brackets, and another so beside it: Chile (Ada Moe), Ghana (Li Wei)."""
    if not (at > 1 and tokens[at - 1].text == "(" and tokens[at - 2].bare in COUNTRIES):
        return False
    close = next((i for i in range(end, min(end + 3, len(tokens))) if tokens[i].text == ")"), None)
    near = range(max(1, at - 1 - NEAR), min(at + NEAR, len(tokens)))
    lands = [i for i in near if tokens[i].text == "(" and tokens[i - 1].bare in COUNTRIES]
    return close is not None and len(lands) > 1


def _opens_a_talk(tokens: list[Token], verb: int) -> bool:
    """Ada Moe opened her talk with …"""
    return (
        tokens[verb].text in SPEAKING and tokens[verb + 1 : verb + 2] != [] and tokens[verb + 1].text in {"his", "her"}
    )


def is_cued(tokens: list[Token], at: int) -> bool:
    """Whether words such as "moderated by" or "panellists included" lead to this token, over other names or not."""
    i = at - 1
    while (
        i >= 0 and at - i < 40 and (tokens[i].capital or tokens[i].bare in LINKS | {"with"} or tokens[i].text in ",():")
    ):
        if tokens[i].bare in LABELS and tokens[i + 1].text == ":":
            return True
        if tokens[i].bare in {"by", "from", "with", "including"}:
            break
        i -= 1
    near = {token.bare for token in tokens[max(i - 4, 0) : i + 1]}
    if i > 0 and tokens[i].bare == "from" and tokens[i - 1].bare in SENT | {"guests"}:
        return False
    return i >= 0 and tokens[i].bare in BY and bool(near & CUES)


def _glued(tokens: list[Token], at: int) -> bool:
    """Whether the word before belongs to the same run of capitals, so that no name begins here."""
    before = tokens[at - 1]
    return (before.capital and before.bare not in FUNCTION) or before.text in {"&", "of", "the", "/"}
