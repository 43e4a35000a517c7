"""People on lines of their own, as programmes and lists print them."""

from collections.abc import Iterator, Sequence

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import ROLES, Capacity, of_one, read_capacities
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.names import honorific, name_from, past_honorifics
from events.desk.recognisers.segments import titles_a_name
from events.desk.recognisers.titles import ARTICLES, title_at
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import CUES, EVENT, HEADS, LABELS

LONGEST_LINE, LONGEST_NAME, LONGEST_LABEL = 220, 60, 6
BULLETS = frozenset("•·*-–")
CHAIRS = frozenset(["chair", "discussant", "facilitator"])


def on_a_line(paragraph: str, tokens: list[Token], following: Sequence[str] = ()) -> Iterator[Found]:
    """A line of a programme or a list of speakers: [09:30] [Moderator:] NAME, Title, Body."""
    if len(paragraph) > LONGEST_LINE or not tokens:
        return
    colon = max((i for i, token in enumerate(tokens[:14]) if token.text in {":", "•", "·", "*"}), default=-1)
    counted = 2 * (len(tokens) > 2 and tokens[0].text.isdigit() and tokens[1].text in ".)")
    bulleted = int(tokens[0].text in BULLETS)
    for at in {colon + 1, counted, bulleted}:
        end = name_from(tokens, at)
        mark = _past_a_role(tokens, end) if end else len(tokens)
        if end is None or mark >= len(tokens) or tokens[mark].text not in {",", "–", "—", "-", "|", "(", ";", ":"}:
            continue
        if tokens[mark].text == ":" and titles_a_name(tokens, mark + 1):  # Spotlight: Director Ada Moe
            continue
        capacities, stop = read_capacities(paragraph, tokens, mark + 1, listed=True)
        closed = stop >= len(tokens) - 1 or tokens[stop].text in ".;)("
        name = past_honorifics(tokens, at, end)
        titled = any(capacity.title for capacity in capacities)
        if titled and stop >= len(tokens):
            capacities = _with_the_body_below(capacities, following)
        if closed and capacities and (titled or bodylike(tokens[mark + 1 : stop])):
            yield found_at(
                paragraph,
                tokens,
                slice(name, end),
                slice(at, stop),
                capacities,
                "an entry of a list",
                7 if titled else 3,
            )


def _past_a_role(tokens: list[Token], end: int) -> int:
    """Past what somebody is at the event, in brackets behind the name: Ada Moe (moderator), …"""
    opened, role, closed = (token.text for token in tokens[end : end + 3]) if end + 3 < len(tokens) else ("", "", "")
    return end + 3 if (opened, closed) == ("(", ")") and role.lower() in ROLES | CHAIRS else end


def behind_its_title(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """A line whose name comes last: Lake University, Rector: NAME."""
    colon = next((i for i, token in enumerate(tokens) if token.text == ":"), 0)
    first = int(bool(tokens) and tokens[0].text in BULLETS)
    if len(paragraph) > LONGEST_LINE or colon <= first or name_from(tokens, colon + 1) != len(tokens):
        return
    capacities, stop = read_capacities(paragraph, tokens[:colon], first, listed=True)
    capacities = of_one(capacities)
    if stop == colon and len(capacities) == 1 and capacities[0].title and capacities[0].body:
        name = slice(past_honorifics(tokens, colon + 1, len(tokens)), len(tokens))
        whole = slice(first, len(tokens))
        yield found_at(paragraph, tokens, name, whole, capacities, "a title before the name of a line", 7)


def _with_the_body_below(capacities: list[Capacity], following: Sequence[str]) -> list[Capacity]:
    """NAME, Title on a line, and the body alone on the next."""
    below = tokenize(following[0]) if following else []
    alone = bodylike(below) and name_from(below, 0) is None and _is_a_body(following[0], following[1:])
    if len(capacities) != 1 or capacities[0].body or not alone:
        return capacities
    return [Capacity(capacities[0].title, following[0].strip().rstrip(","))]


def above_its_title(paragraph: str, tokens: list[Token], following: Sequence[str]) -> Iterator[Found]:
    """NAME on a line of its own, the title on the next, and the body with it or on a further one."""
    tokens = _without_a_role(tokens)
    if not following or not _is_a_name(paragraph, tokens) or not _is_a_title(following[0]):
        return
    if following[0].endswith(",") and len(following) > 1 and len(following[1]) <= LONGEST_NAME * 2:
        following = [f"{following[0]} {following[1]}", *following[2:]]
    below = tokenize(following[0])
    capacities, stop = read_capacities(following[0], below, 0, listed=True)
    if stop < len(below) - 1 or not capacities or not capacities[0].title:
        return
    if not bodylike(below) and len(following) > 1 and _is_a_body(following[1], following[2:]):
        further = _capacities_of(following[1])
        capacities = [*capacities, *further] if further else [Capacity(following[0].strip(), following[1].strip())]
    name = slice(past_honorifics(tokens, _past_a_title(tokens), len(tokens)), len(tokens))
    yield found_at(paragraph, tokens, name, name, capacities, "title on the line below", 5)


def _without_a_role(tokens: list[Token]) -> list[Token]:
    """The name alone: Ada Moe, moderator."""
    role = len(tokens) > 3 and tokens[-2].text == "," and tokens[-1].bare in ROLES and tokens[-1].text.islower()
    return tokens[:-2] if role else _without_comma(tokens)


def _without_comma(tokens: list[Token]) -> list[Token]:
    return tokens[:-1] if tokens and tokens[-1].text == "," else tokens


def _capacities_of(line: str) -> list[Capacity]:
    """What a further line below a name says by itself: a second title with its body."""
    tokens = tokenize(line)
    capacities, stop = read_capacities(line, tokens, 0, listed=True)
    whole = bool(stop >= len(tokens) - 1 and capacities and capacities[0].title and capacities[0].body)
    return capacities if whole and tokens[0].bare not in {"the", "office"} else []


def _is_a_name(line: str, tokens: list[Token]) -> bool:
    return len(line) <= LONGEST_NAME and name_from(tokens, _past_a_title(tokens)) == len(tokens)


def _past_a_title(tokens: list[Token]) -> int:
    """A bullet or label before the name, and a title printed above another: • Moderator: Ambassador Ada Brandt."""
    colon = next((i for i, token in enumerate(tokens[:LONGEST_LABEL]) if token.text == ":"), None)
    labelled = colon is not None and any(token.bare in LABELS | HEADS for token in tokens[:colon])
    at = colon + 1 if colon is not None and labelled else int(len(tokens) > 2 and not tokens[0].word)
    at += len(tokens) > at + 2 and tokens[at].text == "The" and honorific(tokens[at + 1])
    return at + (len(tokens) > at + 2 and tokens[at].bare in HEADS)


def _is_a_title(line: str) -> bool:
    return len(line) <= LONGEST_LINE and title_at(tokenize(line), 0) is not None


def _is_a_body(line: str, following: Sequence[str]) -> bool:
    """A short line in capitals that is no sentence, and not the next person's name above a title."""
    tokens = tokenize(line)
    if len(line) > LONGEST_NAME * 2 or not tokens or not tokens[0].capital or tokens[-1].text in {".", ":"}:
        return False
    gerund = tokens[0].bare.endswith("ing") and tokens[1:2] != [] and tokens[1].text in ARTICLES
    if (
        gerund
        or tokens[0].bare in EVENT | LABELS | CUES
        or (tokens[-1].bare in EVENT | LABELS | {"discussion"} and not bodylike(tokens))
    ):
        return False
    return not (_is_a_name(line, _without_comma(tokens)) and following and _is_a_title(following[0]))
