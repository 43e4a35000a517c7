"""How facets are shown: each value with its count and the addresses that choose and exclude it. Plain, frozen data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from archive.facets import SPAN, UNKNOWN, Chosen, Counted, FacetSet, find, years_of
from archive.trees import WHOLE

SHOWN = 8
LONG = 20
UNFOLDED = 200


@dataclass(frozen=True)
class FacetValue:
    """A value; where another is chosen that finds nothing, one to be chosen `instead` of that.

    A facet may have thousands: addresses are made for those that are shown.
    """

    value: str
    label: str
    count: int
    chosen: Chosen
    address: Callable[[Chosen], str]
    instead: str = ""

    @property
    def selected(self) -> bool:
        return self.value in self.chosen.included

    @property
    def excluded(self) -> bool:
        return self.value in self.chosen.excluded

    @property
    def url(self) -> str:
        """The address that chooses it, or takes the choice back."""
        if self.instead:
            return self.address(self.chosen.exchanged(self.instead, self.value))
        return self.address(self.chosen.toggled(self.value))

    @property
    def exclude_url(self) -> str:
        return self.address(self.chosen.barring(self.value))

    @property
    def is_chosen(self) -> bool:
        return self.selected or self.excluded

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("value", "label", "count", "selected", "excluded")}


@dataclass(frozen=True)
class FacetView:
    """A facet: the values at the top, and the rest below a fold."""

    name: str
    label: str
    help_text: str
    has_years: bool
    find: str
    words: str
    span: tuple[str, str]
    kept: list[tuple[str, str]]
    top: list[FacetValue]
    rest: list[FacetValue]

    @property
    def values(self) -> list[FacetValue]:
        return [*self.top, *self.rest]

    @property
    def unfolded(self) -> list[FacetValue]:
        """What a page holds of the rest: of thousands, the others are found by their words."""
        return self.rest[:UNFOLDED]

    @property
    def further(self) -> int:
        return len(self.rest) - len(self.unfolded)

    @property
    def is_long(self) -> bool:
        return len(self.values) > LONG

    @property
    def kept_to_find(self) -> list[tuple[str, str]]:
        """What a search among the values sends along."""
        return [(name, value) for name, value in self.kept if name != self.find]

    @property
    def kept_to_span(self) -> list[tuple[str, str]]:
        """What the fields for a span of years send along: all but the span they show."""
        shown = (self.name, "..".join(self.span))
        return [choice for choice in self.kept if choice != shown]

    @property
    def known(self) -> list[FacetValue]:
        """The values at the top that say something."""
        return [value for value in self.top if value.value != UNKNOWN]


@dataclass(frozen=True)
class Pill:
    """A choice in force, and the address that takes it back."""

    label: str
    value: str
    excluded: bool
    url: str


class Panel:
    """The facets of a list at one address."""

    def __init__(self, facets: FacetSet, path: str, beside: dict[str, str]) -> None:
        self.path, self.facets, self.filters = path, facets.facets, facets.filters
        self.counted, self.chosen, self.unmet, self.wide = facets.counted, facets.chosen, facets.unmet, facets.wider
        self.words = {name: words for name in facets.facets if (words := facets.data.get(find(name), "").strip())}
        self.beside = {find(name): words for name, words in self.words.items()} | beside
        self.plain = {name: str(value) for name, value in facets.cleaned.items() if value and name not in facets.facets}

    def address(self, **changes: Any) -> str:
        """The address of this list with some filters changed: always in the same order, so that it stays the same."""
        state: dict[str, Any] = {name: chosen.in_address() for name, chosen in self.chosen.items()}
        state = {name: changes.pop(name, state.get(name, self.plain.get(name))) for name in self.filters}
        state |= self.beside | changes
        query = urlencode({name: value for name, value in state.items() if value}, doseq=True, safe=WHOLE)
        return f"{self.path}?{query}" if query else self.path

    @property
    def views(self) -> list[FacetView]:
        return [self._view(name, values) for name, values in self.counted.items() if values]

    def _view(self, name: str, counted: Iterable[Counted]) -> FacetView:
        values = [self._value(name, one) for one in counted]
        words = self.words.get(name, "")
        shown = self._named(values, words) if words else islice((value for value in values if value.count), SHOWN)
        open_ones = {*self.chosen[name], *(value.value for value in shown)}
        top = [value for value in values if value.value in open_ones]
        rest = [value for value in values if value.value not in open_ones]
        facet = self.facets[name]
        return FacetView(
            name=name,
            label=self._label(name),
            help_text=str(facet.extra["help_text"]),
            has_years=facet.has_years,
            find=find(name),
            words=words,
            span=self._span(name),
            kept=[*self.plain.items(), *self.kept],
            top=top,
            rest=rest,
        )

    def _named(self, values: list[FacetValue], words: str) -> list[FacetValue]:
        return [value for value in values if words.casefold() in value.label.casefold()]

    def _value(self, name: str, one: Counted) -> FacetValue:
        return FacetValue(one.value, one.label, one.count, self.chosen[name], partial(self._choosing, name))

    def _span(self, name: str) -> tuple[str, str]:
        """The first and last year chosen, where one span is."""
        spans = [span for value in self.chosen[name].included if (span := SPAN.fullmatch(value))]
        return (spans[0]["first"], spans[0]["last"]) if len(spans) == 1 else ("", "")

    @property
    def pills(self) -> list[Pill]:
        chosen = [self._pill(name, value) for name, values in self.chosen.items() for value in values]
        plain = [
            Pill(self._label(name), value, False, self.address(**{name: ""})) for name, value in self.plain.items()
        ]
        return [*plain, *chosen]

    def _pill(self, name: str, value: str) -> Pill:
        chosen = self.chosen[name]
        known = {one.value: one.label for one in self.counted[name]}
        label = known.get(value) or self.facets[name].label_of(value, self.names.get((name, value), value))
        return Pill(self._label(name), label, value in chosen.excluded, self._choosing(name, chosen.without(value)))

    @cached_property
    def names(self) -> dict[tuple[str, str], str]:
        """The names of records that nothing here has, but that are there."""
        return {
            (name, slug): str(record)
            for name, values in self.unmet.items()
            if (records := self.facets[name].moved) is not None
            for slug, record in records.in_bulk(values, field_name="slug").items()
        }

    @property
    def wider(self) -> list[FacetValue]:
        """Choices that find something, in place of those that find nothing but would with their parts."""
        return [replace(self._value(name, wider), instead=value) for (name, value), wider in self.wide.items()]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a search form has to send along, so that the choices stay."""
        chosen = [(name, value) for name, chosen in self.chosen.items() for value in chosen.in_address()]
        return [*chosen, *((name, value) for name, value in self.beside.items() if value)]

    @property
    def moved(self) -> str:
        """The address with the slugs of merged records replaced, where it has any."""
        changes = {name: new for name, values in self.unmet.items() if (new := self._moved(name, values))}
        return self.address(**changes) if changes else ""

    def _moved(self, name: str, values: list[str]) -> list[str]:
        records = self.facets[name].moved
        now = dict(records.by_old_slug(value.removesuffix(WHOLE) for value in values)) if records is not None else {}  # type: ignore[attr-defined]
        now |= {old + WHOLE: new + WHOLE for old, new in now.items()}
        chosen = self.chosen[name]
        new = Chosen(*(tuple(now.get(value, value) for value in part) for part in (chosen.included, chosen.excluded)))
        return new.in_address() if now else []

    def spanned(self, first: str, last: str) -> str:
        """The address with a span of years chosen besides, where this list has years and the span is one."""
        span = f"{first}..{last}"
        if "year" not in self.facets or not years_of(span):
            return ""
        return self._choosing("year", self.chosen["year"].exchanged(span, span))

    def _choosing(self, name: str, chosen: Chosen) -> str:
        return self.address(**{name: chosen.in_address()})

    def _label(self, name: str) -> str:
        return str(self.filters[name].label)
