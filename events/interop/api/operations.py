"""The API itself: an operation for each list and each record, that checks what is asked and hands on to a page."""

from functools import partial
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Path, Query
from pydantic import BaseModel, create_model

from archive.serving.rates import rate
from events.interop.api import errors
from events.interop.api.document import DESCRIPTION, VERSION
from events.interop.api.errors import Problem, check_names
from events.interop.api.kinds import KINDS, Kind, One
from events.interop.api.pages import answering
from events.interop.api.parameters import asked_of
from events.interop.api.throttle import Throttle

ONE_OF_THEM = _("One of them, with all that its page tells.")
METHODS = ["GET", "HEAD"]
WRONG = dict.fromkeys((400, 404, 429, 503), Problem)

rate(settings.API_RATE)  # a wrong one is told at the start
# Its own documentation page asks another site for its scripts: ours does without.
api = NinjaAPI(
    title="Rostrum",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api-1",
    docs_url=None,
    openapi_url=None,
    throttle=Throttle(),
)
errors.handle(api)


def add_list(kind: Kind) -> None:
    asked = asked_of(kind.page, list(kind.form.model_fields))
    answer = answering(kind.page).as_view()

    def operation(request: HttpRequest, asked: Any) -> HttpResponse:
        return _answer(request, answer, type(asked))

    operation.__annotations__["asked"] = Annotated[asked, Query()]
    add = _adding(f"/{kind.name}/", f"list_{kind.name}", kind, {200: list_of(kind), 302: None, **WRONG})
    add(summary=kind.title, description=kind.words)(operation)


def add_record(kind: Kind, one: One) -> None:
    asked = asked_of(one.page, list(one.form.model_fields))
    answer = answering(one.page).as_view()

    def operation(request: HttpRequest, key: str, asked: Any) -> HttpResponse:
        return _answer(request, answer, type(asked), **{one.key: key})

    place = Path(alias=one.key, pattern=f"^{one.pattern}$")
    operation.__annotations__ |= {"key": Annotated[str, place], "asked": Annotated[asked, Query()]}
    answers = {200: one.form, 301: None, **WRONG, 410: Problem}
    add = _adding(f"/{kind.name}/{{{one.key}}}/", f"read_{kind.name}", kind, answers)
    add(summary=ONE_OF_THEM)(operation)


def _answer(request: HttpRequest, answer: Any, asked: type[BaseModel], **where: str) -> HttpResponse:
    check_names(request, asked)
    return answer(request, **where)


def _adding(path: str, name: str, kind: Kind, answers: dict[int, Any]) -> Any:
    said = {"response": answers, "operation_id": name, "url_name": name, "tags": [kind.name]}
    return partial(api.api_operation, METHODS, path, **said)


def list_of(kind: Kind) -> type[BaseModel]:
    """The form of a page of the list."""
    name = f"{kind.form.__name__}List"
    return create_model(name, count=(int, ...), next=(str | None, ...), results=(list[kind.form], ...))


for kind in KINDS:
    add_list(kind)
    if kind.one:
        add_record(kind, kind.one)
