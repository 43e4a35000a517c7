"""Make a Python environment from lock files, once: `environment.py FOLDER LOCK [INCLUDED_LOCK…]`.

It is made again when it was interrupted, brought up to date in place when a lock file changed (a server may be
running from it), and left alone otherwise. Whoever comes at the same time waits.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path


def main(folder: Path, *locks: Path) -> None:
    refuse_what_cannot_work(folder)
    with alone(folder):
        if missing(folder, locks):
            make(folder, locks)


def refuse_what_cannot_work(folder: Path) -> None:
    if "musl" in str(sysconfig.get_config_var("SOABI")):
        refuse("There is no embedded PostgreSQL for musl (Alpine): use a system with glibc, such as Debian.")
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        refuse(
            f"{sys.executable} cannot make environments: install its venv module (apt-get install python3-venv), "
            "or name another Python (make PYTHON=python3.12 ...)."
        )
    parent = folder.absolute().parent
    if not os.access(parent, os.W_OK):
        refuse(f"{parent} cannot be written by user id {os.getuid()}: let it, or work in a copy of your own.")


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    with open(f"{folder}.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another make to finish {folder} …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def missing(folder: Path, locks: tuple[Path, ...]) -> bool:
    return not is_sound(folder) or digest(locks[0]) not in stamp(folder).read_text().split()


def is_sound(folder: Path) -> bool:
    """Whether it was finished, with a Python that is still there and is the one asked for."""
    if not stamp(folder).exists() or not (folder / "bin" / "python").exists():
        return False
    asked = "PYTHON" in os.environ and os.environ["PYTHON"]
    return not asked or f"version = {sys.version.split()[0]}" in (folder / "pyvenv.cfg").read_text()


def make(folder: Path, locks: tuple[Path, ...]) -> None:
    say(f"Making the Python environment {folder} with {sys.executable} (once; a minute or two) …")
    python = folder / "bin" / "python"
    if not is_sound(folder):
        run([sys.executable, "-m", "venv", "--clear", str(folder)], f"{folder} could not be made")
    stamp(folder).unlink(missing_ok=True)
    # `python -m pip`, since a script's first line may be too long for the kernel or have a space in it.
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    run([*pip, "-r", str(locks[0])], "the packages could not be installed")
    stamp(folder).write_text("\n".join(map(digest, locks)))


def run(command: list[str], failure: str) -> None:
    if subprocess.run(command).returncode:
        refuse(f"See above: {failure}. Check the network and the space on the disk, then run make again.")


def stamp(folder: Path) -> Path:
    return folder / "finished"


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def refuse(sentence: str) -> None:
    sys.exit(sentence)


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:]))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}. Mend that, then run make again.")
    except KeyboardInterrupt:
        sys.exit(130)
