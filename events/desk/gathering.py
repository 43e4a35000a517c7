"""From suggestions to what they say together, in the shape of an answer key: one forum, people, organizations."""

import re
from dataclasses import dataclass
from typing import Any

from events.desk.recognisers.forums import HELD
from events.desk.recognisers.roles import sentence_of
from events.desk.recognisers.spans import Suggestion, Text

AT = re.compile(
    r"(?:\b(?:in|at|to|from|visited|host city|venue)\W+(?:[\w'’.-]+\W+){0,6}?|[在于：:]\s?|^\W*)$", re.IGNORECASE
)
GATHERING = re.compile(
    r"forum|summit|workshop|conference|symposium|dialogue|roundtable|seminar|congress|meeting|mission|expo|event|session|"
    r"论坛|会|活动|对话|delegation",
    re.IGNORECASE,
)
# A place and a day before the first sentence: of the publication, not of the forum.
DATELINE = re.compile(r"[^.a-z]{0,3}[A-Z][^.:;]{2,50}?\d{4}\)?\s?(?:[–—-]|\.|/)")
DATELINE_ENDS = 60
# What a dateline's city is, too: the forum was held here on Sunday.
HERE = re.compile(r"\b(?:held|organi[sz]ed|opened|concluded|began|inaugurated) here\b")
# A line with the day and the venue, which the city ends: 2 July 2026 • Lake Conference Centre, Lund.
VENUE_LINE = re.compile(r"\b(?:Center|Centre|Hall|Hotel|House|Resort|University), $")
# How much must speak for a city before the forum is said to be held there.
LEAST = 4


@dataclass(frozen=True)
class Gathered:
    """What a text says of its forum; each person with title, organization, its parts and role."""

    name: str | None
    date_edtf: str | None
    cities: list[str]
    people: list[dict[str, Any]]
    organizations: list[str]


def gather(text: Text, suggestions: list[Suggestion]) -> Gathered:
    """The likeliest forum with its date and cities, the people as introduced, each organization once."""
    forums = [one for one in suggestions if one.kind == "forum"]
    name = str(forums[0].values["name"]) if forums else None
    organizations = {
        str(one.values["name"]).casefold(): _with_abbreviation(one)
        for one in sorted(suggestions, key=lambda one: bool(one.values.get("abbreviation")))
        if one.kind == "organization"
    }
    people = [dict(one.values) for one in suggestions if one.kind == "person" and not one.values["again"]]
    return Gathered(
        name, _date(text, suggestions), _cities(text, suggestions, name), people, list(organizations.values())
    )


def _with_abbreviation(one: Suggestion) -> str:
    short = one.values.get("abbreviation")
    return f"{one.values['name']} ({short})" if short else str(one.values["name"])


def _date(text: Text, suggestions: list[Suggestion]) -> str | None:
    dates = [one for one in suggestions if one.kind == "date"]
    best = max(dates, key=lambda one: (_told(text, one) + _precision(one), -one.paragraph, -one.start), default=None)
    return str(best.values["edtf"]) if best else None


def _precision(one: Suggestion) -> int:
    return (len(str(one.values["edtf"])) >= 10) + ("/" in str(one.values["edtf"]))


def _told(text: Text, one: Suggestion) -> int:
    """How much a span's sentence speaks of the forum being held."""
    paragraph = text.paragraphs[one.paragraph - 1]
    sentence = paragraph[slice(*sentence_of(paragraph, one.start, one.end))]
    early = one.paragraph <= 4
    labelled = bool(re.match(r"\W*(?:date|when|venue|where|place|时间|日期|地点)\b", paragraph, re.IGNORECASE))
    return (
        bool(HELD.search(sentence))
        - 2 * is_of_publication(text, one)
        + bool(GATHERING.search(sentence))
        + early
        + 3 * labelled
        - 2 * (len(sentence) < 14 and not labelled)
    )


def is_of_publication(text: Text, one: Suggestion) -> bool:
    """Whether a date stands in a dateline: it tells when the report was published."""
    paragraph = text.paragraphs[one.paragraph - 1]
    dateline = bool(DATELINE.match(paragraph)) and one.end <= DATELINE_ENDS and len(paragraph) > 2 * DATELINE_ENDS
    return one.kind == "date" and (dateline or paragraph[one.end : one.end + 1] in {"电", "讯"})


def _cities(text: Text, suggestions: list[Suggestion], name: str | None) -> list[str]:
    named = [one for one in suggestions if one.kind in {"person", "organization"}]
    places = [one for one in suggestions if one.kind == "place" and not any(_within(one, other) for other in named)]
    scored = [(_told(text, one) + _placed(text, one, name), one) for one in places]
    best = max((score for score, _ in scored if score >= LEAST), default=None)
    first = next((one for score, one in scored if score == best), None)
    if not first:
        return []
    chosen = [first]
    for one in sorted(places, key=lambda one: one.start):
        if one.paragraph == first.paragraph and _listed(text, chosen[-1], one):
            chosen.append(one)
    return list(dict.fromkeys(str(one.values["name"]) for one in chosen))


def _within(one: Suggestion, other: Suggestion) -> bool:
    """Whether a place is part of a person's or a body's name: University of Cork."""
    return one.paragraph == other.paragraph and other.start <= one.start and one.end <= other.end


def _placed(text: Text, one: Suggestion, name: str | None) -> int:
    paragraph = text.paragraphs[one.paragraph - 1]
    before = paragraph[max(0, one.start - 60) : one.start]
    dateline = one.start < 2 and bool(re.match(r"[,，(（ ]", paragraph[one.end : one.end + 1])) and one.paragraph < 6
    inside = bool(re.search(r"[A-Z][a-z]+\s$", before) and not re.search(r"\b(?:In|At|From|Venue)\s$", before))
    inside = inside or bool(re.search(r"[A-Z][\w'’]+ of $|\b(?:offices?|headquarters|branch(?:es)?) in $", before))
    inside = inside or bool(re.match(r"\s[A-Z]", paragraph[one.end : one.end + 2]))
    return (
        -2 * inside
        + 2 * bool(AT.search(before))
        + dateline * (3 if HERE.search(paragraph) else 1)
        + 3 * (one.end >= len(paragraph) - 1 and bool(VENUE_LINE.search(before)))
        + 2 * (re.search(r"\b(?:in|at)\s$|[在于]$", before) is not None)
    )


def _listed(text: Text, first: Suggestion, other: Suggestion) -> bool:
    """Whether a city follows another in a list: in Lyon, Turin and Geneva."""
    between = text.paragraphs[first.paragraph - 1][first.end : other.start]
    return other.start > first.start and bool(
        re.fullmatch(r"(?:[\s,、和与及]|\band\b|\bto\b|[A-Z][\w-]+,){1,6}", between)
    )
