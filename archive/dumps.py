"""The embedded database as one file, and back: all or nothing both ways."""

import os
import subprocess
from pathlib import Path
from typing import BinaryIO

from django.core.management import CommandError
from django.db import connection

from archive.postgres import cluster

ASIDE = "restored"


def dump(file: Path) -> None:
    """Write everything, users and history too, into a file that only we may read."""
    half = file.with_name(file.name + ".half")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as target:
            _call("pg_dump", "-Fc", _name(), output=target)
        half.replace(file)
    except OSError as error:
        raise CommandError(f"{file} cannot be written ({error.strerror}): choose another file.") from None
    finally:
        half.unlink(missing_ok=True)


def restore(file: Path) -> None:
    """Build a database from the file and, when that has worked, put it in the place of the present one."""
    try:
        source = file.open("rb")
    except OSError as error:
        raise CommandError(f"{file} cannot be read ({error.strerror}).") from None
    with source:
        _sql(f"drop database if exists {ASIDE} with (force)", f"create database {ASIDE} template template0")
        _call("pg_restore", "--no-owner", "--exit-on-error", "-d", ASIDE, source=source)
    connection.close()
    _sql(f"drop database if exists {_name()} with (force)", f"alter database {ASIDE} rename to {_name()}")


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _sql(*statements: str) -> None:
    options = [text for statement in statements for text in ("-c", statement)]
    _call("psql", "-Xqb", "-v", "ON_ERROR_STOP=1", *options, "template1")


def _call(program: str, *arguments: str, source: BinaryIO | None = None, output: BinaryIO | None = None) -> None:
    done = subprocess.run(
        cluster().command(program, *arguments),
        stdin=source or subprocess.DEVNULL,
        stdout=output or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise CommandError(f"{program} failed, and the archive is as it was: {reason}")
