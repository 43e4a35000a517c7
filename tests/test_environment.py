"""The environment that `make` makes, with the slow programs replaced by a record of what would be run."""

import fcntl
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

SCRIPT = settings.BASE_DIR / ".ci" / "environment.py"


class Folder:
    """A checkout with two lock files and perhaps an environment."""

    def __init__(self, path: Path, module: ModuleType) -> None:
        self.venv, self.lock, self.dev_lock = path / "a venv", path / "requirements.lock", path / "dev.lock"
        self.lock.write_text("a==1")
        self.dev_lock.write_text("a==1\nb==2")
        self.module, self.ran, self.fails = module, [], False

    def run(self, command: list[str], failure: str) -> None:
        self.ran.append("venv" if "venv" in command else f"install {Path(command[-1]).name}")
        if self.fails:
            raise KeyboardInterrupt
        if "venv" in command:
            python = Path(command[-1]) / "bin" / "python"
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()

    def make(self, *locks: Path) -> list[str]:
        self.ran.clear()
        self.module.main(self.venv, *(locks or (self.lock,)))
        return list(self.ran)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    spec = spec_from_file_location("environment", SCRIPT)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = Folder(tmp_path, module)
    monkeypatch.setattr(module, "run", folder.run)
    monkeypatch.delenv("PYTHON", raising=False)
    return folder


def test_it_is_made_once(folder: Folder) -> None:
    assert [folder.make(), folder.make()] == [["venv", "install requirements.lock"], []]


def test_it_is_brought_up_to_date_in_place_when_the_lock_file_changes(folder: Folder) -> None:
    folder.make()
    folder.lock.write_text("a==2")
    assert [folder.make(), folder.make()] == [["install requirements.lock"], []]


def test_it_is_made_again_when_it_was_interrupted(folder: Folder) -> None:
    folder.make()
    folder.lock.write_text("a==2")
    folder.fails = True
    with pytest.raises(KeyboardInterrupt):
        folder.make()
    folder.fails = False
    assert folder.make() == ["venv", "install requirements.lock"]


def test_the_one_for_tests_serves_too(folder: Folder) -> None:
    folder.make(folder.dev_lock, folder.lock)
    assert folder.make() == []


def test_the_one_for_serving_is_completed_for_tests(folder: Folder) -> None:
    folder.make()
    assert folder.make(folder.dev_lock, folder.lock) == ["install dev.lock"]


def test_it_is_made_again_when_its_python_is_gone(folder: Folder) -> None:
    folder.make()
    (folder.venv / "bin" / "python").unlink()
    assert folder.make() == ["venv", "install requirements.lock"]


def test_who_comes_at_the_same_time_waits(folder: Folder) -> None:
    with open(f"{folder.venv}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        other = subprocess.Popen(
            [sys.executable, SCRIPT, folder.venv, folder.lock],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert other.stdout
        assert other.stdout.readline() == f"Waiting for another make to finish {folder.venv} …\n"
        assert other.poll() is None
        other.kill()
        other.communicate()


def test_a_python_without_venv_is_told_what_to_install(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder.module.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="cannot make environments: install its venv module"):
        folder.make()


def test_a_folder_that_cannot_be_written_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder.module.os, "access", lambda path, mode: False)
    with pytest.raises(SystemExit, match=f"{folder.venv.parent} cannot be written by user id"):
        folder.make()


@pytest.mark.parametrize("asked", ["", "python3.999"])
def test_a_machine_without_a_new_enough_python_is_told_so(tmp_path: Path, asked: str) -> None:
    done = subprocess.run(
        ["/bin/sh", SCRIPT.with_suffix(""), tmp_path / ".venv", tmp_path / "lock"],
        env={"PATH": f"{tmp_path}:/usr/sbin", "PYTHON": asked} if asked else {"PATH": f"{tmp_path}:/usr/sbin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"No Python 3.11 or newer was found as {asked or 'python3, python3.13, python3.12 or python3.11'}: "
        "install one, or name one (make PYTHON=/usr/local/bin/python3.12 ...)."
    )


def test_nothing_of_this_machine_is_in_the_lock_files() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (settings.BASE_DIR / name).read_text()
        assert [word for word in ("://", os.sep + "opt" + os.sep, "file:") if word in text] == []
