"""Long work shows on a terminal how far it is, and when somebody stops it, it says what is done and how to go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from tqdm import tqdm

STOPPED = 130  # what a shell expects of a program that Ctrl-C ended


@contextmanager
def progress(total: int, unit: str, stopped: str) -> Iterator[Any]:
    """A bar to `update`, on a terminal only; `stopped` is what Ctrl-C leaves, in a sentence."""
    try:
        with tqdm(total=total, unit=f" {unit}", disable=None) as bar:
            yield bar
    except KeyboardInterrupt:
        raise CommandError(f"Stopped. {stopped}", returncode=STOPPED) from None


def aside_from_bars() -> Any:
    """Within it, lines can be written without a bar in the way."""
    return tqdm.external_write_mode()
