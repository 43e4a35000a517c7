"""What answers of data tell programs: that scripts of every site may read them, and how much more may be asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

METHODS = "GET, HEAD, OPTIONS"
# Nobody's cookies are asked for, nor would a browser show a script what was made for somebody signed in.
FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


class OpenData:
    """Outside of the kept pages, since how much is left is no part of a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_data(request):
            return self.get_response(request)
        is_question = request.method == "OPTIONS"
        response = HttpResponse(headers=PREFLIGHT) if is_question else self.get_response(request)
        for name, value in (FOR_ALL | getattr(request, "told_of_rate", {})).items():
            response.headers[name] = value
        return response


def _is_data(request: HttpRequest) -> bool:
    path = request.path_info
    return path.startswith("/api/") or ("format" in request.GET and "/admin/" not in path)
