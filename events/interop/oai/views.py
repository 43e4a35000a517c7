"""The address that harvesters ask, by GET or POST."""

from datetime import UTC, datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import split_domain_port

from archive.pages.page import ReadPage
from events.interop.oai.asking import asked
from events.interop.oai.errors import BadArgument, BadVerb, Refused
from events.interop.oai.moments import stamp
from events.interop.oai.verbs import ANSWERS, Repository
from events.interop.oai.xml import OAI, Element, add, bare, begin, put, written

SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
AGAIN = 60  # seconds after which a harvester may ask again


class Harvest(ReadPage):
    """What a harvester asks of the archive, answered from one moment of it."""

    formats = ()
    http_method_names = ["get", "head", "post", "options"]
    is_whole = False  # each answer names its own time

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        return self.answer(request.GET)

    def post(self, request: HttpRequest, **where: str) -> HttpResponse:
        return self.answer(request.POST)

    def answer(self, query: QueryDict) -> HttpResponse:
        root = begin("OAI-PMH", OAI, SCHEMA)
        add(root, "responseDate", stamp(datetime.now(UTC)))
        said = add(root, "request", self.address)
        try:
            verb, given = asked(query)
            root.append(self.answered(verb, given))
            named = {"verb": verb, **given}
        except Refused as refused:
            add(root, "error", str(refused), code=refused.code)
            named = {} if isinstance(refused, BadVerb | BadArgument) else query.dict()
        for name, value in named.items():
            put(said, name, value)
        return HttpResponse(written(root), content_type="text/xml; charset=utf-8")

    def answered(self, verb: str, given: dict[str, str]) -> Element:
        """The element of the verb; it joins the others only when it is whole."""
        element = bare(verb)
        ANSWERS[verb](self.here, given, element)
        return element

    @property
    def address(self) -> str:
        return self.request.build_absolute_uri(self.request.path)

    @property
    def here(self) -> Repository:
        host, _ = split_domain_port(self.request.get_host())
        return Repository(self.address, host, self.request.build_absolute_uri)

    def give_up(self) -> HttpResponse:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(AGAIN)})
