"""The key that signs sessions and links: given by SECRET_KEY, else one that this checkout keeps to itself."""

import os

from django.conf import settings
from django.core.management.utils import get_random_secret_key

from archive.embedded import home, locks


def lasting_key() -> str:
    """The same key for every process of this checkout, made once in a file that only its owner reads."""
    if os.environ.get("SECRET_KEY"):
        return settings.SECRET_KEY
    home.make_folder(settings.ROSTRUM_DATA)
    return locks.remembered(settings.ROSTRUM_DATA / "secret_key", get_random_secret_key)


def adopt_lasting_key() -> None:
    """Sign with it in this process and its children, so that a restart signs nobody out."""
    # Settings may not read files, hence the one place that sets one at run time.
    settings.SECRET_KEY = os.environ["SECRET_KEY"] = lasting_key()
