"""The page that tells of the API, made of the schema: for people, in their language, without a script."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.formats.format import Format
from archive.pages.page import ReadPage
from archive.serving.rates import SECONDS, rate
from events.interop.api.document import DESCRIPTION
from events.interop.api.schema import DOCUMENT

Schema = dict[str, Any]
# What every list or record can be asked is told once.
COMMON = ("limit", "after", "page", "fields")
PER = {"s": _("second"), "m": _("minute"), "h": _("hour"), "d": _("day")}


@dataclass(frozen=True)
class Asked:
    """A parameter: its name, what it is, the form of its values or the values themselves."""

    name: str
    words: str
    form: str
    values: list[str]


@dataclass(frozen=True)
class Told:
    """A property: its name, what sort of value it has, what it is."""

    name: str
    sort: str
    words: str


@dataclass(frozen=True)
class Section:
    """A kind of record: its addresses, what its list can be asked, what each record has."""

    name: str
    title: str
    words: str
    addresses: list[str]
    asked: list[Asked]
    told: list[Told]


def sections() -> list[Section]:
    lists = [path for path in DOCUMENT["paths"] if "{" not in path]
    return [_section(path) for path in lists]


def common() -> list[Asked]:
    every = {one["name"]: one for path in DOCUMENT["paths"].values() for one in path["get"]["parameters"]}
    return [_asked(every[name]) for name in COMMON]


def forms() -> list[tuple[str, list[Told]]]:
    """The forms that properties have, beside those of the kinds themselves."""
    whole = {_form_of(path)[0] for path in DOCUMENT["paths"]}
    every = DOCUMENT["components"]["schemas"]
    beside = [name for name in sorted(every) if name not in whole and "results" not in every[name]["properties"]]
    return [(name, list(_told(every[name]))) for name in beside]


def _section(path: str) -> Section:
    operation = DOCUMENT["paths"][path]["get"]
    own = [one for one in operation["parameters"] if one["name"] not in COMMON]
    addresses = [one for one in DOCUMENT["paths"] if one.startswith(path)]
    form = _form_of(path)[1]
    asked = [_asked(one) for one in own]
    title, words = (gettext(operation[said]) for said in ("summary", "description"))
    return Section(operation["operationId"], title, words, addresses, asked, list(_told(form)))


def _form_of(path: str) -> tuple[str, Schema]:
    """The name and the form of the record at an address, or of each in the list there."""
    every = DOCUMENT["components"]["schemas"]
    said = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    name = _name(said.get("$ref", ""))
    form = every.get(name, said)
    if "results" in form["properties"]:
        name = _name(form["properties"]["results"]["items"]["$ref"])
    return name, every.get(name, form)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _asked(one: Schema) -> Asked:
    said = one["schema"].get("items", one["schema"])
    values = [value for value in said.get("enum", ()) if not value.startswith("-") or one["name"] == "sort"]
    return Asked(one["name"], gettext(one["description"]), gettext(said["x-form"]) if "x-form" in said else "", values)


def _told(form: Schema) -> Iterator[Told]:
    for name, said in form["properties"].items():
        words = said.get("description", "")
        yield Told(name, _sort(said), gettext(words) if words else "")


def _sort(said: Schema) -> str:
    if "anyOf" in said:
        return gettext(" or ").join(map(_sort, said["anyOf"]))
    if "$ref" in said:
        return _name(said["$ref"])
    if said.get("type") == "array":
        return gettext("list of %s") % _sort(said["items"])
    if "enum" in said:
        return ", ".join(said["enum"])
    return str(said.get("format") or said.get("const") or said["type"])


def as_openapi(page: ReadPage) -> HttpResponse:
    return JsonResponse(DOCUMENT, json_dumps_params={"ensure_ascii": False})


class Documentation(ReadPage):
    formats = (Format("openapi", _("OpenAPI"), "application/vnd.oai.openapi+json", as_openapi),)
    template_name = "events/api.html"
    section = "api"

    def context(self) -> dict[str, Any]:
        return {
            "title": gettext("The API"),
            "lead": gettext(DESCRIPTION),
            "origin": self.request.build_absolute_uri("/").rstrip("/"),
            "sections": sections(),
            "common": common(),
            "forms": forms(),
            "wrong": self.wrong,
            "rate": self.rate,
        }

    @property
    def wrong(self) -> list[tuple[int, str, str]]:
        operations = [operation for path in DOCUMENT["paths"].values() for operation in path.values()]
        words = {int(status): one["description"] for each in operations for status, one in each["responses"].items()}
        return [(status, HTTPStatus(status).phrase, gettext(words[status])) for status in sorted(words) if status > 200]

    @property
    def rate(self) -> str:
        """How much one address may ask, in words."""
        if not (found := rate(settings.API_RATE)):
            return ""
        unit = next(str(PER[letter]) for letter, seconds in SECONDS.items() if seconds == found.seconds)
        return gettext("%(many)d requests in a %(unit)s") % {"many": found.many, "unit": unit}
