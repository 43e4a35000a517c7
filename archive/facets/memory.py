"""Memory of large arrays goes back to the system once they are freed: glibc keeps it, in pieces for each thread."""

import ctypes
import time

SELDOM = 30  # seconds
_last = 0.0


def give_back() -> None:
    """Give back what is free, where that was not done just now; elsewhere than on glibc there is nothing to do."""
    global _last  # one heap, one moment
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim and time.monotonic() - _last > SELDOM:
        _last = time.monotonic()
        trim(0)
