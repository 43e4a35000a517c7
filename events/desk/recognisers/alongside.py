"""Bare names in a list of people: Ada Moe, CEO, Reed Ltd, Olu Bello, Rosa Quint, Dr. Li Wei and Nils Aker spoke."""

from bisect import bisect_left
from collections.abc import Iterator

from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.names import honorific, name_from, past_honorifics
from events.desk.recognisers.run_on import is_plain
from events.desk.recognisers.tokens import Token

OPENING, CLOSING = frozenset([",", ";", "and", "&"]), frozenset([",", ";", "and", "&", "etc", "etc.", ".", "("])
# So many people must be told by their titles or bodies before bare names beside them are people, too.
LEAST = 2


def alongside(paragraph: str, tokens: list[Token], found: list[Found]) -> list[Found]:
    """Those found, with the bare names that stand in one list with them."""
    bare = list(_bare(paragraph, tokens, found)) if len(found) >= LEAST else []
    told = {one.start for one in found}
    rows = _rows(tokens, sorted([*found, *bare], key=lambda one: one.start)) if bare else []
    in_lists = [one for row in rows if sum(one.start in told for one in row) >= LEAST for one in row]
    return sorted([*found, *(one for one in in_lists if one.start not in told)], key=lambda one: one.start)


def _bare(paragraph: str, tokens: list[Token], found: list[Found]) -> Iterator[Found]:
    """What may be a name, and is all that stands between two commas."""
    taken = {at for one in found for at in range(*one.reach)}
    for at in range(1, len(tokens)):
        if tokens[at].capital and tokens[at - 1].text in OPENING and tokens[at].start not in taken:
            end = name_from(tokens, at)
            closed = end and (end == len(tokens) or tokens[end].text in CLOSING)
            if end and closed and end - at > 1 and is_plain(tokens[at:end]) and tokens[end - 1].end not in taken:
                name = slice(past_honorifics(tokens, at, end), end)
                yield found_at(paragraph, tokens, name, name, [], "a name in a list of people", 1)


def _rows(tokens: list[Token], people: list[Found]) -> list[list[Found]]:
    """The people of each list: one after another with nothing but commas or "and" between."""
    starts = [token.start for token in tokens]
    rows: list[list[Found]] = []
    for one in people:
        ended = bisect_left(starts, rows[-1][-1].reach[1]) if rows else 0
        between = tokens[ended : bisect_left(starts, one.reach[0])]
        if rows and between and all(token.text in OPENING or honorific(token) for token in between):
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows
