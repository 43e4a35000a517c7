"""Made-up report files of twenty facts each, and the authority file of the bodies, people and cities they are about."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from events.generating.chance import Chance
from events.generating.naming import EVERY_CITY, body, event, person
from events.generating.words import EVENTS

FACTS = 20  # the forum, two sessions, title, day, city, how many came, three bodies, and ten people
PEOPLE_KNOWN, PEOPLE_NEW, BODIES = 7, 3, 3
KNOWN_AT_LEAST = 50
BODY_ROLES, PERSON_ROLES = ("host", "co-organizer", "sponsor"), ("speaker", "moderator", "panellist")
Document = dict[str, Any]


def write_files(folder: Path, reports: int, seed: int = 7) -> None:
    """The same files for the same seed."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = Chance(seed)
    known = max(KNOWN_AT_LEAST, reports // 5)
    _write(folder / "authority.yaml", _authority(chance, known))
    for number in range(reports):
        _write(folder / f"report-{number}.yaml", _report(chance, number, known))


def _write(file: Path, document: Document) -> None:
    file.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def _authority(chance: Chance, known: int) -> Document:
    lands = sorted({city.country for city in EVERY_CITY})
    places: list[Document] = [{"slug": _land(name), "kind": "country", "name": name} for name in lands]
    places += [
        {"slug": f"city-{n}", "kind": "city", "name": city.name.name, "country": _land(city.country)}
        for n, city in enumerate(EVERY_CITY)
    ]
    bodies = ((n, body(chance)) for n in range(known))
    return {
        "format": "rostrum-authority/1",
        "places": places,
        "organizations": [{"slug": f"body-{n}", "name": one.name.name, "kind": one.kind} for n, one in bodies],
        "persons": [{"slug": f"person-{n}", "name": person(chance).name} for n in range(known)],
    }


def _land(name: str) -> str:
    return f"land-{name.lower().replace(' ', '-')}"


def _report(chance: Chance, number: int, known: int) -> Document:
    """A report of a forum with two sessions that nobody else tells of; some of its people are new."""
    slug, kind = f"forum-{number}", chance.one_of(list(EVENTS))
    day = date(2000, 1, 1) + timedelta(days=chance.randrange(9000))
    city = chance.randrange(len(EVERY_CITY))
    title = event(chance, kind, EVERY_CITY[city].name, day.year).name
    new = [f"person-{number}-{n}" for n in range(PEOPLE_NEW)]
    chosen = dict.fromkeys(f"person-{chance.randrange(known)}" for _ in range(3 * PEOPLE_KNOWN))
    return {
        "format": "rostrum-report/1",
        "report": {"slug": f"report-{number}", "kind": "news", "title": title, "language": "en"},
        "text": {"file": f"report-{number}.txt", "sha256": sha256(slug.encode()).hexdigest(), "paragraphs": 9},
        "definitions": {
            "persons": [{"slug": one, "name": person(chance).name} for one in new],
            "forums": [{"slug": slug, "kind": kind, "sessions": [_part("opening"), _part("panel")]}],
        },
        "forums": [
            {
                "forum": slug,
                **_cited(1, name=title),
                "details": [
                    {"property": "title", "value": title, **_cited(1, name=title)},
                    {"property": "date", "value": day.isoformat(), **_cited(1, date=f"{day:%d %B %Y}")},
                ],
                "places": [{"place": f"city-{city}", **_cited(1, name=EVERY_CITY[city].name.name)}],
                "figures": [{"counted": "participants", "low": 10 + number, "high": None, **_cited(2, number="many")}],
                "involvements": [
                    {"organization": f"body-{chance.randrange(known)}", "role": role, **_cited(2, role=role)}
                    for role in BODY_ROLES[:BODIES]
                ],
                "sessions": [
                    {"session": key, **_cited(3, name=key), "appearances": appearances}
                    for key, appearances in zip(
                        ("opening", "panel"), _halves(_appearances(chance, [*new, *chosen], known)), strict=True
                    )
                ],
            }
        ],
    }


def _part(key: str) -> Document:
    return {"key": key, "kind": key, "label": key.title()}


def _appearances(chance: Chance, people: list[str], known: int) -> Iterator[Document]:
    for one in people[: PEOPLE_NEW + PEOPLE_KNOWN]:
        role, paragraph = chance.choice(PERSON_ROLES), 3 + chance.randrange(6)
        capacity = {"title": "Director", "organization": f"body-{chance.randrange(known)}", "printed": "the Council"}
        yield {"person": one, "role": role, **_cited(paragraph, name=one, role=role, capacities=[capacity])}


def _halves(items: Iterator[Document]) -> tuple[list[Document], list[Document]]:
    every = list(items)
    return every[::2], every[1::2]


def _cited(paragraph: int, **printed: Any) -> Document:
    return {"citations": [{"paragraphs": [paragraph], **printed}]}
