"""Texts out of files that curators choose."""

from typing import Any

from django.utils.translation import gettext

MOST_BYTES = 5_000_000


class Unreadable(Exception):
    """The file gives no text; it says why."""


def to_text(file: Any) -> str:
    if file.size > MOST_BYTES:
        raise Unreadable(gettext("The file is larger than 5 MB: is it one report?"))
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(gettext("The file is not text in UTF-8: save it so, or paste its words.")) from None
