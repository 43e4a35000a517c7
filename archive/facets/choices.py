"""The values that an address chooses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True)
class Chosen:
    """The values of one facet that the address names."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.included or self.excluded)

    def __iter__(self) -> Iterator[str]:
        return iter((*self.included, *self.excluded))

    def toggled(self, value: str) -> "Chosen":
        return self.without(value) if value in self else Chosen((*self.included, value), self.excluded)

    def barring(self, value: str) -> "Chosen":
        rest = self.without(value)
        return rest if value in self.excluded else Chosen(rest.included, (*rest.excluded, value))

    def exchanged(self, value: str, other: str) -> "Chosen":
        rest = self.without(value).without(other)
        return Chosen((*rest.included, other), rest.excluded)

    def without(self, value: str) -> "Chosen":
        return Chosen(*(tuple(kept for kept in part if kept != value) for part in (self.included, self.excluded)))

    def in_address(self) -> list[str]:
        return [*sorted(self.included), *(f"-{value}" for value in sorted(self.excluded))]


def _printable(text: str) -> str:
    """The database refuses some characters, and no value has them."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


class ChosenField(forms.Field):
    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> Chosen:
        texts = dict.fromkeys(_printable(text) for text in value or () if text.strip("-"))
        return Chosen(
            tuple(text for text in texts if not text.startswith("-")),
            tuple(text[1:] for text in texts if text.startswith("-")),
        )
