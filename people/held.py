"""The bodies and titles printed with people's names, and who prints them. No report says since when, or till when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from archive.dates import parse
from people.models import Person
from people.spells import FORMER


@dataclass
class Held:
    """A title and body that a person is printed with: by which reports, and at events of which days."""

    person: Person
    capacity: Any
    reports: list[Any] = field(default_factory=list)
    dated: list[Any] = field(default_factory=list)

    @property
    def days(self) -> list[str]:
        """The dates of the events at which it is printed, each as precise as it is, the earliest first."""
        starts = (parse(event.edtf).start for event in self.dated)
        return sorted({start.iso for start in starts if start and start.iso})


def held(facts: Iterable[Any]) -> list[Held]:
    """What the facts print of whom they name, each once, but for former titles and those without a body."""
    found: dict[Any, Held] = {}
    for fact in facts:
        for citation in fact.sources:
            for capacity in citation.capacities.all():
                if capacity.organization and capacity.relation != FORMER:
                    one = found.setdefault((fact.named, capacity.says), Held(fact.named, capacity))
                    one.reports.append(citation.report)
                    one.dated += [event for event in (getattr(fact, "dated", None),) if event and event.edtf]
    return list(found.values())
