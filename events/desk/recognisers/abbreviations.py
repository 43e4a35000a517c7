"""Abbreviations in brackets after a name: European Cullet Alliance (ECA)."""

from events.desk.recognisers.tokens import Token

LONGEST = 4


def abbreviation(tokens: list[Token], end: int) -> tuple[int, str | None]:
    """The token after "(ABBR)" and the abbreviation, where one follows the token before `end`."""
    if end + 2 >= len(tokens) or tokens[end].text != "(":
        return end, None
    close = next((i for i in range(end + 2, min(end + LONGEST + 1, len(tokens))) if tokens[i].text == ")"), None)
    short = tokens[end + 1 : close] if close else []
    return (close + 1, " ".join(token.text for token in short)) if close and _is_short(short) else (end, None)


def _is_short(tokens: list[Token]) -> bool:
    """Whether at least half of the letters are capitals; "(Boreal Logistics)" is no abbreviation."""
    letters = [letter for token in tokens for letter in token.text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return capitals > 1 and capitals * 2 >= len(letters)
