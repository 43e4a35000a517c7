"""What a body's lone common word stands for: beside "Lake Chamber of Fish", "Chamber President" is of that chamber."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from events.desk.recognisers.capacities import Capacity
from events.desk.recognisers.found import Found
from events.desk.recognisers.names import honorific
from events.desk.recognisers.phrases import phrase_at
from events.desk.recognisers.spans import Text

SHORT = frozenset(["Association", "Chamber", "Council", "Federation", "Institute", "University"])


def in_full(text: Text, found: Iterable[tuple[int, Found]]) -> Iterator[tuple[int, Found]]:
    """Those found; who is of a "Chamber", of the one that the text names in full, where it names just one."""
    every = list(found)
    short = {capacity.body for _, one in every for capacity in one.capacities} & SHORT
    full = {word: names.pop() for word in short if word and len(names := set(_named(text, word))) == 1}
    for number, one in every:
        capacities = tuple(_with_full_name(capacity, full) for capacity in one.capacities)
        yield number, replace(one, capacities=capacities) if full else one


def _with_full_name(capacity: Capacity, full: Mapping[str, str]) -> Capacity:
    """The full name says which body it is; what is printed beside the person stays the short word."""
    name = full.get(capacity.body or "")
    return replace(capacity, body=name, short=capacity.body) if name else capacity


def _named(text: Text, word: str) -> Iterator[str]:
    """The names of bodies that have this word within."""
    for number, paragraph in text.numbered:
        at, tokens = 0, text.tokens[number - 1] if word in paragraph else []
        while at < len(tokens):
            end = phrase_at(tokens, at)
            end = end and next((i for i in range(at + 1, end) if honorific(tokens[i])), end)
            if end and tokens[at].text != word and any(token.text == word for token in tokens[at:end]):
                yield paragraph[tokens[at].start : tokens[end - 1].end]
            at = end or at + 1
