"""What a harvester asks: the verb, its arguments, and where a list that was too long goes on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import Q
from django.http import QueryDict

from events.interop.oai.errors import BadArgument, BadToken, BadVerb, NoSuchFormat, NothingThere, Refused
from events.interop.oai.formats import FORMATS
from events.interop.oai.heads import SETS, TABLES, within
from events.interop.oai.moments import span
from events.interop.oai.xml import NOT_XML

TOKEN = "resumptionToken"  # noqa: S105
LIST = ("from", "until", "set")
# The arguments of each verb: those it needs, those it takes.
VERBS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Identify": ((), ()),
    "ListMetadataFormats": ((), ("identifier",)),
    "ListSets": ((), ()),
    "GetRecord": (("identifier", "metadataPrefix"), ()),
    "ListIdentifiers": (("metadataPrefix",), LIST),
    "ListRecords": (("metadataPrefix",), LIST),
}
RESUMED = ("ListSets", "ListIdentifiers", "ListRecords")
SET = re.compile(r"[\w.!~*'()-]+(:[\w.!~*'()-]+)*", re.ASCII)
PLACE = re.compile(r"[0-9]{1,18}")


def asked(query: QueryDict) -> tuple[str, dict[str, str]]:
    """The verb and its arguments, each known, given once, and none missing."""
    verb, *others = query.getlist("verb") or [""]
    if verb not in VERBS or others:
        raise BadVerb(f"Ask with one verb: {', '.join(VERBS)}.")
    given = {name: values for name, values in query.lists() if name != "verb"}
    if repeated := [name for name, values in given.items() if len(values) > 1]:
        raise BadArgument(f"{repeated[0]} is given twice.")
    arguments = {name: values[0] for name, values in given.items()}
    if strange := [name for name, value in arguments.items() if NOT_XML.search(name + value)]:
        raise BadArgument(f"{strange[0]!r} holds a character that XML cannot.")
    _check(verb, arguments)
    return verb, arguments


def _check(verb: str, given: Mapping[str, str]) -> None:
    if verb in RESUMED and TOKEN in given:
        if len(given) > 1:
            raise BadArgument(f"{TOKEN} stands alone.")
        return
    needed, taken = VERBS[verb]
    if strange := [name for name in given if name not in (*needed, *taken)]:
        raise BadArgument(f"{verb} has no argument {strange[0]!r}.")
    if missing := [name for name in needed if not given.get(name)]:
        raise BadArgument(f"{verb} needs {missing[0]}.")


@dataclass(frozen=True)
class Listing:
    """A list as it was asked for, and the place after which it goes on.

    A token is nothing but this: no state is kept, and none expires. Records stand in an order that no change moves.
    """

    prefix: str
    first: str = ""
    last: str = ""
    set: str = ""
    after: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        if TOKEN in given:
            return cls._resumed(given[TOKEN])
        return cls(given["metadataPrefix"], *(given.get(name, "") for name in LIST)).checked()

    @classmethod
    def _resumed(cls, token: str) -> Self:
        *asked, table, pk = token.split(",") if token.count(",") == 5 else ("", "")
        if not (asked and PLACE.fullmatch(table) and PLACE.fullmatch(pk) and int(table) < len(TABLES)):
            raise BadToken("This token was not given here: begin the list anew.")
        try:
            return cls(*asked, after=(int(table), int(pk))).checked()
        except Refused as error:
            raise BadToken(str(error)) from error

    def checked(self) -> Self:
        known(self.prefix)
        span(self.first, self.last)
        if self.set and not SET.fullmatch(self.set):
            raise BadArgument(f"{self.set!r} names no set.")
        if self.set and self.set not in SETS:
            raise NothingThere(f"There is no set {self.set}.")
        return self

    @property
    def those(self) -> Q:
        return within(*span(self.first, self.last))

    def after_place(self, after: tuple[int, int]) -> Self:
        return replace(self, after=after)

    @property
    def token(self) -> str:
        return ",".join([self.prefix, self.first, self.last, self.set, *map(str, self.after)])


def known(prefix: str) -> str:
    if prefix not in FORMATS:
        raise NoSuchFormat(f"Records are given as {' and '.join(FORMATS)}.")
    return prefix
