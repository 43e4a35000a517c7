"""What is told of a page outside of it: by search engines, and by whoever is sent a link to it.

Each app registers its own kinds with `preview.register`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.text import Truncator, capfirst

from archive.languages import tag

MOST = 300  # characters that a preview has room for


@dataclass(frozen=True)
class Preview:
    """A page in a few words, and what Open Graph calls its kind."""

    words: str = ""
    kind: str = "website"


@singledispatch
def preview(record: object, shown: Mapping[str, Any]) -> Preview:
    """The page of the record; `shown` is what the page has fetched."""
    raise TypeError(f"{type(record).__name__} has no preview: register one with preview.register.")


def in_a_line(*facts: Any) -> str:
    """The facts that there are, one after the other."""
    return " · ".join(capfirst(str(fact)) for fact in facts if fact)


def sentence(*facts: Any) -> str:
    """A line that a preview has room for."""
    return Truncator(in_a_line(*facts)).chars(MOST)


@dataclass(frozen=True)
class Head:
    """A page as its head tells of it: the address it is known by in each language, and its preview."""

    root: Callable[[str], str]
    path: str
    preview: Preview

    @property
    def canonical(self) -> str:
        return self.root(self.path)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The page in each language, and for readers of any other."""
        every = [(tag(code), self.root(translate_url(self.path, code))) for code, _ in settings.LANGUAGES]
        other = "/" if self.path in {translate_url("/", code) for code, _ in settings.LANGUAGES} else ""
        return [*every, ("x-default", self.root(other) if other else every[0][1])]

    @property
    def image(self) -> str:
        return self.root(static("rostrum.png"))
