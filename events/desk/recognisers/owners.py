"""A body that leads to its people: the Lake Board's NAME; the Lake Board, whose chair, NAME; for it spoke NAME."""

from collections.abc import Iterator

from events.desk.recognisers.capacities import Capacity, printed_of, read_capacities
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.names import honorific, name_from, owns, past_honorifics
from events.desk.recognisers.phrases import phrase_at
from events.desk.recognisers.run_on import is_plain
from events.desk.recognisers.titles import title_at
from events.desk.recognisers.tokens import Token

LONGEST, LONGEST_TITLE, MOST = 14, 12, 6
STANDS_FOR = frozenset(["representing", "behalf"])


def owned(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Body's NAME; Body, whose Title, NAME; representing Body were NAME and NAME."""
    for at, token in enumerate(tokens):
        if owns(token):
            yield from _behind_its_body(paragraph, tokens, at)
        elif token.text == "whose":
            yield from _whose(paragraph, tokens, at)
        elif token.bare in STANDS_FOR:
            yield from _standing_for(paragraph, tokens, at)


def _behind_its_body(paragraph: str, tokens: list[Token], owner: int) -> Iterator[Found]:
    """The Lake Fish Bureau's NAME; the Lake Fish Bureau's NAME, an economist."""
    end = name_from(tokens, owner + 1)
    if end is None or not is_plain(tokens[owner + 1 : end]) or (tokens[end : end + 1] and tokens[end].capital):
        return
    word = tokens[owner]
    body = _ending_at([*tokens[:owner], Token(word.text[:-2], word.start, word.end - 2)], owner + 1)
    if not body:
        return
    printed = printed_of(paragraph, body)
    capacities, stop = [Capacity(None, printed)], end
    if tokens[end : end + 1] and tokens[end].text == "," and title_at(tokens, end + 1) is not None:
        told, past = read_capacities(paragraph, tokens, end + 1)
        if told and told[0].title:
            capacities, stop = [Capacity(told[0].title, told[0].body or printed, told[0].parts), *told[1:]], past
    name = slice(past_honorifics(tokens, owner + 1, end), end)
    first = next(i for i, token in enumerate(tokens) if token.start == body[0].start)
    yield found_at(paragraph, tokens, name, slice(first, stop), capacities, "a body that owns before the name", 7)


def _whose(paragraph: str, tokens: list[Token], whose: int) -> Iterator[Found]:
    """The Lake Chamber, whose president, NAME, spoke."""
    body = _ending_at(tokens, whose - 1) if whose > 1 and tokens[whose - 1].text == "," else []
    head = title_at(tokens, whose + 1) if body else None
    if head is None:
        return
    for comma in range(head + 1, min(head + LONGEST_TITLE, len(tokens))):
        if tokens[comma].text in ".;":
            return
        end = name_from(tokens, comma + 1) if tokens[comma].text == "," else None
        if end and is_plain(tokens[comma + 1 : end]) and [token.text for token in tokens[end : end + 1]] == [","]:
            capacity = Capacity(printed_of(paragraph, tokens[whose + 1 : comma]), printed_of(paragraph, body))
            name = slice(past_honorifics(tokens, comma + 1, end), end)
            yield found_at(paragraph, tokens, name, slice(whose, end), [capacity], "a title of a body before it", 7)
            return


def _standing_for(paragraph: str, tokens: list[Token], at: int) -> Iterator[Found]:
    """Representing the Lake Board were NAME and NAME; speaking on behalf of the Lake Board was NAME."""
    first = at + 1 + (tokens[at].text == "behalf")
    first += tokens[first : first + 1] != [] and tokens[first].text == "the"
    end = phrase_at(tokens, first) if first < len(tokens) else None
    if end is None or not tokens[end : end + 1] or tokens[end].text not in {"was", "were"}:
        return
    capacity = Capacity(None, printed_of(paragraph, tokens[first:end]))
    at = end + 1
    for _ in range(MOST):
        stop = name_from(tokens, at)
        if stop is None or not is_plain(tokens[at:stop]):
            return
        name = slice(past_honorifics(tokens, at, stop), stop)
        yield found_at(paragraph, tokens, name, name, [capacity], "a body that is represented", 3)
        at = stop
        while at < len(tokens) and tokens[at].text in {",", "and"} and not honorific(tokens[at]):
            at += 1


def _ending_at(tokens: list[Token], end: int) -> list[Token]:
    """The longest name of a body that ends before a token."""
    for first in range(max(0, end - LONGEST), end):
        if tokens[first].capital and phrase_at(tokens[:end], first) == end:
            return tokens[first:end]
    return []
