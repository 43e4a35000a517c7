"""What every fact can tell of the citations it lives by, once they are fetched."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import JSONObject

from archive.database.fetched import fetched
from archive.languages import listed
from events.wording import DENIALS, OCCURRED, STANDINGS, strongest

FEW = 3
MANY = 30  # citations of one fact


def of_session_or_forum(rows: models.QuerySet[Any], relation: str, session: str, **those: Any) -> models.QuerySet[Any]:
    """The rows, joined along `relation` of their forum to what is their session's, else to what is the forum's own.

    `session` is the way from a row to its canonical session; `those` are conditions on what is joined, which a later
    filter would put to another join.
    """
    way = f"forum__canonical__same_records__{relation}__"
    joined = f"{way}session"
    joined_are = Q(**{f"{way}{path}": value for path, value in those.items()})
    stated = rows.model._meta.get_field("forum").related_model._meta.get_field(relation).related_model
    of_session = Exists(stated._default_manager.filter(session__canonical=OuterRef(session)))
    return rows.filter(Q(**{f"{joined}__canonical": F(session)}) | Q(~of_session, **{joined: None}), joined_are)


class StatedQuerySet(models.QuerySet[Any]):
    def past(self) -> "StatedQuerySet":
        """Those that took place, by every report that says whether they did: `is_past`, asked of the database."""
        return self.filter(self._standing(OCCURRED), ~self._standing(*DENIALS))

    def took_place(self) -> ExpressionWrapper:
        """`is_past` as an expression."""
        said = Q(self._standing(OCCURRED)) & ~Q(self._standing(*DENIALS))
        return ExpressionWrapper(said, models.BooleanField())

    def of(self, record: models.Model) -> "StatedQuerySet":
        """Those of a person, a body, an agreement…, or of a record that is the same."""
        return self.filter(**{f"{record._meta.model_name}__canonical": record})

    def _standing(self, *standings: str) -> Exists:
        citations = self.model._meta.get_field("citations")
        cited = {citations.field.name: OuterRef("pk"), "standing__in": standings}
        return Exists(citations.related_model.objects.filter(**cited))

    def with_session(self) -> "StatedQuerySet":
        """Those about a session, not about a whole forum."""
        return self.exclude(session=None)

    def to_read(self) -> "StatedQuerySet":
        """With all that a page says of a fact: whom and what it is about, and its citations, earliest first."""
        citations = self.model._meta.get_field("citations").related_model.objects.to_read()
        return self.select_related(*self.model.ABOUT).prefetch_related(Prefetch("citations", citations))

    def to_read_in_part(self) -> "StatedQuerySet":
        """As `to_read`, with the earliest citations alone, where one fact may have thousands of them."""
        relation = self.model._meta.get_field("citations")
        citations = relation.related_model.objects
        own = citations.filter(**{relation.field.name: OuterRef("pk")}).order_by().values(relation.field.name)
        told = JSONObject(
            many=Count("pk"), reports=Count("report", distinct=True), standings=ArrayAgg("standing", distinct=True)
        )
        rows = self.select_related(*self.model.ABOUT).annotate(in_all=Subquery(own.annotate(told=told).values("told")))
        return rows.prefetch_related(Prefetch("citations", citations.to_read()[:MANY], to_attr="first_citations"))


class Cited:
    """What the citations of something, its `sources`, come to."""

    sources: list[Any]
    in_all: dict[str, Any] | None = None  # where only some of the citations are fetched: what all come to

    @property
    def more_sources(self) -> int:
        return self.in_all["many"] - len(self.sources) if self.in_all else 0

    @property
    def many_reports(self) -> int:
        return self.in_all["reports"] if self.in_all else len(self.reports)

    @property
    def reports(self) -> list[Any]:
        """The reports that state it, the earliest first."""
        return list(dict.fromkeys(citation.report for citation in self.sources))

    @property
    def paragraphs_cited(self) -> str:
        """The numbers of the paragraphs, the first few of them: for what one report states."""
        numbers = sorted({number for citation in self.sources for number in citation.paragraphs})
        return listed(numbers[:FEW]) + (" …" if len(numbers) > FEW else "")

    @property
    def first(self) -> Any:
        """The earliest citation."""
        return next(iter(self.sources), None)

    @property
    def standing(self) -> str:
        return strongest({*(self.in_all or {}).get("standings", ()), *(one.standing for one in self.sources)})

    @property
    def is_past(self) -> bool:
        return self.standing == OCCURRED

    @property
    def standing_in_words(self) -> str:
        """Empty for what happened."""
        return str(STANDINGS.get(self.standing, ""))

    @property
    def inference(self) -> str:
        """Why a curator infers the fact, where no report states it outright."""
        inferred = [citation.inference for citation in self.sources]
        return inferred[0] if inferred and all(inferred) else ""


@dataclass(frozen=True)
class Whereabouts(Cited):
    """A place of an event, with all citations that put it there."""

    place: Any
    sources: list[Any]


class Stated(Cited, models.Model):
    """Something that reports state."""

    ABOUT: tuple[str, ...] = ()

    objects = StatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def sources(self) -> list[Any]:  # type: ignore[override]
        return self.first_citations if self.in_all else fetched(self, "citations")

    @property
    def capacities(self) -> list[Any]:
        """Each title and body printed with the name, once, the earliest first."""
        every = [capacity for citation in self.sources for capacity in fetched(citation, "capacities")]
        return list({capacity.says: capacity for capacity in every}.values())

    @property
    def details_stated(self) -> list[Any]:
        return fetched(self, "details")

    @property
    def dates_stated(self) -> list[Any]:
        """The facts that state the date that is shown."""
        return [detail for detail in self.details_stated if detail.property == "date" and detail.value == self.edtf]

    @property
    def date_as_printed(self) -> str:
        """The words of the earliest citation of the date that is shown."""
        return next((one.date for date in self.dates_stated for one in date.sources if one.date), "")

    @property
    def date_standing_in_words(self) -> str:
        """Empty where the date is as good as the event: both happened, or both were announced."""
        standing = strongest({one.standing for date in self.dates_stated for one in date.sources})
        return str(STANDINGS.get(standing, "")) if standing != self.standing else ""

    @property
    def named(self) -> Any:
        """Whom it names, by the canonical record."""
        return (getattr(self, "person", None) or self.organization).canonical

    @property
    def aliases_printed(self) -> list[str]:
        """The forms of the name printed that are not the one it is known by."""
        return [name for name in self.names_printed if name != self.named.name]

    @property
    def aliases_in_words(self) -> str:
        return listed(f"“{name}”" for name in self.aliases_printed)

    @property
    def names_printed(self) -> list[str]:
        """Every form of the name that reports print, the earliest first."""
        return list(dict.fromkeys(citation.name for citation in self.sources if citation.name))
