"""People in English texts, with the title and the body printed around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from events.desk.recognisers.after_name import described, of_a_body
from events.desk.recognisers.alongside import alongside
from events.desk.recognisers.asides import without_asides
from events.desk.recognisers.before_name import is_background, titled
from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.cues import cued
from events.desk.recognisers.entries import entered
from events.desk.recognisers.found import Found, best_of
from events.desk.recognisers.groups import grouped
from events.desk.recognisers.headed import headed
from events.desk.recognisers.introduced import introduced
from events.desk.recognisers.leading import leading
from events.desk.recognisers.led import led
from events.desk.recognisers.lines import above_its_title, behind_its_title, on_a_line
from events.desk.recognisers.names import honorific
from events.desk.recognisers.owners import owned
from events.desk.recognisers.run_on import run_on
from events.desk.recognisers.shared_bodies import with_shared_bodies
from events.desk.recognisers.tokens import Token, tokenize

DIED = frozenset(["died", "passed"])
ALSO = re.compile(r",? who (?:is|was|previously|also|formerly) (?:also|serves|served) (?:as )?")


def find_people(paragraph: str, following: Sequence[str] = (), tokens: list[Token] | None = None) -> list[Found]:
    """Everyone named in a paragraph, with the lines that follow it; of two readings the one that says more stays."""
    tokens = without_asides(tokenize(paragraph) if tokens is None else tokens)
    found = [*described(paragraph, tokens), *titled(paragraph, tokens), *introduced(paragraph, tokens)]
    found += [*of_a_body(paragraph, tokens), *cued(paragraph, tokens), *on_a_line(paragraph, tokens, following)]
    found += [*grouped(paragraph, tokens), *entered(paragraph, tokens)]
    found += [
        *run_on(paragraph, tokens),
        *leading(paragraph, tokens),
        *led(paragraph, tokens),
        *owned(paragraph, tokens),
    ]
    found += [*above_its_title(paragraph, tokens, following), *behind_its_title(paragraph, tokens)]
    best = list(with_shared_bodies(paragraph, tokens, best_of(_with_both_titles(paragraph, found))))
    every = headed(paragraph, tokens, alongside(paragraph, tokens, best))
    return list(_taking_part(tokens, every))


def _with_both_titles(paragraph: str, found: list[Found]) -> list[Found]:
    """With what stands before a name that "who is also" follows: Reed President Ada Moe, who is also Chair of Lakes."""
    before = {(one.start, one.end): one for one in found if one.reach[1] == one.end and one.capacities[0].title}
    return [_also(paragraph, one, before.get((one.start, one.end))) for one in found]


def _also(paragraph: str, one: Found, former: Found | None) -> Found:
    if former is None or former is one or not _is_also(paragraph, one, former):
        return one
    return replace(one, capacities=former.capacities + one.capacities, reach=(former.reach[0], one.reach[1]))


def _is_also(paragraph: str, one: Found, former: Found) -> bool:
    """Whether the title behind a name is a further one: after "who is also", and where a body's stands before it."""
    owned = former.reach[0] < former.start and bodylike(tokenize(former.capacities[0].body or ""))
    titled = one.reach[1] > one.end and one.capacities[0].title
    return bool(ALSO.match(paragraph, one.end) or (owned and titled))


def _taking_part(tokens: list[Token], found: list[Found]) -> Iterator[Found]:
    """Without those only spoken of: under the patronage of NAME, Title of Body, and NAME; NAME, who died."""
    starts = {token.start: at for at, token in enumerate(tokens)}
    ends = {token.end: at for at, token in enumerate(tokens, start=1)}
    spoken_of = len(tokens)
    for one in found:
        at, opened = starts[one.start], starts.get(one.reach[0], starts[one.start])
        between = tokens[spoken_of:opened]
        joined = between and all(token.text in {",", "and"} or honorific(token) for token in between)
        if _is_dead(tokens, ends.get(one.end, len(tokens))):
            continue
        if joined or is_background(tokens, at) or is_background(tokens, opened):
            spoken_of = ends[one.reach[1]]
        else:
            spoken_of = len(tokens)
            yield one


def _is_dead(tokens: list[Token], end: int) -> bool:
    """Ada Moe, who had died in May."""
    told = {token.bare for token in tokens[end + 2 : end + 4]}
    return [token.text for token in tokens[end : end + 2]] == [",", "who"] and not DIED.isdisjoint(told)
