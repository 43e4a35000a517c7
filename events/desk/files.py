"""Texts out of files that curators choose, read by a program of its own: none can harm or hold up the server."""

import subprocess
import sys
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.desk.faults import MOST_PAGES, SECONDS, Fault

MOST_BYTES = 5_000_000
PROGRAM = [sys.executable, "-m", "events.desk.extracting"]

WHY: dict[int, Any] = {
    Fault.NOT_TEXT: _("The file is none that we read: choose text, HTML, PDF or Word (.docx), or paste the words."),
    Fault.NOT_UTF8: _("The file's characters are in an unknown encoding: save it as UTF-8, or paste the words."),
    Fault.OLD_WORD: _("The file is an old Word document: save it as .docx, or paste the words."),
    Fault.NOT_WORD: _("The file is packed, but no Word document: choose text, HTML, PDF or Word (.docx)."),
    Fault.BROKEN: _("The file is broken: save it anew, or paste the words."),
    Fault.LOCKED: _("The file is locked with a password: save it without, or paste the words."),
    Fault.PAGES: _("The file has more than %(pages)d pages: is it one report?"),
    Fault.LARGE: _("The file holds too much: is it one report? Paste the words that belong to it."),
    Fault.NO_WORDS: _("The file holds no words, only pictures perhaps: paste the words."),
}


class Unreadable(Exception):
    """The file gives no text; it says why."""


def to_text(file: Any) -> str:
    """The words in a file; Unreadable where there are none to be had."""
    if file.size > MOST_BYTES:
        raise Unreadable(gettext("The file is larger than 5 MB: paste the words that belong to the report."))
    try:
        read = _run(file.read())
    except subprocess.TimeoutExpired:
        raise Unreadable(str(WHY[Fault.LARGE])) from None
    if read.returncode:
        why = WHY.get(read.returncode, WHY[Fault.LARGE])  # one that was killed took too much
        raise Unreadable(str(why) % {"pages": MOST_PAGES} if read.returncode == Fault.PAGES else str(why))
    return read.stdout.decode()


def _run(raw: bytes) -> subprocess.CompletedProcess[bytes]:
    """The program's answer; it gets nothing of the server's environment."""
    where: dict[str, Any] = {"cwd": settings.BASE_DIR, "env": {}}
    return subprocess.run(PROGRAM, input=raw, capture_output=True, timeout=SECONDS * 2, check=False, **where)
