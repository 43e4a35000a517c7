"""Lines of the log: for people as text, for programs as JSON, each with the id of the request that it is about.

They hold nothing that somebody typed, is called or comes from. So of what came of a request its status and route are
told, not its address, and of an error its class and where it arose, not its message: that may quote a form or a row.
While code is being written (DEBUG) all is told.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from archive.serving.observed import Answered, request_id, route

# What gunicorn says of requests that it cannot answer.
ADDRESSES = re.compile(r"(?<=ip=)\S+|(?<=\s)/\S*")


class Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        if settings.DEBUG:
            return super().format(record)
        about = f" [{number}]" if (number := request_id.get()) else ""
        return "\n  ".join([f"{record.levelname} {record.name}{about}: {_message(record)}", *_error(record)])


class Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get() or None,
            "message": _message(record),
            **_of_request(getattr(record, "answered", None)),
            "error": _error(record) or None,
        }
        return json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return f"{getattr(record, 'status_code', '')} {route(request)}".strip()
    said = record.getMessage()
    return ADDRESSES.sub("…", said) if record.name.startswith("gunicorn") else said


def _of_request(answered: Answered | None) -> dict[str, Any]:
    if answered is None:
        return {}
    said = {**vars(answered), "milliseconds": round(answered.seconds * 1000, 1), "kept": answered.is_kept}
    return {name: said[name] for name in ("method", "route", "status", "milliseconds", "kept")}


def _error(record: logging.LogRecord) -> list[str]:
    """The error and what caused it, each with the way to it, the innermost step last."""
    error, lines = record.exc_info and record.exc_info[1], []
    while error:
        state = getattr(error, "sqlstate", None)
        lines.append(f"{type(error).__qualname__}{f' ({state})' if state else ''}")
        lines += [f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(error.__traceback__)]
        error = error.__cause__ or error.__context__
    return lines
