"""Bring the catalogue up to date with the code, and its compiled form with the catalogue: `messages.py [--check]`.

Only collecting the messages needs GNU gettext. The compiled form is written by a library and kept in git, so that the
archive runs in all its languages with nothing but Python. `--check` leaves both files as they are and fails where they
would change, or where a message is not translated.
"""

import os
import re
import shutil
import sys
from pathlib import Path

import django
import polib
from django.core.management import call_command
from django.core.management.commands import makemessages

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")


class Collect(makemessages.Command):
    # The translation of a message that is a little like another is a translation of something else.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def main(*options: str) -> None:
    kept = {file: file.read_bytes() for file in (CATALOGUE, COMPILED) if file.exists()}
    update()
    lacking = untranslated()
    if "--check" not in options:
        say(f"{lacking} messages are left to translate in {CATALOGUE.relative_to(ROOT)}." if lacking else "All done.")
        return
    changed = [file for file in (CATALOGUE, COMPILED) if file.read_bytes() != kept.get(file)]
    for file in changed:
        file.write_bytes(kept.get(file, b""))
    if changed:
        sys.exit("The catalogue is not up to date: run `make messages`, translate what is new, commit both files.")
    if lacking:
        sys.exit(f"{lacking} messages are not translated: see {CATALOGUE.relative_to(ROOT)}.")


def update() -> None:
    if shutil.which("xgettext"):
        options = {"no_obsolete": True, "no_location": True, "no_wrap": True, "ignore_patterns": ["tests"]}
        call_command(Collect(), locale=["zh_Hans"], verbosity=0, **options)
        CATALOGUE.write_text(re.sub('"(POT-Creation-Date|Report-Msgid-Bugs-To):.*\n', "", CATALOGUE.read_text()))
    else:
        say("NO GETTEXT: messages were not collected from the code; install it (apt-get install gettext).")
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(COMPILED))


def untranslated() -> int:
    catalogue = polib.pofile(str(CATALOGUE))
    return len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    main(*sys.argv[1:])
