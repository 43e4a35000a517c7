"""The OpenAPI document, as the framework makes it, with what it does not know: problems, links, what a 304 is."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from ninja import NinjaAPI

from archive.serving.problems import MEDIA_TYPE

VERSION = "1.0.0"
DESCRIPTION = _(
    "Everything that readers see, for programs to read: no key, no account. Curated facts are in the public domain."
)
TEXT = {"schema": {"type": "string"}}
ETAG = {"ETag": {"description": _("Send it back as If-None-Match to learn whether anything changed."), **TEXT}}
LINK = {"Link": {"description": _("The next page, as rel=next; none on the last."), **TEXT}}
PLACE = {"Location": {"description": _("Where it is answered."), **TEXT}}
WAIT = {"Retry-After": {"description": _("Seconds to wait."), "schema": {"type": "string", "pattern": "^[0-9]+$"}}}
HEADERS = {"200": ETAG | LINK, "301": PLACE, "302": PLACE, "304": ETAG, "429": WAIT}
WORDS = {
    "200": _("What was asked for."),
    "301": _("The record was found to be the same as another, which answers for it."),
    "302": _("A value names a record that was found to be the same as another: the same list, by that one."),
    "304": _("Nothing has changed since the answer with this ETag."),
    "400": _("A parameter, or a value of one, that there is not: “errors” names each with its mend."),
    "404": _("There is nothing at this address, or no page after this mark."),
    "410": _("The report was withdrawn, or the person’s data removed."),
    "429": _("Too many requests of one address: wait as long as Retry-After says."),
    "503": _("It takes too long to work out, or the database does not answer."),
}


def complete(api: NinjaAPI) -> dict[str, Any]:
    with override(settings.LANGUAGE_CODE):
        said = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    for path in said["paths"].values():
        del path["head"]
        for operation in path.values():
            _complete(operation)
    said["info"]["license"] = {"name": "CC0-1.0", "identifier": "CC0-1.0"}
    return said


def _complete(operation: dict[str, Any]) -> None:
    answers = {str(status): answer for status, answer in operation["responses"].items()} | {"304": {}}
    for status, answer in answers.items():
        answer["description"] = WORDS[status]
        if status in HEADERS:
            answer["headers"] = HEADERS[status]
        if status >= "400":
            answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
    operation["responses"] = dict(sorted(answers.items()))
    for parameter in operation["parameters"]:
        parameter["schema"].pop("title", None)
        parameter["schema"].pop("description", None)
