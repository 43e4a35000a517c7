"""Lists as lines of JSON: each record as the page has it in JSON."""

from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from archive.formats.format import Format
from archive.serving.streams import streamed

MEDIA_TYPE = "application/x-ndjson"
encode = DjangoJSONEncoder(ensure_ascii=False).encode


def as_lines(page: Any) -> HttpResponseBase:
    return streamed(page.whole.pieces(lambda records: _lines(map(page.plain, records))), page.file("jsonl"), MEDIA_TYPE)


LINES = Format("jsonl", _("JSON Lines"), MEDIA_TYPE, as_lines, is_counted=False)


def _lines(records: Iterable[dict[str, Any]]) -> bytes:
    return "".join(f"{encode(record)}\n" for record in records).encode()
