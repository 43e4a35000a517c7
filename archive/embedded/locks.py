"""Locks that the kernel keeps on files: whoever holds one is alive, whatever process ids and leftovers say."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where DATABASE_URL is the only way
    SUPPORTED = False
else:
    SUPPORTED = True
    SHARED, EXCLUSIVE, AT_ONCE = fcntl.LOCK_SH, fcntl.LOCK_EX, fcntl.LOCK_NB


def lock(path: Path, how: int) -> int | None:
    """Open and lock `path`; the descriptor holds the lock, None says that somebody else does (AT_ONCE)."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def upgrade(descriptor: int) -> bool:
    """Turn a shared lock into an exclusive one, if nobody else shares it; the shared one is lost either way."""
    try:
        fcntl.flock(descriptor, EXCLUSIVE | AT_ONCE)
    except BlockingIOError:
        return False
    return True


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Hold `path` alone, after waiting for others."""
    descriptor = lock(path, EXCLUSIVE)
    assert descriptor is not None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def is_held(path: Path) -> bool:
    """Whether some living process holds `path` alone; those who ask at the same time do not hinder each other."""
    if (descriptor := lock(path, SHARED | AT_ONCE)) is None:
        return True
    os.close(descriptor)
    return False


def remembered(path: Path, make: Callable[[], str]) -> str:
    """The text of a file that only its owner can read, made at the first call."""
    with held(path) as descriptor:
        if not (text := os.read(descriptor, 4096).decode()):
            os.write(descriptor, (text := make()).encode())
        return text
