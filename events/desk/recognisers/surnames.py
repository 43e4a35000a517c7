"""A family name alone, where its title says that it is one: Governor Brown, Chairman Brown (LFB)."""

from itertools import takewhile

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.going_on import SMALL_BODIES
from events.desk.recognisers.names import name_word
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import MODIFIERS, OF_A_LAND, PARTICLES, SUBJECTS, TOPICAL

LONGEST_BODY = 5
# Who may be called by the family name alone, where the body stands behind it.
SURNAMED = frozenset(["chair", "chairman", "chairwoman", "president", "professor"])


def lone_surname(tokens: list[Token], head: int) -> int | None:
    """Governor Brown, where nothing more of the name is printed beside it; Chairman Brown (LFB)."""
    name = head + 1
    office = tokens[head].bare in OF_A_LAND and tokens[head].capital
    if not (office or _is_of_a_body(tokens, head)) or not name_word(tokens[name]):
        return None
    if tokens[name].text.isupper():
        return None
    known_word = tokens[name].bare in TOPICAL | SUBJECTS | MODIFIERS
    last = name + 1 == len(tokens) or not (tokens[name + 1].capital or tokens[name + 1].text in PARTICLES)
    return name + 1 if last and not known_word else None


def _is_of_a_body(tokens: list[Token], head: int) -> bool:
    """Whether a body follows the word behind a title: Chairman Brown (LFB), professor Brown of Lund university."""
    link, body = head + 2, tokens[head + 3 : head + 3 + LONGEST_BODY]
    if link >= len(tokens) or tokens[head].bare not in SURNAMED:
        return False
    if tokens[link].text == "(":
        return len(body) > 1 and body[1].text == ")" and bodylike(body[:1])
    capitals = list(takewhile(lambda token: token.capital or token.bare in SMALL_BODIES, body))
    return tokens[link].text == "of" and bodylike(capitals)
