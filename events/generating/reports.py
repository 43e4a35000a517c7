"""Made-up reports, and citing: which report states a fact, where in it, and how it is printed there."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from archive.dates import parse
from events.generating.chance import Chance
from events.generating.copying import Copies
from events.generating.known import MARK, Known, Record
from events.generating.words import OPENINGS
from events.models import Capacity, Citation, Mention, Report
from events.models.citations import GAP, Mode

LANGUAGES = ("en", "en", "zh-Hans", "fr")
STANDINGS = ("occurred",) * 10 + ("announced", "announced", "invited", "absent", "cancelled")
RELATIONS = ("for",) * 9 + ("also", "on-behalf-of", "former")


@dataclass
class Telling:
    """A report while its facts are made up."""

    pk: int
    slug: str
    earliest: date | None
    paragraphs: int
    position: int = 0
    paragraph: int = 1

    @property
    def age(self) -> tuple[Any, ...]:
        """What puts its next citation in order among those of other reports."""
        return (self.earliest or date.max, self.slug, self.position)


@dataclass
class Reporter:
    """Who makes up reports and cites facts from them."""

    chance: Chance
    copies: Copies
    known: Known
    mentions: dict[tuple[int, str], int] = field(default_factory=dict)

    def report(self, number: int, title: str, held: date | None) -> Telling:
        """A report of what was held that day."""
        chance = self.chance
        slug = f"{MARK}report-{number}"
        day = held + timedelta(days=chance.about(2, 60)) if held else None
        edtf = day.isoformat() if day and chance.happens(0.97) else chance.choice(("", "2019", "2021-05"))
        publisher = chance.one_of(self.known.bodies) if chance.happens(0.6) else None
        paragraphs = 6 + chance.about(14, 80)
        pk = self.copies.add(
            Report,
            slug=slug,
            title=title,
            kind=chance.one_of(Report.Kind.values),
            language=chance.choice(LANGUAGES),
            publisher_id=publisher and publisher.pk,
            publisher_printed=publisher.name.name if publisher else "",
            publisher_paragraph=1 if publisher else None,
            edtf=edtf,
            basis="stated" if edtf else "",
            file=f"{slug}.txt",
            sha256=sha256(slug.encode()).hexdigest(),
            paragraphs=paragraphs,
            openings=chance.choices(OPENINGS, k=paragraphs),
        )
        telling = Telling(pk, slug, parse(edtf).earliest if edtf else None, paragraphs)
        self.name_author(telling)
        return telling

    def name_author(self, telling: Telling) -> None:
        if self.chance.happens(0.3):
            self.mention(telling, self.chance.one_of(self.known.people, 4), "author")
        if self.chance.happens(0.1):
            self.mention(telling, self.chance.one_of(self.known.people), "quoted")

    def mention(self, telling: Telling, person: Record, role: str) -> None:
        if (person.pk, role) not in self.mentions:
            self.mentions[person.pk, role] = self.copies.add(Mention, person_id=person.pk, role=role)
        self.cite(telling, "mention", self.mentions[person.pk, role], name=person.name.name)

    def cite(self, telling: Telling, kind: str, pk: int, **printed: Any) -> int:
        """A citation of a fact; each goes on in the report where the last one was, or a little further."""
        telling.position += GAP
        telling.paragraph = min(telling.paragraphs, telling.paragraph + self.chance.happens(0.2))
        return self.copies.add(
            Citation,
            report_id=telling.pk,
            position=telling.position,
            paragraphs=[telling.paragraph],
            **{f"{kind}_id": pk},
            **printed,
        )

    def cite_appearance(self, telling: Telling, pk: int, person: Record, name: str, role: str) -> None:
        mode = self.chance.choice(Mode.values[1:]) if self.chance.happens(0.2) else ""
        standing = self.chance.choice(STANDINGS)
        citation = self.cite(telling, "appearance", pk, name=name, role=role, mode=mode, standing=standing)
        for order in range(1, 1 + self.chance.choice((0, 1, 1, 1, 1, 1, 1, 1, 1, 2))):
            self.capacity(citation, order, person)

    def capacity(self, citation: int, order: int, person: Record) -> None:
        """A title and body: mostly those that the person always has."""
        other = order > 1 or self.chance.happens(0.1)
        body: Record | None = self.chance.one_of(self.known.bodies) if other else person.body
        if self.chance.happens(0.05):
            body = None
        self.copies.add(
            Capacity,
            citation_id=citation,
            order=order,
            title=person.title,
            organization_id=body and body.pk,
            printed=body.name.name if body else "",
            relation=self.chance.choice(RELATIONS) if order > 1 else "for",
        )
