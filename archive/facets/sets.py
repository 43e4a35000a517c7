"""The facets of one list, and what the address chooses of them."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext

from archive.database.paging import Order, Page
from archive.facets.choices import Chosen
from archive.facets.columns import Columns, Group
from archive.facets.facet import Facet
from archive.facets.selecting import ByColumns
from archive.facets.sql import BySql, Uncounted
from archive.facets.tallies import Counted, Tally
from archive.facets.values import Subjects
from archive.trees import WHOLE

BESIDE = {"after", "before", "format", "sort", "from", "to"}


def find(facet: str) -> str:
    """What the address calls the words that a facet's values are looked up by."""
    return f"find-{facet}"


class FacetSet(django_filters.FilterSet):
    """The facets and plain filters of one list. `words` says how choices combine, where that needs saying.

    `listed` are the records before any choice. Where their columns are given, they are asked instead of the database;
    without `counting`, the list is put together and not counted.
    """

    words = ""
    listed: Subjects

    def __init__(self, *args: Any, columns: Columns | None = None, counting: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.counting = columns, counting

    def let_go(self) -> None:
        """Hold no columns any longer: sets and their filters refer to each other, and are freed late."""
        self.columns = None
        self.__dict__.pop("answer", None)

    @classmethod
    def counted_by(cls) -> dict[str, Facet]:
        return {name: one for name, one in cls.base_filters.items() if isinstance(one, Facet)}

    @classmethod
    def asked_beside(cls) -> dict[str, Any]:
        """The plain filters that have few outcomes."""
        return {name: one for name, one in cls.base_filters.items() if hasattr(one, "outcomes")}

    @classmethod
    def groups(cls) -> set[Group]:
        """The subjects that facets share."""
        return {facet.subjects for facet in cls.counted_by().values()}

    @cached_property
    def facets(self) -> dict[str, Facet]:
        return {name: one for name, one in self.filters.items() if isinstance(one, Facet)}

    @cached_property
    def plain(self) -> dict[str, Any]:
        return {name: one for name, one in self.filters.items() if not isinstance(one, Facet)}

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        self.form.full_clean()
        return dict(self.form.cleaned_data)

    @cached_property
    def chosen(self) -> dict[str, Chosen]:
        return {name: self.cleaned[name] for name in self.facets}

    def plainly(self, records: QuerySet[Any], *, beside: frozenset[str] = frozenset()) -> QuerySet[Any]:
        """Those of the records that the plain filters leave, but for those filters named."""
        for name in self.plain.keys() - beside:
            records = self.plain[name].filter(records, self.cleaned.get(name))
        return records

    @cached_property
    def answer(self) -> BySql | ByColumns:
        if self.columns:
            return ByColumns(self, self.columns)
        return BySql(self) if self.counting else Uncounted(self)

    @property
    def is_counted(self) -> bool:
        return bool(self.columns) or self.counting

    @property
    def qs(self) -> QuerySet[Any]:
        return self.answer.rows

    @cached_property
    def number(self) -> int | None:
        """How many records are listed, where that is counted."""
        return self.answer.number

    def page(self, order: Order, size: int, **marks: str) -> Page:
        return self.answer.page(order, size, **marks)

    @property
    def matching(self) -> QuerySet[Any]:
        """All records listed, as the database finds them: of so many, a list of ids would be too long to hold."""
        return BySql(self).rows

    @property
    def tallies(self) -> dict[str, Tally]:
        return self.answer.tallies

    @property
    def counted(self) -> dict[str, list[Counted]]:
        """The values of every facet, most records first."""
        return {name: list(tally) for name, tally in self.tallies.items()}

    @cached_property
    def unmet(self) -> dict[str, list[str]]:
        """The values chosen that no record has, by facet."""
        return {
            name: missing
            for name, chosen in self.chosen.items()
            if (missing := [value for value in chosen if not self.facets[name].is_among(value, self._known(name))])
        }

    def _known(self, name: str) -> dict[str, int]:
        return self.tallies[name].names.codes

    @cached_property
    def wider(self) -> dict[tuple[str, str], Counted]:
        """The values chosen that nothing has itself while something has a part of it, each with that wider value."""
        return {
            (name, value): wider
            for name, chosen in self.chosen.items()
            for value in chosen.included
            if not self.tallies[name].count(value) and (wider := self.tallies[name].get(value + WHOLE)) and wider.count
        }

    @property
    def messages(self) -> list[str]:
        """What in the address is not understood, and what was done about it."""
        strange = sorted(set(self.data) - set(self.filters) - {find(name) for name in self.facets} - BESIDE)
        return [
            *(gettext("This list has no filter “%(name)s”: it was ignored.") % {"name": name} for name in strange),
            *(
                gettext("Nothing here has the %(name)s “%(value)s”.") % {"name": name, "value": value}
                for name, values in self.unmet.items()
                for value in values
                if self.is_counted and (name, value) not in self.wider
            ),
            *(
                gettext("Nothing here has the %(name)s “%(value)s” itself; the choice “%(wider)s” finds %(many)d.")
                % {"name": name, "value": value, "wider": wider.value, "many": wider.count}
                for (name, value), wider in self.wider.items()
            ),
            *(
                gettext("The filter “%(name)s” was ignored: %(why)s") % {"name": name, "why": " ".join(errors)}
                for name, errors in self.form.errors.items()
            ),
        ]
