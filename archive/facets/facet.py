"""A filter with counted values."""

from collections.abc import Collection
from copy import copy
from dataclasses import replace
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext

from archive.facets.choices import Chosen, ChosenField
from archive.facets.values import SPAN, UNKNOWN, Subjects, Values, Years, years_of
from archive.trees import WHOLE, Wholes


class Facet(django_filters.Filter):
    """A filter with counted values.

    `names` gives the values of a controlled list their labels, `unknown` labels what has no value, `wholes` adds
    values that stand for a record with all its parts, and `moved` is a queryset of records with a slug and a canonical
    record, so that an address with a merged record's slug goes on.
    """

    field_class = ChosenField

    def __init__(
        self,
        *values: Values,
        names: Any = (),
        unknown: str | Promise = "",
        latest_first: bool = False,
        wholes: Wholes | None = None,
        moved: QuerySet[Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.values, self.names, self.unknown = values, dict(names), unknown
        self.latest_first, self.wholes, self.moved = latest_first, wholes, moved
        self.has_years = any(isinstance(one, Years) for one in values)

    def on(self, subjects: Subjects) -> "Facet":
        """The same facet where the rows that choices select are themselves listed."""
        other = copy(self)
        other.values = tuple(
            replace(one, subjects=subjects) for one in self.values if one.subjects.rows is subjects.rows
        )
        return other

    @property
    def subjects(self) -> tuple[Subjects, ...]:
        return tuple(values.subjects for values in self.values)

    def selecting(self, subjects: Subjects, chosen: Chosen) -> Q:
        """The subjects that have a value included and none excluded."""
        values = next(values for values in self.values if values.subjects is subjects)
        included = self._having(values, chosen.included) if chosen.included else Q()
        return included & ~self._having(values, chosen.excluded) if chosen.excluded else included

    def _having(self, values: Values, wanted: tuple[str, ...]) -> Q:
        having = values.having(wanted)
        if self.wholes and any(value.endswith(WHOLE) for value in wanted):
            having |= values.having(self.wholes.parts(wanted))
        return having | values.lacking() if self.unknown and UNKNOWN in wanted else having

    def still(self, values: Collection[str]) -> set[str]:
        """Those of the values that some row has."""
        found = self._still(values)
        if self.wholes:
            found |= {one for one in values if one.endswith(WHOLE) and self._still(self.wholes.parts([one]))}
        return found

    def _still(self, values: Any) -> set[str]:
        return set().union(*(one.still(values) for one in self.values))

    def is_among(self, value: str, known: Collection[str]) -> bool:
        """Whether a value is known, or spans one that is."""
        years = years_of(value) if self.has_years else ()
        return value in known or any(int(one) in years for one in known if years and one.isdecimal())

    def label_of(self, value: str, label: str) -> str:
        if self.has_years and (span := SPAN.fullmatch(value)):
            first, last = span["first"] or gettext("the first"), span["last"] or gettext("the last")
            return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
        if self.wholes and value.endswith(WHOLE):
            return self.wholes.words % {"whole": label.removesuffix(WHOLE)}
        return str(self.unknown if self.unknown and value == UNKNOWN else self.names.get(value, label))


class Named(django_filters.CharFilter):
    """The records with these words in a name."""

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        return qs.matching(value) if value else qs  # type: ignore[attr-defined]
