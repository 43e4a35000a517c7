"""People in English texts, with the title and the body printed around them."""

from collections.abc import Sequence

from events.desk.recognisers.after_name import described, of_a_body
from events.desk.recognisers.asides import without_asides
from events.desk.recognisers.before_name import introduced, titled
from events.desk.recognisers.cues import cued
from events.desk.recognisers.found import Found, best_of
from events.desk.recognisers.groups import grouped
from events.desk.recognisers.lines import above_its_title, on_a_line
from events.desk.recognisers.tokens import Token, tokenize


def find_people(paragraph: str, following: Sequence[str] = (), tokens: list[Token] | None = None) -> list[Found]:
    """Everyone named in a paragraph, with the lines that follow it; of two readings the one that says more stays."""
    tokens = without_asides(tokenize(paragraph) if tokens is None else tokens)
    found = [*described(paragraph, tokens), *titled(paragraph, tokens), *introduced(paragraph, tokens)]
    found += [*of_a_body(paragraph, tokens), *cued(paragraph, tokens), *on_a_line(paragraph, tokens, following)]
    found += grouped(paragraph, tokens)
    found += above_its_title(paragraph, tokens, following)
    return best_of(found)
