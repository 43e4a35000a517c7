"""The addresses of the API, outside of the language prefix: what is fixed is the same in every language."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import etag

from archive.access.doors import open_to_all
from archive.pages.kept_pages import code
from events.interop.api.errors import not_allowed, not_found
from events.interop.api.operations import METHODS, api
from events.interop.api.schema import DOCUMENT


@open_to_all
@csrf_exempt
@etag(lambda request: f'"{code()}"')
def openapi(request: HttpRequest) -> HttpResponse:
    if request.method not in METHODS:
        return not_allowed(", ".join(METHODS))
    return JsonResponse(DOCUMENT, json_dumps_params={"ensure_ascii": False})


@open_to_all
@csrf_exempt
def nothing(request: HttpRequest, **where: str) -> HttpResponse:
    return not_found(request)


def opened(pattern: URLPattern) -> URLPattern:
    """The operation, open to all, and with a problem for methods that it has not."""
    operation = pattern.callback

    @open_to_all
    @csrf_exempt
    def answer(request: HttpRequest, **where: Any) -> Any:
        response = operation(request, **where)
        return not_allowed(response.headers["Allow"]) if response.status_code == 405 else response

    return path(str(pattern.pattern), answer, name=pattern.name)


operations, _, namespace = api.urls
patterns = [opened(one) for one in operations if one.name != "api-root"]
urlpatterns = [path("openapi.json", openapi, name="openapi"), *patterns]
NOWHERE = re_path(r"^api/(?:.*/)?$", nothing)
