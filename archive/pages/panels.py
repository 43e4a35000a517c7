"""How facets are shown: each value with its count and the addresses that choose and exclude it. Plain, frozen data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from archive.facets import SPAN, UNKNOWN, Chosen, Counted, FacetSet, Tally, find, years_of
from archive.trees import WHOLE

SHOWN = 8
LONG = 20
# Values of a facet beside those at the top: what a page folds away, and what JSON has. The others are found by words.
FOLDED, IN_JSON = 50, 1000


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
    def is_empty(self) -> bool:
        return not self.count

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
    """A facet: the values at the top, and of the rest, of which there may be thousands, the first.

    Of those that have the words looked for, there may be `unshown` ones too.
    """

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
    many: int
    unshown: int

    @property
    def values(self) -> list[FacetValue]:
        return [*self.top, *self.rest]

    @property
    def folded(self) -> int:
        """How many stand below the fold."""
        return self.many - len(self.top)

    @property
    def further(self) -> int:
        """How many a page does not hold: they are found by their words."""
        return self.folded - len(self.rest)

    @property
    def is_long(self) -> bool:
        return self.many > LONG

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

    @property
    def in_words(self) -> str:
        value = gettext("not %(value)s") % {"value": self.value} if self.excluded else self.value
        return gettext("%(label)s: %(value)s") % {"label": self.label, "value": value}


class Panel:
    """The facets of a list at one address."""

    def __init__(self, facets: FacetSet, path: str, beside: dict[str, str]) -> None:
        self.path, self.facets, self.filters = path, facets.facets, facets.filters
        self.tallies, self.chosen, self.unmet, self.wide = facets.tallies, facets.chosen, facets.unmet, facets.wider
        self.words = {name: words for name in facets.facets if (words := facets.data.get(find(name), "").strip())}
        self.most = IN_JSON if beside.get("format") else FOLDED
        self.beside = {find(name): words for name, words in self.words.items()} | beside
        self.plain = {name: str(value) for name, value in facets.cleaned.items() if value and name not in facets.facets}

    def address(self, **changes: Any) -> str:
        """The address of this list with some filters changed: always in the same order, so that it stays the same."""
        return self._address((self._encoded | {name: _encode(name, value) for name, value in changes.items()}).values())

    @cached_property
    def _encoded(self) -> dict[str, str]:
        state: dict[str, Any] = {name: self.plain.get(name) for name in self.filters}
        state |= {name: chosen.in_address() for name, chosen in self.chosen.items()} | self.beside
        return {name: _encode(name, value) for name, value in state.items()}

    @cached_property
    def _around(self) -> dict[str, tuple[str, str]]:
        """What an address has before each filter and after it: a page has hundreds that differ in one."""
        encoded = list(self._encoded.values())
        halves = ((name, (encoded[:place], encoded[place + 1 :])) for place, name in enumerate(self._encoded))
        return {name: (_joined(before), _joined(after)) for name, (before, after) in halves}

    def _address(self, parts: Iterable[str]) -> str:
        query = _joined(parts)
        return f"{self.path}?{query}" if query else self.path

    @property
    def views(self) -> list[FacetView]:
        return [self._view(name, tally) for name, tally in self.tallies.items() if len(tally)]

    def _view(self, name: str, tally: Tally) -> FacetView:
        words, facet = self.words.get(name, ""), self.facets[name]
        first = tally.first(SHOWN + self.most + len(list(self.chosen[name])))
        found = tally.having(words) if words else []
        shown = found[: self.most] if words else [code for code in first if tally.counts[code]][:SHOWN]
        top = tally.in_order({*tally.codes(self.chosen[name]), *shown})
        rest = [code for code in first if code not in set(top)][: self.most]
        return FacetView(
            name=name,
            label=self._label(name),
            help_text=str(facet.extra["help_text"]),
            has_years=facet.has_years,
            find=find(name),
            words=words,
            span=self._span(name),
            kept=[*self.plain.items(), *self.kept],
            top=[self._value(name, tally.at(code)) for code in top],
            rest=[self._value(name, tally.at(code)) for code in rest],
            many=len(tally),
            unshown=len(found[self.most :]),
        )

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
        known = self.tallies[name].get(value)
        label = known.label if known else self.facets[name].label_of(value, self.names.get((name, value), value))
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
        before, after = self._around[name]
        return self._address((before, _encode(name, chosen.in_address()), after))

    def _label(self, name: str) -> str:
        return str(self.filters[name].label)


def _joined(parts: Iterable[str]) -> str:
    return "&".join(filter(None, parts))


def _encode(name: str, value: Any) -> str:
    """A filter with its values, as it stands in an address; nothing where it has none."""
    return urlencode({name: value}, doseq=True, safe=WHOLE) if value else ""
