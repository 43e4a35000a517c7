"""The program that reads uploaded files, run in a process of its own as the desk does, but without starting Python."""

import os
import sys
import traceback
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from events.desk import extracting


def run(raw: bytes) -> Any:
    """What the program answers, as `subprocess` would tell it."""
    there, here = os.pipe()
    if not (child := os.fork()):
        os._exit(_answer(raw, here))
    os.close(here)
    with os.fdopen(there, "rb") as pipe:
        words = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return SimpleNamespace(returncode=code, stdout=words if code == 0 else b"", stderr=words if code else b"")


def _answer(raw: bytes, pipe: int) -> int:
    sys.setprofile(None)
    written = BytesIO()
    sys.stdin, sys.stdout = SimpleNamespace(buffer=BytesIO(raw)), SimpleNamespace(buffer=written)  # type: ignore[assignment]
    try:
        code = int(extracting.main())
    except BaseException:
        written = BytesIO(traceback.format_exc().encode("utf-8", "replace"))
        code = 1
    with os.fdopen(pipe, "wb") as file:
        file.write(written.getvalue())
    return code
