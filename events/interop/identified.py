"""Looking a record up by what a register elsewhere calls it."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext

from archive.identity.registers import SCHEMES, NotAnIdentifier
from archive.languages import listed
from archive.pages.page import ReadPage
from orgs.models import Organization, Place
from people.models import Person

KINDS: tuple[Any, ...] = (Person, Organization, Place)


class IdentifiedPage(ReadPage):
    """Leads to the record; where an organization and a place are one thing elsewhere, both are offered."""

    template_name = "events/identified.html"

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        try:
            found = self.found
        except NotAnIdentifier as error:
            return self.say(str(error))
        if not found:
            said = {"scheme": SCHEMES[where["scheme"]].label, "value": self.value}
            return self.say(gettext("No record here has the %(scheme)s identifier %(value)s.") % said)
        if len(found) > 1:
            return self.say(gettext("More than one record has this identifier."), HTTPStatus.MULTIPLE_CHOICES, found)
        query = urlencode(request.GET, doseq=True)
        led = redirect(f"{found[0].get_absolute_url()}{'?' if query else ''}{query}")
        led["Cache-Control"] = "no-cache"  # which record it is may be decided otherwise
        return led

    @cached_property
    def value(self) -> str:
        """The identifier as the archive keeps it. Raises NotAnIdentifier."""
        if scheme := SCHEMES.get(self.kwargs["scheme"]):
            return scheme.normal(self.kwargs["value"])
        words = gettext("“%(name)s” is no register known here; those are %(schemes)s.")
        raise NotAnIdentifier(words % {"name": self.kwargs["scheme"], "schemes": listed(SCHEMES)})

    @property
    def found(self) -> list[Any]:
        asked = self.kwargs["scheme"], self.value
        return [record for kind in KINDS for record in kind.objects.called_elsewhere(*asked)]

    def say(self, words: str, status: HTTPStatus = HTTPStatus.NOT_FOUND, found: Any = ()) -> HttpResponse:
        offered = [(record, record._meta.verbose_name) for record in found]
        context = {"title": words, "words": words, "offered": offered}
        answer = render(self.request, self.template_name, context, status=status)
        answer["Cache-Control"] = "no-cache"
        return answer
