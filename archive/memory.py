"""Memory that a process has freed goes back to the system: glibc keeps it, in a heap for each thread, unless told."""

import ctypes
import gc
import time

SELDOM = 30  # seconds
HEAPS = 2
LARGE = 2**20  # bytes; what is as large as that is taken from the system by itself, and goes back at once
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # malloc.h
_last = 0.0


def keep_little() -> None:
    """Begin a process of many threads: with few heaps, and what is there now left out when garbage is looked for.

    Garbage is all looked for once what is new comes to a quarter of what is old: so sooner.
    """
    if tune := _of_libc("mallopt"):
        tune(M_ARENA_MAX, HEAPS)
        tune(M_MMAP_THRESHOLD, LARGE)
    gc.freeze()


def give_back() -> None:
    """Give back what is free, where that was not done just now."""
    global _last  # one process, one moment
    trim = _of_libc("malloc_trim")
    if trim and time.monotonic() - _last > SELDOM:
        _last = time.monotonic()
        trim(0)


def _of_libc(name: str) -> "ctypes._FuncPointer | None":
    """A function of the C library; none elsewhere than on glibc, where there is nothing to do."""
    return getattr(ctypes.CDLL(None), name, None)
