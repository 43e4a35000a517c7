"""Answers that are made while they are sent: of any length, never whole in memory, and all of one moment.

The moment is a transaction that stays open until the last piece is sent or the reader is gone, whichever comes first:
the server closes an answer in both cases. What nobody closed is closed before its thread begins with another request.
"""

from collections.abc import Generator
from contextlib import ExitStack
from http import HTTPStatus
from threading import BoundedSemaphore, local
from typing import Any

from django.core.signals import request_started
from django.db import connections
from django.dispatch import receiver
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, gettext, override

from archive.database.replicas import PRIMARY, Source, reading
from archive.serving.breakdowns import SOON
from archive.serving.problems import refused

MOST = 2  # at once in a process, which has threads for pages too
SILENCE = 60  # seconds in which a reader takes nothing, after which the database ends the transaction
LIMIT = 60  # seconds that the database may take for a piece
# A cursor's plan is one that begins at once, whatever all of it takes.
PATIENT = f"""
    SELECT set_config('idle_in_transaction_session_timeout', '{SILENCE}s', true),
    set_config('statement_timeout', '{LIMIT}s', true), set_config('cursor_tuple_fraction', '0.001', true)
"""

Pieces = Generator[bytes]
places = BoundedSemaphore(MOST)
of_this_thread = local()


class Stream:
    """The pieces of an answer; each is made from the source and in the language of the request."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces, self._source, self._language = pieces, PRIMARY, get_language()
        self._after = ExitStack()
        self._after.callback(places.release)

    def hold(self, moment: ExitStack, source: Source) -> None:
        """Keep the moment until the end."""
        self._after.push(moment)
        self._source = source
        of_this_thread.stream = self
        with connections[source.alias].cursor() as cursor:
            cursor.execute(PATIENT)

    def __iter__(self) -> "Stream":
        return self

    def __next__(self) -> bytes:
        try:
            with reading(self._source), override(self._language):
                return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if getattr(of_this_thread, "stream", None) is self:
            of_this_thread.stream = None
        self._pieces.close()
        self._after.close()


@receiver(request_started)
def end_what_was_left(**said: Any) -> None:
    if stream := getattr(of_this_thread, "stream", None):
        stream.close()


def streamed(pieces: Pieces, name: str, media_type: str) -> HttpResponseBase:
    """The pieces as a file to keep."""
    if not places.acquire(blocking=False):
        return _busy()
    response = StreamingHttpResponse(content_type=f"{media_type}; charset=utf-8")
    response.stream = Stream(pieces)  # type: ignore[attr-defined]
    response.streaming_content = response.stream  # type: ignore[attr-defined]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _busy() -> HttpResponse:
    words, mend = gettext("Other files are being sent just now."), gettext("Try again in a moment.")
    answer = refused(HTTPStatus.SERVICE_UNAVAILABLE, words, mend)
    answer.headers["Retry-After"] = SOON
    return answer


def keep(moment: ExitStack, response: Any, source: Source, method: str | None) -> None:
    """Keep the moment for as long as the answer is being sent, where it is a stream and more than its head is asked."""
    if stream := getattr(response, "stream", None):
        stream.hold(moment.pop_all(), source)
        if method == "HEAD":
            stream.close()
