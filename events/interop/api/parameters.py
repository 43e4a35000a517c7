"""What can be asked of a list or record of the API, as pydantic has it: made of the facets that pages have.

A parameter has its values in forms that its schema names, so that what is no value at all is told from what finds
nothing. What is said here is in English, and a message: the documentation page translates it.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import django_filters
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, create_model
from pydantic_core import PydanticCustomError

from archive.database.paging import SIZE
from archive.facets import UNKNOWN, Facet
from archive.identity.names import SLUG
from archive.pages.page import ListPage, ReadPage
from archive.pages.portions import PortionedPage
from archive.texts import LANGUAGE

MOST = 1000
YEARS = r"[0-9]{1,4}(?:\.\.[0-9]{0,4})?|\.\.[0-9]{1,4}"
# Values are counted in the database by what it has; of these lists it has more than their names tell.
OPEN = {"language": LANGUAGE.strip("^$")}
Parameter = tuple[Any, Any]


def form(pattern: str, mend: str) -> Any:
    """A text of this form; where it is another, the mend is said, and the documentation page has it too."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError("form", "{mend}", {"mend": gettext(mend)})
        return text

    return Annotated[
        str, AfterValidator(check), Field(json_schema_extra={"pattern": f"^(?:{pattern})$", "x-form": mend})
    ]


def whole(text: Any) -> Any:
    if not re.fullmatch(r"-?[0-9]{1,18}", str(text)):
        raise PydanticCustomError("form", "{mend}", {"mend": gettext("Write a whole number.")})
    return text


def one_of(values: Any) -> Any:
    """A text that is one of these."""
    known = list(values)

    def check(text: str) -> str:
        if text not in known:
            raise PydanticCustomError("form", "{mend}", {"mend": gettext("Choose of: %s.") % ", ".join(known)})
        return text

    return Annotated[str, AfterValidator(check), Field(json_schema_extra={"enum": known})]


def number(most: int, default: int, words: str) -> Parameter:
    return Annotated[int, Field(ge=1, le=most), BeforeValidator(whole)], Field(default, description=words)


def asked_of(page: type[ReadPage], fields: list[str]) -> type[BaseModel]:
    """All that can be asked of a page which tells of records with these fields."""
    with override(settings.LANGUAGE_CODE):
        return create_model(f"{page.__name__}Asked", **dict(_parameters(page, fields)))


def _parameters(page: type[ReadPage], fields: list[str]) -> Iterator[tuple[str, Parameter]]:
    if issubclass(page, ListPage):
        for name, one in page.facets.base_filters.items():
            yield name, _filter(name, one)
        yield "sort", _sort(page)
        yield "limit", number(MOST, SIZE, _("How many records a page holds."))
        yield "after", _after()
    elif issubclass(page, PortionedPage):
        yield "page", number(99999, 1, _("Which page of the record’s facts, a hundred of each kind on one."))
    yield "fields", _fields(fields)


def _filter(name: str, one: django_filters.Filter) -> Parameter:
    words = str(one.extra["help_text"])
    if isinstance(one, Facet):
        return list[_value(name, one)], Field([], description=words)
    if choices := one.extra.get("choices"):
        return one_of(value for value, _ in choices), Field(None, description=words)
    text = form(r"[^\x00]+", _("Write words, without control characters: all of them are looked for."))
    return text, Field(None, description=words)


def _value(name: str, facet: Facet) -> Any:
    """A value of a facet, or with a hyphen before it what is left out."""
    unknown = [UNKNOWN] if facet.unknown else []
    if facet.has_years:
        years = f"-?(?:{'|'.join([YEARS, *unknown])})"
        return form(
            years,
            _("Write a year, or a span of years: 2024, 2018..2023, 2018.., ..2023; a hyphen before it leaves it out."),
        )
    if facet.names and name not in OPEN:
        known = [value for value in (*facet.names, *unknown) if value]
        return one_of([*known, *(f"-{value}" for value in known)])
    if name in OPEN:
        return form(f"-?(?:{OPEN[name]})", _("Write a language tag: en, zh-Hans; a hyphen before it leaves it out."))
    if facet.wholes:
        return form(
            rf"-?{SLUG}\*?", _("Write a slug: ccpit, or ccpit* for it and its units; a hyphen before it leaves it out.")
        )
    return form(f"-?{SLUG}", _("Write a slug, as the address of the record has it; a hyphen before it leaves it out."))


def _sort(page: type[ListPage]) -> Parameter:
    return one_of(page.orders), Field(next(iter(page.orders)), description=_("The order; a hyphen turns it round."))


def _after() -> Parameter:
    mark = form(r"[^\x00]*~[0-9]{1,18}", _("Take the address in “next” as it is."))
    return mark, Field(None, description=_("Where the page before this one ended; “next” has it."))


def _fields(fields: list[str]) -> Parameter:
    known = "|".join(fields)
    mend = _("Name fields of the record, with commas between them.")
    several = form(f"(?:{known})(?:,(?:{known}))*", mend)
    return several, Field(None, description=_("The properties wanted of each record, with commas between them."))
