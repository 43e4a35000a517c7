"""Where a lawmaker or mayor sits, behind a comma: mayor, Lund, Mo.; Member of Parliament, Lund; Lund, Texas."""

from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import LISTS, OF_A_LAND, REGIONS

LONGEST_CITY = 3
SEATED = (OF_A_LAND - {"secretary", "minister", "ambassador", "consul", "envoy", "prince", "king", "queen"}) | {
    "alderman",
    "councillor",
    "councilor",
    "councilman",
    "councilmember",
    "councilwoman",
    "mla",
    "mp",
    "parliament",
}
# How American states and Canadian provinces are shortened behind a city.
STATES = LISTS["shortened state"]


def seat_end(tokens: list[Token], first: int, comma: int) -> int | None:
    """The token after a seat: after a comma behind a title, or a state after a comma behind the city of one."""
    if comma == first or tokens[comma].text != ",":
        return None
    if _is_a_city(tokens[first:comma]) or (_governs(tokens[first:comma]) and _is_a_city(tokens[comma - 1 : comma])):
        return _state_end(tokens, comma)
    if tokens[comma - 1].bare not in SEATED:
        return None
    city = comma + 1
    while city < min(len(tokens), comma + 1 + LONGEST_CITY) and tokens[city].capital:
        city += 1
    state = _state_end(tokens, city) if comma + 1 < city else None
    of_parliament = tokens[comma - 1].text == "Parliament" and _opens_with_a_city(tokens, comma + 1, city)
    return state or (city if of_parliament else None)


def _governs(words: list[Token]) -> bool:
    return len(words) > 2 and words[0].bare in SEATED and words[1].text == "of"


def _is_a_city(words: list[Token]) -> bool:
    return 0 < len(words) <= LONGEST_CITY and " ".join(word.text for word in words) in gazetteer()


def _opens_with_a_city(tokens: list[Token], at: int, end: int) -> bool:
    return any(_is_a_city(tokens[at:stop]) for stop in range(at + 1, end + 1))


def _state_end(tokens: list[Token], comma: int) -> int | None:
    """The token after a comma and a state: with its point, where it is shortened."""
    if not (tokens[comma : comma + 2] and tokens[comma].text == "," and tokens[comma + 1 : comma + 2]):
        return None
    end = comma + 2
    point = tokens[end : end + 1] and tokens[end].text == "."
    if tokens[end - 1].text.rstrip(".") in STATES and (point or tokens[end - 1].text.endswith(".")):
        return end + bool(point)
    more = tokens[end : end + 1] and tokens[end].capital  # Lund, Sichuan Province
    return end if tokens[end - 1].bare in REGIONS and not more else None
