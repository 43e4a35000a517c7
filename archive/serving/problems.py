"""What is told when something is wrong: to programs in problem details (RFC 9457), to scripts of our pages in words."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    """`detail` says what is wrong here and how to mend it; `more` what else belongs to it, such as `errors`."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status), "detail": detail, **more}
    return JsonResponse(said, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def refused(status: int, error: str, mend: str, **more: Any) -> JsonResponse:
    """What a script shows to whoever reads the page: what is wrong and how to mend it."""
    said = {"error": error, "mend": mend, **more}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
