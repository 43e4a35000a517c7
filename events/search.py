"""Looking for words in the names of everything at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from archive.languages import fixed_address
from events.models import Agreement, Forum, Report, Session
from orgs.models import Organization, Place
from people.models import Person

MOST = 50
KINDS = {
    "forum": Forum.objects.public(),
    "speaker": Person.objects.public(),
    "organization": Organization.objects.public(),
    "session": Session.objects.public().select_related("forum__canonical"),
    "place": Place.objects.public(),
    "report": Report.objects.all(),
    "agreement": Agreement.objects.cited(),
}


@dataclass(frozen=True)
class Hits:
    """What was found of one kind."""

    kind: str
    records: list[Any]

    @property
    def heading(self) -> str:
        plural = f"{self.kind}s"  # as the record is called
        return gettext(plural).capitalize()


def search(words: str) -> list[Hits]:
    """The records of each kind with the words in a name, in the order of their names."""
    found = ((kind, list(rows.matching(words).order_by("sort_name", "pk")[:MOST])) for kind, rows in KINDS.items())
    return [Hits(kind, records) for kind, records in found if records]


def plainly(hits: list[Hits]) -> Iterator[dict[str, str]]:
    for one in hits:
        for record in one.records:
            yield {"kind": one.kind, "name": str(record), "url": fixed_address(record.get_absolute_url)}
