"""The role that a list gives its members: "The panellists were:" and the lines below, "opened by A; B; and C"."""

import re
from collections.abc import Iterator

from events.desk.recognisers.found import Found
from events.desk.recognisers.roles import role_of
from events.desk.recognisers.spans import Text

HEAD = re.compile(r"[:：]\s*$")
LONGEST_LINE = 220
STOP = re.compile(r"[.!?]\s|[。！？]")


def roles_above(text: Text) -> dict[int, str]:
    """The role that the line above a list gives to each of its lines."""
    return dict(_passed_on(text))


def _passed_on(text: Text) -> Iterator[tuple[int, str]]:
    role = None
    for number, paragraph in text.numbered:
        if HEAD.search(paragraph):
            role = role_of("person", paragraph, len(paragraph), len(paragraph))
        elif len(paragraph) > LONGEST_LINE or STOP.search(paragraph + " "):
            role = None
        elif role:
            yield number, role


def is_listed_with(paragraph: str, former: Found, one: Found) -> bool:
    """Whether two people stand in one list within a sentence."""
    between = paragraph[former.reach[1] : one.reach[0]]
    return former.reach[1] <= one.reach[0] and len(between) < 12 and not STOP.search(between)
