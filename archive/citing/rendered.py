"""Citations as text, made by a CSL processor from styles of our own (`styles/`).

The big styles of others name authors twice or break on spans of dates with this processor; ours are small, and get
dates as words, which say all that is known in every case.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.citing.csl import as_csl
from archive.citing.works import Author, Work
from archive.dates import in_words

STYLES = {"author-date": _("Author and date"), "gb-t-7714": _("In the manner of GB/T 7714")}
SHOWN = ("id", "type", "title", "genre", "event-place", "container-title", "URL", "note")
FOLDER = Path(__file__).parent / "styles"


@dataclass(frozen=True)
class Rendered:
    """A citation as text, in a style."""

    style: str | Promise
    text: str


def rendered(work: Work) -> list[Rendered]:
    """The work as each style cites it."""
    source = CiteProcJSON([_item(work)])
    return [Rendered(label, _text(name, source)) for name, label in STYLES.items()]


def _item(work: Work) -> dict[str, Any]:
    """What the styles show, by the names that the processor knows."""
    item = {name: value for name, value in as_csl(work).items() if name in SHOWN}
    date = {"issued": {"literal": in_words(work.date)}} if work.date else {}
    event = {"event": work.event} if work.event else {}
    authors = {"author": [_shown(author) for author in work.authors]} if work.authors else {}
    return item | date | event | authors


def _text(style: str, source: Any) -> str:
    # Not shared between threads: a style keeps what it renders.
    made = CitationStylesStyle(str(FOLDER / f"{style}.csl"), validate=False)
    bibliography = CitationStylesBibliography(made, source, formatter.plain)
    bibliography.register(Citation([CitationItem(key) for key in source]))
    return "".join(str(line) for line in bibliography.bibliography())


def _shown(author: Author) -> dict[str, str]:
    """Names that are written without a blank keep their order, and have no comma."""
    if author.is_split and east_asian_width(author.family[0]) != "W":
        return {"family": author.family, "given": author.given}
    return {"literal": author.name}
