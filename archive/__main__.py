"""`python -m archive`, and `rostrum` where it is installed: what `manage.py` is in a checkout."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, execute_from_command_line
from django.db import DatabaseError, InterfaceError
from environs.exceptions import EnvError

from archive.program import as_called
from archive.serving.breakdowns import trouble


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    try:
        execute_from_command_line(sys.argv)
    except (CommandError, ImproperlyConfigured, EnvError) as refusal:
        sys.exit(as_called(f"{type(refusal).__name__}: {refusal}"))
    except (DatabaseError, InterfaceError) as error:
        if not (words := trouble(error)):
            raise
        sys.exit(f"{words} What is said to be done stays; start again when that is mended. ({str(error).strip()})")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
