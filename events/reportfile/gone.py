"""Addresses that answer 410: of reports that were withdrawn, and of people whose data was removed.

Of a person nothing is told but the digest of the address: enough to know it again, not to read it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.db.models import F, Func, TextField, Value

from events.models import Report, Withdrawn
from events.reportfile.reading import Problem, Source
from events.reportfile.schema import AuthorityFile, RemovedItem, WithdrawnItem
from people.models import Person, Removal

PERSON_IS_THERE = "is the address of a person whom the archive has: remove the person there"
WHY = "loaded from an authority file"


def stored_withdrawn() -> list[WithdrawnItem]:
    """Of a report that was loaded again since, the address is not gone."""
    rows = Withdrawn.objects.still().order_by("slug")
    return [WithdrawnItem(slug=row.slug, on=row.on) for row in rows]


def stored_removed() -> list[RemovedItem]:
    return [
        RemovedItem(digest=row.digest, on=row.removed_at.astimezone(UTC).date())
        for row in Removal.objects.order_by("digest")
    ]


@dataclass(frozen=True)
class Gone:
    """What a file says is gone and the archive does not: it is only ever added to."""

    withdrawn: list[WithdrawnItem]
    removed: list[RemovedItem]

    @property
    def lines(self) -> Iterator[str]:
        yield from (f"+ withdrawn {item.slug}" for item in self.withdrawn)
        yield from (f"+ removed {item.digest[:12]}…" for item in self.removed)

    def write(self) -> None:
        Withdrawn.objects.bulk_create([Withdrawn(slug=item.slug, on=item.on) for item in self.withdrawn])
        days = [(item.digest, datetime.combine(item.on, time(), UTC)) for item in self.removed]
        Removal.objects.bulk_create([Removal(digest=digest, reason=WHY, removed_at=day) for digest, day in days])


def gone_changes(file: AuthorityFile) -> Gone:
    """What is new of it; a report that the archive has is not gone."""
    slugs, digests = [item.slug for item in file.withdrawn], [item.digest for item in file.removed]
    known = {*Withdrawn.objects.filter(slug__in=slugs).values_list("slug", flat=True)}
    known |= {*Report.objects.filter(slug__in=slugs).values_list("slug", flat=True)}
    told = {*Removal.objects.filter(digest__in=digests).values_list("digest", flat=True)}
    return Gone(
        [item for item in file.withdrawn if item.slug not in known],
        [item for item in file.removed if item.digest not in told],
    )


def there_still(items: Sequence[RemovedItem], source: Source) -> list[Problem]:
    """People whom a file calls removed, and the archive has."""
    if not items:
        return []
    digests = {item.digest: i for i, item in enumerate(items)}
    found = Person.objects.annotate(digest=DIGEST).filter(digest__in=digests).values_list("digest", flat=True)
    return [source.problem(("removed", digests[digest], "digest"), PERSON_IS_THERE) for digest in found]


# As the trigger reckons it by which a removed person never comes back.
DIGEST = Func(
    Func(Func(F("slug"), Value("UTF8"), function="convert_to"), function="sha256"),
    Value("hex"),
    function="encode",
    output_field=TextField(),
)
