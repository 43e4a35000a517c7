"""What every fact can tell of the citations it lives by, once they are fetched."""

from typing import Any

from django.db import models
from django.db.models import Prefetch

from events.wording import OCCURRED, STANDINGS, strongest


class StatedQuerySet(models.QuerySet[Any]):
    def to_read(self) -> "StatedQuerySet":
        """With all that a page says of a fact: whom and what it is about, and its citations, earliest first."""
        citations = self.model._meta.get_field("citations").related_model.objects.to_read()
        return self.select_related(*self.model.ABOUT).prefetch_related(Prefetch("citations", citations))


class Stated(models.Model):
    """Something that reports state."""

    ABOUT: tuple[str, ...] = ()

    objects = StatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def sources(self) -> list[Any]:
        return list(self.citations.all())

    @property
    def reports(self) -> list[Any]:
        """The reports that state it, the earliest first."""
        return list(dict.fromkeys(citation.report for citation in self.sources))

    @property
    def first(self) -> Any:
        """The earliest citation."""
        return next(iter(self.sources), None)

    @property
    def standing(self) -> str:
        return strongest({citation.standing for citation in self.sources})

    @property
    def is_past(self) -> bool:
        return self.standing == OCCURRED

    @property
    def standing_in_words(self) -> str:
        """Empty for what happened."""
        return STANDINGS.get(self.standing, "")

    @property
    def inference(self) -> str:
        """Why a curator infers the fact, where no report states it outright."""
        inferred = [citation.inference for citation in self.sources]
        return inferred[0] if inferred and all(inferred) else ""

    @property
    def capacities(self) -> list[Any]:
        """Each title and body printed with the name, once, the earliest first."""
        every = [capacity for citation in self.sources for capacity in citation.capacities.all()]
        return list({capacity.says: capacity for capacity in every}.values())

    @property
    def details_stated(self) -> list[Any]:
        return list(self.details.all())

    @property
    def date_as_printed(self) -> str:
        """The words of the earliest citation of the date that is shown."""
        dates = (detail for detail in self.details_stated if detail.property == "date" and detail.value == self.edtf)
        return next((citation.date for detail in dates for citation in detail.sources if citation.date), "")

    @property
    def named(self) -> Any:
        """Whom it names, by the canonical record."""
        return (getattr(self, "person", None) or self.organization).canonical

    @property
    def aliases_printed(self) -> list[str]:
        """The forms of the name printed that are not the one it is known by."""
        return [name for name in self.names_printed if name != self.named.name]

    @property
    def names_printed(self) -> list[str]:
        """Every form of the name that reports print, the earliest first."""
        return list(dict.fromkeys(citation.name for citation in self.sources if citation.name))
