"""Head counts with what is said of them: more than 80, nearly 200, some 1,000, 200余人."""

import re
from collections.abc import Iterator

from events.desk.recognisers.spans import Suggestion, Text

COUNTED = (
    "participants|attendees|guests|delegates|representatives|people|experts|companies|enterprises|speakers|executives|"
    "visitors|entrepreneurs|officials|leaders|exhibitors|scholars|students|professionals|members|organizations|"
    "organisations|firms|countries|scientists|researchers|journalists|businesses|investors|owners|buyers|suppliers|"
    "institutions|universities|start-ups|startups"
)
WORDS = {"a hundred": 100, "one hundred": 100, "two hundred": 200, "three hundred": 300, "a dozen": 12, "two dozen": 24}
WORDS |= {"twelve": 12, "ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80}
WORDS |= {"five hundred": 500, "a thousand": 1000, "seventy": 70, "ninety": 90, "fourteen": 14, "fifteen": 15}
MORE = r"more than|over|upwards of|in excess of|exceeding|at least"
LESS = r"nearly|almost|close to|fewer than|less than|under|up to|as many as"
ABOUT = r"some|about|around|approximately|roughly|an estimated"
ENGLISH = re.compile(
    rf"\b(?:(?P<more>{MORE})|(?P<less>{LESS})|(?P<about>{ABOUT}))?\s?"
    rf"\b(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})(?P<plus>\+)?\s"
    rf"(?:(?!and\b|or\b|of\b)[\w.-]{{1,20}}\s){{0,4}}?(?P<what>{COUNTED})\b",
    re.IGNORECASE,
)
CHINESE = re.compile(
    r"(?P<less>近|将近|不到)?(?P<more>超过|逾|超)?(?P<about>约|大约)?\s?(?P<number>\d{1,6})\s?(?P<plus>余|多)?\s?"
    r"(?P<what>[名位]?[^\W\d_]{0,12}?(?:代表|嘉宾|人士|专家|企业家|学者|人|家企业|家单位|家))"
)


def figures(text: Text) -> Iterator[Suggestion]:
    """Every head count; `low` and `high` are the inclusive whole numbers it allows."""
    for number, paragraph in text.numbered:
        for form in (ENGLISH, CHINESE):
            for match in form.finditer(paragraph):
                low, high = _bounds(match)
                values = {"what": match["what"], "low": low, "high": high}
                yield Suggestion("figure", number, *match.span(), match[0], values, "a number of people or bodies")


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None]:
    printed = match["number"].lower()
    number = WORDS[printed] if printed in WORDS else int(printed.replace(",", ""))
    qualifier = (match["more"] or match["less"] or match["about"] or "").lower()
    if qualifier in {"at least"}:
        return number, None
    if match["more"] or match["plus"]:
        return number + 1, None
    if match["less"]:
        return None, number if qualifier in {"up to", "as many as"} else number - 1
    return (None, None) if match["about"] else (number, number)
